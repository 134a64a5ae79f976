"""Periods: half-open where they are stored, «с … по …» where people name them."""

from datetime import date, timedelta

from service.values import Period

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 9, 1), date(2027, 5, 31)


def test_a_period_through_a_day_holds_on_that_day_and_no_longer() -> None:
    period = Period.through(FIRST, LAST)
    assert period == Period(FIRST, date(2027, 6, 1))
    assert (period.since, period.last) == (FIRST, LAST)
    assert [period.contains(day) for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_period_without_an_end_has_no_last_day() -> None:
    period = Period.through(FIRST, None)
    assert (period, period.last) == (Period(FIRST), None)
    assert period.contains(date(2099, 1, 1))
