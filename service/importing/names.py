"""Names and contacts of people."""

import re
from typing import Final

from service.importing.cells import Note, Unclear, Understood, is_nothing, plain_text
from service.importing.sheets import Cell

_HOW: Final = "Напишите фамилию, имя и отчество полностью; если отчества нет, поставьте вместо него дефис."
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FOURTH: Final = frozenset({"оглы", "оглу", "кызы", "гызы", "улы", "уулу"})
_DASHES: Final = re.compile(r"\s*[‐‑‒–—−]\s*(?=\S)|(?<=\w)\s+-(?=\w)|(?<=\w)-\s+(?=\w)")
_MAIL: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_LONGEST: Final = 120


def name_cell(cell: Cell) -> Understood[str | None]:
    """Read surname, first name and patronymic; capitals and spaces are set right.

    A hyphen stands for a patronymic that does not exist. Raises ``Unclear``.
    """
    if cell.kind in {"number", "date"}:
        raise Unclear("not_a_name", f"здесь нужно ФИО. {_HOW}")
    text = plain_text(cell, limit=_LONGEST).strip(" ,;")
    if is_nothing(text):
        return Understood(None)
    if re.search(r"\d", text):
        raise Unclear("digits_in_name", f"в ФИО есть цифры. {_HOW}")
    words = _DASHES.sub("-", re.sub(r"\s+[-–—]$", " -", text)).split()
    without_patronymic = len(words) == 3 and words[2] in {"-", "–", "—"}
    return Understood(
        _checked(words[:2] if without_patronymic else words, expected=2 if without_patronymic else 3)
    )


def _checked(words: list[str], *, expected: int) -> str:
    tail = len(words) == 4 and words[3].casefold() in _FOURTH
    if len(words) != expected and not tail:
        raise Unclear("incomplete_name", f"здесь нужны три слова. {_HOW}")
    if any(not _WORD.fullmatch(word) or len(word) < 2 for word in words):
        raise Unclear("incomplete_name", f"в ФИО инициалы или лишние знаки. {_HOW}")
    if any(
        re.search(r"[a-z]", word, re.IGNORECASE) and re.search(r"[а-яё]", word, re.IGNORECASE)
        for word in words
    ):
        raise Unclear("mixed_alphabets", "в ФИО смешаны русские и латинские буквы. Наберите его заново.")
    return " ".join(_capitals(word) for word in words)


def _capitals(word: str) -> str:
    if word.casefold() in _FOURTH:
        return word.casefold()
    return (
        "-".join(part.capitalize() for part in word.split("-")) if word.isupper() or word.islower() else word
    )


def contact_cell(cell: Cell) -> Understood[str | None]:
    """Read e-mail addresses and telephones; what is neither is kept with a warning.

    Raises ``Unclear`` for an «@» that belongs to no address.
    """
    text = plain_text(cell).strip(" ,;")
    if is_nothing(text):
        return Understood(None)
    if "@" in text:
        parts = [part for part in re.split(r"[\s,;]+", text) if "@" in part]
        if not all(_MAIL.fullmatch(part) for part in parts):
            raise Unclear(
                "bad_email", "адрес электронной почты записан с ошибкой. Пример: ivanova@example.org."
            )
        return Understood(text)
    if sum(character.isdigit() for character in text) >= 5:
        return Understood(text)
    return Understood(text, Note("unusual_contact", "не похоже ни на телефон, ни на электронную почту."))
