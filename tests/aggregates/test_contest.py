"""A contest: recommended by the mentor of an active pair, its result recorded once."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.contest import (
    Contest,
    ContestNeedsActivePair,
    ContestResultAlreadyRecorded,
    ContestResultInFuture,
    ContestResultTooEarly,
)
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER
from tests.scenario import given, happened, starting

BEFORE, FIRST, LATER = date(2026, 9, 13), date(2026, 9, 14), date(2027, 2, 20)
TITLE = Pii(OTHER, "Учитель года")
FACTS: dict[str, Any] = {
    "assignment": ASSIGNMENT,
    "mentor": MENTOR,
    "mentee": MENTEE,
    "title": TITLE,
    "level": "federal",
    "recommended_on": FIRST,
}
RECOMMENDED = happened(Contest.ContestParticipationRecommended, **FACTS)


def result(on: date) -> dict[str, Any]:
    return {"result": "winner", "details": TITLE, "resulted_on": on}


@pytest.mark.requirement("R-108")
def test_the_mentor_recommends_the_mentee_for_a_contest() -> None:
    starting(lambda: Contest.recommend(f"001/contest/{1:032x}", active=True, **FACTS)).then(RECOMMENDED)


def test_nobody_is_recommended_while_the_pair_is_not_active() -> None:
    starting(lambda: Contest.recommend(f"001/contest/{1:032x}", active=False, **FACTS)).then_refused(
        ContestNeedsActivePair
    )


@pytest.mark.requirement("R-108")
@pytest.mark.parametrize("on", [FIRST, LATER])
def test_the_result_is_recorded_once(on: date) -> None:
    recorded = happened(Contest.ContestResultRecorded, **result(on))
    given(Contest, RECOMMENDED).when(lambda it: it.record_result(on=LATER, **result(on))).then(recorded)
    given(Contest, RECOMMENDED, recorded).when(
        lambda it: it.record_result(on=LATER, **result(LATER))
    ).then_refused(ContestResultAlreadyRecorded, resulted_on=on)


def test_a_result_is_neither_in_the_future_nor_before_the_recommendation() -> None:
    given(Contest, RECOMMENDED).when(lambda it: it.record_result(on=FIRST, **result(LATER))).then_refused(
        ContestResultInFuture, resulted_on=LATER, on=FIRST
    )
    given(Contest, RECOMMENDED).when(lambda it: it.record_result(on=LATER, **result(BEFORE))).then_refused(
        ContestResultTooEarly, recommended_on=FIRST, resulted_on=BEFORE
    )


def test_a_contest_tells_whose_it_is() -> None:
    def look(it: Contest) -> None:
        assert (it.mentor, it.mentee) == (MENTOR, MENTEE)

    given(Contest, RECOMMENDED).when(look).then_nothing()
