"""Who sees what of a pair: engaged colleagues, and mentors' looks into personal files."""

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
    Text,
    insert,
    select,
    update,
)

from service.aggregates.engagement import Engagement
from service.aggregates.person import Person
from service.aggregates.personal_file import PersonalFile
from service.eventstore.log import Recorded
from service.ids import institution_of, sister_id
from service.projections.feed import Handler, Projection
from service.projections.moments import Moment

TABLES: Final = MetaData()

ENGAGEMENTS: Final = Table(
    "engagements",
    TABLES,
    Column("engagement", String(80), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("assignment", String(80), nullable=False, index=True),
    Column("mentor", String(80), nullable=False),
    Column("colleague", String(80), nullable=False, index=True),
    Column("activity", Integer, nullable=False),
    Column("person", String(80), nullable=False, index=True),
    Column("purpose", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("requested_on", Date, nullable=False),
    Column("answered_on", Date),
    Column("engaged_on", Date),
    Column("ended_on", Date),
    Column("ended_by", String(20)),
)
"""``state``: requested | consented | declined | engaged | ended."""

ACCESSES: Final = Table(
    "file_accesses",
    TABLES,
    Column("personal_file", String(80), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("assignment", String(80), nullable=False, index=True),
    Column("mentor", String(80), nullable=False),
    Column("mentee", String(80), nullable=False, index=True),
    Column("asked_for", JSON, nullable=False),
    Column("granted", JSON, nullable=False),
    Column("person", String(80), nullable=False, index=True),
    Column("purpose", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("requested_on", Date, nullable=False),
    Column("decided_on", Date),
    Column("reason", Text),
    Column("revoked_on", Date),
    Column("revoked_because", String(20)),
)
"""``state``: requested | granted | refused | revoked; ``asked_for`` and ``granted`` are parts of the file."""

LOOKS: Final = Table(
    "file_looks",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("personal_file", String(80), nullable=False),
    Column("number", Integer, nullable=False),
    Column("mentor", String(80), nullable=False),
    Column("mentee", String(80), nullable=False, index=True),
    Column("category", String(20), nullable=False),
    Column("accessed_on", Date, nullable=False),
    Column("recorded_at", Moment(), nullable=False),
)
"""Each look of a mentor into the file of a mentee; the mentee reads it."""

Row = Mapping[str, Any]

_WORDS: Final = (ENGAGEMENTS.c.purpose, ACCESSES.c.purpose, ACCESSES.c.reason)


def _pair(stream: str) -> dict[str, str]:
    return {"institution": institution_of(stream), "assignment": sister_id(stream, "assignment")}


def _asked_colleague(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "engagement": event.originator_id,
        "number": event.number,
        **_pair(event.originator_id),
        "mentor": event.mentor,
        "colleague": event.colleague,
        "activity": event.activity,
        "person": event.purpose.person,
        "purpose": event.purpose.text,
        "state": "requested",
        "requested_on": event.requested_on,
    }
    connection.execute(insert(ENGAGEMENTS), [row])


def _engagement(state: str, *fields: tuple[str, str]) -> Handler:
    """Note a new state of an engagement, and each field of the event in a column."""

    def note(connection: Connection, recorded: Recorded) -> None:
        event: Any = recorded.event
        here = (ENGAGEMENTS.c.engagement == event.originator_id) & (ENGAGEMENTS.c.number == event.number)
        told = {column: getattr(event, name) for name, column in fields}
        connection.execute(update(ENGAGEMENTS).where(here).values(state=state, **told))

    return note


def _asked_for_file(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "personal_file": event.originator_id,
        "number": event.number,
        **_pair(event.originator_id),
        "mentor": event.mentor,
        "mentee": event.mentee,
        "asked_for": list(event.categories),
        "granted": [],
        "person": event.purpose.person,
        "purpose": event.purpose.text,
        "state": "requested",
        "requested_on": event.requested_on,
    }
    connection.execute(insert(ACCESSES), [row])


def _set_access(connection: Connection, recorded: Recorded, **values: object) -> None:
    event: Any = recorded.event
    here = (ACCESSES.c.personal_file == event.originator_id) & (ACCESSES.c.number == event.number)
    connection.execute(update(ACCESSES).where(here).values(**values))


def _granted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_access(
        connection, recorded, state="granted", granted=list(event.categories), decided_on=event.granted_on
    )


def _refused(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_access(connection, recorded, state="refused", decided_on=event.refused_on, reason=event.reason.text)


def _revoked(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_access(
        connection,
        recorded,
        state="revoked",
        revoked_on=event.revoked_on,
        revoked_because=event.because,
    )


def _looked(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (ACCESSES.c.personal_file == event.originator_id) & (ACCESSES.c.number == event.number)
    mentor, mentee = connection.execute(select(ACCESSES.c.mentor, ACCESSES.c.mentee).where(here)).one()
    row = {
        "position": recorded.position,
        "institution": recorded.institution,
        "personal_file": event.originator_id,
        "number": event.number,
        "mentor": mentor,
        "mentee": mentee,
        "category": event.category,
        "accessed_on": event.accessed_on,
        "recorded_at": event.timestamp,
    }
    connection.execute(insert(LOOKS), [row])


def _erased(connection: Connection, recorded: Recorded) -> None:
    """Clear the words at once: whoever folds the log anew finds no key to read them with."""
    for column in _WORDS:
        told = (column.table.c.person == recorded.event.originator_id) & column.is_not(None)
        connection.execute(update(column.table).where(told).values({column.name: ""}))


ACCESS_LOG: Final = Projection(
    name="pair_access",
    tables=TABLES,
    handlers={
        Engagement.ColleagueEngagementRequested: _asked_colleague,
        Engagement.ColleagueConsentGiven: _engagement("consented", ("answered_on", "answered_on")),
        Engagement.ColleagueConsentDeclined: _engagement("declined", ("answered_on", "answered_on")),
        Engagement.ColleagueEngaged: _engagement("engaged", ("engaged_on", "engaged_on")),
        Engagement.ColleagueEngagementEnded: _engagement(
            "ended", ("ended_on", "ended_on"), ("by", "ended_by")
        ),
        PersonalFile.PersonalFileAccessRequested: _asked_for_file,
        PersonalFile.PersonalFileAccessGranted: _granted,
        PersonalFile.PersonalFileAccessRefused: _refused,
        PersonalFile.PersonalFileAccessed: _looked,
        PersonalFile.PersonalFileAccessRevoked: _revoked,
        Person.PersonalDataErased: _erased,
    },
)


def engagement_rows(connection: Connection, institution: str) -> list[Row]:
    """The colleagues asked and engaged, the newest first."""
    order = (ENGAGEMENTS.c.requested_on.desc(), ENGAGEMENTS.c.engagement, ENGAGEMENTS.c.number.desc())
    statement = select(ENGAGEMENTS).where(ENGAGEMENTS.c.institution == institution).order_by(*order)
    return [dict(row) for row in connection.execute(statement).mappings()]


def access_rows(connection: Connection, institution: str) -> list[Row]:
    """The requests for personal files and what became of them, the newest first."""
    order = (ACCESSES.c.requested_on.desc(), ACCESSES.c.personal_file, ACCESSES.c.number.desc())
    statement = select(ACCESSES).where(ACCESSES.c.institution == institution).order_by(*order)
    return [dict(row) for row in connection.execute(statement).mappings()]


def look_rows(connection: Connection, institution: str) -> list[Row]:
    """Every look into a personal file, the newest first."""
    statement = select(LOOKS).where(LOOKS.c.institution == institution).order_by(LOOKS.c.position.desc())
    return [dict(row) for row in connection.execute(statement).mappings()]
