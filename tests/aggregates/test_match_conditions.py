"""The conditions of forming pairs: weights, tolerance, pins, bans, and overrides with their price."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import get_args

import pytest

from service.aggregates.match_conditions import (
    Criterion,
    GoalLoss,
    MatchConditions,
    MenteePinnedElsewhere,
    MentorPinnedFull,
    PairBannedByCurator,
    PairNotBanned,
    PairNotPinned,
    PairPinnedByCurator,
    PairReasonMissing,
    Places,
    ToleranceOutOfBounds,
    WeightsInPast,
    WeightsOutOfBounds,
)
from service.matching.candidates.score import CRITERIA
from service.values import Pii
from tests.scenario import TODAY, Happened, given, happened

MENTEE, OTHER_MENTEE = "001/mentee/a1", "001/mentee/a2"
MENTOR, OTHER_MENTOR = "001/mentor/b1", "001/mentor/b2"
ROUND, NEXT_ROUND = "001/match_round/1", "001/match_round/2"
REASON = Pii("001/person/a1", "родственники")
PRICE = (GoalLoss("matched", 1), GoalLoss("fit", -3))
OPENED = happened(MatchConditions.MatchConditionsOpened)
BANNED = happened(MatchConditions.PairBanned, mentee=MENTEE, mentor=MENTOR, reason=REASON)
LIFTED = happened(MatchConditions.PairBanLifted, mentee=MENTEE, mentor=MENTOR)


def pinned(mentor: str = MENTOR, *, match_round: str = ROUND) -> Happened:
    return happened(MatchConditions.PairPinned, match_round=match_round, mentee=MENTEE, mentor=mentor)


UNPINNED = happened(MatchConditions.PairUnpinned, match_round=ROUND, mentee=MENTEE, mentor=MENTOR)
OVERRIDE = happened(
    MatchConditions.OverrideRecorded,
    match_round=ROUND,
    run="001/match_run/1",
    mentee=MENTEE,
    mentor=MENTOR,
    instead=OTHER_MENTOR,
    price=PRICE,
    reason=REASON,
)


def weighed(since: date, **weights: int) -> Happened:
    return happened(MatchConditions.MatchingWeightsSet, weights=weights, since=since)


def tolerated(per_mille: int) -> Happened:
    return happened(MatchConditions.FitToleranceSet, match_round=ROUND, per_mille=per_mille)


def pin(it: MatchConditions, mentor: str = MENTOR, *, round_id: str = ROUND) -> None:
    it.pin(round_id=round_id, mentee=MENTEE, mentor=mentor, places=Places(most=1))


def unpin(it: MatchConditions, mentor: str = MENTOR, *, round_id: str = ROUND) -> None:
    it.unpin(round_id=round_id, mentee=MENTEE, mentor=mentor)


def ban(it: MatchConditions, *, round_id: str | None = ROUND, reason: Pii = REASON) -> None:
    it.ban(round_id=round_id, mentee=MENTEE, mentor=MENTOR, reason=reason)


def override(it: MatchConditions, *, round_id: str = ROUND, reason: Pii = REASON) -> None:
    it.override(
        round_id=round_id,
        run="001/match_run/1",
        mentee=MENTEE,
        mentor=MENTOR,
        places=Places(most=1),
        instead=OTHER_MENTOR,
        price=PRICE,
        reason=reason,
    )


@pytest.mark.requirement("R-063")
def test_the_criteria_are_those_of_the_matcher() -> None:
    assert set(get_args(Criterion)) == set(CRITERIA)


@pytest.mark.requirement("R-063")
def test_weights_hold_from_a_day_on_and_zeros_are_left_out() -> None:
    given(MatchConditions, OPENED).when(
        lambda it: it.set_weights(weights={"subject": 400, "time": 0}, since=TODAY, on=TODAY)
    ).then(weighed(TODAY, subject=400))


@pytest.mark.requirement("R-063")
def test_the_same_weights_from_the_same_day_are_no_news_and_others_replace_them() -> None:
    later = TODAY + timedelta(days=1)
    known = given(MatchConditions, OPENED, weighed(TODAY, subject=400))
    known.when(lambda it: it.set_weights(weights={"subject": 400}, since=TODAY, on=TODAY)).then_nothing()
    known.when(lambda it: it.set_weights(weights={"subject": 400}, since=later, on=TODAY)).then(
        weighed(later, subject=400)
    )
    given(MatchConditions, OPENED, weighed(TODAY, subject=400)).when(
        lambda it: it.set_weights(weights={"subject": 1}, since=TODAY, on=TODAY)
    ).then(weighed(TODAY, subject=1))


@pytest.mark.requirement("R-063")
@pytest.mark.parametrize(
    ("weights", "total"),
    [
        ({}, 0),
        ({"subject": 0}, 0),
        ({"subject": 600, "time": 401}, 1001),
        ({"subject": -1, "time": 5}, 4),
    ],
)
def test_weights_give_one_to_a_thousand_points_together(weights: dict[Criterion, int], total: int) -> None:
    given(MatchConditions, OPENED).when(
        lambda it: it.set_weights(weights=weights, since=TODAY, on=TODAY)
    ).then_refused(WeightsOutOfBounds, total=total)


@pytest.mark.requirement("R-063")
@pytest.mark.parametrize("weights", [{"subject": 1}, {"subject": 600, "time": 400}])
def test_one_point_and_a_thousand_points_are_weights(weights: dict[Criterion, int]) -> None:
    told: dict[str, int] = {name: points for name, points in weights.items()}  # noqa: C416 - another type
    given(MatchConditions, OPENED).when(
        lambda it: it.set_weights(weights=weights, since=TODAY, on=TODAY)
    ).then(weighed(TODAY, **told))


@pytest.mark.requirement("R-064")
def test_weights_never_hold_for_days_that_have_passed() -> None:
    yesterday = TODAY - timedelta(days=1)
    given(MatchConditions, OPENED).when(
        lambda it: it.set_weights(weights={"time": 9}, since=yesterday, on=TODAY)
    ).then_refused(WeightsInPast, since=yesterday, on=TODAY)


@pytest.mark.requirement("R-063")
@pytest.mark.parametrize("per_mille", [1, 200])
def test_a_tolerance_is_set_for_a_round(per_mille: int) -> None:
    given(MatchConditions, OPENED).when(
        lambda it: it.set_tolerance(round_id=ROUND, per_mille=per_mille)
    ).then(tolerated(per_mille))


@pytest.mark.requirement("R-063")
def test_no_tolerance_is_what_a_round_begins_with() -> None:
    given(MatchConditions, OPENED).when(
        lambda it: it.set_tolerance(round_id=ROUND, per_mille=0)
    ).then_nothing()
    known = given(MatchConditions, OPENED, tolerated(20))
    known.when(lambda it: it.set_tolerance(round_id=ROUND, per_mille=20)).then_nothing()
    known.when(lambda it: it.set_tolerance(round_id=NEXT_ROUND, per_mille=0)).then_nothing()
    known.when(lambda it: it.set_tolerance(round_id=ROUND, per_mille=0)).then(tolerated(0))


@pytest.mark.requirement("R-063")
@pytest.mark.parametrize("per_mille", [-1, 201])
def test_more_than_a_fifth_is_not_given_away(per_mille: int) -> None:
    given(MatchConditions, OPENED).when(
        lambda it: it.set_tolerance(round_id=ROUND, per_mille=per_mille)
    ).then_refused(ToleranceOutOfBounds, percent=20)


@pytest.mark.requirement("R-056", "R-063")
def test_a_pair_is_pinned_once_and_the_pin_is_taken_away() -> None:
    given(MatchConditions, OPENED).when(pin).then(pinned())
    given(MatchConditions, OPENED, pinned()).when(pin).then_nothing()
    given(MatchConditions, OPENED, pinned()).when(unpin).then(UNPINNED)
    given(MatchConditions, OPENED, pinned(), UNPINNED).when(pin).then(pinned())


@pytest.mark.requirement("R-063")
def test_a_mentee_is_pinned_to_one_mentor_of_a_round() -> None:
    given(MatchConditions, OPENED, pinned()).when(lambda it: pin(it, OTHER_MENTOR)).then_refused(
        MenteePinnedElsewhere
    )


@pytest.mark.requirement("R-063")
def test_a_pin_holds_in_its_own_round_only() -> None:
    given(MatchConditions, OPENED, pinned()).when(lambda it: pin(it, OTHER_MENTOR, round_id=NEXT_ROUND)).then(
        pinned(OTHER_MENTOR, match_round=NEXT_ROUND)
    )
    given(MatchConditions, OPENED, pinned()).when(lambda it: pin(it, round_id=NEXT_ROUND)).then(
        pinned(match_round=NEXT_ROUND)
    )
    given(MatchConditions, OPENED, pinned()).when(lambda it: unpin(it, round_id=NEXT_ROUND)).then_refused(
        PairNotPinned
    )


@pytest.mark.requirement("R-063")
@pytest.mark.parametrize("mentor", [MENTOR, OTHER_MENTOR])
def test_only_what_is_pinned_is_unpinned(mentor: str) -> None:
    history = (OPENED,) if mentor == MENTOR else (OPENED, pinned())
    given(MatchConditions, *history).when(lambda it: unpin(it, mentor)).then_refused(PairNotPinned)


@pytest.mark.requirement("R-063")
def test_a_pair_is_banned_once_until_the_ban_is_lifted() -> None:
    given(MatchConditions, OPENED).when(ban).then(BANNED)
    given(MatchConditions, OPENED, BANNED).when(ban).then_nothing()
    given(MatchConditions, OPENED, BANNED).when(lambda it: it.lift_ban(mentee=MENTEE, mentor=MENTOR)).then(
        LIFTED
    )
    given(MatchConditions, OPENED, BANNED, LIFTED).when(ban).then(BANNED)


@pytest.mark.requirement("R-063")
@pytest.mark.parametrize(("mentee", "mentor"), [(OTHER_MENTEE, MENTOR), (MENTEE, OTHER_MENTOR)])
def test_only_what_is_banned_is_lifted(mentee: str, mentor: str) -> None:
    given(MatchConditions, OPENED, BANNED).when(
        lambda it: it.lift_ban(mentee=mentee, mentor=mentor)
    ).then_refused(PairNotBanned)


@pytest.mark.requirement("R-063")
@pytest.mark.parametrize("act", [ban, override])
def test_a_ban_and_an_override_say_why(act: Callable[..., None]) -> None:
    silent = Pii("001/person/a1", " ")
    given(MatchConditions, OPENED).when(lambda it: act(it, reason=silent)).then_refused(PairReasonMissing)


@pytest.mark.requirement("R-063")
@pytest.mark.parametrize("want", [pin, override])
def test_a_banned_pair_is_neither_pinned_nor_chosen(want: Callable[..., None]) -> None:
    given(MatchConditions, OPENED, BANNED).when(want).then_refused(PairBannedByCurator)


@pytest.mark.requirement("R-063")
def test_a_pair_that_is_pinned_in_the_open_round_is_not_banned() -> None:
    given(MatchConditions, OPENED, pinned()).when(ban).then_refused(PairPinnedByCurator)
    given(MatchConditions, OPENED, pinned()).when(lambda it: ban(it, round_id=NEXT_ROUND)).then(BANNED)
    given(MatchConditions, OPENED, pinned()).when(lambda it: ban(it, round_id=None)).then(BANNED)
    given(MatchConditions, OPENED, pinned(OTHER_MENTOR)).when(ban).then(BANNED)


@pytest.mark.requirement("R-063", "R-064")
def test_an_override_is_recorded_with_its_price_and_holds_as_a_pin() -> None:
    given(MatchConditions, OPENED).when(override).then(OVERRIDE)
    given(MatchConditions, OPENED, OVERRIDE).when(pin).then_nothing()
    given(MatchConditions, OPENED, OVERRIDE).when(unpin).then(UNPINNED)
    given(MatchConditions, OPENED, OVERRIDE).when(lambda it: pin(it, OTHER_MENTOR)).then_refused(
        MenteePinnedElsewhere
    )


@pytest.mark.requirement("R-063")
def test_what_is_pinned_needs_no_override_and_bars_another() -> None:
    given(MatchConditions, OPENED, pinned()).when(override).then_refused(PairPinnedByCurator)
    given(MatchConditions, OPENED, OVERRIDE).when(override).then_refused(PairPinnedByCurator)
    given(MatchConditions, OPENED, pinned(OTHER_MENTOR)).when(override).then_refused(MenteePinnedElsewhere)
    given(MatchConditions, OPENED, pinned(OTHER_MENTOR)).when(
        lambda it: override(it, round_id=NEXT_ROUND)
    ).then(happened(OVERRIDE.event, **OVERRIDE.facts | {"match_round": NEXT_ROUND}))


def another(it: MatchConditions, places: Places) -> None:
    it.pin(round_id=ROUND, mentee=OTHER_MENTEE, mentor=MENTOR, places=places)


@pytest.mark.requirement("R-056", "R-063")
@pytest.mark.parametrize("holds", [pinned(), OVERRIDE])
def test_no_more_mentees_are_pinned_to_a_mentor_than_he_has_places(holds: Happened) -> None:
    known = given(MatchConditions, OPENED, holds)
    full = {"most": 1, "led": 0, "pinned": 1}
    known.when(lambda it: another(it, Places(most=1))).then_refused(MentorPinnedFull, **full)
    led = frozenset({"001/mentee/a3"})
    full = {"most": 2, "led": 1, "pinned": 1}
    known.when(lambda it: another(it, Places(most=2, led=led))).then_refused(MentorPinnedFull, **full)


@pytest.mark.requirement("R-056", "R-063")
def test_who_is_a_mentee_of_the_mentor_already_takes_no_second_place() -> None:
    known = given(MatchConditions, OPENED, pinned())
    chosen = happened(MatchConditions.PairPinned, match_round=ROUND, mentee=OTHER_MENTEE, mentor=MENTOR)
    known.when(lambda it: another(it, Places(most=2, led=frozenset({MENTEE})))).then(chosen)


@pytest.mark.requirement("R-056", "R-063")
def test_pins_of_another_round_or_mentor_take_no_place() -> None:
    chosen = happened(MatchConditions.PairPinned, match_round=ROUND, mentee=OTHER_MENTEE, mentor=MENTOR)
    for holds in (pinned(match_round=NEXT_ROUND), pinned(OTHER_MENTOR)):
        given(MatchConditions, OPENED, holds).when(lambda it: another(it, Places(most=1))).then(chosen)


@pytest.mark.requirement("R-063")
def test_who_has_the_mentor_already_can_be_pinned_to_him() -> None:
    full = Places(most=2, led=frozenset({MENTEE, OTHER_MENTEE}))
    chosen = happened(MatchConditions.PairPinned, match_round=ROUND, mentee=OTHER_MENTEE, mentor=MENTOR)
    given(MatchConditions, OPENED).when(lambda it: another(it, full)).then(chosen)


@pytest.mark.requirement("R-063")
def test_nobody_is_chosen_for_a_mentor_without_a_place() -> None:
    full = Places(most=1, led=frozenset({OTHER_MENTEE}))
    given(MatchConditions, OPENED).when(
        lambda it: it.override(
            round_id=ROUND,
            run="001/match_run/1",
            mentee=MENTEE,
            mentor=MENTOR,
            places=full,
            instead=None,
            price=PRICE,
            reason=REASON,
        )
    ).then_refused(MentorPinnedFull, most=1, led=1, pinned=0)
