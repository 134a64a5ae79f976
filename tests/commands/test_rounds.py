"""Rounds by commands: who proposes, whose interest counts, what a decline does, the association's word."""

from datetime import date

import pytest

from service.access import Actor, Role
from service.aggregates.match_round import CombinationDeclined, EndorsementMissing, MutualInterestMissing
from service.aggregates.mentee import MenteeNotInBank
from service.aggregates.mentor import MentorNotInBank
from service.commands.associations import propose_association_composition
from service.commands.banks import choose_competency
from service.commands.orders import draft_order, sign_order
from service.commands.pair_people import ProfileDoesNotFit
from service.commands.rounds import (
    EndorsementNotProvided,
    NoOpenRound,
    RoundAlreadyOpen,
    close_match_round,
    endorse_pair,
    expire_proposals,
    express_interest,
    open_match_round,
    propose_pair,
    return_pair,
)
from service.commands.runtime import Runtime
from service.commands.tick import tick
from service.commands.work import NotOwnAct, fixed_id
from service.errors import NotAllowed, NotFound
from service.ids import person_of
from service.values import OrderReference
from tests.commands.pairing import TODAY, School

PROTOCOL = OrderReference(number="3", signed_on=TODAY)


def association(school: School, *members: str) -> Actor:
    """Let the head approve an association; the actor is its first member."""
    people = tuple(person_of(member) for member in members)
    school.act(
        propose_association_composition,
        members=people,
        chair=people[0],
        kind="методическое объединение наставников",
    )
    subject = fixed_id(school.code, "association")
    order = school.act(
        draft_order, kind="association_composition", subjects=(subject,), basis=("FZ-273", "own:1")
    )["order"]
    school.act(sign_order, order=order, number="55", signed_on=TODAY)
    return Actor(id=people[0], roles={school.code: frozenset({Role.ASSOCIATION})})


@pytest.mark.requirement("R-056")
def test_one_round_is_open_at_a_time(staged: Runtime) -> None:
    school = School(staged)
    first = school.act(open_match_round)["round"]
    with pytest.raises(RoundAlreadyOpen):
        school.act(open_match_round)
    assert school.act(close_match_round)["round"] == first
    with pytest.raises(NoOpenRound):
        school.act(close_match_round)
    assert school.act(open_match_round)["round"] != first


@pytest.mark.requirement("R-056")
def test_without_an_open_round_nothing_is_proposed(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    with pytest.raises(NoOpenRound):
        school.act(propose_pair, mentor=mentor, mentees=(mentee,))
    with pytest.raises(NoOpenRound):
        school.act(express_interest, entry=mentee, other=mentor, rating=5)
    school.act(expire_proposals)


@pytest.mark.requirement("R-063", "R-069")
def test_mentor_and_mentee_propose_themselves_and_nobody_else(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee, stranger = school.mentor(), school.mentee(), school.mentee()
    school.act(open_match_round)
    school.act(propose_pair, actor=school.himself(mentor), mentor=mentor, mentees=(mentee,))
    school.act(propose_pair, actor=school.himself(stranger), mentor=mentor, mentees=(stranger,))
    with pytest.raises(NotOwnAct):
        school.act(propose_pair, actor=school.himself(stranger), mentor=mentor, mentees=(mentee,))
    member = Actor(id="001/person/x", roles={"001": frozenset({Role.ASSOCIATION})})
    school.act(propose_pair, actor=member, mentor=mentor, mentees=(mentee, stranger))
    with pytest.raises(NotAllowed):
        school.act(propose_pair, actor=school.office("head"), mentor=mentor, mentees=(mentee,))


@pytest.mark.requirement("R-045", "R-048")
def test_only_who_stands_in_the_banks_is_proposed(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.act(open_match_round)
    with pytest.raises(MenteeNotInBank):
        school.act(propose_pair, mentor=mentor, mentees=(school.mentee(consent=False),))
    with pytest.raises(MentorNotInBank):
        school.act(propose_pair, mentor=school.mentor(consent=False), mentees=(mentee,))


@pytest.mark.requirement("R-060")
def test_a_mentor_who_answers_no_request_is_not_proposed_until_the_curator_reads_it_otherwise(
    staged: Runtime,
) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.act(open_match_round)
    school.act(choose_competency, entry=mentee, index=0, code=None)
    with pytest.raises(ProfileDoesNotFit):
        school.act(propose_pair, mentor=mentor, mentees=(mentee,))
    school.act(choose_competency, entry=mentee, index=0, code="SUB-01")
    school.act(propose_pair, mentor=mentor, mentees=(mentee,))


@pytest.mark.requirement("R-061", "R-062")
def test_everybody_speaks_for_himself_and_the_curator_from_a_paper(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.act(open_match_round)
    with pytest.raises(NotOwnAct):
        school.act(express_interest, actor=school.himself(mentor), entry=mentee, other=mentor, rating=5)
    school.act(express_interest, actor=school.himself(mentee), entry=mentee, other=mentor, rating=5)
    school.act(express_interest, actor=school.office("curator"), entry=mentor, other=mentee, rating=5)
    told = [recorded.event for recorded in staged.log.all_after(staged.log.head() - 2)]
    assert [getattr(event, "source", None) for event in told] == ["own", "paper"]
    with pytest.raises(NotFound):
        school.act(express_interest, entry=mentee, other=school.mentee(), rating=5)


@pytest.mark.requirement("R-061")
def test_a_decline_holds_in_later_rounds_until_it_is_lifted(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.want(mentor, mentee)
    school.act(express_interest, actor=school.himself(mentee), entry=mentee, other=mentor, rating=0)
    with pytest.raises(MutualInterestMissing):
        school.agree(mentor, mentee)
    school.act(close_match_round)
    school.act(open_match_round)
    with pytest.raises(CombinationDeclined):
        school.act(propose_pair, mentor=mentor, mentees=(mentee,))
    school.act(express_interest, actor=school.himself(mentee), entry=mentee, other=mentor, rating=3)
    school.act(propose_pair, mentor=mentor, mentees=(mentee,))
    school.act(express_interest, actor=school.himself(mentor), entry=mentor, other=mentee, rating=3)
    school.agree(mentor, mentee)


@pytest.mark.requirement("R-061")
def test_a_proposal_expires_after_the_days_of_the_policy(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.act(open_match_round, on=date(2026, 11, 1))
    school.act(propose_pair, mentor=mentor, mentees=(mentee,), on=date(2026, 11, 1))
    school.act(expire_proposals, on=date(2026, 11, 15))
    before = staged.log.head()
    school.act(expire_proposals, on=date(2026, 11, 16))
    assert staged.log.head() == before + 1
    school.act(expire_proposals, on=date(2026, 11, 17))
    assert staged.log.head() == before + 1


@pytest.mark.requirement("R-061")
def test_time_itself_lets_a_proposal_expire(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.act(open_match_round, on=date(2026, 11, 1))
    school.act(propose_pair, mentor=mentor, mentees=(mentee,), on=date(2026, 11, 1))
    for day, expired in ((15, 0), (16, 1), (17, 1)):
        tick(staged, on=date(2026, 11, day))
        told = [type(recorded.event).__name__ for recorded in staged.log.all_after()]
        assert told.count("MatchProposalExpired") == expired


@pytest.mark.requirement("R-061", "R-062")
def test_a_yes_that_comes_too_late_needs_a_new_proposal(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.act(open_match_round, on=date(2026, 11, 1))
    school.act(propose_pair, mentor=mentor, mentees=(mentee,), on=date(2026, 11, 1))
    school.act(express_interest, entry=mentee, other=mentor, rating=5, on=date(2026, 11, 2))
    school.act(express_interest, entry=mentor, other=mentee, rating=5, on=date(2026, 11, 20))
    with pytest.raises(MutualInterestMissing):
        school.agree(mentor, mentee)
    school.act(propose_pair, mentor=mentor, mentees=(mentee,))
    school.agree(mentor, mentee)


@pytest.mark.requirement("R-028")
@pytest.mark.variation("V-22")
def test_the_associations_word_is_needed_in_002_and_advice_in_000(staged: Runtime) -> None:
    """002 asks for the endorsement where the association exists, 000 takes it as advice (V-20, V-22)."""
    strict, free = School(staged, "002"), School(staged, "000")
    for school in (strict, free):
        mentor, mentee, colleague = school.mentor(), school.mentee(), school.mentor()
        member = association(school, mentor, colleague)
        school.want(mentor, mentee)
        if school is strict:
            with pytest.raises(EndorsementMissing):
                school.agree(mentor, mentee)
            school.act(
                return_pair, actor=member, mentor=mentor, mentees=(mentee,), reason="нужен иной профиль"
            )
            school.act(propose_pair, mentor=mentor, mentees=(mentee,))
            school.act(endorse_pair, actor=member, mentor=mentor, mentees=(mentee,), protocol=PROTOCOL)
        assert school.agree(mentor, mentee)


@pytest.mark.requirement("R-028")
@pytest.mark.variation("V-20")
def test_where_there_is_no_association_nobody_endorses_and_nothing_waits_for_it(staged: Runtime) -> None:
    """002 has an association only if it is created, 004 none at all (V-20)."""
    for code in ("002", "004"):
        school = School(staged, code)
        mentor, mentee = school.mentor(), school.mentee()
        school.want(mentor, mentee)
        with pytest.raises(EndorsementNotProvided):
            school.act(endorse_pair, mentor=mentor, mentees=(mentee,))
        assert school.agree(mentor, mentee)
