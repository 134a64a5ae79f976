"""The last day for a report: ten days after the end in 002, none elsewhere, never a day off."""

from datetime import date

import pytest

from service.commands.report_terms import last_report_day
from service.regulations.seeds import load_seed
from service.values import ReportSide, Week


@pytest.mark.requirement("R-128", "R-129")
@pytest.mark.parametrize("side", ["mentor", "mentee"])
@pytest.mark.parametrize(
    ("week", "ended_on", "last"),
    [
        ("five_day", date(2027, 3, 1), date(2027, 3, 11)),
        ("five_day", date(2027, 3, 3), date(2027, 3, 15)),
        ("six_day", date(2027, 3, 3), date(2027, 3, 13)),
    ],
)
def test_002_counts_calendar_days_and_ends_on_a_working_day(
    side: ReportSide, week: Week, ended_on: date, last: date
) -> None:
    assert last_report_day(load_seed("002"), side=side, ended_on=ended_on, week=week) == last


@pytest.mark.requirement("R-128")
def test_a_regulation_may_count_working_days() -> None:
    counted = load_seed("002").amended(
        {"time.day_count": {"appointment": "calendar", "programme": "calendar", "reports": "working"}},
        clauses=("§3.6 ¶5",),
    )
    last = last_report_day(counted, side="mentor", ended_on=date(2027, 3, 1), week="five_day")
    assert last == date(2027, 3, 16)


@pytest.mark.requirement("R-130")
@pytest.mark.variation("V-38")
@pytest.mark.parametrize("code", ["000", "001", "003", "004"])
def test_elsewhere_reports_have_no_term(code: str) -> None:
    assert last_report_day(load_seed(code), side="mentor", ended_on=date(2027, 3, 1), week="five_day") is None
