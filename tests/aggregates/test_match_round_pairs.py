"""A round: proposals by hand and by runs, mutual interest, declines, the association's word, agreement."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.match_round import (
    CombinationDeclined,
    Decline,
    EndorsementMissing,
    InterestInOneself,
    MatchRound,
    MatchRoundClosed,
    MutualInterestMissing,
    PairAlreadyAgreed,
    ProposalWithoutMentees,
)
from service.values import OrderReference, Pii, Rating
from tests.scenario import TODAY, Happened, given, happened, recorded, replayed

MENTOR, OTHER_MENTOR = (f"001/mentor/{n:032x}" for n in (1, 2))
FIRST, SECOND, THIRD = (f"001/mentee/{n:032x}" for n in (3, 4, 5))
ROUND = f"001/match_round/{1:032x}"
PAIR = f"001/assignment/{1:032x}"
CURATOR = "001/person/curator"
OPENED = happened(MatchRound.MatchRoundOpened, opened_on=TODAY)
CLOSED = happened(MatchRound.MatchRoundClosed, closed_on=TODAY)
PROTOCOL = OrderReference(number="2", signed_on=TODAY)
REASON = Pii(CURATOR, "другой предмет")


def proposed(*mentees: str, mentor: str = MENTOR, on: date = TODAY, by: Any = "curator") -> Happened:  # noqa: ANN401
    return happened(MatchRound.MatchProposedManually, mentor=mentor, mentees=mentees, by=by, proposed_on=on)


def propose(it: MatchRound, *mentees: str, by: Any = "curator") -> None:  # noqa: ANN401 - a literal
    it.propose(mentor=MENTOR, mentees=mentees, by=by, proposed_on=TODAY)


def said_mentee(mentee: str, rating: Rating, *, mentor: str = MENTOR) -> Happened:
    return happened(
        MatchRound.MenteeInterestExpressed, mentee=mentee, mentor=mentor, rating=rating, source="own"
    )


def said_mentor(mentee: str, rating: Rating, *, mentor: str = MENTOR) -> Happened:
    return happened(
        MatchRound.MentorInterestExpressed, mentee=mentee, mentor=mentor, rating=rating, source="own"
    )


def say_mentee(it: MatchRound, mentee: str, rating: Rating) -> None:
    it.express_mentee_interest(mentee=mentee, mentor=MENTOR, rating=rating, source="own")


def say_mentor(it: MatchRound, mentee: str, rating: Rating) -> None:
    it.express_mentor_interest(mentee=mentee, mentor=MENTOR, rating=rating, source="own")


def mutual(*mentees: str, mentor: str = MENTOR) -> Happened:
    return happened(MatchRound.MutualInterestEstablished, mentor=mentor, mentees=mentees)


def declined(*mentees: str) -> Happened:
    return happened(MatchRound.MatchDeclined, mentor=MENTOR, mentees=mentees)


def expired(*mentees: str) -> Happened:
    return happened(MatchRound.MatchProposalExpired, mentor=MENTOR, mentees=mentees)


def run_facts(pairs: list[dict[str, Any]], groups: list[dict[str, Any]], *, digest: str) -> dict[str, Any]:
    return {
        "run": f"001/match_run/{1:032x}",
        "on": TODAY,
        "bank_position": 7,
        "digest": digest,
        "status": "optimal",
        "seed": 0,
        "solver": "flow",
        "solver_version": "1",
        "regulation_version": 1,
        "problem": {},
        "proposal": {"pairs": pairs, "groups": groups},
    }


RUN = run_facts(
    [
        {"mentee": FIRST, "mentor": MENTOR, "points": 5},
        {"mentee": SECOND, "mentor": OTHER_MENTOR, "points": 4, "group": "g1"},
        {"mentee": THIRD, "mentor": OTHER_MENTOR, "points": 3, "group": "g1"},
    ],
    [{"id": "g1", "mentor": OTHER_MENTOR, "theme": "K01", "mentees": [THIRD, SECOND]}],
    digest="sha256:01",
)
RAN = happened(MatchRound.MatchRunCompleted, **RUN)
WANTED = (OPENED, proposed(FIRST), said_mentee(FIRST, 3), said_mentor(FIRST, 1), mutual(FIRST))
ENDORSED = happened(
    MatchRound.PairEndorsedByAssociation,
    mentor=MENTOR,
    mentees=(FIRST,),
    protocol=PROTOCOL,
    endorsed_on=TODAY,
)
RETURNED = happened(
    MatchRound.PairReturnedByAssociation, mentor=MENTOR, mentees=(FIRST,), reason=REASON, returned_on=TODAY
)
RECORDED = happened(
    MatchRound.CuratorParticipationRecorded,
    mentor=MENTOR,
    mentees=(FIRST,),
    assignment=PAIR,
    curator=CURATOR,
)


def endorse(it: MatchRound) -> None:
    it.endorse(mentor=MENTOR, mentees=(FIRST,), protocol=PROTOCOL, endorsed_on=TODAY)


def give_back(it: MatchRound) -> None:
    it.give_back(mentor=MENTOR, mentees=(FIRST,), reason=REASON, returned_on=TODAY)


def record(it: MatchRound, *, needs_endorsement: bool = False, earlier_over: bool = False) -> None:
    it.record_participation(
        mentor=MENTOR,
        mentees=(FIRST,),
        assignment=PAIR,
        curator=CURATOR,
        needs_endorsement=needs_endorsement,
        earlier_over=earlier_over,
    )


@pytest.mark.requirement("R-063")
@pytest.mark.parametrize("by", ["curator", "association", "mentor", "mentee"])
def test_anybody_may_propose_and_a_proposal_is_made_once(by: str) -> None:
    given(MatchRound, OPENED).when(lambda it: propose(it, FIRST, by=by)).then(proposed(FIRST, by=by))
    given(MatchRound, OPENED, proposed(FIRST)).when(lambda it: propose(it, FIRST, by=by)).then_nothing()
    given(MatchRound, *WANTED).when(lambda it: propose(it, FIRST, by=by)).then_nothing()


@pytest.mark.requirement("R-063", "R-068")
def test_a_group_is_the_same_whatever_the_order_of_its_mentees() -> None:
    given(MatchRound, OPENED).when(lambda it: propose(it, SECOND, FIRST)).then(proposed(FIRST, SECOND))
    given(MatchRound, OPENED, proposed(FIRST, SECOND)).when(
        lambda it: propose(it, SECOND, FIRST)
    ).then_nothing()
    given(MatchRound, OPENED, proposed(FIRST, SECOND)).when(lambda it: propose(it, FIRST)).then(
        proposed(FIRST)
    )


@pytest.mark.requirement("R-063", "R-069")
def test_a_proposal_names_mentees_each_once_and_nobody_as_his_own_mentor() -> None:
    given(MatchRound, OPENED).when(propose).then_refused(ProposalWithoutMentees)
    given(MatchRound, OPENED).when(lambda it: propose(it, FIRST, FIRST)).then_refused(ProposalWithoutMentees)
    given(MatchRound, OPENED).when(lambda it: propose(it, FIRST, f"001/mentee/{1:032x}")).then_refused(
        InterestInOneself
    )


@pytest.mark.requirement("R-061")
def test_mutual_interest_stands_when_the_last_party_says_yes() -> None:
    given(MatchRound, OPENED, proposed(FIRST), said_mentee(FIRST, 1)).when(
        lambda it: say_mentor(it, FIRST, 1)
    ).then(said_mentor(FIRST, 1), mutual(FIRST))
    given(MatchRound, OPENED, proposed(FIRST), said_mentor(FIRST, 5)).when(
        lambda it: say_mentee(it, FIRST, 2)
    ).then(said_mentee(FIRST, 2), mutual(FIRST))


@pytest.mark.requirement("R-061")
def test_one_yes_is_not_mutual() -> None:
    given(MatchRound, OPENED, proposed(FIRST)).when(lambda it: say_mentor(it, FIRST, 5)).then(
        said_mentor(FIRST, 5)
    )
    given(MatchRound, OPENED, proposed(FIRST)).when(lambda it: say_mentee(it, FIRST, 5)).then(
        said_mentee(FIRST, 5)
    )


@pytest.mark.requirement("R-061", "R-068")
def test_in_a_group_each_mentee_and_the_mentor_for_each_has_to_say_yes() -> None:
    history = (OPENED, proposed(FIRST, SECOND), said_mentee(FIRST, 4), said_mentor(FIRST, 4))
    given(MatchRound, *history, said_mentee(SECOND, 4)).when(lambda it: say_mentor(it, SECOND, 1)).then(
        said_mentor(SECOND, 1), mutual(FIRST, SECOND)
    )
    given(MatchRound, *history).when(lambda it: say_mentor(it, SECOND, 1)).then(said_mentor(SECOND, 1))


@pytest.mark.requirement("R-061")
def test_interest_without_a_proposal_is_noted_and_no_more() -> None:
    given(MatchRound, OPENED, said_mentee(FIRST, 4)).when(lambda it: say_mentor(it, FIRST, 4)).then(
        said_mentor(FIRST, 4)
    )
    given(MatchRound, OPENED, proposed(SECOND), said_mentee(FIRST, 4)).when(
        lambda it: say_mentor(it, FIRST, 4)
    ).then(said_mentor(FIRST, 4))


@pytest.mark.requirement("R-061")
def test_interest_that_was_there_before_counts_for_a_later_proposal() -> None:
    given(MatchRound, OPENED, said_mentee(FIRST, 4), said_mentor(FIRST, 4)).when(
        lambda it: propose(it, FIRST)
    ).then(proposed(FIRST), mutual(FIRST))


@pytest.mark.requirement("R-061")
def test_another_yes_after_mutual_interest_changes_nothing_more() -> None:
    given(MatchRound, *WANTED).when(lambda it: say_mentee(it, FIRST, 5)).then(said_mentee(FIRST, 5))


@pytest.mark.requirement("R-061")
@pytest.mark.parametrize("history", [(OPENED, proposed(FIRST)), WANTED])
def test_a_decline_ends_a_proposal_without_a_reason(history: tuple[Happened, ...]) -> None:
    given(MatchRound, *history).when(lambda it: say_mentee(it, FIRST, 0)).then(
        said_mentee(FIRST, 0), declined(FIRST)
    )
    given(MatchRound, *history).when(lambda it: say_mentor(it, FIRST, 0)).then(
        said_mentor(FIRST, 0), declined(FIRST)
    )


@pytest.mark.requirement("R-061")
def test_one_decline_ends_the_group_and_the_pair_with_both_in_them_and_nothing_else() -> None:
    history = (
        OPENED,
        proposed(FIRST),
        proposed(FIRST, SECOND),
        proposed(SECOND),
        proposed(SECOND, THIRD),
        proposed(FIRST, SECOND, mentor=OTHER_MENTOR),
    )
    given(MatchRound, *history).when(lambda it: say_mentee(it, FIRST, 0)).then(
        said_mentee(FIRST, 0), declined(FIRST), declined(FIRST, SECOND)
    )
    it = replayed(
        recorded(MatchRound, ROUND, *history, said_mentee(FIRST, 0), declined(FIRST), declined(FIRST, SECOND))
    )
    assert set(it.proposed) == {
        (MENTOR, (SECOND,)),
        (MENTOR, (SECOND, THIRD)),
        (OTHER_MENTOR, (FIRST, SECOND)),
    }


@pytest.mark.requirement("R-061")
def test_a_declined_combination_is_not_proposed_until_the_decline_is_lifted() -> None:
    for told in (said_mentee(FIRST, 0), said_mentor(FIRST, 0)):
        given(MatchRound, OPENED, told).when(lambda it: propose(it, FIRST)).then_refused(CombinationDeclined)
        given(MatchRound, OPENED, told).when(lambda it: propose(it, FIRST, SECOND)).then_refused(
            CombinationDeclined
        )
        given(MatchRound, OPENED, told).when(lambda it: propose(it, SECOND)).then(proposed(SECOND))
    given(MatchRound, OPENED, said_mentee(FIRST, 0), said_mentee(FIRST, 1)).when(
        lambda it: propose(it, FIRST)
    ).then(proposed(FIRST))


@pytest.mark.requirement("R-061")
def test_a_lifted_decline_does_not_revive_the_proposal() -> None:
    history = (*WANTED, said_mentee(FIRST, 0), declined(FIRST))
    given(MatchRound, *history).when(lambda it: say_mentee(it, FIRST, 5)).then(said_mentee(FIRST, 5))


@pytest.mark.requirement("R-060", "R-063")
def test_a_run_proposes_its_pairs_and_its_groups() -> None:
    it = replayed(recorded(MatchRound, ROUND, OPENED, RAN))
    assert it.proposed == {(MENTOR, (FIRST,)): TODAY, (OTHER_MENTOR, (SECOND, THIRD)): TODAY}
    assert it.groups == {(OTHER_MENTOR, (SECOND, THIRD))}


@pytest.mark.requirement("R-061")
def test_interest_that_was_there_before_counts_for_a_run_too() -> None:
    given(MatchRound, OPENED, said_mentee(FIRST, 4), said_mentor(FIRST, 4)).when(
        lambda it: it.complete_run(**RUN)
    ).then(RAN, mutual(FIRST))


@pytest.mark.requirement("R-061", "R-064")
def test_a_run_overrules_neither_mutual_interest_nor_a_decline() -> None:
    it = replayed(recorded(MatchRound, ROUND, *WANTED, RAN))
    assert (MENTOR, (FIRST,)) not in it.proposed
    assert it.mutual == {(MENTOR, (FIRST,))}
    it = replayed(recorded(MatchRound, ROUND, OPENED, said_mentor(FIRST, 0), RAN))
    assert (MENTOR, (FIRST,)) not in it.proposed


@pytest.mark.requirement("R-061")
def test_a_proposal_expires_the_day_after_its_last_day_unless_all_want_it() -> None:
    history = (OPENED, proposed(FIRST, on=date(2026, 9, 1)), proposed(SECOND, on=date(2026, 9, 2)))
    given(MatchRound, *history).when(lambda it: it.expire(on=date(2026, 9, 15), days=14)).then_nothing()
    given(MatchRound, *history).when(lambda it: it.expire(on=date(2026, 9, 16), days=14)).then(expired(FIRST))
    given(MatchRound, *history).when(lambda it: it.expire(on=date(2026, 9, 17), days=14)).then(
        expired(FIRST), expired(SECOND)
    )
    given(MatchRound, *WANTED).when(lambda it: it.expire(on=date(2027, 9, 1), days=14)).then_nothing()
    given(MatchRound, *history, CLOSED).when(
        lambda it: it.expire(on=date(2027, 9, 1), days=14)
    ).then_nothing()


@pytest.mark.requirement("R-061", "R-063")
def test_an_expired_proposal_has_to_be_made_anew() -> None:
    history = (OPENED, proposed(FIRST), expired(FIRST))
    given(MatchRound, *history, said_mentee(FIRST, 4)).when(lambda it: say_mentor(it, FIRST, 4)).then(
        said_mentor(FIRST, 4)
    )
    given(MatchRound, *history).when(lambda it: propose(it, FIRST)).then(proposed(FIRST))


@pytest.mark.requirement("R-028")
def test_the_association_endorses_once_what_all_want() -> None:
    given(MatchRound, *WANTED).when(endorse).then(ENDORSED)
    given(MatchRound, *WANTED, ENDORSED).when(endorse).then_nothing()
    given(MatchRound, OPENED, proposed(FIRST)).when(endorse).then_refused(MutualInterestMissing)


@pytest.mark.requirement("R-028")
@pytest.mark.parametrize("history", [WANTED, (*WANTED, ENDORSED)])
def test_what_the_association_returns_is_proposed_anew(history: tuple[Happened, ...]) -> None:
    given(MatchRound, *history).when(give_back).then(RETURNED)
    given(MatchRound, *history, RETURNED).when(give_back).then_refused(MutualInterestMissing)
    given(MatchRound, *history, RETURNED).when(record).then_refused(MutualInterestMissing)
    given(MatchRound, *history, RETURNED).when(lambda it: propose(it, FIRST)).then(
        proposed(FIRST), mutual(FIRST)
    )
    given(MatchRound, *history, RETURNED, proposed(FIRST), mutual(FIRST)).when(
        lambda it: record(it, needs_endorsement=True)
    ).then_refused(EndorsementMissing)


@pytest.mark.requirement("R-062")
def test_the_curator_takes_part_in_every_agreement() -> None:
    given(MatchRound, *WANTED).when(record).then(RECORDED)
    assert (
        replayed(recorded(MatchRound, ROUND, *WANTED, RECORDED)).agreement(mentor=MENTOR, mentees=(FIRST,))
        == PAIR
    )
    assert replayed(recorded(MatchRound, ROUND, *WANTED)).agreement(mentor=MENTOR, mentees=(FIRST,)) is None


@pytest.mark.requirement("R-061", "R-062")
def test_nothing_is_agreed_without_mutual_interest() -> None:
    given(MatchRound, OPENED, RAN).when(record).then_refused(MutualInterestMissing)
    given(MatchRound, *WANTED, said_mentor(FIRST, 0), declined(FIRST)).when(record).then_refused(
        MutualInterestMissing
    )


@pytest.mark.requirement("R-028", "R-062")
def test_where_the_regulation_asks_for_it_the_endorsement_comes_first() -> None:
    """001 and 002 ask for it where the association exists, 000 only as advice, 004 not at all (V-22)."""
    given(MatchRound, *WANTED).when(lambda it: record(it, needs_endorsement=True)).then_refused(
        EndorsementMissing
    )
    given(MatchRound, *WANTED, ENDORSED).when(lambda it: record(it, needs_endorsement=True)).then(RECORDED)


@pytest.mark.requirement("R-062", "R-068")
def test_the_same_pair_is_agreed_twice_only_when_the_first_agreement_is_over() -> None:
    given(MatchRound, *WANTED, RECORDED).when(record).then_refused(PairAlreadyAgreed)
    given(MatchRound, *WANTED, RECORDED).when(lambda it: record(it, earlier_over=True)).then(RECORDED)


DECLINES = (Decline(FIRST, MENTOR, "mentee"), Decline(SECOND, MENTOR, "mentor"))
CARRIED = happened(MatchRound.DeclinesCarriedOver, declines=DECLINES)


@pytest.mark.requirement("R-061")
def test_declines_hold_in_the_next_round_too() -> None:
    before = replayed(
        recorded(
            MatchRound, ROUND, OPENED, said_mentee(FIRST, 0), said_mentee(THIRD, 4), said_mentor(SECOND, 0)
        )
    )
    assert before.declines == DECLINES
    given(MatchRound, OPENED).when(lambda it: it.carry_over(declines=before.declines)).then(CARRIED)
    given(MatchRound, OPENED, CARRIED).when(lambda it: propose(it, FIRST)).then_refused(CombinationDeclined)
    given(MatchRound, OPENED, CARRIED).when(lambda it: propose(it, SECOND)).then_refused(CombinationDeclined)
    assert replayed(recorded(MatchRound, ROUND, OPENED, CARRIED)).declines == DECLINES


@pytest.mark.requirement("R-061")
def test_only_new_declines_are_carried_over() -> None:
    given(MatchRound, OPENED).when(lambda it: it.carry_over(declines=())).then_nothing()
    given(MatchRound, OPENED, CARRIED).when(lambda it: it.carry_over(declines=DECLINES)).then_nothing()
    given(MatchRound, OPENED, said_mentee(FIRST, 0)).when(lambda it: it.carry_over(declines=DECLINES)).then(
        happened(MatchRound.DeclinesCarriedOver, declines=DECLINES[1:])
    )


@pytest.mark.requirement("R-061")
def test_a_carried_decline_is_lifted_by_its_side_only() -> None:
    given(MatchRound, OPENED, CARRIED, said_mentee(FIRST, 3)).when(lambda it: propose(it, FIRST)).then(
        proposed(FIRST)
    )
    given(MatchRound, OPENED, CARRIED, said_mentor(FIRST, 3)).when(
        lambda it: propose(it, FIRST)
    ).then_refused(CombinationDeclined)


@pytest.mark.requirement("R-056")
@pytest.mark.parametrize(
    "act",
    [
        lambda it: propose(it, SECOND),
        endorse,
        give_back,
        record,
        lambda it: it.carry_over(declines=DECLINES),
    ],
)
def test_in_a_closed_round_nothing_happens(act: Any) -> None:  # noqa: ANN401 - any act
    given(MatchRound, *WANTED, CLOSED).when(act).then_refused(MatchRoundClosed)
