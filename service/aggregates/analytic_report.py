"""The final analytic report (итоговый аналитический отчёт): a snapshot that never changes."""

from datetime import date
from typing import Any, Self

from service.errors import Refused
from service.events import Aggregate, Created, event
from service.values import Period, Pii


class ReportPeriodNotBegun(Refused):
    """The period of the report lies in the future; facts: ``since``, ``on``."""

    requirement = "R-134"


class AnalyticReport(Aggregate):
    """One report of one institution."""

    TOPIC = "analytic_report"

    class AnalyticReportIssued(Created):
        """The curator issued a report.

        ``figures`` are counts and shares only, taken as at ``as_at`` from the log up to ``position``;
        ``digest`` names them. Whoever folds the log up to that position gets the same figures.
        """

        TOPIC = "analytic_report.AnalyticReportIssued"
        REQUIREMENTS = ("R-088", "R-134", "R-136", "R-137")
        period: Period
        as_at: date
        position: int
        regulation_version: int
        figures: dict[str, Any]
        digest: str
        conclusions: Pii | None

    @event(AnalyticReportIssued)
    def __init__(self) -> None:
        """Need no state: a report is told whole."""

    @classmethod
    def issue(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        period: Period,
        on: date,
        position: int,
        regulation_version: int,
        figures: dict[str, Any],
        digest: str,
        conclusions: Pii | None,
    ) -> Self:
        """Issue a report as at the business date ``on``.

        Raises:
            ReportPeriodNotBegun: the period begins later.

        """
        if period.since > on:
            raise ReportPeriodNotBegun(since=period.since, on=on)
        return cls.start(
            cls.AnalyticReportIssued,
            id,
            period=period,
            as_at=on,
            position=position,
            regulation_version=regulation_version,
            figures=figures,
            digest=digest,
            conclusions=conclusions,
        )
