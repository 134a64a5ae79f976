"""The code lists that every institution shares, from competencies to subjects, with Russian labels."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import msgspec

_QUOTES = re.compile(r"[«»„“”\"'`’‘]")
_DASHES = re.compile(r"\s*[‐‑‒–—−-]\s*")
_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_EDGES = " .,;:!?*•·_"


class BrokenVocabulary(Exception):  # noqa: N818 - it reads as the fact it states
    """The vocabulary's files contradict themselves; the message names list, code and text."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a code list with its Russian label and the other words in which it is written."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Competency:
    """One competency; ``kinds`` names the kinds of institution it is for, empty means all of them.

    ``phrases`` are wordings of curators and teachers. Source: four-block diagnosis of teachers, domain list.
    """

    code: str
    label: str
    phrases: tuple[str, ...]
    kinds: tuple[str, ...] = ()

    @property
    def block(self) -> str:
        """Code of the block it belongs to: the part before the hyphen."""
        return self.code.partition("-")[0]

    @property
    def wordings(self) -> tuple[str, ...]:
        """The label and every phrase."""
        return (self.label, *self.phrases)


@dataclass(frozen=True, slots=True)
class TermList:
    """A code list that finds the code for a text, whatever its capitals, quotes, dashes and «ё»."""

    terms: tuple[Term, ...]
    _found: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare the look-up: workbooks ask for the same words thousands of times."""
        found: dict[str, str] = {}
        for term in self.terms:
            for text in (term.code, *map(normalised, (term.label, *term.synonyms))):
                found.setdefault(text, term.code)
        object.__setattr__(self, "_found", found)

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes in the order of the list."""
        return tuple(term.code for term in self.terms)

    def find(self, text: str) -> str | None:
        """Give the code whose label, synonym or own name the text is; ``None`` when there is none."""
        return self._found.get(normalised(text))

    def label(self, code: str) -> str:
        """Give the Russian label of a code. Raises ``KeyError`` for an unknown code."""
        for term in self.terms:
            if term.code == code:
                return term.label
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All shared code lists."""

    blocks: TermList
    competencies: tuple[Competency, ...]
    mentoring_types: TermList
    mentee_categories: TermList
    qualifications: TermList
    positions: TermList
    subjects: TermList

    def competency(self, code: str) -> Competency:
        """Give the competency of a code. Raises ``KeyError`` for an unknown code."""
        for competency in self.competencies:
            if competency.code == code:
                return competency
        raise KeyError(code)

    def competency_codes(self, kind: str) -> tuple[str, ...]:
        """Give the codes that institutions of this kind use: the forty of everybody and their own."""
        return tuple(each.code for each in self.competencies if not each.kinds or kind in each.kinds)


def normalised(text: str) -> str:
    """Give the form in which texts are compared: small letters, «е» for «ё», no quotes, single spaces."""
    plain = _QUOTES.sub("", text.casefold().replace("ё", "е"))
    return _SPACES.sub(" ", _DASHES.sub("-", plain)).strip(_EDGES)


@cache
def vocabulary() -> Vocabulary:
    """Load and check the code lists once. Raises ``BrokenVocabulary``."""
    folder = files("service.regulations")
    parts = ("vocabulary.toml", "competencies.toml", "subjects.toml")
    merged: dict[str, object] = {}
    for part in parts:
        merged |= tomllib.loads((folder / part).read_text(encoding="utf-8"))
    return read_vocabulary(merged)


def read_vocabulary(data: dict[str, object]) -> Vocabulary:
    """Turn plain data into a checked vocabulary. Raises ``BrokenVocabulary``."""
    try:
        raw = msgspec.convert(data, _File)
    except msgspec.ValidationError as fault:
        raise BrokenVocabulary(str(fault)) from fault
    found = Vocabulary(
        blocks=TermList(raw.blocks),
        competencies=raw.competencies,
        mentoring_types=TermList(raw.mentoring_types),
        mentee_categories=TermList(raw.mentee_categories),
        qualifications=TermList(raw.qualifications),
        positions=TermList(raw.positions),
        subjects=TermList(raw.subjects),
    )
    _check(raw)
    return found


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    blocks: tuple[Term, ...]
    competencies: tuple[Competency, ...]
    mentoring_types: tuple[Term, ...]
    mentee_categories: tuple[Term, ...]
    qualifications: tuple[Term, ...]
    positions: tuple[Term, ...]
    subjects: tuple[Term, ...]


def _check(raw: _File) -> None:
    for name in raw.__struct_fields__:
        entries: tuple[Term, ...] | tuple[Competency, ...] = getattr(raw, name)
        _check_list(name, [(each.code, _texts(each)) for each in entries])
    blocks = {block.code for block in raw.blocks}
    for competency in raw.competencies:
        if competency.block not in blocks:
            raise BrokenVocabulary(f"competencies: {competency.code} has no block")


def _texts(entry: Term | Competency) -> tuple[str, ...]:
    return entry.wordings if isinstance(entry, Competency) else (entry.label, *entry.synonyms)


def _check_list(name: str, entries: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    owners: dict[str, str] = {}
    codes: set[str] = set()
    for code, texts in entries:
        if code in codes:
            raise BrokenVocabulary(f"{name}: code {code} stands twice")
        codes.add(code)
        for text in {normalised(text) for text in texts}:
            other = owners.setdefault(text, code)
            if other != code:
                raise BrokenVocabulary(f"{name}: «{text}» stands under {other} and {code}")
