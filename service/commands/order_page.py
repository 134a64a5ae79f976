"""An order as it is read: its title, who signs it, what it rests on, what is attached to it."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from service.access import Action, Actor, require
from service.commands.runtime import Runtime
from service.errors import NotFound
from service.projections.institutions import version_rows
from service.projections.local_acts import known_acts
from service.projections.orders import order_row
from service.regulations.regulation import Regulation
from service.values import OrderKind

APPROVAL: Final = "regulation_approval"

TITLES: Final = MappingProxyType[OrderKind, str](
    {
        "regulation_amendment": "О внесении изменений в Положение о системе наставничества "
        "педагогических работников",
        "roadmap_approval": "Об утверждении дорожной карты",
        "curator_appointment": "О назначении куратора реализации программ наставничества",
        "curator_relief": "Об освобождении от обязанностей куратора реализации программ наставничества",
        "association_composition": "О составе методического объединения наставников",
        "pair_assignment": "О закреплении наставнических пар (групп)",
        "mentor_replacement": "О замене наставника",
        "mentor_relief": "Об освобождении от обязанностей наставника",
        "programme_change": "Об изменении персонализированной программы наставничества",
        "programme_termination": "О досрочном прекращении персонализированной программы наставничества",
        "duty_release": "Об освобождении от выполнения должностных обязанностей",
        "encouragement": "О поощрении",
    }
)
"""What orders are called; the approving order is called as the regulation says (A-56)."""


@dataclass(frozen=True, slots=True)
class OrderText:
    """The fixed parts of an order: ``basis`` are citations, ``annexes`` only the approving order has."""

    title: str
    number: str | None
    signed_on: date | None
    signatory: str
    basis: tuple[str, ...]
    annexes: tuple[str, ...]


def order_text(runtime: Runtime, *, institution: str, actor: Actor, order: str) -> OrderText:
    """The fixed parts of an order, in the words of the version of the regulation under which it was made.

    Raises:
        NotAllowed: the actor may not see orders.
        NotFound: the institution has no such order.

    """
    require(actor, Action.VIEW_ORDERS, institution)
    with runtime.reading() as connection:
        row = order_row(connection, order)
        if row is None or row["institution"] != institution:
            raise NotFound(order)
        versions = {each["version"]: each["settings"] for each in version_rows(connection, institution)}
        number = row["regulation_version"]
        regulation = Regulation.from_settings(institution, versions[number], version=number)
        acts = known_acts(connection, regulation=regulation)
    return OrderText(
        title=title_of(row["kind"], regulation),
        number=row["number"],
        signed_on=row["signed_on"],
        signatory=regulation.head_title,
        basis=tuple(acts[code].citation for code in row["basis"]),
        annexes=regulation.texts("approval.annexes") if row["kind"] == APPROVAL else (),
    )


def title_of(kind: OrderKind, regulation: Regulation) -> str:
    """What an order of a kind is called under a version of the regulation."""
    return regulation.text("approval.order.title_ru") if kind == APPROVAL else TITLES[kind]
