"""The analytic report: one immutable snapshot."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.analytic_report import AnalyticReport, ReportPeriodNotBegun
from service.values import Period, Pii
from tests.scenario import TODAY, happened, starting

CARD: dict[str, Any] = {
    "position": 812,
    "regulation_version": 2,
    "figures": {"participants": 9},
    "digest": "sha256:0",
    "conclusions": Pii(f"001/person/{1:032x}", "в срок"),
}


def issue(since: date) -> AnalyticReport:
    period = Period(since, date(2027, 9, 1))
    return AnalyticReport.issue(f"001/analytic_report/{1:032x}", period=period, on=TODAY, **CARD)


@pytest.mark.requirement("R-134")
def test_a_report_holds_figures_position_and_version() -> None:
    starting(lambda: issue(TODAY)).then(
        happened(
            AnalyticReport.AnalyticReportIssued, period=Period(TODAY, date(2027, 9, 1)), as_at=TODAY, **CARD
        )
    )


@pytest.mark.requirement("R-134")
def test_no_report_is_issued_on_a_period_to_come() -> None:
    tomorrow = TODAY + timedelta(days=1)
    starting(lambda: issue(tomorrow)).then_refused(ReportPeriodNotBegun, since=tomorrow, on=TODAY)
