"""Carrying out the roadmap: stages, measures with their evidence, documents, coverage, the closing."""

from datetime import date
from typing import Final

from service.access import Action
from service.aggregates.analytic_report import AnalyticReport
from service.aggregates.roadmap import AudienceGroup, Roadmap
from service.commands.registry import command
from service.commands.roadmaps import Stage
from service.commands.work import Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.ids import institution_of
from service.projections.roadmap_evidence import proving_topics
from service.regulations.regulation import Regulation
from service.regulations.roadmap import roadmap_under
from service.values import Period, Pii


class EvidenceUnfit(Refused):
    """The event at a position of the log does not prove the measure; facts: ``position``."""

    requirement = "R-037"


class StagePeriodBackwards(Refused):
    """A stage ends after it begins; facts: ``since``, ``until``."""

    requirement = "R-040"


class AudienceOutsideRoadmap(Refused):
    """Only the roadmap of 004 identifies the audience and defines goals in stage 1."""

    requirement = "R-043"


class AudienceMissing(Refused):
    """Somebody is interested in mentoring."""

    requirement = "R-043"


class GoalsMissing(Refused):
    """Goals, tasks, forms and expected results are all defined."""

    requirement = "R-043"


class GoalFormUnknown(Refused):
    """The regulation has no such form of mentoring; facts: ``count`` of the unknown ones."""

    requirement = "R-043"


_INFORMATION: Final = 7


@command(title="Назначить сроки этапа", action=Action.KEEP_ROADMAP, requirements=("R-040",))
def schedule_roadmap_stage(work: Work, *, roadmap: str, stage: Stage, since: date, until: date) -> Decision:
    """Give a stage its first and its last day."""
    if until < since:
        raise StagePeriodBackwards(since=since, until=until)
    plan = work.get(Roadmap, roadmap)
    plan.schedule_stage(stage=stage, period=Period.through(since, until))
    return Decision((plan,))


@command(title="Начать этап дорожной карты", action=Action.KEEP_ROADMAP, requirements=("R-037",))
def start_roadmap_stage(work: Work, *, roadmap: str, stage: Stage) -> Decision:
    """Begin a stage; it waits for no other (A-16), and the last one begins with the first."""
    plan = work.get(Roadmap, roadmap)
    plan.start_stage(stage=stage)
    return Decision((plan,))


@command(
    title="Отметить мероприятие выполненным", action=Action.KEEP_ROADMAP, requirements=("R-037", "R-042")
)
def complete_roadmap_measure(
    work: Work,
    *,
    roadmap: str,
    measure: str,
    completed_on: date,
    evidence: tuple[int, ...] = (),
    document: str | None = None,
) -> Decision:
    """Complete a measure by events of the log that prove it (``evidence``: positions) or by a document."""
    plan = work.get(Roadmap, roadmap)
    topics = proving_topics(measure, work.load_regulation())
    for position in evidence:
        _check_evidence(work, position, topics)
    plan.complete_measure(
        measure=measure,
        evidence=tuple(sorted(set(evidence))),
        document=Pii(work.actor, document) if document else None,
        completed_on=completed_on,
        on=work.on,
    )
    return Decision((plan,))


@command(title="Приложить документ этапа", action=Action.KEEP_ROADMAP, requirements=("R-041",))
def attach_stage_document(
    work: Work, *, roadmap: str, stage: Stage, document: str, reference: str, attached_on: date
) -> Decision:
    """Attach a document of the stage's list; ``document`` is its clause, ``reference`` says where it is."""
    plan = work.get(Roadmap, roadmap)
    plan.attach_document(
        stage=stage,
        document=document,
        listed=_documents(work, stage),
        reference=Pii(work.actor, reference),
        attached_on=attached_on,
        on=work.on,
    )
    return Decision((plan,))


@command(title="Завершить этап дорожной карты", action=Action.KEEP_ROADMAP, requirements=("R-037", "R-041"))
def complete_roadmap_stage(work: Work, *, roadmap: str, stage: Stage, completed_on: date) -> Decision:
    """Complete a stage whose measures are closed and whose documents are attached."""
    plan = work.get(Roadmap, roadmap)
    plan.complete_stage(stage=stage, documents=_documents(work, stage), completed_on=completed_on, on=work.on)
    return Decision((plan,))


@command(title="Завершить дорожную карту", action=Action.KEEP_ROADMAP, requirements=("R-037",))
def close_roadmap(work: Work, *, roadmap: str, closed_on: date, report: str | None = None) -> Decision:
    """Close the roadmap and its last stage, with the analytic report on it."""
    plan = work.get(Roadmap, roadmap)
    plan.close(
        report=None if report is None else work.get(AnalyticReport, report).id,
        documents=_documents(work, _INFORMATION),
        closed_on=closed_on,
        on=work.on,
    )
    return Decision((plan,))


@command(title="Определить аудиторию наставничества", action=Action.KEEP_ROADMAP, requirements=("R-043",))
def identify_target_audience(
    work: Work, *, roadmap: str, groups: tuple[AudienceGroup, ...], note: str | None = None
) -> Decision:
    """Record who inside and outside the institution is interested in mentoring (004)."""
    _need_audience_and_goals(work.load_regulation())
    if not groups:
        raise AudienceMissing
    plan = work.get(Roadmap, roadmap)
    plan.identify_audience(groups=tuple(dict.fromkeys(groups)), note=Pii(work.actor, note) if note else None)
    return Decision((plan,))


@command(title="Определить цели и ожидаемые результаты", action=Action.KEEP_ROADMAP, requirements=("R-043",))
def define_roadmap_goals(
    work: Work,
    *,
    roadmap: str,
    goals: str,
    tasks: str,
    forms: tuple[str, ...],
    expected_results: str,
) -> Decision:
    """Define goals, tasks, forms and the results with which the analytic report is compared (004)."""
    regulation = work.load_regulation()
    _need_audience_and_goals(regulation)
    if not forms or not all(text.strip() for text in (goals, tasks, expected_results)):
        raise GoalsMissing
    if unknown := set(forms) - {form.code for form in regulation.forms}:
        raise GoalFormUnknown(count=len(unknown))
    plan = work.get(Roadmap, roadmap)
    plan.define_goals(
        goals=Pii(work.actor, goals),
        tasks=Pii(work.actor, tasks),
        forms=tuple(dict.fromkeys(forms)),
        expected_results=Pii(work.actor, expected_results),
    )
    return Decision((plan,))


@command(title="Записать освещение мероприятий", action=Action.KEEP_ROADMAP, requirements=("R-145",))
def publish_roadmap_coverage(
    work: Work, *, roadmap: str, stage: Stage, place: str, published_on: date, level: str | None = None
) -> Decision:
    """Record where measures of a stage were covered; without a level: on the institution's own pages."""
    plan = work.get(Roadmap, roadmap)
    plan.publish_coverage(
        stage=stage,
        level=level,
        levels=work.load_regulation().texts("roadmap.stage7_levels_ru"),
        place=Pii(work.actor, place),
        published_on=published_on,
        on=work.on,
    )
    return Decision((plan,))


def _check_evidence(work: Work, position: int, topics: frozenset[str] | None) -> None:
    """Refuse an event of another institution, and one that does not prove the measure.

    ``topics`` None: a measure of the institution's own, which any event of the institution may prove.
    """
    found = work.log.after(position - 1, limit=1)
    if not found or found[0].position != position:
        raise EvidenceUnfit(position=position)
    event = found[0].event
    if institution_of(event.originator_id) != work.institution:
        raise EvidenceUnfit(position=position)
    if topics is not None and event.TOPIC not in topics:
        raise EvidenceUnfit(position=position)


def _documents(work: Work, stage: int) -> tuple[str, ...]:
    plan = roadmap_under(work.load_regulation())
    return tuple(str(document.clause) for document in plan.stage(stage).documents)


def _need_audience_and_goals(regulation: Regulation) -> None:
    if regulation.text("roadmap.stage1_variant") != "audience_and_goals":
        raise AudienceOutsideRoadmap
