"""Cells that hold one or several codes of the vocabulary, and cells that hold phrases."""

import re
from collections.abc import Mapping
from typing import Final

from service.importing.cells import MAX_LIST, Note, Parser, Unclear, Understood, is_nothing, plain_text
from service.importing.sheets import Cell
from service.matching.similarity.similarity import split_phrases
from service.regulations.vocabulary import TermList, normalised, vocabulary

MAX_PHRASES: Final = 30
MAX_PHRASE: Final = 300

_ANY: Final = frozenset(
    {"любое", "любой", "любая", "любые", "все", "все виды", "все равно", "без разницы", "не важно"}
)
_BETWEEN: Final = re.compile(r"\s*[,;/\n+]\s*|\s+и\s+")
_BRACKETS: Final = re.compile(r"\([^)]*\)")
_CATEGORY_WORDS: Final = re.compile(r"\b(?:кв\w*|категори\w*|кат)\b\.?")
_ONCE: Final = "разделите формулировки точкой с запятой."


def phrases_cell(cell: Cell) -> Understood[tuple[str, ...]]:
    """Read up to 30 phrases of up to 300 characters each. Raises ``Unclear``."""
    text = plain_text(cell, limit=MAX_LIST, lines=True)
    phrases = () if is_nothing(text) else split_phrases(text)
    if len(phrases) > MAX_PHRASES:
        raise Unclear("too_many_phrases", f"больше {MAX_PHRASES} формулировок. Оставьте самые важные.")
    if any(len(phrase) > MAX_PHRASE for phrase in phrases):
        raise Unclear("too_long", f"формулировка длиннее {MAX_PHRASE} знаков: {_ONCE}")
    warning = None
    if any(not re.search(r"[^\W\d_]{2}", phrase) for phrase in phrases):
        warning = Note("phrase_without_words", "среди формулировок есть такая, в которой нет слов.")
    return Understood(phrases, warning)


def types_cell(cell: Cell) -> Understood[tuple[str, ...]]:
    """Read kinds of mentoring as codes; «любой» and an empty cell mean no wish. Raises ``Unclear``."""
    return _codes(cell, vocabulary().mentoring_types, rule="unknown_type", what="вид наставничества")


def qualification_cell(cell: Cell) -> Understood[tuple[str, ...]]:
    """Read qualification categories as codes: «высшая, педагог-наставник». Raises ``Unclear``."""
    terms = vocabulary().qualifications
    return _codes(cell, terms, rule="unknown_qualification", what="квалификационная категория")


def category_cell(cell: Cell) -> Understood[str | None]:
    """Read the category of a mentee as a code. Raises ``Unclear``."""
    text = plain_text(cell)
    if is_nothing(text):
        return Understood(None)
    terms = vocabulary().mentee_categories
    code = terms.find(text) or terms.find(_BRACKETS.sub("", text))
    if code is None:
        raise Unclear(
            "unknown_category", f"такой категории наставляемых нет. Можно написать: {_labels(terms)}."
        )
    return Understood(code)


def form_cell(forms: Mapping[str, str]) -> Parser[str | None]:
    """Give the reader of a form of mentoring for the labels of an institution (label → code)."""
    known = {normalised(label): code for label, code in forms.items()}

    def read(cell: Cell) -> Understood[str | None]:
        text = plain_text(cell)
        if is_nothing(text):
            return Understood(None)
        code = known.get(normalised(text))
        if code is None:
            raise Unclear("unknown_form", "такой формы наставничества нет в Положении этой организации.")
        return Understood(code)

    return read


def _codes(cell: Cell, terms: TermList, *, rule: str, what: str) -> Understood[tuple[str, ...]]:
    text = plain_text(cell, lines=True)
    if is_nothing(text) or normalised(text) in _ANY:
        return Understood(())
    whole = terms.find(text)
    parts = [part for part in _BETWEEN.split(_BRACKETS.sub("", text)) if part.strip()]
    codes = [whole] if whole else [_code(part, terms) for part in parts]
    if None in codes:
        raise Unclear(rule, f"{what}: написано не по списку. Можно написать: {_labels(terms)}.")
    return Understood(tuple(dict.fromkeys(code for code in codes if code)))


def _code(part: str, terms: TermList) -> str | None:
    return terms.find(part) or terms.find(_CATEGORY_WORDS.sub("", part.casefold()))


def _labels(terms: TermList) -> str:
    return ", ".join(term.label for term in terms.terms)
