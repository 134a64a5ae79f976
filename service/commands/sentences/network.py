"""Refusals about a question over several institutions."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "NetworkNeedsTwo": "Для сетевого подбора назовите хотя бы две разные организации.",
        "NetworkMemberUnknown": "Организации с кодом «{institution}» нет.",
        "NetworkMemberNotReady": "В организации «{institution}» ещё не действует Положение о наставничестве: "
        "пока она участвовать не может.",
        "NetworkPinsContradict": "В организации «{institution}» закреплённые пары противоречат правилам; "
        "сначала снимите там лишние закрепления.",
    }
)
