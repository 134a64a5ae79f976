"""One whole life of the roadmap aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.roadmap import Roadmap
from tests.lives.people import OTHER, PERSON
from tests.scenario import ORDER, Happened, happened

KIND: Final = Roadmap
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Roadmap.RoadmapDrafted,
        drafted_by=OTHER,
        stages=(1, 2, 3, 4, 5, 6, 7),
        digest="sha256:" + "3" * 64,
        academic_year="2026/2027",
    ),
    happened(Roadmap.RoadmapApproved, approved_by=PERSON, order=ORDER),
)
