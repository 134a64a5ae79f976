"""What the limited child process hands over: sheets of plain cells."""

from typing import Final, Literal

import msgspec

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 64
MAX_SHEETS: Final = 30

Kind = Literal["text", "number", "date", "flag", "formula", "error"]


class Cell(msgspec.Struct, frozen=True, array_like=True):
    """One cell that is not empty: dates as 2026-09-01, formulas and errors without their text."""

    kind: Kind
    text: str

    def __repr__(self) -> str:
        return f"Cell({self.kind!r})"


class Row(msgspec.Struct, frozen=True, array_like=True):
    """The cells of one row by column, both counted from 1."""

    number: int
    cells: dict[int, Cell]


class Sheet(msgspec.Struct, frozen=True):
    """One sheet with its rows that are not empty; a cell merged over several rows stands in each of them."""

    title: str
    visible: bool
    rows: tuple[Row, ...]
    too_many_rows: bool = False


class Answer(msgspec.Struct, frozen=True):
    """What the child says: the sheets, or the rule that the file breaks."""

    sheets: tuple[Sheet, ...] = ()
    broken: str | None = None


def address(row: int, column: int) -> str:
    """Give the address of a cell: (7, 3) → ``C7``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
