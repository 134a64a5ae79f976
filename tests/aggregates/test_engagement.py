"""Engaging a colleague: his own consent first, free to decline, over with the pair."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.engagement import (
    ColleagueConsentInFuture,
    ColleagueConsentMissing,
    ColleagueConsentTooEarly,
    ColleagueOfThisPair,
    Engagement,
    EngagementAlreadyAnswered,
    EngagementAlreadyEnded,
    EngagementNeedsActivePair,
    EngagementUnknown,
)
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER, PERSON, THIRD_MENTEE
from tests.scenario import Happened, given, happened

BEFORE, FIRST, SECOND, THIRD = (date(2026, 9, day) for day in (13, 14, 15, 16))
COLLEAGUE, ANOTHER = f"001/person/{5:032x}", f"001/person/{6:032x}"
PURPOSE = Pii(PERSON, "урок с проектором")
OPENED = happened(Engagement.EngagementsOpened, assignment=ASSIGNMENT)


def requested(number: int = 1, **changes: Any) -> Happened:
    facts: dict[str, Any] = {
        "number": number,
        "mentor": MENTOR,
        "colleague": COLLEAGUE,
        "activity": 4,
        "purpose": PURPOSE,
        "requested_on": FIRST,
    }
    return happened(Engagement.ColleagueEngagementRequested, **(facts | changes))


CONSENTED = happened(Engagement.ColleagueConsentGiven, number=1, answered_on=SECOND, source="own")
DECLINED = happened(Engagement.ColleagueConsentDeclined, number=1, answered_on=SECOND, source="own")
ENGAGED = happened(Engagement.ColleagueEngaged, number=1, engaged_on=THIRD)


def ended(by: str, number: int = 1) -> Happened:
    return happened(Engagement.ColleagueEngagementEnded, number=number, by=by, ended_on=THIRD)


def request(it: Engagement, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "mentor": MENTOR,
        "mentees": (MENTEE, THIRD_MENTEE),
        "colleague": COLLEAGUE,
        "activity": 4,
        "purpose": PURPOSE,
        "requested_on": FIRST,
    }
    it.request(**(facts | changes))


def consent(it: Engagement, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "number": 1,
        "answered_on": SECOND,
        "on": SECOND,
        "source": "own",
    }
    it.give_consent(**(facts | changes))


def decline(it: Engagement, **changes: Any) -> None:
    facts: dict[str, Any] = {"number": 1, "answered_on": SECOND, "on": SECOND, "source": "own"}
    it.decline(**(facts | changes))


@pytest.mark.requirement("R-098")
def test_the_mentor_asks_a_colleague_for_help_with_one_activity() -> None:
    given(Engagement, OPENED).when(request).then(requested())


@pytest.mark.parametrize("changes", [{"colleague": ANOTHER}, {"activity": 5}])
def test_another_colleague_or_another_activity_is_another_request(changes: dict[str, Any]) -> None:
    given(Engagement, OPENED, requested()).when(lambda it: request(it, **changes)).then(
        requested(2, **changes)
    )


@pytest.mark.parametrize("history", [(), (CONSENTED,), (CONSENTED, ENGAGED)])
def test_what_waits_or_goes_on_is_not_asked_twice(history: tuple[Happened, ...]) -> None:
    given(Engagement, OPENED, requested(), *history).when(request).then_nothing()


@pytest.mark.parametrize("history", [(DECLINED,), (CONSENTED, ENGAGED, ended("mentor"))])
def test_who_declined_or_has_finished_may_be_asked_again(history: tuple[Happened, ...]) -> None:
    given(Engagement, OPENED, requested(), *history).when(request).then(requested(2))


@pytest.mark.parametrize("colleague", [PERSON, OTHER, f"001/person/{3:032x}"])
def test_mentor_and_mentees_are_no_colleagues_of_their_own(colleague: str) -> None:
    given(Engagement, OPENED).when(lambda it: request(it, colleague=colleague)).then_refused(
        ColleagueOfThisPair
    )


@pytest.mark.requirement("R-098")
def test_the_colleague_consents_and_only_then_is_engaged() -> None:
    given(Engagement, OPENED, requested()).when(
        lambda it: it.engage(active=True, number=1, engaged_on=THIRD)
    ).then_refused(ColleagueConsentMissing)
    given(Engagement, OPENED, requested()).when(consent).then(CONSENTED)
    given(Engagement, OPENED, requested(), CONSENTED).when(
        lambda it: it.engage(active=True, number=1, engaged_on=THIRD)
    ).then(ENGAGED)


@pytest.mark.requirement("R-098")
def test_the_colleague_is_free_to_decline_and_is_not_engaged_then() -> None:
    given(Engagement, OPENED, requested()).when(decline).then(DECLINED)
    given(Engagement, OPENED, requested(), DECLINED).when(
        lambda it: it.engage(active=True, number=1, engaged_on=THIRD)
    ).then_refused(ColleagueConsentMissing)


def test_engaging_twice_changes_nothing() -> None:
    given(Engagement, OPENED, requested(), CONSENTED, ENGAGED).when(
        lambda it: it.engage(active=True, number=1, engaged_on=THIRD)
    ).then_nothing()


@pytest.mark.parametrize("history", [(CONSENTED,), (DECLINED,), (CONSENTED, ENGAGED), (ended("mentor"),)])
@pytest.mark.parametrize("answer", [consent, decline])
def test_a_request_is_answered_once(history: tuple[Happened, ...], answer: Any) -> None:  # noqa: ANN401
    given(Engagement, OPENED, requested(), *history).when(answer).then_refused(EngagementAlreadyAnswered)


@pytest.mark.parametrize("answer", [consent, decline])
def test_an_answer_lies_between_the_request_and_today(answer: Any) -> None:  # noqa: ANN401
    given(Engagement, OPENED, requested()).when(lambda it: answer(it, answered_on=THIRD)).then_refused(
        ColleagueConsentInFuture, answered_on=THIRD, on=SECOND
    )
    given(Engagement, OPENED, requested()).when(lambda it: answer(it, answered_on=BEFORE)).then_refused(
        ColleagueConsentTooEarly, requested_on=FIRST, answered_on=BEFORE
    )


def test_an_answer_may_come_on_the_day_of_the_request() -> None:
    given(Engagement, OPENED, requested()).when(lambda it: consent(it, answered_on=FIRST)).then(
        happened(Engagement.ColleagueConsentGiven, number=1, answered_on=FIRST, source="own")
    )


@pytest.mark.requirement("R-098")
@pytest.mark.parametrize("by", ["mentor", "colleague"])
@pytest.mark.parametrize("history", [(), (CONSENTED,), (CONSENTED, ENGAGED)])
def test_help_is_ended_at_any_time(by: Any, history: tuple[Happened, ...]) -> None:  # noqa: ANN401
    given(Engagement, OPENED, requested(), *history).when(
        lambda it: it.end(number=1, by=by, ended_on=THIRD)
    ).then(ended(by))


@pytest.mark.parametrize("history", [(DECLINED,), (ended("mentor"),)])
def test_what_is_over_is_not_ended_again(history: tuple[Happened, ...]) -> None:
    given(Engagement, OPENED, requested(), *history).when(
        lambda it: it.end(number=1, by="mentor", ended_on=THIRD)
    ).then_refused(EngagementAlreadyEnded)


@pytest.mark.requirement("R-098")
def test_everything_that_goes_on_ends_with_the_pair() -> None:
    history = (OPENED, requested(), requested(2, activity=5), requested(3, activity=6), DECLINED)
    given(Engagement, *history).when(lambda it: it.end_all(ended_on=THIRD)).then(
        ended("pair_ended", 2), ended("pair_ended", 3)
    )


def test_without_an_active_pair_nobody_is_asked_or_engaged_or_consents() -> None:
    given(Engagement, OPENED).when(lambda it: request(it, active=False)).then_refused(
        EngagementNeedsActivePair
    )
    given(Engagement, OPENED, requested()).when(lambda it: consent(it, active=False)).then_refused(
        EngagementNeedsActivePair
    )
    given(Engagement, OPENED, requested(), CONSENTED).when(
        lambda it: it.engage(active=False, number=1, engaged_on=THIRD)
    ).then_refused(EngagementNeedsActivePair)


@pytest.mark.parametrize("number", [0, 2])
def test_there_are_no_engagements_but_those_asked_for(number: int) -> None:
    acts: tuple[Any, ...] = (
        lambda it: consent(it, number=number),
        lambda it: decline(it, number=number),
        lambda it: it.engage(active=True, number=number, engaged_on=THIRD),
        lambda it: it.end(number=number, by="mentor", ended_on=THIRD),
    )
    for act in acts:
        given(Engagement, OPENED, requested()).when(act).then_refused(
            EngagementUnknown, number=number, count=1
        )


def test_an_engagement_tells_whose_it_is_and_under_which_number_it_goes_on() -> None:
    def look(it: Engagement) -> None:
        assert it.assignment == ASSIGNMENT
        assert it.help(2).colleague == ANOTHER
        assert it.number_of(colleague=ANOTHER, activity=4) == 2
        assert it.number_of(colleague=COLLEAGUE, activity=4) is None
        assert it.number_of(colleague=ANOTHER, activity=5) is None

    given(Engagement, OPENED, requested(), requested(2, colleague=ANOTHER), DECLINED).when(
        look
    ).then_nothing()
