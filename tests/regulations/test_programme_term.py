"""How long a programme lasts, in whole calendar months."""

from datetime import date

import pytest

from service.regulations.programme_term import (
    ProgrammeTerm,
    ProgrammeTooLong,
    ProgrammeTooShort,
    ShortTermReasonMissing,
    last_day,
)
from service.regulations.regulation import Regulation
from service.regulations.seeds import load_seed

START = date(2026, 9, 15)
TERM = ProgrammeTerm(least=3, least_with_reason=1, most=12)


def seed(code: str) -> Regulation:
    return load_seed(code)


@pytest.mark.requirement("R-089")
@pytest.mark.variation("V-32", "V-33")
def test_002_alone_lets_a_programme_be_shorter_than_three_months() -> None:
    assert ProgrammeTerm.of(seed("001")) == ProgrammeTerm(3, 3, 12)
    assert ProgrammeTerm.of(seed("002")) == ProgrammeTerm(3, 1, 12)
    assert ProgrammeTerm.of(seed("004")) == ProgrammeTerm(3, 3, 12)


@pytest.mark.parametrize(
    ("since", "months", "until"),
    [
        (START, 3, date(2026, 12, 14)),
        (date(2026, 11, 30), 3, date(2027, 2, 27)),
        (date(2026, 9, 1), 12, date(2027, 8, 31)),
    ],
)
def test_months_end_on_the_day_before_the_same_day(since: date, months: int, until: date) -> None:
    assert last_day(since, months) == until


@pytest.mark.requirement("R-089")
@pytest.mark.parametrize("until", [date(2026, 12, 14), date(2027, 9, 14)])
def test_both_limits_belong_to_the_term(until: date) -> None:
    TERM.check(START, until, reason=None)


@pytest.mark.requirement("R-089")
def test_below_the_definition_a_reason_is_needed() -> None:
    with pytest.raises(ShortTermReasonMissing) as missing:
        TERM.check(START, date(2026, 12, 13), reason=None)
    assert missing.value.facts == {"months": 3}
    TERM.check(START, date(2026, 12, 13), reason="narrow_task")
    TERM.check(START, date(2026, 10, 14), reason="narrow_task")


@pytest.mark.requirement("R-089")
def test_no_reason_makes_a_programme_shorter_than_mentoring() -> None:
    with pytest.raises(ProgrammeTooShort) as short:
        TERM.check(START, date(2026, 10, 13), reason="narrow_task")
    assert short.value.facts == {"months": 1, "until": date(2026, 10, 14)}


@pytest.mark.requirement("R-089")
def test_a_year_is_the_most() -> None:
    with pytest.raises(ProgrammeTooLong) as long:
        TERM.check(START, date(2027, 9, 15), reason=None)
    assert long.value.facts == {"months": 12, "until": date(2027, 9, 14)}
    TERM.without_limit().check(START, date(2030, 1, 1), reason=None)
