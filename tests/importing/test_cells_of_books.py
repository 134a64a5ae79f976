"""Every kind of cell a curator may write, right or wrong, through one real workbook per bank."""

from datetime import date
from functools import cache

import pytest

from service.importing.banks import Banks
from service.importing.dates import Training
from service.importing.rows import MenteeRow, MentorRow
from tests.importing.books import MENTEE, MENTOR, Value, banks_book, read

BIRTH, REQUEST, CATEGORY = "Год рождения", "Основной запрос", "Категория наставляемого"
START, TYPE, CONSENT = (
    "Дата фактического допуска к работе",
    "Желаемый вид наставничества",
    "Согласие на обработку ПДн",
)
YEARS, FORM, CONTACT = "Педагогический стаж, лет", "Форма наставничества", "Контактные данные для связи"
NAME, MENTOR_NAME = "ФИО наставляемого", "ФИО наставника"
TRAINING, LIMIT = "Обучение наставников (документ, дата)", "Предельное число наставляемых"
TYPES, QUALIFICATION = "Виды наставничества", "Квалификационная категория"

MENTEE_FAULTS: list[tuple[str, Value, str]] = [
    (START, "31.02.2026", "no_such_date"),
    (START, "2026-13-01", "no_such_date"),
    (START, "сентябрь 2026", "not_a_date"),
    (START, "32 сентября 2026", "no_such_date"),
    (START, 7, "not_a_date"),
    (START, date(1926, 9, 1), "date_out_of_range"),
    (START, "01.09.2206", "date_out_of_range"),
    (START, "=TODAY()", "formula"),
    (START, True, "logical_value"),
    (CONSENT, "да", "not_a_date"),
    (CONSENT, "имеется", "not_a_date"),
    (BIRTH, "99", "not_a_year"),
    (BIRTH, 2025, "year_out_of_range"),
    (BIRTH, "=1990+9", "formula"),
    (YEARS, "много", "not_a_number"),
    (YEARS, -1, "not_a_number"),
    (YEARS, 99, "number_out_of_range"),
    (YEARS, date(2026, 5, 1), "date_for_number"),
    (CONTACT, "elkin@", "bad_email"),
    (CATEGORY, "опытный", "unknown_category"),
    (TYPE, "традиционное, космическое", "unknown_type"),
    (FORM, "космонавт – педагог", "unknown_form"),
    (REQUEST, None, "missing_value"),
    (REQUEST, "—", "missing_value"),
    (REQUEST, "=A1", "formula"),
    (REQUEST, "очень длинная просьба " * 20, "too_long"),
    (
        REQUEST,
        "; ".join(f"просьба номер {word}" for word in "абвгдежзийклмнопрстуфхцчшщъыьэюя"),
        "too_many_phrases",
    ),
    ("Должность", "у" * 1001, "too_long"),
    ("Должность", "=A1", "formula"),
    (NAME, None, "missing_value"),
    (NAME, "Ёлкин Пётр", "incomplete_name"),
    (NAME, "Ёлкин П. И.", "incomplete_name"),
    (NAME, "Ёлкин Пётр Ильич мл", "incomplete_name"),
    (NAME, "Ёлкин Пётр Ильич 2", "digits_in_name"),
    (NAME, "Ёлкин Пётp Ильич", "mixed_alphabets"),
    (NAME, 17, "not_a_name"),
    (NAME, '=CONCATENATE("Ёлкин"," Пётр")', "formula"),
]
MENTOR_FAULTS: list[tuple[str, Value, str]] = [
    (LIMIT, "несколько", "not_a_number"),
    (LIMIT, 0, "number_out_of_range"),
    (LIMIT, 300, "number_out_of_range"),
    (LIMIT, 2.5, "not_a_number"),
    (TRAINING, "26.05.2025", "training_without_document"),
    (TRAINING, date(2025, 5, 26), "training_without_document"),
    (TRAINING, "удостоверение № 242, 31.02.2025", "no_such_date"),
    (QUALIFICATION, "самая высокая", "unknown_qualification"),
    (TYPES, "традиционно-космическое", "unknown_type"),
    ("Основные компетенции наставника", None, "missing_value"),
]  # fmt: skip
MENTEE_VALUES: list[tuple[str, Value, str, object]] = [
    (START, date(2026, 9, 1), "actual_start_on", date(2026, 9, 1)),
    (START, "01.09.2026", "actual_start_on", date(2026, 9, 1)),
    (START, " 1.9.2026г. ", "actual_start_on", date(2026, 9, 1)),
    (START, "01.09.2026 г.", "actual_start_on", date(2026, 9, 1)),
    (START, "1 сентября 2026 г.", "actual_start_on", date(2026, 9, 1)),
    (START, "«3» мая 2026 года", "actual_start_on", date(2026, 5, 3)),
    (START, "12 марта 2026", "actual_start_on", date(2026, 3, 12)),
    (START, "2026-09-01", "actual_start_on", date(2026, 9, 1)),
    (START, "29.02.2024", "actual_start_on", date(2024, 2, 29)),
    (START, "-", "actual_start_on", None),
    (CONSENT, "нет", "consent_on", None),
    (BIRTH, "1999", "birth_year", 1999),
    (BIRTH, "1999 г.р.", "birth_year", 1999),
    (BIRTH, date(1999, 5, 4), "birth_year", 1999),
    (BIRTH, "04.05.1999", "birth_year", 1999),
    (YEARS, "5", "experience_years", 5),
    (YEARS, 5.0, "experience_years", 5),
    (YEARS, "5 лет", "experience_years", 5),
    (YEARS, "1 год", "experience_years", 1),
    (YEARS, 0, "experience_years", 0),
    (CONTACT, "+7 (912) 345-67-89", "contact", "+7 (912) 345-67-89"),
    (CONTACT, 89123456789, "contact", "89123456789"),
    (CONTACT, "a@example.org, 2-34-56", "contact", "a@example.org, 2-34-56"),
    (CATEGORY, "С профессиональными дефицитами", "category", "difficulties"),
    (TYPE, "в группе", "types", ("group",)),
    (TYPE, "Традиционное («один-на-один»)", "types", ("traditional",)),
    (TYPE, "любой", "types", ()),
    (TYPE, None, "types", ()),
    (FORM, "ПЕДАГОГ-ПЕДАГОГ", "form", "PEER"),
    (FORM, "Руководитель  —  педагог", "form", "HEAD_TEACHER"),
    (FORM, None, "form", None),
    (REQUEST, "1) первая помощь\n2) самоанализ урока", "requests", ("первая помощь", "самоанализ урока")),
    (NAME, " ёлкин   пётр\nильич ", "name", "Ёлкин Пётр Ильич"),
    (NAME, "ПЕТРОВА-ВОДКИНА АННА ИЛЬИНИЧНА", "name", "Петрова-Водкина Анна Ильинична"),
    (NAME, "Мамедов Али Гасан оглы", "name", "Мамедов Али Гасан оглы"),
    (NAME, "Ким Вера -", "name", "Ким Вера"),
]
MENTOR_VALUES: list[tuple[str, Value, str, object]] = [
    (LIMIT, "2", "capacity", 2),
    (LIMIT, "3 чел.", "capacity", 3),
    (LIMIT, None, "capacity", None),
    (
        TRAINING,
        "удостоверение № 242, 26.05.2025",
        "training",
        Training("удостоверение № 242", date(2025, 5, 26)),
    ),
    (TRAINING, "сертификат № 7 от 3 мая 2024 г.", "training", Training("сертификат № 7", date(2024, 5, 3))),
    (TRAINING, "не проходила", "training", None),
    (QUALIFICATION, "высшая, педагог-наставник", "qualification", ("highest", "mentor")),
    (QUALIFICATION, "Первая кв. категория", "qualification", ("first",)),
    (QUALIFICATION, "без категории", "qualification", ("none",)),
    (TYPES, "краткосрочное, реверсивное", "types", ("goal_setting", "reverse")),
    (TYPES, "в группе\nв группе; виртуальное и ситуационное", "types", ("group", "virtual", "situational")),
]
DOUBTFUL: list[tuple[str, Value, str, object, str]] = [
    (LIMIT, "не более двух", "capacity", 2, "number_in_words"),
    (LIMIT, "до 3", "capacity", 3, "number_in_words"),
    (LIMIT, "трёх", "capacity", 3, "number_in_words"),
    (YEARS, "5 лет 6 месяцев", "experience_years", 5, "rounded_down"),
    (YEARS, 7.5, "experience_years", 7, "rounded_down"),
    (YEARS, "менее года", "experience_years", 0, "rounded_down"),
    (CONSENT, "03.09.26", "consent_on", date(2026, 9, 3), "short_year"),
    (CONSENT, 46268, "consent_on", date(2026, 9, 3), "date_as_number"),
    (TRAINING, "курсы наставников", "training", Training("курсы наставников", None), "training_without_date"),
    (CONTACT, "через секретаря", "contact", "через секретаря", "unusual_contact"),
    (CONSENT, None, "consent_on", None, "consent_missing"),
]


def distinct(index: int) -> str:
    """Give a different Russian patronymic-like word for each row."""
    letters = "абвгдежзиклмнопрстуфхцчшэюя"
    return letters[index // len(letters)] + letters[index % len(letters)]


def mentee(index: int, column: str, value: Value) -> dict[str, Value]:
    """Give a mentee of its own name with one cell changed."""
    return (
        MENTEE
        | {NAME: f"Ёлкин{distinct(index)} Пётр Ильич", CONTACT: f"m{index}@example.org"}
        | {column: value}
    )


def mentor(index: int, column: str, value: Value) -> dict[str, Value]:
    """Give a mentor of its own name with one cell changed."""
    return (
        MENTOR
        | {MENTOR_NAME: f"Орлова{distinct(index)} Инна Ивановна", CONTACT: f"n{index}@example.org"}
        | {column: value}
    )


@cache
def bad_book() -> Banks:
    """Read the book in which every row has one fault."""
    mentors = [mentor(at, column, value) for at, (column, value, _) in enumerate(MENTOR_FAULTS)]
    mentees = [mentee(at, column, value) for at, (column, value, _) in enumerate(MENTEE_FAULTS)]
    return read(banks_book(mentors, mentees))


@cache
def good_book() -> Banks:
    """Read the book in which every row is good."""
    cells = [case[:2] for case in MENTOR_VALUES] + [case[:2] for case in DOUBTFUL]
    mentors = [mentor(at, column, value) for at, (column, value) in enumerate(cells)]
    mentees = [mentee(at, column, value) for at, (column, value, *_) in enumerate(MENTEE_VALUES)]
    return read(banks_book(mentors, mentees))


@pytest.mark.parametrize("at", range(len(MENTEE_FAULTS)), ids=lambda at: f"{MENTEE_FAULTS[at][2]}-{at}")
def test_an_unclear_cell_of_a_mentee_is_a_fault_that_names_row_and_column(at: int) -> None:
    column, _, rule = MENTEE_FAULTS[at]
    (fault,) = [
        fault for fault in bad_book().faults if fault.sheet == "База наставляемых" and fault.row == at + 2
    ]

    assert (fault.rule, fault.column) == (rule, column)
    assert fault.cell == f"{'ABCDEFGHIJKLMNOP'[list(MENTEE).index(column)]}{at + 2}"
    assert fault.message.startswith(f"Строка {at + 2}, столбец «{column}»: ")


@pytest.mark.parametrize("at", range(len(MENTOR_FAULTS)), ids=lambda at: f"{MENTOR_FAULTS[at][2]}-{at}")
def test_an_unclear_cell_of_a_mentor_is_a_fault_that_names_row_and_column(at: int) -> None:
    column, _, rule = MENTOR_FAULTS[at]
    (fault,) = [
        fault for fault in bad_book().faults if fault.sheet == "База наставников" and fault.row == at + 2
    ]

    assert (fault.rule, fault.column) == (rule, column)


def test_rows_with_a_fault_are_not_among_the_good_rows() -> None:
    assert bad_book().mentors == ()
    assert bad_book().mentees == ()


def test_no_fault_or_warning_repeats_what_stands_in_a_cell() -> None:
    messages = " ".join(
        fault.message for fault in (*bad_book().faults, *bad_book().warnings, *good_book().warnings)
    )

    for secret in ("Ёлкин", "Орлова", "@", "космонавт", "опытный", "секретаря"):
        assert secret not in messages.replace("ivanova@example.org", "")


@pytest.mark.parametrize("at", range(len(MENTEE_VALUES)), ids=lambda at: f"{MENTEE_VALUES[at][2]}-{at}")
def test_a_clear_cell_of_a_mentee_is_understood(at: int) -> None:
    _, _, field, value = MENTEE_VALUES[at]
    (row,) = [row for row in good_book().mentees if row.row == at + 2]

    assert getattr(row, field) == value


@pytest.mark.parametrize("at", range(len(MENTOR_VALUES)), ids=lambda at: f"{MENTOR_VALUES[at][2]}-{at}")
def test_a_clear_cell_of_a_mentor_is_understood(at: int) -> None:
    _, _, field, value = MENTOR_VALUES[at]
    (row,) = [row for row in good_book().mentors if row.row == at + 2]

    assert getattr(row, field) == value


@pytest.mark.parametrize("at", range(len(DOUBTFUL)), ids=lambda at: f"{DOUBTFUL[at][4]}-{at}")
def test_a_doubtful_cell_is_used_with_a_warning(at: int) -> None:
    number = len(MENTOR_VALUES) + at + 2
    column, _, field, value, rule = DOUBTFUL[at]
    (row,) = [row for row in good_book().mentors if row.row == number]
    (warning,) = [each for each in good_book().warnings if (each.sheet, each.row) == (row.sheet, number)]

    assert getattr(row, field) == value
    assert (warning.rule, warning.column) == (rule, column)


def test_the_good_book_has_no_faults() -> None:
    assert good_book().faults == ()


def test_a_row_tells_nobodys_name_and_makes_faults_of_its_cells() -> None:
    row: MentorRow | MenteeRow
    for row in (good_book().mentors[0], good_book().mentees[0]):
        assert row.name not in repr(row)
        fault = row.fault("consent_on", rule="consent_in_future", message="Дата ещё не наступила.")
        assert (fault.sheet, fault.row, fault.column) == (row.sheet, row.row, CONSENT)
        assert fault.cell is not None
        assert fault.cell.endswith(str(row.row))
    assert good_book().mentees[0].fault("capacity", rule="x", message="y").cell is None
