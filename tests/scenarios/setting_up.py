"""Verbs of setting up: registration, people, the approving order, curator, association, publication."""

from collections.abc import Sequence
from typing import Any, Final

from service.access import Role
from tests.scenarios.school import ADMINISTRATOR, School
from tests.scenarios.words import ORDERS, PLACES, day

BASIS: Final = ("FZ-273", "own:1")
"""The federal law, and the first act that the regulation itself cites."""

OFFICES: Final = {
    "системный администратор": "system_administrator",
    "проверяющий": "auditor",
    "педагогический совет": "pedagogical_council",
    "председатель профсоюза": "trade_union_chair",
}


def register(school: School) -> None:
    """The system administrator brings the institution into the service."""
    made = school.give(ADMINISTRATOR, "register_institution")
    school.remember("организация", is_=made["institution"])


def employ(school: School, *workers: tuple[str, str, int]) -> None:
    """Workers become known to the service: full name, position, year of birth."""
    for name, position, born in workers:
        made = school.give(
            ADMINISTRATOR,
            "register_person",
            full_name=name,
            position=position,
            contact=f"worker{len(school.people)}@example.org",
            birth_year=born,
        )
        school.people[name] = made["person"]


def name_head(school: School, name: str) -> None:
    """The head of the institution is named."""
    school.give(ADMINISTRATOR, "name_head", person=school.person(name))


def entrust(school: School, by: str | Role, name: str, office: str) -> None:
    """Head or system administrator entrusts somebody with an office."""
    school.give(by, "grant_role", person=school.person(name), role=OFFICES[office])


def consider(school: School, secretary: str, *, protocol: str) -> None:
    """The pedagogical council considers the draft of the regulation today."""
    school.give(secretary, "consider_regulation", protocol_number=protocol, protocol_on=school.today)


def agree_with_union(school: School, chair: str) -> None:
    """The trade union agrees to the draft of the regulation today."""
    school.give(chair, "agree_regulation", agreed_on=school.today)


def draft_roadmap(school: School, by: str, *, charged: str | None = None, year: str | None = None) -> None:
    """Somebody drafts the roadmap; the head may charge a worker with the first one."""
    person = None if charged is None else school.person(charged)
    made = school.give(by, "draft_roadmap", charged=person, academic_year=year)
    school.remember("дорожная карта", is_=made["roadmap"])


def draft_order(
    school: School,
    by: str,
    about: str,
    subjects: Sequence[str],
    *,
    as_: str,
    controller: str | None = None,
) -> None:
    """Somebody drafts an order of the head on things that wait for him; it goes by its future number."""
    drafted = school.give(
        by,
        "draft_order",
        kind=ORDERS[about],
        subjects=subjects,
        basis=BASIS,
        controller=None if controller is None else school.person(controller),
    )
    school.remember("приказ", as_, is_=drafted["order"])


def withdraw_draft(school: School, by: str, number: str) -> None:
    """The draft of an order is put aside."""
    school.give(by, "withdraw_order_draft", order=school.thing("приказ", number))


def sign_draft(school: School, head: str, number: str) -> None:
    """The head signs a draft under its number."""
    order = school.thing("приказ", number)
    school.give(head, "sign_order", order=order, number=number, signed_on=school.today)


def sign(
    school: School,
    head: str,
    about: str,
    subjects: Sequence[str],
    *,
    number: str,
    read_by: Sequence[str] = (),
    controller: str | None = None,
) -> None:
    """The head drafts and signs an order, and everyone whom it names reads it."""
    draft_order(school, head, about, subjects, as_=number, controller=controller)
    sign_draft(school, head, number)
    read(school, number, *read_by)


def read(school: School, number: str, *names: str) -> None:
    """People read an order and sign that they did."""
    order = school.thing("приказ", number)
    for name in names:
        person = school.person(name)
        school.give(name, "acknowledge_order", order=order, person=person, acknowledged_on=school.today)


def approve_regulation(
    school: School, head: str, *, number: str, curator: str | None = None, controller: str | None = None
) -> None:
    """The head approves regulation and roadmap by one order, in 001 with the curator in the same order."""
    named = [name for name in (curator, controller) if name is not None]
    sign(
        school,
        head,
        "об утверждении Положения",
        _approval(school, curator),
        number=number,
        controller=controller,
        read_by=named,
    )


def draft_approval(school: School, by: str, *, as_: str, curator: str | None = None) -> None:
    """Somebody drafts the order that is to approve regulation and roadmap."""
    draft_order(school, by, "об утверждении Положения", _approval(school, curator), as_=as_)


def appoint_curator(school: School, head: str, name: str, *, number: str) -> None:
    """The head appoints the curator by an order of its own."""
    sign(school, head, "о назначении куратора", [school.person(name)], number=number, read_by=[name])


def draft_curator(school: School, by: str, name: str, *, as_: str) -> None:
    """Somebody drafts the order that is to appoint the curator."""
    draft_order(school, by, "о назначении куратора", [school.person(name)], as_=as_)


def report_control(school: School, controller: str, number: str, *, outcome: str, note: str) -> None:
    """Whoever controls an order reports how far it is carried out."""
    outcomes = {"исполняется": "in_progress", "исполнен": "executed", "не исполнен": "not_executed"}
    order = school.thing("приказ", number)
    school.give(controller, "report_order_control", order=order, outcome=outcomes[outcome], note=note)


def form_association(
    school: School, curator: str, head: str, *, members: Sequence[str], chair: str, kind: str, number: str
) -> None:
    """The curator proposes the association of mentors, and the head approves its composition."""
    made = school.give(
        curator,
        "propose_association_composition",
        members=[school.person(name) for name in members],
        chair=school.person(chair),
        kind=kind,
    )
    school.remember("объединение", is_=made["association"])
    sign(school, head, "о составе объединения", [made["association"]], number=number, read_by=members)


def publish_regulation(school: School, by: str, *, with_roadmap: bool = False, place: str = "сайт") -> None:
    """The approved regulation is made public, perhaps with the roadmap."""
    told: dict[str, Any] = {"published_on": school.today, "place": PLACES[place]}
    if with_roadmap:
        told["roadmap"] = school.thing("дорожная карта")
    school.give(by, "publish_regulation", **told)


def publish_order(school: School, by: str, number: str, *, place: str = "сайт") -> None:
    """An order is made public."""
    order = school.thing("приказ", number)
    school.give(by, "publish_order", order=order, published_on=school.today, place=PLACES[place])


def open_site_section(school: School, by: str, address: str) -> None:
    """The special section of the official site is there."""
    school.give(by, "create_site_section", address=address)


def issue_local_act(school: School, by: str, head: str, title: str, *, number: str, since: str) -> None:
    """A local act is drafted, and the head issues it."""
    drafted = school.give(by, "draft_local_act", title=title, basis=BASIS)["local_act"]
    school.give(
        head,
        "issue_local_act",
        local_act=drafted,
        number=number,
        signed_on=school.today,
        in_force_from=day(since),
    )
    school.remember("локальный акт", title, is_=drafted)


def _approval(school: School, curator: str | None) -> list[str]:
    """What the approving order decides on."""
    package = [school.thing("организация"), school.thing("дорожная карта")]
    return package if curator is None else [*package, school.person(curator)]
