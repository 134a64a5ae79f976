"""The journals of pairs: tasks, requests for help with their response time, recommendations."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
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

from service.aggregates.journal import Journal
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.ids import sister_id
from service.projections.feed import Projection
from service.projections.moments import Moment
from service.values import text_of

TABLES: Final = MetaData()


def _entries(name: str, *columns: Column[Any]) -> Table:
    """A table of journal entries; ``person`` is whose words they hold."""
    return Table(
        name,
        TABLES,
        Column("journal", String(80), primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("institution", String(32), nullable=False, index=True),
        Column("assignment", String(80), nullable=False, index=True),
        Column("mentee", String(80), nullable=False, index=True),
        Column("person", String(80), nullable=False, index=True),
        *columns,
    )


TASKS: Final = _entries(
    "journal_tasks",
    Column("mentor", String(80), nullable=False),
    Column("task", Text, nullable=False),
    Column("assigned_on", Date, nullable=False),
    Column("due_on", Date),
    Column("activity", Integer),
    Column("state", String(20), nullable=False),
    Column("completed_on", Date),
    Column("note", Text),
    Column("checked_on", Date),
    Column("comment", Text),
    Column("returned", Integer, nullable=False),
)
"""``state``: assigned | completed | accepted | returned; ``returned`` counts how often it was."""

HELP: Final = _entries(
    "help_requests",
    Column("mentor", String(80)),
    Column("question", Text, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("asked_at", Moment(), nullable=False),
    Column("answer", Text),
    Column("provided_on", Date),
    Column("response_days", Integer),
    Column("response_minutes", Integer),
)
"""``response_days`` between the two business dates, ``response_minutes`` between the two records."""

RECOMMENDATIONS: Final = _entries(
    "recommendations",
    Column("mentor", String(80), nullable=False),
    Column("area", String(30), nullable=False),
    Column("recommendation", Text, nullable=False),
    Column("given_on", Date, nullable=False),
    Column("followed_on", Date),
    Column("note", Text),
    Column("disputed_on", Date),
    Column("dispute", Text),
)

Row = Mapping[str, Any]

_WORDS: Final = (
    TASKS.c.task,
    TASKS.c.note,
    TASKS.c.comment,
    HELP.c.question,
    HELP.c.answer,
    RECOMMENDATIONS.c.recommendation,
    RECOMMENDATIONS.c.note,
    RECOMMENDATIONS.c.dispute,
)


def _add(connection: Connection, recorded: Recorded, table: Table, *, person: str, **values: object) -> None:
    event: Any = recorded.event
    common = {
        "journal": event.originator_id,
        "number": event.number,
        "institution": recorded.institution,
        "assignment": sister_id(event.originator_id, "assignment"),
        "mentee": event.mentee,
        "person": person,
    }
    connection.execute(insert(table), [common | values])


def _set(connection: Connection, recorded: Recorded, table: Table, **values: object) -> None:
    event: Any = recorded.event
    here = (table.c.journal == event.originator_id) & (table.c.number == event.number)
    connection.execute(update(table).where(here).values(**values))


def _assigned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _add(
        connection,
        recorded,
        TASKS,
        person=event.task.person,
        mentor=event.mentor,
        task=event.task.text,
        assigned_on=event.assigned_on,
        due_on=event.due_on,
        activity=event.activity,
        state="assigned",
        returned=0,
    )


def _completed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    note = text_of(event.note)
    _set(connection, recorded, TASKS, state="completed", completed_on=event.completed_on, note=note)


def _checked(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        TASKS,
        state=event.outcome,
        checked_on=event.checked_on,
        comment=text_of(event.comment),
        returned=TASKS.c.returned + int(event.outcome == "returned"),
    )


def _asked(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _add(
        connection,
        recorded,
        HELP,
        person=event.question.person,
        question=event.question.text,
        asked_on=event.asked_on,
        asked_at=event.timestamp,
    )


def _helped(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (HELP.c.journal == event.originator_id) & (HELP.c.number == event.number)
    asked_on, asked_at = connection.execute(select(HELP.c.asked_on, HELP.c.asked_at).where(here)).one()
    _set(
        connection,
        recorded,
        HELP,
        mentor=event.mentor,
        answer=text_of(event.answer),
        provided_on=event.provided_on,
        response_days=(event.provided_on - asked_on).days,
        response_minutes=int((event.timestamp - asked_at).total_seconds() // 60),
    )


def _recommended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _add(
        connection,
        recorded,
        RECOMMENDATIONS,
        person=event.recommendation.person,
        mentor=event.mentor,
        area=event.area,
        recommendation=event.recommendation.text,
        given_on=event.given_on,
    )


def _followed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    note = text_of(event.note)
    _set(connection, recorded, RECOMMENDATIONS, followed_on=event.followed_on, note=note)


def _disputed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, RECOMMENDATIONS, disputed_on=event.disputed_on, dispute=event.reason.text)


def _erased(connection: Connection, recorded: Recorded) -> None:
    """Clear the words at once: whoever folds the log anew finds no key to read them with."""
    for column in _WORDS:
        told = (column.table.c.person == recorded.event.originator_id) & column.is_not(None)
        connection.execute(update(column.table).where(told).values({column.name: ""}))


TASK_JOURNAL: Final = Projection(
    name="journal",
    tables=TABLES,
    handlers={
        Journal.TaskAssigned: _assigned,
        Journal.TaskCompleted: _completed,
        Journal.TaskChecked: _checked,
        Journal.AssistanceRequested: _asked,
        Journal.AssistanceProvided: _helped,
        Journal.RecommendationGiven: _recommended,
        Journal.RecommendationFollowed: _followed,
        Journal.RecommendationDisputed: _disputed,
        Person.PersonalDataErased: _erased,
    },
)


def task_rows(connection: Connection, institution: str) -> list[Row]:
    """The tasks of all pairs, the newest first."""
    return _rows(connection, TASKS, institution, TASKS.c.assigned_on)


def help_rows(connection: Connection, institution: str) -> list[Row]:
    """The requests for help with their response time, the newest first."""
    return _rows(connection, HELP, institution, HELP.c.asked_on)


def recommendation_rows(connection: Connection, institution: str) -> list[Row]:
    """The recommendations and what became of them, the newest first."""
    return _rows(connection, RECOMMENDATIONS, institution, RECOMMENDATIONS.c.given_on)


def _rows(connection: Connection, table: Table, institution: str, newest: Column[Any]) -> list[Row]:
    statement = (
        select(table)
        .where(table.c.institution == institution)
        .order_by(newest.desc(), table.c.journal, table.c.number.desc())
    )
    return [dict(row) for row in connection.execute(statement).mappings()]
