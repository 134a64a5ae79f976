"""The board of the roadmap: where each stage stands, which events prove it, which documents it lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal

from sqlalchemy import Connection, func, select

from service.projections.evidence import EVIDENCE
from service.projections.institutions import card
from service.projections.roadmap_evidence import proving_topics
from service.projections.roadmaps import (
    PROGRAMME_DAYS,
    current_roadmap,
    document_rows,
    measure_rows,
    roadmap_rows,
    stage_rows,
)
from service.regulations.regulation import Regulation
from service.regulations.roadmap import Stage, academic_year, lasts_as_programmes, roadmap_under

Row = Mapping[str, Any]
StageState = Literal["planned", "in_progress", "completed"]

ONE_DAY: Final = timedelta(days=1)

SHOWN: Final = 10
"""How many of the events that prove a measure are proposed, the newest first."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is read once for all stages of one roadmap."""

    regulation: Regulation
    measures: Sequence[Row]
    attached: frozenset[str]
    proofs: Mapping[str, int]
    programmes: tuple[date, date] | None


def stage_board(connection: Connection, institution: str, *, on: date) -> list[Row]:
    """Every stage of the roadmap being carried out.

    ``evidence`` counts the events that prove its measures, ``provable`` its open measures that events prove
    already, ``missing_documents`` are those of its list that are not attached (004), ``until`` its last day.
    """
    plan, regulation = current_roadmap(connection, institution), _regulation(connection, institution)
    if plan is None or regulation is None:
        return []
    since = evidence_since(connection, plan)
    seen = _Seen(
        regulation=regulation,
        measures=measure_rows(connection, plan["id"]),
        attached=frozenset(row["document"] for row in document_rows(connection, plan["id"])),
        proofs=_proofs(connection, institution, since=since),
        programmes=_programme_days(connection, institution, since=since),
    )
    stages = {stage.number: stage for stage in roadmap_under(regulation).stages}
    return [_stage(row, stages[row["stage"]], seen, on=on) for row in stage_rows(connection, plan["id"])]


def measure_board(connection: Connection, institution: str) -> list[Row]:
    """Every measure of the roadmap being carried out, with the count of events that prove it."""
    plan, regulation = current_roadmap(connection, institution), _regulation(connection, institution)
    if plan is None or regulation is None:
        return []
    proofs = _proofs(connection, institution, since=evidence_since(connection, plan))
    return [
        {**row, "events": _count(row["measure"], regulation, proofs)}
        for row in measure_rows(connection, plan["id"])
    ]


def proposed_evidence(connection: Connection, institution: str, measure: str) -> list[Row]:
    """The newest events that prove a measure of the roadmap being carried out."""
    plan, regulation = current_roadmap(connection, institution), _regulation(connection, institution)
    topics = None if regulation is None else proving_topics(measure, regulation)
    if plan is None or not topics:
        return []
    columns = (EVIDENCE.c.position, EVIDENCE.c.topic, EVIDENCE.c.stream, EVIDENCE.c.effective_on)
    statement = (
        select(*columns)
        .where(EVIDENCE.c.institution == institution, EVIDENCE.c.topic.in_(sorted(topics)))
        .distinct()
        .order_by(EVIDENCE.c.position.desc())
        .limit(SHOWN)
    )
    since = evidence_since(connection, plan)
    if since is not None:
        statement = statement.where(EVIDENCE.c.effective_on >= since)
    return [dict(row) for row in connection.execute(statement).mappings()]


def evidence_since(connection: Connection, plan: Row) -> date | None:
    """The day from which events prove a roadmap's measures; ``None``: from the beginning.

    Everything proves the first roadmap, its own academic year or else the days since its draft a later one.
    """
    rows = roadmap_rows(connection, plan["institution"])
    if not any(row["approved_on"] is not None and row["position"] < plan["position"] for row in rows):
        return None
    year = academic_year(plan["academic_year"] or "")
    drafted_on: date = plan["drafted_on"]
    return drafted_on if year is None else year.since


def _stage(row: Row, stage: Stage, seen: _Seen, *, on: date) -> Row:
    mine = [measure for measure in seen.measures if measure["stage"] == stage.number]
    open_ones = [measure for measure in mine if measure["state"] == "open"]
    counts = {each["measure"]: _count(each["measure"], seen.regulation, seen.proofs) for each in mine}
    since, until = _days(row, stage, seen)
    return {
        "roadmap": row["roadmap"],
        "stage": stage.number,
        "name": stage.name,
        "state": _state(row),
        "words": stage.period,
        "since": since,
        "until": until,
        "overdue": until is not None and row["completed_on"] is None and on > until,
        "started_on": row["started_on"],
        "completed_on": row["completed_on"],
        "measures": len(mine),
        "open_measures": len(open_ones),
        "evidence": sum(counts.values()),
        "provable": sum(1 for each in open_ones if counts[each["measure"]]),
        "missing_documents": [
            {"clause": str(document.clause), "title": document.title}
            for document in stage.documents
            if str(document.clause) not in seen.attached
        ],
    }


def _state(row: Row) -> StageState:
    if row["completed_on"] is not None:
        return "completed"
    return "planned" if row["started_on"] is None else "in_progress"


def _days(row: Row, stage: Stage, seen: _Seen) -> tuple[date | None, date | None]:
    """The first and the last day of a stage: as scheduled, or as long as the programmes last (004)."""
    if row["since"] is not None:
        return row["since"], None if row["to"] is None else row["to"] - ONE_DAY
    if lasts_as_programmes(stage) and seen.programmes is not None:
        return seen.programmes
    return None, None


def _count(measure: str, regulation: Regulation, proofs: Mapping[str, int]) -> int:
    return sum(proofs.get(topic, 0) for topic in proving_topics(measure, regulation) or ())


def _proofs(connection: Connection, institution: str, *, since: date | None) -> Mapping[str, int]:
    statement = (
        select(EVIDENCE.c.topic, func.count(EVIDENCE.c.position.distinct()))
        .where(EVIDENCE.c.institution == institution)
        .group_by(EVIDENCE.c.topic)
    )
    if since is not None:
        statement = statement.where(EVIDENCE.c.effective_on >= since)
    return {topic: int(count) for topic, count in connection.execute(statement)}


def _programme_days(
    connection: Connection, institution: str, *, since: date | None
) -> tuple[date, date] | None:
    days = PROGRAMME_DAYS.c
    statement = select(func.min(days.starts_on), func.max(days.ends_on)).where(
        days.institution == institution
    )
    if since is not None:
        statement = statement.where(days.starts_on >= since)
    first, last = connection.execute(statement).one()
    return None if first is None else (first, last)


def _regulation(connection: Connection, institution: str) -> Regulation | None:
    facts = card(connection, institution)
    if facts is None or facts["regulation"] is None:
        return None
    return Regulation.from_settings(institution, facts["regulation"], version=facts["regulation_version"])
