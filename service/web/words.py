"""Small formatting for people: numbers with their nouns, dates, names with initials, roles in Russian."""

from datetime import date
from typing import Final

from service.commands import price_words
from service.ids import random_part
from service.regulations import nouns

MENTORS: Final = nouns.MENTORS
MENTEES: Final = nouns.MENTEES
PAIRS: Final = nouns.PAIRS
PHRASES: Final = ("формулировка", "формулировки", "формулировок")
FAULTS: Final = ("ошибка", "ошибки", "ошибок")
WARNINGS: Final = ("предупреждение", "предупреждения", "предупреждений")
ROWS: Final = ("строка", "строки", "строк")
MARKS: Final = nouns.MARKS
CAUSES: Final = ("причина", "причины", "причин")
POINTS: Final = nouns.POINTS
YEARS: Final = ("год", "года", "лет")
MINUTES: Final = ("минута", "минуты", "минут")
SECONDS: Final = ("секунда", "секунды", "секунд")

KINDS: Final = {
    "general_school": "Школа",
    "preschool": "Детский сад",
    "additional_education": "Дополнительное образование детей",
    "vocational_college": "Колледж",
}
"""Kinds of institutions."""

SOLUTIONS: Final = {
    "optimal": "лучше нельзя, доказано",
    "feasible": "годное, но не доказано, что лучшего нет",
    "infeasible": "невозможно: закреплённые пары противоречат правилам",
}
"""Statuses of the matcher in a list of runs."""

Noun = nouns.Noun
noun = nouns.noun
counted = nouns.counted
percent = price_words.percent


def capital(text: str) -> str:
    """A text that begins with a capital letter; the others stay as they are."""
    return text[:1].upper() + text[1:]


def day(value: date | None) -> str:
    """A date as people write it: 01.09.2026; a dash where there is none."""
    return "—" if value is None else f"{value:%d.%m.%Y}"


def short_name(full_name: str) -> str:
    """Surname with initials: «Иванова Анна Петровна» → «Иванова А. П.»; «оглы» and the like stay whole."""
    surname, *rest = full_name.split() or [""]
    return " ".join((surname, *(part if part.islower() else f"{part[0]}." for part in rest)))


def similarity(score: int) -> str:
    """A similarity score 0..1000 in whole per cent."""
    return percent(10 * round(score / 10))


def duration(seconds: int) -> str:
    """How long something takes: «12 секунд», «2 минуты», «2 минуты 5 секунд»."""
    minutes, rest = divmod(seconds, 60)
    told = [counted(minutes, MINUTES)] if minutes else []
    if rest or not minutes:
        told.append(counted(rest, SECONDS))
    return " ".join(told)


def short_id(entry: str) -> str:
    """The random part of an id, as addresses of pages have it."""
    return random_part(entry)


def size(number_of_bytes: int) -> str:
    """The size of a file in kilobytes."""
    return f"{max(1, round(number_of_bytes / 1024))} КБ"
