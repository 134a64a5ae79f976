"""One whole life of the match_round aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.match_round import MatchRound
from tests.lives.people import MENTEE, MENTOR
from tests.scenario import TODAY, Happened, happened

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
)
