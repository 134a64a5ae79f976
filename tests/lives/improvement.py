"""One whole life of the improvement aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.improvement import Improvement
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, OTHER
from tests.scenario import TODAY, Happened, happened

KIND: Final = Improvement
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Improvement.ProgrammeImprovementProposed,
        author=MENTEE,
        assignment=ASSIGNMENT,
        proposal=Pii(OTHER, "больше взаимных посещений"),
        proposed_on=TODAY,
        source="own",
    ),
    happened(
        Improvement.ProgrammeImprovementDecided,
        outcome="rejected",
        reason=Pii(OTHER, "не хватает часов"),
        decided_on=TODAY,
    ),
)
