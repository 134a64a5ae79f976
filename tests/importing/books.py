"""Workbooks made for the tests: sheets of rows, as a curator would save them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec
from xlsxwriter import Workbook

from service.importing.banks import Banks, banks_of, read_banks
from service.importing.faults import CellFault
from service.importing.parsing import answer
from service.importing.sheets import Answer

Value = str | int | float | bool | date | None
Record = Mapping[str, Value]
Sheets = Mapping[str, Sequence[Sequence[Value]]]

FORMS = {"Педагог – педагог": "PEER", "руководитель – педагог": "HEAD_TEACHER"}

MENTOR: dict[str, Value] = {
    "ФИО наставника": "Орлова Инна Павловна",
    "Контактные данные для связи": "orlova@example.org",
    "Место работы/учёбы наставника": "МБОУ «Школа»",
    "Основные компетенции наставника": "работа с родителями; самоанализ урока",
    "Форма наставничества": "педагог – педагог",
    "Должность": "учитель",
    "Предмет (направление)": "физика",
    "Квалификационная категория": "высшая, педагог-наставник",
    "Педагогический стаж, лет": 21,
    "Обучение наставников (документ, дата)": "удостоверение № 242, 26.05.2025",
    "Предельное число наставляемых": 2,
    "Виды наставничества": "традиционное, в группе",
    "Согласие на обработку ПДн": date(2026, 9, 3),
}
MENTEE: dict[str, Value] = {
    "ФИО наставляемого": "Ёлкин Пётр Ильич",
    "Контактные данные для связи": "elkin@example.org",
    "Год рождения": 1999,
    "Основной запрос": "работа с родителями",
    "Форма наставничества": "педагог – педагог",
    "Должность": "учитель",
    "Предмет (направление)": "физика",
    "Категория наставляемого": "молодой специалист",
    "Педагогический стаж, лет": 1,
    "Дата фактического допуска к работе": date(2026, 9, 1),
    "Желаемый вид наставничества": "традиционное",
    "Согласие на обработку ПДн": date(2026, 9, 4),
}
INTEREST: dict[str, Value] = {
    "ФИО наставляемого": "Ёлкин Пётр Ильич",
    "ФИО наставника": "Орлова Инна Павловна",
    "Оценка наставляемого (0–5)": 5,
    "Оценка наставника (0–5)": 4,
}


def table(*records: Record) -> list[list[Value]]:
    """Lay records out under one header row; a record may lack columns."""
    headers = list(dict.fromkeys(header for record in records for header in record))
    return [list(headers), *([record.get(header) for header in headers] for record in records)]


def book(sheets: Sheets, *, merged: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """Write sheets as XLSX; a text that begins with «=» becomes a formula."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_urls": False}) as target:
        day = target.add_format({"num_format": "dd.mm.yyyy"})
        for title, rows in sheets.items():
            sheet = target.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                    elif value is not None:
                        sheet.write(at, column, value)
            for area in (merged or {}).get(title, ()):
                first, last = area.split(":")
                sheet.merge_range(area, _value(rows, first) if first != last else None)
    return buffer.getvalue()


def _value(rows: Sequence[Sequence[Value]], address: str) -> Value:
    return rows[int(address[1:]) - 1][ord(address[0]) - ord("A")]


def banks_book(
    mentors: Sequence[Record] = (MENTOR,),
    mentees: Sequence[Record] = (MENTEE,),
    interest: Sequence[Record] = (),
) -> bytes:
    """Write a book in the official layout."""
    sheets = {"База наставников": table(*mentors), "База наставляемых": table(*mentees)}
    if interest:
        sheets["Взаимный интерес"] = table(*interest)
    return book(sheets)


def read(content: bytes) -> Banks:
    """Read a workbook with the labels of an invented institution, in the limited process."""
    return read_banks(content, forms=FORMS)


def read_here(content: bytes) -> Banks:
    """Read a workbook without the limited process, which takes half a second for each file to start."""
    found = msgspec.json.decode(answer(content), type=Answer)
    assert found.broken is None, found.broken
    return banks_of(found.sheets, forms=FORMS)


def with_mentees(mentors: Sequence[Sequence[Value]], *, merged: Sequence[str] = ()) -> Banks:
    """Read a book whose bank of mentors has these rows; the other bank is a good one."""
    sheets = {"База наставников": mentors, "База наставляемых": table(MENTEE)}
    return read_here(book(sheets, merged={"База наставников": merged}))


def only(faults: Sequence[CellFault]) -> CellFault:
    """Give the one fault that there is."""
    (fault,) = faults
    return fault


def rules(banks: Banks) -> list[str]:
    """Give the rules of the faults."""
    return [fault.rule for fault in banks.faults]


def warned(banks: Banks) -> list[str]:
    """Give the rules of the warnings."""
    return [warning.rule for warning in banks.warnings]


def with_member(content: bytes, name: str, data: bytes) -> bytes:
    """Add a member to the container, or replace it; it stands last."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, data)
    return buffer.getvalue()


def member_of(content: bytes, name: str) -> bytes:
    """Give one member of the container."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
