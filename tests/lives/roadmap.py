"""One whole life of the roadmap aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.roadmap import Roadmap
from service.values import Period, Pii
from tests.lives.people import OTHER, PERSON
from tests.scenario import ORDER, TODAY, Happened, happened

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
    happened(
        Roadmap.RoadmapMeasureAdded,
        stage=2,
        measure="2/1",
        wording=None,
        title=Pii(OTHER, "Собрать запросы филиала"),
        requirements=(),
    ),
    happened(Roadmap.RoadmapMeasureChanged, measure="2/1", title=Pii(OTHER, "Собрать запросы двух филиалов")),
    happened(Roadmap.RoadmapStageScheduled, stage=2, period=Period(date(2026, 9, 1), date(2026, 11, 1))),
    happened(Roadmap.RoadmapStageStarted, stage=2),
    happened(Roadmap.TargetAudienceIdentified, groups=("teachers", "employers"), note=Pii(OTHER, "завод")),
    happened(
        Roadmap.RoadmapGoalsDefined,
        goals=Pii(OTHER, "закрепить молодых специалистов"),
        tasks=Pii(OTHER, "подобрать пары"),
        forms=("PEER",),
        expected_results=Pii(OTHER, "никто не уволился в первый год"),
    ),
    happened(
        Roadmap.RoadmapMeasureCompleted,
        stage=2,
        measure="2/1",
        evidence=(17, 18),
        document=Pii(OTHER, "сводка запросов от 12.09"),
        completed_on=date(2026, 9, 12),
    ),
    happened(Roadmap.RoadmapMeasureDropped, measure="2/1", reason=Pii(OTHER, "филиал закрыт")),
    happened(
        Roadmap.RoadmapStageDocumentAttached,
        stage=2,
        document="RM2.D1",
        reference=Pii(OTHER, "папка 02-14, лист 3"),
        attached_on=TODAY,
    ),
    happened(Roadmap.RoadmapStageCompleted, stage=2, completed_on=TODAY),
    happened(
        Roadmap.RoadmapCoveragePublished,
        stage=2,
        level="муниципальный",
        place=Pii(OTHER, "газета района, № 31"),
        published_on=TODAY,
    ),
    happened(Roadmap.RoadmapClosed, report=f"001/analytic_report/{1:032x}", closed_on=TODAY),
)
