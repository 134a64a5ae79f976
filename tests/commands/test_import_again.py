"""Workbooks that come again, late, or with slips: what the curator is told and what is stored."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from service.access import operator
from service.commands.bank_pages import mentee_bank, mentor_bank
from service.commands.import_banks import Imported, import_workbook
from service.commands.runtime import Runtime
from service.commands.suggest import suggest
from service.demo.phrases import SURROUNDINGS
from service.demo.workbooks import workbook

TODAY = date(2026, 11, 21)
MENTORS, MENTEES = "База наставников", "База наставляемых"


def edited(code: str, change: Callable[[Any], None]) -> bytes:
    book = load_workbook(io.BytesIO(workbook(code, on=date(2026, 9, 1))))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def column(sheet: Worksheet, header: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == header)


def put(sheet: Worksheet, row: int, header: str, value: object) -> None:
    sheet.cell(row, column(sheet, header)).value = value  # type: ignore[assignment] # plain cells


def load(runtime: Runtime, code: str, content: bytes) -> Imported:
    return import_workbook(runtime, institution=code, actor=operator(), content=content)


@pytest.mark.requirement("R-069")
@pytest.mark.parametrize("contact", [None, "other@example.org"])
def test_a_person_in_both_banks_is_never_suggested_to_himself(staged: Runtime, contact: str | None) -> None:
    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl's workbook has no useful type
        name = book[MENTORS].cell(2, 2).value
        put(book[MENTEES], 2, "ФИО наставляемого", name)
        put(book[MENTEES], 2, "Контактные данные для связи", contact)
        del book["Взаимный интерес"]

    load(staged, "001", edited("001", change))
    run = suggest(staged, institution="001", actor=operator())
    assert any(pair["reason"] == "same_person" for pair in run["problem"]["forbidden"])


def test_a_file_that_came_before_another_counts_again(staged: Runtime) -> None:
    first = workbook("001", on=date(2026, 9, 1))
    other = edited("001", lambda book: put(book[MENTORS], 2, "Предельное число наставляемых", 9))
    details = []
    for content in (first, other, first):
        load(staged, "001", content)
        details.append(
            {row.id: row.detail for row in mentor_bank(staged, institution="001", actor=operator(), on=TODAY)}
        )
    assert details[0] == details[2]
    assert details[0] != details[1]
    assert len(details[2]) == SURROUNDINGS["001"].mentors


def test_a_consent_of_a_later_day_lets_the_person_in_from_that_day_on(staged: Runtime) -> None:
    later = datetime(2026, 12, 24)  # noqa: DTZ001 - a cell has no zone
    content = edited("001", lambda book: put(book[MENTEES], 2, "Согласие на обработку ПДн", later))
    result = load(staged, "001", content)
    assert result.stored
    assert [fault.cell for fault in result.preview.banks.warnings if fault.rule == "consent_in_future"] == [
        "T2"
    ]
    before = suggest(staged, institution="001", actor=operator())["problem"]["excluded"]
    after = suggest(staged, institution="001", actor=operator(), on=date(2026, 12, 25))["problem"]["excluded"]
    waiting = {item["id"] for item in before} - {item["id"] for item in after}
    assert len(waiting) == 1


def test_a_date_far_ahead_is_a_fault_of_its_cell_and_stops_nobody_else(staged: Runtime) -> None:
    far = datetime(2039, 1, 1)  # noqa: DTZ001
    content = edited("002", lambda book: put(book[MENTEES], 3, "Дата фактического допуска к работе", far))
    result = load(staged, "002", content)
    assert not result.stored
    assert [(fault.cell, fault.rule) for fault in result.preview.faults] == [("R3", "date_too_far")]
    assert "столбец «Дата фактического допуска к работе»" in result.preview.faults[0].message


@pytest.mark.requirement("R-049")
def test_in_002_a_promise_of_training_admits_nobody(staged: Runtime) -> None:
    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl's workbook has no useful type
        for row in range(2, book[MENTORS].max_row + 1):
            put(book[MENTORS], row, "Обучение наставников (документ, дата)", "планируется")

    load(staged, "002", edited("002", change))
    rows = mentor_bank(staged, institution="002", actor=operator(), on=TODAY)
    assert not [row for row in rows if "допущен" in row.status]


def test_a_known_name_with_another_contact_is_told_before_it_is_registered_twice(staged: Runtime) -> None:
    load(staged, "001", workbook("001", on=date(2026, 9, 1)))
    content = edited(
        "001", lambda book: put(book[MENTEES], 2, "Контактные данные для связи", "new@example.org")
    )
    result = import_workbook(staged, institution="001", actor=operator(), content=content, dry_run=True)
    told = [fault for fault in result.preview.banks.warnings if fault.rule == "namesake_in_bank"]
    assert [fault.cell for fault in told] == ["B2"]
    assert (
        len(mentee_bank(staged, institution="001", actor=operator(), on=TODAY)) == SURROUNDINGS["001"].mentees
    )


def test_a_suggestion_for_another_day_says_that_day(staged: Runtime) -> None:
    load(staged, "001", workbook("001", on=date(2026, 9, 1)))
    assert suggest(staged, institution="001", actor=operator(), on=date(2026, 10, 1))["on"] == date(
        2026, 10, 1
    )
