"""Verbs of the regulation itself: filling it in, putting it into force later, amending it."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from service.regulations.fields import FIELDS
from tests.scenarios.school import ADMINISTRATOR, School
from tests.scenarios.setting_up import BASIS
from tests.scenarios.words import day

Filled = Mapping[str, str | int | date]
"""Values of the regulation by the names that its fields have on the pages."""

REASONS: Final = {
    "новый федеральный акт": "new_federal_act",
    "новый региональный акт": "new_regional_act",
    "новый локальный акт": "new_local_act",
    "решение организации": "own_initiative",
}
CLAUSES: Final = {
    "п. 2 приказа": "Order ¶2",
    "п. 3.7 Положения": "§3.7",
    "п. 9.2 Положения": "§9.2",
    "гриф «УТВЕРЖДАЮ»": "stamp УТВЕРЖДАЮ",
}
_NAMES: Final = {field.label: name for name, field in FIELDS.items()}


def fill_in(school: School, filled: Filled, *, where: str) -> None:
    """The system administrator fills in the draft of the regulation; ``where`` the values stand in it."""
    school.give(ADMINISTRATOR, "configure_regulation", changes=_changes(filled), clauses=[CLAUSES[where]])


def publish_by(school: School, last_day: str, *, responsible: str, where: str) -> None:
    """The draft says until which day the documents are made public, and who answers for it."""
    changes = {
        _NAMES["До какого дня публикуются документы"]: {"on": day(last_day)},
        _NAMES["Кто отвечает за публикацию"]: responsible,
    }
    school.give(ADMINISTRATOR, "configure_regulation", changes=changes, clauses=[CLAUSES[where]])


def draft_approval(school: School, head: str, *, as_: str, since: str, curator: str | None = None) -> None:
    """The order that approves regulation and roadmap is drafted, with effect from a later day."""
    package = [school.thing("организация"), school.thing("дорожная карта")]
    drafted = school.give(
        head,
        "draft_order",
        kind="regulation_approval",
        subjects=package if curator is None else [*package, school.person(curator)],
        basis=BASIS,
        effective_from=day(since),
    )
    school.remember("приказ", as_, is_=drafted["order"])


def draft_amendment(school: School, by: str, changed: Filled, *, where: str, because: str) -> None:
    """Head or curator drafts the next version of the regulation."""
    changes = _changes(changed)
    school.give(by, "draft_amendment", changes=changes, clauses=[CLAUSES[where]], reason=REASONS[because])


def order_amendment(
    school: School, head: str, *, number: str, since: str, controller: str | None = None
) -> None:
    """The head orders the drafted version of the regulation; it holds from a day on."""
    drafted = school.give(
        head,
        "draft_order",
        kind="regulation_amendment",
        subjects=[school.thing("организация")],
        basis=BASIS,
        effective_from=day(since),
        controller=None if controller is None else school.person(controller),
    )
    order = school.remember("приказ", number, is_=drafted["order"])
    school.give(head, "sign_order", order=order, number=number, signed_on=school.today)


def _changes(filled: Filled) -> dict[str, object]:
    return {_NAMES[label]: _value(_NAMES[label], value) for label, value in filled.items()}


def _value(name: str, value: str | int | date) -> object:
    """The code of a choice by its words; everything else as it is told."""
    return {words: code for code, words in FIELDS[name].values.items()}.get(str(value), value)
