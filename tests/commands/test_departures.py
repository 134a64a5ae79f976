"""Who leaves or takes his consent back: his pairs get another mentor, his own mentoring ends at once."""

from collections.abc import Callable

import pytest

from service.commands.consents import withdraw_personal_data_consent
from service.commands.employment import end_employment, transfer_person
from service.commands.runtime import Runtime
from service.ids import person_of
from tests.commands.pairing import TODAY
from tests.commands.replacing import Replacing

Departure = Callable[[Replacing, str], None]


def leave(school: Replacing, entry: str) -> None:
    school.act(end_employment, person=person_of(entry), ended_on=TODAY)


def withdraw(school: Replacing, entry: str) -> None:
    school.act(withdraw_personal_data_consent, person=person_of(entry))


@pytest.mark.requirement("R-121", "R-123")
@pytest.mark.parametrize(("depart", "reason"), [(leave, "contract_ended"), (withdraw, "request")])
def test_the_pairs_of_a_mentor_who_goes_get_another_one(
    staged: Runtime, depart: Departure, reason: str
) -> None:
    school = Replacing(staged, "002")
    mentor = school.mentor()
    pairs = [school.with_programme(mentor, school.mentee()), school.in_force(mentor, school.mentee())]
    depart(school, mentor)
    assert [school.assignment(each).replacing for each in pairs] == [True, True]
    assert [school.reason_of(each) for each in pairs] == [reason, reason]
    assert school.programme(pairs[0]).status == "suspended"
    assert not school.mentor_of(mentor).in_bank


@pytest.mark.requirement("R-121")
def test_a_transfer_of_either_side_begins_the_search(staged: Runtime) -> None:
    school = Replacing(staged, "002")
    mentor, mentee = school.mentor(), school.mentee()
    first, second = school.in_force(mentor, school.mentee()), school.in_force(school.mentor(), mentee)
    for entry in (mentor, mentee):
        school.act(transfer_person, person=person_of(entry), transferred_on=TODAY)
    assert [school.reason_of(each) for each in (first, second)] == ["transfer", "transfer"]


@pytest.mark.requirement("R-126")
@pytest.mark.parametrize("depart", [leave, withdraw])
def test_the_mentoring_of_a_mentee_who_goes_ends(staged: Runtime, depart: Departure) -> None:
    school = Replacing(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.with_programme(mentor, mentee)
    depart(school, mentee)
    assert school.assignment(assignment).ended_on == TODAY
    assert school.programme(assignment).status == "terminated"
    assert (school.mentor_of(mentor).load, school.mentee_of(mentee).mentors) == (0, {})


@pytest.mark.requirement("R-082")
@pytest.mark.parametrize("depart", [leave, withdraw])
def test_a_group_goes_on_without_the_member_who_goes(staged: Runtime, depart: Departure) -> None:
    school = Replacing(staged)
    mentor, mentees = school.mentor(), tuple(school.mentee() for _ in range(3))
    assignment = school.with_programme(mentor, *mentees)
    depart(school, mentees[1])
    assert set(school.assignment(assignment).mentees) == {mentees[0], mentees[2]}
    assert set(school.programme(assignment).mentees) == {mentees[0], mentees[2]}
    assert school.mentor_of(mentor).load == 2


def test_who_is_mentor_here_and_mentee_there_goes_from_both(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor = school.mentor(experience=5)
    as_mentee = school.also_mentee(mentor)
    led = school.in_force(mentor, school.mentee())
    own = school.ready(school.mentor(experience=40), as_mentee)
    school.sign("pair_assignment", own)
    leave(school, mentor)
    assert school.assignment(led).replacing
    assert school.assignment(own).ended_on == TODAY
