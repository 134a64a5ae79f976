"""A plan: trajectories, activities, meetings, goals; what may be composed, what may change later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from service.aggregates.programme_plan import (
    ActivityOutsideProgramme,
    ActivityTermMissing,
    ActivityUnknown,
    AimUnknown,
    DifficultyWithoutActivity,
    DirectionNotProvided,
    GoalTermPassed,
    MeetingsMissing,
    MenteeNotInProgramme,
    PlanInWork,
    ProgrammePlan,
    SectionUnknown,
    StrengthWithoutActivity,
    TrainingInputsMissing,
    TrajectoryEmpty,
    TrajectoryMissing,
)
from service.values import Aim, Difficulty, Pii, PlannedActivity
from tests.scenario import TODAY, Happened, given, happened

PERSON = f"001/person/{1:032x}"
MENTOR, ANNA, BORIS = "001/mentor/a", "001/mentee/b", "001/mentee/c"
CHANGE = "001/programme_change/7"
SINCE, UNTIL = date(2026, 9, 15), date(2027, 3, 14)
PROVIDED = ("subject", "social")
DUE = date(2026, 10, 30)
ACTIVITY = PlannedActivity(
    direction="subject",
    due_on=DUE,
    difficulties=(Aim(ANNA, 1), Aim(ANNA, 2)),
    strengths=(Aim(ANNA, 1),),
    section=8,
    responsible="mentor",
)
TITLE = Pii(PERSON, "Разбор урока")

OPENED = happened(ProgrammePlan.PlanOpened, programme="001/programme/1")
REGISTERED = happened(ProgrammePlan.ProgrammeRegisteredInBank, kind="individual", registered_on=TODAY)


def trajectory(mentee: str = ANNA, **facts: Any) -> Happened:
    told = {
        "mentee": mentee,
        "by": MENTOR,
        "directions": ("subject",),
        "difficulties": (Difficulty(1, "SUB-01"), Difficulty(2, None)),
        "difficulty_words": Pii(PERSON, ("планирование", "дисциплина")),
        "strengths": 1,
        "strength_words": Pii(PERSON, ("контакт с детьми",)),
        "need": None,
        "level": None,
        "experience_years": None,
        "goals": None,
    }
    return happened(ProgrammePlan.IndividualTrajectoryDefined, **told | facts)


def planned(number: int = 1, activity: PlannedActivity = ACTIVITY, **facts: Any) -> Happened:
    told = {
        "number": number,
        "by": MENTOR,
        "activity": activity,
        "title": TITLE,
        "method": None,
        "evidence": None,
        "availability": None,
        "change": None,
    }
    return happened(ProgrammePlan.ActivityPlanned, **told | facts)


def dropped(number: int = 1, change: str | None = None) -> Happened:
    return happened(ProgrammePlan.ActivityDropped, number=number, change=change)


def define(it: ProgrammePlan, **facts: Any) -> None:
    told: dict[str, Any] = {
        "mentee": ANNA,
        "mentees": (ANNA,),
        "by": MENTOR,
        "directions": ("subject",),
        "provided": PROVIDED,
        "competencies": ("SUB-01", None),
        "difficulty_words": Pii(PERSON, ("планирование", "дисциплина")),
        "strength_words": Pii(PERSON, ("контакт с детьми",)),
        "need": None,
        "level": None,
        "experience_years": None,
        "goals": None,
    }
    it.define_trajectory(**told | facts)


def plan(it: ProgrammePlan, **facts: Any) -> None:
    told: dict[str, Any] = {
        "number": None,
        "by": MENTOR,
        "activity": ACTIVITY,
        "provided": PROVIDED,
        "sections": 8,
        "title": TITLE,
        "method": None,
        "evidence": None,
        "availability": None,
        "situational": False,
    }
    it.plan_activity(**told | facts)


def complete(it: ProgrammePlan, **facts: Any) -> None:
    told: dict[str, Any] = {"mentees": (ANNA,), "since": SINCE, "until": UNTIL, "inputs_required": False}
    it.need_complete(**told | facts)


def told_by(question: Callable[[ProgrammePlan], object], *history: Happened) -> object:
    found: list[object] = []
    given(ProgrammePlan, *history).when(lambda it: found.append(question(it))).then_nothing()
    return found[0]


@pytest.mark.requirement("R-096")
def test_a_trajectory_is_defined_and_defined_anew() -> None:
    given(ProgrammePlan, OPENED).when(define).then(trajectory())
    facts: dict[str, Any] = {
        "need": Pii(PERSON, "войти в должность"),
        "level": "beginning",
        "experience_years": 0,
        "goals": Pii(PERSON, "открытый урок"),
    }
    given(ProgrammePlan, OPENED, trajectory()).when(lambda it: define(it, **facts)).then(trajectory(**facts))


@pytest.mark.requirement("R-096")
def test_a_trajectory_names_directions_and_difficulties_of_a_mentee_here() -> None:
    given(ProgrammePlan, OPENED).when(lambda it: define(it, mentee=BORIS)).then_refused(MenteeNotInProgramme)
    given(ProgrammePlan, OPENED).when(lambda it: define(it, directions=())).then_refused(TrajectoryEmpty)
    given(ProgrammePlan, OPENED).when(
        lambda it: define(it, difficulty_words=Pii(PERSON, ()), competencies=())
    ).then_refused(TrajectoryEmpty)
    given(ProgrammePlan, OPENED).when(
        lambda it: define(it, directions=("subject", "practice_oriented"))
    ).then_refused(DirectionNotProvided)


@pytest.mark.requirement("R-096")
def test_a_trajectory_may_go_in_every_direction_that_is_offered() -> None:
    given(ProgrammePlan, OPENED).when(lambda it: define(it, directions=PROVIDED)).then(
        trajectory(directions=PROVIDED)
    )


@pytest.mark.requirement("R-096")
def test_in_work_only_who_joined_gets_a_trajectory() -> None:
    history = (OPENED, trajectory(), REGISTERED)
    given(ProgrammePlan, *history).when(define).then_refused(PlanInWork)
    given(ProgrammePlan, *history).when(lambda it: define(it, mentee=BORIS, mentees=(ANNA, BORIS))).then(
        trajectory(BORIS)
    )


@pytest.mark.requirement("R-092", "R-097", "R-114")
def test_activities_are_numbered_and_replaced_by_number() -> None:
    method, evidence = Pii(PERSON, "наставнический диалог"), Pii(PERSON, "карта")
    given(ProgrammePlan, OPENED, trajectory()).when(
        lambda it: plan(it, method=method, evidence=evidence)
    ).then(planned(method=method, evidence=evidence))
    given(ProgrammePlan, OPENED, trajectory(), planned()).when(plan).then(planned(2))
    given(ProgrammePlan, OPENED, trajectory(), planned(), planned(2)).when(
        lambda it: plan(it, number=1)
    ).then(planned(1))
    given(ProgrammePlan, OPENED, trajectory(), planned(), planned(2), planned(1)).when(plan).then(planned(3))
    given(ProgrammePlan, OPENED, trajectory(), planned(), dropped()).when(plan).then(planned(2))


@pytest.mark.requirement("R-114")
def test_only_a_known_number_is_replaced() -> None:
    given(ProgrammePlan, OPENED, trajectory(), planned()).when(lambda it: plan(it, number=2)).then_refused(
        ActivityUnknown, number=2
    )
    given(ProgrammePlan, OPENED, trajectory(), planned(), dropped()).when(
        lambda it: plan(it, number=1)
    ).then_refused(ActivityUnknown, number=1)


@pytest.mark.requirement("R-104", "R-105")
def test_an_activity_takes_a_direction_that_is_offered() -> None:
    given(ProgrammePlan, OPENED, trajectory()).when(
        lambda it: plan(it, activity=replace(ACTIVITY, direction="innovation"))
    ).then_refused(DirectionNotProvided)
    social = replace(ACTIVITY, direction="social")
    given(ProgrammePlan, OPENED, trajectory()).when(lambda it: plan(it, activity=social)).then(
        planned(activity=social)
    )


@pytest.mark.requirement("R-092")
@pytest.mark.parametrize("section", [0, 9])
def test_sections_are_those_of_the_list(section: int) -> None:
    given(ProgrammePlan, OPENED, trajectory()).when(
        lambda it: plan(it, activity=replace(ACTIVITY, section=section))
    ).then_refused(SectionUnknown, section=section, count=8)


@pytest.mark.requirement("R-092")
@pytest.mark.parametrize("section", [None, 1])
def test_sections_are_optional(section: int | None) -> None:
    other = replace(ACTIVITY, section=section)
    given(ProgrammePlan, OPENED, trajectory()).when(lambda it: plan(it, activity=other)).then(
        planned(activity=other)
    )


@pytest.mark.requirement("R-114")
def test_only_situational_mentoring_holds_help_ready() -> None:
    held, ready = replace(ACTIVITY, due_on=None), Pii(PERSON, "по будням до 18 часов")
    given(ProgrammePlan, OPENED, trajectory()).when(
        lambda it: plan(it, activity=held, availability=ready)
    ).then_refused(ActivityTermMissing)
    given(ProgrammePlan, OPENED, trajectory()).when(
        lambda it: plan(it, activity=held, situational=True)
    ).then_refused(ActivityTermMissing)
    given(ProgrammePlan, OPENED, trajectory()).when(
        lambda it: plan(it, activity=held, availability=ready, situational=True)
    ).then(planned(activity=held, availability=ready))


@pytest.mark.requirement("R-096")
@pytest.mark.parametrize(
    "aims",
    [
        {"difficulties": (Aim(ANNA, 3),)},
        {"difficulties": (Aim(BORIS, 1),)},
        {"strengths": (Aim(ANNA, 2),)},
        {"strengths": (Aim(ANNA, 0),)},
    ],
)
def test_an_activity_aims_at_what_a_trajectory_names(aims: dict[str, Any]) -> None:
    given(ProgrammePlan, OPENED, trajectory(), planned()).when(
        lambda it: plan(it, activity=replace(ACTIVITY, **aims))
    ).then_refused(AimUnknown, number=2)


@pytest.mark.requirement("R-124")
def test_a_plan_in_work_changes_by_agreed_changes_only() -> None:
    history = (OPENED, trajectory(), planned(), REGISTERED)
    given(ProgrammePlan, *history).when(plan).then_refused(PlanInWork)
    given(ProgrammePlan, *history).when(lambda it: plan(it, change=CHANGE)).then(planned(2, change=CHANGE))
    given(ProgrammePlan, *history).when(lambda it: it.drop_activity(number=1)).then_refused(PlanInWork)
    given(ProgrammePlan, *history).when(lambda it: it.drop_activity(number=1, change=CHANGE)).then(
        dropped(1, CHANGE)
    )


@pytest.mark.requirement("R-125")
def test_an_activity_is_dropped_once() -> None:
    given(ProgrammePlan, OPENED, trajectory(), planned()).when(lambda it: it.drop_activity(number=1)).then(
        dropped()
    )
    given(ProgrammePlan, OPENED, trajectory(), planned(), dropped()).when(
        lambda it: it.drop_activity(number=1)
    ).then_refused(ActivityUnknown, number=1)


def move(it: ProgrammePlan, due_on: date, number: int = 1) -> None:
    it.reschedule_activity(
        number=number, due_on=due_on, since=SINCE, until=UNTIL, reason=TITLE, change=CHANGE
    )


@pytest.mark.requirement("R-114")
@pytest.mark.parametrize("due_on", [SINCE, UNTIL])
def test_an_activity_is_rescheduled_within_the_programme(due_on: date) -> None:
    history = (OPENED, trajectory(), planned(), REGISTERED)
    moved = happened(ProgrammePlan.ActivityRescheduled, number=1, due_on=due_on, change=CHANGE, reason=TITLE)
    given(ProgrammePlan, *history).when(lambda it: move(it, due_on)).then(moved)
    given(ProgrammePlan, *history, moved).when(lambda it: move(it, due_on)).then_nothing()


@pytest.mark.requirement("R-114")
@pytest.mark.parametrize("due_on", [date(2026, 9, 14), date(2027, 3, 15)])
def test_no_activity_is_rescheduled_out_of_the_programme(due_on: date) -> None:
    given(ProgrammePlan, OPENED, trajectory(), planned()).when(lambda it: move(it, due_on)).then_refused(
        ActivityOutsideProgramme, number=1, due_on=due_on, since=SINCE, until=UNTIL
    )
    given(ProgrammePlan, OPENED, trajectory(), planned()).when(
        lambda it: move(it, DUE, number=2)
    ).then_refused(ActivityUnknown, number=2)


@pytest.mark.requirement("R-083")
def test_meetings_are_scheduled_in_order_and_once() -> None:
    first, second = date(2026, 9, 21), date(2026, 10, 5)
    scheduled = happened(ProgrammePlan.MeetingScheduleSet, meetings=(first, second))
    given(ProgrammePlan, OPENED).when(lambda it: it.set_schedule(meetings=(second, first, second))).then(
        scheduled
    )
    given(ProgrammePlan, OPENED, scheduled).when(
        lambda it: it.set_schedule(meetings=(first, second))
    ).then_nothing()
    given(ProgrammePlan, OPENED, scheduled).when(lambda it: it.set_schedule(meetings=())).then_refused(
        MeetingsMissing
    )


def goal(number: int = 1) -> Happened:
    return happened(ProgrammePlan.GoalSet, number=number, mentee=ANNA, due_on=TODAY, goal=TITLE)


def aim_high(it: ProgrammePlan, **facts: Any) -> None:
    told: dict[str, Any] = {
        "mentee": ANNA,
        "mentees": (ANNA,),
        "due_on": TODAY,
        "goal": TITLE,
        "on": TODAY,
    }
    it.set_goal(**told | facts)


@pytest.mark.requirement("R-083")
def test_goals_are_numbered_and_have_a_term_ahead() -> None:
    given(ProgrammePlan, OPENED).when(aim_high).then(goal())
    given(ProgrammePlan, OPENED, goal()).when(aim_high).then(goal(2))
    yesterday = date(2026, 9, 13)
    given(ProgrammePlan, OPENED).when(lambda it: aim_high(it, due_on=yesterday)).then_refused(
        GoalTermPassed, due_on=yesterday, on=TODAY
    )
    given(ProgrammePlan, OPENED).when(lambda it: aim_high(it, mentee=BORIS)).then_refused(
        MenteeNotInProgramme
    )


@pytest.mark.requirement("R-083")
def test_goals_are_scheduled_with_meetings_and_a_goal() -> None:
    meetings = happened(ProgrammePlan.MeetingScheduleSet, meetings=(TODAY,))
    for history, expected in (
        ((OPENED,), False),
        ((OPENED, goal()), False),
        ((OPENED, meetings), False),
        ((OPENED, meetings, goal()), True),
    ):
        assert told_by(lambda it: it.goals_scheduled, *history) is expected


@pytest.mark.requirement("R-021")
def test_a_programme_enters_the_bank_once() -> None:
    given(ProgrammePlan, OPENED).when(lambda it: it.register(kind="individual", registered_on=TODAY)).then(
        REGISTERED
    )
    given(ProgrammePlan, OPENED, REGISTERED).when(
        lambda it: it.register(kind="individual", registered_on=TODAY)
    ).then_nothing()


@pytest.mark.requirement("R-089")
def test_a_plan_with_every_difficulty_and_a_strength_is_complete() -> None:
    given(ProgrammePlan, OPENED, trajectory(), planned()).when(complete).then_nothing()


@pytest.mark.requirement("R-096")
def test_every_mentee_of_a_group_has_a_trajectory() -> None:
    given(ProgrammePlan, OPENED, trajectory(), planned()).when(
        lambda it: complete(it, mentees=(ANNA, BORIS))
    ).then_refused(TrajectoryMissing, count=1)
    given(ProgrammePlan, OPENED).when(lambda it: complete(it, mentees=(ANNA, BORIS))).then_refused(
        TrajectoryMissing, count=2
    )


@pytest.mark.requirement("R-091")
@pytest.mark.parametrize("missing", ["need", "level", "experience_years"])
def test_002_starts_from_need_level_and_experience(missing: str) -> None:
    inputs: dict[str, Any] = {"need": TITLE, "level": "basic", "experience_years": 0}
    history = (OPENED, trajectory(**inputs), planned())
    given(ProgrammePlan, *history).when(lambda it: complete(it, inputs_required=True)).then_nothing()
    short = (OPENED, trajectory(**inputs | {missing: None}), planned())
    given(ProgrammePlan, *short).when(lambda it: complete(it, inputs_required=True)).then_refused(
        TrainingInputsMissing, count=1
    )
    given(ProgrammePlan, *short).when(complete).then_nothing()


@pytest.mark.requirement("R-089")
def test_every_difficulty_has_an_activity() -> None:
    half = planned(activity=replace(ACTIVITY, difficulties=(Aim(ANNA, 2),)))
    given(ProgrammePlan, OPENED, trajectory(), half).when(complete).then_refused(
        DifficultyWithoutActivity, count=1
    )
    given(ProgrammePlan, OPENED, trajectory()).when(complete).then_refused(DifficultyWithoutActivity, count=2)
    other = planned(2, activity=replace(ACTIVITY, difficulties=(Aim(ANNA, 1),)))
    given(ProgrammePlan, OPENED, trajectory(), half, other).when(complete).then_nothing()


@pytest.mark.requirement("R-089")
def test_some_activity_supports_a_strength() -> None:
    bare = planned(activity=replace(ACTIVITY, strengths=()))
    given(ProgrammePlan, OPENED, trajectory(), bare).when(complete).then_refused(StrengthWithoutActivity)
    other = planned(2, activity=replace(ACTIVITY, difficulties=()))
    given(ProgrammePlan, OPENED, trajectory(), bare, other).when(complete).then_nothing()


@pytest.mark.requirement("R-089")
@pytest.mark.parametrize("due_on", [date(2026, 9, 14), date(2027, 3, 15)])
def test_every_activity_lies_within_the_programme(due_on: date) -> None:
    outside = planned(2, activity=replace(ACTIVITY, due_on=due_on))
    given(ProgrammePlan, OPENED, trajectory(), planned(), outside).when(complete).then_refused(
        ActivityOutsideProgramme, number=2, due_on=due_on, since=SINCE, until=UNTIL
    )


@pytest.mark.requirement("R-089")
@pytest.mark.parametrize("due_on", [SINCE, UNTIL, None])
def test_first_and_last_day_belong_to_the_programme(due_on: date | None) -> None:
    inside = planned(activity=replace(ACTIVITY, due_on=due_on))
    given(ProgrammePlan, OPENED, trajectory(), inside).when(complete).then_nothing()


@pytest.mark.requirement("R-096")
def test_a_trajectory_that_lost_a_difficulty_leaves_no_aim_behind() -> None:
    fewer = trajectory(difficulties=(Difficulty(1),), difficulty_words=Pii(PERSON, ("одно",)))
    given(ProgrammePlan, OPENED, trajectory(), planned(), fewer).when(complete).then_refused(
        AimUnknown, number=1
    )
    stronger = trajectory(strengths=0, strength_words=Pii(PERSON, ()))
    given(ProgrammePlan, OPENED, trajectory(), planned(), stronger).when(complete).then_refused(
        AimUnknown, number=1
    )


def test_only_the_named_activities_have_to_fit() -> None:
    outside = planned(2, activity=replace(ACTIVITY, due_on=date(2027, 4, 1)))
    given(ProgrammePlan, OPENED, trajectory(), planned(), outside).when(
        lambda it: it.need_within((1,), since=SINCE, until=UNTIL)
    ).then_nothing()


def test_every_change_of_the_plan_is_a_new_revision() -> None:
    moved = happened(ProgrammePlan.ActivityRescheduled, number=1, due_on=UNTIL, change=None, reason=None)
    history = (OPENED, trajectory(), planned(), moved, dropped())
    assert [told_by(lambda it: it.revision, *history[: n + 1]) for n in range(5)] == [0, 1, 2, 3, 4]
    others = (goal(), happened(ProgrammePlan.MeetingScheduleSet, meetings=(TODAY,)), REGISTERED)
    assert told_by(lambda it: it.revision, *history, *others) == 4


def test_what_is_asked_of_a_plan() -> None:
    history = (OPENED, trajectory(), planned(), goal())
    assert told_by(lambda it: it.difficulties_of(ANNA), *history) == frozenset({1, 2})
    assert told_by(lambda it: it.difficulties_of(BORIS), *history) == frozenset()
    assert told_by(lambda it: it.need_activity(1), *history) == ACTIVITY
    assert told_by(lambda it: it.goals, *history) == {1: TODAY}
    assert told_by(lambda it: it.programme, *history) == "001/programme/1"
