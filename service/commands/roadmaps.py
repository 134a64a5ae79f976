"""The roadmap: drafting it, carrying out its stages, closing it."""

from service.access import Action
from service.aggregates.roadmap import Roadmap
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision
from service.regulations.roadmap import roadmap_of


@command(
    title="Составить дорожную карту",
    action=Action.KEEP_ROADMAP,
    requirements=("R-018", "R-037"),
    needs_force=False,
)
def draft_roadmap(work: Work, *, academic_year: str | None = None) -> Decision:
    """Draft the roadmap of seven stages from the seed; a later draft replaces an earlier one."""
    seed = roadmap_of(work.institution)
    roadmap = Roadmap.start(
        Roadmap.RoadmapDrafted,
        work.new_id("roadmap"),
        drafted_by=work.actor,
        stages=tuple(stage.number for stage in seed.stages),
        digest=seed.digest(),
        academic_year=academic_year,
    )
    return Decision((roadmap,), {"roadmap": roadmap.id})
