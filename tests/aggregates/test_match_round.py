"""A round: interest as an act of each side, and runs of the matcher that only propose."""

from collections.abc import Callable
from typing import Any

import pytest

from service.aggregates.match_round import (
    InterestInOneself,
    MatchRound,
    MatchRoundClosed,
    Nearest,
    Shortlist,
)
from service.events import Event
from service.values import Rating
from tests.scenario import TODAY, Happened, given, happened

MENTEE, MENTOR = "001/mentee/a1", "001/mentor/b2"
OPENED = happened(MatchRound.MatchRoundOpened, opened_on=TODAY)
CLOSED = happened(MatchRound.MatchRoundClosed, closed_on=TODAY)
RUN: dict[str, Any] = {
    "run": "001/match_run/1",
    "on": TODAY,
    "bank_position": 42,
    "digest": "sha256:00",
    "status": "optimal",
    "seed": 0,
    "solver": "flow",
    "solver_version": "1",
    "regulation_version": 1,
    "problem": {"schema": "matching-problem/1"},
    "proposal": {"schema": "matching-proposal/1"},
}


SHORTLIST: dict[str, Any] = {
    "on": TODAY,
    "bank_position": 42,
    "digest": "sha256:11",
    "size": 3,
    "lists": (Shortlist(mentee=MENTEE, nearest=(Nearest(mentor=MENTOR, points=500),)),),
}


def told(event: type[Event], rating: int) -> Happened:
    return happened(event, mentee=MENTEE, mentor=MENTOR, rating=rating, source="workbook")


def by_mentee(it: MatchRound, rating: Rating, *, mentee: str = MENTEE) -> None:
    it.express_mentee_interest(mentee=mentee, mentor=MENTOR, rating=rating, source="workbook")


def by_mentor(it: MatchRound, rating: Rating, *, mentee: str = MENTEE) -> None:
    it.express_mentor_interest(mentee=mentee, mentor=MENTOR, rating=rating, source="workbook")


@pytest.mark.requirement("R-061")
def test_interest_is_an_act_of_the_mentee_or_of_the_mentor() -> None:
    given(MatchRound, OPENED).when(lambda it: by_mentee(it, 5)).then(
        told(MatchRound.MenteeInterestExpressed, 5)
    )
    given(MatchRound, OPENED).when(lambda it: by_mentor(it, 4)).then(
        told(MatchRound.MentorInterestExpressed, 4)
    )


@pytest.mark.requirement("R-061")
def test_one_side_does_not_speak_for_the_other() -> None:
    given(MatchRound, OPENED, told(MatchRound.MenteeInterestExpressed, 5)).when(
        lambda it: by_mentor(it, 5)
    ).then(told(MatchRound.MentorInterestExpressed, 5))


@pytest.mark.requirement("R-061")
def test_the_same_interest_again_changes_nothing_and_another_replaces_it() -> None:
    history = (
        OPENED,
        told(MatchRound.MenteeInterestExpressed, 5),
        told(MatchRound.MentorInterestExpressed, 3),
    )
    given(MatchRound, *history).when(lambda it: by_mentee(it, 5)).then_nothing()
    given(MatchRound, *history).when(lambda it: by_mentor(it, 3)).then_nothing()
    given(MatchRound, *history).when(lambda it: by_mentee(it, 0)).then(
        told(MatchRound.MenteeInterestExpressed, 0)
    )


@pytest.mark.requirement("R-069")
@pytest.mark.parametrize("say", [by_mentee, by_mentor])
def test_nobody_is_interested_in_himself_as_mentor(say: Callable[..., None]) -> None:
    given(MatchRound, OPENED).when(lambda it: say(it, 5, mentee="001/mentee/b2")).then_refused(
        InterestInOneself
    )


@pytest.mark.requirement("R-064")
def test_a_run_is_recorded_with_inputs_and_result() -> None:
    given(MatchRound, OPENED).when(lambda it: it.complete_run(**RUN)).then(
        happened(MatchRound.MatchRunCompleted, **RUN)
    )


@pytest.mark.requirement("R-064")
def test_the_same_question_is_one_run() -> None:
    given(MatchRound, OPENED, happened(MatchRound.MatchRunCompleted, **RUN)).when(
        lambda it: it.complete_run(**RUN | {"run": "001/match_run/2"})
    ).then_nothing()


@pytest.mark.requirement("R-056")
def test_a_shortlist_is_recorded_once_and_replaced_by_another() -> None:
    prepared = happened(MatchRound.ShortlistPrepared, **SHORTLIST)
    another = SHORTLIST | {"lists": ()}
    given(MatchRound, OPENED).when(lambda it: it.prepare_shortlist(**SHORTLIST)).then(prepared)
    given(MatchRound, OPENED, prepared).when(lambda it: it.prepare_shortlist(**SHORTLIST)).then_nothing()
    given(MatchRound, OPENED, prepared).when(lambda it: it.prepare_shortlist(**another)).then(
        happened(MatchRound.ShortlistPrepared, **another)
    )


@pytest.mark.requirement("R-056")
def test_a_shortlist_of_nobody_is_recorded_too() -> None:
    nobody = SHORTLIST | {"lists": ()}
    given(MatchRound, OPENED).when(lambda it: it.prepare_shortlist(**nobody)).then(
        happened(MatchRound.ShortlistPrepared, **nobody)
    )


def test_a_round_is_closed_once() -> None:
    given(MatchRound, OPENED).when(lambda it: it.close(closed_on=TODAY)).then(CLOSED)
    given(MatchRound, OPENED, CLOSED).when(lambda it: it.close(closed_on=TODAY)).then_refused(
        MatchRoundClosed
    )


@pytest.mark.parametrize(
    "act",
    [
        lambda it: by_mentee(it, 5),
        lambda it: by_mentor(it, 5),
        lambda it: it.complete_run(**RUN),
        lambda it: it.prepare_shortlist(**SHORTLIST),
    ],
)
def test_a_closed_round_takes_nothing_more(act: Callable[[MatchRound], object]) -> None:
    given(MatchRound, OPENED, CLOSED).when(act).then_refused(MatchRoundClosed)
