"""Dates as curators write them, and the document that carries one."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from service.importing.cells import Note, Unclear, Understood, is_nothing, plain_text
from service.importing.sheets import Cell

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2040
FIRST_TRAINING_YEAR: Final = 1980

_MONTHS: Final = (
    "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
_TAIL: Final = r"\s*(?:г\.?|года?|год)?\.?"
_MIDNIGHT: Final = r"(?:[ t]0?0:00(?::00)?)?"
_NUMERIC: Final = re.compile(
    rf"(\d{{1,2}})\s*[./-]\s*(\d{{1,2}})\s*[./-]\s*(\d{{4}}|\d{{2}})(?:{_MIDNIGHT}|{_TAIL})"
)
_ISO: Final = re.compile(rf"(\d{{4}})[-./](\d{{1,2}})[-./](\d{{1,2}}){_MIDNIGHT}")
_WORDS: Final = re.compile(rf"[«\"]?(\d{{1,2}})[»\"]?\s+([а-яё]+)\s+(\d{{4}}){_TAIL}")
_DATE_INSIDE: Final = re.compile(
    rf"(?<![\w./-])(?P<since>от\s+)?(?P<date>\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}{_TAIL}"
    rf"|{_WORDS.pattern})(?![\w/-])",
    re.IGNORECASE,
)
"""Numbers of documents look like dates, too («12-34-5678»): inside a text only 2026-09-01 has dashes."""
_EPOCH: Final = date(1899, 12, 30)
_HOW: Final = "Напишите дату так: 01.09.2026."
_NO_CONSENT: Final = frozenset(
    {"нет", "отсутствует", "не дано", "не получено", "нет согласия", "не дал", "не дала"}
)
_NO_TRAINING: Final = frozenset(
    {"нет", "не проходил", "не проходила", "не обучен", "не обучена", "не было", "отсутствует"}
)


@dataclass(frozen=True, slots=True)
class Training:
    """A document on a mentor's training as it is written, and its date where one can be read."""

    document: str
    on: date | None


def date_cell(cell: Cell) -> Understood[date | None]:
    """Read a date from 2000 to 2040: a date of Excel, 01.09.2026, «1 сентября 2026 г.», 2026-09-01.

    A serial number of Excel and a year of two digits are understood with a warning. Raises ``Unclear``.
    """
    if cell.kind == "date":
        return Understood(_within(date.fromisoformat(cell.text)))
    if cell.kind == "number":
        return _serial(cell.text)
    text = plain_text(cell)
    return Understood(None) if is_nothing(text) else _written(text)


def consent_cell(cell: Cell) -> Understood[date | None]:
    """Read the date of a consent; «нет» means that there is none. Raises ``Unclear``, too, for «да»."""
    if cell.kind == "text" and plain_text(cell).casefold().rstrip(".") in _NO_CONSENT:
        return Understood(None)
    return date_cell(cell)


def training_cell(cell: Cell) -> Understood[Training | None]:
    """Read a document with its date: «удостоверение № 242, 26.05.2025»; without a date with a warning.

    Of several dates the one after «от» counts, else the last. Raises ``Unclear`` for an impossible date and
    for a date without a document.
    """
    if cell.kind == "date":
        raise Unclear(
            "training_without_document",
            "указана только дата. Добавьте документ: «удостоверение № 242, 26.05.2025».",
        )
    text = plain_text(cell)
    if is_nothing(text) or text.casefold().rstrip(".") in _NO_TRAINING:
        return Understood(None)
    dates = list(_DATE_INSIDE.finditer(text))
    found = next((each for each in dates if each["since"]), dates[-1] if dates else None)
    if found is None:
        warning = Note("training_without_date", "у документа об обучении не указана дата.")
        return Understood(Training(text, None), warning)
    document = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;.()")
    if not document:
        raise Unclear(
            "training_without_document",
            "указана только дата. Добавьте документ: «удостоверение № 242, 26.05.2025».",
        )
    read = _written(found["date"], first_year=FIRST_TRAINING_YEAR)
    return Understood(Training(re.sub(r"\s+", " ", document), read.value), read.warning)


def _written(text: str, *, first_year: int = FIRST_YEAR) -> Understood[date | None]:
    plain = text.casefold().strip(" ,;").removeprefix("от ")
    if found := _ISO.fullmatch(plain):
        year, month, day = map(int, found.groups())
        return Understood(_existing(year, month, day, first_year=first_year))
    if found := _NUMERIC.fullmatch(plain):
        return _numeric(found, first_year=first_year)
    if (found := _WORDS.fullmatch(plain)) and (named := _month(found.group(2))):
        return Understood(_existing(int(found.group(3)), named, int(found.group(1)), first_year=first_year))
    raise Unclear("not_a_date", f"здесь нужна дата. {_HOW}")


def _numeric(found: re.Match[str], *, first_year: int) -> Understood[date | None]:
    day, month, year = map(int, found.groups()[:3])
    if len(found.group(3)) == 4:
        return Understood(_existing(year, month, day, first_year=first_year))
    full = _existing(2000 + year, month, day, first_year=first_year)
    return Understood(full, Note("short_year", f"год из двух цифр понят как {full.year}."))


def _month(word: str) -> int | None:
    for number, stem in enumerate(_MONTHS, start=1):
        if re.fullmatch(rf"{stem}(?:ь|я|а|й|т)?", word):
            return number
    return None


def _existing(year: int, month: int, day: int, *, first_year: int) -> date:
    try:
        return _within(date(year, month, day), first_year=first_year)
    except ValueError as fault:
        raise Unclear("no_such_date", f"такой даты нет в календаре. {_HOW}") from fault


def _within(day: date, *, first_year: int = FIRST_YEAR) -> date:
    if not first_year <= day.year <= LAST_YEAR:
        raise Unclear("date_out_of_range", f"год {day.year} не похож на правду. {_HOW}")
    return day


def _serial(text: str) -> Understood[date | None]:
    """Read the number that a date becomes when its cell loses the date format."""
    days = int(text) if text.isdigit() else 0
    if not 0 < days < 60_000 or not FIRST_YEAR <= (_EPOCH + timedelta(days=days)).year <= LAST_YEAR:
        raise Unclear("not_a_date", f"здесь нужна дата, а стоит число. {_HOW}")
    day = _EPOCH + timedelta(days=days)
    return Understood(day, Note("date_as_number", f"число понято как дата {day:%d.%m.%Y}."))
