"""Refusals about deadlines and notices."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "NoticeForOthers": "Это уведомление адресовано другим людям.",
    }
)
