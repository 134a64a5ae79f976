"""Monitoring by academic year, analytic reports and statistical forms, as they were recorded."""

from collections.abc import Mapping
from dataclasses import asdict
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

from service.aggregates.analytic_report import AnalyticReport
from service.aggregates.monitoring import Monitoring
from service.aggregates.statistical_form import StatisticalForm
from service.eventstore.log import Recorded
from service.projections.feed import Projection
from service.values import text_of

TABLES: Final = MetaData()
Row = Mapping[str, Any]

MONITORINGS: Final = Table(
    "monitorings",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("since", Date, nullable=False),
    Column("to", Date),
    Column("head", String(80), nullable=False),
    Column("launched_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("analysis", Text),
)

CONTRIBUTIONS: Final = Table(
    "monitoring_contributions",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("monitoring", String(80), nullable=False, index=True),
    Column("contributor", String(20), nullable=False),
    Column("person", String(80), nullable=False),
    Column("note", Text, nullable=False),
    Column("told_on", Date, nullable=False),
)

ASSESSMENTS: Final = Table(
    "monitoring_assessments",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("monitoring", String(80), nullable=False, index=True),
    Column("assessed_on", Date, nullable=False),
    Column("figures_position", Integer, nullable=False),
    Column("indicators", JSON, nullable=False),
    Column("conclusions", Text),
)

REPORTS: Final = Table(
    "analytic_reports",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("since", Date, nullable=False),
    Column("to", Date),
    Column("as_at", Date, nullable=False),
    Column("position", Integer, nullable=False),
    Column("regulation_version", Integer, nullable=False),
    Column("figures", JSON, nullable=False),
    Column("digest", String(80), nullable=False),
    Column("conclusions", Text),
)

FORMS: Final = Table(
    "statistical_forms",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("as_at", Date, nullable=False),
    Column("position", Integer, nullable=False),
    Column("regulation_version", Integer, nullable=False),
    Column("figures", JSON, nullable=False),
    Column("digest", String(80), nullable=False),
    Column("compiled", Boolean, nullable=False),
    Column("compiled_on", Date),
    Column("form_code", Text),
    Column("system_administrator", String(80)),
)


def _launched(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "since": event.period.since,
        "to": event.period.to,
        "head": event.head,
        "launched_on": event.effective_on,
    }
    connection.execute(insert(MONITORINGS), [row])


def _contributed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "position": recorded.position,
        "monitoring": event.originator_id,
        "contributor": event.contributor,
        "person": event.person,
        "note": event.note.text,
        "told_on": event.effective_on,
    }
    connection.execute(insert(CONTRIBUTIONS), [row])


def _assessed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "position": recorded.position,
        "monitoring": event.originator_id,
        "assessed_on": event.assessed_on,
        "figures_position": event.position,
        "indicators": [asdict(each) for each in event.indicators],
        "conclusions": text_of(event.conclusions),
    }
    connection.execute(insert(ASSESSMENTS), [row])


def _closed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    values = {
        "closed_on": event.closed_on,
        "analysis": text_of(event.analysis),
    }
    here = MONITORINGS.c.id == event.originator_id
    connection.execute(update(MONITORINGS).where(here).values(**values))


def _issued(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "since": event.period.since,
        "to": event.period.to,
        "as_at": event.as_at,
        "position": event.position,
        "regulation_version": event.regulation_version,
        "figures": event.figures,
        "digest": event.digest,
        "conclusions": text_of(event.conclusions),
    }
    connection.execute(insert(REPORTS), [row])


def _counted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "as_at": event.as_at,
        "position": event.position,
        "regulation_version": event.regulation_version,
        "figures": event.figures,
        "digest": event.digest,
        "compiled": False,
    }
    connection.execute(insert(FORMS), [row])


def _compiled(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    values = {
        "compiled": True,
        "compiled_on": event.compiled_on,
        "form_code": event.form_code,
        "system_administrator": event.system_administrator,
    }
    connection.execute(update(FORMS).where(FORMS.c.id == event.originator_id).values(**values))


MONITORING_BOARD: Final = Projection(
    name="reports",
    tables=TABLES,
    handlers={
        Monitoring.MonitoringLaunched: _launched,
        Monitoring.MonitoringContributionRecorded: _contributed,
        Monitoring.EffectivenessAssessed: _assessed,
        Monitoring.MonitoringClosed: _closed,
        AnalyticReport.AnalyticReportIssued: _issued,
        StatisticalForm.ParticipantCountRecorded: _counted,
        StatisticalForm.StatisticalFormCompiled: _compiled,
    },
)


def monitoring_rows(connection: Connection, institution: str) -> list[Row]:
    """The monitorings of an institution, the newest first, each with contributions and assessments."""
    statement = (
        select(MONITORINGS)
        .where(MONITORINGS.c.institution == institution)
        .order_by(MONITORINGS.c.since.desc(), MONITORINGS.c.id)
    )
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    return [
        {
            **row,
            "contributions": _of(connection, CONTRIBUTIONS, row["id"]),
            "assessments": _of(connection, ASSESSMENTS, row["id"]),
        }
        for row in rows
    ]


def report_rows(connection: Connection, institution: str) -> list[Row]:
    """The analytic reports of an institution, the newest first."""
    return _newest(connection, REPORTS, institution)


def form_rows(connection: Connection, institution: str) -> list[Row]:
    """The statistical forms of an institution, the newest first."""
    return _newest(connection, FORMS, institution)


def _of(connection: Connection, table: Table, monitoring: str) -> list[Row]:
    statement = select(table).where(table.c.monitoring == monitoring).order_by(table.c.position)
    return [dict(row) for row in connection.execute(statement).mappings()]


def _newest(connection: Connection, table: Table, institution: str) -> list[Row]:
    statement = (
        select(table)
        .where(table.c.institution == institution)
        .order_by(table.c.as_at.desc(), table.c.position.desc(), table.c.id)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]
