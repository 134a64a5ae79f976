"""Refusals about the log and the calendars."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "CalendarYearUnknown": "Производственного календаря на {year} год в программе нет: срок не вычислен.",
        "KeyDestroyed": "Сведения об этом человеке стёрты: к прежней записи ничего добавить нельзя.",
        "KeyReused": "Этот ключ команды уже использован для другого запроса.",
        "Conflict": "Данные одновременно меняли другие; ничего не записано, повторите действие.",
    }
)
