"""One cell of a workbook → the single phrases a curator wrote into it."""

import re
from functools import cache

from service.regulations.vocabulary import normalised, vocabulary

_LINE_MARK = re.compile(r"^\s*(?:[•●▪◦*·–—-]\s+|\d{1,2}[.)](?:\s+|(?=[^\d\s]))|[а-яa-z]\)\s*)")
_LISTS = (
    (re.compile(r"^\s*1[.)]\s*[^\d\s]"), re.compile(r"(?:^|(?<=[\s,;]))\d{1,2}[.)]\s*(?=[^\d\s])")),
    (
        re.compile(r"^\s*[аa]\)\s*\S", re.IGNORECASE),
        re.compile(r"(?:^|(?<=[\s,;]))[а-яА-Яa-zA-Z]\)\s*(?=\S)"),
    ),
)
"""How a list begins that has its marks inside of lines, and these marks: 1. 2. 3., 1) 2) 3), а) б) в)."""
_BREAK = re.compile(r"[;•●▪◦|\t→]|(?<!\sи)\s/\s(?!или\b)|\s\+\s")
_COMMA = re.compile(",")
_SENTENCE = re.compile(r"(?<=[а-яё]{4})\.\s+(?=[А-ЯЁ«])")
_OPENING, _CLOSING = "(«[{„", ")»]}“"
_HANGING = re.compile(r"(?:,|\b(?:и|в|во|с|со|на|к|по|для|или|от|до|из|о|об|при|у))$")


def split_phrases(cell: str) -> tuple[str, ...]:
    """Split a cell into phrases, in their order and without repetitions.

    Semicolons, list marks, lines and signs between words (| → + /) separate; commas only where none of these
    does, nothing inside brackets or quotes nor in a wording of the vocabulary («проектирование урока,
    технологическая карта»).
    """
    pieces = [piece for line in _lines(cell) for piece in _outside(_LINE_MARK.sub("", line), _BREAK)]
    if len(pieces) == 1:
        pieces = _by_commas(pieces[0])
    found: dict[str, str] = {}
    for piece in pieces:
        text = _trimmed(piece)
        found.setdefault(normalised(text), text)
    return tuple(text for key, text in found.items() if key)


def _lines(cell: str) -> list[str]:
    """Join lines that a narrow column wrapped, split those that stand for a list."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    for first, mark in _LISTS:
        if first.match(text):
            return _outside(text.replace("\n", " "), mark)
    listed = ";" in text
    lines: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        if lines and _continues(lines[-1].strip(), line, listed=listed):
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        else:
            lines.append(line)
    return lines


def _continues(previous: str, line: str, *, listed: bool) -> bool:
    if _LINE_MARK.match(line) or previous.endswith(";"):
        return False
    if _HANGING.search(previous):
        return True
    first = line.strip()[0]
    return listed and (first.islower() or first.isdigit())


def _outside(text: str, separator: re.Pattern[str]) -> list[str]:
    """Split at the separator outside brackets and quotes; unbalanced ones are taken as plain characters."""
    depths = _depths(separator.sub(lambda found: " " * len(found[0]), text))
    parts, start = [], 0
    for found in separator.finditer(text):
        if depths[found.start()] == 0:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _depths(text: str) -> list[int]:
    """Return in how many brackets and quotes each character stands, all 0 where they do not balance."""
    depths, depth, quoted = [], 0, False
    for character in text:
        quoted ^= character == '"'
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth < 0:
            return [0] * len(text)
        depths.append(depth + quoted)
    return [0] * len(text) if depth or quoted else depths


def _by_commas(text: str) -> list[str]:
    """Split at commas, then put together again what the vocabulary knows as one wording."""
    parts = [part for sentence in _SENTENCE.split(text) for part in _outside(sentence, _COMMA)]
    joined: list[str] = []
    while parts:
        longest = min(len(parts), _most_parts())
        size = next((n for n in range(longest, 1, -1) if _known(",".join(parts[:n]))), 1)
        joined.append(",".join(parts[:size]))
        parts = parts[size:]
    return joined


def _known(text: str) -> bool:
    return normalised(text) in _wordings_with_commas()


@cache
def _most_parts() -> int:
    """Give the parts of the wording with most commas: joining more is in vain, and slow in a long cell."""
    return 1 + max(text.count(",") for text in _wordings_with_commas())


@cache
def _wordings_with_commas() -> frozenset[str]:
    wordings = (text for each in vocabulary().competencies for text in each.wordings)
    return frozenset(normalised(text) for text in wordings if "," in text)


def _trimmed(piece: str) -> str:
    return re.sub(r"\s+", " ", _LINE_MARK.sub("", piece)).strip(" \u00a0.,;:•·")
