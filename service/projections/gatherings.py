"""The calendar of events of mentoring: what is planned, what was held, who took part."""

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

from service.aggregates.gathering import Gathering
from service.eventstore.log import Recorded
from service.projections.feed import Projection
from service.values import text_of

TABLES: Final = MetaData()
Row = Mapping[str, Any]

GATHERINGS: Final = Table(
    "gatherings",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("kind", String(30), nullable=False),
    Column("planned_on", Date, nullable=False),
    Column("title", Text, nullable=False),
    Column("place", Text),
    Column("programme", Text),
    Column("level", String(20), nullable=False),
    Column("held_on", Date),
    Column("mentors", JSON, nullable=False),
    Column("guests", Integer, nullable=False),
    Column("selected", JSON, nullable=False),
)


def _organised(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "kind": event.kind,
        "planned_on": event.planned_on,
        "title": event.title.text,
        "place": text_of(event.place),
        "programme": text_of(event.programme),
        "level": event.level,
        "mentors": [],
        "guests": 0,
        "selected": [],
    }
    connection.execute(insert(GATHERINGS), [row])


def _held(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    values = {
        "held_on": event.held_on,
        "mentors": list(event.mentors),
        "guests": getattr(event, "guests", 0),
        "selected": list(getattr(event, "selected", ())),
    }
    connection.execute(update(GATHERINGS).where(GATHERINGS.c.id == event.originator_id).values(**values))


EVENT_CALENDAR: Final = Projection(
    name="gatherings",
    tables=TABLES,
    handlers={
        Gathering.GatheringOrganised: _organised,
        Gathering.MentorConsultationHeld: _held,
        Gathering.ExperienceExchangeHeld: _held,
        Gathering.OrientationSessionHeld: _held,
        Gathering.ConferenceHeld: _held,
        Gathering.SeminarHeld: _held,
        Gathering.RoundTableHeld: _held,
    },
)


def gathering_rows(connection: Connection, institution: str) -> list[Row]:
    """All events of an institution, by the day they are planned for."""
    statement = (
        select(GATHERINGS)
        .where(GATHERINGS.c.institution == institution)
        .order_by(GATHERINGS.c.planned_on, GATHERINGS.c.id)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def attendance_rows(connection: Connection, institution: str) -> list[Row]:
    """Who took part in what: one row for each mentor and event held (R-059)."""
    return [
        {"mentor": mentor, "gathering": row["id"], "kind": row["kind"], "held_on": row["held_on"]}
        for row in gathering_rows(connection, institution)
        for mentor in row["mentors"]
    ]
