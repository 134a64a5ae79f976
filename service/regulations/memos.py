"""The duties that a memo tells mentors and mentees, with the clauses of the institution's own document."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

from service.values import ParticipantRole


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty in plain words and the requirement (R-nnn) that it stands for."""

    requirement: str
    text: str


@cache
def duties() -> Mapping[ParticipantRole, tuple[Duty, ...]]:
    """Load the duties of each role, once."""
    text = (files("service.regulations") / "memos.toml").read_text(encoding="utf-8")
    return MappingProxyType(msgspec.convert(tomllib.loads(text), dict[ParticipantRole, tuple[Duty, ...]]))
