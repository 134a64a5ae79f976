"""Measures: proposed for the own mentee, told to her, answered by her, decided by the head."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from service.aggregates.measure import (
    Measure,
    MeasureAlreadyDecided,
    MeasureNeedsActivePair,
    MeasureStepTooEarly,
    MeasureUnknown,
    MenteeAlreadyAnswered,
    MenteeAlreadyInformed,
    MenteeNotHeard,
    MenteeNotInformed,
)
from service.events import Event
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER
from tests.scenario import Happened, given, happened

FIRST, SECOND, THIRD, FOURTH = (date(2026, 9, day) for day in (14, 15, 16, 17))
WORDS = Pii(OTHER, "опоздания")
OPENED = happened(Measure.ProposalsOpened, assignment=ASSIGNMENT)
PROPOSAL: dict[str, Any] = {
    "mentor": MENTOR,
    "mentee": MENTEE,
    "proposal": WORDS,
    "proposed_on": FIRST,
}
PROPOSED = happened(Measure.DisciplinaryMeasureProposed, number=1, **PROPOSAL)
PRAISED = happened(Measure.MenteeEncouragementProposed, number=1, **PROPOSAL)
INFORMED = happened(Measure.MenteeInformedOfProposal, number=1, informed_on=SECOND)


def answered(on: date = SECOND) -> Happened:
    return happened(Measure.MenteeAnsweredProposal, number=1, answer=WORDS, answered_on=on, source="own")


def decided(on: date) -> Happened:
    return happened(Measure.ProposalDecided, number=1, outcome="rejected", reason=WORDS, decided_on=on)


def inform(it: Measure, number: int = 1, on: date = SECOND) -> None:
    it.inform_mentee(number=number, informed_on=on)


def answer(it: Measure, number: int = 1, on: date = SECOND) -> None:
    it.answer(number=number, answer=WORDS, answered_on=on, source="own")


def decide(it: Measure, number: int = 1, on: date = SECOND) -> None:
    it.decide(number=number, outcome="rejected", reason=WORDS, decided_on=on)


@pytest.mark.requirement("R-107")
@pytest.mark.parametrize(
    ("propose", "event"),
    [
        (Measure.propose_encouragement, Measure.MenteeEncouragementProposed),
        (Measure.propose_discipline, Measure.DisciplinaryMeasureProposed),
    ],
)
def test_the_mentor_proposes_a_measure_for_the_mentee(
    propose: Callable[..., None], event: type[Event]
) -> None:
    given(Measure, OPENED).when(lambda it: propose(it, active=True, **PROPOSAL)).then(
        happened(event, number=1, **PROPOSAL)
    )
    given(Measure, OPENED, PROPOSED).when(lambda it: propose(it, active=True, **PROPOSAL)).then(
        happened(event, number=2, **PROPOSAL)
    )
    given(Measure, OPENED).when(lambda it: propose(it, active=False, **PROPOSAL)).then_refused(
        MeasureNeedsActivePair
    )


@pytest.mark.requirement("R-107")
@pytest.mark.parametrize("proposed", [PROPOSED, PRAISED])
def test_the_mentee_is_told_answers_and_the_head_decides(proposed: Happened) -> None:
    given(Measure, OPENED, proposed).when(inform).then(INFORMED)
    given(Measure, OPENED, proposed, INFORMED).when(answer).then(answered())
    given(Measure, OPENED, proposed, INFORMED, answered()).when(decide).then(decided(SECOND))


@pytest.mark.requirement("R-107")
def test_nothing_is_answered_or_decided_behind_the_mentees_back() -> None:
    given(Measure, OPENED, PROPOSED).when(answer).then_refused(MenteeNotInformed)
    given(Measure, OPENED, PROPOSED).when(decide).then_refused(MenteeNotInformed)


@pytest.mark.requirement("R-107")
def test_without_an_answer_the_head_decides_on_a_later_day() -> None:
    given(Measure, OPENED, PROPOSED, INFORMED).when(decide).then_refused(MenteeNotHeard, informed_on=SECOND)
    given(Measure, OPENED, PROPOSED, INFORMED).when(lambda it: decide(it, on=THIRD)).then(decided(THIRD))


def test_the_mentee_is_told_once_and_answers_once() -> None:
    given(Measure, OPENED, PROPOSED, INFORMED).when(lambda it: inform(it, on=THIRD)).then_refused(
        MenteeAlreadyInformed, informed_on=SECOND
    )
    given(Measure, OPENED, PROPOSED, INFORMED, answered()).when(answer).then_refused(MenteeAlreadyAnswered)


@pytest.mark.requirement("R-107")
@pytest.mark.parametrize("act", [inform, answer, decide])
def test_what_is_decided_stays_decided(act: Callable[..., None]) -> None:
    history = (OPENED, PROPOSED, INFORMED, answered(), decided(THIRD))
    given(Measure, *history).when(lambda it: act(it, on=FOURTH)).then_refused(
        MeasureAlreadyDecided, decided_on=THIRD
    )


def test_each_step_lies_on_the_day_of_the_one_before_or_later() -> None:
    given(Measure, OPENED, PROPOSED).when(lambda it: inform(it, on=FIRST)).then(
        happened(Measure.MenteeInformedOfProposal, number=1, informed_on=FIRST)
    )
    given(Measure, OPENED, PROPOSED).when(lambda it: inform(it, on=date(2026, 9, 13))).then_refused(
        MeasureStepTooEarly, since=FIRST, step_on=date(2026, 9, 13)
    )
    given(Measure, OPENED, PROPOSED, INFORMED).when(lambda it: answer(it, on=FIRST)).then_refused(
        MeasureStepTooEarly, since=SECOND, step_on=FIRST
    )
    given(Measure, OPENED, PROPOSED, INFORMED, answered(THIRD)).when(decide).then_refused(
        MeasureStepTooEarly, since=THIRD, step_on=SECOND
    )


def test_an_answer_of_a_later_day_may_be_followed_by_the_decision_at_once() -> None:
    given(Measure, OPENED, PROPOSED, INFORMED, answered(THIRD)).when(lambda it: decide(it, on=THIRD)).then(
        decided(THIRD)
    )


@pytest.mark.parametrize("act", [inform, answer, decide])
@pytest.mark.parametrize("number", [0, 2])
def test_there_are_no_proposals_but_those_made(act: Callable[..., None], number: int) -> None:
    given(Measure, OPENED, PROPOSED).when(lambda it: act(it, number=number)).then_refused(
        MeasureUnknown, number=number, count=1
    )


def test_a_proposal_tells_whose_it_is() -> None:
    def look(it: Measure) -> None:
        assert it.assignment == ASSIGNMENT
        assert (it.proposal(1).mentor, it.proposal(1).mentee) == (MENTOR, MENTEE)
        assert it.proposal(2).state == "proposed"

    second = happened(Measure.MenteeEncouragementProposed, number=2, **PROPOSAL)
    given(Measure, OPENED, PROPOSED, second).when(look).then_nothing()
