"""Two commands at the same moment: whoever comes second decides again on what is there now."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from service.aggregates.assignment import MentoringNotActive, ReplacementAlreadyInitiated
from service.aggregates.programme import Programme
from service.commands.employment import end_employment
from service.commands.orders import sign_order
from service.commands.pair_orders import PairDeclinedSince
from service.commands.pairs import agree_group_member
from service.commands.programmes import draft_programme
from service.commands.registry import Command
from service.commands.replacement import initiate_replacement
from service.commands.rounds import express_interest
from service.commands.runtime import Runtime
from service.commands.work import Work
from service.eventstore.log import Decision
from service.ids import person_of, sister_id
from tests.commands.pairing import TODAY
from tests.commands.replacing import Replacing


def overtaken(command: Command, by: Callable[[], object]) -> Command:
    """The same command, in whose place another one is carried out between its decision and its save."""
    others = [by]

    def decide(work: Work, **parameters: Any) -> Decision:
        decision = command.decide(work, **parameters)
        if others:
            others.pop()()
        return decision

    return replace(command, decide=decide)


@pytest.mark.requirement("R-090", "R-123")
def test_a_programme_drafted_at_the_moment_of_a_replacement_waits_for_the_next_mentor(
    staged: Runtime,
) -> None:
    school = Replacing(staged)
    assignment = school.in_force(school.mentor(), school.mentee())
    initiate = overtaken(initiate_replacement, lambda: school.act(draft_programme, assignment=assignment))
    school.act(initiate, assignment=assignment, reason="request")
    assert school.programme(assignment).status == "suspended"


@pytest.mark.requirement("R-090", "R-123")
def test_a_mentor_whose_replacement_begins_as_he_drafts_begins_no_programme(staged: Runtime) -> None:
    school = Replacing(staged)
    assignment = school.in_force(school.mentor(), school.mentee())
    draft = overtaken(
        draft_programme, lambda: school.act(initiate_replacement, assignment=assignment, reason="request")
    )
    with pytest.raises(ReplacementAlreadyInitiated):
        school.act(draft, assignment=assignment)


@pytest.mark.requirement("R-082", "R-090")
def test_who_joins_while_the_programme_is_drafted_takes_part_in_it(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor, mentee, other = school.mentor(), school.mentee(), school.mentee()
    assignment = school.in_force(mentor, mentee)
    school.want(mentor, other)
    school.act(agree_group_member, assignment=assignment, mentee=other)
    school.consent(assignment)
    order = school.drafted("pair_assignment", assignment)
    sign = overtaken(sign_order, lambda: school.act(draft_programme, assignment=assignment))
    school.act(sign, actor=school.office("head"), order=order, number="402", signed_on=TODAY)
    assert school.programme(assignment).mentees == school.assignment(assignment).mentees == (mentee, other)


@pytest.mark.requirement("R-090", "R-126")
def test_no_programme_begins_for_a_pair_that_ends_at_the_same_moment(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.in_force(mentor, mentee)
    draft = overtaken(
        draft_programme, lambda: school.act(end_employment, person=person_of(mentee), ended_on=TODAY)
    )
    with pytest.raises(MentoringNotActive):
        school.act(draft, assignment=assignment)
    assert staged.log.find(Programme, sister_id(assignment, Programme.TOPIC)) is None


@pytest.mark.requirement("R-061", "R-070")
def test_who_declines_at_the_moment_of_the_signature_is_heard(staged: Runtime) -> None:
    school = Replacing(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.ready(mentor, mentee)
    order = school.drafted("pair_assignment", assignment)

    def says_no() -> None:
        school.act(express_interest, actor=school.himself(mentee), entry=mentee, other=mentor, rating=0)

    sign = overtaken(sign_order, says_no)
    with pytest.raises(PairDeclinedSince):
        school.act(sign, actor=school.office("head"), order=order, number="403", signed_on=TODAY)
    assert not school.assignment(assignment).is_active
