"""Roadmaps: their measures, stages, documents, goals and coverage, as tables."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from service.aggregates.person import Person
from service.aggregates.programme import Programme
from service.aggregates.roadmap import Roadmap
from service.eventstore.log import Recorded
from service.ids import institution_of
from service.projections.erasing import erase_texts, owned, owner
from service.projections.feed import Projection

TABLES: Final = MetaData()

ROADMAPS: Final = Table(
    "roadmaps",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("drafted_by", String(80), nullable=False),
    Column("drafted_on", Date, nullable=False),
    Column("academic_year", String(20)),
    Column("approved_on", Date),
    Column("order_number", Text),
    Column("needs_approval", Boolean, nullable=False),
    Column("closed_on", Date),
    Column("report", String(80)),
    Column("audience", JSON),
    Column("audience_note", Text),
    owner("audience_note"),
    Column("goals", Text),
    owner("goals"),
    Column("tasks", Text),
    owner("tasks"),
    Column("forms", JSON),
    Column("expected_results", Text),
    owner("expected_results"),
)

STAGES: Final = Table(
    "roadmap_stages",
    TABLES,
    Column("roadmap", String(80), primary_key=True),
    Column("stage", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("since", Date),
    Column("to", Date),
    Column("started_on", Date),
    Column("completed_on", Date),
)

MEASURES: Final = Table(
    "roadmap_measures",
    TABLES,
    Column("roadmap", String(80), primary_key=True),
    Column("measure", String(20), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("title", Text, nullable=False),
    owner("title"),
    Column("state", String(10), nullable=False),
    Column("reason", Text),
    owner("reason"),
    Column("evidence", JSON),
    Column("document", Text),
    owner("document"),
    Column("completed_on", Date),
)
"""``state``: open | completed | dropped; ``evidence``: positions of the log."""

DOCUMENTS: Final = Table(
    "roadmap_documents",
    TABLES,
    Column("roadmap", String(80), primary_key=True),
    Column("document", String(20), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("stage", Integer, nullable=False),
    Column("reference", Text, nullable=False),
    owner("reference"),
    Column("attached_on", Date, nullable=False),
)

COVERAGE: Final = Table(
    "roadmap_coverage",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("roadmap", String(80), nullable=False, index=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("stage", Integer, nullable=False),
    Column("level", Text),
    Column("place", Text, nullable=False),
    owner("place"),
    Column("published_on", Date, nullable=False),
)

PROGRAMME_DAYS: Final = Table(
    "roadmap_programme_days",
    TABLES,
    Column("programme", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
)
"""The days of the programmes, by which stages 5 and 6 last in 004 (R-040)."""

Row = Mapping[str, Any]


def _place(recorded: Recorded) -> dict[str, object]:
    roadmap = recorded.event.originator_id
    return {"roadmap": roadmap, "institution": institution_of(roadmap)}


def _set_roadmap(connection: Connection, recorded: Recorded, **values: object) -> None:
    here = ROADMAPS.c.id == recorded.event.originator_id
    connection.execute(update(ROADMAPS).where(here).values(**values))


def _set_stage(connection: Connection, recorded: Recorded, **values: object) -> None:
    event: Any = recorded.event
    here = (STAGES.c.roadmap == event.originator_id) & (STAGES.c.stage == event.stage)
    connection.execute(update(STAGES).where(here).values(**values))


def _set_measure(connection: Connection, recorded: Recorded, **values: object) -> None:
    event: Any = recorded.event
    here = (MEASURES.c.roadmap == event.originator_id) & (MEASURES.c.measure == event.measure)
    connection.execute(update(MEASURES).where(here).values(**values))


def _drafted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    place = _place(recorded)
    row = {
        "id": event.originator_id,
        "institution": place["institution"],
        "position": recorded.position,
        "drafted_by": event.drafted_by,
        "drafted_on": event.effective_on,
        "academic_year": event.academic_year,
        "needs_approval": True,
    }
    connection.execute(insert(ROADMAPS), [row])
    connection.execute(insert(STAGES), [{**place, "stage": stage} for stage in event.stages])


def _measure_added(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        **_place(recorded),
        "measure": event.measure,
        "position": recorded.position,
        "stage": event.stage,
        **owned(title=event.title),
        "state": "open",
    }
    if event.wording is not None:
        row["title"] = event.wording
    connection.execute(insert(MEASURES), [row])
    _set_roadmap(connection, recorded, needs_approval=True)


def _measure_changed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_measure(connection, recorded, **owned(title=event.title))
    _set_roadmap(connection, recorded, needs_approval=True)


def _measure_dropped(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_measure(connection, recorded, state="dropped", **owned(reason=event.reason))
    _set_roadmap(connection, recorded, needs_approval=True)


def _measure_completed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_measure(
        connection,
        recorded,
        state="completed",
        evidence=list(event.evidence),
        **owned(document=event.document),
        completed_on=event.completed_on,
    )


def _approved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_roadmap(
        connection,
        recorded,
        approved_on=event.order.signed_on,
        order_number=event.order.number,
        needs_approval=False,
    )


def _scheduled(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_stage(connection, recorded, since=event.period.since, to=event.period.to)


def _started(connection: Connection, recorded: Recorded) -> None:
    _set_stage(connection, recorded, started_on=recorded.event.effective_on)


def _stage_completed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_stage(connection, recorded, completed_on=event.completed_on)


def _document_attached(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        **_place(recorded),
        "document": event.document,
        "stage": event.stage,
        **owned(reference=event.reference),
        "attached_on": event.attached_on,
    }
    connection.execute(insert(DOCUMENTS), [row])


def _closed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_roadmap(connection, recorded, closed_on=event.closed_on, report=event.report)


def _audience(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_roadmap(connection, recorded, audience=list(event.groups), **owned(audience_note=event.note))


def _goals(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_roadmap(
        connection,
        recorded,
        forms=list(event.forms),
        **owned(goals=event.goals, tasks=event.tasks, expected_results=event.expected_results),
    )


def _covered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        **_place(recorded),
        "position": recorded.position,
        "stage": event.stage,
        "level": event.level,
        **owned(place=event.place),
        "published_on": event.published_on,
    }
    connection.execute(insert(COVERAGE), [row])


def _programme_activated(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = PROGRAMME_DAYS.c.programme == event.originator_id
    days = {"starts_on": event.starts_on, "ends_on": event.ends_on}
    if not connection.execute(update(PROGRAMME_DAYS).where(here).values(**days)).rowcount:
        institution = recorded.institution
        row = {"programme": event.originator_id, "institution": institution, **days}
        connection.execute(insert(PROGRAMME_DAYS), [row])


def _programme_extended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = PROGRAMME_DAYS.c.programme == event.originator_id
    connection.execute(update(PROGRAMME_DAYS).where(here).values(ends_on=event.ends_on))


def _programme_amended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    if event.ends_on is not None:
        _programme_extended(connection, recorded)


ROADMAP_BOARD: Final = Projection(
    name="roadmaps",
    tables=TABLES,
    handlers={
        Roadmap.RoadmapDrafted: _drafted,
        Roadmap.RoadmapMeasureAdded: _measure_added,
        Roadmap.RoadmapMeasureChanged: _measure_changed,
        Roadmap.RoadmapMeasureDropped: _measure_dropped,
        Roadmap.RoadmapMeasureCompleted: _measure_completed,
        Roadmap.RoadmapApproved: _approved,
        Roadmap.RoadmapStageScheduled: _scheduled,
        Roadmap.RoadmapStageStarted: _started,
        Roadmap.RoadmapStageCompleted: _stage_completed,
        Roadmap.RoadmapStageDocumentAttached: _document_attached,
        Roadmap.RoadmapClosed: _closed,
        Roadmap.TargetAudienceIdentified: _audience,
        Roadmap.RoadmapGoalsDefined: _goals,
        Roadmap.RoadmapCoveragePublished: _covered,
        Programme.ProgrammeActivated: _programme_activated,
        Programme.ProgrammeExtended: _programme_extended,
        Programme.ProgrammeAmended: _programme_amended,
        Person.PersonalDataErased: erase_texts(ROADMAPS, MEASURES, DOCUMENTS, COVERAGE),
    },
)


def roadmap_rows(connection: Connection, institution: str) -> list[Row]:
    """The roadmaps of an institution in the order of their drafts."""
    here = ROADMAPS.c.institution == institution
    return _rows(connection, select(ROADMAPS).where(here).order_by(ROADMAPS.c.position))


def current_roadmap(connection: Connection, institution: str) -> Row | None:
    """The roadmap being carried out: the newest that was approved, else the newest draft."""
    rows = roadmap_rows(connection, institution)
    return max(rows, key=lambda row: (row["approved_on"] is not None, row["position"]), default=None)


def measure_rows(connection: Connection, roadmap: str) -> list[Row]:
    """The measures of a roadmap, stage by stage in the order in which they were added."""
    here = MEASURES.c.roadmap == roadmap
    return _rows(connection, select(MEASURES).where(here).order_by(MEASURES.c.stage, MEASURES.c.position))


def stage_rows(connection: Connection, roadmap: str) -> list[Row]:
    """The stages of a roadmap with their days."""
    here = STAGES.c.roadmap == roadmap
    return _rows(connection, select(STAGES).where(here).order_by(STAGES.c.stage))


def document_rows(connection: Connection, roadmap: str) -> list[Row]:
    """The documents that were attached to the stages."""
    here = DOCUMENTS.c.roadmap == roadmap
    return _rows(connection, select(DOCUMENTS).where(here).order_by(DOCUMENTS.c.stage, DOCUMENTS.c.document))


def coverage_rows(connection: Connection, roadmap: str) -> list[Row]:
    """Where the measures of a roadmap were covered, the newest first."""
    here = COVERAGE.c.roadmap == roadmap
    return _rows(connection, select(COVERAGE).where(here).order_by(COVERAGE.c.position.desc()))


def _rows(connection: Connection, statement: Any) -> list[Row]:  # noqa: ANN401 - any selection
    return [dict(row) for row in connection.execute(statement).mappings()]
