"""A pair or group before the order: agreement, written consents, the head's decision."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.assignment import (
    Assignment,
    ConsentAfterOrder,
    ConsentSignedBeforeWithdrawal,
    ConsentSignedInFuture,
    ConsentsMissing,
    DutiesConsentNotGiven,
    GroupTypeMismatch,
    LeftBeforeAppointment,
    MenteesMissing,
    MentoringNotActive,
    NotOfThisPair,
    OtherActNotProvided,
    PairNotAwaitingOrder,
    PairPeriodOver,
    PairWithOneself,
    ProgrammeOutlivesPeriod,
    TraditionalNeedsOneMentee,
)
from service.values import OrderReference, Period, Pii
from tests.aggregates.pairs import (
    AGREED,
    FIRST,
    GROUP_AGREED,
    GROUP_TERMS,
    LAST_DAY,
    LATER,
    MENTOR,
    PAIR_ID,
    PERSON,
    READY,
    SECOND,
    SIGNED,
    STRANGER,
    TERMS,
    appointment,
    approve,
    approved,
    duties,
    led,
    sign_appointment,
    sign_duties,
    sign_led,
)
from tests.scenario import ORDER, TODAY, Happened, given, happened, recorded, replayed, starting

REJECTED = happened(
    Assignment.PairRejected, reason=Pii(PERSON, "нагрузка велика"), rejected_on=date(2026, 9, 9)
)
ENDED = happened(Assignment.MentoringEnded, ended_on=LAST_DAY, ground="full")
GIVEN_UP = happened(Assignment.MentoringEnded, ended_on=date(2026, 9, 9), ground="before_order")


@pytest.mark.requirement("R-062", "R-068")
def test_a_pair_is_what_its_parties_agreed_on() -> None:
    starting(lambda: Assignment.agree(PAIR_ID, **TERMS)).then(AGREED)


@pytest.mark.requirement("R-068", "R-082")
def test_a_group_has_two_or_more_mentees_and_one_mentor() -> None:
    starting(lambda: Assignment.agree(PAIR_ID, **GROUP_TERMS)).then(GROUP_AGREED)


@pytest.mark.requirement("R-068")
@pytest.mark.parametrize("mentees", [(), (FIRST, FIRST)])
def test_mentees_are_named_and_each_once(mentees: tuple[str, ...]) -> None:
    starting(lambda: Assignment.agree(PAIR_ID, **TERMS | {"mentees": mentees})).then_refused(MenteesMissing)


@pytest.mark.requirement("R-069")
def test_nobody_is_his_own_mentor_not_even_in_a_group() -> None:
    oneself = f"001/mentee/{1:032x}"
    starting(lambda: Assignment.agree(PAIR_ID, **TERMS | {"mentees": (oneself,)})).then_refused(
        PairWithOneself
    )
    starting(lambda: Assignment.agree(PAIR_ID, **GROUP_TERMS | {"mentees": (FIRST, oneself)})).then_refused(
        PairWithOneself
    )


@pytest.mark.requirement("R-082")
def test_one_mentee_is_no_group_and_several_are_one() -> None:
    starting(lambda: Assignment.agree(PAIR_ID, **TERMS | {"types": ("group",)})).then_refused(
        GroupTypeMismatch, count=1
    )
    starting(lambda: Assignment.agree(PAIR_ID, **GROUP_TERMS | {"types": ("virtual",)})).then_refused(
        GroupTypeMismatch, count=2
    )


@pytest.mark.requirement("R-087")
def test_traditional_mentoring_is_one_to_one() -> None:
    both = GROUP_TERMS | {"types": ("group", "traditional")}
    starting(lambda: Assignment.agree(PAIR_ID, **both)).then_refused(TraditionalNeedsOneMentee, count=2)


def test_an_agreed_pair_waits_for_its_order_and_knows_its_terms() -> None:
    pair = replayed(recorded(Assignment, PAIR_ID, AGREED))
    assert (pair.awaits_order, pair.is_active, pair.group) == (True, False, False)
    assert {name: getattr(pair, name) for name in TERMS if hasattr(pair, name)} == {
        name: fact for name, fact in TERMS.items() if name not in ("topic_words", "level_reason", "grounds")
    }
    assert pair.parties == (MENTOR, FIRST)
    assert replayed(recorded(Assignment, PAIR_ID, GROUP_AGREED)).group


@pytest.mark.requirement("R-080", "R-084")
def test_a_pair_knows_its_other_direction_its_second_signature_and_its_agreement() -> None:
    unusual = {
        "reverse_of": f"001/assignment/{9:032x}",
        "direction": "technology",
        "countersigned_by": "001/person/curator",
        "agreement": f"001/partner/{1:032x}",
    }
    agreed = happened(Assignment.PairAgreed, group=False, **TERMS | unusual)
    starting(lambda: Assignment.agree(PAIR_ID, **TERMS | unusual)).then(agreed)
    pair = replayed(recorded(Assignment, PAIR_ID, agreed))
    assert {name: getattr(pair, name) for name in unusual} == unusual


@pytest.mark.requirement("R-071")
@pytest.mark.parametrize("entry", [MENTOR, FIRST])
def test_each_party_consents_to_the_duties_once(entry: str) -> None:
    given(Assignment, AGREED).when(lambda it: sign_duties(it, entry)).then(duties(entry))
    given(Assignment, AGREED, duties(entry)).when(lambda it: sign_duties(it, entry)).then_nothing()
    given(Assignment, AGREED, duties(entry)).when(lambda it: sign_duties(it, entry, LATER)).then(
        duties(entry, LATER)
    )


@pytest.mark.requirement("R-072")
def test_the_mentor_consents_to_his_appointment_once() -> None:
    given(Assignment, AGREED).when(lambda it: sign_appointment(it, MENTOR)).then(appointment())
    given(Assignment, AGREED, appointment()).when(lambda it: sign_appointment(it, MENTOR)).then_nothing()
    given(Assignment, AGREED, appointment()).when(lambda it: sign_appointment(it, MENTOR, LATER)).then(
        appointment(signed_on=LATER)
    )


@pytest.mark.requirement("R-073")
def test_a_mentee_consents_to_the_mentor_once() -> None:
    given(Assignment, AGREED).when(lambda it: sign_led(it, FIRST)).then(led(FIRST))
    given(Assignment, AGREED, led(FIRST)).when(lambda it: sign_led(it, FIRST)).then_nothing()
    given(Assignment, AGREED, led(FIRST)).when(lambda it: sign_led(it, FIRST, LATER)).then(
        led(FIRST, signed_on=LATER)
    )


@pytest.mark.requirement("R-071", "R-072", "R-073")
def test_a_stranger_signs_nothing_here() -> None:
    given(Assignment, AGREED).when(lambda it: sign_duties(it, SECOND)).then_refused(NotOfThisPair)
    given(Assignment, AGREED).when(lambda it: sign_appointment(it, STRANGER)).then_refused(NotOfThisPair)
    given(Assignment, AGREED).when(lambda it: sign_led(it, SECOND)).then_refused(NotOfThisPair)


@pytest.mark.requirement("R-071", "R-072", "R-073")
@pytest.mark.parametrize(
    ("sign", "signed"),
    [
        (lambda it, on: sign_duties(it, FIRST, on, TODAY), duties(FIRST, TODAY)),
        (lambda it, on: sign_appointment(it, MENTOR, on, TODAY), appointment(signed_on=TODAY)),
        (lambda it, on: sign_led(it, FIRST, on, TODAY), led(FIRST, signed_on=TODAY)),
    ],
)
def test_a_consent_is_dated_today_or_before(sign: Any, signed: Happened) -> None:  # noqa: ANN401 - any signing
    tomorrow = date(2026, 9, 15)
    given(Assignment, AGREED).when(lambda it: sign(it, TODAY)).then(signed)
    given(Assignment, AGREED).when(lambda it: sign(it, tomorrow)).then_refused(
        ConsentSignedInFuture, signed_on=tomorrow, on=TODAY
    )


WITHDRAWN = happened(Assignment.AdditionalDutiesConsentWithdrawn, entry=FIRST, withdrawn_on=LATER)


@pytest.mark.requirement("R-071")
def test_a_consent_is_taken_back_before_the_order_and_after_it() -> None:
    given(Assignment, AGREED, duties(FIRST)).when(
        lambda it: it.withdraw_duties_consent(entry=FIRST, withdrawn_on=LATER)
    ).then(WITHDRAWN)
    given(Assignment, *READY, approved()).when(
        lambda it: it.withdraw_duties_consent(entry=FIRST, withdrawn_on=LATER)
    ).then(WITHDRAWN)


@pytest.mark.requirement("R-071")
def test_a_consent_that_was_not_given_is_not_taken_back() -> None:
    for history in ((AGREED,), (AGREED, duties(FIRST), WITHDRAWN)):
        given(Assignment, *history).when(
            lambda it: it.withdraw_duties_consent(entry=FIRST, withdrawn_on=LATER)
        ).then_refused(DutiesConsentNotGiven)


@pytest.mark.requirement("R-071")
def test_a_withdrawn_consent_needs_a_new_paper() -> None:
    history = (AGREED, duties(FIRST), WITHDRAWN)
    given(Assignment, *history).when(lambda it: sign_duties(it, FIRST)).then_refused(
        ConsentSignedBeforeWithdrawal, signed_on=SIGNED, withdrawn_on=LATER
    )
    given(Assignment, *history).when(lambda it: sign_duties(it, FIRST, LATER)).then(duties(FIRST, LATER))


@pytest.mark.parametrize("over", [(REJECTED,), (GIVEN_UP,)])
def test_nobody_signs_or_withdraws_when_it_is_over(over: tuple[Happened, ...]) -> None:
    history = (AGREED, duties(FIRST), *over)
    for act in (
        lambda it: sign_duties(it, MENTOR),
        lambda it: sign_appointment(it, MENTOR),
        lambda it: sign_led(it, FIRST),
        lambda it: it.withdraw_duties_consent(entry=FIRST, withdrawn_on=LATER),
        lambda it: it.issue_appointment_act(act=ORDER, local_act=None, provided=True),
    ):
        given(Assignment, *history).when(act).then_refused(MentoringNotActive)


@pytest.mark.requirement("R-068", "R-070")
def test_the_order_approves_a_pair_whose_parties_all_consented() -> None:
    given(Assignment, *READY).when(approve).then(approved())


@pytest.mark.requirement("R-070", "R-071", "R-072", "R-073")
@pytest.mark.parametrize("missing", range(1, 5))
def test_without_any_one_of_the_consents_nothing_is_approved(missing: int) -> None:
    history = tuple(told for place, told in enumerate(READY) if place != missing)
    given(Assignment, *history).when(approve).then_refused(ConsentsMissing, count=1)


@pytest.mark.requirement("R-071", "R-073")
def test_in_a_group_each_mentee_consents_to_the_duties_and_to_the_mentor() -> None:
    given(Assignment, GROUP_AGREED).when(approve).then_refused(ConsentsMissing, count=6)
    history = (GROUP_AGREED, *READY[1:], duties(SECOND), led(SECOND))
    given(Assignment, *history).when(approve).then(approved((FIRST, SECOND)))


@pytest.mark.requirement("R-071")
def test_a_withdrawn_consent_keeps_the_pair_from_being_approved() -> None:
    given(Assignment, *READY, WITHDRAWN).when(approve).then_refused(ConsentsMissing, count=1)


@pytest.mark.requirement("R-071", "R-072", "R-073")
@pytest.mark.parametrize(
    "last",
    [
        lambda on: duties(MENTOR, on),
        lambda on: appointment(signed_on=on),
        lambda on: led(FIRST, signed_on=on),
    ],
)
def test_the_order_is_not_older_than_the_consents(last: Any) -> None:  # noqa: ANN401 - any signing
    same_day, next_day = ORDER.signed_on, date(2026, 9, 11)
    given(Assignment, *READY, last(same_day)).when(approve).then(approved())
    given(Assignment, *READY, last(next_day)).when(approve).then_refused(
        ConsentAfterOrder, signed_on=next_day, order_on=ORDER.signed_on
    )


@pytest.mark.requirement("R-076")
def test_a_period_that_is_over_is_not_approved() -> None:
    last = LAST_DAY
    given(Assignment, *READY).when(lambda it: approve(it, appointed_on=last)).then(
        approved(appointed_on=last)
    )
    over = date(2027, 6, 1)
    given(Assignment, *READY).when(lambda it: approve(it, appointed_on=over)).then_refused(
        PairPeriodOver, until=LAST_DAY, appointed_on=over
    )


@pytest.mark.requirement("R-076")
def test_a_programme_begins_within_the_agreed_period() -> None:
    given(Assignment, AGREED).when(lambda it: it.need_within_period(LAST_DAY)).then()
    over = date(2027, 6, 1)
    given(Assignment, AGREED).when(lambda it: it.need_within_period(over)).then_refused(
        ProgrammeOutlivesPeriod, ends_on=over, until=LAST_DAY
    )


@pytest.mark.requirement("R-076")
def test_a_pair_without_a_last_day_bounds_no_programme() -> None:
    unbounded = happened(Assignment.PairAgreed, group=False, **(TERMS | {"period": Period(date(2026, 9, 1))}))
    given(Assignment, unbounded).when(lambda it: it.need_within_period(date(2030, 6, 1))).then()


@pytest.mark.requirement("R-070")
@pytest.mark.parametrize("decided", [(approved(),), (REJECTED,), (GIVEN_UP,)])
def test_a_pair_is_decided_once(decided: tuple[Happened, ...]) -> None:
    given(Assignment, *READY, *decided).when(approve).then_refused(PairNotAwaitingOrder)
    given(Assignment, *READY, *decided).when(
        lambda it: it.reject(reason=Pii(PERSON, "нет"), rejected_on=TODAY)
    ).then_refused(PairNotAwaitingOrder)


@pytest.mark.requirement("R-070")
def test_the_head_may_refuse_to_approve_with_a_reason() -> None:
    given(Assignment, AGREED).when(
        lambda it: it.reject(reason=Pii(PERSON, "нагрузка велика"), rejected_on=date(2026, 9, 9))
    ).then(REJECTED)


@pytest.mark.requirement("R-070")
def test_an_approved_pair_knows_its_order_and_the_version_of_the_regulation() -> None:
    pair = replayed(recorded(Assignment, PAIR_ID, *READY, approved()))
    assert (pair.order, pair.approved_on, pair.regulation_version) == (ORDER, TODAY, 2)
    assert (pair.is_active, pair.awaits_order) == (True, False)
    assert not replayed(recorded(Assignment, PAIR_ID, *READY, REJECTED)).awaits_order


@pytest.mark.requirement("R-075")
def test_another_act_appoints_where_the_regulation_provides_for_it() -> None:
    """002 knows another document beside the order, the others do not (V-29)."""
    act = OrderReference(number="4", signed_on=SIGNED)
    local_act = f"001/local_act/{1:032x}"
    issued = happened(Assignment.AppointmentActIssued, mentor=MENTOR, act=act, local_act=local_act)
    for history in ((AGREED,), (*READY, approved())):
        given(Assignment, *history).when(
            lambda it: it.issue_appointment_act(act=act, local_act=local_act, provided=True)
        ).then(issued)
    given(Assignment, AGREED).when(
        lambda it: it.issue_appointment_act(act=act, local_act=local_act, provided=False)
    ).then_refused(OtherActNotProvided)


@pytest.mark.requirement("R-075")
def test_another_act_does_not_stand_for_the_order() -> None:
    issued = happened(Assignment.AppointmentActIssued, mentor=MENTOR, act=ORDER, local_act=None)
    assert replayed(recorded(Assignment, PAIR_ID, *READY, issued)).awaits_order


@pytest.mark.requirement("R-125", "R-126", "R-127")
@pytest.mark.parametrize("ground", ["full", "party_or_mutual", "curator", "no_replacement", "left"])
def test_mentoring_in_force_ends_on_its_ground(ground: Any) -> None:  # noqa: ANN401 - a literal
    given(Assignment, *READY, approved()).when(lambda it: it.end(on=LAST_DAY, ground=ground)).then(
        happened(Assignment.MentoringEnded, ended_on=LAST_DAY, ground=ground)
    )
    given(Assignment, AGREED).when(lambda it: it.end(on=LAST_DAY, ground=ground)).then_refused(
        MentoringNotActive
    )


def test_a_pair_without_an_order_is_given_up_and_one_with_an_order_is_not() -> None:
    given(Assignment, *READY).when(lambda it: it.end(on=date(2026, 9, 9), ground="before_order")).then(
        GIVEN_UP
    )
    given(Assignment, *READY, approved()).when(
        lambda it: it.end(on=LAST_DAY, ground="before_order")
    ).then_refused(MentoringNotActive)


@pytest.mark.parametrize("over", [ENDED, REJECTED])
def test_what_is_over_does_not_end_again(over: Happened) -> None:
    history = (*READY, approved(), over) if over is ENDED else (*READY, over)
    given(Assignment, *history).when(lambda it: it.end(on=LAST_DAY, ground="full")).then_refused(
        MentoringNotActive
    )
    given(Assignment, *history).when(lambda it: it.end(on=LAST_DAY, ground="before_order")).then_refused(
        MentoringNotActive
    )


def test_mentoring_does_not_end_before_it_began() -> None:
    yesterday = date(2026, 9, 13)
    given(Assignment, *READY, approved()).when(lambda it: it.end(on=TODAY, ground="curator")).then(
        happened(Assignment.MentoringEnded, ended_on=TODAY, ground="curator")
    )
    given(Assignment, *READY, approved()).when(
        lambda it: it.end(on=yesterday, ground="curator")
    ).then_refused(LeftBeforeAppointment, on=yesterday, appointed_on=TODAY)


def test_an_ended_pair_is_active_no_more() -> None:
    pair = replayed(recorded(Assignment, PAIR_ID, *READY, approved(), ENDED))
    assert (pair.is_active, pair.awaits_order, pair.ended_on) == (False, False, LAST_DAY)
