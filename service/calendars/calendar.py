"""Working days and due dates by the production calendar (ТК РФ, ст. 14, 95, 112)."""

import tomllib
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

import msgspec

from service.errors import Refused
from service.values import Week

Unit = Literal["calendar", "working", "month"]
Rule = Literal["fact", "first_day", "last_day", "last_month", "rolled", "named"]

WEEKS: Final[tuple[Week, ...]] = get_args(Week)
ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
SUNDAY: Final = 6


class CalendarYearUnknown(Refused):
    """There is no production calendar of that year, and a date is never guessed; facts: ``year``."""


class BrokenCalendar(Exception):  # noqa: N818 - it reads as the fact it states
    """A calendar file contradicts itself or its name; the message names the file and the fault."""


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"source": "from"}):
    """A day off that was moved: ``source`` gives it up, ``to`` gets it."""

    source: date
    to: date


class Year(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The production calendar of one year.

    ``holidays`` are the days of ТК РФ, ст. 112; ``moved`` the moved days off, by decree and by that article;
    ``short`` the days that are one hour shorter in a five-day week. ``confirmed`` is false while the data has
    not been compared with the decree.
    """

    year: int
    source: str
    confirmed: bool
    holidays: frozenset[date]
    moved: tuple[Move, ...]
    short: frozenset[date]

    def is_working(self, day: date, *, week: Week) -> bool:
        """Tell whether a day of this year is a working day in a week of five or six days.

        In a six-day week Saturday is an ordinary working day, so only a day off that stood on a Sunday moves.
        """
        if day in self.holidays:
            return False
        moved = [move for move in self.moved if week == "five_day" or move.source.weekday() == SUNDAY]
        if any(move.to == day for move in moved):
            return False
        return day.weekday() not in weekend(week) or any(move.source == day for move in moved)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the derivation of a due date: the day and the rule that led to it."""

    on: date
    rule: Rule


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term, with the steps that lead to it.

    ``confirmed`` is false when the calendar of its year has not been compared with the decree yet.
    """

    on: date
    days: int
    unit: Unit
    steps: tuple[Step, ...]
    confirmed: bool

    def explanation(self) -> tuple[str, ...]:
        """Give the derivation in Russian, one sentence per step."""
        return explain(self.steps, days=self.days, unit=self.unit)


def explain(steps: Iterable[Step], *, days: int, unit: Unit) -> tuple[str, ...]:
    """Give the derivation of a last day in Russian, one sentence per step."""
    return tuple(_SENTENCES[step.rule].format(step.on, days, _UNITS[unit]) for step in steps)


_UNITS: Final[dict[Unit, str]] = {"calendar": "календарный", "working": "рабочий", "month": "месяц"}
_SENTENCES: Final[dict[Rule, str]] = {
    "fact": "{0:%d.%m.%Y} — событие, от которого считается срок",
    "first_day": "{0:%d.%m.%Y} — первый день срока: день после события",
    "last_day": "{0:%d.%m.%Y} — {1}-й {2} день срока",
    "last_month": "{0:%d.%m.%Y} — последний день срока (месяцев: {1})",
    "named": "{0:%d.%m.%Y} — день, названный в документе",
    "rolled": "{0:%d.%m.%Y} — ближайший рабочий день: последний день срока — нерабочий (ТК РФ, ст. 14)",
}


def weekend(week: Week) -> tuple[int, ...]:
    """Give the numbers of the regular days off (Monday is 0)."""
    return (SATURDAY, SUNDAY) if week == "five_day" else (SUNDAY,)


@cache
def calendar_of(year: int) -> Year:
    """Load the production calendar of a year.

    Raises:
        CalendarYearUnknown: the service has none; it is never guessed.
        BrokenCalendar: the file is faulty.

    """
    file = files("service.calendars") / f"{year}.toml"
    if not file.is_file():
        raise CalendarYearUnknown(year=year)
    return read_calendar(file.read_text(encoding="utf-8"), year=year)


def read_calendar(text: str, *, year: int) -> Year:
    """Turn the text of a calendar file into a checked calendar. Raises ``BrokenCalendar``."""
    try:
        found = msgspec.convert(tomllib.loads(text), Year)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise BrokenCalendar(f"{year}.toml: {fault}") from fault
    days = found.holidays | found.short | {day for move in found.moved for day in (move.source, move.to)}
    if found.year != year or any(day.year != year for day in days):
        raise BrokenCalendar(f"{year}.toml: a day of another year")
    _check_moves(found)
    return found


def _check_moves(found: Year) -> None:
    targets = [move.to for move in found.moved]
    if len(set(targets)) != len(targets):
        raise BrokenCalendar(f"{found.year}.toml: two days off are moved to the same day")
    for move in found.moved:
        if move.source.weekday() not in weekend("five_day"):
            raise BrokenCalendar(f"{found.year}.toml: {move.source} is moved but is no day off")
        if move.to in found.holidays or move.to.weekday() in weekend("five_day"):
            raise BrokenCalendar(f"{found.year}.toml: {move.to} is a day off anyway")


def is_working(day: date, *, week: Week) -> bool:
    """Tell whether a day is a working day. Raises ``CalendarYearUnknown``."""
    return calendar_of(day.year).is_working(day, week=week)


def is_short(day: date, *, week: Week) -> bool:
    """Tell whether a working day is one hour shorter: the day before a holiday (ТК РФ, ст. 95).

    Raises ``CalendarYearUnknown``.
    """
    year = calendar_of(day.year)
    if week == "five_day":
        return day in year.short
    return year.is_working(day, week=week) and day + ONE_DAY in year.holidays


def next_working_day(day: date, *, week: Week) -> date:
    """Give the day itself when it is a working day, else the next one. Raises ``CalendarYearUnknown``."""
    while not is_working(day, week=week):
        day += ONE_DAY
    return day


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def named_day(on: date) -> Due:
    """A day that a document names itself: nothing is counted and nothing is shifted."""
    return Due(on=on, days=0, unit="calendar", steps=(Step(on, "named"),), confirmed=True)


def due(start: date, *, days: int, unit: Unit, week: Week) -> Due:
    """Count a term of ``days`` (at least 1; months, where the unit says so) from the fact of ``start``.

    The first day is the day after the fact. A term in calendar days or months that ends on a day off ends on
    the next working day; a term in working days counts working days only (ТК РФ, ст. 14).

    Raises:
        CalendarYearUnknown: a year that the term reaches has no calendar.

    """
    if days < 1:
        raise ValueError(days)
    last = _last_day(start, days, unit, week)
    ending = Step(last, "last_month" if unit == "month" else "last_day")
    steps = [Step(start, "fact"), Step(start + ONE_DAY, "first_day"), ending]
    on = next_working_day(last, week=week)
    if on != last:
        steps.append(Step(on, "rolled"))
    return Due(on=on, days=days, unit=unit, steps=tuple(steps), confirmed=calendar_of(on.year).confirmed)


def _last_day(start: date, days: int, unit: Unit, week: Week) -> date:
    if unit == "month":
        return months_after(start, days)
    return start + timedelta(days=days) if unit == "calendar" else _working_days_after(start, days, week)


def _working_days_after(start: date, days: int, week: Week) -> date:
    day = start
    for _ in range(days):
        day = next_working_day(day + ONE_DAY, week=week)
    return day
