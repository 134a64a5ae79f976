"""Refusals about matching."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "MatchRoundClosed": "Этот подбор закрыт; откройте новый.",
        "InterestInOneself": "Человек не может быть наставником самому себе.",
        "BanksEmpty": "Подбирать пока не из кого: наставников — {mentors}, "
        "наставляемых без пары — {mentees}. "
        "Загрузите банки из книги Excel.",
        "MatchOutOfTime": "Расчёт не закончен за отведённое время (секунд: {seconds}) и остановлен: "
        "ответа нет, ничего не записано.",
        "MatchOutOfMemory": "Расчёту не хватило отведённой памяти (мегабайт: {megabytes}): "
        "ответа нет, ничего не записано.",
        "MatchInterrupted": "Расчёт прерван: ответа нет, ничего не записано.",
        "CalculationOver": "Расчёт уже закончился, прервать его не успели.",
        "MatchCrashed": "Расчёт оборвался из-за сбоя программы (сигнал {signal}): ответа нет, "
        "ничего не записано. Повторите его.",
    }
)
