"""The terms that the regulations set: what is due, by which requirement, when to remind, and whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

Side = str
"""Whom a notice goes to: ``head``, ``curator``, or the id of a person or of an entry in a bank."""

HEAD: Final = "head"
CURATOR: Final = "curator"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of deadline.

    ``requirement`` gives the clause; ``law`` stands in its place where a law and no regulation sets the
    term. ``title`` is a Russian sentence without names. ``remind`` is how many days before the last day the
    reminder goes out; 0: no reminder, only the notice that the term has passed.
    """

    code: str
    requirement: str | None
    title: str
    remind: int
    law: str | None = None


_ALL: Final = (
    Kind("appointment", "R-074", "Назначить наставника принятому работнику", 7),
    Kind("composition", "R-093", "Составить персонализированную программу", 3),
    Kind("mentor_report", "R-128", "Сдать отчёт наставника", 3),
    Kind("mentee_report", "R-129", "Сдать отчёт наставляемого", 3),
    Kind("programme_end", "R-125", "Завершить программу или продлить её по взаимному согласию", 14),
    Kind("activity", "R-114", "Провести мероприятие программы", 3),
    Kind("needs_review", "R-019", "Обновить сведения о тех, кому нужен наставник", 30),
    Kind("publication", "R-008", "Опубликовать документы о наставничестве на сайте", 3),
    Kind("stage", "R-040", "Завершить этап дорожной карты", 14),
    Kind("proposal", "R-061", "Ответить на предложение пары", 3),
    Kind("assistance", "R-085", "Ответить на просьбу о помощи", 0),
    Kind("consent", "R-046", "Получить новое согласие на обработку персональных данных", 30),
    Kind("search", "R-067", "Вернуться к поиску наставника для наставляемого без пары", 0),
    Kind("early_refusal", None, "Прекратить наставничество по предупреждению", 1, law="ТК РФ, ст. 351.8"),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.code: kind for kind in _ALL})
"""Every kind of deadline by code."""
