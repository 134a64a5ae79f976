"""The card of each institution: head, curator, and every version of its regulation with its dates."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
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
    Column("roadmap", String(80)),
    Column("roadmap_approved_on", Date),
)

VERSIONS: Final = Table(
    "regulation_versions",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("settings", JSON, nullable=False),
    Column("digest", String(80), nullable=False),
    Column("changed", JSON, nullable=False),
    Column("reason", String(40)),
    Column("for_running", Boolean, nullable=False),
    Column("protocol_number", Text),
    Column("considered_on", Date),
    Column("agreed_on", Date),
    Column("order_number", Text),
    Column("order_on", Date),
    Column("since", Date),
    Column("superseded_on", Date),
)

PUBLICATIONS: Final = Table(
    "regulation_publications",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("place", String(40), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("roadmap", String(80)),
    Column("published_on", Date, nullable=False),
)

Row = Mapping[str, Any]


def _set(connection: Connection, recorded: Recorded, **values: object) -> None:
    here = INSTITUTIONS.c.code == recorded.institution
    connection.execute(update(INSTITUTIONS).where(here).values(**values))


def _registered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {"code": recorded.institution, "id": event.originator_id, "kind": event.kind, "zone": event.zone}
    connection.execute(insert(INSTITUTIONS), [row])


def _head_named(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, head=event.person)


def _configured(connection: Connection, recorded: Recorded) -> None:
    _draft(connection, recorded, changed=[], reason=None, for_running=False)


def _amendment_drafted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _draft(
        connection,
        recorded,
        changed=list(event.changed),
        reason=event.reason,
        for_running=event.for_running,
    )


def _draft(connection: Connection, recorded: Recorded, **facts: object) -> None:
    event: Any = recorded.event
    connection.execute(delete(VERSIONS).where(_version(recorded, event.version)))
    row = {
        "institution": recorded.institution,
        "version": event.version,
        "settings": event.settings,
        "digest": event.digest,
        **facts,
    }
    connection.execute(insert(VERSIONS), [row])


def _version(recorded: Recorded, version: int) -> ColumnElement[bool]:
    return (VERSIONS.c.institution == recorded.institution) & (VERSIONS.c.version == version)


def _set_version(connection: Connection, recorded: Recorded, version: int, **values: object) -> None:
    connection.execute(update(VERSIONS).where(_version(recorded, version)).values(**values))


def _drafted_version(connection: Connection, recorded: Recorded) -> int:
    """The version that waits for its approval: council and trade union speak of no other."""
    newest = select(func.max(VERSIONS.c.version)).where(VERSIONS.c.institution == recorded.institution)
    return int(connection.scalar(newest) or 0)


def _considered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_version(
        connection,
        recorded,
        _drafted_version(connection, recorded),
        protocol_number=event.protocol_number,
        considered_on=event.protocol_on,
    )


def _agreed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_version(connection, recorded, _drafted_version(connection, recorded), agreed_on=event.agreed_on)


def _approved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    order = event.order
    _set_version(connection, recorded, event.version, order_number=order.number, order_on=order.signed_on)


def _entered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_version(connection, recorded, event.version, since=event.since)


def _superseded(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_version(connection, recorded, event.version, superseded_on=event.superseded_on)


def _published(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "institution": recorded.institution,
        "version": event.version,
        "place": event.place,
        "position": recorded.position,
        "roadmap": event.roadmap,
        "published_on": event.published_on,
    }
    connection.execute(insert(PUBLICATIONS), [row])


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
        Institution.RegulationAmendmentDrafted: _amendment_drafted,
        Institution.RegulationAmended: _approved,
        Institution.RegulationSuperseded: _superseded,
        Institution.RegulationPublished: _published,
        Institution.RegulationEnteredIntoForce: _entered,
        Institution.CuratorAppointed: _curator_appointed,
        Institution.CuratorRelieved: _curator_relieved,
        Roadmap.RoadmapDrafted: _roadmap_drafted,
        Roadmap.RoadmapApproved: _roadmap_approved,
    },
)


def card(connection: Connection, code: str, *, on: date | None = None) -> Row | None:
    """The card of one institution with the version of the regulation that holds on a day.

    Without a day it is the version that was approved last, whatever its first day; as long as none holds,
    the draft is shown and ``in_force_since`` is None. ``first_in_force_since`` is the first version's day.
    """
    row = connection.execute(select(INSTITUTIONS).where(INSTITUTIONS.c.code == code)).mappings().first()
    if row is None:
        return None
    return {**row, **_shown(version_rows(connection, code), on=on)}


def cards(connection: Connection) -> list[Row]:
    """The cards of all institutions, by code."""
    codes = connection.scalars(select(INSTITUTIONS.c.code).order_by(INSTITUTIONS.c.code)).all()
    found = (card(connection, code) for code in codes)
    return [row for row in found if row is not None]


def version_rows(connection: Connection, code: str) -> list[Row]:
    """Every version of the regulation, drafts included, from the first on."""
    statement = select(VERSIONS).where(VERSIONS.c.institution == code).order_by(VERSIONS.c.version)
    return [dict(row) for row in connection.execute(statement).mappings()]


def publication_rows(connection: Connection, code: str) -> list[Row]:
    """When and where the versions of the regulation were made public, the first publication first."""
    statement = (
        select(PUBLICATIONS).where(PUBLICATIONS.c.institution == code).order_by(PUBLICATIONS.c.position)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def _shown(versions: list[Row], *, on: date | None) -> Row:
    approved = [row for row in versions if row["since"] is not None]
    held = [row for row in approved if on is None or row["since"] <= on]
    version = (held[-1:] or versions[:1])[0]
    return {
        "regulation_version": version["version"],
        "regulation": version["settings"],
        "considered_on": version["considered_on"],
        "agreed_on": version["agreed_on"],
        "order_number": version["order_number"],
        "order_on": version["order_on"],
        "in_force_since": held[-1]["since"] if held else None,
        "first_in_force_since": approved[0]["since"] if approved else None,
    }
