"""Speed mentoring: one meeting with goals, beside pair, order and load."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.speed_meeting import (
    NotOfThisMeeting,
    SpeedGoalsMissing,
    SpeedMeeting,
    SpeedMeetingInFuture,
    SpeedMeetingInPast,
    SpeedMeetingNeedsProgramme,
    SpeedMeetingOver,
    SpeedMeetingWithOneself,
    SpeedMeetingWithoutMentees,
    SpeedTypeNotInRegulation,
)
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER, PERSON, THIRD_MENTEE
from tests.scenario import TODAY, Happened, given, happened, starting

YESTERDAY, TOMORROW = date(2026, 9, 13), date(2026, 9, 15)
GOAL = Pii(OTHER, "узнать три приёма")
FACTS: dict[str, Any] = {
    "mentor": MENTOR,
    "mentees": (MENTEE, THIRD_MENTEE),
    "topic": Pii(PERSON, "первый классный час"),
    "place": Pii(PERSON, "кабинет 12"),
    "scope": "другие работники",
    "assignment": ASSIGNMENT,
    "meeting_on": TODAY,
}
SCHEDULED = happened(SpeedMeeting.SpeedMeetingScheduled, **FACTS)
CANCELLED = happened(SpeedMeeting.SpeedMeetingCancelled, cancelled_on=TODAY)


def begin(**changes: Any) -> SpeedMeeting:
    facts: dict[str, Any] = {"known_type": True, "needs_programme": False, "active": False, "on": TODAY}
    return SpeedMeeting.schedule(f"001/speed_meeting/{1:032x}", **(facts | FACTS | changes))


def goal(number: int = 1, by: str = MENTEE) -> Happened:
    return happened(SpeedMeeting.GoalSet, number=number, by=by, goal=GOAL)


def held(attended: tuple[str, ...] = (MENTEE,), on: date = TODAY) -> Happened:
    return happened(SpeedMeeting.SpeedMeetingHeld, attended=attended, held_on=on)


def hold(it: SpeedMeeting, attended: tuple[str, ...] = (MENTEE,), held_on: date = TODAY) -> None:
    it.hold(attended=attended, held_on=held_on, on=TODAY)


@pytest.mark.requirement("R-086")
def test_a_meeting_needs_no_pair() -> None:
    starting(lambda: begin(assignment=None)).then(
        happened(SpeedMeeting.SpeedMeetingScheduled, **(FACTS | {"assignment": None}))
    )


@pytest.mark.requirement("R-086")
def test_where_the_institution_says_so_it_belongs_to_the_programme_of_an_active_pair() -> None:
    starting(lambda: begin(needs_programme=True)).then_refused(SpeedMeetingNeedsProgramme)
    starting(lambda: begin(needs_programme=True, active=True)).then(SCHEDULED)


def test_a_regulation_without_speed_mentoring_has_no_such_meetings() -> None:
    starting(lambda: begin(known_type=False)).then_refused(SpeedTypeNotInRegulation)


@pytest.mark.parametrize("mentees", [(), (MENTEE, MENTEE)])
def test_the_mentor_meets_somebody_and_nobody_twice(mentees: tuple[str, ...]) -> None:
    starting(lambda: begin(mentees=mentees)).then_refused(SpeedMeetingWithoutMentees)


def test_nobody_meets_himself() -> None:
    starting(lambda: begin(mentees=(MENTEE, f"001/mentee/{1:032x}"))).then_refused(SpeedMeetingWithOneself)


def test_a_meeting_is_scheduled_for_today_or_later() -> None:
    starting(lambda: begin(meeting_on=TOMORROW)).then(
        happened(SpeedMeeting.SpeedMeetingScheduled, **(FACTS | {"meeting_on": TOMORROW}))
    )
    starting(lambda: begin(meeting_on=YESTERDAY)).then_refused(
        SpeedMeetingInPast, meeting_on=YESTERDAY, on=TODAY
    )


@pytest.mark.requirement("R-086")
@pytest.mark.parametrize("by", [MENTOR, MENTEE, THIRD_MENTEE])
def test_mentor_and_mentees_set_goals_as_equals(by: str) -> None:
    given(SpeedMeeting, SCHEDULED).when(lambda it: it.set_goal(by=by, goal=GOAL)).then(goal(1, by))
    given(SpeedMeeting, SCHEDULED, goal(), held()).when(lambda it: it.set_goal(by=by, goal=GOAL)).then(
        goal(2, by)
    )


def test_nobody_else_sets_goals_and_none_are_set_for_a_cancelled_meeting() -> None:
    given(SpeedMeeting, SCHEDULED).when(
        lambda it: it.set_goal(by=f"001/mentee/{9:032x}", goal=GOAL)
    ).then_refused(NotOfThisMeeting)
    given(SpeedMeeting, SCHEDULED, CANCELLED).when(lambda it: it.set_goal(by=MENTEE, goal=GOAL)).then_refused(
        SpeedMeetingOver
    )


@pytest.mark.requirement("R-086")
@pytest.mark.parametrize("on", [YESTERDAY, TODAY])
def test_a_meeting_is_held_with_its_goals(on: date) -> None:
    everybody = (MENTEE, THIRD_MENTEE)
    given(SpeedMeeting, SCHEDULED, goal()).when(lambda it: hold(it, everybody, on)).then(held(everybody, on))


@pytest.mark.requirement("R-086")
def test_a_meeting_without_goals_is_none() -> None:
    given(SpeedMeeting, SCHEDULED).when(hold).then_refused(SpeedGoalsMissing)


@pytest.mark.parametrize("attended", [(), (MENTEE, MENTEE)])
def test_somebody_attends_and_nobody_twice(attended: tuple[str, ...]) -> None:
    given(SpeedMeeting, SCHEDULED, goal()).when(lambda it: hold(it, attended)).then_refused(
        SpeedMeetingWithoutMentees
    )


def test_who_was_not_invited_does_not_attend() -> None:
    given(SpeedMeeting, SCHEDULED, goal()).when(
        lambda it: hold(it, (MENTEE, f"001/mentee/{9:032x}"))
    ).then_refused(NotOfThisMeeting)


def test_no_meeting_is_held_in_advance() -> None:
    given(SpeedMeeting, SCHEDULED, goal()).when(lambda it: hold(it, held_on=TOMORROW)).then_refused(
        SpeedMeetingInFuture, held_on=TOMORROW, on=TODAY
    )


@pytest.mark.requirement("R-086")
@pytest.mark.parametrize("end", [held(), CANCELLED])
def test_there_is_one_meeting_only(end: Happened) -> None:
    given(SpeedMeeting, SCHEDULED, goal(), end).when(hold).then_refused(SpeedMeetingOver)
    given(SpeedMeeting, SCHEDULED, goal(), end).when(lambda it: it.cancel(cancelled_on=TODAY)).then_refused(
        SpeedMeetingOver
    )


def test_a_meeting_may_be_cancelled() -> None:
    given(SpeedMeeting, SCHEDULED, goal()).when(lambda it: it.cancel(cancelled_on=TODAY)).then(CANCELLED)
