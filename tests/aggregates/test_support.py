"""Care for a mentee without a pair: support, and the search that goes on, each with its next day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.support import (
    MenteeHasPair,
    NextStepNotAhead,
    Support,
    SupportNotDescribed,
    SupportReviewBeforeStart,
)
from service.values import Pii
from tests.lives.people import MENTEE, OTHER
from tests.scenario import TODAY, given, happened

TOMORROW = TODAY + timedelta(days=1)
NEXT_ON = date(2026, 10, 12)
MEASURES = Pii(OTHER, "беседы с психологом раз в неделю")
STEP = Pii(OTHER, "спросить в соседней школе")

OPENED = happened(Support.SupportCaseOpened, mentee=MENTEE)
ARRANGED = happened(Support.PsychopedagogicalSupportArranged, measures=MEASURES, since=TODAY, next_on=NEXT_ON)
SEARCHED = happened(Support.MentorSearchContinued, step=STEP, next_on=NEXT_ON)


def arrange(it: Support, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "measures": MEASURES,
        "since": TODAY,
        "next_on": NEXT_ON,
        "on": TODAY,
        "has_pair": False,
    }
    it.arrange(**(facts | changes))


def search(it: Support, **changes: Any) -> None:
    facts: dict[str, Any] = {"step": STEP, "next_on": NEXT_ON, "on": TODAY, "has_pair": False}
    it.continue_search(**(facts | changes))


@pytest.mark.requirement("R-067")
def test_support_is_arranged_with_its_next_day() -> None:
    given(Support, OPENED).when(arrange).then(ARRANGED)


@pytest.mark.requirement("R-067")
def test_the_search_goes_on_with_its_next_day() -> None:
    given(Support, OPENED).when(search).then(SEARCHED)


def test_the_search_may_go_on_without_words() -> None:
    given(Support, OPENED).when(lambda it: search(it, step=None)).then(
        happened(Support.MentorSearchContinued, step=None, next_on=NEXT_ON)
    )


def test_the_same_again_changes_nothing() -> None:
    given(Support, OPENED, ARRANGED).when(arrange).then_nothing()
    given(Support, OPENED, SEARCHED).when(search).then_nothing()


@pytest.mark.parametrize(
    "change", [{"measures": Pii(OTHER, "иное")}, {"since": TOMORROW}, {"next_on": TOMORROW}]
)
def test_other_support_is_arranged_anew(change: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"measures": MEASURES, "since": TODAY, "next_on": NEXT_ON}
    given(Support, OPENED, ARRANGED).when(lambda it: arrange(it, **change)).then(
        happened(Support.PsychopedagogicalSupportArranged, **(facts | change))
    )


@pytest.mark.parametrize("change", [{"step": None}, {"next_on": TOMORROW}])
def test_another_step_of_the_search_is_recorded(change: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"step": STEP, "next_on": NEXT_ON}
    given(Support, OPENED, SEARCHED).when(lambda it: search(it, **change)).then(
        happened(Support.MentorSearchContinued, **(facts | change))
    )


@pytest.mark.requirement("R-067")
@pytest.mark.parametrize("act", [arrange, search])
def test_a_mentee_with_a_mentor_is_not_left_without_a_pair(act: Callable[..., None]) -> None:
    given(Support, OPENED).when(lambda it: act(it, has_pair=True)).then_refused(MenteeHasPair)


@pytest.mark.requirement("R-067")
@pytest.mark.parametrize("act", [arrange, search])
@pytest.mark.parametrize("next_on", [TODAY, TODAY - timedelta(days=1)])
def test_the_next_day_lies_ahead(act: Callable[..., None], next_on: date) -> None:
    given(Support, OPENED).when(lambda it: act(it, next_on=next_on)).then_refused(
        NextStepNotAhead, next_on=next_on, on=TODAY
    )


@pytest.mark.parametrize("words", ["", "   "])
def test_support_names_its_measures(words: str) -> None:
    given(Support, OPENED).when(lambda it: arrange(it, measures=Pii(OTHER, words))).then_refused(
        SupportNotDescribed
    )


def test_support_is_looked_at_when_it_has_begun() -> None:
    given(Support, OPENED).when(
        lambda it: arrange(it, since=NEXT_ON, next_on=NEXT_ON - timedelta(days=1))
    ).then_refused(SupportReviewBeforeStart, since=NEXT_ON, next_on=NEXT_ON - timedelta(days=1))
    given(Support, OPENED).when(lambda it: arrange(it, since=NEXT_ON)).then(
        happened(Support.PsychopedagogicalSupportArranged, measures=MEASURES, since=NEXT_ON, next_on=NEXT_ON)
    )


def test_care_is_for_one_mentee() -> None:
    given(Support, OPENED).when(lambda it: _is_for(it, MENTEE)).then_nothing()


def _is_for(it: Support, mentee: str) -> None:
    assert it.mentee == mentee
