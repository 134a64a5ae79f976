"""The three ways to the end of a programme, over the real log."""

from datetime import date

import pytest

from service.aggregates.programme import ActivitiesOutstanding, ProgrammeNotOpen
from service.aggregates.programme_termination import (
    MenteeMayOnlyLeave,
    PartiesNotHeard,
    TerminationNotDecided,
    TerminationNotRequested,
)
from service.commands.programme_ends import (
    GroundNotProvided,
    GroupGoesOn,
    complete_programme,
    confirm_termination,
    insist_on_termination,
    leave_programme,
    request_termination,
    terminate_as_curator,
)
from service.commands.runtime import Runtime
from service.commands.work import NotOwnAct
from service.errors import NotAllowed
from tests.commands.programming import LATER, Programming, at


def ask(school: Programming, programme: str, by: str) -> None:
    school.act(
        request_termination,
        actor=school.himself(by),
        programme=programme,
        reason="переезд в другой город",
        on=LATER,
    )


@pytest.mark.requirement("R-125")
def test_a_plan_done_in_full_ends_programme_and_mentoring(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    with pytest.raises(ActivitiesOutstanding):
        school.mentor_acts(complete_programme, programme, on=LATER)
    school.done(programme)
    with pytest.raises(NotOwnAct):
        school.act(complete_programme, actor=school.himself(mentee), programme=programme, on=LATER)
    school.act(complete_programme, actor=school.office("curator"), programme=programme, on=LATER)
    ended = school.programme(programme)
    assert (ended.status, ended.ended_on) == ("completed", LATER)
    assert school.pair(ended.assignment).ended_on == LATER
    assert (school.mentor_of(mentor).places, school.mentee_of(mentee).mentors) == ({}, {})
    (row,) = school.seen("programme_bank", school.office("curator"))
    assert (row["status"], row["ended_on"]) == ("completed", LATER)


@pytest.mark.requirement("R-126")
def test_a_partys_wish_ends_a_programme_by_the_heads_order(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    curator = school.office("curator")
    with pytest.raises(TerminationNotRequested):
        school.act(confirm_termination, actor=curator, programme=programme, on=LATER)
    ask(school, programme, mentee)
    with pytest.raises(TerminationNotDecided):
        school.sign("programme_termination", programme)
    school.act(confirm_termination, actor=curator, programme=programme, on=LATER)
    assert school.programme(programme).status == "active"
    order = school.sign("programme_termination", programme)
    ended = school.programme(programme)
    assert (ended.status, ended.ended_on, ended.ended_early) == ("terminated", LATER, True)
    assert school.pair(ended.assignment).ended_on == LATER
    (row,) = school.seen("programmes", school.himself(mentee))
    assert (row["ground"], row["sub_ground"]) == ("party_initiative", None)
    rows = school.seen("programme_terminations", school.himself(mentor), of=programme)
    assert [row["kind"] for row in rows] == ["request", "decision"]
    with pytest.raises(ProgrammeNotOpen):
        ask(school, programme, mentor)
    assert order


@pytest.mark.requirement("R-126")
def test_one_order_ends_several_programmes_of_one_mentor_or_none(staged: Runtime) -> None:
    school = at(staged)
    mentor, anna, boris = school.mentor(), school.mentee(), school.mentee()
    first, second = school.running(mentor, anna), school.running(mentor, boris)
    curator = school.office("curator")
    ask(school, first, anna)
    school.act(confirm_termination, actor=curator, programme=first, on=LATER)
    with pytest.raises(TerminationNotDecided):
        school.sign("programme_termination", first, second)
    assert school.programme(first).status == "active"
    ask(school, second, mentor)
    ask(school, second, boris)
    school.act(confirm_termination, actor=curator, programme=second, on=LATER)
    school.sign("programme_termination", first, second)
    assert [school.programme(each).status for each in (first, second)] == ["terminated", "terminated"]
    assert school.mentor_of(mentor).places == {}
    rows = school.seen("programmes", school.himself(mentor))
    assert sorted(row["ground"] for row in rows) == ["mutual", "party_initiative"]


@pytest.mark.requirement("R-126")
def test_without_an_order_the_confirmation_ends_it(staged: Runtime) -> None:
    school = at(staged)
    school.amend(policy__termination_by_order=False)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    ask(school, programme, mentor)
    school.act(confirm_termination, actor=school.office("curator"), programme=programme, on=LATER)
    assert school.programme(programme).status == "terminated"


@pytest.mark.requirement("R-126")
def test_nobody_is_held_who_insists_after_talks(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    ask(school, programme, mentee)
    with pytest.raises(NotAllowed):
        school.act(confirm_termination, actor=school.himself(mentee), programme=programme, on=LATER)
    talked = date(2027, 3, 5)
    school.act(
        insist_on_termination,
        actor=school.himself(mentee),
        programme=programme,
        mediated_on=talked,
        on=talked,
    )
    school.sign("programme_termination", programme, signed_on=talked)
    assert school.programme(programme).status == "terminated"


@pytest.mark.requirement("R-127")
def test_the_curator_ends_a_programme_after_hearing_everybody(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    curator = school.office("curator")
    told = {
        "programme": programme,
        "sub_ground": "improper_performance",
        "heard_on": LATER,
        "circumstances": "встречи не проводились",
    }
    with pytest.raises(PartiesNotHeard):
        school.act(terminate_as_curator, actor=curator, heard=(mentor,), on=LATER, **told)
    with pytest.raises(NotAllowed):
        school.act(
            terminate_as_curator, actor=school.himself(mentor), heard=(mentor, mentee), on=LATER, **told
        )
    school.act(terminate_as_curator, actor=curator, heard=(mentor, mentee), on=LATER, **told)
    school.sign("programme_termination", programme)
    (row,) = school.seen("programmes", school.himself(mentee))
    assert (row["status"], row["ground"], row["sub_ground"]) == (
        "terminated",
        "curator_initiative",
        "improper_performance",
    )


@pytest.mark.requirement("R-126")
def test_only_grounds_of_the_regulation_end_a_programme(staged: Runtime) -> None:
    school = at(staged)
    school.amend(completion__grounds=["full"])
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    with pytest.raises(GroundNotProvided):
        ask(school, programme, mentee)


@pytest.mark.requirement("R-082", "R-126")
def test_a_member_leaves_and_the_group_goes_on(staged: Runtime) -> None:
    school = at(staged)
    mentor, anna, boris = school.mentor(), school.mentee(), school.mentee()
    programme = school.running(mentor, anna, boris)
    ask(school, programme, anna)
    with pytest.raises(MenteeMayOnlyLeave):
        school.act(confirm_termination, actor=school.office("curator"), programme=programme, on=LATER)
    with pytest.raises(NotOwnAct):
        school.act(
            leave_programme,
            actor=school.himself(boris),
            programme=programme,
            mentee=anna,
            reason="переезд",
            on=LATER,
        )
    school.act(
        leave_programme,
        actor=school.himself(anna),
        programme=programme,
        mentee=anna,
        reason="переезд",
        on=LATER,
    )
    left = school.programme(programme)
    assert (left.status, left.mentees, left.kind) == ("active", (boris,), "individual")
    assert school.pair(left.assignment).mentees == (boris,)
    assert school.mentee_of(anna).mentors == {}
    rows = school.seen("programme_members", school.himself(mentor), of=programme)
    assert {row["mentee"]: row["left_on"] for row in rows} == {anna: LATER, boris: None}
    with pytest.raises(GroupGoesOn):
        school.act(
            leave_programme,
            actor=school.himself(boris),
            programme=programme,
            mentee=boris,
            reason="переезд",
            on=LATER,
        )
    school.done(programme)
    school.mentor_acts(complete_programme, programme, on=LATER)
