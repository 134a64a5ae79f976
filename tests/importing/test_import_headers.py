"""Columns are recognised by their headers, in any order and in the words of curators."""

import pytest

from tests.importing.books import (
    INTEREST,
    MENTEE,
    MENTOR,
    Record,
    Value,
    banks_book,
    book,
    only,
    read,
    read_here,
    table,
    with_mentees,
)

EXPECTED = read_here(banks_book(interest=[INTEREST]))


def under_headers(record: Record, headers: dict[str, str]) -> list[list[Value]]:
    """Write a record with other headers for some of its columns."""
    return table({headers.get(header, header): value for header, value in record.items()})


def test_the_official_layout_gives_every_field() -> None:
    banks = read(banks_book(interest=[INTEREST]))
    (mentor,), (mentee,), (interest,) = banks.mentors, banks.mentees, banks.interest

    assert (banks.faults, banks.warnings) == ((), ())
    assert mentor.name == "Орлова Инна Павловна"
    assert mentor.contact == "orlova@example.org"
    assert mentor.competencies == ("работа с родителями", "самоанализ урока")
    assert (mentor.form, mentor.position, mentor.subject) == ("PEER", "учитель", "физика")
    assert (mentor.qualification, mentor.experience_years) == (("highest", "mentor"), 21)
    assert (mentor.capacity, mentor.types) == (2, ("traditional", "group"))
    assert mentor.training is not None
    assert (mentor.training.document, str(mentor.training.on)) == ("удостоверение № 242", "2025-05-26")
    assert (mentee.name, mentee.birth_year, mentee.category) == ("Ёлкин Пётр Ильич", 1999, "young_specialist")
    assert (mentee.requests, mentee.types) == (("работа с родителями",), ("traditional",))
    assert (str(mentee.actual_start_on), str(mentee.consent_on)) == ("2026-09-01", "2026-09-04")
    assert (interest.mentee, interest.mentor) == (mentee.ref, mentor.ref)
    assert (interest.by_mentee, interest.by_mentor) == (5, 4)


def test_the_order_of_columns_does_not_matter() -> None:
    turned = dict(reversed(MENTOR.items()))
    banks = with_mentees(table(turned))

    assert banks.faults == ()
    assert banks.mentors[0].name == EXPECTED.mentors[0].name
    assert banks.mentors[0].consent_on == EXPECTED.mentors[0].consent_on


@pytest.mark.parametrize(
    "header",
    [
        "фио наставника",
        "ФИО  НАСТАВНИКА",
        "ФИО\nнаставника",
        "ФИО\r\nнаставника",
        "ФИО_x000D_\nнаставника",
        " Ф.И.О. наставника: ",
        "Фамилия, имя, отчество",
        "Фамилия, имя, отчество (последнее – при наличии) наставника",
        "ФИО педагога-наставника",
        "Наставник (ФИО)",
        "Наставник",
    ],
)
def test_a_header_is_known_in_other_capitals_spaces_and_words(header: str) -> None:
    rows = under_headers(MENTOR, {"ФИО наставника": header})
    banks = with_mentees(rows)

    assert (banks.faults, banks.warnings) == ((), ())
    assert banks.mentors[0].name == "Орлова Инна Павловна"


@pytest.mark.parametrize(
    ("official", "written"),
    [
        ("Основные компетенции наставника", "КОМПЕТЕНЦИИ"),
        ("Контактные данные для связи", "Телефон, e-mail"),
        ("Контактные данные для связи", "Эл. почта"),
        ("Предмет (направление)", "Преподаваемый предмет"),
        ("Педагогический стаж, лет", "Педстаж"),
        ("Педагогический стаж, лет", "Стаж работы (полных лет)"),
        ("Квалификационная категория", "Категория"),
        ("Предельное число наставляемых", "Кол-во наставляемых, не более"),
        ("Предельное число наставляемых", "Лимит"),
        ("Форма наставничества", "Желаемая форма наставничества"),
        ("Виды наставничества", "Вид"),
        ("Согласие на обработку ПДн", "Дата согласия на обработку персональных данных"),
        ("Обучение наставников (документ, дата)", "Удостоверение об обучении"),
    ],
)
def test_other_headers_of_the_mentors_mean_the_same(official: str, written: str) -> None:
    banks = with_mentees(under_headers(MENTOR, {official: written}))
    mentor, expected = banks.mentors[0], EXPECTED.mentors[0]

    assert (banks.faults, banks.warnings) == ((), ())
    assert (mentor.competencies, mentor.contact) == (expected.competencies, expected.contact)
    assert (mentor.subject, mentor.experience_years) == (expected.subject, expected.experience_years)
    assert (mentor.qualification, mentor.capacity) == (expected.qualification, expected.capacity)
    assert (mentor.form, mentor.types) == (expected.form, expected.types)
    assert (mentor.consent_on, mentor.training) == (expected.consent_on, expected.training)


@pytest.mark.parametrize(
    ("official", "written"),
    [
        ("Основной запрос", "Профессиональные затруднения"),
        ("Основной запрос", "Запрос наставляемого"),
        ("Год рождения", "Дата рождения"),
        ("Дата фактического допуска к работе", "Дата начала работы"),
        ("Дата фактического допуска к работе", "Дата приёма на работу"),
        ("Категория наставляемого", "Категория"),
        ("Желаемый вид наставничества", "Предпочитаемый вид"),
    ],
)
def test_other_headers_of_the_mentees_mean_the_same(official: str, written: str) -> None:
    sheets = {"Наставники": table(MENTOR), "Наставляемые": under_headers(MENTEE, {official: written})}
    banks = read_here(book(sheets))
    mentee, expected = banks.mentees[0], EXPECTED.mentees[0]

    assert (banks.faults, banks.warnings) == ((), ())
    assert (mentee.requests, mentee.birth_year) == (expected.requests, expected.birth_year)
    assert (mentee.actual_start_on, mentee.category) == (expected.actual_start_on, expected.category)
    assert mentee.types == expected.types


def test_the_first_day_of_a_programme_is_not_taken_for_the_first_day_of_work() -> None:
    rows = under_headers(MENTEE, {"Дата фактического допуска к работе": "Дата начала участия в программе"})
    banks = read_here(book({"База наставников": table(MENTOR), "База наставляемых": rows}))

    assert banks.mentees[0].actual_start_on is None
    assert str(banks.mentees[0].entered_on) == "2026-09-01"


@pytest.mark.parametrize(
    ("mentors", "mentees"),
    [
        ("Наставники", "Наставляемые"),
        ("БАНК ДАННЫХ НАСТАВНИКОВ", "банк данных наставляемых"),
        ("Лист1", "Лист2"),
        ("Наставляемые", "Наставники"),
        ("2026-2027", "список"),
    ],
)
def test_headers_tell_the_banks_whatever_the_sheets_are_called(mentors: str, mentees: str) -> None:
    banks = read_here(book({mentees: table(MENTEE), mentors: table(MENTOR)}))

    assert (banks.faults, banks.warnings) == ((), ())
    assert [row.sheet for row in banks.mentors] == [mentors]
    assert [row.sheet for row in banks.mentees] == [mentees]


def test_several_contact_columns_are_one_contact() -> None:
    mentor = {**MENTOR, "Телефон": "8 900 000-00-01"}
    banks = read_here(banks_book(mentors=[mentor]))

    assert banks.mentors[0].contact == "orlova@example.org, 8 900 000-00-01"


def test_an_unknown_column_is_told_and_does_no_harm() -> None:
    banks = read_here(banks_book(mentors=[{"Любимый цвет": "синий", **MENTOR}]))
    warning = only(banks.warnings)

    assert len(banks.mentors) == 1
    assert (warning.rule, warning.sheet, warning.cell) == ("unknown_column", "База наставников", "A1")
    assert warning.message == "Столбец «Любимый цвет» не узнан и пропущен."


@pytest.mark.parametrize("header", ["ФИО наставника", "Основные компетенции наставника"])
def test_a_bank_without_a_column_it_needs_is_not_read(header: str) -> None:
    mentor = {title: value for title, value in MENTOR.items() if title != header}
    banks = read_here(banks_book(mentors=[mentor]))
    fault = only(banks.faults)

    assert (fault.rule, fault.sheet, fault.column) == ("missing_column", "База наставников", header)
    assert fault.cell is None
    assert (banks.mentors, len(banks.mentees)) == ((), 1)


def test_two_columns_for_the_same_are_a_fault_that_names_both() -> None:
    banks = read_here(banks_book(mentors=[{**MENTOR, "Предмет": "химия"}]))
    fault = only(banks.faults)

    assert (fault.rule, fault.cell) == ("column_twice", "N1")
    assert "«Предмет (направление)» и «Предмет»" in fault.message


def test_a_direction_in_which_help_is_wanted_is_no_subject() -> None:
    banks = read_here(banks_book(mentees=[{**MENTEE, "Направления, по которым нужна помощь": "речь"}]))

    assert [warning.rule for warning in banks.warnings] == ["unknown_column"]
    assert banks.mentees[0].subject == "физика"


def test_a_second_column_for_the_same_may_be_empty() -> None:
    first = {"Предмет": None, **MENTOR}
    banks = read_here(banks_book(mentors=[first]))

    assert banks.faults == ()
    assert banks.mentors[0].subject == "физика"
