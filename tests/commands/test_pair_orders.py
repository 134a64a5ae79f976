"""The head's order on pairs and groups over the real log: all or none, every guard asked again."""

import threading
from datetime import date
from typing import Any

import pytest

from service.aggregates.approval import Approval
from service.aggregates.assignment import (
    ConsentAfterOrder,
    ConsentsMissing,
    MentoringNotActive,
    PairNotAwaitingOrder,
    PairPeriodOver,
)
from service.aggregates.mentee import MenteeHasThisMentor
from service.aggregates.mentor import MentorAtCapacity
from service.aggregates.order import Order
from service.commands.approvals import refuse_participant
from service.commands.loaded import Loaded
from service.commands.orders import sign_order
from service.commands.pair_consents import (
    sign_additional_duties_consent,
    withdraw_additional_duties_consent,
)
from service.commands.pair_endings import end_pair, leave_pair
from service.commands.pair_orders import PairDeclinedSince
from service.commands.pair_people import ParticipantConsentMissing, ParticipantNotApproved
from service.commands.pairs import agree_group_member
from service.commands.rounds import express_interest
from service.commands.runtime import Runtime
from service.commands.work import Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.ids import person_of, random_part
from tests.commands.pairing import TODAY, School, internal


def refused(school: School, refusal: type[Refused], *pairs: str, **facts: Any) -> Refused:
    """Try to sign an order on pairs; nothing of it is stored."""
    order = school.draft(*pairs)
    before = school.runtime.log.head()
    with pytest.raises(refusal) as caught:
        school.act(sign_order, order=order, number=f"X{before}", **{"signed_on": TODAY} | facts)
    assert school.runtime.log.head() == before
    return caught.value


@pytest.mark.requirement("R-051", "R-052", "R-068", "R-070", "R-072", "R-074")
def test_an_order_forms_the_pair_with_its_load_and_approves_both_persons(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.ready(mentor, mentee)
    school.order(assignment)
    pair = school.pair(assignment)
    assert (pair.is_active, pair.approved_on, pair.regulation_version) == (True, TODAY, 1)
    assert school.mentor_of(mentor).places == {assignment: (mentee,)}
    assert school.mentee_of(mentee).mentors == {assignment: mentor}
    for entry, role in ((mentor, "mentor"), (mentee, "mentee")):
        approval = staged.log.get(Approval, f"001/approval/{random_part(entry)}")
        assert approval.decided == {role: True}


@pytest.mark.requirement("R-010", "R-070")
def test_mentor_and_mentees_acknowledge_the_order(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentees = school.mentor(), (school.mentee(), school.mentee())
    order = school.order(school.ready(mentor, *mentees))
    assert {*map(person_of, (mentor, *mentees))} <= {*staged.log.get(Order, order).named}


@pytest.mark.requirement("R-070", "R-071", "R-072", "R-073")
@pytest.mark.variation("V-26")
@pytest.mark.parametrize("code", ["000", "001", "002", "004"])
def test_everywhere_an_order_rests_on_the_written_consents_of_all(staged: Runtime, code: str) -> None:
    """000 asks for them in its roadmap, 001 and 004 in the regulation, 002 by name (V-26, V-27, V-28)."""
    school = School(staged, code)
    mentor, mentee = school.mentor(), school.mentee()
    school.want(mentor, mentee)
    assignment = school.agree(mentor, mentee)
    assert refused(school, ConsentsMissing, assignment).facts == {"count": 4}
    school.consent(assignment)
    school.order(assignment)
    assert school.pair(assignment).is_active


@pytest.mark.requirement("R-071")
def test_an_order_is_not_older_than_the_consents_and_a_withdrawn_one_is_none(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.ready(mentor, mentee)
    refused(school, ConsentAfterOrder, assignment, signed_on=date(2026, 11, 20))
    school.act(withdraw_additional_duties_consent, assignment=assignment, entry=mentee)
    refused(school, ConsentsMissing, assignment)
    school.act(sign_additional_duties_consent, assignment=assignment, entry=mentee, signed_on=TODAY)
    school.order(assignment)


@pytest.mark.requirement("R-070", "R-071")
def test_an_order_approves_all_its_pairs_or_none(staged: Runtime) -> None:
    school = School(staged)
    first = school.ready(school.mentor(), school.mentee())
    mentor, mentee = school.mentor(), school.mentee()
    school.want(mentor, mentee)
    second = school.agree(mentor, mentee)
    refused(school, ConsentsMissing, first, second)
    assert not school.pair(first).is_active
    school.consent(second)
    school.order(first, second)
    assert school.pair(first).is_active
    assert school.pair(second).is_active


@pytest.mark.requirement("R-077")
@pytest.mark.variation("V-31")
def test_a_mentor_of_several_pairs_of_one_order_is_counted_over_all_of_them(staged: Runtime) -> None:
    """002 caps a mentor at three mentees over all pairs and groups, 001 does not (V-31, A-04)."""
    for code in ("001", "002"):
        school = School(staged, code)
        mentor = school.mentor()
        pairs = [school.ready(mentor, school.mentee()) for _ in range(4)]
        if code == "001":
            school.order(*pairs)
            assert school.mentor_of(mentor).load == 4
        else:
            assert refused(school, MentorAtCapacity, *pairs).facts == {"count": 4, "limit": 3}
            assert school.mentor_of(mentor).load == 0
            school.order(*pairs[:3])
            assert school.mentor_of(mentor).load == 3


@pytest.mark.requirement("R-077")
def test_two_orders_for_the_last_place_of_a_mentor_give_it_to_one_mentee(staged: Runtime) -> None:
    school = School(staged, "002")
    mentor = school.mentor()
    pairs = [school.ready(mentor, school.mentee()) for _ in range(4)]
    school.order(*pairs[:2])
    orders = [school.draft(pair) for pair in pairs[2:]]
    outcomes: list[str] = []

    def sign(order: str, number: str) -> None:
        try:
            school.act(sign_order, order=order, number=number, signed_on=TODAY)
            outcomes.append("signed")
        except MentorAtCapacity:
            outcomes.append("full")

    threads = [
        threading.Thread(target=sign, args=(order, f"{n}")) for n, order in enumerate(orders, start=200)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["full", "signed"]
    assert school.mentor_of(mentor).load == 3


@pytest.mark.requirement("R-068")
def test_the_same_two_people_form_one_pair_at_a_time(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.order(school.ready(mentor, mentee))
    with pytest.raises(MenteeHasThisMentor):
        school.ready(mentor, mentee)


@pytest.mark.requirement("R-070")
def test_an_approved_pair_is_not_approved_again(staged: Runtime) -> None:
    school = School(staged)
    assignment = school.ready(school.mentor(), school.mentee())
    school.order(assignment)
    refused(school, PairNotAwaitingOrder, assignment)


@pytest.mark.requirement("R-046", "R-070")
def test_who_withdrew_the_consent_to_personal_data_is_approved_by_no_order(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.ready(mentor, mentee)
    school.withdraw_personal_data(mentee)
    refused(school, ParticipantConsentMissing, assignment)


@pytest.mark.requirement("R-061", "R-070")
def test_a_decline_after_the_agreement_keeps_the_order_from_being_signed(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.ready(mentor, mentee)
    school.act(express_interest, actor=school.himself(mentee), entry=mentee, other=mentor, rating=0)
    refused(school, PairDeclinedSince, assignment)


@pytest.mark.requirement("R-051")
def test_whom_the_head_does_not_approve_is_in_no_pair(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.ready(mentor, mentee)
    school.act(refuse_participant, entry=mentor, reason="иная нагрузка")
    refused(school, ParticipantNotApproved, assignment)


@pytest.mark.requirement("R-076")
def test_a_pair_whose_period_is_over_is_not_approved(staged: Runtime) -> None:
    school = School(staged)
    assignment = school.ready(
        school.mentor(), school.mentee(), since=date(2026, 8, 1), until=date(2026, 11, 20)
    )
    refused(school, PairPeriodOver, assignment)


@pytest.mark.requirement("R-070", "R-082")
def test_a_group_is_approved_whole_and_one_more_joins_by_another_order(staged: Runtime) -> None:
    school = School(staged, "002")
    mentor, mentees = school.mentor(), [school.mentee() for _ in range(4)]
    group = school.ready(mentor, *mentees[:2])
    school.order(group)
    assert school.mentor_of(mentor).places == {group: tuple(mentees[:2])}
    joining, fourth = mentees[2:]
    for mentee in (joining, fourth):
        school.want(mentor, mentee)
    school.act(agree_group_member, assignment=group, mentee=joining)
    refused(school, ConsentsMissing, group)
    school.consent(group)
    school.order(group, number="101")
    pair = school.pair(group)
    assert (pair.mentees, pair.joining) == (tuple(mentees[:3]), {})
    assert school.mentor_of(mentor).load == 3
    assert school.mentee_of(joining).mentors == {group: mentor}
    with pytest.raises(MentorAtCapacity):
        school.act(agree_group_member, assignment=group, mentee=fourth)


@pytest.mark.requirement("R-082")
def test_a_mentee_who_leaves_a_group_of_two_makes_it_a_pair_and_frees_a_place(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentees = school.mentor(), (school.mentee(), school.mentee())
    group = school.ready(mentor, *mentees)
    school.order(group)

    def leave(work: Work) -> Decision:
        loaded = Loaded(work)
        leave_pair(loaded, assignment=group, mentee=mentees[0], on=work.on)
        return Decision(loaded.everything())

    school.act(internal(leave))
    pair = school.pair(group)
    assert (pair.mentees, pair.group, pair.types) == (mentees[1:], False, ("traditional",))
    assert school.mentor_of(mentor).load == 1
    assert school.mentee_of(mentees[0]).mentors == {}


@pytest.mark.requirement("R-077", "R-127")
def test_all_pairs_of_a_mentor_end_in_one_decision(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentees = school.mentor(), [school.mentee() for _ in range(3)]
    pairs = [school.ready(mentor, *mentees[:2]), school.ready(mentor, mentees[2])]
    school.order(*pairs)

    def end(work: Work) -> Decision:
        loaded = Loaded(work)
        for pair in pairs:
            end_pair(loaded, assignment=pair, on=work.on, ground="left")
        return Decision(loaded.everything())

    school.act(internal(end))
    assert [school.pair(pair).ended_on for pair in pairs] == [TODAY, TODAY]
    assert school.mentor_of(mentor).places == {}
    assert [school.mentee_of(mentee).mentors for mentee in mentees] == [{}, {}, {}]
    with pytest.raises(MentoringNotActive):
        school.act(internal(end))


@pytest.mark.requirement("R-084")
def test_each_direction_of_a_reverse_pair_counts_in_the_load_of_its_own_mentor(staged: Runtime) -> None:
    school = School(staged)
    young, old = school.mentor(born=2000), school.mentor(born=1970)
    old_as_mentee, young_as_mentee = school.also_mentee(old), school.also_mentee(young)
    reverse: dict[str, Any] = {"types": ("reverse",), "topics": ("new_technologies",)}
    there = school.ready(young, old_as_mentee, direction="technology", **reverse)
    back = school.ready(old, young_as_mentee, direction="methodology", reverse_of=there, **reverse)
    school.order(there, back)
    assert school.mentor_of(young).places == {there: (old_as_mentee,)}
    assert school.mentor_of(old).places == {back: (young_as_mentee,)}
