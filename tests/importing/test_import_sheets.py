"""Around the table there may be titles, storeys, blank rows and other sheets; none of them is a person."""

import io
from collections.abc import Sequence

import openpyxl
import pytest

from tests.importing.books import (
    MENTEE,
    MENTOR,
    Record,
    Sheets,
    Value,
    book,
    read_here,
    rules,
    table,
    warned,
    with_mentees,
)


def test_titles_above_the_table_are_passed_over() -> None:
    title: list[list[Value]] = [
        ["МБОУ «Школа»", None, "УТВЕРЖДАЮ"],
        [],
        ["База наставников на 2026/27 учебный год"],
        [],
    ]
    banks = with_mentees(title + table(MENTOR))

    assert (banks.faults, banks.warnings) == ((), ())
    assert [row.row for row in banks.mentors] == [6]


def test_merged_titles_are_passed_over() -> None:
    rows: list[Sequence[Value]] = [["База наставников"], ["на 2026/27 учебный год"], *table(MENTOR)]
    merged = ["A1:M1", "A2:M2"]
    banks = with_mentees(rows, merged=merged)

    assert (banks.faults, banks.warnings) == ((), ())
    assert [row.row for row in banks.mentors] == [4]


def test_a_header_may_have_two_storeys() -> None:
    top = ["ФИО наставника", "Контактные данные", None, "Компетенции", "Стаж", "Любимый цвет"]
    below = [None, "телефон", "e-mail"]
    person: list[Value] = [
        "Орлова Инна Павловна",
        "8 900 000-00-01",
        "orlova@example.org",
        "самоанализ урока",
        21,
        "синий",
    ]
    merged = ["A1:A2", "B1:C1", "D1:D2", "E1:E2", "F1:F2"]
    banks = with_mentees([top, below, person], merged=merged)

    assert (rules(banks), warned(banks)) == ([], ["unknown_column", "consent_missing"])
    assert [row.contact for row in banks.mentors] == ["8 900 000-00-01, orlova@example.org"]
    assert banks.mentors[0].experience_years == 21


def test_a_header_printed_on_every_page_and_the_row_of_column_numbers_are_no_people() -> None:
    header, person = table(MENTOR)
    other = ["Соколова Ольга Ивановна", "sokolova@example.org", *person[2:]]
    numbers: list[Value] = list(range(1, len(header) + 1))
    rows = [header, numbers, person, header, other]
    banks = with_mentees(rows)

    assert banks.faults == ()
    assert [row.row for row in banks.mentors] == [3, 5]


def test_a_cell_merged_over_people_counts_for_each_of_them() -> None:
    header, person = table(MENTOR)
    other = ["Соколова Ольга Ивановна", "sokolova@example.org", *person[2:]]
    place = header.index("Должность")
    other[place] = None
    letter = "ABCDEFGHIJKLM"[place]
    merged = [f"{letter}2:{letter}3"]
    banks = with_mentees([header, person, other], merged=merged)

    assert [row.position for row in banks.mentors] == ["учитель", "учитель"]


def test_blank_rows_and_signatures_below_are_no_people() -> None:
    header, person = table(MENTOR)
    footer: list[Sequence[Value]] = [
        [],
        ["Итого: 1"],
        ["Директор", "Фёдорова А. А."],
        ["* по состоянию на 01.09"],
    ]
    rows: list[Sequence[Value]] = [header, [], [None, "  "], person, [], *footer]
    banks = with_mentees(rows)

    assert banks.faults == ()
    assert [row.row for row in banks.mentors] == [4]


def test_a_person_whose_name_begins_like_a_signature_is_not_lost() -> None:
    person = dict.fromkeys(MENTOR) | {
        "ФИО наставника": "Кураторова Инна Павловна",
        "Основные компетенции наставника": "самоанализ урока",
    }
    banks = with_mentees(table(person))

    assert [row.name for row in banks.mentors] == ["Кураторова Инна Павловна"]


@pytest.mark.parametrize(("sheet", "rows"), [("База наставников", MENTOR), ("База наставляемых", MENTEE)])
def test_one_bank_may_come_in_a_book_of_its_own(sheet: str, rows: Record) -> None:
    banks = read_here(book({sheet: table(rows)}))

    assert banks.faults == ()
    assert len(banks.mentors) + len(banks.mentees) == 1
    assert warned(banks) == ["missing_bank"]


def test_a_book_without_banks_is_refused() -> None:
    banks = read_here(book({"Расписание": [["Понедельник", "Вторник"], ["физика", "химия"]]}))

    assert rules(banks) == ["no_bank"]
    assert warned(banks) == ["unknown_sheet"]


def test_an_empty_book_is_refused() -> None:
    assert rules(read_here(book({"Лист1": []}))) == ["no_bank"]


def test_sheets_that_are_no_banks_are_told_unless_they_are_empty() -> None:
    sheets: Sheets = {
        "База наставников": table(MENTOR),
        "База наставляемых": table(MENTEE),
        "Категории наставляемых": [["молодой специалист"], ["студент"]],
        "Взаимный интерес": [],
        "Лист4": [],
    }
    banks = read_here(book(sheets))

    assert banks.faults == ()
    assert [(each.rule, each.sheet) for each in banks.warnings] == [
        ("unknown_sheet", "Категории наставляемых")
    ]


def test_a_bank_without_its_header_row_is_missed_aloud() -> None:
    banks = with_mentees(table(MENTOR)[1:])

    assert rules(banks) == ["missing_column", "missing_column"]


def test_a_book_that_another_program_wrote_is_read_alike() -> None:
    written = openpyxl.Workbook()
    for title, record in (("Наставники", MENTOR), ("Наставляемые", MENTEE)):
        sheet = written.create_sheet(title)
        for row in table(record):
            sheet.append(row)
    buffer = io.BytesIO()
    written.save(buffer)
    banks = read_here(buffer.getvalue())

    assert (banks.faults, banks.warnings) == ((), ())
    assert banks.mentors[0].consent_on == MENTOR["Согласие на обработку ПДн"]
    assert banks.mentees[0].birth_year == MENTEE["Год рождения"]


def test_banks_may_stand_on_several_sheets() -> None:
    other = MENTOR | {
        "ФИО наставника": "Соколова Ольга Ивановна",
        "Контактные данные для связи": "s@example.org",
    }
    banks = read_here(
        book({"Начальная школа": table(MENTOR), "Старшая школа": table(other), "Л": table(MENTEE)})
    )

    assert banks.faults == ()
    assert [row.ref for row in banks.mentors] == [("Начальная школа", 2), ("Старшая школа", 2)]
