"""The roadmap: drafting it, changing its measures, the head's approval by order."""

from typing import Literal

from service.access import Action
from service.aggregates.person import Person
from service.aggregates.roadmap import Roadmap
from service.commands.order_effects import Signing, effect
from service.commands.registry import command
from service.commands.work import Work, fixed_id
from service.errors import Refused
from service.events import Aggregate
from service.eventstore.log import Decision
from service.regulations.regulation import Regulation
from service.regulations.roadmap import academic_year as days_of_year
from service.regulations.roadmap import period_of, roadmap_under
from service.values import OrderReference, Pii

Stage = Literal[1, 2, 3, 4, 5, 6, 7]


class AcademicYearFaulty(Refused):
    """An academic year is written as two years that follow each other."""

    requirement = "R-039"


class RoadmapDraftedByCurator(Refused):
    """After the first roadmap the curator drafts it, nobody charged in his place (A-67)."""

    requirement = "R-018"


class RoadmapReplaced(Refused):
    """A later draft replaced this one."""

    requirement = "R-018"


class OneRoadmapPerOrder(Refused):
    """An order that approves a roadmap names one; facts: ``count``."""

    requirement = "R-018"


@command(
    title="Составить дорожную карту",
    action=Action.DRAFT_ROADMAP,
    requirements=("R-018", "R-037", "R-039"),
    needs_force=False,
)
def draft_roadmap(work: Work, *, academic_year: str | None = None, charged: str | None = None) -> Decision:
    """Draft the roadmap of seven stages that the regulation leads to; a later draft replaces an earlier one.

    ``charged`` is the person whom the head charged with the first roadmap; the curator drafts all others.
    """
    if academic_year is not None and days_of_year(academic_year) is None:
        raise AcademicYearFaulty
    earlier = roadmaps_of(work)
    plan = roadmap_under(_regulation(work))
    roadmap = Roadmap.start(
        Roadmap.RoadmapDrafted,
        fixed_id(work.institution, "roadmap", len(earlier) + 1),
        drafted_by=_drafter(work, earlier, charged),
        stages=tuple(stage.number for stage in plan.stages),
        digest=plan.digest(),
        academic_year=academic_year,
    )
    for stage in plan.stages:
        for measure in stage.measures:
            roadmap.take_measure(
                stage=stage.number,
                measure=str(measure.clause),
                wording=measure.title,
                requirements=measure.requirements,
            )
    return Decision((roadmap,), {"roadmap": roadmap.id})


@command(
    title="Добавить мероприятие в дорожную карту",
    action=Action.KEEP_ROADMAP,
    requirements=("R-038",),
    needs_force=False,
)
def add_roadmap_measure(work: Work, *, roadmap: str, stage: Stage, title: str) -> Decision:
    """Add a measure of the institution's own to a stage; an approved roadmap is approved again."""
    plan = work.get(Roadmap, roadmap)
    measure = plan.add_measure(stage=stage, title=Pii(work.actor, title))
    return Decision((plan,), {"measure": measure})


@command(
    title="Изменить мероприятие дорожной карты",
    action=Action.KEEP_ROADMAP,
    requirements=("R-038",),
    needs_force=False,
)
def change_roadmap_measure(work: Work, *, roadmap: str, measure: str, title: str) -> Decision:
    """Give a measure another wording; an approved roadmap is approved again."""
    plan = work.get(Roadmap, roadmap)
    plan.change_measure(measure=measure, title=Pii(work.actor, title))
    return Decision((plan,))


@command(
    title="Исключить мероприятие из дорожной карты",
    action=Action.KEEP_ROADMAP,
    requirements=("R-038",),
    needs_force=False,
)
def drop_roadmap_measure(work: Work, *, roadmap: str, measure: str, reason: str) -> Decision:
    """Drop a measure for a reason; an approved roadmap is approved again."""
    plan = work.get(Roadmap, roadmap)
    plan.drop_measure(measure=measure, reason=Pii(work.actor, reason))
    return Decision((plan,))


def curator_alone(work: Work, subjects: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001 - of every effect
    """The curator, on whom an order lays the duty to carry out what it approves."""
    curator = work.load_institution().curator
    return () if curator is None else (curator,)


@effect("roadmap_approval", named=curator_alone)
def approve_by_order(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """Approve the one roadmap that the order names, or what changed in it."""
    if len(signing.subjects) != 1:
        raise OneRoadmapPerOrder(count=len(signing.subjects))
    plan = work.get(Roadmap, signing.subjects[0])
    known = roadmaps_of(work)
    if not plan.in_work and known and plan.id != known[-1].id:
        raise RoadmapReplaced
    approve_roadmap(
        plan,
        approved_by=work.load_institution().head or work.actor,
        order=signing.reference,
        regulation=work.load_regulation(),
    )
    return (plan,)


def approve_roadmap(
    plan: Roadmap, *, approved_by: str, order: OrderReference, regulation: Regulation
) -> None:
    """Approve a roadmap; where the regulation gives its stages months, they get their days (R-040).

    Raises:
        RoadmapAlreadyApproved, OwnRoadmapNotApproved, AcademicYearMissing.

    """
    plan.approve(
        approved_by=approved_by, order=order, needs_year=regulation.flag("roadmap.per_academic_year")
    )
    year = days_of_year(plan.academic_year or "")
    if year is None:
        return
    for stage in roadmap_under(regulation).stages:
        period = period_of(stage.period, year=year)
        if period is not None and stage.number not in plan.periods:
            plan.schedule_stage(stage=stage.number, period=period)


def roadmaps_of(work: Work) -> tuple[Roadmap, ...]:
    """The roadmaps of the institution in the order of their drafts, from the log itself."""
    found: list[Roadmap] = []
    while (plan := work.log.find(Roadmap, fixed_id(work.institution, "roadmap", len(found) + 1))) is not None:
        found.append(plan)
    return tuple(found)


def _drafter(work: Work, earlier: tuple[Roadmap, ...], charged: str | None) -> str:
    if not any(plan.in_work for plan in earlier):
        return work.actor if charged is None else work.get(Person, charged).id
    curator = work.load_institution().curator
    if charged is not None or curator is None:
        raise RoadmapDraftedByCurator
    work.speaks_for(curator)
    return curator


def _regulation(work: Work) -> Regulation:
    institution = work.load_institution()
    if any(since <= work.on for since in institution.in_force.values()):
        return work.load_regulation()
    return Regulation.from_settings(work.institution, institution.settings, version=1)
