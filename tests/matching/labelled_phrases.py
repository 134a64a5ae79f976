"""Phrases with their true competencies, by which the similarity is tuned and measured."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec


@dataclass(frozen=True, slots=True)
class Labelled:
    """A phrase as a teacher writes it and the competency a curator would choose; none for nonsense."""

    text: str
    code: str | None


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Both halves: thresholds are chosen on ``tuning`` and judged on ``held_out``."""

    tuning: tuple[Labelled, ...]
    held_out: tuple[Labelled, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    seed: int
    nonsense: tuple[str, ...]
    phrases: dict[str, tuple[str, ...]]


@cache
def labelled_phrases() -> PhraseSet:
    """Load the phrases and divide them by the committed seed."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    raw = msgspec.convert(tomllib.loads(text), _File)
    known = [Labelled(phrase, code) for code in sorted(raw.phrases) for phrase in sorted(raw.phrases[code])]
    nonsense = [Labelled(phrase, None) for phrase in sorted(raw.nonsense)]
    halves: tuple[list[Labelled], list[Labelled]] = ([], [])
    for group in (known, nonsense):
        group.sort(key=lambda each: hashlib.sha256(f"{raw.seed} {each.text}".encode()).digest())
        halves[0].extend(group[: len(group) // 2])
        halves[1].extend(group[len(group) // 2 :])
    return PhraseSet(tuning=tuple(halves[0]), held_out=tuple(halves[1]))
