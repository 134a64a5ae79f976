"""A pair or group in force: mentees who join and leave, a mentor who is replaced."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.assignment import (
    Assignment,
    ConsentAfterOrder,
    ConsentsMissing,
    LastMenteeStays,
    LeftBeforeAppointment,
    MenteeAlreadyThere,
    MenteeJoinNotAgreed,
    MentoringNotActive,
    NotOfThisPair,
    PairWithOneself,
    ReplacementAlreadyInitiated,
    ReplacementBySame,
    ReplacementNotAgreed,
    ReplacementNotInitiated,
)
from service.values import OrderReference, Pii
from tests.aggregates.pairs import (
    AGREED,
    FIRST,
    GROUP_AGREED,
    LAST_DAY,
    MENTOR,
    PAIR_ID,
    PERSON,
    READY,
    SECOND,
    STRANGER,
    TERMS,
    appointment,
    approved,
    duties,
    led,
    sign_appointment,
    sign_duties,
    sign_led,
)
from tests.scenario import TODAY, Happened, given, happened, recorded, replayed

THIRD = f"001/mentee/{4:032x}"
ROUND = f"001/match_round/{2:032x}"
JOINED_ON = date(2026, 12, 1)
ORDER = OrderReference(number="31", signed_on=date(2026, 11, 30))
ORDER_ID = f"001/order/{2:032x}"
PAIR = (*READY, approved())
GROUP = (GROUP_AGREED, *READY[1:], duties(SECOND), led(SECOND), approved((FIRST, SECOND)))
ENDED = happened(Assignment.MentoringEnded, ended_on=LAST_DAY, ground="full")
NOT_IN_FORCE = [(AGREED,), (*PAIR, ENDED)]


def join_agreed(mentee: str) -> Happened:
    return happened(Assignment.GroupMemberAgreed, mentee=mentee, round=ROUND, agreed_on=TODAY)


def agree_member(it: Assignment, mentee: str) -> None:
    it.agree_member(mentee=mentee, round=ROUND, agreed_on=TODAY)


def joined(mentee: str, *types: str) -> Happened:
    return happened(
        Assignment.MenteeJoinedGroup,
        mentee=mentee,
        types=types,
        order=ORDER,
        order_id=ORDER_ID,
        joined_on=JOINED_ON,
    )


def join(it: Assignment, mentee: str) -> None:
    it.join(mentee=mentee, order=ORDER, order_id=ORDER_ID, joined_on=JOINED_ON)


def left(mentee: str, *types: str, on: date = JOINED_ON) -> Happened:
    return happened(Assignment.MenteeLeftGroup, mentee=mentee, types=types, left_on=on)


@pytest.mark.requirement("R-082")
def test_it_is_agreed_once_that_a_mentee_joins() -> None:
    given(Assignment, *GROUP).when(lambda it: agree_member(it, THIRD)).then(join_agreed(THIRD))
    given(Assignment, *GROUP, join_agreed(THIRD)).when(lambda it: agree_member(it, THIRD)).then_nothing()
    assert replayed(recorded(Assignment, PAIR_ID, *GROUP, join_agreed(THIRD))).joining == {THIRD: ROUND}


@pytest.mark.requirement("R-069", "R-082")
def test_neither_a_member_nor_the_mentor_joins() -> None:
    given(Assignment, *GROUP).when(lambda it: agree_member(it, SECOND)).then_refused(MenteeAlreadyThere)
    given(Assignment, *GROUP).when(lambda it: agree_member(it, f"001/mentee/{1:032x}")).then_refused(
        PairWithOneself
    )


@pytest.mark.requirement("R-082")
@pytest.mark.parametrize("history", NOT_IN_FORCE)
def test_members_change_only_while_the_group_is_in_force(history: tuple[Happened, ...]) -> None:
    for act in (
        lambda it: agree_member(it, THIRD),
        lambda it: join(it, THIRD),
        lambda it: it.let_mentee_leave(mentee=FIRST, on=LAST_DAY),
    ):
        given(Assignment, *history).when(act).then_refused(MentoringNotActive)


@pytest.mark.requirement("R-071", "R-073", "R-082")
def test_who_is_to_join_consents_like_everybody() -> None:
    history = (*GROUP, join_agreed(THIRD))
    given(Assignment, *history).when(lambda it: sign_duties(it, THIRD)).then(duties(THIRD))
    given(Assignment, *history).when(lambda it: sign_led(it, THIRD)).then(led(THIRD))


@pytest.mark.requirement("R-070", "R-082")
def test_an_order_lets_a_mentee_join_a_group() -> None:
    history = (*GROUP, join_agreed(THIRD), duties(THIRD), led(THIRD))
    given(Assignment, *history).when(lambda it: join(it, THIRD)).then(joined(THIRD, "virtual", "group"))


@pytest.mark.requirement("R-082")
def test_a_pair_that_somebody_joins_is_a_group_and_traditional_no_more() -> None:
    history = (*PAIR, join_agreed(SECOND), duties(SECOND), led(SECOND))
    given(Assignment, *history).when(lambda it: join(it, SECOND)).then(joined(SECOND, "group"))
    pair = replayed(recorded(Assignment, PAIR_ID, *history, joined(SECOND, "group")))
    assert (pair.mentees, pair.group, pair.joining, pair.types) == ((FIRST, SECOND), True, {}, ("group",))


@pytest.mark.requirement("R-082")
def test_the_other_types_of_a_pair_stay_when_somebody_joins() -> None:
    agreed = happened(Assignment.PairAgreed, group=False, **TERMS | {"types": ("traditional", "virtual")})
    history = (agreed, *PAIR[1:], join_agreed(SECOND), duties(SECOND), led(SECOND))
    given(Assignment, *history).when(lambda it: join(it, SECOND)).then(joined(SECOND, "virtual", "group"))


@pytest.mark.requirement("R-062", "R-082")
def test_nobody_joins_whose_joining_was_not_agreed() -> None:
    given(Assignment, *GROUP).when(lambda it: join(it, THIRD)).then_refused(MenteeJoinNotAgreed)


@pytest.mark.requirement("R-071", "R-073")
@pytest.mark.parametrize("signed", [duties(THIRD), led(THIRD)])
def test_nobody_joins_without_both_consents(signed: Happened) -> None:
    given(Assignment, *GROUP, join_agreed(THIRD), signed).when(lambda it: join(it, THIRD)).then_refused(
        ConsentsMissing, count=1
    )


@pytest.mark.requirement("R-071")
def test_the_order_that_lets_somebody_join_is_not_older_than_the_consents() -> None:
    history = (*GROUP, join_agreed(THIRD), duties(THIRD), led(THIRD, signed_on=JOINED_ON))
    given(Assignment, *history).when(lambda it: join(it, THIRD)).then_refused(
        ConsentAfterOrder, signed_on=JOINED_ON, order_on=ORDER.signed_on
    )


@pytest.mark.requirement("R-082")
def test_a_group_that_falls_to_one_mentee_goes_on_as_a_pair() -> None:
    given(Assignment, *GROUP).when(lambda it: it.let_mentee_leave(mentee=SECOND, on=JOINED_ON)).then(
        left(SECOND, "virtual")
    )
    pair = replayed(recorded(Assignment, PAIR_ID, *GROUP, left(SECOND, "virtual")))
    assert (pair.mentees, pair.group, pair.types) == ((FIRST,), False, ("virtual",))


@pytest.mark.requirement("R-082", "R-087")
def test_what_was_a_group_and_nothing_else_is_then_led_one_to_one() -> None:
    history = (*PAIR, join_agreed(SECOND), duties(SECOND), led(SECOND), joined(SECOND, "group"))
    given(Assignment, *history).when(lambda it: it.let_mentee_leave(mentee=FIRST, on=JOINED_ON)).then(
        left(FIRST, "traditional")
    )


@pytest.mark.requirement("R-082")
def test_a_group_of_three_stays_a_group_when_one_leaves() -> None:
    third = joined(THIRD, "virtual", "group")
    history = (*GROUP, join_agreed(THIRD), duties(THIRD), led(THIRD), third)
    given(Assignment, *history).when(lambda it: it.let_mentee_leave(mentee=FIRST, on=JOINED_ON)).then(
        left(FIRST, "virtual", "group")
    )


@pytest.mark.requirement("R-082")
def test_who_changes_his_mind_before_the_order_does_not_join() -> None:
    given_up = happened(Assignment.GroupMemberGivenUp, mentee=SECOND)
    given(Assignment, *PAIR, join_agreed(SECOND)).when(lambda it: it.give_member_up(mentee=SECOND)).then(
        given_up
    )
    for history in (PAIR, (*PAIR, join_agreed(SECOND), given_up)):
        given(Assignment, *history).when(lambda it: it.give_member_up(mentee=SECOND)).then_refused(
            MenteeJoinNotAgreed
        )
    pair = replayed(recorded(Assignment, PAIR_ID, *PAIR, join_agreed(SECOND), given_up))
    assert (pair.mentees, pair.joining, pair.types) == ((FIRST,), {}, ("traditional",))


@pytest.mark.requirement("R-082")
def test_the_last_mentee_stays_and_a_stranger_does_not_leave() -> None:
    given(Assignment, *PAIR).when(lambda it: it.let_mentee_leave(mentee=FIRST, on=JOINED_ON)).then_refused(
        LastMenteeStays
    )
    for history in (GROUP, (*GROUP, join_agreed(THIRD))):
        given(Assignment, *history).when(
            lambda it: it.let_mentee_leave(mentee=THIRD, on=JOINED_ON)
        ).then_refused(NotOfThisPair)


@pytest.mark.requirement("R-082")
def test_nobody_leaves_before_he_came() -> None:
    yesterday = date(2026, 9, 13)
    given(Assignment, *GROUP).when(lambda it: it.let_mentee_leave(mentee=FIRST, on=TODAY)).then(
        left(FIRST, "virtual", on=TODAY)
    )
    given(Assignment, *GROUP).when(lambda it: it.let_mentee_leave(mentee=FIRST, on=yesterday)).then_refused(
        LeftBeforeAppointment, on=yesterday, appointed_on=TODAY
    )


def test_the_end_takes_along_whoever_was_to_join_or_to_replace() -> None:
    pair = replayed(
        recorded(Assignment, PAIR_ID, *PAIR, join_agreed(SECOND), INITIATED, agreed_on_new(STRANGER), ENDED)
    )
    assert (pair.joining, pair.replacing, pair.candidate, pair.candidate_round) == ({}, False, None, None)


NOTE = Pii(PERSON, "переезд")
INITIATED = happened(
    Assignment.MentorReplacementInitiated, reason="transfer", note=NOTE, initiated_on=JOINED_ON
)
ABANDONED = happened(Assignment.ReplacementAbandoned, abandoned_on=JOINED_ON)


def agreed_on_new(mentor: str) -> Happened:
    return happened(
        Assignment.ReplacementAgreed,
        mentor=mentor,
        round=ROUND,
        countersigned_by="001/person/curator",
        agreement=f"001/partner/{1:032x}",
        agreed_on=JOINED_ON,
    )


def agree_on_new(it: Assignment, mentor: str) -> None:
    it.agree_replacement(
        mentor=mentor,
        round=ROUND,
        countersigned_by="001/person/curator",
        agreement=f"001/partner/{1:032x}",
        on=JOINED_ON,
    )


def replace(it: Assignment) -> None:
    it.replace_mentor(order=ORDER, order_id=ORDER_ID, replaced_on=JOINED_ON)


SEARCHING = (*PAIR, INITIATED)
FOUND = (*SEARCHING, agreed_on_new(STRANGER))
CONSENTED = (*FOUND, duties(STRANGER), appointment(STRANGER), led(FIRST, STRANGER))
REPLACED = happened(
    Assignment.MentorReplaced,
    former=MENTOR,
    mentor=STRANGER,
    order=ORDER,
    order_id=ORDER_ID,
    replaced_on=JOINED_ON,
)


@pytest.mark.requirement("R-121")
def test_the_search_for_another_mentor_begins_once() -> None:
    given(Assignment, *PAIR).when(
        lambda it: it.initiate_replacement(reason="transfer", note=NOTE, on=JOINED_ON)
    ).then(INITIATED)
    given(Assignment, *SEARCHING).when(
        lambda it: it.initiate_replacement(reason="transfer", note=NOTE, on=JOINED_ON)
    ).then_refused(ReplacementAlreadyInitiated)


@pytest.mark.requirement("R-121")
@pytest.mark.parametrize("history", NOT_IN_FORCE)
def test_only_a_pair_in_force_needs_another_mentor(history: tuple[Happened, ...]) -> None:
    given(Assignment, *history).when(
        lambda it: it.initiate_replacement(reason="other", note=None, on=JOINED_ON)
    ).then_refused(MentoringNotActive)


@pytest.mark.requirement("R-121")
@pytest.mark.parametrize(
    "act", [lambda it: agree_on_new(it, STRANGER), replace, lambda it: it.abandon_replacement(on=JOINED_ON)]
)
def test_without_a_search_there_is_no_other_mentor(act: Any) -> None:  # noqa: ANN401 - any act
    given(Assignment, *PAIR).when(act).then_refused(ReplacementNotInitiated)


@pytest.mark.requirement("R-062", "R-121")
def test_a_new_mentor_is_agreed_on_once_and_another_may_take_his_place() -> None:
    other = f"001/mentor/{8:032x}"
    given(Assignment, *SEARCHING).when(lambda it: agree_on_new(it, STRANGER)).then(agreed_on_new(STRANGER))
    given(Assignment, *FOUND).when(lambda it: agree_on_new(it, STRANGER)).then_nothing()
    given(Assignment, *FOUND).when(lambda it: agree_on_new(it, other)).then(agreed_on_new(other))
    pair = replayed(recorded(Assignment, PAIR_ID, *FOUND))
    assert (pair.candidate, pair.candidate_round, pair.mentor) == (STRANGER, ROUND, MENTOR)
    assert pair.parties == (MENTOR, FIRST, STRANGER)


@pytest.mark.requirement("R-069", "R-121")
@pytest.mark.parametrize("mentor", [MENTOR, f"001/mentor/{2:032x}"])
def test_neither_the_old_mentor_nor_the_mentee_is_the_new_one(mentor: str) -> None:
    given(Assignment, *SEARCHING).when(lambda it: agree_on_new(it, mentor)).then_refused(ReplacementBySame)


@pytest.mark.requirement("R-072", "R-073", "R-121")
def test_the_consents_are_then_about_the_new_mentor() -> None:
    given(Assignment, *FOUND).when(lambda it: sign_appointment(it, STRANGER)).then(appointment(STRANGER))
    given(Assignment, *FOUND).when(lambda it: sign_duties(it, STRANGER)).then(duties(STRANGER))
    given(Assignment, *FOUND).when(lambda it: sign_led(it, FIRST)).then(led(FIRST, STRANGER))


@pytest.mark.requirement("R-075", "R-121")
def test_another_act_then_appoints_the_new_mentor() -> None:
    given(Assignment, *FOUND).when(
        lambda it: it.issue_appointment_act(act=ORDER, local_act=None, provided=True)
    ).then(happened(Assignment.AppointmentActIssued, mentor=STRANGER, act=ORDER, local_act=None))


@pytest.mark.requirement("R-122")
def test_the_order_puts_the_new_mentor_in_place_of_the_old_one() -> None:
    given(Assignment, *CONSENTED).when(replace).then(REPLACED)
    pair = replayed(recorded(Assignment, PAIR_ID, *CONSENTED, REPLACED))
    assert (pair.mentor, pair.order, pair.replacing, pair.candidate) == (STRANGER, ORDER, False, None)
    assert (pair.candidate_round, pair.candidate_agreement, pair.candidate_countersigned_by) == (None,) * 3
    assert (pair.agreement, pair.countersigned_by) == (f"001/partner/{1:032x}", "001/person/curator")
    assert (pair.regulation_version, pair.approved_on) == (2, TODAY)


@pytest.mark.requirement("R-122")
def test_nobody_is_replaced_by_nobody() -> None:
    given(Assignment, *SEARCHING).when(replace).then_refused(ReplacementNotAgreed)


@pytest.mark.requirement("R-071", "R-072", "R-073", "R-122")
@pytest.mark.parametrize("missing", range(1, 4))
def test_without_the_new_consents_nobody_is_replaced(missing: int) -> None:
    history = tuple(told for place, told in enumerate(CONSENTED) if place != len(CONSENTED) - missing)
    given(Assignment, *history).when(replace).then_refused(ConsentsMissing, count=1)


@pytest.mark.requirement("R-071", "R-122")
def test_the_order_of_replacement_is_not_older_than_the_new_consents() -> None:
    history = (*CONSENTED, led(FIRST, STRANGER, signed_on=JOINED_ON))
    given(Assignment, *history).when(replace).then_refused(
        ConsentAfterOrder, signed_on=JOINED_ON, order_on=ORDER.signed_on
    )


@pytest.mark.requirement("R-121")
def test_a_search_that_is_given_up_leaves_the_mentor() -> None:
    given(Assignment, *FOUND).when(lambda it: it.abandon_replacement(on=JOINED_ON)).then(ABANDONED)
    pair = replayed(recorded(Assignment, PAIR_ID, *FOUND, ABANDONED))
    assert (pair.mentor, pair.replacing, pair.candidate, pair.candidate_round) == (MENTOR, False, None, None)


@pytest.mark.requirement("R-121")
def test_while_a_search_goes_on_the_pair_says_so() -> None:
    assert replayed(recorded(Assignment, PAIR_ID, *SEARCHING)).replacing
    assert not replayed(recorded(Assignment, PAIR_ID, *PAIR)).replacing
