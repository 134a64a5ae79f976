"""The card of each institution: its regulation, head and curator."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    select,
    update,
)

from service.aggregates.institution import Institution
from service.aggregates.roadmap import Roadmap
from service.eventstore.log import Recorded
from service.projections.feed import Projection

TABLES: Final = MetaData()

INSTITUTIONS: Final = Table(
    "institutions",
    TABLES,
    Column("code", String(32), primary_key=True),
    Column("id", String(80), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("zone", String(60), nullable=False),
    Column("head", String(80)),
    Column("curator", String(80)),
    Column("regulation_version", Integer),
    Column("regulation", JSON),
    Column("considered_on", Date),
    Column("agreed_on", Date),
    Column("order_number", String(60)),
    Column("order_on", Date),
    Column("in_force_since", Date),
    Column("roadmap", String(80)),
    Column("roadmap_approved_on", Date),
)

Row = Mapping[str, Any]


def _code(recorded: Recorded) -> str:
    return recorded.event.originator_id.split("/", 1)[0]


def _set(connection: Connection, recorded: Recorded, **values: object) -> None:
    here = INSTITUTIONS.c.code == _code(recorded)
    connection.execute(update(INSTITUTIONS).where(here).values(**values))


def _registered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {"code": _code(recorded), "id": event.originator_id, "kind": event.kind, "zone": event.zone}
    connection.execute(insert(INSTITUTIONS), [row])


def _head_named(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, head=event.person)


def _configured(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        regulation_version=event.version,
        regulation=event.settings,
        considered_on=None,
        agreed_on=None,
    )


def _considered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, considered_on=event.protocol_on)


def _agreed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, agreed_on=event.agreed_on)


def _approved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, order_number=event.order.number, order_on=event.order.signed_on)


def _entered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, in_force_since=event.since)


def _curator_appointed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, curator=event.person)


def _curator_relieved(connection: Connection, recorded: Recorded) -> None:
    _set(connection, recorded, curator=None)


def _roadmap_drafted(connection: Connection, recorded: Recorded) -> None:
    _set(connection, recorded, roadmap=recorded.event.originator_id, roadmap_approved_on=None)


def _roadmap_approved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, roadmap_approved_on=event.order.signed_on)


INSTITUTION_CARDS: Final = Projection(
    name="institutions",
    tables=TABLES,
    handlers={
        Institution.InstitutionRegistered: _registered,
        Institution.HeadNamed: _head_named,
        Institution.RegulationConfigured: _configured,
        Institution.RegulationConsideredByPedagogicalCouncil: _considered,
        Institution.RegulationAgreedWithTradeUnion: _agreed,
        Institution.RegulationApproved: _approved,
        Institution.RegulationEnteredIntoForce: _entered,
        Institution.CuratorAppointed: _curator_appointed,
        Institution.CuratorRelieved: _curator_relieved,
        Roadmap.RoadmapDrafted: _roadmap_drafted,
        Roadmap.RoadmapApproved: _roadmap_approved,
    },
)


def card(connection: Connection, code: str) -> Row | None:
    """The card of one institution."""
    row = connection.execute(select(INSTITUTIONS).where(INSTITUTIONS.c.code == code)).mappings().first()
    return None if row is None else dict(row)


def cards(connection: Connection) -> list[Row]:
    """The cards of all institutions, by code."""
    return [
        dict(row) for row in connection.execute(select(INSTITUTIONS).order_by(INSTITUTIONS.c.code)).mappings()
    ]
