"""Monitoring of the mentoring system by academic year, and the analytic report."""

from service.access import Action
from service.aggregates.analytic_report import AnalyticReport
from service.aggregates.monitoring import Contributor, Monitoring
from service.aggregates.person import Person
from service.commands.associations import load_association
from service.commands.figures_now import ask_folded, count_report, horizons_of, year_of
from service.commands.registry import command
from service.commands.work import Work, fixed_id
from service.errors import Refused
from service.eventstore.log import Decision
from service.projections.indicators import indicators
from service.values import Pii


class MonitoringAlreadyLaunched(Refused):
    """The monitoring of this academic year was launched before."""

    requirement = "R-131"


@command(
    title="Начать мониторинг системы наставничества",
    action=Action.MONITOR,
    requirements=("R-131",),
)
def launch_monitoring(work: Work, *, academic_year: str | None = None) -> Decision:
    """Launch the monitoring of an academic year, the current one where none is named."""
    period = year_of(academic_year, on=work.on)
    monitoring_id = fixed_id(work.institution, "monitoring", period.since.year)
    if work.log.find(Monitoring, monitoring_id) is not None:
        raise MonitoringAlreadyLaunched
    monitoring = Monitoring.launch(
        monitoring_id,
        period=period,
        head=work.load_institution().head,
        launched_by=work.actor,
    )
    return Decision((monitoring,), {"monitoring": monitoring.id})


@command(
    title="Записать участие в мониторинге",
    action=Action.CONTRIBUTE_TO_MONITORING,
    requirements=("R-033",),
)
def contribute_to_monitoring(
    work: Work, *, monitoring: str, contributor: Contributor, person: str, note: str
) -> Decision:
    """Record what a member of the association, a mentor or a mentee tells for the monitoring."""
    source = work.speaks_for(person)
    found = work.get(Monitoring, monitoring)
    found.record_contribution(
        contributor=contributor,
        is_member=load_association(work).is_member(person),
        person=work.get(Person, person).id,
        note=Pii(person, note),
        source=source,
    )
    return Decision((found,))


@command(
    title="Оценить результативность",
    action=Action.MONITOR,
    requirements=("R-133", "R-136"),
)
def assess_effectiveness(work: Work, *, monitoring: str, conclusions: str | None = None) -> Decision:
    """Assess effectiveness and results by indicators computed from the log on the business date."""
    found = work.get(Monitoring, monitoring)
    horizons = horizons_of(work.load_regulation())
    values, position = ask_folded(
        work,
        lambda connection: indicators(
            connection, work.institution, within=found.period, as_at=work.on, horizons=horizons
        ),
    )
    found.assess(
        assessed_on=work.on,
        position=position,
        indicators=values,
        conclusions=None if conclusions is None else Pii(work.actor, conclusions),
    )
    return Decision((found,))


@command(
    title="Завершить мониторинг",
    action=Action.MONITOR,
    requirements=("R-131",),
)
def close_monitoring(work: Work, *, monitoring: str, analysis: str | None = None) -> Decision:
    """Close an assessed monitoring, with the analysis as a document where there is one."""
    found = work.get(Monitoring, monitoring)
    found.close(on=work.on, analysis=None if analysis is None else Pii(work.actor, analysis))
    return Decision((found,))


@command(
    title="Составить итоговый аналитический отчёт",
    action=Action.MONITOR,
    requirements=("R-134",),
)
def issue_analytic_report(
    work: Work, *, academic_year: str | None = None, conclusions: str | None = None
) -> Decision:
    """Issue the analytic report on an academic year: figures that never change, with their position."""
    period, regulation = year_of(academic_year, on=work.on), work.load_regulation()
    counted = count_report(work.log, work.institution, within=period, as_at=work.on, regulation=regulation)
    report = AnalyticReport.issue(
        work.new_id("analytic_report"),
        period=period,
        on=work.on,
        position=counted.position,
        regulation_version=regulation.version,
        figures=counted.figures,
        digest=counted.digest,
        conclusions=None if conclusions is None else Pii(work.actor, conclusions),
    )
    return Decision((report,), {"analytic_report": report.id})
