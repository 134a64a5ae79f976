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
    }
)
