"""Figures as commands need them: folded from the log itself, so that each belongs to a position."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

import rfc8785
from sqlalchemy import Connection

from service.commands.work import Work
from service.errors import Refused
from service.eventstore.log import Log
from service.projections.deadline_rules import DEADLINE_BOARD
from service.projections.figures import report_figures
from service.projections.folded import folded
from service.projections.gatherings import EVENT_CALENDAR
from service.projections.participant_figures import participant_figures
from service.projections.practices import PRACTICE_BANK
from service.projections.results import RESULTS
from service.regulations.regulation import Regulation
from service.regulations.roadmap import academic_year
from service.values import Period

COUNTED: Final = (RESULTS, PRACTICE_BANK, EVENT_CALENDAR, DEADLINE_BOARD)
"""The read models that figures are taken from."""

FIRST_MONTH: Final = 9

Answer = TypeVar("Answer")


class AcademicYearUnknown(Refused):
    """The words name no academic year such as 2026/2027."""

    requirement = "R-131"


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures with the position of the log that they belong to, and the name of their content."""

    figures: dict[str, Any]
    position: int

    @property
    def digest(self) -> str:
        """``sha256:`` over the figures in canonical JSON (RFC 8785)."""
        return f"sha256:{hashlib.sha256(rfc8785.dumps(self.figures)).hexdigest()}"


def count_report(
    log: Log,
    institution: str,
    *,
    within: Period,
    as_at: date,
    regulation: Regulation,
    up_to: int | None = None,
) -> Counted:
    """Figures of the analytic report on a period, as the log tells them now or told them at a position."""
    horizons = horizons_of(regulation)

    def ask(connection: Connection) -> dict[str, Any]:
        return report_figures(connection, institution, within=within, as_at=as_at, horizons=horizons)

    return _counted(log, institution, ask, up_to=up_to)


def count_participants(log: Log, institution: str, *, as_at: date, up_to: int | None = None) -> Counted:
    """Participants as at a date, as the log tells them now or told them at a position (A-32)."""
    within = Period.through(as_at, as_at)

    def ask(connection: Connection) -> dict[str, Any]:
        return participant_figures(connection, institution, within=within)

    return _counted(log, institution, ask, up_to=up_to)


def ask_folded(work: Work, question: Callable[[Connection], Answer]) -> tuple[Answer, int]:
    """Put a question to the read models as the log tells them now; give its position too."""
    with folded(work.log, COUNTED, institution=work.institution) as found:
        return question(found.connection), found.position


def horizons_of(regulation: Regulation) -> tuple[int, ...]:
    """After how many years people are counted who stayed (A-48)."""
    value = regulation.value("policy.retention_horizon_years")
    if not isinstance(value, tuple):
        raise TypeError(value)
    return tuple(years for years in value if isinstance(years, int))


def year_of(words: str | None, *, on: date) -> Period:
    """The academic year that is named «2026/2027», else the one that a day belongs to.

    Raises:
        AcademicYearUnknown: the words name none.

    """
    first = on.year if on.month >= FIRST_MONTH else on.year - 1
    found = academic_year(words or f"{first}/{first + 1}")
    if found is None:
        raise AcademicYearUnknown
    return found


def _counted(
    log: Log, institution: str, ask: Callable[[Connection], Mapping[str, Any]], *, up_to: int | None
) -> Counted:
    with folded(log, COUNTED, institution=institution, up_to=up_to) as found:
        return Counted(dict(ask(found.connection)), found.position)
