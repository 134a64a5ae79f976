"""One whole life of the match_conditions aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.match_conditions import GoalLoss, MatchConditions
from service.values import Pii
from tests.lives.people import MENTEE, MENTOR, OTHER, THIRD_MENTEE
from tests.scenario import Happened, happened

ROUND: Final = f"001/match_round/{1:032x}"

KIND: Final = MatchConditions
LIFE: Final[tuple[Happened, ...]] = (
    happened(MatchConditions.MatchConditionsOpened),
    happened(
        MatchConditions.MatchingWeightsSet,
        weights={"competencies": 700, "subject": 200, "time": 100},
        since=date(2026, 9, 15),
    ),
    happened(MatchConditions.FitToleranceSet, match_round=ROUND, per_mille=20),
    happened(MatchConditions.PairPinned, match_round=ROUND, mentee=MENTEE, mentor=MENTOR),
    happened(MatchConditions.PairUnpinned, match_round=ROUND, mentee=MENTEE, mentor=MENTOR),
    happened(
        MatchConditions.PairBanned,
        mentee=THIRD_MENTEE,
        mentor=MENTOR,
        reason=Pii(OTHER, "близкие родственники"),
    ),
    happened(MatchConditions.PairBanLifted, mentee=THIRD_MENTEE, mentor=MENTOR),
    happened(
        MatchConditions.OverrideRecorded,
        match_round=ROUND,
        run=f"001/match_run/{1:032x}",
        mentee=MENTEE,
        mentor=MENTOR,
        instead=f"001/mentor/{4:032x}",
        price=(GoalLoss(goal="matched", loss=0), GoalLoss(goal="fit", loss=35)),
        reason=Pii(OTHER, "работают в соседних кабинетах"),
    ),
)
