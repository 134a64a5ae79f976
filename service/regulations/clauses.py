"""Clauses of the institutions' documents: how they are stored and how a reader sees them.

A clause is stored in a short notation, the same in every data file:

``§3.2(5)`` printed item · ``§3.3[5]`` fifth line of a list without numbers · ``§3.6 ¶3`` third paragraph ·
``§1.2 «куратор»`` definition · ``§2.3 (реверсивное)`` kind of mentoring · ``§2.3 (форма 1)`` form ·
``RM5.3`` measure of the roadmap · ``RM4.2a``, ``RM1.a`` its parts · ``RM2.D3`` document of a stage ·
``RM2.T`` term of a stage · ``RM header``, ``RM title`` · ``Order ¶1.2``, ``Order preamble``,
``Order acquaintance``, ``Order`` · ``stamp УТВЕРЖДЕНО`` ·
``footnote 1`` · ``heading`` · ``title`` · ``text``.
"""

import re
from dataclasses import dataclass
from typing import Final


class UnreadableClause(ValueError):  # noqa: N818 - it reads as the fact it states
    """A reference that follows none of the notations; the message is the reference."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in a document of an institution; ``reference`` is its stored notation."""

    reference: str

    def __str__(self) -> str:
        """Give the stored notation."""
        return self.reference


def parse(reference: str) -> Clause:
    """Read a stored reference. Raises ``UnreadableClause``."""
    clause = Clause(reference)
    russian(clause)
    return clause


def russian(clause: Clause) -> str:
    """Give the words in which a reader finds the place, such as «п. 3.7, абз. 3 Положения».

    Raises ``UnreadableClause``.
    """
    for notation, words in _NOTATIONS:
        found = notation.fullmatch(clause.reference)
        if found is not None:
            return words.format(**{name: _shown(name, part) for name, part in found.groupdict().items()})
    raise UnreadableClause(clause.reference)


def _shown(name: str, part: str) -> str:
    if name == "letter":
        return _LETTERS[part]
    if name == "point":
        return _MISPRINTS.get(part) or (f"п. {part}" if "." in part else f"раздел {part}")
    return part


_LETTERS: Final = {"a": "а", "b": "б", "c": "в"}

# A misprinted number (000: «3.2» in section 2) and duties printed without a number of their own (004).
_MISPRINTS: Final = {"2.3*": "п. 3.2 раздела 2", "7.2*": "раздел 7 (обязанности наставника)"}

_POINT: Final = r"§(?P<point>2\.3\*|7\.2\*|\d+(?:\.\d+)?)"
_STAGE: Final = r"RM(?P<stage>[1-7])"
_ROADMAP: Final = "дорожная карта, этап {stage}"

_NOTATIONS: Final = tuple(
    (re.compile(notation), words)
    for notation, words in (
        (_POINT, "{point} Положения"),
        (_POINT + r"\((?P<item>\d+)\)", "{point}, подп. {item} Положения"),
        (_POINT + r"\[(?P<line>\d+)\]", "{point} ({line}-я строка перечня) Положения"),
        (_POINT + r" ¶(?P<paragraph>\d+)", "{point}, абз. {paragraph} Положения"),
        (_POINT + r" «(?P<term>[а-яё ]+)»", "{point} (определение «{term}») Положения"),
        (_POINT + r" \(форма (?P<form>\d)\)", "{point} ({form}-я форма) Положения"),
        (_POINT + r" \((?P<kind>[а-яё ]+)\)", "{point} (вид «{kind}») Положения"),
        (_STAGE + r"\.(?P<measure>\d)", _ROADMAP + ", мероприятие {measure}"),
        (
            _STAGE + r"\.(?P<measure>\d)(?P<letter>[abc])",
            _ROADMAP + ", мероприятие {measure}, подп. «{letter}»",
        ),
        (_STAGE + r"\.(?P<letter>[abc])", _ROADMAP + ", мероприятие «{letter}»"),
        (_STAGE + r"\.D(?P<document>\d)", _ROADMAP + ", документ {document}"),
        (_STAGE + r"\.T", _ROADMAP + ", длительность этапа"),
        ("RM header", "дорожная карта, шапка таблицы"),
        ("RM title", "дорожная карта, заголовок"),
        ("Order", "приказ об утверждении Положения"),
        (r"Order ¶(?P<part>\d+(?:\.\d+)?)", "п. {part} приказа"),
        ("Order preamble", "преамбула приказа"),
        ("Order acquaintance", "лист ознакомления с приказом"),
        (r"stamp «?(?P<stamp>[А-ЯЁа-яё ]+?)»?", "гриф «{stamp}»"),
        (r"footnote (?P<footnote>\d)", "сноска {footnote}"),
        ("heading", "шапка титульного листа Положения"),
        ("title", "заголовок Положения"),
        ("text", "текст Положения"),
    )
)
