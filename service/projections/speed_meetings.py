"""Speed meetings with their goals; no level of anybody is shown (A-55)."""

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

from service.aggregates.person import Person
from service.aggregates.speed_meeting import SpeedMeeting
from service.eventstore.log import Recorded
from service.projections.feed import Projection
from service.values import text_of

TABLES: Final = MetaData()

MEETINGS: Final = Table(
    "speed_meetings",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("mentor", String(80), nullable=False),
    Column("mentees", JSON, nullable=False),
    Column("assignment", String(80)),
    Column("person", String(80), nullable=False, index=True),
    Column("topic", Text, nullable=False),
    Column("place", Text),
    Column("scope", Text, nullable=False),
    Column("meeting_on", Date, nullable=False),
    Column("state", String(20), nullable=False),
    Column("attended", JSON, nullable=False),
    Column("held_on", Date),
)
"""``state``: scheduled | held | cancelled."""

GOALS: Final = Table(
    "speed_goals",
    TABLES,
    Column("meeting", String(80), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("by", String(80), nullable=False),
    Column("person", String(80), nullable=False, index=True),
    Column("goal", Text, nullable=False),
)

Row = Mapping[str, Any]

_WORDS: Final = (MEETINGS.c.topic, MEETINGS.c.place, GOALS.c.goal)


def _scheduled(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "mentor": event.mentor,
        "mentees": list(event.mentees),
        "assignment": event.assignment,
        "person": event.topic.person,
        "topic": event.topic.text,
        "place": text_of(event.place),
        "scope": event.scope,
        "meeting_on": event.meeting_on,
        "state": "scheduled",
        "attended": [],
    }
    connection.execute(insert(MEETINGS), [row])


def _goal_set(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "meeting": event.originator_id,
        "number": event.number,
        "by": event.by,
        "person": event.goal.person,
        "goal": event.goal.text,
    }
    connection.execute(insert(GOALS), [row])


def _held(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    told = {"state": "held", "attended": list(event.attended), "held_on": event.held_on}
    connection.execute(update(MEETINGS).where(MEETINGS.c.id == event.originator_id).values(**told))


def _cancelled(connection: Connection, recorded: Recorded) -> None:
    here = MEETINGS.c.id == recorded.event.originator_id
    connection.execute(update(MEETINGS).where(here).values(state="cancelled"))


def _erased(connection: Connection, recorded: Recorded) -> None:
    """Clear the words at once: whoever folds the log anew finds no key to read them with."""
    for column in _WORDS:
        told = (column.table.c.person == recorded.event.originator_id) & column.is_not(None)
        connection.execute(update(column.table).where(told).values({column.name: ""}))


SPEED_MEETINGS: Final = Projection(
    name="speed_meetings",
    tables=TABLES,
    handlers={
        SpeedMeeting.SpeedMeetingScheduled: _scheduled,
        SpeedMeeting.GoalSet: _goal_set,
        SpeedMeeting.SpeedMeetingHeld: _held,
        SpeedMeeting.SpeedMeetingCancelled: _cancelled,
        Person.PersonalDataErased: _erased,
    },
)


def speed_meeting_rows(connection: Connection, institution: str) -> list[Row]:
    """The meetings with their goals in the order in which they were set, the newest first."""
    order = (MEETINGS.c.meeting_on.desc(), MEETINGS.c.id)
    statement = select(MEETINGS).where(MEETINGS.c.institution == institution).order_by(*order)
    rows = connection.execute(statement).mappings().all()
    return [{**row, "goals": _goals(connection, row["id"])} for row in rows]


def _goals(connection: Connection, meeting: str) -> list[Row]:
    statement = (
        select(GOALS.c.number, GOALS.c.by, GOALS.c.goal)
        .where(GOALS.c.meeting == meeting)
        .order_by(GOALS.c.number)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]
