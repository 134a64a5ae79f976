"""One whole life of the analytic report: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.analytic_report import AnalyticReport
from service.values import Period, Pii
from tests.lives.people import PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = AnalyticReport
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        AnalyticReport.AnalyticReportIssued,
        period=Period(date(2025, 9, 1), date(2026, 9, 1)),
        as_at=TODAY,
        position=812,
        regulation_version=1,
        figures={"participants": {"people": 9, "participations": 11}, "by_level": [["municipal", 2]]},
        digest="sha256:" + "a" * 64,
        conclusions=Pii(PERSON, "программы завершены в срок"),
    ),
)
