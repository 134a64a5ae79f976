"""Reports of mentor and mentee, closing a programme, publishing its results (R-128 … R-130, R-144)."""

from collections.abc import Iterator
from datetime import date

from service.access import Action
from service.aggregates.programme import Programme
from service.aggregates.programme_reports import Expected
from service.commands.programme_parts import perhaps_said_by, regulation_of, reports_on
from service.commands.registry import command
from service.commands.report_terms import last_report_day
from service.commands.site_items import allowed_in, permission_of
from service.commands.work import Work
from service.eventstore.log import Decision
from service.ids import person_of
from service.regulations.regulation import Regulation
from service.values import ReportSide, WaiverReason, Week


@command(
    title="Сдать отчёт наставника",
    action=Action.REPORT_AS_MENTOR,
    requirements=("R-128", "R-130"),
)
def submit_mentor_report(
    work: Work,
    *,
    programme: str,
    mentor: str,
    mentee: str,
    fulfilment: str | None = None,
    recommendations: str | None = None,
) -> Decision:
    """Report, as the mentor, how one mentee fulfilled the programme, and what is recommended further on."""
    found = work.get(Programme, programme)
    source = work.speaks_for(mentor)
    reports = reports_on(work, found)
    reports.submit_mentor_report(
        mentor=mentor,
        mentee=mentee,
        ended_on=found.mentored.get((mentor, mentee)),
        submitted_on=work.on,
        fulfilment=perhaps_said_by(mentee, fulfilment),
        recommendations=perhaps_said_by(mentee, recommendations),
        required=_required(regulation_of(work, found), "mentor"),
        source=source,
    )
    return Decision((reports,))


@command(
    title="Сдать отчёт наставляемого",
    action=Action.REPORT_AS_MENTEE,
    requirements=("R-129", "R-130"),
)
def submit_mentee_report(
    work: Work,
    *,
    programme: str,
    mentee: str,
    process: str | None = None,
    mentor_work: str | None = None,
    evaluation: str | None = None,
    mark: int | None = None,
) -> Decision:
    """Report, as a mentee, on the process and the mentor's work, with an evaluation the mentor never sees."""
    found = work.get(Programme, programme)
    source = work.speaks_for(mentee)
    reports = reports_on(work, found)
    reports.submit_mentee_report(
        mentee=mentee,
        ended_on=found.mentoring_ended_on(mentee),
        submitted_on=work.on,
        process=perhaps_said_by(mentee, process),
        mentor_work=perhaps_said_by(mentee, mentor_work),
        evaluation=perhaps_said_by(mentee, evaluation),
        mark=mark,
        required=_required(regulation_of(work, found), "mentee"),
        source=source,
    )
    return Decision((reports,))


@command(
    title="Отметить, что отчёта не будет",
    action=Action.CLOSE_PROGRAMME,
    requirements=("R-128", "R-129"),
)
def waive_report(
    work: Work,
    *,
    programme: str,
    side: ReportSide,
    mentee: str,
    reason: WaiverReason,
    mentor: str | None = None,
    note: str | None = None,
) -> Decision:
    """Expect a report no longer, because its author left, say; without ``mentor`` it is the last one's."""
    found = work.get(Programme, programme)
    author = mentee if side == "mentee" else mentor or found.mentor
    ended_on = found.mentoring_ended_on(mentee) if side == "mentee" else found.mentored.get((author, mentee))
    reports = reports_on(work, found)
    reports.waive(
        report=Expected(side, author, mentee),
        ended_on=ended_on,
        reason=reason,
        note=perhaps_said_by(author, note),
        waived_on=work.on,
    )
    return Decision((reports,))


@command(
    title="Закрыть программу",
    action=Action.CLOSE_PROGRAMME,
    requirements=("R-021", "R-130"),
)
def close_programme(work: Work, *, programme: str) -> Decision:
    """Close an ended programme: the due reports are in, waived, or their term is over and they are marked."""
    found = work.get(Programme, programme)
    found.need_ended()
    week = work.load_institution().week
    due = dict(due_reports(found, regulation_of(work, found), week=week))
    found.close(reports_missing=reports_on(work, found).missing(due, on=work.on), closed_on=work.on)
    return Decision((found,))


@command(
    title="Опубликовать результаты программы",
    action=Action.PUBLISH,
    requirements=("R-144",),
)
def publish_programme_results(work: Work, *, programme: str, with_names: bool = False) -> Decision:
    """Publish the results of a closed programme; with names only if everybody named has permitted it."""
    found = work.get(Programme, programme)
    regulation = regulation_of(work, found)
    reports = reports_on(work, found)
    reports.publish(
        published_on=work.on,
        with_names=with_names,
        without_permission=_without_permission(work, found, regulation),
        closed=found.status == "closed",
        only_after_closing=regulation.flag("publication.results_only_after_completion"),
        terminated=found.ended_early,
        terminated_too=regulation.flag("policy.publish_terminated_results"),
    )
    return Decision((reports,))


def expected_reports(programme: Programme) -> Iterator[tuple[Expected, date]]:
    """Every report that may be given, with the day on which the mentoring that it is about ended."""
    for (mentor, mentee), ended_on in programme.mentored.items():
        if ended_on is not None:
            yield Expected("mentor", mentor, mentee), ended_on
    for mentee in dict.fromkeys(mentee for _, mentee in programme.mentored):
        ended_on = programme.mentoring_ended_on(mentee)
        if ended_on is not None:
            yield Expected("mentee", mentee, mentee), ended_on


def due_reports(
    programme: Programme, regulation: Regulation, *, week: Week
) -> Iterator[tuple[Expected, date]]:
    """The reports that the regulation wants, each with the last day of its term (A-14, A-30, A-65)."""
    for report, ended_on in expected_reports(programme):
        last_day = last_report_day(regulation, side=report.side, ended_on=ended_on, week=week)
        if last_day is not None:
            yield report, last_day


def _required(regulation: Regulation, side: ReportSide) -> tuple[str, ...]:
    """What a report has to contain: the regulation's fields where it wants reports, nothing elsewhere."""
    if regulation.number(f"reports.{side}_deadline_days") is None:
        return ()
    return regulation.texts(f"reports.{side}_fields")


def _without_permission(work: Work, programme: Programme, regulation: Regulation) -> int:
    if not regulation.flag("publication.personal_data_consent"):
        return 0
    permissions = (permission_of(work, person_of(party)) for party in programme.parties)
    shown = (allowed_in(work, each, "site") for each in permissions)
    return sum(not {"full_name", "results"} <= fields for fields in shown)
