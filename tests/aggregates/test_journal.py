"""The journal of a pair: tasks checked by the mentor, help in time, recommendations on duties."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from service.aggregates.journal import (
    AssistanceAlreadyProvided,
    Journal,
    JournalEntryInFuture,
    JournalEntryUnknown,
    JournalNeedsActivePair,
    JournalStepTooEarly,
    RecommendationAlreadyDisputed,
    RecommendationAlreadyFollowed,
    RecommendationOutsideDuties,
    TaskDueTooEarly,
    TaskNotCompleted,
    TaskNotOpen,
)
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER
from tests.scenario import Happened, given, happened

BEFORE, FIRST, SECOND, THIRD = (date(2026, 9, day) for day in (13, 14, 15, 16))
NOTE = Pii(OTHER, "готово")
OPENED = happened(Journal.JournalOpened, assignment=ASSIGNMENT)


def assigned(number: int = 1, **changes: Any) -> Happened:
    facts: dict[str, Any] = {
        "number": number,
        "mentor": MENTOR,
        "mentee": MENTEE,
        "task": NOTE,
        "assigned_on": FIRST,
        "due_on": THIRD,
        "activity": 3,
    }
    return happened(Journal.TaskAssigned, **(facts | changes))


def completed(on: date = SECOND) -> Happened:
    return happened(Journal.TaskCompleted, number=1, completed_on=on, note=NOTE, source="own")


def checked(outcome: str, on: date = THIRD) -> Happened:
    return happened(
        Journal.TaskChecked, number=1, mentor=MENTOR, outcome=outcome, comment=NOTE, checked_on=on
    )


def assign(it: Journal, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "mentor": MENTOR,
        "mentee": MENTEE,
        "task": NOTE,
        "assigned_on": FIRST,
        "due_on": THIRD,
        "activity": 3,
    }
    it.assign_task(**(facts | changes))


def complete(it: Journal, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "number": 1,
        "completed_on": SECOND,
        "on": SECOND,
        "note": NOTE,
        "source": "own",
    }
    it.complete_task(**(facts | changes))


def check(it: Journal, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "number": 1,
        "mentor": MENTOR,
        "outcome": "accepted",
        "comment": NOTE,
        "checked_on": THIRD,
    }
    it.check_task(**(facts | changes))


asked = happened(Journal.AssistanceRequested, number=1, mentee=MENTEE, question=NOTE, asked_on=SECOND)
helped = happened(Journal.AssistanceProvided, number=1, mentor=MENTOR, answer=NOTE, provided_on=THIRD)


def ask(it: Journal, **changes: Any) -> None:
    facts: dict[str, Any] = {"active": True, "mentee": MENTEE, "question": NOTE, "asked_on": SECOND}
    it.request_assistance(**(facts | changes))


def give_help(it: Journal, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "number": 1,
        "mentor": MENTOR,
        "answer": NOTE,
        "provided_on": THIRD,
    }
    it.provide_assistance(**(facts | changes))


recommended = happened(
    Journal.RecommendationGiven,
    number=1,
    mentor=MENTOR,
    mentee=MENTEE,
    area="job_duties",
    recommendation=NOTE,
    given_on=SECOND,
)
followed = happened(Journal.RecommendationFollowed, number=1, note=NOTE, followed_on=THIRD, source="paper")
disputed = happened(Journal.RecommendationDisputed, number=1, reason=NOTE, disputed_on=SECOND)


def recommend(it: Journal, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "mentor": MENTOR,
        "mentee": MENTEE,
        "area": "job_duties",
        "recommendation": NOTE,
        "given_on": SECOND,
    }
    it.give_recommendation(**(facts | changes))


def follow(it: Journal, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "number": 1,
        "note": NOTE,
        "followed_on": THIRD,
        "on": THIRD,
        "source": "paper",
    }
    it.follow_recommendation(**(facts | changes))


def dispute(it: Journal, **changes: Any) -> None:
    facts: dict[str, Any] = {"active": True, "number": 1, "reason": NOTE, "disputed_on": SECOND}
    it.dispute_recommendation(**(facts | changes))


FULL = (OPENED, assigned(), assigned(2), completed(), asked, recommended)


@pytest.mark.requirement("R-101")
def test_the_mentor_gives_a_task() -> None:
    given(Journal, OPENED).when(assign).then(assigned())
    given(Journal, OPENED, assigned()).when(assign).then(assigned(2))


def test_a_task_may_have_no_term_and_no_activity() -> None:
    given(Journal, OPENED).when(lambda it: assign(it, due_on=None, activity=None)).then(
        assigned(due_on=None, activity=None)
    )


def test_a_task_is_due_on_its_day_at_the_earliest() -> None:
    given(Journal, OPENED).when(lambda it: assign(it, due_on=FIRST)).then(assigned(due_on=FIRST))
    given(Journal, OPENED).when(lambda it: assign(it, due_on=BEFORE)).then_refused(
        TaskDueTooEarly, due_on=BEFORE, assigned_on=FIRST
    )


@pytest.mark.requirement("R-101")
def test_the_mentee_completes_a_task() -> None:
    given(Journal, OPENED, assigned()).when(complete).then(completed())


@pytest.mark.parametrize("on", [FIRST, THIRD])
def test_a_task_is_completed_between_its_first_day_and_today(on: date) -> None:
    given(Journal, OPENED, assigned()).when(lambda it: complete(it, completed_on=on, on=THIRD)).then(
        completed(on)
    )


def test_a_task_is_not_completed_before_it_was_assigned_nor_tomorrow() -> None:
    given(Journal, OPENED, assigned()).when(lambda it: complete(it, completed_on=BEFORE)).then_refused(
        JournalStepTooEarly, since=FIRST, entry_on=BEFORE
    )
    given(Journal, OPENED, assigned()).when(lambda it: complete(it, completed_on=THIRD)).then_refused(
        JournalEntryInFuture, entry_on=THIRD, on=SECOND
    )


@pytest.mark.parametrize("history", [(completed(),), (completed(), checked("accepted"))])
def test_a_task_is_completed_once_unless_it_is_returned(history: tuple[Happened, ...]) -> None:
    given(Journal, OPENED, assigned(), *history).when(
        lambda it: complete(it, completed_on=THIRD, on=THIRD)
    ).then_refused(TaskNotOpen)


@pytest.mark.requirement("R-101")
def test_a_returned_task_is_completed_again_after_the_check() -> None:
    history = (OPENED, assigned(), completed(), checked("returned"))
    given(Journal, *history).when(lambda it: complete(it, completed_on=THIRD, on=THIRD)).then(
        completed(THIRD)
    )
    given(Journal, *history).when(lambda it: complete(it, completed_on=SECOND, on=THIRD)).then_refused(
        JournalStepTooEarly, since=THIRD, entry_on=SECOND
    )


@pytest.mark.requirement("R-101")
@pytest.mark.parametrize("outcome", ["accepted", "returned"])
def test_the_mentor_checks_a_completed_task(outcome: str) -> None:
    given(Journal, OPENED, assigned(), completed()).when(lambda it: check(it, outcome=outcome)).then(
        checked(outcome)
    )


def test_a_task_is_checked_from_the_day_of_its_completion_on() -> None:
    given(Journal, OPENED, assigned(), completed()).when(lambda it: check(it, checked_on=SECOND)).then(
        checked("accepted", SECOND)
    )
    given(Journal, OPENED, assigned(), completed()).when(lambda it: check(it, checked_on=FIRST)).then_refused(
        JournalStepTooEarly, since=SECOND, entry_on=FIRST
    )


@pytest.mark.parametrize(
    "history", [(), (completed(), checked("accepted")), (completed(), checked("returned"))]
)
def test_nothing_is_checked_that_is_not_completed(history: tuple[Happened, ...]) -> None:
    given(Journal, OPENED, assigned(), *history).when(check).then_refused(TaskNotCompleted)


@pytest.mark.requirement("R-085", "R-110")
def test_a_mentee_asks_for_help_and_the_mentor_gives_it() -> None:
    given(Journal, OPENED).when(ask).then(asked)
    given(Journal, OPENED, asked).when(give_help).then(helped)


def test_every_question_is_a_request_of_its_own() -> None:
    given(Journal, OPENED, asked).when(ask).then(
        happened(Journal.AssistanceRequested, number=2, mentee=MENTEE, question=NOTE, asked_on=SECOND)
    )


def test_help_comes_on_the_day_of_the_question_at_the_earliest() -> None:
    given(Journal, OPENED, asked).when(lambda it: give_help(it, provided_on=SECOND, answer=None)).then(
        happened(Journal.AssistanceProvided, number=1, mentor=MENTOR, answer=None, provided_on=SECOND)
    )
    given(Journal, OPENED, asked).when(lambda it: give_help(it, provided_on=FIRST)).then_refused(
        JournalStepTooEarly, since=SECOND, entry_on=FIRST
    )


@pytest.mark.requirement("R-110")
def test_a_request_is_answered_once() -> None:
    given(Journal, OPENED, asked, helped).when(give_help).then_refused(
        AssistanceAlreadyProvided, provided_on=THIRD
    )


@pytest.mark.requirement("R-116")
@pytest.mark.parametrize("area", ["job_duties", "professional_activity"])
def test_the_mentor_recommends_what_concerns_duties_and_profession(area: str) -> None:
    given(Journal, OPENED).when(lambda it: recommend(it, area=area)).then(
        happened(recommended.event, **(recommended.facts | {"area": area}))
    )


def test_recommendations_are_numbered() -> None:
    given(Journal, OPENED, recommended).when(recommend).then(
        happened(recommended.event, **(recommended.facts | {"number": 2}))
    )


@pytest.mark.requirement("R-116")
def test_the_mentor_recommends_nothing_beyond_duties_and_profession() -> None:
    given(Journal, OPENED).when(lambda it: recommend(it, area="other")).then_refused(
        RecommendationOutsideDuties
    )


@pytest.mark.requirement("R-116")
def test_the_mentee_follows_a_recommendation_once() -> None:
    given(Journal, OPENED, recommended).when(follow).then(followed)
    given(Journal, OPENED, recommended, followed).when(follow).then_refused(
        RecommendationAlreadyFollowed, followed_on=THIRD
    )


def test_a_recommendation_is_followed_between_its_day_and_today() -> None:
    given(Journal, OPENED, recommended).when(lambda it: follow(it, followed_on=SECOND)).then(
        happened(Journal.RecommendationFollowed, **(followed.facts | {"followed_on": SECOND}))
    )
    given(Journal, OPENED, recommended).when(lambda it: follow(it, followed_on=FIRST)).then_refused(
        JournalStepTooEarly, since=SECOND, entry_on=FIRST
    )
    given(Journal, OPENED, recommended).when(lambda it: follow(it, on=SECOND)).then_refused(
        JournalEntryInFuture, entry_on=THIRD, on=SECOND
    )


@pytest.mark.requirement("R-116")
def test_the_mentee_disputes_a_recommendation_once_and_may_follow_it_later() -> None:
    given(Journal, OPENED, recommended).when(dispute).then(disputed)
    given(Journal, OPENED, recommended, disputed).when(dispute).then_refused(
        RecommendationAlreadyDisputed, disputed_on=SECOND
    )
    given(Journal, OPENED, recommended, disputed).when(follow).then(followed)


def test_what_was_followed_is_not_disputed_and_nothing_is_disputed_before_it_was_said() -> None:
    given(Journal, OPENED, recommended, followed).when(dispute).then_refused(
        RecommendationAlreadyFollowed, followed_on=THIRD
    )
    given(Journal, OPENED, recommended).when(lambda it: dispute(it, disputed_on=FIRST)).then_refused(
        JournalStepTooEarly, since=SECOND, entry_on=FIRST
    )


@pytest.mark.requirement("R-101")
@pytest.mark.parametrize(
    "act", [assign, complete, check, ask, give_help, recommend, follow, dispute], ids=lambda it: it.__name__
)
def test_the_journal_is_closed_while_the_pair_is_not_active(act: Callable[..., None]) -> None:
    given(Journal, *FULL).when(lambda it: act(it, active=False)).then_refused(JournalNeedsActivePair)


@pytest.mark.parametrize(
    ("act", "count"),
    [(complete, 2), (check, 2), (give_help, 1), (follow, 1), (dispute, 1)],
    ids=lambda it: getattr(it, "__name__", it),
)
@pytest.mark.parametrize("number", [0, 3])
def test_there_are_no_entries_but_those_that_were_made(
    act: Callable[..., None], count: int, number: int
) -> None:
    given(Journal, *FULL).when(lambda it: act(it, number=number)).then_refused(
        JournalEntryUnknown, number=number, count=count
    )


def test_the_journal_tells_whose_an_entry_is() -> None:
    def look(it: Journal) -> None:
        assert it.assignment == ASSIGNMENT
        assert it.task(1).mentee == MENTEE
        assert it.request(1).mentee == MENTEE
        assert it.recommendation(1).mentee == MENTEE

    given(Journal, *FULL).when(look).then_nothing()
