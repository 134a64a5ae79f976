"""Inside the limited process: the cells of a workbook, without evaluating anything."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from itertools import repeat
from operator import is_
from typing import Final, Protocol, cast

import msgspec
import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import range_boundaries

from service.importing.container import check_container
from service.importing.faults import UnreadableWorkbook
from service.importing.sheets import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Answer, Cell, Row, Sheet

_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_MAX_MERGED: Final = 5_000
_ESCAPED: Final = re.compile(r"_x00(?:[01][0-9A-Fa-f]|7[Ff])_")
"""How XLSX writes control characters: the line breaks of Windows end in ``_x000D_``."""
_LAST_ROW: Final = 1_048_576
"""The last row that Excel has."""


class _RawCell(Protocol):
    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...


class _Source(Protocol):
    """What is used of openpyxl's read-only worksheet, which its stubs describe as the writable one."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...
    def iter_rows(
        self, *, min_row: int, max_row: int, min_col: int, max_col: int
    ) -> Iterator[tuple[_RawCell, ...]]: ...


def answer(content: bytes) -> bytes:
    """Give the sheets of a workbook, or the rule that it breaks, as JSON."""
    try:
        check_container(content)
        return msgspec.json.encode(Answer(sheets=_sheets(content)))
    except UnreadableWorkbook as fault:
        return msgspec.json.encode(Answer(broken=fault.rule))
    except MemoryError:
        return msgspec.json.encode(Answer(broken="too_heavy"))
    except Exception:  # noqa: BLE001 - whatever the parser trips over, the file is at fault and this process ends
        return msgspec.json.encode(Answer(broken="damaged"))


def _sheets(content: bytes) -> tuple[Sheet, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # what Excel wrote beside the cells (validation, styles) is of no interest
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        if len(book.worksheets) > MAX_SHEETS:
            raise UnreadableWorkbook("too_many_sheets")
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return tuple(_sheet(each, archive) for each in cast("list[_Source]", book.worksheets))


def _sheet(source: _Source, archive: zipfile.ZipFile) -> Sheet:
    source.reset_dimensions()  # the size that a file claims may be a lie of seventeen milliards of cells
    rows = dict(_rows(source))
    too_many = any(number > MAX_ROWS for number in rows)
    _fill_merged(rows, _merged(archive, source))
    return Sheet(
        title=source.title,
        visible=source.sheet_state == "visible",
        rows=tuple(Row(number, rows[number]) for number in sorted(rows) if number <= MAX_ROWS),
        too_many_rows=too_many,
    )


def _rows(source: _Source) -> Iterator[tuple[int, dict[int, Cell]]]:
    """Give the rows that are not empty, up to the first beyond the limit."""
    everything = source.iter_rows(min_row=1, max_row=_LAST_ROW, min_col=1, max_col=MAX_COLUMNS)
    for number, raw in enumerate(everything, start=1):
        if all(map(is_, raw, repeat(EMPTY_CELL))):
            continue  # a stray cell far below has a million of these above it
        cells = {column: _cell(each) for column, each in enumerate(raw, start=1)}
        filled = {column: cell for column, cell in cells.items() if cell is not None}
        if filled:
            yield number, filled
        if filled and number > MAX_ROWS:
            return


def _cell(raw: _RawCell) -> Cell | None:
    value = raw.value
    if value is None:
        return None
    if raw.data_type == "f":
        return Cell("formula", "")
    if raw.data_type == "e":
        return Cell("error", "")
    return _plain(value)


def _plain(value: object) -> Cell | None:
    match value:
        case bool():
            return Cell("flag", str(value))
        case datetime():
            return Cell("date", value.date().isoformat())
        case date():
            return Cell("date", value.isoformat())
        case int():
            return Cell("number", str(value))
        case float():
            return Cell("number", str(int(value)) if value.is_integer() else repr(value))
        case _:
            text = _ESCAPED.sub("", str(value).replace("_x000A_", "\n"))
            return Cell("text", text) if text.strip() else None


def _merged(archive: zipfile.ZipFile, source: _Source) -> tuple[tuple[int, int, int], ...]:
    """Give column, first and last row of every cell merged downwards; the reader itself skips them."""
    content = archive.read(source._worksheet_path)  # noqa: SLF001 - it has no other name
    found = _MERGED.findall(content)[:_MAX_MERGED]
    bounds = [range_boundaries(each.decode()) for each in found]
    return tuple(
        (left, top, min(bottom, MAX_ROWS))
        for left, top, _, bottom in bounds
        if left is not None
        and top is not None
        and bottom is not None
        and top < bottom
        and left <= MAX_COLUMNS
    )


def _fill_merged(rows: dict[int, dict[int, Cell]], merged: tuple[tuple[int, int, int], ...]) -> None:
    """Repeat a merged cell in the rows below that hold something of their own."""
    for column, top, bottom in merged:
        value = rows.get(top, {}).get(column)
        if value is None:
            continue
        for number in range(top + 1, bottom + 1):
            if number in rows:
                rows[number].setdefault(column, value)
