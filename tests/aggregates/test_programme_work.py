"""The work on a programme: activities with whom, goals, difficulties, progress."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from service.aggregates.programme_work import (
    ActivityDoneBefore,
    CarriedOutBeforeStart,
    CarriedOutInFuture,
    DifficultyUnknown,
    GoalDecidedBefore,
    GoalUnknown,
    NobodyTookPart,
    ProgrammeWork,
    ProgressUnsaid,
    concerned,
)
from service.values import Aim, Pii, PlannedActivity
from tests.scenario import TODAY, Happened, given, happened

PERSON = f"001/person/{1:032x}"
MENTOR, ANNA, BORIS, VERA = "001/mentor/a", "001/mentee/b", "001/mentee/c", "001/mentee/d"
STARTS = date(2026, 9, 1)
EVIDENCE = Pii(PERSON, "карта наблюдения")
SOCIAL = PlannedActivity(direction="social", due_on=STARTS)
FOR_ANNA = replace(SOCIAL, difficulties=(Aim(ANNA, 1),))
STRONG_BORIS = replace(SOCIAL, strengths=(Aim(BORIS, 1),))

OPENED = happened(ProgrammeWork.WorkOpened, programme="001/programme/1", starts_on=STARTS)


def done(number: int = 1, *mentees: str, **facts: Any) -> Happened:
    told = {
        "number": number,
        "on": TODAY,
        "direction": "social",
        "by": MENTOR,
        "mentees": mentees or (ANNA,),
        "evidence": EVIDENCE,
    }
    return happened(ProgrammeWork.ActivityCarriedOut, **told | facts)


def carry_out(it: ProgrammeWork, **facts: Any) -> None:
    told: dict[str, Any] = {
        "number": 1,
        "activity": SOCIAL,
        "on": TODAY,
        "today": TODAY,
        "by": MENTOR,
        "took_part": (ANNA,),
        "mentees": (ANNA, BORIS),
        "evidence": EVIDENCE,
    }
    it.carry_out(**told | facts)


@pytest.mark.requirement("R-104", "R-105", "R-113", "R-114")
def test_an_activity_is_carried_out_with_its_direction_late_or_not() -> None:
    given(ProgrammeWork, OPENED).when(carry_out).then(done())
    study = replace(SOCIAL, direction="law_study")
    given(ProgrammeWork, OPENED).when(lambda it: carry_out(it, activity=study, evidence=None)).then(
        done(direction="law_study", evidence=None)
    )


@pytest.mark.requirement("R-114")
def test_the_same_people_carry_an_activity_out_once() -> None:
    given(ProgrammeWork, OPENED, done()).when(carry_out).then_nothing()
    given(ProgrammeWork, OPENED, done(1, ANNA, BORIS)).when(
        lambda it: carry_out(it, took_part=(BORIS,))
    ).then_nothing()
    given(ProgrammeWork, OPENED, done()).when(lambda it: carry_out(it, took_part=(BORIS,))).then(
        done(1, BORIS)
    )
    given(ProgrammeWork, OPENED, done()).when(lambda it: carry_out(it, number=2)).then(done(2))


@pytest.mark.requirement("R-114")
def test_nothing_is_carried_out_in_the_future_or_before_the_start() -> None:
    tomorrow, before = date(2026, 9, 15), date(2026, 8, 31)
    given(ProgrammeWork, OPENED).when(lambda it: carry_out(it, on=tomorrow)).then_refused(
        CarriedOutInFuture, carried_out_on=tomorrow, on=TODAY
    )
    given(ProgrammeWork, OPENED).when(lambda it: carry_out(it, on=before)).then_refused(
        CarriedOutBeforeStart, carried_out_on=before, starts_on=STARTS
    )
    given(ProgrammeWork, OPENED).when(lambda it: carry_out(it, on=STARTS)).then(done(on=STARTS))


@pytest.mark.requirement("R-114")
@pytest.mark.parametrize("took_part", [(), (ANNA, VERA)])
def test_mentees_of_the_programme_take_part(took_part: tuple[str, ...]) -> None:
    given(ProgrammeWork, OPENED).when(lambda it: carry_out(it, took_part=took_part)).then_refused(
        NobodyTookPart
    )


def test_an_activity_concerns_those_at_whom_it_aims_or_all() -> None:
    everybody = (ANNA, BORIS)
    assert concerned(SOCIAL, everybody) == {ANNA, BORIS}
    assert concerned(FOR_ANNA, everybody) == {ANNA}
    assert concerned(STRONG_BORIS, everybody) == {BORIS}
    assert concerned(FOR_ANNA, (BORIS,)) == set()


@pytest.mark.requirement("R-125")
@pytest.mark.parametrize(
    ("told", "left"),
    [
        ((), (1, 2, 3)),
        ((done(),), (1, 2, 3)),
        ((done(1, ANNA, BORIS),), (2, 3)),
        ((done(2),), (1, 3)),
        ((done(), done(1, BORIS), done(2), done(3, BORIS)), ()),
    ],
)
def test_what_somebody_concerned_has_not_done_is_outstanding(
    told: tuple[Happened, ...], left: tuple[int, ...]
) -> None:
    activities = ((1, SOCIAL), (2, FOR_ANNA), (3, STRONG_BORIS))
    found: list[tuple[int, ...]] = []
    given(ProgrammeWork, OPENED, *told).when(
        lambda it: found.append(it.outstanding(activities=activities, mentees=(ANNA, BORIS)))
    ).then_nothing()
    assert found == [left]


@pytest.mark.requirement("R-114")
def test_what_was_carried_out_stays() -> None:
    given(ProgrammeWork, OPENED, done(2)).when(lambda it: it.need_undone((1, 2))).then_refused(
        ActivityDoneBefore, number=2
    )
    given(ProgrammeWork, OPENED, done(2)).when(lambda it: it.need_undone((1, 3))).then_nothing()


ACHIEVED = happened(ProgrammeWork.GoalAchieved, number=1, on=TODAY)
MISSED = happened(ProgrammeWork.GoalMissed, number=1, on=TODAY)


@pytest.mark.requirement("R-083")
def test_a_goal_is_achieved_or_missed_once() -> None:
    given(ProgrammeWork, OPENED).when(lambda it: it.achieve_goal(number=1, goals=(1,), on=TODAY)).then(
        ACHIEVED
    )
    given(ProgrammeWork, OPENED).when(lambda it: it.miss_goal(number=1, goals=(1,), on=TODAY)).then(MISSED)
    for told in (ACHIEVED, MISSED):
        given(ProgrammeWork, OPENED, told).when(
            lambda it: it.achieve_goal(number=1, goals=(1,), on=TODAY)
        ).then_refused(GoalDecidedBefore, number=1)
        given(ProgrammeWork, OPENED, told).when(
            lambda it: it.miss_goal(number=1, goals=(1,), on=TODAY)
        ).then_refused(GoalDecidedBefore, number=1)


@pytest.mark.requirement("R-083")
def test_only_a_goal_that_was_set_is_decided() -> None:
    given(ProgrammeWork, OPENED).when(
        lambda it: it.achieve_goal(number=2, goals=(1,), on=TODAY)
    ).then_refused(GoalUnknown, number=2)
    given(ProgrammeWork, OPENED).when(lambda it: it.miss_goal(number=2, goals=(1,), on=TODAY)).then_refused(
        GoalUnknown, number=2
    )


def outcome(told: str = "resolved") -> Happened:
    return happened(ProgrammeWork.DifficultyResolved, mentee=ANNA, number=1, outcome=told, on=TODAY)


def resolve(it: ProgrammeWork, **facts: Any) -> None:
    told: dict[str, Any] = {"mentee": ANNA, "number": 1, "outcome": "resolved", "named": (1,), "on": TODAY}
    it.resolve_difficulty(**told | facts)


@pytest.mark.requirement("R-117")
def test_a_difficulty_has_an_outcome_that_may_change() -> None:
    given(ProgrammeWork, OPENED).when(resolve).then(outcome())
    given(ProgrammeWork, OPENED, outcome()).when(resolve).then_nothing()
    given(ProgrammeWork, OPENED, outcome("not_resolved")).when(resolve).then(outcome())
    given(ProgrammeWork, OPENED).when(lambda it: resolve(it, number=2)).then_refused(
        DifficultyUnknown, number=2
    )


def progress(it: ProgrammeWork, competency: str | None, level: int | None, words: Pii | None) -> None:
    it.record_progress(mentee=ANNA, competency=competency, level=level, words=words, on=TODAY)


@pytest.mark.requirement("R-117")
@pytest.mark.parametrize(
    ("competency", "level", "words"),
    [("SUB-01", 2, None), (None, None, EVIDENCE), ("SUB-01", None, EVIDENCE)],
)
def test_progress_is_told_in_words_or_as_a_level(
    competency: str | None, level: int | None, words: Pii | None
) -> None:
    given(ProgrammeWork, OPENED).when(lambda it: progress(it, competency, level, words)).then(
        happened(
            ProgrammeWork.SkillProgressRecorded,
            mentee=ANNA,
            competency=competency,
            level=level,
            words=words,
            on=TODAY,
        )
    )


@pytest.mark.requirement("R-117")
@pytest.mark.parametrize(("competency", "level"), [(None, None), ("SUB-01", None), (None, 2)])
def test_progress_says_something(competency: str | None, level: int | None) -> None:
    given(ProgrammeWork, OPENED).when(lambda it: progress(it, competency, level, None)).then_refused(
        ProgressUnsaid
    )
