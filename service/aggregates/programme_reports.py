"""The reports on a programme, and the publication of its results (R-128 … R-130, R-144)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii, ReportSide, Source, WaiverReason

ABOUT_REPORTS: Final = ("R-128", "R-129")
"""What 002 says of the reports of mentor and mentee; the other documents say nothing of them (R-130)."""


class MentoringNotEnded(Refused):
    """A report is given after the mentoring of this mentor and this mentee has ended."""

    requirement = ABOUT_REPORTS


class ReportGivenBefore(Refused):
    """This report is there already."""

    requirement = ABOUT_REPORTS


class ReportFieldsMissing(Refused):
    """The report lacks what the regulation wants in it; facts: ``count``."""

    requirement = ABOUT_REPORTS


class ReportsAwaited(Refused):
    """Reports are due and their term still runs; facts: ``count``, ``until``."""

    requirement = ABOUT_REPORTS


class EvaluationMarkUnknown(Refused):
    """A mark goes from 1 to 5; facts: ``mark``."""

    requirement = "R-129"


class ResultsBeforeClosing(Refused):
    """Results are published after the programme was closed."""

    requirement = "R-144"


class TerminatedResultsKept(Refused):
    """The results of programmes that ended early are not published here."""

    requirement = "R-144"


class PublicationPermissionMissing(Refused):
    """Somebody named in the results has not permitted it; facts: ``count``."""

    requirement = "R-144"


@dataclass(frozen=True, slots=True)
class Expected:
    """One report that may be given: the mentor's on one mentee, or the mentee's own."""

    side: ReportSide
    author: str
    mentee: str


class ProgrammeReports(Aggregate):
    """Reports and publication of one programme."""

    TOPIC = "programme_reports"

    class ReportsOpened(Created):
        """The first report or waiver came, or the results were published.

        ``hidden``: the reports stay hidden from the other side until both are there (A-30).
        """

        TOPIC = "programme_reports.ReportsOpened"
        REQUIREMENTS = ("R-129", "R-130")
        programme: str
        hidden: bool

    class MentorReportSubmitted(Event):
        """The mentor's report on one mentee: how the programme was fulfilled, what is recommended."""

        TOPIC = "programme_reports.MentorReportSubmitted"
        REQUIREMENTS = ("R-128", "R-130")
        mentor: str
        mentee: str
        submitted_on: date
        fulfilment: Pii | None
        recommendations: Pii | None
        source: Source

    class MenteeReportSubmitted(Event):
        """The mentee's report: how mentoring went, the mentor's work, an evaluation the mentor never sees."""

        TOPIC = "programme_reports.MenteeReportSubmitted"
        REQUIREMENTS = ("R-129", "R-130")
        mentee: str
        submitted_on: date
        process: Pii | None
        mentor_work: Pii | None
        evaluation: Pii | None
        mark: int | None
        source: Source

    class ReportWaived(Event):
        """A report is no longer expected, because its author left or for another reason."""

        TOPIC = "programme_reports.ReportWaived"
        REQUIREMENTS = ("R-128", "R-129")
        side: ReportSide
        author: str
        mentee: str
        reason: WaiverReason
        note: Pii | None
        waived_on: date

    class ProgrammeResultsPublished(Event):
        """The results were published, with the names of the participants or without."""

        TOPIC = "programme_reports.ProgrammeResultsPublished"
        REQUIREMENTS = ("R-144",)
        published_on: date
        with_names: bool

    @event(ReportsOpened)
    def __init__(self, programme: str, hidden: bool) -> None:  # noqa: ARG002, FBT001 - kept in the event
        self.programme = programme
        self.given: set[Expected] = set()
        self.waived: set[Expected] = set()
        self.published = False

    def submit_mentor_report(
        self,
        *,
        mentor: str,
        mentee: str,
        ended_on: date | None,
        submitted_on: date,
        fulfilment: Pii | None,
        recommendations: Pii | None,
        required: Collection[str],
        source: Source,
    ) -> None:
        """Take the mentor's report on one mentee; a late one too (A-13).

        ``ended_on`` is when the mentoring of these two ended; ``required`` are the regulation's fields.

        Raises:
            MentoringNotEnded, ReportGivenBefore, ReportFieldsMissing.

        """
        self._need_new(Expected("mentor", mentor, mentee), ended_on)
        _need_fields({"programme_fulfilment": fulfilment, "recommendations": recommendations}, required)
        self._mentor_reported(
            mentor=mentor,
            mentee=mentee,
            submitted_on=submitted_on,
            fulfilment=fulfilment,
            recommendations=recommendations,
            source=source,
        )

    @event(MentorReportSubmitted)
    def _mentor_reported(
        self,
        mentor: str,
        mentee: str,
        submitted_on: date,  # noqa: ARG002 - kept in the event, as below
        fulfilment: Pii | None,  # noqa: ARG002
        recommendations: Pii | None,  # noqa: ARG002
        source: Source,  # noqa: ARG002
    ) -> None:
        self.given.add(Expected("mentor", mentor, mentee))

    def submit_mentee_report(
        self,
        *,
        mentee: str,
        ended_on: date | None,
        submitted_on: date,
        process: Pii | None,
        mentor_work: Pii | None,
        evaluation: Pii | None,
        mark: int | None,
        required: Collection[str],
        source: Source,
    ) -> None:
        """Take the mentee's report; a late one too (A-13).

        Raises:
            MentoringNotEnded, ReportGivenBefore, EvaluationMarkUnknown, ReportFieldsMissing.

        """
        self._need_new(Expected("mentee", mentee, mentee), ended_on)
        if mark is not None and not 1 <= mark <= 5:
            raise EvaluationMarkUnknown(mark=mark)
        evaluated = evaluation if mark is None else mark
        told = {"mentoring_process": process, "mentor_work": mentor_work, "mentor_evaluation": evaluated}
        _need_fields(told, required)
        self._mentee_reported(
            mentee=mentee,
            submitted_on=submitted_on,
            process=process,
            mentor_work=mentor_work,
            evaluation=evaluation,
            mark=mark,
            source=source,
        )

    @event(MenteeReportSubmitted)
    def _mentee_reported(
        self,
        mentee: str,
        submitted_on: date,  # noqa: ARG002 - kept in the event, as below
        process: Pii | None,  # noqa: ARG002
        mentor_work: Pii | None,  # noqa: ARG002
        evaluation: Pii | None,  # noqa: ARG002
        mark: int | None,  # noqa: ARG002
        source: Source,  # noqa: ARG002
    ) -> None:
        self.given.add(Expected("mentee", mentee, mentee))

    def waive(
        self,
        *,
        report: Expected,
        ended_on: date | None,
        reason: WaiverReason,
        note: Pii | None,
        waived_on: date,
    ) -> None:
        """Expect a report no longer; waiving it again changes nothing (A-30).

        Raises:
            MentoringNotEnded, ReportGivenBefore.

        """
        self._need_new(report, ended_on)
        if report in self.waived:
            return
        self._waived(
            side=report.side,
            author=report.author,
            mentee=report.mentee,
            reason=reason,
            note=note,
            waived_on=waived_on,
        )

    @event(ReportWaived)
    def _waived(
        self,
        side: ReportSide,
        author: str,
        mentee: str,
        reason: WaiverReason,  # noqa: ARG002 - kept in the event, as below
        note: Pii | None,  # noqa: ARG002
        waived_on: date,  # noqa: ARG002
    ) -> None:
        self.waived.add(Expected(side, author, mentee))

    def missing(self, due: Mapping[Expected, date], *, on: date) -> int:
        """How many of the due reports are neither given nor waived, once their terms are over (A-13).

        ``due`` has the last day of each report's term.

        Raises:
            ReportsAwaited: some are missing, and a term still runs on this day.

        """
        count = len(set(due) - self.given - self.waived)
        if count and on <= (until := max(due.values())):
            raise ReportsAwaited(count=count, until=until)
        return count

    def publish(
        self,
        *,
        published_on: date,
        with_names: bool,
        without_permission: int,
        closed: bool,
        only_after_closing: bool,
        terminated: bool,
        terminated_too: bool,
    ) -> None:
        """Publish the results; once (R-144, A-19).

        ``closed`` and ``terminated`` tell of the programme, ``only_after_closing`` and ``terminated_too`` are
        rules of the regulation.
        ``without_permission`` counts the participants who have not permitted that their names are shown.

        Raises:
            ResultsBeforeClosing, TerminatedResultsKept, PublicationPermissionMissing.

        """
        if only_after_closing and not closed:
            raise ResultsBeforeClosing
        if terminated and not terminated_too:
            raise TerminatedResultsKept
        if with_names and without_permission:
            raise PublicationPermissionMissing(count=without_permission)
        if not self.published:
            self._published(published_on=published_on, with_names=with_names)

    @event(ProgrammeResultsPublished)
    def _published(self, published_on: date, with_names: bool) -> None:  # noqa: ARG002, FBT001
        self.published = True

    def _need_new(self, report: Expected, ended_on: date | None) -> None:
        if ended_on is None:
            raise MentoringNotEnded
        if report in self.given:
            raise ReportGivenBefore


def _need_fields(told: Mapping[str, object], required: Collection[str]) -> None:
    missing = [name for name in required if told.get(name) is None]
    if missing:
        raise ReportFieldsMissing(count=len(missing))
