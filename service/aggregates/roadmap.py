"""The roadmap (дорожная карта) of an institution: seven stages with measures, approved, carried out, closed.

Stages overlap and none waits for another (A-16); stage 7 runs through all others, to the end (A-45).
"""

from datetime import date
from typing import Final, Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import OrderReference, Period, Pii

AudienceGroup = Literal["teachers", "other_workers", "employers", "other_outsiders"]
"""Who is interested in mentoring, inside the institution and outside it (004 RM1.a)."""

INFORMATION_STAGE: Final = 7


class RoadmapAlreadyApproved(Refused):
    """The roadmap was approved before, and nothing changed since."""

    requirement = "R-018"


class OwnRoadmapNotApproved(Refused):
    """Who drafted a roadmap does not approve it."""

    requirement = "R-018"


class RoadmapNotApproved(Refused):
    """The roadmap, or a change of it, waits for the head's order."""

    requirement = "R-018"


class RoadmapFinished(Refused):
    """The roadmap is closed; facts: ``closed_on``."""

    requirement = "R-037"


class AcademicYearMissing(Refused):
    """The roadmap is drawn for an academic year, which has to be named before approval (004, A-35)."""

    requirement = "R-039"


class StageUnknown(Refused):
    """The roadmap has no such stage; facts: ``stage``."""

    requirement = "R-037"


class StageAlreadyComplete(Refused):
    """The stage is complete, so its measures stay as they are; facts: ``stage``."""

    requirement = "R-037"


class StageWithoutMeasures(Refused):
    """A stage without any measure has nothing that could be complete; facts: ``stage``."""

    requirement = "R-037"


class RoadmapMeasureUnknown(Refused):
    """The roadmap has no such measure."""

    requirement = "R-038"


class MeasureTextMissing(Refused):
    """A measure has a wording, and a dropped one a reason."""

    requirement = "R-038"


class MeasureAlreadyClosed(Refused):
    """The measure was completed or dropped before."""

    requirement = "R-037"


class EvidenceMissing(Refused):
    """A measure is completed by an event of the log or by a document."""

    requirement = "R-037"


class MeasuresOpen(Refused):
    """A stage is complete when all its measures are completed or dropped; facts: ``stage``, ``count``."""

    requirement = "R-037"


class StageDocumentUnknown(Refused):
    """The stage has no such document in the roadmap; facts: ``stage``."""

    requirement = "R-041"


class StageDocumentsMissing(Refused):
    """The stage waits for documents of its list (004); facts: ``stage``, ``count``."""

    requirement = "R-041"


class StageRunsToTheEnd(Refused):
    """The information stage ends with the roadmap only; facts: ``stage``."""

    requirement = "R-037"


class StagesOpen(Refused):
    """The roadmap is closed after all its stages but the last; facts: ``count`` of the open ones."""

    requirement = "R-037"


class RoadmapReportMissing(Refused):
    """The roadmap is closed with an issued analytic report."""

    requirement = "R-037"


class CoverageLevelUnknown(Refused):
    """The roadmap names no such level of coverage; facts: ``allowed``, the Russian words that it names."""

    requirement = "R-145"


class RoadmapFactInFuture(Refused):
    """What was done is dated later than the day of the act; facts: ``done_on``, ``on``."""

    requirement = "R-037"


class Roadmap(Aggregate):
    """One roadmap of one institution."""

    TOPIC = "roadmap"

    class RoadmapDrafted(Created):
        """A roadmap was drafted; ``stages`` are the numbers of its stages, ``digest`` names its content."""

        TOPIC = "roadmap.RoadmapDrafted"
        REQUIREMENTS = ("R-018", "R-037", "R-039")
        drafted_by: str
        stages: tuple[int, ...]
        digest: str
        academic_year: str | None

    class RoadmapMeasureAdded(Event):
        """A stage got a measure.

        ``wording`` is the text of the plan that the service brings along, ``title`` the curator's own.
        """

        TOPIC = "roadmap.RoadmapMeasureAdded"
        REQUIREMENTS = ("R-037", "R-038")
        stage: int
        measure: str
        wording: str | None
        title: Pii | None
        requirements: tuple[str, ...]

    class RoadmapMeasureChanged(Event):
        """A measure got another wording."""

        TOPIC = "roadmap.RoadmapMeasureChanged"
        REQUIREMENTS = ("R-038",)
        measure: str
        title: Pii

    class RoadmapMeasureDropped(Event):
        """A measure will not be carried out."""

        TOPIC = "roadmap.RoadmapMeasureDropped"
        REQUIREMENTS = ("R-038",)
        measure: str
        reason: Pii

    class RoadmapApproved(Event):
        """The head approved the roadmap by order (000, 001: the order that approves the regulation)."""

        TOPIC = "roadmap.RoadmapApproved"
        REQUIREMENTS = ("R-003", "R-018")
        approved_by: str
        order: OrderReference

    class RoadmapStageScheduled(Event):
        """A stage has these days; a late stage is shown, never blocked."""

        TOPIC = "roadmap.RoadmapStageScheduled"
        REQUIREMENTS = ("R-039", "R-040")
        stage: int
        period: Period

    class RoadmapStageStarted(Event):
        """Work on a stage began."""

        TOPIC = "roadmap.RoadmapStageStarted"
        REQUIREMENTS = ("R-037",)
        stage: int

    class RoadmapMeasureCompleted(Event):
        """A measure was carried out.

        ``evidence`` are positions of the log, ``document`` tells of a document outside of it.
        """

        TOPIC = "roadmap.RoadmapMeasureCompleted"
        REQUIREMENTS = ("R-037", "R-042")
        stage: int
        measure: str
        evidence: tuple[int, ...]
        document: Pii | None
        completed_on: date

    class RoadmapStageDocumentAttached(Event):
        """A document of the stage's list is there; ``document`` is its clause in the roadmap."""

        TOPIC = "roadmap.RoadmapStageDocumentAttached"
        REQUIREMENTS = ("R-041",)
        stage: int
        document: str
        reference: Pii
        attached_on: date

    class RoadmapStageCompleted(Event):
        """All measures of the stage are closed and its documents attached."""

        TOPIC = "roadmap.RoadmapStageCompleted"
        REQUIREMENTS = ("R-037", "R-041")
        stage: int
        completed_on: date

    class RoadmapClosed(Event):
        """The roadmap is carried out; ``report`` is the analytic report that tells so."""

        TOPIC = "roadmap.RoadmapClosed"
        REQUIREMENTS = ("R-037",)
        report: str
        closed_on: date

    class TargetAudienceIdentified(Event):
        """The curator found out who is interested in mentoring, inside and outside (004)."""

        TOPIC = "roadmap.TargetAudienceIdentified"
        REQUIREMENTS = ("R-043",)
        groups: tuple[AudienceGroup, ...]
        note: Pii | None

    class RoadmapGoalsDefined(Event):
        """Goals, tasks, forms and the results that the analytic report will be compared with (004)."""

        TOPIC = "roadmap.RoadmapGoalsDefined"
        REQUIREMENTS = ("R-043",)
        goals: Pii
        tasks: Pii
        forms: tuple[str, ...]
        expected_results: Pii

    class RoadmapCoveragePublished(Event):
        """Measures of a stage were covered in public; ``level`` None: on the institution's own pages."""

        TOPIC = "roadmap.RoadmapCoveragePublished"
        REQUIREMENTS = ("R-145",)
        stage: int
        level: str | None
        place: Pii
        published_on: date

    @event(RoadmapDrafted)
    def __init__(self, drafted_by: str, stages: tuple[int, ...], academic_year: str | None) -> None:
        self.drafted_by = drafted_by
        self.stages = stages
        self.academic_year = academic_year
        self.approved = False
        self.in_work = False
        self.measures: dict[str, int] = {}
        self.open_measures: frozenset[str] = frozenset()
        self.started: frozenset[int] = frozenset()
        self.completed: frozenset[int] = frozenset()
        self.documents: frozenset[str] = frozenset()
        self.periods: dict[int, Period] = {}
        self.closed_on: date | None = None

    def take_measure(self, *, stage: int, measure: str, wording: str, requirements: tuple[str, ...]) -> None:
        """Take a measure out of the plan that the service brings along; ``measure`` is its clause."""
        self._measure_added(
            stage=stage, measure=measure, wording=wording, title=None, requirements=requirements
        )

    def add_measure(self, *, stage: int, title: Pii) -> str:
        """Add a measure of the curator's own to a stage; give its name.

        Raises:
            StageUnknown, StageAlreadyComplete, RoadmapFinished, MeasureTextMissing.

        """
        self._need_open(stage)
        _need_text(title)
        own = sum(1 for name, of in self.measures.items() if of == stage and "/" in name)
        measure = f"{stage}/{own + 1}"
        self._measure_added(stage=stage, measure=measure, wording=None, title=title, requirements=())
        return measure

    @event(RoadmapMeasureAdded)
    def _measure_added(
        self,
        *,
        stage: int,
        measure: str,
        wording: str | None,  # noqa: ARG002 - kept in the event
        title: Pii | None,  # noqa: ARG002 - kept in the event
        requirements: tuple[str, ...],  # noqa: ARG002 - kept in the event
    ) -> None:
        self.measures[measure] = stage
        self.open_measures |= {measure}
        self.approved = False

    def change_measure(self, *, measure: str, title: Pii) -> None:
        """Give an open measure another wording; an approved roadmap then needs the head's order again.

        Raises:
            RoadmapMeasureUnknown, MeasureAlreadyClosed, MeasureTextMissing.

        """
        self._need_open_measure(measure)
        _need_text(title)
        self._measure_changed(measure=measure, title=title)

    @event(RoadmapMeasureChanged)
    def _measure_changed(self, measure: str, title: Pii) -> None:  # noqa: ARG002 - kept in the event
        self.approved = False

    def drop_measure(self, *, measure: str, reason: Pii) -> None:
        """Drop an open measure; an approved roadmap then needs the head's order again.

        Raises:
            RoadmapMeasureUnknown, MeasureAlreadyClosed, MeasureTextMissing.

        """
        self._need_open_measure(measure)
        _need_text(reason)
        self._measure_dropped(measure=measure, reason=reason)

    @event(RoadmapMeasureDropped)
    def _measure_dropped(self, measure: str, reason: Pii) -> None:  # noqa: ARG002 - kept in the event
        self.open_measures -= {measure}
        self.approved = False

    def approve(self, *, approved_by: str, order: OrderReference, needs_year: bool) -> None:
        """Approve the roadmap, or what changed in it; ``needs_year``: it is drawn for an academic year.

        Raises:
            RoadmapAlreadyApproved: it is approved as it stands.
            OwnRoadmapNotApproved: the approver drafted it.
            AcademicYearMissing: the year is not filled in.

        """
        if self.approved:
            raise RoadmapAlreadyApproved
        if approved_by == self.drafted_by:
            raise OwnRoadmapNotApproved
        if needs_year and self.academic_year is None:
            raise AcademicYearMissing
        self._approved(approved_by=approved_by, order=order)

    @event(RoadmapApproved)
    def _approved(self, approved_by: str, order: OrderReference) -> None:  # noqa: ARG002 - kept in the event
        self.approved = True
        self.in_work = True

    def schedule_stage(self, *, stage: int, period: Period) -> None:
        """Give a stage its days; the same days change nothing.

        Raises:
            RoadmapNotApproved, RoadmapFinished, StageUnknown, StageAlreadyComplete.

        """
        self._need_open(stage)
        self._need_approved()
        if self.periods.get(stage) != period:
            self._stage_scheduled(stage=stage, period=period)

    @event(RoadmapStageScheduled)
    def _stage_scheduled(self, stage: int, period: Period) -> None:
        self.periods[stage] = period

    def start_stage(self, *, stage: int) -> None:
        """Begin a stage, whatever the others do; stage 7 begins with the first. Twice is once.

        Raises:
            RoadmapNotApproved, RoadmapFinished, StageUnknown, StageAlreadyComplete.

        """
        self._need_open(stage)
        self._need_approved()
        for each in (stage, INFORMATION_STAGE):
            if each not in self.started:
                self._stage_started(stage=each)

    @event(RoadmapStageStarted)
    def _stage_started(self, stage: int) -> None:
        self.started |= {stage}

    def complete_measure(
        self, *, measure: str, evidence: tuple[int, ...], document: Pii | None, completed_on: date, on: date
    ) -> None:
        """Record that a measure was carried out; its stage begins with it if it had not begun.

        Raises:
            RoadmapMeasureUnknown, MeasureAlreadyClosed, RoadmapNotApproved.
            EvidenceMissing: neither an event nor a document proves it.
            RoadmapFactInFuture: the day lies after the business date ``on``.

        """
        self._need_open_measure(measure)
        if not evidence and document is None:
            raise EvidenceMissing
        _need_past(completed_on, on)
        self.start_stage(stage=self.measures[measure])
        self._measure_completed(
            stage=self.measures[measure],
            measure=measure,
            evidence=evidence,
            document=document,
            completed_on=completed_on,
        )

    @event(RoadmapMeasureCompleted)
    def _measure_completed(
        self,
        *,
        stage: int,  # noqa: ARG002 - kept in the event
        measure: str,
        evidence: tuple[int, ...],  # noqa: ARG002 - kept in the event
        document: Pii | None,  # noqa: ARG002 - kept in the event
        completed_on: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.open_measures -= {measure}

    def attach_document(
        self,
        *,
        stage: int,
        document: str,
        listed: tuple[str, ...],
        reference: Pii,
        attached_on: date,
        on: date,
    ) -> None:
        """Attach a document of the stage's list; ``listed`` are the clauses of that list. Twice is once.

        Raises:
            RoadmapFinished, StageUnknown, StageAlreadyComplete, StageDocumentUnknown, RoadmapFactInFuture.

        """
        self._need_open(stage)
        if document not in listed:
            raise StageDocumentUnknown(stage=stage)
        _need_past(attached_on, on)
        if document not in self.documents:
            self._document_attached(
                stage=stage, document=document, reference=reference, attached_on=attached_on
            )

    @event(RoadmapStageDocumentAttached)
    def _document_attached(
        self,
        stage: int,  # noqa: ARG002 - kept in the event
        document: str,
        reference: Pii,  # noqa: ARG002 - kept in the event
        attached_on: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.documents |= {document}

    def complete_stage(self, *, stage: int, documents: tuple[str, ...], completed_on: date, on: date) -> None:
        """Complete a stage; ``documents`` are the clauses of the documents that it needs (004).

        Raises:
            StageRunsToTheEnd: stage 7 ends with the roadmap.
            RoadmapNotApproved, RoadmapFinished, StageUnknown, StageAlreadyComplete, StageWithoutMeasures.
            MeasuresOpen, StageDocumentsMissing, RoadmapFactInFuture.

        """
        self._need_open(stage)
        if stage == INFORMATION_STAGE:
            raise StageRunsToTheEnd(stage=stage)
        self._need_approved()
        self._check_stage(stage, documents)
        _need_past(completed_on, on)
        self._stage_completed(stage=stage, completed_on=completed_on)

    @event(RoadmapStageCompleted)
    def _stage_completed(self, stage: int, completed_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.completed |= {stage}

    def close(self, *, report: str | None, documents: tuple[str, ...], closed_on: date, on: date) -> None:
        """Close the roadmap and with it stage 7; ``report`` is an issued analytic report.

        ``documents`` are the clauses of the documents that stage 7 needs (004).

        Raises:
            RoadmapNotApproved, RoadmapFinished.
            StagesOpen, MeasuresOpen, StageDocumentsMissing, StageWithoutMeasures.
            RoadmapReportMissing, RoadmapFactInFuture.

        """
        self._need_open(INFORMATION_STAGE)
        self._need_approved()
        if waiting := set(self.stages) - self.completed - {INFORMATION_STAGE}:
            raise StagesOpen(count=len(waiting))
        self._check_stage(INFORMATION_STAGE, documents)
        if report is None:
            raise RoadmapReportMissing
        _need_past(closed_on, on)
        self._stage_completed(stage=INFORMATION_STAGE, completed_on=closed_on)
        self._closed(report=report, closed_on=closed_on)

    @event(RoadmapClosed)
    def _closed(self, report: str, closed_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.closed_on = closed_on

    def identify_audience(self, *, groups: tuple[AudienceGroup, ...], note: Pii | None) -> None:
        """Record who is interested in mentoring (004 RM1.a).

        Raises:
            RoadmapFinished.

        """
        self._need_unfinished()
        self._audience_identified(groups=groups, note=note)

    @event(TargetAudienceIdentified)
    def _audience_identified(self, groups: tuple[AudienceGroup, ...], note: Pii | None) -> None:
        """Need no state: the audience binds nobody."""

    def define_goals(self, *, goals: Pii, tasks: Pii, forms: tuple[str, ...], expected_results: Pii) -> None:
        """Record goals, tasks, forms and expected results (004 RM1.b); a later text replaces it.

        Raises:
            RoadmapFinished.

        """
        self._need_unfinished()
        self._goals_defined(goals=goals, tasks=tasks, forms=forms, expected_results=expected_results)

    @event(RoadmapGoalsDefined)
    def _goals_defined(self, goals: Pii, tasks: Pii, forms: tuple[str, ...], expected_results: Pii) -> None:
        """Need no state: the report is compared with the goals, the roadmap is not."""

    def publish_coverage(
        self,
        *,
        stage: int,
        level: str | None,
        levels: tuple[str, ...],
        place: Pii,
        published_on: date,
        on: date,
    ) -> None:
        """Record that measures of a stage were covered in public; ``levels`` are those of the roadmap.

        Raises:
            RoadmapFinished, StageUnknown, CoverageLevelUnknown, RoadmapFactInFuture.

        """
        self._need_unfinished()
        self._need_known(stage)
        if level is not None and level not in levels:
            raise CoverageLevelUnknown(allowed=", ".join(levels))
        _need_past(published_on, on)
        self._coverage_published(stage=stage, level=level, place=place, published_on=published_on)

    @event(RoadmapCoveragePublished)
    def _coverage_published(self, stage: int, level: str | None, place: Pii, published_on: date) -> None:
        """Need no state: what is covered twice is covered better."""

    def _need_unfinished(self) -> None:
        if self.closed_on is not None:
            raise RoadmapFinished(closed_on=self.closed_on)

    def _need_approved(self) -> None:
        if not self.approved:
            raise RoadmapNotApproved

    def _need_known(self, stage: int) -> None:
        if stage not in self.stages:
            raise StageUnknown(stage=stage)

    def _need_open(self, stage: int) -> None:
        self._need_unfinished()
        self._need_known(stage)
        if stage in self.completed:
            raise StageAlreadyComplete(stage=stage)

    def _need_open_measure(self, measure: str) -> None:
        if measure not in self.measures:
            raise RoadmapMeasureUnknown
        if measure not in self.open_measures:
            raise MeasureAlreadyClosed

    def _check_stage(self, stage: int, documents: tuple[str, ...]) -> None:
        mine = {name for name, of in self.measures.items() if of == stage}
        if not mine:
            raise StageWithoutMeasures(stage=stage)
        if waiting := mine & self.open_measures:
            raise MeasuresOpen(stage=stage, count=len(waiting))
        if missing := set(documents) - self.documents:
            raise StageDocumentsMissing(stage=stage, count=len(missing))


def _need_text(text: Pii) -> None:
    if not text.text.strip():
        raise MeasureTextMissing


def _need_past(done_on: date, on: date) -> None:
    if done_on > on:
        raise RoadmapFactInFuture(done_on=done_on, on=on)
