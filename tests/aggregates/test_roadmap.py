"""The roadmap: drafted, approved and approved again, carried out stage by stage in any order, closed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.roadmap import (
    AcademicYearMissing,
    CoverageLevelUnknown,
    EvidenceMissing,
    MeasureAlreadyClosed,
    MeasuresOpen,
    MeasureTextMissing,
    OwnRoadmapNotApproved,
    Roadmap,
    RoadmapAlreadyApproved,
    RoadmapFactInFuture,
    RoadmapFinished,
    RoadmapMeasureUnknown,
    RoadmapNotApproved,
    RoadmapReportMissing,
    StageAlreadyComplete,
    StageDocumentsMissing,
    StageDocumentUnknown,
    StageRunsToTheEnd,
    StagesOpen,
    StageUnknown,
    StageWithoutMeasures,
)
from service.values import Period, Pii
from tests.scenario import ORDER, TODAY, Happened, given, happened

CURATOR = "001/person/curator"
HEAD = "001/person/head"
REPORT = "001/analytic_report/1"
TOMORROW = TODAY + timedelta(days=1)
TITLE = Pii(CURATOR, "День открытых уроков")
BLANK = Pii(CURATOR, " ")
PAPER = Pii(CURATOR, "протокол № 4")
PERIOD = Period(date(2026, 9, 1), date(2026, 11, 1))


def drafted(academic_year: str | None = None, stages: tuple[int, ...] = (1, 2, 7)) -> Happened:
    return happened(
        Roadmap.RoadmapDrafted, drafted_by=CURATOR, stages=stages, digest="d", academic_year=academic_year
    )


def taken(stage: int, measure: str) -> Happened:
    return happened(
        Roadmap.RoadmapMeasureAdded,
        stage=stage,
        measure=measure,
        wording="Собрать запросы",
        title=None,
        requirements=("R-044",),
    )


def own(stage: int, measure: str) -> Happened:
    return happened(
        Roadmap.RoadmapMeasureAdded,
        stage=stage,
        measure=measure,
        wording=None,
        title=TITLE,
        requirements=(),
    )


def started(stage: int) -> Happened:
    return happened(Roadmap.RoadmapStageStarted, stage=stage)


def completed(stage: int) -> Happened:
    return happened(Roadmap.RoadmapStageCompleted, stage=stage, completed_on=TODAY)


def done(measure: str, stage: int, *evidence: int, document: Pii | None = None) -> Happened:
    return happened(
        Roadmap.RoadmapMeasureCompleted,
        stage=stage,
        measure=measure,
        evidence=evidence,
        document=document,
        completed_on=TODAY,
    )


def attached(document: str, stage: int) -> Happened:
    return happened(
        Roadmap.RoadmapStageDocumentAttached,
        stage=stage,
        document=document,
        reference=PAPER,
        attached_on=TODAY,
    )


def dropped(measure: str) -> Happened:
    return happened(Roadmap.RoadmapMeasureDropped, measure=measure, reason=TITLE)


DRAFTED = drafted()
APPROVED = happened(Roadmap.RoadmapApproved, approved_by=HEAD, order=ORDER)
MEASURES = (taken(1, "RM1.1"), taken(2, "RM2.1"), taken(2, "RM2.2"), taken(7, "RM7.1"))
RUNNING = (DRAFTED, *MEASURES, APPROVED)
CLOSED = happened(Roadmap.RoadmapClosed, report=REPORT, closed_on=TODAY)
ALL_DONE = (
    *RUNNING,
    done("RM1.1", 1, 3),
    done("RM2.1", 2, 4),
    done("RM2.2", 2, 5),
    done("RM7.1", 7, 6),
    completed(1),
    completed(2),
)
FINISHED = (*ALL_DONE, completed(7), CLOSED)

Act = Callable[[Roadmap], object]


def approve(*, by: str = HEAD, needs_year: bool = False) -> Act:
    return lambda it: it.approve(approved_by=by, order=ORDER, needs_year=needs_year)


def carry_out(measure: str, *evidence: int, document: Pii | None = None, on: date = TODAY) -> Act:
    return lambda it: it.complete_measure(
        measure=measure, evidence=evidence, document=document, completed_on=on, on=TODAY
    )


def attach(document: str, stage: int, on: date = TODAY) -> Act:
    return lambda it: it.attach_document(
        stage=stage,
        document=document,
        listed=("RM2.D1", "RM2.D2"),
        reference=PAPER,
        attached_on=on,
        on=TODAY,
    )


def complete(stage: int, *documents: str, on: date = TODAY) -> Act:
    return lambda it: it.complete_stage(stage=stage, documents=documents, completed_on=on, on=TODAY)


def close(*documents: str, report: str | None = REPORT, on: date = TODAY) -> Act:
    return lambda it: it.close(report=report, documents=documents, closed_on=on, on=TODAY)


def cover(level: str | None = None, stage: int = 2, on: date = TODAY) -> Act:
    return lambda it: it.publish_coverage(
        stage=stage,
        level=level,
        levels=("муниципальный", "региональный"),
        place=PAPER,
        published_on=on,
        on=TODAY,
    )


@pytest.mark.requirement("R-018")
@pytest.mark.requirement("R-003")
def test_the_head_approves_what_the_curator_drafted() -> None:
    given(Roadmap, DRAFTED).when(approve()).then(APPROVED)


@pytest.mark.requirement("R-018")
def test_nobody_approves_the_own_draft() -> None:
    given(Roadmap, DRAFTED).when(approve(by=CURATOR)).then_refused(OwnRoadmapNotApproved)


@pytest.mark.requirement("R-018")
def test_a_roadmap_is_approved_once() -> None:
    given(Roadmap, DRAFTED, APPROVED).when(approve()).then_refused(RoadmapAlreadyApproved)


@pytest.mark.requirement("R-039")
def test_a_roadmap_for_an_academic_year_names_it_before_approval() -> None:
    given(Roadmap, DRAFTED).when(approve(needs_year=True)).then_refused(AcademicYearMissing)
    given(Roadmap, drafted("2026/2027")).when(approve(needs_year=True)).then(APPROVED)


def test_a_measure_of_the_plan_is_taken_with_its_wording() -> None:
    given(Roadmap, DRAFTED).when(
        lambda it: it.take_measure(
            stage=1, measure="RM1.1", wording="Собрать запросы", requirements=("R-044",)
        )
    ).then(taken(1, "RM1.1"))


@pytest.mark.requirement("R-038")
def test_own_measures_are_numbered_within_their_stage() -> None:
    given(Roadmap, DRAFTED, taken(1, "RM1.1")).when(lambda it: it.add_measure(stage=1, title=TITLE)).then(
        own(1, "1/1")
    )
    given(Roadmap, DRAFTED, own(1, "1/1"), own(2, "2/1"), own(2, "2/2")).when(_third).then(own(1, "1/2"))


def _third(it: Roadmap) -> None:
    assert it.add_measure(stage=1, title=TITLE) == "1/2"


@pytest.mark.requirement("R-038")
@pytest.mark.parametrize("change", [own(1, "1/1"), dropped("RM2.1")])
def test_a_change_after_the_approval_is_approved_again(change: Happened) -> None:
    given(Roadmap, *RUNNING, change).when(approve()).then(APPROVED)
    given(Roadmap, *RUNNING, change).when(complete(1)).then_refused(RoadmapNotApproved)


@pytest.mark.requirement("R-038")
def test_a_measure_gets_another_wording_and_the_roadmap_another_approval() -> None:
    changed = happened(Roadmap.RoadmapMeasureChanged, measure="RM1.1", title=TITLE)
    given(Roadmap, *RUNNING).when(lambda it: it.change_measure(measure="RM1.1", title=TITLE)).then(changed)
    given(Roadmap, *RUNNING, changed).when(carry_out("RM1.1", 4)).then_refused(RoadmapNotApproved)
    given(Roadmap, *RUNNING, changed).when(approve()).then(APPROVED)


@pytest.mark.requirement("R-038")
def test_a_dropped_measure_has_a_reason_and_is_closed() -> None:
    given(Roadmap, *RUNNING).when(lambda it: it.drop_measure(measure="RM1.1", reason=TITLE)).then(
        dropped("RM1.1")
    )
    given(Roadmap, *RUNNING).when(lambda it: it.drop_measure(measure="RM1.1", reason=BLANK)).then_refused(
        MeasureTextMissing
    )


@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.drop_measure(measure="RM1.1", reason=TITLE),
        lambda it: it.change_measure(measure="RM1.1", title=TITLE),
        carry_out("RM1.1", 7),
    ],
)
@pytest.mark.parametrize("end", [dropped("RM1.1"), done("RM1.1", 1, 3)])
def test_a_closed_measure_stays_closed(act: Act, end: Happened) -> None:
    given(Roadmap, *RUNNING, end).when(act).then_refused(MeasureAlreadyClosed)


@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.drop_measure(measure="RM9.9", reason=TITLE),
        lambda it: it.change_measure(measure="RM9.9", title=TITLE),
        carry_out("RM9.9", 7),
    ],
)
def test_a_measure_that_is_not_there_is_unknown(act: Act) -> None:
    given(Roadmap, *RUNNING).when(act).then_refused(RoadmapMeasureUnknown)


def test_a_measure_has_a_wording() -> None:
    given(Roadmap, *RUNNING).when(lambda it: it.add_measure(stage=1, title=BLANK)).then_refused(
        MeasureTextMissing
    )
    given(Roadmap, *RUNNING).when(lambda it: it.change_measure(measure="RM1.1", title=BLANK)).then_refused(
        MeasureTextMissing
    )


@pytest.mark.requirement("R-040")
def test_a_stage_gets_its_days_and_other_days_later() -> None:
    scheduled = happened(Roadmap.RoadmapStageScheduled, stage=2, period=PERIOD)
    given(Roadmap, *RUNNING).when(lambda it: it.schedule_stage(stage=2, period=PERIOD)).then(scheduled)
    given(Roadmap, *RUNNING, scheduled).when(
        lambda it: it.schedule_stage(stage=2, period=PERIOD)
    ).then_nothing()
    later = Period(PERIOD.since, date(2026, 12, 1))
    given(Roadmap, *RUNNING, scheduled).when(lambda it: it.schedule_stage(stage=2, period=later)).then(
        happened(Roadmap.RoadmapStageScheduled, stage=2, period=later)
    )


@pytest.mark.requirement("R-037")
def test_no_stage_waits_for_another_and_the_last_begins_with_the_first() -> None:
    given(Roadmap, *RUNNING).when(lambda it: it.start_stage(stage=2)).then(started(2), started(7))
    given(Roadmap, *RUNNING, started(2), started(7)).when(lambda it: it.start_stage(stage=1)).then(started(1))
    given(Roadmap, *RUNNING, started(2), started(7)).when(lambda it: it.start_stage(stage=2)).then_nothing()
    given(Roadmap, *RUNNING).when(lambda it: it.start_stage(stage=7)).then(started(7))


@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.schedule_stage(stage=2, period=PERIOD),
        lambda it: it.start_stage(stage=2),
        carry_out("RM2.1", 7),
        complete(2),
        close(),
    ],
)
@pytest.mark.requirement("R-018")
def test_nothing_is_carried_out_before_the_approval(act: Act) -> None:
    given(Roadmap, DRAFTED, *MEASURES).when(act).then_refused(RoadmapNotApproved)


@pytest.mark.requirement("R-037")
def test_a_measure_is_completed_by_events_or_a_document_and_begins_its_stage() -> None:
    given(Roadmap, *RUNNING).when(carry_out("RM2.1", 8, 9)).then(
        started(2), started(7), done("RM2.1", 2, 8, 9)
    )
    begun = (*RUNNING, started(2), started(7))
    given(Roadmap, *begun).when(carry_out("RM2.1", document=PAPER)).then(done("RM2.1", 2, document=PAPER))
    given(Roadmap, *begun).when(carry_out("RM2.1")).then_refused(EvidenceMissing)


@pytest.mark.requirement("R-041")
def test_a_document_of_the_list_is_attached_once() -> None:
    given(Roadmap, *RUNNING).when(attach("RM2.D1", 2)).then(attached("RM2.D1", 2))
    given(Roadmap, *RUNNING, attached("RM2.D1", 2)).when(attach("RM2.D1", 2)).then_nothing()
    given(Roadmap, *RUNNING).when(attach("RM2.D3", 2)).then_refused(StageDocumentUnknown, stage=2)


@pytest.mark.requirement("R-037")
def test_a_stage_is_complete_when_all_its_measures_are_closed() -> None:
    half = (*RUNNING, done("RM2.1", 2, 4))
    given(Roadmap, *RUNNING).when(complete(2)).then_refused(MeasuresOpen, stage=2, count=2)
    given(Roadmap, *half).when(complete(2)).then_refused(MeasuresOpen, stage=2, count=1)
    given(Roadmap, *half, done("RM2.2", 2, 5)).when(complete(2)).then(completed(2))
    given(Roadmap, *half, dropped("RM2.2"), APPROVED).when(complete(2)).then(completed(2))


@pytest.mark.requirement("R-041")
def test_004_completes_a_stage_when_all_documents_are_attached() -> None:
    ready = (*RUNNING, done("RM2.1", 2, 4), done("RM2.2", 2, 5))
    given(Roadmap, *ready, attached("RM2.D1", 2)).when(
        complete(2, "RM2.D1", "RM2.D2", "RM2.D3")
    ).then_refused(StageDocumentsMissing, stage=2, count=2)
    given(Roadmap, *ready, attached("RM2.D1", 2)).when(complete(2, "RM2.D1")).then(completed(2))


def test_a_stage_without_measures_is_never_complete() -> None:
    given(Roadmap, DRAFTED, APPROVED).when(complete(1)).then_refused(StageWithoutMeasures, stage=1)


@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.add_measure(stage=1, title=TITLE),
        lambda it: it.schedule_stage(stage=1, period=PERIOD),
        lambda it: it.start_stage(stage=1),
        attach("RM2.D1", 1),
        complete(1),
    ],
)
def test_a_complete_stage_stays_as_it_is(act: Act) -> None:
    given(Roadmap, *ALL_DONE).when(act).then_refused(StageAlreadyComplete, stage=1)


@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.add_measure(stage=3, title=TITLE),
        lambda it: it.schedule_stage(stage=3, period=PERIOD),
        lambda it: it.start_stage(stage=3),
        attach("RM2.D1", 3),
        complete(3),
        cover(stage=3),
    ],
)
def test_a_stage_that_is_not_there_is_unknown(act: Act) -> None:
    given(Roadmap, *RUNNING).when(act).then_refused(StageUnknown, stage=3)


@pytest.mark.requirement("R-145")
def test_the_information_stage_ends_with_the_roadmap_only() -> None:
    given(Roadmap, *ALL_DONE).when(complete(7)).then_refused(StageRunsToTheEnd, stage=7)
    given(Roadmap, *ALL_DONE).when(close()).then(completed(7), CLOSED)


@pytest.mark.requirement("R-037")
def test_a_roadmap_is_closed_when_all_is_done_and_the_report_is_issued() -> None:
    given(Roadmap, *RUNNING).when(close()).then_refused(StagesOpen, count=2)
    given(Roadmap, *ALL_DONE[:-1]).when(close()).then_refused(StagesOpen, count=1)
    given(Roadmap, *ALL_DONE).when(close(report=None)).then_refused(RoadmapReportMissing)
    given(Roadmap, *ALL_DONE).when(close("RM7.D1")).then_refused(StageDocumentsMissing, stage=7, count=1)
    given(Roadmap, *RUNNING, completed(1), completed(2)).when(close()).then_refused(
        MeasuresOpen, stage=7, count=1
    )


@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.add_measure(stage=1, title=TITLE),
        lambda it: it.schedule_stage(stage=1, period=PERIOD),
        lambda it: it.start_stage(stage=7),
        attach("RM2.D1", 2),
        complete(1),
        close(),
        cover(),
        lambda it: it.identify_audience(groups=("teachers",), note=None),
        lambda it: it.define_goals(goals=TITLE, tasks=TITLE, forms=("PEER",), expected_results=TITLE),
    ],
)
def test_a_closed_roadmap_is_finished(act: Act) -> None:
    given(Roadmap, *FINISHED).when(act).then_refused(RoadmapFinished, closed_on=TODAY)


@pytest.mark.parametrize(
    ("history", "act"),
    [
        (RUNNING, carry_out("RM2.1", 7, on=TOMORROW)),
        (RUNNING, attach("RM2.D1", 2, on=TOMORROW)),
        (ALL_DONE[:-1], complete(2, on=TOMORROW)),
        (ALL_DONE, close(on=TOMORROW)),
        (RUNNING, cover(on=TOMORROW)),
    ],
)
def test_nothing_is_done_tomorrow(history: tuple[Happened, ...], act: Act) -> None:
    given(Roadmap, *history).when(act).then_refused(RoadmapFactInFuture, done_on=TOMORROW, on=TODAY)


@pytest.mark.requirement("R-145")
@pytest.mark.parametrize("level", [None, "региональный"])
def test_coverage_is_recorded_at_any_stage_on_a_level_of_the_roadmap(level: str | None) -> None:
    covered = happened(
        Roadmap.RoadmapCoveragePublished, stage=2, level=level, place=PAPER, published_on=TODAY
    )
    given(Roadmap, DRAFTED).when(cover(level)).then(covered)


@pytest.mark.requirement("R-145")
def test_another_level_of_coverage_is_refused() -> None:
    given(Roadmap, *RUNNING).when(cover("мировой")).then_refused(
        CoverageLevelUnknown, allowed="муниципальный, региональный"
    )


@pytest.mark.requirement("R-043")
def test_004_records_audience_and_goals() -> None:
    words: dict[str, Any] = {
        "goals": TITLE,
        "tasks": PAPER,
        "forms": ("PEER",),
        "expected_results": BLANK,
    }
    given(Roadmap, *RUNNING).when(lambda it: it.identify_audience(groups=("employers",), note=TITLE)).then(
        happened(Roadmap.TargetAudienceIdentified, groups=("employers",), note=TITLE)
    )
    given(Roadmap, *RUNNING).when(lambda it: it.define_goals(**words)).then(
        happened(Roadmap.RoadmapGoalsDefined, **words)
    )


@pytest.mark.requirement("R-018")
def test_a_roadmap_is_in_work_from_its_first_approval_on() -> None:
    def in_work(it: Roadmap) -> None:
        assert it.in_work is (it.measures != {})

    given(Roadmap, DRAFTED).when(in_work).then_nothing()
    given(Roadmap, *RUNNING, dropped("RM1.1")).when(in_work).then_nothing()
