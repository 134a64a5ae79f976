"""What programmes plan and what was done of it: trajectories, activities, meetings, goals, progress."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from service.aggregates.programme_plan import ProgrammePlan
from service.aggregates.programme_work import ProgrammeWork
from service.events import Event
from service.eventstore.log import Recorded
from service.projections.feed import Handler
from service.projections.programme_tables import (
    ACTIVITIES,
    AIMS,
    GOALS,
    MEETINGS,
    MEMBERS,
    PROGRAMMES,
    PROGRESS,
    TRAJECTORIES,
    programme_of,
)
from service.values import text_of

Row = Mapping[str, Any]


def _keys(recorded: Recorded) -> dict[str, str]:
    return {"programme": programme_of(recorded), "institution": recorded.institution}


def _trajectory(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    keys = {**_keys(recorded), "mentee": event.mentee}
    for table in (AIMS, TRAJECTORIES):
        here = (table.c.programme == keys["programme"]) & (table.c.mentee == event.mentee)
        connection.execute(delete(table).where(here))
    row = {
        **keys,
        "directions": list(event.directions),
        "need": text_of(event.need),
        "level": event.level,
        "experience_years": event.experience_years,
        "goals": text_of(event.goals),
    }
    connection.execute(insert(TRAJECTORIES), [row])
    words = event.difficulty_words.texts
    difficulties = [
        {
            **keys,
            "kind": "difficulty",
            "number": each.number,
            "words": words[each.number - 1] if words else "",
            "competency": each.competency,
            "state": "open",
        }
        for each in event.difficulties
    ]
    named = event.strength_words.texts
    strengths = [
        {
            **keys,
            "kind": "strength",
            "number": number,
            "words": named[number - 1] if named else "",
            "competency": None,
            "state": None,
        }
        for number in range(1, event.strengths + 1)
    ]
    if difficulties or strengths:
        connection.execute(insert(AIMS), [*difficulties, *strengths])


def _planned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    activity = event.activity
    keys = {**_keys(recorded), "number": event.number}
    aims = [
        *([aim.mentee, "difficulty", aim.number] for aim in activity.difficulties),
        *([aim.mentee, "strength", aim.number] for aim in activity.strengths),
    ]
    here = (ACTIVITIES.c.programme == keys["programme"]) & (ACTIVITIES.c.number == event.number)
    connection.execute(delete(ACTIVITIES).where(here))
    row = {
        **keys,
        "title": event.title.text,
        "direction": activity.direction,
        "section": activity.section,
        "aims": aims,
        "due_on": activity.due_on,
        "responsible": activity.responsible,
        "method": text_of(event.method),
        "material": activity.material,
        "evidence_planned": text_of(event.evidence),
        "availability": text_of(event.availability),
        "state": "planned",
        "done_with": [],
        "change": event.change,
    }
    connection.execute(insert(ACTIVITIES), [row])


def _set_activity(connection: Connection, recorded: Recorded, **values: object) -> None:
    event: Any = recorded.event
    here = (ACTIVITIES.c.programme == programme_of(recorded)) & (ACTIVITIES.c.number == event.number)
    connection.execute(update(ACTIVITIES).where(here).values(**values))


def _dropped(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_activity(connection, recorded, state="dropped", change=event.change)


def _rescheduled(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_activity(connection, recorded, due_on=event.due_on)


def _carried_out(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (ACTIVITIES.c.programme == programme_of(recorded)) & (ACTIVITIES.c.number == event.number)
    known = connection.execute(select(ACTIVITIES).where(here)).mappings().one()
    done_with = sorted({*known["done_with"], *event.mentees})
    members = (MEMBERS.c.programme == programme_of(recorded)) & MEMBERS.c.left_on.is_(None)
    today = set(connection.scalars(select(MEMBERS.c.mentee).where(members)))
    aimed = {mentee for mentee, _, _ in known["aims"]}
    concerned = today & aimed if aimed else today
    done = concerned <= set(done_with)
    _set_activity(
        connection,
        recorded,
        state="done" if done else "planned",
        done_on=event.on if done else None,
        done_with=done_with,
        evidence=text_of(event.evidence),
    )
    for mentee, kind, number in known["aims"]:
        if kind == "difficulty" and mentee in event.mentees:
            _difficulty_in_work(connection, recorded, mentee, number)


def _difficulty_in_work(connection: Connection, recorded: Recorded, mentee: str, number: int) -> None:
    event: Any = recorded.event
    here = (
        (AIMS.c.programme == programme_of(recorded))
        & (AIMS.c.mentee == mentee)
        & (AIMS.c.kind == "difficulty")
        & (AIMS.c.number == number)
        & (AIMS.c.state == "open")
    )
    connection.execute(update(AIMS).where(here).values(state="in_work", state_on=event.on))


def _resolved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (
        (AIMS.c.programme == programme_of(recorded))
        & (AIMS.c.mentee == event.mentee)
        & (AIMS.c.kind == "difficulty")
        & (AIMS.c.number == event.number)
    )
    connection.execute(update(AIMS).where(here).values(state=event.outcome, state_on=event.on))


def _schedule(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    connection.execute(delete(MEETINGS).where(MEETINGS.c.programme == programme_of(recorded)))
    connection.execute(insert(MEETINGS), [{**_keys(recorded), "on": day} for day in event.meetings])


def _goal(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        **_keys(recorded),
        "number": event.number,
        "mentee": event.mentee,
        "goal": event.goal.text,
        "due_on": event.due_on,
        "state": "open",
    }
    connection.execute(insert(GOALS), [row])


def _goal_decided(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    state = "achieved" if isinstance(event, ProgrammeWork.GoalAchieved) else "missed"
    here = (GOALS.c.programme == programme_of(recorded)) & (GOALS.c.number == event.number)
    connection.execute(update(GOALS).where(here).values(state=state, decided_on=event.on))


def _progress(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        **_keys(recorded),
        "position": recorded.position,
        "mentee": event.mentee,
        "competency": event.competency,
        "level": event.level,
        "words": text_of(event.words),
        "on": event.on,
    }
    connection.execute(insert(PROGRESS), [row])


def _registered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = PROGRAMMES.c.id == programme_of(recorded)
    connection.execute(update(PROGRAMMES).where(here).values(registered_on=event.registered_on))


PLAN_RULES: Final[Mapping[type[Event], Handler]] = {
    ProgrammePlan.IndividualTrajectoryDefined: _trajectory,
    ProgrammePlan.ActivityPlanned: _planned,
    ProgrammePlan.ActivityDropped: _dropped,
    ProgrammePlan.ActivityRescheduled: _rescheduled,
    ProgrammePlan.MeetingScheduleSet: _schedule,
    ProgrammePlan.GoalSet: _goal,
    ProgrammePlan.ProgrammeRegisteredInBank: _registered,
    ProgrammeWork.ActivityCarriedOut: _carried_out,
    ProgrammeWork.GoalAchieved: _goal_decided,
    ProgrammeWork.GoalMissed: _goal_decided,
    ProgrammeWork.DifficultyResolved: _resolved,
    ProgrammeWork.SkillProgressRecorded: _progress,
}
"""Facts of plans and of the work on them."""


def activity_rows(connection: Connection, programme: str, *, on: date) -> list[Row]:
    """The activities of a programme by number, each with ``overdue`` as of a day (R-114)."""
    statement = select(ACTIVITIES).where(ACTIVITIES.c.programme == programme).order_by(ACTIVITIES.c.number)
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    return [{**row, "overdue": _is_overdue(row, on)} for row in rows]


def _is_overdue(row: Row, on: date) -> bool:
    return row["state"] == "planned" and row["due_on"] is not None and row["due_on"] < on


def overdue_activities(connection: Connection, institution: str, *, on: date) -> list[Row]:
    """The activities of running programmes whose term has passed: what the curator has to see (R-025)."""
    late = (ACTIVITIES.c.state == "planned") & (ACTIVITIES.c.due_on < on)
    statement = (
        select(ACTIVITIES, PROGRAMMES.c.mentor)
        .join(PROGRAMMES, PROGRAMMES.c.id == ACTIVITIES.c.programme)
        .where(ACTIVITIES.c.institution == institution, PROGRAMMES.c.status == "active", late)
        .order_by(ACTIVITIES.c.due_on, ACTIVITIES.c.programme, ACTIVITIES.c.number)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def aim_rows(connection: Connection, programme: str, *, mentee: str | None = None) -> list[Row]:
    """Difficulties and strengths, of one mentee alone where one is named: a group shares none."""
    statement = (
        select(AIMS).where(AIMS.c.programme == programme).order_by(AIMS.c.mentee, AIMS.c.kind, AIMS.c.number)
    )
    if mentee is not None:
        statement = statement.where(AIMS.c.mentee == mentee)
    return [dict(row) for row in connection.execute(statement).mappings()]


def trajectory_rows(connection: Connection, programme: str, *, mentee: str | None = None) -> list[Row]:
    """The trajectories of a programme, of one mentee alone where one is named."""
    statement = (
        select(TRAJECTORIES).where(TRAJECTORIES.c.programme == programme).order_by(TRAJECTORIES.c.mentee)
    )
    if mentee is not None:
        statement = statement.where(TRAJECTORIES.c.mentee == mentee)
    return [dict(row) for row in connection.execute(statement).mappings()]


def goal_rows(connection: Connection, programme: str, *, mentee: str | None = None) -> list[Row]:
    """The goals of a programme, of one mentee alone where one is named."""
    statement = select(GOALS).where(GOALS.c.programme == programme).order_by(GOALS.c.number)
    if mentee is not None:
        statement = statement.where(GOALS.c.mentee == mentee)
    return [dict(row) for row in connection.execute(statement).mappings()]


def progress_rows(connection: Connection, programme: str, *, mentee: str | None = None) -> list[Row]:
    """The recorded progress, of one mentee alone where one is named."""
    statement = select(PROGRESS).where(PROGRESS.c.programme == programme).order_by(PROGRESS.c.position)
    if mentee is not None:
        statement = statement.where(PROGRESS.c.mentee == mentee)
    return [dict(row) for row in connection.execute(statement).mappings()]


def meeting_days(connection: Connection, programme: str) -> list[date]:
    """The days on which mentor and mentee meet."""
    statement = select(MEETINGS.c.on).where(MEETINGS.c.programme == programme).order_by(MEETINGS.c.on)
    return list(connection.scalars(statement))
