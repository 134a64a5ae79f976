"""How the last day of a term is counted: months, named days, the shift from days off, over all calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.calendars.calendar import WEEKS, due, is_working, months_after, named_day
from service.values import Week

DAYS = st.dates(date(2022, 1, 1), date(2026, 6, 30))
WEEK = st.sampled_from(WEEKS)


@given(start=DAYS, months=st.integers(1, 12))
def test_months_keep_the_day_or_end_with_the_month(start: date, months: int) -> None:
    end = months_after(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 15), 12, date(2026, 12, 15)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
    ],
)
def test_months_at_the_ends_of_months_and_years(start: date, months: int, end: date) -> None:
    assert months_after(start, months) == end


@pytest.mark.requirement("R-019")
@given(start=DAYS, months=st.integers(1, 12), week=WEEK)
def test_a_term_in_months_ends_on_the_next_working_day(start: date, months: int, week: Week) -> None:
    term = due(start, days=months, unit="month", week=week)
    last = months_after(start, months)
    assert term.on >= last
    assert is_working(term.on, week=week)
    assert not any(is_working(last + timedelta(days=n), week=week) for n in range((term.on - last).days))
    assert [step.rule for step in term.steps][:3] == ["fact", "first_day", "last_month"]
    assert (term.steps[-1].rule == "rolled") is (term.on != last)


@pytest.mark.requirement("R-074")
@given(start=DAYS, days=st.integers(1, 60), week=WEEK)
def test_a_term_in_calendar_days_never_ends_before_its_days_nor_on_a_day_off(
    start: date, days: int, week: Week
) -> None:
    term = due(start, days=days, unit="calendar", week=week)
    assert term.on >= start + timedelta(days=days)
    assert is_working(term.on, week=week)
    between = range((term.on - start).days - days)
    assert not any(is_working(start + timedelta(days=days + n), week=week) for n in between)


@given(start=DAYS, days=st.integers(1, 20), week=WEEK)
def test_a_term_in_working_days_holds_just_so_many_of_them(start: date, days: int, week: Week) -> None:
    term = due(start, days=days, unit="working", week=week)
    passed = [start + timedelta(days=n) for n in range(1, (term.on - start).days + 1)]
    assert sum(is_working(day, week=week) for day in passed) == days
    assert is_working(term.on, week=week)


@given(start=DAYS, days=st.integers(1, 60))
def test_a_six_day_week_never_ends_a_term_later_than_a_five_day_week(start: date, days: int) -> None:
    for unit in ("calendar", "working"):
        five = due(start, days=days, unit=unit, week="five_day")
        six = due(start, days=days, unit=unit, week="six_day")
        assert six.on <= five.on


def test_a_moved_day_off_moves_the_end_of_a_term() -> None:
    # 1 November 2025 was a working Saturday, 3 November a day off in its place
    assert due(date(2025, 10, 22), days=10, unit="calendar", week="five_day").on == date(2025, 11, 1)
    assert due(date(2025, 10, 24), days=10, unit="calendar", week="five_day").on == date(2025, 11, 5)


def test_a_named_day_is_not_shifted_and_says_so() -> None:
    term = named_day(date(2022, 6, 12))
    assert term.on == date(2022, 6, 12)
    assert term.explanation() == ("12.06.2022 — день, названный в документе",)
    assert (term.days, term.unit, term.confirmed) == (0, "calendar", True)


def test_the_derivation_of_a_term_in_months_is_told() -> None:
    assert due(date(2026, 2, 28), days=12, unit="month", week="five_day").explanation() == (
        "28.02.2026 — событие, от которого считается срок",
        "01.03.2026 — первый день срока: день после события",
        "28.02.2027 — последний день срока (месяцев: 12)",
        "01.03.2027 — ближайший рабочий день: последний день срока — нерабочий (ТК РФ, ст. 14)",
    )
