"""The chronicles of pairs: remote sessions, structures, events, development, support; and contests."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    JSON,
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

from service.aggregates.chronicle import Chronicle
from service.aggregates.contest import Contest
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.ids import sister_id
from service.projections.feed import Projection
from service.values import Pii, text_of

TABLES: Final = MetaData()

RECORDS: Final = Table(
    "pair_records",
    TABLES,
    Column("chronicle", String(80), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("assignment", String(80), nullable=False, index=True),
    Column("kind", String(30), nullable=False),
    Column("of_kind", String(40)),
    Column("level", String(20)),
    Column("on", Date),
    Column("recorded_on", Date, nullable=False),
    Column("participants", JSON, nullable=False),
    Column("person", String(80), nullable=False, index=True),
    Column("title", Text),
    Column("listed", Text),
    Column("other", Text),
    Column("amount", Integer),
    Column("guests", Integer),
    Column("by_association", Boolean),
)
"""``kind``: remote_session | structure | event_prepared | event_organised | development | support.

``of_kind`` is the channel, the kind of event, of development or of support; ``listed`` a structure of the
regulation's list, ``other`` another one; ``amount`` minutes of a session or academic hours.
"""

CONTESTS: Final = Table(
    "contests",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("assignment", String(80), nullable=False, index=True),
    Column("mentor", String(80), nullable=False),
    Column("mentee", String(80), nullable=False),
    Column("person", String(80), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("level", String(20), nullable=False),
    Column("recommended_on", Date, nullable=False),
    Column("result", String(20)),
    Column("details", Text),
    Column("resulted_on", Date),
)

Row = Mapping[str, Any]

_WORDS: Final = (RECORDS.c.title, RECORDS.c.other, CONTESTS.c.title, CONTESTS.c.details)


def _add(
    connection: Connection, recorded: Recorded, kind: str, *, words: Pii | None, **values: object
) -> None:
    event: Any = recorded.event
    common = {
        "chronicle": event.originator_id,
        "number": event.number,
        "institution": recorded.institution,
        "assignment": sister_id(event.originator_id, "assignment"),
        "kind": kind,
        "recorded_on": event.effective_on,
        "participants": [],
        "person": words.person if words else "",
    }
    connection.execute(insert(RECORDS), [common | values])


def _session(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _add(
        connection,
        recorded,
        "remote_session",
        words=event.topic,
        of_kind=event.channel,
        on=event.held_on,
        participants=list(event.mentees),
        title=text_of(event.topic),
        amount=event.minutes,
        guests=event.guests,
    )


def _structure(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _add(
        connection,
        recorded,
        "structure",
        words=event.other or event.subject,
        on=event.held_on,
        title=text_of(event.subject),
        listed=event.name,
        other=text_of(event.other),
    )


def _event(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    prepared = isinstance(event, Chronicle.EventParticipationPrepared)
    _add(
        connection,
        recorded,
        "event_prepared" if prepared else "event_organised",
        words=event.title,
        of_kind=event.kind,
        level=event.level,
        on=event.event_on,
        participants=list(event.participants),
        title=event.title.text,
    )


def _development(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _add(
        connection,
        recorded,
        "development",
        words=event.title,
        of_kind=event.kind,
        on=event.completed_on,
        participants=[event.mentee],
        title=event.title.text,
        amount=event.hours,
    )


def _support(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _add(
        connection,
        recorded,
        "support",
        words=event.measure,
        of_kind=event.kind,
        on=event.provided_on,
        title=event.measure.text,
        by_association=event.by_association,
    )


def _recommended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "assignment": event.assignment,
        "mentor": event.mentor,
        "mentee": event.mentee,
        "person": event.title.person,
        "title": event.title.text,
        "level": event.level,
        "recommended_on": event.recommended_on,
    }
    connection.execute(insert(CONTESTS), [row])


def _resulted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    told = {"result": event.result, "details": text_of(event.details), "resulted_on": event.resulted_on}
    connection.execute(update(CONTESTS).where(CONTESTS.c.id == event.originator_id).values(**told))


def _erased(connection: Connection, recorded: Recorded) -> None:
    """Clear the words at once: whoever folds the log anew finds no key to read them with."""
    for column in _WORDS:
        told = (column.table.c.person == recorded.event.originator_id) & column.is_not(None)
        connection.execute(update(column.table).where(told).values({column.name: ""}))


PAIR_CHRONICLE: Final = Projection(
    name="chronicle",
    tables=TABLES,
    handlers={
        Chronicle.RemoteSessionHeld: _session,
        Chronicle.StructureInteractionRecorded: _structure,
        Chronicle.EventParticipationPrepared: _event,
        Chronicle.EventParticipationOrganised: _event,
        Chronicle.ProfessionalDevelopmentRecorded: _development,
        Chronicle.SupportMeasureRecorded: _support,
        Contest.ContestParticipationRecommended: _recommended,
        Contest.ContestResultRecorded: _resulted,
        Person.PersonalDataErased: _erased,
    },
)


def record_rows(connection: Connection, institution: str) -> list[Row]:
    """What all pairs did beside their tasks, the newest first."""
    statement = (
        select(RECORDS)
        .where(RECORDS.c.institution == institution)
        .order_by(RECORDS.c.recorded_on.desc(), RECORDS.c.chronicle, RECORDS.c.number.desc())
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def contest_rows(connection: Connection, institution: str) -> list[Row]:
    """The contests with their results, the newest first."""
    statement = (
        select(CONTESTS)
        .where(CONTESTS.c.institution == institution)
        .order_by(CONTESTS.c.recommended_on.desc(), CONTESTS.c.id)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]
