"""Refusals about forming pairs and groups."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "MentorAtCapacity": "У наставника стало бы {count} наставляемых, "
        "а одновременно ему можно не более {limit}.",
        "MentorNotAppointed": "Этот наставник не закреплён за этой парой или группой.",
        "MenteeNotInBank": "Наставляемый ещё не внесён в банк.",
        "MenteeHasThisMentor": "Этот наставник уже закреплён за этим наставляемым.",
        "MenteeHasEnoughMentors": "У наставляемого уже есть наставники: {count}; "
        "одновременно можно не более {limit}.",
    }
)
