"""Whole numbers as curators write them: years of service, year of birth, how many mentees, ratings."""

import re
from typing import Final

from service.importing.cells import Note, Unclear, Understood, is_nothing, plain_text
from service.importing.sheets import Cell

MAX_EXPERIENCE: Final = 70
MAX_CAPACITY: Final = 30
FIRST_BIRTH_YEAR: Final = 1930
LAST_BIRTH_YEAR: Final = 2012
MAX_RATING: Final = 5

_NUMERALS: Final = {
    "один": 1, "одного": 1, "одному": 1, "одна": 1, "два": 2, "двух": 2, "двое": 2, "двоих": 2, "три": 3,
    "трех": 3, "трое": 3, "троих": 3, "четыре": 4, "четырех": 4, "четверо": 4, "пять": 5, "пяти": 5,
}  # fmt: skip
_YEARS: Final = re.compile(r"(\d{1,2})(?:\s*(?:лет|года?|год|г|л)\.?)?")
_YEARS_AND_MONTHS: Final = re.compile(
    r"(\d{1,2})\s*(?:лет|года?|год|г|л)\.?\s*(?:и\s*)?(\d{1,2})\s*(?:месяц\w*|мес|м)\.?"
)
_FRACTION: Final = re.compile(r"(\d{1,2})[.,](\d+)(?:\s*(?:лет|года|год)\.?)?")
_UNDER_A_YEAR: Final = re.compile(
    r"(?:менее|меньше|до)\s+(?:1\s+|одного\s+)?года|\d{1,2}\s*мес\w*\.?|без стажа|нет"
)
_PEOPLE: Final = r"(?:\s*(?:наставляем\w+|человека?|чел\.?|педагог\w*))?"
_LIMIT: Final = re.compile(
    rf"(?:((?:не (?:более|больше)|максимум|max)(?: чем)?|до)\s+)?(\d{{1,3}}|[а-яё]+)(?:-?х)?{_PEOPLE}"
)
_BIRTH_DATE: Final = re.compile(r"\d{1,2}\.\d{1,2}\.(\d{4})(?:\s*г(?:\.|ода)?)?")
_BIRTH_YEAR: Final = re.compile(r"(\d{4})(?:\s*(?:г\.?\s*р\.?|г\.?|год\w*(?: рождения)?))?")


def experience_cell(cell: Cell) -> Understood[int | None]:
    """Read full years of service, 0..70: «5», 5.0, «5 лет»; months and fractions are dropped with a warning.

    Raises ``Unclear``.
    """
    text = _number_text(cell, expected="число полных лет, например 5")
    if is_nothing(text):
        return Understood(None)
    if _UNDER_A_YEAR.fullmatch(text):
        return Understood(0, Note("rounded_down", "стаж меньше года записан как 0 полных лет."))
    if found := _YEARS.fullmatch(text):
        return Understood(_experience(found))
    if found := _YEARS_AND_MONTHS.fullmatch(text) or _FRACTION.fullmatch(text):
        years = _experience(found)
        return Understood(years, Note("rounded_down", f"взято число полных лет: {years}."))
    raise Unclear("not_a_number", "здесь нужно число полных лет, например 5.")


def capacity_cell(cell: Cell) -> Understood[int | None]:
    """Read how many mentees, 1..30: «2», «до 3», «2 чел.»; «не более двух» is understood as 2 with a warning.

    Raises ``Unclear``.
    """
    text = _number_text(cell, expected="число наставляемых, например 2").replace("ё", "е")
    if is_nothing(text):
        return Understood(None)
    found = _LIMIT.fullmatch(text)
    word = found.group(2) if found else ""
    number = int(word) if word.isdigit() else _NUMERALS.get(word)
    if found is None or number is None:
        raise Unclear("not_a_number", "здесь нужно число наставляемых, например 2.")
    if not 1 <= number <= MAX_CAPACITY:
        raise Unclear("number_out_of_range", f"число наставляемых должно быть от 1 до {MAX_CAPACITY}.")
    in_words = found.group(1) is not None or not word.isdigit()
    return Understood(number, Note("number_in_words", f"понято как число {number}.") if in_words else None)


def birth_year_cell(cell: Cell) -> Understood[int | None]:
    """Read a year of birth, 1930..2012; of a date of birth only the year is kept. Raises ``Unclear``."""
    if cell.kind == "date":
        return Understood(_birth_year(int(cell.text[:4])))
    text = _number_text(cell, expected="год рождения четырьмя цифрами, например 1998")
    if is_nothing(text):
        return Understood(None)
    found = _BIRTH_YEAR.fullmatch(text) or _BIRTH_DATE.fullmatch(text)
    if found is None:
        raise Unclear("not_a_year", "здесь нужен год рождения четырьмя цифрами, например 1998.")
    return Understood(_birth_year(int(found.group(1))))


def rating_cell(cell: Cell) -> Understood[int | None]:
    """Read a rating, a whole number 0..5; nothing means that nothing was said. Raises ``Unclear``."""
    text = _number_text(cell, expected="оценка от 0 до 5")
    if is_nothing(text):
        return Understood(None)
    if not re.fullmatch(r"\d+", text) or int(text) > MAX_RATING:
        raise Unclear("rating_out_of_range", "здесь нужна оценка – целое число от 0 до 5 (0 – отказ).")
    return Understood(int(text))


def _number_text(cell: Cell, *, expected: str) -> str:
    if cell.kind == "date":
        raise Unclear("date_for_number", f"в ячейке дата, а нужно: {expected}. Проверьте формат ячейки.")
    return plain_text(cell).casefold()


def _experience(found: re.Match[str]) -> int:
    years = int(found.group(1))
    if years > MAX_EXPERIENCE:
        raise Unclear("number_out_of_range", f"стаж должен быть от 0 до {MAX_EXPERIENCE} лет.")
    return years


def _birth_year(year: int) -> int:
    if not FIRST_BIRTH_YEAR <= year <= LAST_BIRTH_YEAR:
        words = f"год рождения должен быть от {FIRST_BIRTH_YEAR} до {LAST_BIRTH_YEAR}."
        raise Unclear("year_out_of_range", words)
    return year
