"""The matcher after pairs were formed: who has a pair takes no part, and taken places are taken."""

import pytest

from service.aggregates.assignment import Assignment
from service.commands.banks import set_mentor_capacity
from service.commands.rounds import express_interest
from service.commands.runtime import Runtime
from service.commands.suggest import BanksEmpty, suggest
from service.commands.views import Row
from service.commands.work import Work
from service.eventstore.log import Decision
from tests.commands.pairing import School, internal


def run(school: School) -> Row:
    return suggest(school.runtime, institution=school.code, actor=school.office("curator"))


def pairs(row: Row) -> list[tuple[str, str]]:
    return [(pair["mentor"], pair["mentee"]) for pair in row["proposal"]["pairs"]]


@pytest.mark.requirement("R-056", "R-077")
def test_a_pair_takes_its_mentee_out_of_the_matching_and_a_place_of_its_mentor(staged: Runtime) -> None:
    school = School(staged)
    mentor, first, second, third = school.mentor(), school.mentee(), school.mentee(), school.mentee()
    school.act(set_mentor_capacity, mentor=mentor, limit=2)
    assert len(pairs(run(school))) == 2
    school.order(school.ready(mentor, first))
    after = run(school)
    assert len(pairs(after)) == 1
    assert {each["id"] for each in after["problem"]["mentees"]} == {second, third}
    assert [each["capacity"] for each in after["problem"]["mentors"]] == [1]


@pytest.mark.requirement("R-056")
def test_a_pair_that_waits_for_its_order_keeps_its_place(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.want(mentor, mentee)
    school.agree(mentor, mentee)
    with pytest.raises(BanksEmpty) as caught:
        run(school)
    assert caught.value.facts == {"mentors": 1, "mentees": 0}


@pytest.mark.requirement("R-121")
def test_whose_mentor_is_being_replaced_is_proposed_another_one(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    pair = school.ready(mentor, mentee)
    school.order(pair)
    other = school.mentor()

    def initiate(work: Work) -> Decision:
        found = work.get(Assignment, pair)
        found.initiate_replacement(reason="request", note=None, on=work.on)
        return Decision((found,))

    school.act(internal(initiate))
    assert pairs(run(school)) == [(other, mentee)]


@pytest.mark.requirement("R-061")
def test_a_decline_keeps_the_matcher_from_proposing_the_pair_again(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assert pairs(run(school)) == [(mentor, mentee)]
    school.act(express_interest, entry=mentor, other=mentee, rating=0)
    assert pairs(run(school)) == []
    school.act(express_interest, entry=mentor, other=mentee, rating=1)
    assert pairs(run(school)) == [(mentor, mentee)]
