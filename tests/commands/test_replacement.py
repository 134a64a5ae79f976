"""The mentor of a pair is replaced: search, agreement, order, or nobody found (002 §3.8)."""

from datetime import date

import pytest

from service.access import Role
from service.aggregates.assignment import (
    ConsentsMissing,
    MentoringNotActive,
    ReplacementAlreadyInitiated,
    ReplacementBySame,
    ReplacementNotAgreed,
    ReplacementNotInitiated,
)
from service.aggregates.match_round import MutualInterestMissing, PairAlreadyAgreed
from service.aggregates.mentor import MentorAtCapacity
from service.aggregates.petition import ReplacementReasonNeedsText, ReplacementReasonUnlisted
from service.commands.lists_petitions import unmatched_mentees
from service.commands.pair_consents import withdraw_additional_duties_consent
from service.commands.pair_orders import PairDeclinedSince
from service.commands.pair_people import AgreementMissing, MentorNotAdmitted, ParticipantConsentMissing
from service.commands.programmes import draft_programme
from service.commands.replacement import (
    EndingOrderDue,
    FormerMentorGone,
    NothingToReplace,
    StaffChangeNotRecorded,
    abandon_replacement,
    agree_replacement,
    initiate_replacement,
    keep_mentor,
    replace_after_staff_change,
)
from service.commands.rounds import express_interest
from service.commands.runtime import Runtime
from service.commands.texts import sentence
from service.errors import NotAllowed, Refused
from service.ids import person_of
from tests.commands.pairing import TODAY
from tests.commands.replacing import Replacing

NEXT_ON = date(2026, 12, 7)


def searching(school: Replacing, mentor: str, *mentees: str) -> str:
    """A pair or group with a programme whose mentor is being replaced."""
    assignment = school.with_programme(mentor, *mentees)
    school.act(initiate_replacement, assignment=assignment, reason="transfer")
    return assignment


def agreed(school: Replacing, newcomer: str, *mentees: str) -> str:
    """A pair or group with a new mentor who waits for consents and the order."""
    assignment = searching(school, school.mentor(), *mentees)
    school.want(newcomer, *mentees)
    school.act(agree_replacement, assignment=assignment, mentor=newcomer)
    return assignment


@pytest.mark.requirement("R-121", "R-123")
@pytest.mark.parametrize("code", ["000", "001", "002", "004"])
def test_the_search_begins_and_the_programme_waits(staged: Runtime, code: str) -> None:
    school = Replacing(staged, code)
    assignment = school.with_programme(school.mentor(), school.mentee())
    for actor in (school.office("curator"), school.office("head")):
        with pytest.raises(ReplacementReasonNeedsText):
            school.act(initiate_replacement, actor=actor, assignment=assignment, reason="other", note=" ")
    school.act(
        initiate_replacement,
        actor=school.office("curator"),
        assignment=assignment,
        reason="other",
        note="долгая болезнь",
    )
    assert school.assignment(assignment).replacing
    assert school.programme(assignment).status == "suspended"


@pytest.mark.requirement("R-121")
@pytest.mark.variation("V-36")
def test_002_has_its_five_reasons_in_the_document_and_001_changes_the_default(staged: Runtime) -> None:
    """V-36: 002 names five reasons and an order; elsewhere they are a default that an amendment changes."""
    here, there = Replacing(staged, "001"), Replacing(staged, "002")
    here.amend(replacement__reasons=["request", "other"])
    refusals = {}
    for school in (here, there):
        assignment = school.in_force(school.mentor(), school.mentee())
        try:
            school.act(initiate_replacement, assignment=assignment, reason="transfer")
        except ReplacementReasonUnlisted as refusal:
            refusals[school.code] = sentence(refusal, institution=school.code)
    assert refusals == {"001": "Такой причины замены наставника в Положении нет."}
    told: Refused = ReplacementReasonUnlisted()
    assert "п. 3.8" in sentence(told, institution="002")


@pytest.mark.requirement("R-121")
def test_a_pair_keeps_the_reasons_of_the_version_under_which_it_was_approved(staged: Runtime) -> None:
    school = Replacing(staged)
    assignment = school.in_force(school.mentor(), school.mentee())
    school.amend(replacement__reasons=["request"])
    school.act(initiate_replacement, assignment=assignment, reason="transfer")


def test_only_curator_and_head_replace_and_only_a_mentor_in_office(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.ready(mentor, mentee)
    with pytest.raises(MentoringNotActive):
        school.act(initiate_replacement, assignment=assignment, reason="request")
    for actor in (school.himself(mentor), school.himself(mentee), school.somebody(Role.ASSOCIATION)):
        with pytest.raises(NotAllowed):
            school.act(initiate_replacement, actor=actor, assignment=assignment, reason="request")


@pytest.mark.requirement("R-121", "R-123")
def test_who_leaves_is_replaced_in_all_his_pairs(staged: Runtime) -> None:
    school = Replacing(staged, "002")
    mentor = school.mentor()
    pairs = [school.with_programme(mentor, school.mentee()), school.in_force(mentor, school.mentee())]
    school.act(initiate_replacement, assignment=pairs[1], reason="request")
    with pytest.raises(StaffChangeNotRecorded):
        school.act(replace_after_staff_change, person=person_of(mentor), change="contract_ended")
    school.leaves(mentor)
    school.act(replace_after_staff_change, person=person_of(mentor), change="contract_ended")
    assert [school.assignment(each).replacing for each in pairs] == [True, True]
    assert school.programme(pairs[0]).status == "suspended"
    with pytest.raises(NothingToReplace):
        school.act(replace_after_staff_change, person=person_of(mentor), change="contract_ended")


@pytest.mark.requirement("R-121")
def test_a_mentee_who_is_transferred_gets_another_mentor_and_one_who_leaves_does_not(staged: Runtime) -> None:
    school = Replacing(staged, "002")
    transferred, leaving = school.mentee(), school.mentee()
    first = school.in_force(school.mentor(), transferred)
    second = school.in_force(school.mentor(), leaving)
    school.is_transferred(transferred)
    school.leaves(leaving)
    school.act(replace_after_staff_change, person=person_of(transferred), change="transfer")
    with pytest.raises(NothingToReplace):
        school.act(replace_after_staff_change, person=person_of(leaving), change="contract_ended")
    assert (school.assignment(first).replacing, school.assignment(second).replacing) == (True, False)


@pytest.mark.requirement("R-122", "R-123")
def test_the_order_puts_the_new_mentor_in_place_and_the_programme_goes_on(staged: Runtime) -> None:
    school = Replacing(staged, "002")
    former, newcomer, mentee = school.mentor(), school.mentor(), school.mentee()
    assignment = searching(school, former, mentee)
    school.want(newcomer, mentee)
    school.act(agree_replacement, actor=school.office("curator"), assignment=assignment, mentor=newcomer)
    school.consent(assignment)
    order = school.sign("mentor_replacement", assignment)
    assert school.assignment(assignment).mentor == newcomer
    assert school.mentor_of(former).places == {}
    assert school.mentor_of(newcomer).places == {assignment: (mentee,)}
    assert school.mentee_of(mentee).mentors == {assignment: newcomer}
    programme = school.programme(assignment)
    assert (programme.mentor, programme.status, programme.mentees) == (newcomer, "draft", (mentee,))
    assert school.named_in(order) == {person_of(newcomer), person_of(mentee)}


@pytest.mark.requirement("R-090", "R-121", "R-122")
def test_who_is_being_replaced_begins_no_programme_and_his_successor_does(staged: Runtime) -> None:
    school = Replacing(staged)
    former, newcomer, mentee = school.mentor(), school.mentor(), school.mentee()
    assignment = school.in_force(former, mentee)
    school.act(initiate_replacement, assignment=assignment, reason="request")
    with pytest.raises(ReplacementAlreadyInitiated):
        school.act(draft_programme, actor=school.himself(former), assignment=assignment)
    school.want(newcomer, mentee)
    school.act(agree_replacement, assignment=assignment, mentor=newcomer)
    school.consent(assignment)
    school.sign("mentor_replacement", assignment)
    school.act(draft_programme, actor=school.himself(newcomer), assignment=assignment)
    assert school.programme(assignment).mentor == newcomer


@pytest.mark.requirement("R-122")
def test_a_group_gets_its_new_mentor_with_every_members_consent(staged: Runtime) -> None:
    school = Replacing(staged)
    newcomer, mentees = school.mentor(), (school.mentee(), school.mentee())
    assignment = agreed(school, newcomer, *mentees)
    with pytest.raises(ConsentsMissing) as refusal:
        school.sign("mentor_replacement", assignment)
    assert refusal.value.facts == {"count": 4}
    school.consent(assignment)
    school.sign("mentor_replacement", assignment)
    assert set(school.mentor_of(newcomer).places[assignment]) == set(mentees)


@pytest.mark.requirement("R-122")
def test_one_order_replaces_all_or_none(staged: Runtime) -> None:
    school = Replacing(staged)
    newcomer, first, second = school.mentor(), school.mentee(), school.mentee()
    pairs = [agreed(school, newcomer, first), agreed(school, newcomer, second)]
    school.consent(pairs[0])
    before = staged.log.head()
    with pytest.raises(ConsentsMissing):
        school.sign("mentor_replacement", *pairs)
    assert [school.assignment(each).mentor == newcomer for each in pairs] == [False, False]
    assert staged.log.head() == before + 1, "the draft is there, nothing else"
    school.consent(pairs[1])
    school.sign("mentor_replacement", *pairs)
    assert school.mentor_of(newcomer).load == 2


@pytest.mark.requirement("R-122")
def test_nobody_is_agreed_on_without_mutual_interest_search_and_another_person(staged: Runtime) -> None:
    school = Replacing(staged)
    former, newcomer, mentee = school.mentor(), school.mentor(), school.mentee()
    assignment = school.in_force(former, mentee)
    with pytest.raises(ReplacementNotInitiated):
        school.act(agree_replacement, assignment=assignment, mentor=newcomer)
    school.act(initiate_replacement, assignment=assignment, reason="request")
    with pytest.raises(MutualInterestMissing):
        school.act(agree_replacement, assignment=assignment, mentor=newcomer)
    with pytest.raises(ReplacementNotAgreed):
        school.sign("mentor_replacement", assignment)
    with pytest.raises(ReplacementBySame):
        school.act(agree_replacement, assignment=assignment, mentor=former)


@pytest.mark.requirement("R-049", "R-122")
def test_002_lets_no_mentor_who_is_not_admitted_take_over(staged: Runtime) -> None:
    school = Replacing(staged, "002")
    newcomer, mentee = school.mentor(admitted=False), school.mentee()
    assignment = searching(school, school.mentor(), mentee)
    school.want(newcomer, mentee)
    with pytest.raises(MentorNotAdmitted):
        school.act(agree_replacement, assignment=assignment, mentor=newcomer)


@pytest.mark.requirement("R-077", "R-122")
def test_in_002_a_mentor_with_three_mentees_takes_over_nobody_and_in_001_he_does(staged: Runtime) -> None:
    outcomes = {}
    for code in ("001", "002"):
        school = Replacing(staged, code)
        newcomer, mentee = school.mentor(), school.mentee()
        school.in_force(newcomer, *(school.mentee() for _ in range(3)))
        assignment = searching(school, school.mentor(), mentee)
        school.want(newcomer, mentee)
        try:
            school.act(agree_replacement, assignment=assignment, mentor=newcomer)
            outcomes[code] = "agreed"
        except MentorAtCapacity as refusal:
            outcomes[code] = str(refusal.facts)
    assert outcomes == {"001": "agreed", "002": "{'count': 4, 'limit': 3}"}


@pytest.mark.requirement("R-077", "R-122")
def test_the_load_is_asked_for_again_when_the_order_is_signed(staged: Runtime) -> None:
    school = Replacing(staged, "002")
    newcomer = school.mentor()
    assignment = agreed(school, newcomer, school.mentee())
    school.consent(assignment)
    school.in_force(newcomer, *(school.mentee() for _ in range(3)))
    with pytest.raises(MentorAtCapacity):
        school.sign("mentor_replacement", assignment)


@pytest.mark.requirement("R-061", "R-122")
def test_who_declines_after_the_agreement_stops_the_order(staged: Runtime) -> None:
    school = Replacing(staged)
    newcomer, mentee = school.mentor(), school.mentee()
    assignment = agreed(school, newcomer, mentee)
    school.consent(assignment)
    school.act(express_interest, actor=school.himself(mentee), entry=mentee, other=newcomer, rating=0)
    with pytest.raises(PairDeclinedSince):
        school.sign("mentor_replacement", assignment)


@pytest.mark.requirement("R-046", "R-122")
def test_a_withdrawn_consent_to_personal_data_stops_the_order(staged: Runtime) -> None:
    school = Replacing(staged)
    newcomer = school.mentor()
    assignment = agreed(school, newcomer, school.mentee())
    school.consent(assignment)
    school.withdraw_personal_data(newcomer)
    with pytest.raises(ParticipantConsentMissing):
        school.sign("mentor_replacement", assignment)


def test_a_mentor_from_outside_takes_over_under_an_agreement_with_his_employer(staged: Runtime) -> None:
    school = Replacing(staged)
    newcomer, mentee = school.mentor(), school.mentee()
    school.make_outsider(newcomer)
    assignment = searching(school, school.mentor(), mentee)
    partner = school.partner()
    school.conclude(partner)
    school.want(newcomer, mentee)
    with pytest.raises(AgreementMissing):
        school.act(agree_replacement, assignment=assignment, mentor=newcomer)
    school.act(agree_replacement, assignment=assignment, mentor=newcomer, agreement=partner)
    school.consent(assignment)
    school.sign("mentor_replacement", assignment)
    pair = school.assignment(assignment)
    assert (pair.mentor, pair.agreement, pair.countersigned_by) == (newcomer, partner, None)


def test_the_same_new_mentor_twice_is_once_and_another_may_take_his_place(staged: Runtime) -> None:
    school = Replacing(staged)
    newcomer, other, mentee = school.mentor(), school.mentor(), school.mentee()
    assignment = agreed(school, newcomer, mentee)
    before = staged.log.head()
    school.act(agree_replacement, assignment=assignment, mentor=newcomer)
    assert staged.log.head() == before
    school.want(other, mentee)
    school.act(agree_replacement, assignment=assignment, mentor=other)
    school.act(agree_replacement, assignment=assignment, mentor=newcomer)
    assert school.assignment(assignment).candidate == newcomer


def test_what_is_agreed_for_another_pair_is_not_agreed_for_a_replacement(staged: Runtime) -> None:
    school = Replacing(staged)
    newcomer, mentee = school.mentor(), school.mentee()
    assignment = searching(school, school.mentor(), mentee)
    school.want(newcomer, mentee)
    school.agree(newcomer, mentee)
    with pytest.raises(PairAlreadyAgreed):
        school.act(agree_replacement, assignment=assignment, mentor=newcomer)


@pytest.mark.requirement("R-121", "R-123")
def test_the_mentor_may_stay_after_all(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor = school.mentor()
    assignment = searching(school, mentor, school.mentee())
    school.act(keep_mentor, assignment=assignment)
    assert not school.assignment(assignment).replacing
    assert (school.programme(assignment).mentor, school.programme(assignment).status) == (mentor, "draft")
    with pytest.raises(ReplacementNotInitiated):
        school.act(keep_mentor, assignment=assignment)


@pytest.mark.requirement("R-121")
def test_who_took_his_consent_back_does_not_stay(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor = school.mentor()
    assignment = searching(school, mentor, school.mentee())
    school.act(withdraw_additional_duties_consent, assignment=assignment, entry=mentor)
    with pytest.raises(FormerMentorGone):
        school.act(keep_mentor, assignment=assignment)


@pytest.mark.requirement("R-067", "R-121")
def test_nobody_found_ends_the_pair_and_the_mentee_is_without_one(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.in_force(mentor, mentee)
    with pytest.raises(ReplacementNotInitiated):
        school.act(abandon_replacement, assignment=assignment, next_on=NEXT_ON)
    school.act(initiate_replacement, assignment=assignment, reason="request")
    school.act(abandon_replacement, assignment=assignment, next_on=NEXT_ON)
    assert school.assignment(assignment).ended_on == TODAY
    assert (school.mentor_of(mentor).load, school.mentee_of(mentee).mentors) == (0, {})
    (row,) = school.list(unmatched_mentees, school.office("curator"))
    assert (row["mentee"], row["since"], row["next_on"], row["missing"]) == (mentee, TODAY, NEXT_ON, [])


@pytest.mark.requirement("R-067", "R-126")
def test_where_a_programme_ends_by_order_so_does_a_search_in_vain(staged: Runtime) -> None:
    school = Replacing(staged)
    mentee = school.mentee()
    assignment = searching(school, school.mentor(), mentee)
    with pytest.raises(EndingOrderDue):
        school.act(abandon_replacement, assignment=assignment, next_on=NEXT_ON)
    order = school.sign("mentor_relief", assignment)
    assert school.programme(assignment).status == "terminated"
    (row,) = school.list(unmatched_mentees, school.office("curator"))
    assert (row["mentee"], row["missing"]) == (mentee, ["next_step"])
    assert person_of(mentee) in school.named_in(order)
    with pytest.raises(ReplacementNotInitiated):
        school.sign("mentor_relief", assignment)


def test_who_has_another_mentor_is_not_without_a_pair(staged: Runtime) -> None:
    school = Replacing(staged)
    mentee = school.mentee()
    assignment = school.in_force(school.mentor(), mentee)
    school.in_force(school.mentor(), mentee, topics=("upbringing",))
    school.act(initiate_replacement, assignment=assignment, reason="request")
    school.act(abandon_replacement, assignment=assignment, next_on=NEXT_ON)
    assert school.list(unmatched_mentees, school.office("curator")) == []
