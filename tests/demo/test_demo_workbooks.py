"""The invented banks: same bytes every time, the official layout, read without a fault."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from service.demo.people import staff
from service.demo.phrases import SURROUNDINGS
from service.demo.workbooks import MENTEE_COLUMNS, MENTOR_COLUMNS, workbook
from service.importing.banks import read_banks
from service.regulations.seeds import load_seed

SCHOOL_YEAR = date(2026, 9, 1)


@pytest.mark.parametrize("code", sorted(SURROUNDINGS))
def test_a_workbook_is_read_without_a_fault(code: str) -> None:
    banks = read_banks(workbook(code, on=SCHOOL_YEAR), forms=load_seed(code).form_labels())
    assert banks.faults == ()
    assert len(banks.mentors) == SURROUNDINGS[code].mentors
    assert len(banks.mentees) == SURROUNDINGS[code].mentees
    assert banks.interest


@pytest.mark.parametrize("code", sorted(SURROUNDINGS))
def test_the_same_institution_date_and_seed_give_the_same_bytes(code: str) -> None:
    assert workbook(code, on=SCHOOL_YEAR) == workbook(code, on=SCHOOL_YEAR)
    assert workbook(code, on=SCHOOL_YEAR) != workbook(code, on=SCHOOL_YEAR, seed=1)


def test_the_columns_are_the_official_ones() -> None:
    book = load_workbook(io.BytesIO(workbook("001", on=SCHOOL_YEAR)), read_only=True)
    headers = [tuple(next(book[name].iter_rows(values_only=True))) for name in book.sheetnames]
    assert headers[:2] == [MENTOR_COLUMNS, MENTEE_COLUMNS]
    assert book.sheetnames == ["База наставников", "База наставляемых", "Взаимный интерес"]


@pytest.mark.parametrize("code", ["000", "001", "002", "004"])
def test_names_agree_in_gender(code: str) -> None:
    banks = read_banks(workbook(code, on=SCHOOL_YEAR), forms=load_seed(code).form_labels())
    people = [row.name for row in (*banks.mentors, *banks.mentees)]
    people += [employee.full_name for employee in staff(code)]
    assert len(set(people)) == len(people)
    for name in people:
        surname, _, patronymic = name.split()
        assert surname.endswith(("а", "я")) == patronymic.endswith("на"), surname[-2:] + patronymic[-2:]
