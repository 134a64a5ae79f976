"""Reading one row: fields by their parsers, faults and warnings by cell."""

import re
from collections.abc import Iterator
from typing import Final, TypeVar

from service.importing.cells import Note, Parser, Unclear
from service.importing.columns import COLUMNS
from service.importing.faults import CellFault
from service.importing.rows import Place
from service.importing.sheets import Cell, Row, address
from service.importing.tables import Heading, Table

T = TypeVar("T")

_FOOTER: Final = re.compile(
    r"(?:(?:итого|всего|составил[аи]?|куратор|директор|заведующ(?:ий|ая)|руководитель|примечани[ея]|дата|подпись)"
    r"\b|\*).*"
)


class RowReader:
    """The cells of one row; what is unclear gathers in ``faults``, what is doubtful in ``warnings``."""

    def __init__(self, table: Table, row: Row) -> None:
        self.sheet = table.sheet
        self.row = row.number
        self.faults: list[CellFault] = []
        self.warnings: list[CellFault] = []
        self._table = table
        self._cells = row.cells

    @property
    def places(self) -> tuple[Place, ...]:
        """Where each field of this row stands."""
        return tuple(
            Place(each.field, address(self.row, each.column), each.text)
            for each in self._table.headings
            if each.used
        )

    def seen_from(self, other: "RowReader") -> str:
        """Say where this row is: «в строке 5», with the sheet for a row of another sheet."""
        return f"в строке {self.row}" + (f" листа «{self.sheet}»" if other.sheet != self.sheet else "")

    def take(self, field: str, parse: Parser[T], *, empty: T) -> T:
        """Read a field; ``empty`` when the column or the cell is missing or unclear."""
        for heading, cell in self._filled(field):
            return self._parsed(heading, cell, parse, empty=empty)
        return empty

    def take_required(self, field: str, parse: Parser[T], *, empty: T) -> T:
        """Read a field that no row may lack: nothing in it is a fault."""
        before = len(self.faults)
        value = self.take(field, parse, empty=empty)
        if not value and len(self.faults) == before:
            for heading in self._table.places(field)[:1]:
                self._fault(heading, Note("missing_value", "не заполнено. Без этого строку принять нельзя."))
        return value

    def take_all(self, field: str, parse: Parser[str | None]) -> str | None:
        """Read a field that may stand in several columns, joined by commas."""
        read = [self._parsed(heading, cell, parse, empty=None) for heading, cell in self._filled(field)]
        return ", ".join(text for text in read if text) or None

    def fault(self, field: str, *, rule: str, words: str) -> None:
        """Add a fault of a field of this row."""
        for heading in self._table.places(field)[:1]:
            self._fault(heading, Note(rule, words))

    def warn(self, field: str, *, rule: str, words: str) -> None:
        """Add a warning of a field of this row, or of its column's title when the column is missing."""
        found = self._table.places(field)
        if found:
            self.warnings.append(self._at(found[0], Note(rule, words)))
            return
        title = next(each.title for each in COLUMNS[self._table.bank] if each.field == field)
        message = f"Строка {self.row}, столбца «{title}» нет: {words}"
        self.warnings.append(CellFault(self.sheet, None, self.row, title, rule, message))

    def _filled(self, field: str) -> Iterator[tuple[Heading, Cell]]:
        for heading in self._table.places(field):
            if heading.column in self._cells:
                yield heading, self._cells[heading.column]

    def _parsed(self, heading: Heading, cell: Cell, parse: Parser[T], *, empty: T) -> T:
        try:
            read = parse(cell)
        except Unclear as unclear:
            self._fault(heading, unclear.note)
            return empty
        if read.warning is not None:
            self.warnings.append(self._at(heading, read.warning))
        return read.value

    def _fault(self, heading: Heading, note: Note) -> None:
        self.faults.append(self._at(heading, note))

    def _at(self, heading: Heading, note: Note) -> CellFault:
        message = f"Строка {self.row}, столбец «{heading.text}»: {note.words}"
        cell = address(self.row, heading.column)
        return CellFault(self.sheet, cell, self.row, heading.text, note.rule, message)


def people_rows(table: Table) -> tuple[Row, ...]:
    """Leave out what is no person: blank rows, the row of column numbers, lines below the table."""
    used = {each.column for each in table.headings if each.used}
    filled = [row for row in table.body if used & row.cells.keys()]
    return tuple(
        row
        for at, row in enumerate(filled)
        if not (at == 0 and _is_column_numbers(row)) and not _is_footer(row, len(used))
    )


def _is_column_numbers(row: Row) -> bool:
    numbers = [cell.text.strip() for _, cell in sorted(row.cells.items())]
    return (
        len(numbers) > 2
        and all(re.fullmatch(r"[0-9]{1,2}", text) for text in numbers)
        and numbers == sorted(numbers, key=int)
    )


def _is_footer(row: Row, columns: int) -> bool:
    texts = [cell.text.strip().casefold() for cell in row.cells.values()]
    return columns > 2 and len(texts) <= 2 and _FOOTER.fullmatch(texts[0].replace("\n", " ")) is not None
