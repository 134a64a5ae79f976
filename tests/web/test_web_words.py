"""Numbers with their nouns, dates and short names as Russians write them."""

from datetime import date

import pytest

from service.access import Role
from service.commands.role_words import ROLES
from service.web import words


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "0 пар"),
        (1, "1 пара"),
        (2, "2 пары"),
        (4, "4 пары"),
        (5, "5 пар"),
        (11, "11 пар"),
        (12, "12 пар"),
        (14, "14 пар"),
        (21, "21 пара"),
        (22, "22 пары"),
        (25, "25 пар"),
        (101, "101 пара"),
        (111, "111 пар"),
        (112, "112 пар"),
        (1_002, "1002 пары"),
    ],
)
def test_a_number_chooses_the_form_of_its_noun(number: int, told: str) -> None:
    assert words.counted(number, words.PAIRS) == told


def test_a_date_is_written_with_dots() -> None:
    assert words.day(date(2026, 9, 1)) == "01.09.2026"
    assert words.day(None) == "—"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Иванова Анна Петровна", "Иванова А. П."),
        ("Ким Анна", "Ким А."),
        ("Петрова", "Петрова"),
        ("Мамедов Али Гусейн оглы", "Мамедов А. Г. оглы"),
        ("—", "—"),
        ("", ""),
    ],
)
def test_a_name_is_shortened_to_initials(full: str, short: str) -> None:
    assert words.short_name(full) == short


def test_every_role_has_a_russian_name() -> None:
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 секунд"), (1, "1 секунда"), (60, "1 минута"), (125, "2 минуты 5 секунд"), (900, "15 минут")],
)
def test_a_duration_names_no_zero_seconds_beside_minutes(seconds: int, told: str) -> None:
    assert words.duration(seconds) == told
