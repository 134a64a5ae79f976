"""The duties that a memo tells mentors and mentees, and what the document says of the head's leadership."""

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


class _Leadership(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    requirement: str
    text: str
    text_in: dict[str, str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    head: _Leadership
    mentor: tuple[Duty, ...]
    mentee: tuple[Duty, ...]


def duties() -> Mapping[ParticipantRole, tuple[Duty, ...]]:
    """Give the duties of each role."""
    return MappingProxyType({"mentor": _told().mentor, "mentee": _told().mentee})


def leadership(code: str) -> Duty:
    """Give what the head of an institution leads, in the words of its document (R-012)."""
    head = _told().head
    return Duty(head.requirement, head.text_in.get(code, head.text))


@cache
def _told() -> _File:
    text = (files("service.regulations") / "memos.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _File)
