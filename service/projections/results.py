"""What mentoring came to, as figures need it: who took part where and when, programmes, dated facts."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import (
    Connection,
    insert,
    select,
    update,
)

from service.aggregates.assignment import Assignment
from service.aggregates.mentee import Mentee
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.ids import institution_of, person_of
from service.projections.feed import Handler, Projection
from service.projections.result_facts import FACT_HANDLERS
from service.projections.result_programmes import PROGRAMME_HANDLERS
from service.projections.result_tables import PAIRS, PARTICIPATIONS, PEOPLE, TABLES, add_fact

DAY: Final = timedelta(days=1)


def _set_pair(connection: Connection, assignment: str, **values: object) -> None:
    connection.execute(update(PAIRS).where(PAIRS.c.id == assignment).values(**values))


def _end(connection: Connection, assignment: str, *, to: date, entry: str | None = None) -> None:
    """Let participations end; ``to`` is the first day that no longer counts."""
    here = (PARTICIPATIONS.c.assignment == assignment) & PARTICIPATIONS.c.to.is_(None)
    if entry is not None:
        here &= PARTICIPATIONS.c.entry == entry
    connection.execute(update(PARTICIPATIONS).where(here).values(to=to))


def _join(connection: Connection, recorded: Recorded, *, entry: str, role: str, since: date) -> None:
    row = {
        "position": recorded.position,
        "entry": entry,
        "assignment": recorded.event.originator_id,
        "institution": institution_of(entry),
        "role": role,
        "since": since,
    }
    connection.execute(insert(PARTICIPATIONS), [row])


def _agreed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "mentor": event.mentor,
        "forms": list(event.forms),
        "types": list(event.types),
        "topics": list(event.topics),
        "group": event.group,
    }
    connection.execute(insert(PAIRS), [row])


def _approved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_pair(connection, event.originator_id, approved_on=event.appointed_on)
    _join(connection, recorded, entry=event.mentor, role="mentor", since=event.appointed_on)
    for mentee in event.mentees:
        _join(connection, recorded, entry=mentee, role="mentee", since=event.appointed_on)


def _joined(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_pair(connection, event.originator_id, types=list(event.types), group="group" in event.types)
    _join(connection, recorded, entry=event.mentee, role="mentee", since=event.joined_on)


def _left(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_pair(connection, event.originator_id, types=list(event.types), group="group" in event.types)
    _end(connection, event.originator_id, to=event.left_on + DAY, entry=event.mentee)


def _replacement_begun(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_pair(connection, event.originator_id, reason=event.reason)


def _replaced(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    pair = event.originator_id
    reason = connection.scalar(select(PAIRS.c.reason).where(PAIRS.c.id == pair)) or "other"
    _set_pair(connection, pair, mentor=event.mentor, reason=None)
    _end(connection, pair, to=event.replaced_on, entry=event.former)
    _join(connection, recorded, entry=event.mentor, role="mentor", since=event.replaced_on)
    add_fact(connection, recorded, "replacement", key=reason, on=event.replaced_on)


def _ended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_pair(connection, event.originator_id, ended_on=event.ended_on, ground=event.ground)
    _end(connection, event.originator_id, to=event.ended_on + DAY)


def _registered(connection: Connection, recorded: Recorded) -> None:
    stream = recorded.event.originator_id
    connection.execute(insert(PEOPLE), [{"id": stream, "institution": institution_of(stream)}])


def _category(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    person = person_of(event.originator_id)
    connection.execute(update(PEOPLE).where(PEOPLE.c.id == person).values(category=event.category))


def _left_work(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = PEOPLE.c.id == event.originator_id
    connection.execute(update(PEOPLE).where(here).values(left_on=event.ended_on))


HANDLERS: Final[Mapping[Any, Handler]] = {
    Assignment.PairAgreed: _agreed,
    Assignment.PairApproved: _approved,
    Assignment.MenteeJoinedGroup: _joined,
    Assignment.MenteeLeftGroup: _left,
    Assignment.MentorReplacementInitiated: _replacement_begun,
    Assignment.MentorReplaced: _replaced,
    Assignment.MentoringEnded: _ended,
    Person.ParticipantRegistered: _registered,
    Person.EmploymentEnded: _left_work,
    Mentee.MenteeCategoryAssigned: _category,
}

RESULTS: Final = Projection(
    name="results", tables=TABLES, handlers={**HANDLERS, **PROGRAMME_HANDLERS, **FACT_HANDLERS}
)
