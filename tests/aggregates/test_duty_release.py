"""Release from duties: a ground of the regulation, continuity, a substitute, the head's order."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from service.aggregates.duty_release import (
    ContinuityNotEnsured,
    DutyRelease,
    ReleaseAlreadyDecided,
    ReleaseGroundNotInRegulation,
    ReleaseNeedsActivePair,
    ReleaseNotGranted,
    ReleaseOver,
    ReleasePeriodEmpty,
    ReleaseUsedInFuture,
    ReleaseUsedOutsidePeriod,
    SubstituteOfOneself,
    SubstitutionAfterOrder,
    SubstitutionImpossibleOnlyInForceMajeure,
    SubstitutionMissing,
)
from service.values import OrderReference, Period, Pii
from tests.lives.people import ASSIGNMENT, MENTEE, OTHER
from tests.scenario import Happened, given, happened, starting

ASKED, ARRANGED, SIGNED = (date(2026, 9, day) for day in (14, 15, 16))
SINCE, TO = date(2026, 9, 21), date(2026, 9, 23)
LAST = date(2026, 9, 22)
SUBSTITUTE, ANOTHER = f"001/person/{5:032x}", f"001/person/{6:032x}"
ORDER = OrderReference(number="41", signed_on=SIGNED)
ORDER_ID = f"001/order/{1:032x}"
REASON = Pii(OTHER, "семинар в соседнем городе")
ONE, BOTH = ("exceptional",), ("exceptional", "force_majeure")


def facts(**changes: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "assignment": ASSIGNMENT,
        "who": MENTEE,
        "activity": 2,
        "ground": "exceptional",
        "reason": REASON,
        "period": Period(SINCE, TO),
        "requested_on": ASKED,
        "source": "own",
    }
    return told | changes


def begin(**changes: Any) -> DutyRelease:
    given_: dict[str, Any] = {"active": True, "grounds": ONE}
    return DutyRelease.request(f"001/duty_release/{1:032x}", **(given_ | facts() | changes))


REQUESTED = happened(DutyRelease.DutyReleaseRequested, **facts())
FORCED = happened(DutyRelease.DutyReleaseRequested, **facts(ground="force_majeure"))
REFUSED = happened(DutyRelease.DutyReleaseRefused, reason=REASON, refused_on=ARRANGED)
USED = happened(DutyRelease.DutyReleaseUsed, used_on=SINCE)
CANCELLED = happened(DutyRelease.DutyReleaseCancelled, cancelled_on=ARRANGED)


def arranged(substitute: str = SUBSTITUTE, on: date = ARRANGED, *, continuity: bool = True) -> Happened:
    return happened(
        DutyRelease.SubstitutionArranged, substitute=substitute, continuity=continuity, arranged_on=on
    )


def impossible(*, continuity: bool = True) -> Happened:
    return happened(
        DutyRelease.SubstitutionFoundImpossible, reason=REASON, continuity=continuity, arranged_on=ARRANGED
    )


def granted(ground: str = "exceptional", substitute: str | None = SUBSTITUTE) -> Happened:
    return happened(
        DutyRelease.DutyReleaseGranted,
        ground=ground,
        substitute=substitute,
        order=ORDER,
        order_id=ORDER_ID,
    )


def arrange(
    it: DutyRelease, *, substitute: str = SUBSTITUTE, continuity: bool = True, on: date = ARRANGED
) -> None:
    it.arrange_substitution(substitute=substitute, continuity=continuity, arranged_on=on)


def find_nobody(it: DutyRelease, *, continuity: bool = True) -> None:
    it.find_substitution_impossible(reason=REASON, continuity=continuity, arranged_on=ARRANGED)


def grant(it: DutyRelease, *, active: bool = True, grounds: tuple[str, ...] = BOTH) -> None:
    it.grant(active=active, grounds=grounds, order=ORDER, order_id=ORDER_ID)


def refuse(it: DutyRelease) -> None:
    it.refuse(reason=REASON, refused_on=ARRANGED)


@pytest.mark.requirement("R-119")
def test_a_participant_of_an_active_pair_asks_for_a_release() -> None:
    starting(begin).then(REQUESTED)
    starting(lambda: begin(active=False)).then_refused(ReleaseNeedsActivePair)


@pytest.mark.requirement("R-119", "R-120")
def test_a_release_needs_a_ground_of_the_regulation() -> None:
    starting(lambda: begin(ground="force_majeure", grounds=BOTH)).then(FORCED)
    starting(lambda: begin(ground="force_majeure", grounds=ONE)).then_refused(ReleaseGroundNotInRegulation)


def test_a_release_lasts_a_day_at_least_and_has_an_end() -> None:
    one_day = Period(SINCE, LAST)
    starting(lambda: begin(period=one_day)).then(
        happened(DutyRelease.DutyReleaseRequested, **facts(period=one_day))
    )
    starting(lambda: begin(period=Period(SINCE, SINCE))).then_refused(
        ReleasePeriodEmpty, since=SINCE, to=SINCE
    )
    starting(lambda: begin(period=Period(SINCE))).then_refused(ReleasePeriodEmpty, since=SINCE, to=None)


@pytest.mark.requirement("R-119")
def test_a_substitute_is_named_and_may_be_changed_before_the_order() -> None:
    given(DutyRelease, REQUESTED).when(arrange).then(arranged())
    given(DutyRelease, REQUESTED, arranged()).when(lambda it: arrange(it, on=SIGNED)).then_nothing()
    given(DutyRelease, REQUESTED, arranged()).when(
        lambda it: arrange(it, substitute=ANOTHER, on=SIGNED)
    ).then(arranged(ANOTHER, SIGNED))
    given(DutyRelease, REQUESTED, arranged(continuity=False)).when(arrange).then(arranged())


def test_nobody_substitutes_himself() -> None:
    given(DutyRelease, REQUESTED).when(lambda it: arrange(it, substitute=OTHER)).then_refused(
        SubstituteOfOneself
    )


@pytest.mark.requirement("R-120")
def test_in_force_majeure_it_may_be_recorded_that_nobody_can_substitute() -> None:
    given(DutyRelease, FORCED).when(find_nobody).then(impossible())
    given(DutyRelease, REQUESTED).when(find_nobody).then_refused(SubstitutionImpossibleOnlyInForceMajeure)


@pytest.mark.requirement("R-119")
def test_the_order_grants_a_release_with_substitute_and_continuity() -> None:
    given(DutyRelease, REQUESTED, arranged()).when(grant).then(granted())


@pytest.mark.requirement("R-120")
def test_the_order_grants_a_release_in_force_majeure_without_a_substitute() -> None:
    given(DutyRelease, FORCED, arranged(), impossible()).when(grant).then(granted("force_majeure", None))
    given(DutyRelease, FORCED, impossible(), arranged()).when(grant).then(granted("force_majeure"))


@pytest.mark.requirement("R-119")
def test_the_order_grants_nothing_without_substitute_or_continuity() -> None:
    given(DutyRelease, REQUESTED).when(grant).then_refused(SubstitutionMissing)
    given(DutyRelease, REQUESTED, arranged(continuity=False)).when(grant).then_refused(ContinuityNotEnsured)
    given(DutyRelease, FORCED, impossible(continuity=False)).when(grant).then_refused(ContinuityNotEnsured)


def test_the_order_checks_pair_and_ground_again() -> None:
    given(DutyRelease, REQUESTED, arranged()).when(lambda it: grant(it, active=False)).then_refused(
        ReleaseNeedsActivePair
    )
    given(DutyRelease, FORCED, impossible()).when(lambda it: grant(it, grounds=ONE)).then_refused(
        ReleaseGroundNotInRegulation
    )


def test_the_substitution_is_arranged_on_the_day_of_the_order_at_the_latest() -> None:
    given(DutyRelease, REQUESTED, arranged(on=SIGNED)).when(grant).then(granted())
    given(DutyRelease, REQUESTED, arranged(on=SINCE)).when(grant).then_refused(
        SubstitutionAfterOrder, arranged_on=SINCE, order_on=SIGNED
    )


@pytest.mark.requirement("R-119")
@pytest.mark.parametrize("history", [(), (arranged(),)])
def test_the_head_refuses_with_a_reason(history: tuple[Happened, ...]) -> None:
    given(DutyRelease, REQUESTED, *history).when(refuse).then(REFUSED)


@pytest.mark.parametrize("end", [(granted(),), (REFUSED,), (granted(), USED), (CANCELLED,)])
@pytest.mark.parametrize("act", [arrange, find_nobody, grant, refuse])
def test_what_is_decided_is_not_arranged_or_decided_again(
    end: tuple[Happened, ...], act: Callable[..., None]
) -> None:
    given(DutyRelease, REQUESTED, arranged(), *end).when(act).then_refused(ReleaseAlreadyDecided)


@pytest.mark.requirement("R-119")
@pytest.mark.parametrize("day", [SINCE, LAST])
def test_a_granted_release_is_used_on_a_day_of_its_period(day: date) -> None:
    given(DutyRelease, REQUESTED, arranged(), granted()).when(lambda it: it.use(used_on=day, on=LAST)).then(
        happened(DutyRelease.DutyReleaseUsed, used_on=day)
    )


def test_a_release_is_not_used_on_other_days_nor_in_advance() -> None:
    given(DutyRelease, REQUESTED, arranged(), granted()).when(
        lambda it: it.use(used_on=TO, on=TO)
    ).then_refused(ReleaseUsedOutsidePeriod, used_on=TO, since=SINCE, until=LAST)
    given(DutyRelease, REQUESTED, arranged(), granted()).when(
        lambda it: it.use(used_on=LAST, on=SINCE)
    ).then_refused(ReleaseUsedInFuture, used_on=LAST, on=SINCE)


@pytest.mark.parametrize(
    "history", [(), (arranged(),), (REFUSED,), (CANCELLED,), (arranged(), granted(), USED)]
)
def test_only_a_granted_release_is_used_and_once(history: tuple[Happened, ...]) -> None:
    given(DutyRelease, REQUESTED, *history).when(lambda it: it.use(used_on=SINCE, on=TO)).then_refused(
        ReleaseNotGranted
    )


@pytest.mark.parametrize("history", [(), (arranged(),), (arranged(), granted())])
def test_a_release_that_is_not_needed_is_cancelled(history: tuple[Happened, ...]) -> None:
    given(DutyRelease, REQUESTED, *history).when(lambda it: it.cancel(cancelled_on=ARRANGED)).then(CANCELLED)


@pytest.mark.parametrize("history", [(REFUSED,), (CANCELLED,), (arranged(), granted(), USED)])
def test_what_is_over_is_not_cancelled(history: tuple[Happened, ...]) -> None:
    given(DutyRelease, REQUESTED, *history).when(lambda it: it.cancel(cancelled_on=ARRANGED)).then_refused(
        ReleaseOver
    )


@pytest.mark.parametrize(
    ("history", "state"),
    [
        ((), "requested"),
        ((arranged(),), "arranged"),
        ((impossible(),), "arranged"),
        ((arranged(), granted()), "granted"),
        ((REFUSED,), "refused"),
        ((arranged(), granted(), USED), "used"),
        ((CANCELLED,), "cancelled"),
    ],
)
def test_a_release_tells_where_it_stands(history: tuple[Happened, ...], state: str) -> None:
    def look(it: DutyRelease) -> None:
        assert it.state == state

    given(DutyRelease, FORCED, *history).when(look).then_nothing()


def test_a_release_tells_whose_it_is() -> None:
    def look(it: DutyRelease) -> None:
        assert (it.assignment, it.who, it.substitute) == (ASSIGNMENT, MENTEE, SUBSTITUTE)
        assert it.period == Period(SINCE, TO)

    given(DutyRelease, REQUESTED, arranged()).when(look).then_nothing()
