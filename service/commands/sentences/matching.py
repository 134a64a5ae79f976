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
        "MatchOutOfTime": "Подбор не закончен за отведённое время (секунд: {seconds}) и остановлен: "
        "пары не предложены, ничего не записано.",
        "MatchOutOfMemory": "Подбору не хватило отведённой памяти (мегабайт: {megabytes}): "
        "пары не предложены, ничего не записано.",
        "MatchInterrupted": "Подбор остановлен: пары не предложены, ничего не записано.",
        "MatchCrashed": "Подбор прервался из-за сбоя программы (сигнал {signal}): пары не предложены, "
        "ничего не записано. Повторите подбор.",
    }
)
