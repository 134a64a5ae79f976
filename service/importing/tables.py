"""Which sheet is which bank, where its header row is and which column holds which field."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from service.importing.columns import (
    BANK_TITLES,
    COLUMNS,
    SHEET_NAMES,
    TELLING,
    Bank,
    column_called,
)
from service.importing.faults import CellFault
from service.importing.sheets import Row, Sheet, address

HEADER_WITHIN: Final = 30
"""The header row is looked for in the first rows only."""
LONGEST_HEADER: Final = 300


@dataclass(frozen=True, slots=True)
class Heading:
    """One recognised column of a sheet: its place and the text of its header."""

    field: str
    column: int
    text: str
    used: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that was recognised as a bank; ``headings`` in the order of the columns."""

    bank: Bank
    sheet: str
    headings: tuple[Heading, ...]
    body: tuple[Row, ...]
    faults: tuple[CellFault, ...]
    warnings: tuple[CellFault, ...]

    def places(self, field: str) -> tuple[Heading, ...]:
        """Give the columns of a field: none, one, or several for contacts."""
        return tuple(each for each in self.headings if each.field == field)


def tables(sheets: Iterable[Sheet]) -> tuple[tuple[Table, ...], tuple[CellFault, ...]]:
    """Recognise the banks among the sheets, and warn of the sheets that are none."""
    found: list[Table] = []
    warnings: list[CellFault] = []
    told = [(sheet, _bank(sheet)) for sheet in sheets if sheet.rows]
    present = {bank for _, bank in told if bank is not None}
    for sheet, by_headers in told:
        bank = by_headers or _missing_bank_called(sheet, present)
        if bank is not None:
            found.append(_table(sheet, bank))
        elif sheet.visible:
            message = f"Лист «{sheet.title}» не похож ни на одну из баз и пропущен."
            warnings.append(CellFault(sheet.title, None, None, None, "unknown_sheet", message))
    return tuple(found), tuple(warnings)


def _bank(sheet: Sheet) -> Bank | None:
    """Tell by the headers; the sheet's name decides between two banks that they fit equally."""
    named = _bank_by_name(sheet.title)
    scores = {bank: _score(sheet, bank) + (1 if bank == named else 0) for bank in COLUMNS}
    best = max(scores, key=lambda bank: scores[bank])
    return best if scores[best] >= 4 else None


def _missing_bank_called(sheet: Sheet, present: Collection[Bank]) -> Bank | None:
    """Tell by the name alone, so that a bank without its headers is missed aloud, a list of words is not."""
    named = _bank_by_name(sheet.title)
    return named if sheet.visible and named not in present else None


def _bank_by_name(title: str) -> Bank | None:
    plain = title.casefold()
    return next((bank for bank, pattern in SHEET_NAMES.items() if re.search(pattern, plain)), None)


def _score(sheet: Sheet, bank: Bank) -> int:
    """Count recognised columns of the best row; a column that only this bank has counts threefold."""
    rows = (row for row in sheet.rows if row.number <= HEADER_WITHIN)
    fields = ({each.field for each in _recognised(row, bank)} for row in rows)
    return max((len(each) + 2 * len(each & TELLING[bank]) for each in fields if len(each) > 1), default=0)


def _recognised(row: Row, bank: Bank) -> list[Heading]:
    found = []
    for column, cell in sorted(row.cells.items()):
        is_short = cell.kind == "text" and len(cell.text) <= LONGEST_HEADER
        known = column_called(bank, cell.text) if is_short else None
        if known is not None:
            found.append(Heading(known.field, column, _one_line(cell.text), known.used))
    return found


def _table(sheet: Sheet, bank: Bank) -> Table:
    header = _header_rows(sheet, bank)
    headings = _headings(header, bank)
    last = max((row.number for row in header), default=0)
    body = tuple(row for row in sheet.rows if row.number > last and not _is_repeated_header(row, headings))
    trusted = _names_people(headings)
    single, twice = _without_repetitions(sheet.title, headings, body, header)
    return Table(
        bank=bank,
        sheet=sheet.title,
        headings=single,
        body=body,
        faults=(*(twice if trusted else ()), *_missing(sheet.title, bank, single)),
        warnings=_unknown(sheet.title, header, headings) if trusted else (),
    )


def _header_rows(sheet: Sheet, bank: Bank) -> tuple[Row, ...]:
    """Give the row with most recognised headers, and the neighbour where a header has two storeys."""
    rows = [row for row in sheet.rows if row.number <= HEADER_WITHIN]
    counts = {row.number: len({each.field for each in _recognised(row, bank)}) for row in rows}
    if not counts or max(counts.values()) < 1:
        return ()
    best = max(counts, key=lambda number: (counts[number], -number))
    main = next(row for row in rows if row.number == best)
    near = (row for row in rows if abs(row.number - best) == 1)
    return (main, *(row for row in near if _continues(row, main, bank)))


def _continues(row: Row, main: Row, bank: Bank) -> bool:
    """Tell the other storey of a header: it names columns that the main row leaves empty.

    Above the main row a title may stand beside several; below it nothing may that could be a person.
    """
    recognised = {each.column for each in _recognised(row, bank)}
    if row.number < main.number:
        return len(recognised) > 1 and not recognised & main.cells.keys()
    same = {column for column, cell in row.cells.items() if main.cells.get(column) == cell}
    return recognised > main.cells.keys() & recognised and recognised | same == row.cells.keys()


def _headings(header: Iterable[Row], bank: Bank) -> tuple[Heading, ...]:
    by_column: dict[int, Heading] = {}
    for row in header:
        for each in _recognised(row, bank):
            by_column.setdefault(each.column, each)
    return tuple(by_column[column] for column in sorted(by_column))


def _is_repeated_header(row: Row, headings: Iterable[Heading]) -> bool:
    """Tell a header printed again on the next page, or the copy that a merged one leaves, from people."""
    cells = ((row.cells.get(each.column), each.text) for each in headings)
    return sum(cell is not None and _one_line(cell.text) == text for cell, text in cells) >= 2


def _names_people(headings: Iterable[Heading]) -> bool:
    """Tell a header from a row of data taken for one: its texts might name persons, and are not repeated."""
    return any(each.field in {"name", "mentee", "mentor"} for each in headings)


def _without_repetitions(
    sheet: str, headings: Iterable[Heading], body: Iterable[Row], header: tuple[Row, ...]
) -> tuple[tuple[Heading, ...], tuple[CellFault, ...]]:
    """Keep one column for each field; a second one is a fault unless empty or holding more contacts."""
    filled = {column for row in body for column in row.cells}
    kept: dict[str, Heading] = {}
    contacts: list[Heading] = []
    faults: list[CellFault] = []
    for each in headings:
        earlier = kept.setdefault(each.field, each)
        if earlier is each or not each.used or each.column not in filled:
            continue
        if each.field == "contact":
            contacts.append(each)
        elif earlier.column not in filled:
            kept[each.field] = each
        else:
            faults.append(_twice(sheet, each, earlier, header))
    return tuple(sorted((*kept.values(), *contacts), key=lambda each: each.column)), tuple(faults)


def _twice(sheet: str, each: Heading, earlier: Heading, header: tuple[Row, ...]) -> CellFault:
    row = header[0].number
    message = (
        f"Лист «{sheet}»: столбцы «{earlier.text}» и «{each.text}» значат одно и то же. Оставьте один из них."
    )
    return CellFault(sheet, address(row, each.column), row, each.text, "column_twice", message)


def _missing(sheet: str, bank: Bank, headings: Iterable[Heading]) -> tuple[CellFault, ...]:
    present = {each.field for each in headings}
    absent = [column for column in COLUMNS[bank] if column.required and column.field not in present]
    words = f"нужен листу «{sheet}» ({BANK_TITLES[bank].casefold()})"
    return tuple(
        CellFault(
            sheet,
            None,
            None,
            column.title,
            "missing_column",
            f"Столбец «{column.title}» {words}, но его нет.",
        )
        for column in absent
    )


def _unknown(sheet: str, header: tuple[Row, ...], headings: Iterable[Heading]) -> tuple[CellFault, ...]:
    """Warn of columns whose header in the header row says nothing to us."""
    known = {each.column for each in headings}
    row = header[0] if header else None
    cells: Mapping[int, str] = (
        {} if row is None else {at: _one_line(cell.text) for at, cell in row.cells.items() if at not in known}
    )
    number = 0 if row is None else row.number
    return tuple(
        CellFault(sheet, address(number, column), number, text, "unknown_column", _ignored(text))
        for column, text in sorted(cells.items())
    )


def _ignored(text: str) -> str:
    return f"Столбец «{text}» не узнан и пропущен."


def _one_line(text: str) -> str:
    return " ".join(text.split())[:100]
