"""One whole life of the match_round aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.match_round import Decline, MatchRound, Nearest, Shortlist
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, PERSON, THIRD_MENTEE
from tests.scenario import ORDER, TODAY, Happened, happened

FOURTH: Final = f"001/mentee/{4:032x}"

KIND: Final = MatchRound
LIFE: Final[tuple[Happened, ...]] = (
    happened(MatchRound.MatchRoundOpened, opened_on=TODAY),
    happened(MatchRound.MenteeInterestExpressed, mentee=MENTEE, mentor=MENTOR, rating=5, source="workbook"),
    happened(MatchRound.MentorInterestExpressed, mentee=MENTEE, mentor=MENTOR, rating=0, source="own"),
    happened(
        MatchRound.MatchRunCompleted,
        run=f"001/match_run/{1:032x}",
        on=TODAY,
        bank_position=41,
        digest="sha256:" + "2" * 64,
        status="optimal",
        seed=1,
        solver="exact-flow",
        solver_version="1",
        regulation_version=1,
        problem={"schema": "matching-problem/1", "mentors": [{"id": MENTOR, "capacity": 2}]},
        proposal={"schema": "matching-proposal/1", "pairs": [{"mentee": MENTEE, "points": 700}]},
    ),
    happened(MatchRound.MatchRoundClosed, closed_on=date(2026, 9, 30)),
    happened(
        MatchRound.DeclinesCarriedOver,
        declines=(Decline(mentee=THIRD_MENTEE, mentor=MENTOR, by="mentor"),),
    ),
    happened(
        MatchRound.MatchProposedManually,
        mentor=MENTOR,
        mentees=(MENTEE, FOURTH),
        by="mentee",
        proposed_on=TODAY,
    ),
    happened(MatchRound.MutualInterestEstablished, mentor=MENTOR, mentees=(MENTEE, FOURTH)),
    happened(
        MatchRound.PairEndorsedByAssociation,
        mentor=MENTOR,
        mentees=(MENTEE, FOURTH),
        protocol=ORDER,
        endorsed_on=TODAY,
    ),
    happened(
        MatchRound.CuratorParticipationRecorded,
        mentor=MENTOR,
        mentees=(MENTEE, FOURTH),
        assignment=ASSIGNMENT,
        curator="001/person/curator",
    ),
    happened(
        MatchRound.PairReturnedByAssociation,
        mentor=MENTOR,
        mentees=(MENTEE, FOURTH),
        reason=Pii(PERSON, "нужен наставник того же предмета"),
        returned_on=TODAY,
    ),
    happened(MatchRound.MatchDeclined, mentor=MENTOR, mentees=(MENTEE,)),
    happened(MatchRound.MatchProposalExpired, mentor=MENTOR, mentees=(FOURTH,)),
    happened(
        MatchRound.ShortlistPrepared,
        on=TODAY,
        bank_position=41,
        digest="sha256:" + "3" * 64,
        size=5,
        lists=(Shortlist(mentee=MENTEE, nearest=(Nearest(mentor=MENTOR, points=700),)),),
    ),
)
