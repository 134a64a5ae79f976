"""How long mentor and mentee have for their reports, where the regulation gives them a term (A-14, A-30)."""

from collections.abc import Mapping
from datetime import date

from service.calendars.calendar import Unit, due
from service.regulations.regulation import Regulation
from service.values import ReportSide, Week


def last_report_day(regulation: Regulation, *, side: ReportSide, ended_on: date, week: Week) -> date | None:
    """The last day for a report; ``None`` where reports are optional (R-130).

    Raises:
        CalendarYearUnknown: there is no production calendar of that year.

    """
    days = regulation.number(f"reports.{side}_deadline_days")
    if not days:
        return None
    return due(ended_on, days=days, unit=_unit(regulation), week=week).on


def _unit(regulation: Regulation) -> Unit:
    """Calendar days, unless the regulation counts working days; a document may not say which (A-14)."""
    counted = regulation.value("time.day_count")
    return "working" if isinstance(counted, Mapping) and counted.get("reports") == "working" else "calendar"
