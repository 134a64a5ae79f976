"""Dates and numbers as curators write them: the clear ones are read, the others are faults of their cells."""

from datetime import date

import pytest

from service.importing.rows import MenteeRow, MentorRow
from tests.importing.books import MENTEE, MENTOR, Value, banks_book, only, read_here, rules, warned

CONSENT = "Согласие на обработку ПДн"
START = "Дата фактического допуска к работе"
EXPERIENCE = "Педагогический стаж, лет"
CAPACITY = "Предельное число наставляемых"
TRAINING = "Обучение наставников (документ, дата)"


def mentor_with(header: str, value: Value) -> tuple[MentorRow, list[str]]:
    """Read a mentor whose one cell is this; gives the rules of the warnings, too."""
    banks = read_here(banks_book(mentors=[{**MENTOR, header: value}]))
    assert banks.faults == ()
    return banks.mentors[0], warned(banks)


def mentee_with(header: str, value: Value) -> tuple[MenteeRow, list[str]]:
    """Read a mentee whose one cell is this; gives the rules of the warnings, too."""
    banks = read_here(banks_book(mentees=[{**MENTEE, header: value}]))
    assert banks.faults == ()
    return banks.mentees[0], warned(banks)


def refused(header: str, value: Value, *, mentor: bool) -> str:
    """Give the rule that a cell breaks; the fault is of this cell alone and its row is set apart."""
    record = {**(MENTOR if mentor else MENTEE), header: value}
    banks = read_here(banks_book(mentors=[record]) if mentor else banks_book(mentees=[record]))
    fault = only(banks.faults)
    letter = "ABCDEFGHIJKLM"[list(record).index(header)]
    assert (fault.cell, fault.row, fault.column) == (f"{letter}2", 2, header)
    assert fault.message.startswith(f"Строка 2, столбец «{header}»: ")
    assert (len(banks.mentors), len(banks.mentees)) == ((0, 1) if mentor else (1, 0))
    return fault.rule


@pytest.mark.parametrize(
    "written",
    [
        date(2026, 9, 1),
        "01.09.2026",
        "1.9.2026",
        "01.09.2026 г.",
        "01.09.2026г",
        "01.09.2026 года",
        " 01. 09. 2026 ",
        "01/09/2026",
        "01-09-2026",
        "2026-09-01",
        "2026-09-01 00:00:00",
        "01.09.2026 0:00:00",
        "1 сентября 2026 г.",
        "1 Сентября 2026",
        "«01» сентября 2026 года",
        "от 01.09.2026",
        "01.09.2026\u00a0г.",
    ],
)
def test_a_date_is_read_however_it_is_written(written: Value) -> None:
    mentee, warnings = mentee_with(START, written)

    assert (mentee.actual_start_on, warnings) == (date(2026, 9, 1), [])


@pytest.mark.parametrize(("written", "rule"), [("01.09.26", "short_year"), (46266, "date_as_number")])
def test_a_date_that_had_to_be_guessed_is_used_with_a_warning(written: Value, rule: str) -> None:
    mentee, warnings = mentee_with(START, written)

    assert (mentee.actual_start_on, warnings) == (date(2026, 9, 1), [rule])


@pytest.mark.parametrize(
    ("month", "number"),
    [
        ("января", 1), ("февраля", 2), ("марта", 3), ("апреля", 4), ("мая", 5), ("июня", 6), ("июля", 7),
        ("августа", 8), ("сентября", 9), ("октября", 10), ("ноября", 11), ("декабря", 12), ("май", 5),
    ],
)  # fmt: skip
def test_every_month_is_known_by_its_name(month: str, number: int) -> None:
    assert mentee_with(START, f"7 {month} 2026 г.")[0].actual_start_on == date(2026, number, 7)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("31.02.2026", "no_such_date"),
        ("29.02.2026 г.", "no_such_date"),
        ("31 апреля 2026 г.", "no_such_date"),
        ("2026-13-01", "no_such_date"),
        ("01.09.2062", "date_out_of_range"),
        ("01.09.1926", "date_out_of_range"),
        (date(1905, 9, 1), "date_out_of_range"),
        ("сентябрь 2026", "not_a_date"),
        ("с начала года", "not_a_date"),
        ("1 сентебря 2026", "not_a_date"),
        ("01.09", "not_a_date"),
        (2026, "not_a_date"),
        (1.5, "not_a_date"),
    ],
)
def test_a_date_that_is_none_is_a_fault_and_tells_how_to_write_it(written: Value, rule: str) -> None:
    assert refused(START, written, mentor=False) == rule


@pytest.mark.parametrize("written", ["", "-", "–", "—", "нет данных", None])
def test_a_dash_is_no_date(written: Value) -> None:
    assert mentee_with(START, written)[0].actual_start_on is None


@pytest.mark.parametrize(
    ("written", "years"),
    [
        (5, 5),
        (5.0, 5),
        ("5", 5),
        ("5 лет", 5),
        ("21 год", 21),
        ("3 года", 3),
        ("0", 0),
        (0, 0),
        ("12 л.", 12),
    ],
)
def test_years_of_service_are_read(written: Value, years: int) -> None:
    mentor, warnings = mentor_with(EXPERIENCE, written)

    assert (mentor.experience_years, warnings) == (years, [])


@pytest.mark.parametrize(
    ("written", "years"),
    [(5.7, 5), ("5,5 лет", 5), ("3 года 7 месяцев", 3), ("менее года", 0), ("8 мес.", 0), ("без стажа", 0)],
)
def test_parts_of_a_year_are_dropped_with_a_warning(written: Value, years: int) -> None:
    mentor, warnings = mentor_with(EXPERIENCE, written)

    assert (mentor.experience_years, warnings) == (years, ["rounded_down"])


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("много", "not_a_number"),
        ("5-7", "not_a_number"),
        (-1, "not_a_number"),
        (99, "number_out_of_range"),
        (date(2026, 9, 5), "date_for_number"),
    ],
)
def test_what_is_no_number_of_years_is_a_fault(written: Value, rule: str) -> None:
    assert refused(EXPERIENCE, written, mentor=True) == rule


@pytest.mark.parametrize(
    ("written", "number"), [(2, 2), (2.0, 2), ("2", 2), ("3 чел.", 3), ("1 наставляемый", 1)]
)
def test_a_number_of_mentees_is_read(written: Value, number: int) -> None:
    mentor, warnings = mentor_with(CAPACITY, written)

    assert (mentor.capacity, warnings) == (number, [])


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("не более двух", 2),
        ("Не более 2-х", 2),
        ("не больше трёх человек", 3),
        ("до 4", 4),
        ("максимум пять", 5),
        ("один", 1),
        ("двое наставляемых", 2),
    ],
)
def test_a_number_of_mentees_in_words_is_understood_and_the_warning_says_how(
    written: str, number: int
) -> None:
    banks = read_here(banks_book(mentors=[{**MENTOR, CAPACITY: written}]))
    warning = only(banks.warnings)

    assert (banks.faults, banks.mentors[0].capacity) == ((), number)
    assert (warning.rule, warning.cell) == ("number_in_words", "K2")
    assert warning.message == f"Строка 2, столбец «{CAPACITY}»: понято как число {number}."


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("несколько", "not_a_number"),
        ("1-2", "not_a_number"),
        (2.5, "not_a_number"),
        ("сколько угодно", "not_a_number"),
        (0, "number_out_of_range"),
        (31, "number_out_of_range"),
        (date(2026, 2, 1), "date_for_number"),
    ],
)
def test_what_is_no_number_of_mentees_is_a_fault(written: Value, rule: str) -> None:
    assert refused(CAPACITY, written, mentor=True) == rule


def test_a_mentor_may_leave_the_number_of_mentees_open() -> None:
    assert mentor_with(CAPACITY, None)[0].capacity is None


@pytest.mark.parametrize(
    "written", [1999, "1999", "1999 г.р.", "1999 год рождения", "07.05.1999", date(1999, 5, 7)]
)
def test_of_a_date_of_birth_the_year_is_kept(written: Value) -> None:
    mentee, warnings = mentee_with("Год рождения", written)

    assert (mentee.birth_year, warnings) == (1999, [])


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        (99, "not_a_year"),
        ("двадцать", "not_a_year"),
        (1899, "year_out_of_range"),
        (2026, "year_out_of_range"),
    ],
)
def test_what_is_no_year_of_birth_is_a_fault(written: Value, rule: str) -> None:
    assert refused("Год рождения", written, mentor=False) == rule


@pytest.mark.parametrize(
    ("written", "document"),
    [
        ("удостоверение № 242, 26.05.2025", "удостоверение № 242"),
        ("удостоверение № 242 от 26.05.2025 г.", "удостоверение № 242"),
        ("удостоверение № 242 (26 мая 2025 г.)", "удостоверение № 242"),
        ("удостоверение № 242, 2025-05-26", "удостоверение № 242"),
        ("удостоверение № 12-34-5678 от 26.05.2025", "удостоверение № 12-34-5678"),
        ("ПК 772400-12-34-56, 26.05.2025", "ПК 772400-12-34-56"),
        ("от 26.05.2025 № 24/05", "№ 24/05"),
    ],
)
def test_a_document_on_training_is_parted_from_its_date(written: str, document: str) -> None:
    mentor, warnings = mentor_with(TRAINING, written)

    assert mentor.training is not None
    assert (mentor.training.document, mentor.training.on) == (document, date(2025, 5, 26))
    assert warnings == []


def test_a_document_without_a_date_is_kept_with_a_warning() -> None:
    mentor, warnings = mentor_with(TRAINING, "удостоверение № 12-34-56")

    assert mentor.training is not None
    assert (mentor.training.document, mentor.training.on) == ("удостоверение № 12-34-56", None)
    assert warnings == ["training_without_date"]


@pytest.mark.parametrize("written", ["нет", "не проходила", "—", None])
def test_no_training_is_none(written: Value) -> None:
    assert mentor_with(TRAINING, written)[0].training is None


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("удостоверение № 242, 31.02.2025", "no_such_date"),
        ("26.05.2025", "training_without_document"),
        (date(2025, 5, 26), "training_without_document"),
    ],
)
def test_training_with_an_impossible_date_or_no_document_is_a_fault(written: Value, rule: str) -> None:
    assert refused(TRAINING, written, mentor=True) == rule


@pytest.mark.parametrize(("written", "rule"), [("да", "not_a_date"), ("31.02.2026", "no_such_date")])
def test_a_consent_needs_its_date(written: str, rule: str) -> None:
    assert refused(CONSENT, written, mentor=False) == rule


def test_one_bad_cell_keeps_its_row_out_and_no_other() -> None:
    other = {
        **MENTEE,
        "ФИО наставляемого": "Котова Нина Львовна",
        "Контактные данные для связи": "kotova@example.org",
    }
    banks = read_here(banks_book(mentees=[{**MENTEE, START: "31.02.2026", "Год рождения": 99}, other]))

    assert sorted(rules(banks)) == ["no_such_date", "not_a_year"]
    assert [row.row for row in banks.mentees] == [3]
