"""One cell → a value, or a reason why it is not clear what was meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from service.importing.sheets import Cell

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MAX_TEXT: Final = 1_000
MAX_LIST: Final = 5_000

_SPACES: Final = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_BLANKS: Final = re.compile(r"[^\S\r\n]+")
_BLANK_LINES: Final = re.compile(r"\n(?:\r?\n)+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOTHING: Final = frozenset(
    {"", "-", "–", "—", "−", "--", "---", "н/д", "нет данных", "не указано", "не указан", "…", "..."}
)


@dataclass(frozen=True, slots=True)
class Note:
    """A rule's code and the Russian words that follow «Строка 7, столбец «…»: »."""

    rule: str
    words: str


class Unclear(Exception):  # noqa: N818 - it reads as the fact it states
    """The cell cannot be understood; the note says how to write it."""

    def __init__(self, rule: str, words: str) -> None:
        super().__init__(rule)
        self.note = Note(rule, words)


@dataclass(frozen=True, slots=True, repr=False)
class Understood(Generic[T_co]):
    """A value, and what should be checked about it although it is used."""

    value: T_co
    warning: Note | None = None


Parser = Callable[[Cell], Understood[T]]


def plain_text(cell: Cell, *, limit: int = MAX_TEXT, lines: bool = False) -> str:
    """Give the text of a cell with single spaces (line breaks kept for ``lines``).

    Raises ``Unclear`` for a formula, an error of Excel, a logical value and a text over the limit.
    """
    if cell.kind == "formula":
        raise Unclear(
            "formula", "в ячейке формула. Замените её значением: «Копировать» → «Вставить значения»."
        )
    if cell.kind == "error":
        raise Unclear("excel_error", "в ячейке ошибка Excel. Исправьте или очистите её.")
    if cell.kind == "flag":
        raise Unclear("logical_value", "в ячейке ИСТИНА или ЛОЖЬ. Напишите значение словами.")
    text = _CONTROL.sub("", cell.text)
    if len(text) > limit:
        raise Unclear("too_long", f"слишком длинный текст: больше {limit} знаков. Сократите его.")
    if lines:
        return _BLANK_LINES.sub("\n", _BLANKS.sub(" ", text)).strip()
    return _SPACES.sub(" ", text).strip()


def is_nothing(text: str) -> bool:
    """Tell whether a text only says that there is nothing: a dash, «нет данных»."""
    return text.casefold() in _NOTHING


def text_cell(cell: Cell) -> Understood[str | None]:
    """Read free text of up to 1,000 characters; a dash means nothing."""
    if cell.kind == "date":
        year, month, day = cell.text.split("-")
        return Understood(f"{day}.{month}.{year}")
    text = plain_text(cell)
    return Understood(None if is_nothing(text) else text)
