"""An improvement of the programmes: proposed by a participant, answered once, rejected with a reason only."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.improvement import (
    Improvement,
    ImprovementAlreadyDecided,
    ImprovementDecidedTooEarly,
    ImprovementReasonMissing,
)
from service.values import Pii
from tests.lives.people import MENTEE, OTHER
from tests.scenario import TODAY, Happened, given, happened

BEFORE = date(2026, 9, 13)
REASON = Pii(OTHER, "нет часов")
PROPOSED = happened(
    Improvement.ProgrammeImprovementProposed,
    author=MENTEE,
    assignment=None,
    proposal=Pii(OTHER, "больше взаимных посещений"),
    proposed_on=TODAY,
    source="own",
)


def decided(outcome: str, reason: Pii | None) -> Happened:
    return happened(Improvement.ProgrammeImprovementDecided, outcome=outcome, reason=reason, decided_on=TODAY)


@pytest.mark.requirement("R-111")
@pytest.mark.parametrize(
    ("outcome", "reason"), [("accepted", None), ("accepted", REASON), ("rejected", REASON)]
)
def test_a_proposal_is_answered(outcome: Any, reason: Pii | None) -> None:  # noqa: ANN401
    given(Improvement, PROPOSED).when(
        lambda it: it.decide(outcome=outcome, reason=reason, decided_on=TODAY)
    ).then(decided(outcome, reason))


@pytest.mark.requirement("R-111")
def test_nothing_is_rejected_without_a_reason() -> None:
    given(Improvement, PROPOSED).when(
        lambda it: it.decide(outcome="rejected", reason=None, decided_on=TODAY)
    ).then_refused(ImprovementReasonMissing)


def test_a_proposal_is_answered_once() -> None:
    given(Improvement, PROPOSED, decided("accepted", None)).when(
        lambda it: it.decide(outcome="rejected", reason=REASON, decided_on=TODAY)
    ).then_refused(ImprovementAlreadyDecided, decided_on=TODAY)


def test_no_answer_is_older_than_its_proposal() -> None:
    given(Improvement, PROPOSED).when(
        lambda it: it.decide(outcome="accepted", reason=None, decided_on=BEFORE)
    ).then_refused(ImprovementDecidedTooEarly, proposed_on=TODAY, decided_on=BEFORE)


def test_a_proposal_tells_whose_it_is() -> None:
    def look(it: Improvement) -> None:
        assert it.author == MENTEE

    given(Improvement, PROPOSED).when(look).then_nothing()
