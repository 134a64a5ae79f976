"""Releases from job duties: asked for, substituted, granted by order, used."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from service.aggregates.duty_release import DutyRelease
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.projections.feed import Projection

TABLES: Final = MetaData()

RELEASES: Final = Table(
    "duty_releases",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("assignment", String(80), nullable=False, index=True),
    Column("who", String(80), nullable=False, index=True),
    Column("activity", Integer, nullable=False),
    Column("ground", String(20), nullable=False),
    Column("person", String(80), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("to", Date, nullable=False),
    Column("state", String(20), nullable=False),
    Column("requested_on", Date, nullable=False),
    Column("substitute", String(80)),
    Column("no_substitute", Text),
    Column("continuity", Boolean),
    Column("arranged_on", Date),
    Column("order_id", String(80)),
    Column("order_number", Text),
    Column("order_on", Date),
    Column("refusal", Text),
    Column("ended_on", Date),
)
"""``state``: requested | arranged | granted | refused | used | cancelled; ``to`` is the first day after it.

``no_substitute`` is why nobody can substitute; ``ended_on`` the day of refusal, use or cancelling.
"""

Row = Mapping[str, Any]

_WORDS: Final = (RELEASES.c.reason, RELEASES.c.no_substitute, RELEASES.c.refusal)


def _requested(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "assignment": event.assignment,
        "who": event.who,
        "activity": event.activity,
        "ground": event.ground,
        "person": event.reason.person,
        "reason": event.reason.text,
        "since": event.period.since,
        "to": event.period.to,
        "state": "requested",
        "requested_on": event.requested_on,
    }
    connection.execute(insert(RELEASES), [row])


def _set(connection: Connection, recorded: Recorded, **values: object) -> None:
    here = RELEASES.c.id == recorded.event.originator_id
    connection.execute(update(RELEASES).where(here).values(**values))


def _arranged(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        state="arranged",
        substitute=event.substitute,
        no_substitute=None,
        continuity=event.continuity,
        arranged_on=event.arranged_on,
    )


def _impossible(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        state="arranged",
        substitute=None,
        no_substitute=event.reason.text,
        continuity=event.continuity,
        arranged_on=event.arranged_on,
    )


def _granted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        state="granted",
        order_id=event.order_id,
        order_number=event.order.number,
        order_on=event.order.signed_on,
    )


def _refused(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, state="refused", refusal=event.reason.text, ended_on=event.refused_on)


def _used(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, state="used", ended_on=event.used_on)


def _cancelled(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, state="cancelled", ended_on=event.cancelled_on)


def _erased(connection: Connection, recorded: Recorded) -> None:
    """Clear the words at once: whoever folds the log anew finds no key to read them with."""
    for column in _WORDS:
        told = (RELEASES.c.person == recorded.event.originator_id) & column.is_not(None)
        connection.execute(update(RELEASES).where(told).values({column.name: ""}))


RELEASE_REGISTER: Final = Projection(
    name="releases",
    tables=TABLES,
    handlers={
        DutyRelease.DutyReleaseRequested: _requested,
        DutyRelease.SubstitutionArranged: _arranged,
        DutyRelease.SubstitutionFoundImpossible: _impossible,
        DutyRelease.DutyReleaseGranted: _granted,
        DutyRelease.DutyReleaseRefused: _refused,
        DutyRelease.DutyReleaseUsed: _used,
        DutyRelease.DutyReleaseCancelled: _cancelled,
        Person.PersonalDataErased: _erased,
    },
)


def release_rows(connection: Connection, institution: str) -> list[Row]:
    """The releases of an institution, the newest first."""
    order = (RELEASES.c.since.desc(), RELEASES.c.id)
    statement = select(RELEASES).where(RELEASES.c.institution == institution).order_by(*order)
    return [dict(row) for row in connection.execute(statement).mappings()]
