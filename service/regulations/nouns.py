"""Russian nouns after numbers: 21 пара, 22 пары, 11 пар; на 1 наставнике, на 2 наставниках."""

from typing import Final

Noun = tuple[str, str, str]
"""The forms after 1, after 2…4 and after 5…20; in cases other than the nominative the last two are equal."""

MENTORS: Final = ("наставник", "наставника", "наставников")
MENTEES: Final = ("наставляемый", "наставляемых", "наставляемых")
PAIRS: Final = ("пара", "пары", "пар")
PLACES: Final = ("место", "места", "мест")
POINTS: Final = ("балл", "балла", "баллов")
MARKS: Final = ("отметка интереса", "отметки интереса", "отметок интереса")
REQUESTS: Final = ("запрос", "запроса", "запросов")

OF_MENTEES: Final = ("наставляемого", "наставляемых", "наставляемых")
"""Genitive, and the accusative too: найти 1 наставляемого."""
OF_MENTORS: Final = ("наставника", "наставников", "наставников")
"""Genitive: у 2 наставников."""
OF_REQUESTS: Final = ("запроса", "запросов", "запросов")
"""Genitive: 1 из 4 запросов."""
ON_MENTORS: Final = ("наставнике", "наставниках", "наставниках")
"""Prepositional: на 1 наставнике, на 2 наставниках."""


def noun(number: int, forms: Noun) -> str:
    """Choose the form of a noun after a number, whatever its sign."""
    last_two, last = abs(number) % 100, abs(number) % 10
    if 11 <= last_two <= 14 or last == 0 or last >= 5:
        return forms[2]
    return forms[0] if last == 1 else forms[1]


def counted(number: int, forms: Noun) -> str:
    """Return a number with its noun."""
    return f"{number} {noun(number, forms)}"
