"""The requirements of the regulations, R-001 … R-150, and where each stands in every document."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import msgspec

from service.regulations.clauses import Clause, parse

Strength = Literal["must", "may", "derived"]
Check = Literal["guard", "deadline", "record", "ack", "view"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement: how strongly the documents demand it, how it is checked, where it stands.

    ``clauses`` are by institution code; an institution whose document says nothing of it is missing.
    """

    number: str
    strength: Strength
    check: Check
    clauses: Mapping[str, tuple[Clause, ...]]


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    strength: Strength
    check: Check
    clauses: dict[str, tuple[str, ...]]


@cache
def requirements() -> Mapping[str, Requirement]:
    """Load all requirements by number, once."""
    text = (files("service.regulations") / "requirements.toml").read_text(encoding="utf-8")
    entries = msgspec.convert(tomllib.loads(text), dict[str, _Entry])
    return MappingProxyType({number: _requirement(number, entry) for number, entry in entries.items()})


def _requirement(number: str, entry: _Entry) -> Requirement:
    clauses = {code: tuple(map(parse, references)) for code, references in entry.clauses.items()}
    return Requirement(number, entry.strength, entry.check, MappingProxyType(clauses))


def clauses(requirement: str, institution: str) -> tuple[Clause, ...]:
    """Give the clauses on which a requirement rests in an institution; empty where its document is silent.

    Raises ``KeyError`` for an unknown requirement.
    """
    return requirements()[requirement].clauses.get(institution, ())
