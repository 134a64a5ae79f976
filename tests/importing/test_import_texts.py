"""Names, contacts, phrases and words of a list: what is clear is read, what is not is a fault of its cell."""

from datetime import date

import pytest

from service.importing.banks import read_banks
from service.regulations.seeds import load_seed
from tests.importing.books import (
    FORMS,
    INTEREST,
    MENTEE,
    MENTOR,
    Value,
    banks_book,
    member_of,
    only,
    read_here,
    rules,
    warned,
    with_member,
)

NAME = "ФИО наставника"
CONTACT = "Контактные данные для связи"
COMPETENCIES = "Основные компетенции наставника"


def refused(header: str, value: Value) -> str:
    """Give the rule that a mentor's cell breaks; the fault is of this cell alone."""
    banks = read_here(banks_book(mentors=[{**MENTOR, header: value}]))
    fault = only(banks.faults)
    assert (fault.column, fault.row, banks.mentors) == (header, 2, ())
    return fault.rule


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("  Орлова   Инна\nПавловна ", "Орлова Инна Павловна"),
        ("ОРЛОВА ИННА ПАВЛОВНА", "Орлова Инна Павловна"),
        ("орлова инна павловна", "Орлова Инна Павловна"),
        ("Орлова\u00a0Инна Павловна,", "Орлова Инна Павловна"),
        ("Орлова – Белая Инна Павловна", "Орлова-Белая Инна Павловна"),
        ("ОРЛОВА-БЕЛАЯ ИННА ПАВЛОВНА", "Орлова-Белая Инна Павловна"),
        ("Мамедов Али Гасан оглы", "Мамедов Али Гасан оглы"),
        ("Ким Ирина -", "Ким Ирина"),
        ("Ким Ирина —", "Ким Ирина"),
    ],
)
def test_a_name_is_set_right(written: str, name: str) -> None:
    banks = read_here(banks_book(mentors=[{**MENTOR, NAME: written}]))

    assert banks.faults == ()
    assert [row.name for row in banks.mentors] == [name]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("Орлова Инна", "incomplete_name"),
        ("Орлова И. П.", "incomplete_name"),
        ("Орлова И.П.", "incomplete_name"),
        ("Орлова Инна Павловна (внешний совместитель)", "incomplete_name"),
        ("Орлова Инна Павловна, Котова Нина Львовна", "incomplete_name"),
        ("Орлова Инна Павловна 2", "digits_in_name"),
        ("Oрлова Инна Павловна", "mixed_alphabets"),
        (17, "not_a_name"),
        (date(2026, 9, 1), "not_a_name"),
        ("Орлова Инна " + "Павловна" * 20, "too_long"),
        ("—", "missing_value"),
        ("   ", "missing_value"),
        (None, "missing_value"),
    ],
)
def test_what_is_no_full_name_is_a_fault(written: Value, rule: str) -> None:
    assert refused(NAME, written) == rule


@pytest.mark.parametrize(
    "written",
    [
        "orlova@example.org",
        "8 (900) 000-00-01",
        "+7 900 000 00 01, orlova@example.org",
        "orlova@example.org; inna.orlova@mail.example.org",
    ],
)
def test_contacts_are_kept_as_written(written: str) -> None:
    banks = read_here(banks_book(mentors=[{**MENTOR, CONTACT: written}]))

    assert (banks.faults, warned(banks)) == ((), [])
    assert banks.mentors[0].contact == written


def test_a_telephone_that_excel_made_a_number_stays_a_telephone() -> None:
    banks = read_here(banks_book(mentors=[{**MENTOR, CONTACT: 89000000001}]))

    assert banks.mentors[0].contact == "89000000001"


@pytest.mark.parametrize("written", ["orlova@", "@example.org", "orlova@example", "orlova @example.org"])
def test_half_an_address_is_a_fault(written: str) -> None:
    assert refused(CONTACT, written) == "bad_email"


def test_another_contact_is_kept_with_a_warning() -> None:
    banks = read_here(banks_book(mentors=[{**MENTOR, CONTACT: "кабинет 12"}]))

    assert banks.mentors[0].contact == "кабинет 12"
    assert warned(banks) == ["unusual_contact"]


@pytest.mark.parametrize(
    ("written", "phrases"),
    [
        ("работа с родителями; самоанализ урока", ("работа с родителями", "самоанализ урока")),
        ("1) работа с родителями\n2) самоанализ урока", ("работа с родителями", "самоанализ урока")),
        ("• Работа с родителями\r\n• Самоанализ урока", ("Работа с родителями", "Самоанализ урока")),
        ("работа с родителями, самоанализ урока", ("работа с родителями", "самоанализ урока")),
        ("проектирование урока, технологическая карта", ("проектирование урока, технологическая карта",)),
    ],
)
@pytest.mark.requirement("R-044")
def test_requests_are_kept_in_the_words_and_the_order_of_the_person(
    written: str, phrases: tuple[str, ...]
) -> None:
    banks = read_here(banks_book(mentees=[{**MENTEE, "Основной запрос": written}]))

    assert banks.faults == ()
    assert banks.mentees[0].requests == phrases


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("; ".join(f"работа номер {number}" for number in range(31)), "too_many_phrases"),
        ("работа с родителями " * 16, "too_long"),
        ("работа; " * 700, "too_long"),
        ("—", "missing_value"),
        (";;", "missing_value"),
        (None, "missing_value"),
    ],
)
def test_what_is_no_list_of_competencies_is_a_fault(written: Value, rule: str) -> None:
    assert refused(COMPETENCIES, written) == rule


def test_thirty_phrases_are_read() -> None:
    written = "; ".join(f"работа номер {number}" for number in range(30))
    banks = read_here(banks_book(mentors=[{**MENTOR, COMPETENCIES: written}]))

    assert len(banks.mentors[0].competencies) == 30


def test_a_phrase_without_words_is_told() -> None:
    banks = read_here(banks_book(mentors=[{**MENTOR, COMPETENCIES: "самоанализ урока; 123"}]))

    assert banks.mentors[0].competencies == ("самоанализ урока", "123")
    assert warned(banks) == ["phrase_without_words"]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("традиционное", ("traditional",)),
        ("Традиционное («один на один»), в группе", ("traditional", "group")),
        ("групповое; дистанционное", ("group", "virtual")),
        ("реверсивное и ситуационное", ("reverse", "situational")),
        ("краткосрочное или целеполагающее", ("goal_setting",)),
        ("в группе\nв группе", ("group",)),
        ("любой", ()),
        ("без разницы", ()),
        ("—", ()),
        (None, ()),
    ],
)
def test_kinds_of_mentoring_are_read_as_codes(written: Value, codes: tuple[str, ...]) -> None:
    banks = read_here(banks_book(mentors=[{**MENTOR, "Виды наставничества": written}]))

    assert banks.faults == ()
    assert banks.mentors[0].types == codes


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("высшая, педагог-наставник", ("highest", "mentor")),
        ("Высшая категория", ("highest",)),
        ("первая кв. категория", ("first",)),
        ("I", ("first",)),
        ("СЗД", ("suitable",)),
        ("б/к", ("none",)),
        (1, ("first",)),
    ],
)
def test_qualifications_are_read_as_codes(written: Value, codes: tuple[str, ...]) -> None:
    banks = read_here(banks_book(mentors=[{**MENTOR, "Квалификационная категория": written}]))

    assert banks.faults == ()
    assert banks.mentors[0].qualification == codes


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Молодой специалист (первый год работы)", "young_specialist"),
        ("после декрета", "after_break"),
        ("готовящийся к аттестации/конкурсу", "attestation"),
        ("—", None),
    ],
)
def test_categories_of_mentees_are_read_as_codes(written: str, code: str | None) -> None:
    banks = read_here(banks_book(mentees=[{**MENTEE, "Категория наставляемого": written}]))

    assert banks.faults == ()
    assert banks.mentees[0].category == code


@pytest.mark.parametrize(
    ("header", "written", "rule"),
    [
        ("Виды наставничества", "по переписке", "unknown_type"),
        ("Виды наставничества", "традиционное, по переписке", "unknown_type"),
        ("Квалификационная категория", "третья", "unknown_qualification"),
        ("Форма наставничества", "ученик – ученик", "unknown_form"),
    ],
)
def test_a_word_that_is_not_on_the_list_is_a_fault(header: str, written: str, rule: str) -> None:
    assert refused(header, written) == rule


def test_a_category_that_is_not_on_the_list_is_a_fault_that_gives_the_list() -> None:
    fault = only(read_here(banks_book(mentees=[{**MENTEE, "Категория наставляемого": "опытный"}])).faults)

    assert fault.rule == "unknown_category"
    assert "молодой специалист, молодой работник, начинающий педагог" in fault.message


def test_forms_are_known_in_other_capitals_and_dashes() -> None:
    rows = [
        {**MENTEE, "ФИО наставляемого": f"Ёлкин {first} Ильич", "Форма наставничества": form, CONTACT: None}
        for first, form in [("Пётр", "ПЕДАГОГ-ПЕДАГОГ"), ("Лев", "Руководитель — педагог"), ("Олег", None)]
    ]
    banks = read_here(banks_book(mentees=rows))

    assert banks.faults == ()
    assert [row.form for row in banks.mentees] == ["PEER", "HEAD_TEACHER", None]


@pytest.mark.parametrize("code", ["000", "001", "002", "004"])
def test_the_forms_of_a_regulation_are_those_of_its_workbooks(code: str) -> None:
    labels = load_seed(code).form_labels()
    rows = [
        {
            **MENTEE,
            "ФИО наставляемого": f"Ёлкин{'а' * at} Пётр Ильич",
            "Форма наставничества": label,
            CONTACT: None,
        }
        for at, label in enumerate(labels)
    ]
    banks = read_banks(banks_book(mentors=[], mentees=rows), forms=labels)

    assert [fault for fault in banks.faults if fault.rule == "unknown_form"] == []
    assert [row.form for row in banks.mentees] == list(labels.values())


@pytest.mark.parametrize(
    "formula", ["=1+1", '="Орлова "&"Инна Павловна"', '=HYPERLINK("http://example.org")']
)
def test_a_formula_is_never_evaluated(formula: str) -> None:
    assert refused(NAME, formula) == "formula"
    assert refused("Педагогический стаж, лет", formula) == "formula"
    assert refused("Место работы/учёбы наставника", formula) == "formula"


def test_a_formula_in_a_column_that_is_not_used_does_no_harm() -> None:
    banks = read_here(banks_book(mentors=[{"№": "=ROW()-1", **MENTOR}]))

    assert (banks.faults, len(banks.mentors)) == ((), 1)


def test_an_error_of_excel_is_a_fault_of_its_cell() -> None:
    content = banks_book()
    sheet = member_of(content, "xl/worksheets/sheet1.xml")
    assert b'<c r="I2"><v>21</v></c>' in sheet
    broken = sheet.replace(b'<c r="I2"><v>21</v></c>', b'<c r="I2" t="e"><v>#N/A</v></c>')
    fault = only(read_here(with_member(content, "xl/worksheets/sheet1.xml", broken)).faults)

    assert (fault.rule, fault.cell) == ("excel_error", "I2")


@pytest.mark.parametrize(("written", "rule"), [(True, "logical_value"), ("я" * 1001, "too_long")])
def test_a_text_must_be_a_text(written: Value, rule: str) -> None:
    assert refused("Место работы/учёбы наставника", written) == rule


def test_signs_of_control_and_broken_lines_do_not_come_through() -> None:
    banks = read_here(banks_book(mentors=[{**MENTOR, "Предмет (направление)": "физи\x07ка\r\nи химия"}]))

    assert banks.mentors[0].subject == "физика и химия"


def test_what_looks_like_markup_stays_text() -> None:
    mentor = {**MENTOR, "Интересы наставника": "<b>шахматы</b> & {{ 7*7 }}"}
    banks = read_here(banks_book(mentors=[mentor]))

    assert banks.mentors[0].interests == "<b>шахматы</b> & {{ 7*7 }}"


def test_the_labels_of_forms_come_from_the_institution() -> None:
    content = banks_book(interest=[INTEREST])

    assert rules(read_banks(content, forms=FORMS)) == []
    assert set(rules(read_banks(content, forms={}))) == {"unknown_form"}
