from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.calendars.calendar import (
    WEEKS,
    BrokenCalendar,
    CalendarYearUnknown,
    calendar_of,
    due,
    is_short,
    is_working,
    read_calendar,
)
from service.values import Week

YEARS = range(2022, 2028)
DAYS = st.dates(date(2022, 1, 1), date(2027, 6, 30))
WEEK = st.sampled_from(WEEKS)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def working(year: int, week: Week) -> list[date]:
    return [day for day in days_of(year) if is_working(day, week=week)]


@pytest.mark.parametrize(
    ("year", "count"), [(2022, 247), (2023, 247), (2024, 248), (2025, 247), (2026, 247), (2027, 247)]
)
def test_a_five_day_year_has_the_official_number_of_working_days(year: int, count: int) -> None:
    assert len(working(year, "five_day")) == count


def test_2026_has_the_days_off_of_the_decree() -> None:
    weekdays_off = [
        day for day in days_of(2026) if day.weekday() < 5 and not is_working(day, week="five_day")
    ]
    january = [date(2026, 1, n) for n in (1, 2, 5, 6, 7, 8, 9)]
    later = [(2, 23), (3, 9), (5, 1), (5, 11), (6, 12), (11, 4), (12, 31)]
    assert weekdays_off == january + [date(2026, month, day) for month, day in later]
    assert len(days_of(2026)) - len(working(2026, "five_day")) == 118


def test_2026_has_no_working_weekend_and_2025_has_one() -> None:
    assert not [day for day in working(2026, "five_day") if day.weekday() > 4]
    assert [day for day in working(2025, "five_day") if day.weekday() > 4] == [date(2025, 11, 1)]


def test_short_days_of_2026() -> None:
    short = [day for day in days_of(2026) if is_short(day, week="five_day")]
    assert short == [date(2026, 4, 30), date(2026, 5, 8), date(2026, 6, 11), date(2026, 11, 3)]


def test_in_a_six_day_week_a_working_saturday_before_a_holiday_is_short_too() -> None:
    short = [day for day in days_of(2026) if is_short(day, week="six_day")]
    days = [(3, 7), (4, 30), (5, 8), (6, 11), (11, 3)]
    assert short == [date(2026, month, day) for month, day in days]


def test_in_a_six_day_week_the_new_year_holidays_of_2026_end_a_day_earlier() -> None:
    assert not is_working(date(2026, 1, 9), week="five_day")
    assert is_working(date(2026, 1, 9), week="six_day")
    assert is_working(date(2026, 1, 10), week="six_day")
    assert not is_working(date(2026, 1, 11), week="six_day")


def test_in_a_six_day_week_only_days_off_of_sundays_move() -> None:
    assert not is_working(date(2026, 12, 31), week="six_day"), "moved from Sunday 4 January"
    assert is_working(date(2026, 5, 11), week="six_day"), "9 May was a Saturday"
    assert is_working(date(2025, 11, 1), week="six_day")
    assert is_working(date(2025, 11, 3), week="six_day"), "moved from Saturday 1 November"


@pytest.mark.parametrize("year", YEARS)
def test_a_six_day_week_rests_on_sundays_holidays_and_nothing_of_a_saturday(year: int) -> None:
    from_saturday = {move.to for move in calendar_of(year).moved if move.source.weekday() == 5}
    assert all(is_working(day, week="six_day") for day in from_saturday)
    assert not [day for day in working(year, "six_day") if day.weekday() == 6]


@pytest.mark.parametrize("year", YEARS)
def test_the_five_days_before_holidays_are_working_and_short(year: int) -> None:
    calendar = calendar_of(year)
    before = {day for day in working(year, "five_day") if day + timedelta(days=1) in calendar.holidays}
    assert before <= calendar.short
    assert all(is_working(day, week="five_day") for day in calendar.short)


def test_a_year_without_a_calendar_is_refused_by_name() -> None:
    with pytest.raises(CalendarYearUnknown) as refused:
        is_working(date(2021, 12, 31), week="five_day")
    assert refused.value.facts == {"year": 2021}
    with pytest.raises(CalendarYearUnknown):
        due(date(2027, 12, 20), days=30, unit="calendar", week="five_day")


@pytest.mark.requirement("R-074")
def test_thirty_calendar_days_begin_the_day_after_and_roll_over_a_weekend() -> None:
    term = due(date(2026, 9, 3), days=30, unit="calendar", week="five_day")
    assert term.on == date(2026, 10, 5)
    assert term.explanation() == (
        "03.09.2026 — событие, от которого считается срок",
        "04.09.2026 — первый день срока: день после события",
        "03.10.2026 — 30-й календарный день срока",
        "05.10.2026 — ближайший рабочий день: последний день срока — нерабочий (ТК РФ, ст. 14)",
    )


def test_the_same_term_ends_on_saturday_where_saturday_is_worked() -> None:
    term = due(date(2026, 9, 3), days=30, unit="calendar", week="six_day")
    assert (term.on, [step.rule for step in term.steps]) == (
        date(2026, 10, 3),
        ["fact", "first_day", "last_day"],
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2026, 12, 29), date(2027, 1, 12)), (date(2027, 2, 18), date(2027, 2, 24))],
)
def test_three_working_days_skip_holidays_and_count_a_working_saturday(start: date, end: date) -> None:
    assert due(start, days=3, unit="working", week="five_day").on == end


def test_a_term_in_a_year_that_nobody_compared_with_the_decree_says_so() -> None:
    assert due(date(2026, 9, 1), days=10, unit="calendar", week="five_day").confirmed
    assert not due(date(2027, 3, 1), days=10, unit="calendar", week="five_day").confirmed


def test_a_term_has_at_least_one_day() -> None:
    with pytest.raises(ValueError, match="0"):
        due(date(2026, 9, 1), days=0, unit="calendar", week="five_day")


@given(start=DAYS, days=st.integers(1, 120), week=WEEK)
def test_a_calendar_term_ends_on_the_first_working_day_from_its_last_day(
    start: date, days: int, week: Week
) -> None:
    end = due(start, days=days, unit="calendar", week=week).on
    last = start + timedelta(days=days)
    assert end >= last
    assert is_working(end, week=week)
    assert not any(is_working(last + timedelta(days=n), week=week) for n in range((end - last).days))


@given(start=DAYS, days=st.integers(1, 60), week=WEEK)
def test_a_working_term_holds_exactly_its_number_of_working_days(start: date, days: int, week: Week) -> None:
    end = due(start, days=days, unit="working", week=week).on
    inside = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working(day, week=week) for day in inside) == days
    assert is_working(end, week=week)


@given(start=DAYS, days=st.integers(1, 100), week=WEEK)
def test_a_longer_term_never_ends_earlier(start: date, days: int, week: Week) -> None:
    ends = [due(start, days=days + n, unit="calendar", week=week).on for n in range(2)]
    assert ends == sorted(ends)


HEAD = 'year = 2030\nsource = "x"\nconfirmed = false\nshort = []\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("year = ", "2030.toml"),
        ("year = 2030", "source"),
        (HEAD.replace("2030", "2031") + "holidays = []\nmoved = []", "another year"),
        (HEAD + "holidays = [2031-01-01]\nmoved = []", "another year"),
        (HEAD + "holidays = []\nmoved = [{ from = 2030-01-01, to = 2030-01-02 }]", "no day off"),
        (
            HEAD + "holidays = [2030-01-01]\nmoved = [{ from = 2030-01-05, to = 2030-01-01 }]",
            "day off anyway",
        ),
        (
            HEAD + "holidays = []\nmoved = [{ from = 2030-01-05, to = 2030-01-09 },"
            " { from = 2030-01-06, to = 2030-01-09 }]",
            "same day",
        ),
    ],
)
def test_a_faulty_calendar_file_is_named_with_its_fault(text: str, fault: str) -> None:
    with pytest.raises(BrokenCalendar, match=fault):
        read_calendar(text, year=2030)
