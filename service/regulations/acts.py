"""The acts that an order may cite as its basis, from a checked list: nobody types a citation."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import msgspec

from service.regulations.regulation import Regulation

OWN: Final = "own:"
"""Codes of the acts that an institution's own regulation names: ``own:1`` is the first of them."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its code, its citation as it is printed, and when it is in force.

    ``issued_on``, ``number`` and ``since`` are None where the regulation cites it without them; ``to`` is the
    first day on which it holds no more, or None.
    """

    code: str
    citation: str
    issued_on: date | None
    number: str | None
    since: date | None
    to: date | None

    def holds_on(self, day: date) -> bool:
        """Tell whether the act is in force on a day; an act without dates is taken to be."""
        return (self.since is None or self.since <= day) and (self.to is None or day < self.to)


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    citation: str
    issued_on: date
    number: str
    since: date
    to: date | None = None


@cache
def federal_acts() -> Mapping[str, Act]:
    """The federal acts of the checked list by code, in its order."""
    text = (files("service.regulations") / "acts.toml").read_text(encoding="utf-8")
    entries = msgspec.convert(tomllib.loads(text), dict[str, _Entry])
    return MappingProxyType({code: _act(code, entry) for code, entry in entries.items()})


def own_acts(regulation: Regulation) -> Mapping[str, Act]:
    """The acts that a version of the regulation rests on itself (R-013), by code."""
    cited = regulation.texts("approval.legal_basis")
    acts = [Act(f"{OWN}{place}", text, None, None, None, None) for place, text in enumerate(cited, start=1)]
    return MappingProxyType({act.code: act for act in acts})


def _act(code: str, entry: _Entry) -> Act:
    return Act(code, entry.citation, entry.issued_on, entry.number, entry.since, entry.to)
