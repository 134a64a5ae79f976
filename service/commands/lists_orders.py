"""Lists of orders that wait for somebody, of the acts they may cite, and of what an institution issued."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from service.access import Action
from service.commands.order_page import title_of
from service.commands.participant_words import PLACES
from service.commands.views import Asked, view
from service.projections.deadline_versions import regulation_of, regulation_on
from service.projections.institutions import publication_rows
from service.projections.local_acts import citable_acts, local_act_rows
from service.projections.orders import orders_to_control, orders_to_read

Row = Mapping[str, Any]

_OPINIONS: Final = MappingProxyType(
    {
        "supports": "поддерживает",
        "supports_with_remarks": "поддерживает с замечаниями",
        "objects": "возражает",
    }
)


@view(name="own_orders", title="С какими приказами мне ознакомиться", action=Action.ACKNOWLEDGE_ORDERS)
def own_orders(asked: Asked) -> Sequence[Row]:
    """The orders that the reader has not acknowledged yet, the oldest first."""
    return _titled(asked, orders_to_read(asked.connection, asked.actor.id))


@view(name="own_controls", title="Исполнение каких приказов контролирую я", action=Action.CONTROL_ORDERS)
def own_controls(asked: Asked) -> Sequence[Row]:
    """The signed orders that the reader controls and that are not executed yet, the oldest first."""
    return _titled(asked, orders_to_control(asked.connection, asked.actor.id))


@view(name="citable_acts", title="На какие акты можно сослаться", action=Action.VIEW_ORDERS)
def acts_to_cite(asked: Asked) -> Sequence[Row]:
    """The acts that an order of this day may rest on, with the codes by which a draft names them (R-013)."""
    regulation = regulation_on(asked.connection, asked.institution, on=asked.on)
    if regulation is None:
        return []
    found = citable_acts(asked.connection, regulation=regulation, on=asked.on)
    return [{"act": each.code, "words": each.citation} for each in found]


@view(name="local_acts", title="Локальные акты", action=Action.VIEW_ORDERS)
def local_acts(asked: Asked) -> Sequence[Row]:
    """The local acts with the association's opinion, drafts and replaced ones included, the newest first."""
    rows = local_act_rows(asked.connection, asked.institution)
    return [{**row, "opinion_words": _OPINIONS.get(row["opinion"])} for row in rows]


@view(name="publications", title="Где опубликовано Положение", action=Action.VIEW_INSTITUTION)
def publications(asked: Asked) -> Sequence[Row]:
    """When and where the versions of the regulation were made public, the first publication first (R-008)."""
    rows = publication_rows(asked.connection, asked.institution)
    return [{**row, "place_words": PLACES[row["place"]]} for row in rows]


def _titled(asked: Asked, rows: Sequence[Row]) -> Sequence[Row]:
    """The reader's orders in this institution as they are called, numbered and dated."""
    return [
        {
            "order": row["id"],
            "title": title_of(
                row["kind"],
                regulation_of(asked.connection, asked.institution, version=row["regulation_version"]),
            ),
            "number": row["number"],
            "signed_on": row["signed_on"],
            "effective_from": row["effective_from"],
        }
        for row in rows
        if row["institution"] == asked.institution
    ]
