"""Petitions about a mentor by commands: who makes, hears, sees and decides them, and what follows."""

import threading
from datetime import date

import pytest

from service.access import Role
from service.aggregates.assignment import MentoringNotActive, NotOfThisPair, ReplacementAlreadyInitiated
from service.aggregates.person import Person
from service.aggregates.petition import (
    EndingReasonMissing,
    PetitionDecided,
    PetitionerNotHeard,
    PetitionNotReferred,
    PetitionNotRefusable,
    SupportedPetitionNotRefusable,
)
from service.commands.lists_petitions import petitions
from service.commands.pair_consents import withdraw_additional_duties_consent
from service.commands.petition_decisions import (
    OtherMentorSince,
    PetitionGrantsNoEnding,
    grant_petition,
    refuse_petition,
)
from service.commands.petitions import (
    OwnPetitionReviewed,
    PetitionWaiting,
    hear_party,
    refer_petition,
    request_relief,
    request_replacement,
    withdraw_relief_request,
    withdraw_replacement_request,
)
from service.commands.replacement import agree_replacement, initiate_replacement
from service.commands.runtime import Runtime
from service.commands.work import NotOwnAct
from service.errors import NotAllowed, NotFound
from service.ids import person_of
from tests.commands.pairing import TODAY
from tests.commands.replacing import Replacing


@pytest.mark.requirement("R-100", "R-123")
def test_a_mentor_is_relieved_by_a_replacement_and_the_programme_waits(staged: Runtime) -> None:
    school = Replacing(staged)
    assignment = school.with_programme(school.mentor(), school.mentee())
    petition = school.heard(school.ask_for_relief(assignment))
    school.act(grant_petition, actor=school.office("head"), petition=petition, outcome="replacement")
    assert school.assignment(assignment).replacing
    assert school.programme(assignment).status == "suspended"
    assert school.petition(petition).decided


@pytest.mark.requirement("R-112", "R-121")
def test_a_mentee_gets_a_search_for_another_mentor(staged: Runtime) -> None:
    school = Replacing(staged, "002")
    mentee = school.mentee()
    assignment = school.in_force(school.mentor(), mentee)
    petition = school.heard(school.ask_for_another(assignment, mentee, reason="non_performance"))
    school.act(grant_petition, actor=school.office("head"), petition=petition, outcome="replacement")
    assert school.assignment(assignment).replacing


@pytest.mark.requirement("R-100", "R-112")
def test_each_asks_for_himself_or_on_paper_and_only_about_his_own_pair(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor, mentee, other = school.mentor(), school.mentee(), school.mentee()
    assignment = school.in_force(mentor, mentee)
    facts = {"assignment": assignment, "reason": "request", "requested_on": TODAY}
    with pytest.raises(NotOwnAct):
        school.act(request_relief, actor=school.somebody(Role.MENTOR), **facts)
    with pytest.raises(NotOwnAct):
        school.act(request_replacement, actor=school.himself(other), mentee=mentee, **facts)
    with pytest.raises(NotOfThisPair):
        school.act(request_replacement, actor=school.himself(other), mentee=other, **facts)
    on_paper = school.act(request_relief, actor=school.office("curator"), **facts)["petition"]
    (row,) = school.list(petitions, school.office("curator"))
    assert (row["id"], row["kind"], row["source"]) == (on_paper, "relief", "paper")


@pytest.mark.requirement("R-100")
def test_one_petition_of_a_person_about_a_pair_waits_at_a_time(staged: Runtime) -> None:
    school = Replacing(staged)
    mentee = school.mentee()
    assignment = school.in_force(school.mentor(), mentee)
    first = school.ask_for_relief(assignment)
    with pytest.raises(PetitionWaiting):
        school.ask_for_relief(assignment)
    of_mentee = school.ask_for_another(assignment, mentee)
    school.act(withdraw_relief_request, petition=first)
    second = school.ask_for_relief(assignment)
    assert len({first, second, of_mentee}) == 3


def test_two_petitions_of_one_person_at_once_are_one(staged: Runtime) -> None:
    school = Replacing(staged)
    assignment = school.in_force(school.mentor(), school.mentee())
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def ask() -> None:
        barrier.wait()
        try:
            school.ask_for_relief(assignment)
            outcomes.append("asked")
        except PetitionWaiting:
            outcomes.append("waits")

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["asked", "waits"]


def test_a_petition_is_about_a_pair_in_force_whose_mentor_stays_so_far(staged: Runtime) -> None:
    school = Replacing(staged)
    waiting = school.ready(school.mentor(), school.mentee())
    with pytest.raises(MentoringNotActive):
        school.ask_for_relief(waiting)
    assignment = school.in_force(school.mentor(), school.mentee())
    school.act(initiate_replacement, assignment=assignment, reason="transfer")
    with pytest.raises(ReplacementAlreadyInitiated):
        school.ask_for_relief(assignment)


def test_a_petition_is_taken_back_by_whoever_made_it(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.in_force(mentor, mentee)
    relief, replacement = school.ask_for_relief(assignment), school.ask_for_another(assignment, mentee)
    with pytest.raises(NotFound):
        school.act(withdraw_relief_request, petition=replacement)
    with pytest.raises(NotFound):
        school.act(withdraw_replacement_request, petition=relief)
    with pytest.raises(NotOwnAct):
        school.act(withdraw_replacement_request, actor=school.somebody(Role.MENTEE), petition=replacement)
    school.act(withdraw_relief_request, actor=school.himself(mentor), petition=relief)
    school.act(withdraw_replacement_request, actor=school.himself(mentee), petition=replacement)
    with pytest.raises(PetitionDecided):
        school.act(grant_petition, petition=relief, outcome="replacement")


@pytest.mark.requirement("R-112")
def test_the_head_decides_and_nobody_else_and_not_before_hearing(staged: Runtime) -> None:
    school = Replacing(staged)
    mentee = school.mentee()
    petition = school.ask_for_another(school.in_force(school.mentor(), mentee), mentee)
    for actor in (school.office("curator"), school.himself(mentee)):
        with pytest.raises(NotAllowed):
            school.act(refuse_petition, actor=actor, petition=petition, reason="нет")
    head = school.office("head")
    with pytest.raises(PetitionerNotHeard):
        school.act(refuse_petition, actor=head, petition=petition, reason="нет")
    school.act(hear_party, actor=school.office("curator"), petition=petition, party=mentee, statement="прошу")
    school.act(refuse_petition, actor=head, petition=petition, reason="до конца программы неделя")
    (row,) = school.list(petitions, school.himself(mentee))
    assert (row["status"], row["refusal_reason"], row["decided_on"]) == (
        "refused",
        "до конца программы неделя",
        TODAY,
    )
    assert (row["status_words"], row["outcome_words"], row["heard"]) == ("отклонено", None, [mentee])


@pytest.mark.requirement("R-121")
def test_an_ended_contract_or_a_withdrawn_consent_leaves_no_choice(staged: Runtime) -> None:
    school = Replacing(staged, "002")
    leaving = school.in_force(school.mentor(), school.mentee())
    unwilling = school.in_force(school.mentor(), school.mentee())
    by_leaving = school.ask_for_relief(leaving, reason="contract_ended")
    by_unwilling = school.heard(school.ask_for_relief(unwilling))
    mentor = school.assignment(unwilling).mentor
    school.act(withdraw_additional_duties_consent, assignment=unwilling, entry=mentor)
    for petition in (by_leaving, by_unwilling):
        with pytest.raises(PetitionNotRefusable):
            school.act(refuse_petition, petition=petition, reason="некем заменить")
        school.act(grant_petition, petition=petition, outcome="replacement")


@pytest.mark.requirement("R-121")
def test_a_withdrawn_consent_to_personal_data_leaves_no_choice_either(staged: Runtime) -> None:
    school = Replacing(staged)
    mentee = school.mentee()
    petition = school.heard(school.ask_for_another(school.in_force(school.mentor(), mentee), mentee))
    school.withdraw_personal_data(mentee)
    with pytest.raises(PetitionNotRefusable):
        school.act(refuse_petition, petition=petition, reason="нет")
    assert not staged.log.get(Person, person_of(mentee)).has_consent(on=TODAY)


@pytest.mark.requirement("R-100", "R-126")
def test_relief_without_a_successor_ends_mentoring_by_an_order(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.with_programme(mentor, mentee)
    petition = school.heard(school.ask_for_relief(assignment))
    with pytest.raises(PetitionGrantsNoEnding):
        school.sign("mentor_relief", petition)
    school.act(grant_petition, petition=petition, outcome="termination")
    assert school.assignment(assignment).is_active
    school.sign("mentor_relief", petition)
    assert school.assignment(assignment).ended_on == TODAY
    assert school.programme(assignment).status == "terminated"
    assert (school.mentor_of(mentor).load, school.mentee_of(mentee).mentors) == (0, {})
    with pytest.raises(MentoringNotActive):
        school.sign("mentor_relief", petition)


@pytest.mark.requirement("R-126")
def test_without_a_programme_or_where_no_order_is_asked_for_mentoring_ends_at_once(staged: Runtime) -> None:
    school = Replacing(staged)
    early = school.in_force(school.mentor(), school.mentee())
    school.act(grant_petition, petition=school.heard(school.ask_for_relief(early)), outcome="termination")
    assert school.assignment(early).ended_on == TODAY
    school.amend(policy__termination_by_order=False)
    late = school.with_programme(school.mentor(), school.mentee())
    school.act(grant_petition, petition=school.heard(school.ask_for_relief(late)), outcome="termination")
    assert school.programme(late).status == "terminated"


@pytest.mark.requirement("R-126")
def test_mentoring_does_not_end_early_without_a_reason_in_words(staged: Runtime) -> None:
    school = Replacing(staged)
    assignment = school.in_force(school.mentor(), school.mentee())
    petition = school.heard(school.ask_for_relief(assignment, text="  "))
    with pytest.raises(EndingReasonMissing):
        school.act(grant_petition, petition=petition, outcome="termination")
    school.act(grant_petition, petition=petition, outcome="replacement")


@pytest.mark.requirement("R-082", "R-126")
def test_a_member_of_a_group_leaves_and_the_others_go_on(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor, first, second, third = school.mentor(), *(school.mentee() for _ in range(3))
    assignment = school.with_programme(mentor, first, second, third)
    petition = school.heard(school.ask_for_another(assignment, second))
    school.act(grant_petition, petition=petition, outcome="termination")
    assert set(school.assignment(assignment).mentees) == {first, third}
    assert set(school.programme(assignment).mentees) == {first, third}
    assert school.mentee_of(second).mentors == {}
    assert school.mentor_of(mentor).load == 2


def test_two_petitions_of_one_mentor_are_carried_out_by_one_order(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor = school.mentor()
    pairs = [school.with_programme(mentor, school.mentee()) for _ in range(2)]
    asked = [school.heard(school.ask_for_relief(each)) for each in pairs]
    for petition in asked:
        school.act(grant_petition, petition=petition, outcome="termination")
    school.sign("mentor_relief", *asked)
    assert [school.assignment(each).ended_on for each in pairs] == [TODAY, TODAY]
    assert school.mentor_of(mentor).places == {}


@pytest.mark.requirement("R-112")
def test_a_petition_lapses_when_the_mentor_is_another_one(staged: Runtime) -> None:
    school = Replacing(staged)
    mentee = school.mentee()
    assignment = school.in_force(school.mentor(), mentee)
    petition = school.heard(school.ask_for_another(assignment, mentee))
    school.act(initiate_replacement, assignment=assignment, reason="transfer")
    newcomer = school.mentor()
    school.want(newcomer, mentee)
    school.act(agree_replacement, assignment=assignment, mentor=newcomer)
    school.consent(assignment)
    school.sign("mentor_replacement", assignment)
    for outcome in ("replacement", "termination"):
        with pytest.raises(OtherMentorSince):
            school.act(grant_petition, petition=petition, outcome=outcome)
    school.act(refuse_petition, petition=petition, reason="наставник уже другой")


@pytest.mark.requirement("R-112")
def test_the_mentor_learns_of_a_mentees_petition_with_the_decision_and_without_its_words(
    staged: Runtime,
) -> None:
    school = Replacing(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.in_force(mentor, mentee)
    petition = school.heard(school.ask_for_another(assignment, mentee))
    readers = {
        "head": school.office("head"),
        "curator": school.office("curator"),
        "mentee": school.himself(mentee),
        "mentor": school.himself(mentor),
        "other mentee": school.himself(school.mentee()),
        "association": school.somebody(Role.ASSOCIATION),
    }
    seen = {who: [row["text"] for row in school.list(petitions, actor)] for who, actor in readers.items()}
    words = ["не совпадает расписание"]
    assert seen == {
        "head": words,
        "curator": words,
        "mentee": words,
        "mentor": [],
        "other mentee": [],
        "association": [],
    }
    school.act(grant_petition, petition=petition, outcome="replacement")
    (row,) = school.list(petitions, school.himself(mentor))
    assert (row["id"], row["status"], row["text"]) == (petition, "granted", None)
    assert (row["outcome_words"], row["reason_words"]) == (
        "замена наставника",
        "просьба наставника или наставляемого",
    )


def test_a_curator_who_mentors_sees_no_petition_about_himself_before_its_decision(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.ask_for_another(school.in_force(mentor, mentee), mentee)
    assert school.list(petitions, school.somebody(Role.CURATOR, mentor)) == []
    assert len(school.list(petitions, school.somebody(Role.CURATOR))) == 1


def head_leads(school: Replacing, mentee: str) -> str:
    """A pair whose mentor is the head."""
    mentor = school.head_as("mentor")
    school.want(mentor, mentee)
    assignment = school.agree(mentor, mentee, forms=("HEAD_TEACHER",))
    school.consent(assignment)
    school.sign("pair_assignment", assignment)
    return assignment


@pytest.mark.requirement("R-112")
def test_a_petition_about_the_head_goes_to_others_first(staged: Runtime) -> None:
    school = Replacing(staged)
    mentee = school.mentee()
    assignment = head_leads(school, mentee)
    head = school.office("head")
    petition = school.ask_for_another(assignment, mentee)
    assert school.list(petitions, head) == []
    with pytest.raises(PetitionNotReferred):
        school.act(hear_party, actor=head, petition=petition, party=mentee)
    school.act(hear_party, actor=school.office("curator"), petition=petition, party=mentee)
    with pytest.raises(PetitionNotReferred):
        school.act(refuse_petition, actor=head, petition=petition, reason="нет")
    with pytest.raises(OwnPetitionReviewed):
        school.act(
            refer_petition,
            actor=school.somebody(Role.ASSOCIATION, head.id),
            petition=petition,
            supported=False,
        )
    member = school.somebody(Role.ASSOCIATION)
    assert [row["id"] for row in school.list(petitions, member)] == [petition]
    school.act(refer_petition, actor=member, petition=petition, supported=True, opinion="просьба обоснованна")
    (row,) = school.list(petitions, head)
    assert (row["reviewer"], row["supported"], row["text"]) == ("association", True, None)
    assert row["addressed_to"] == ["curator"]
    with pytest.raises(SupportedPetitionNotRefusable):
        school.act(refuse_petition, actor=head, petition=petition, reason="нет")
    school.act(grant_petition, actor=head, petition=petition, outcome="replacement")
    assert school.assignment(assignment).replacing


def test_the_curator_passes_on_the_heads_own_petition(staged: Runtime) -> None:
    school = Replacing(staged)
    assignment = head_leads(school, school.mentee())
    petition = school.heard(school.ask_for_relief(assignment))
    school.act(refer_petition, actor=school.office("curator"), petition=petition, supported=False)
    (row,) = school.list(petitions, school.office("curator"))
    assert (row["reviewer"], row["supported"], row["opinion"]) == ("curator", False, None)
    school.act(refuse_petition, actor=school.office("head"), petition=petition, reason="остаюсь")


def test_the_persons_named_by_an_order_of_relief_are_those_of_the_pair(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.with_programme(mentor, mentee)
    petition = school.heard(school.ask_for_relief(assignment))
    school.act(grant_petition, petition=petition, outcome="termination")
    order = school.sign("mentor_relief", petition)
    curator = school.office("curator").id
    assert school.named_in(order) == {curator, person_of(mentor), person_of(mentee)}


def test_a_petition_of_a_paper_keeps_its_date(staged: Runtime) -> None:
    school = Replacing(staged)
    assignment = school.in_force(school.mentor(), school.mentee())
    school.ask_for_relief(assignment, requested_on=date(2026, 11, 20))
    (row,) = school.list(petitions, school.office("curator"))
    assert (row["requested_on"], row["assignment"]) == (date(2026, 11, 20), assignment)
