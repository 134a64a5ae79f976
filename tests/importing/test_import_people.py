"""Who stands twice, who has a namesake, who gave no consent, and whom the sheet of interest means."""

from datetime import date

import pytest

from tests.importing.books import (
    INTEREST,
    MENTEE,
    MENTOR,
    Value,
    banks_book,
    book,
    only,
    read_here,
    rules,
    table,
    warned,
)

CONTACT = "Контактные данные для связи"
OTHER_MENTOR = {**MENTOR, "ФИО наставника": "Соколова Ольга Ивановна", CONTACT: "sokolova@example.org"}
OTHER_MENTEE = {**MENTEE, "ФИО наставляемого": "Котова Нина Львовна", CONTACT: "kotova@example.org"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("orlova@example.org", "orlova@example.org"),
        ("orlova@example.org", None),
        (None, None),
        (None, "orlova@example.org"),
        ("orlova@example.org", "ORLOVA@example.org, 8 900 000-00-01"),
        ("8 (900) 000-00-01", "+7 900 000 00 01"),
    ],
)
def test_a_person_who_stands_twice_is_a_fault_of_the_later_row(first: str | None, second: str | None) -> None:
    again = {**MENTOR, "ФИО наставника": "ОРЛОВА  Инна Павловна", CONTACT: second}
    banks = read_here(banks_book(mentors=[{**MENTOR, CONTACT: first}, OTHER_MENTOR, again]))
    fault = only(banks.faults)

    assert (fault.rule, fault.cell, fault.row) == ("person_twice", "A4", 4)
    assert "уже есть в строке 2." in fault.message
    assert [row.row for row in banks.mentors] == [2, 3]


def test_yo_and_ye_are_one_letter_in_names() -> None:
    again = {**MENTEE, "ФИО наставляемого": "Елкин Петр Ильич"}

    assert rules(read_here(banks_book(mentees=[MENTEE, again]))) == ["person_twice"]


def test_a_person_who_stands_on_two_sheets_is_a_fault_that_names_the_sheet() -> None:
    sheets = {"Корпус 1": table(MENTOR), "Корпус 2": table(MENTOR), "Наставляемые": table(MENTEE)}
    fault = only(read_here(book(sheets)).faults)

    assert (fault.rule, fault.sheet) == ("person_twice", "Корпус 2")
    assert "в строке 2 листа «Корпус 1»" in fault.message


def test_namesakes_with_other_contacts_are_two_people_and_a_warning() -> None:
    namesake = {**MENTOR, CONTACT: "other.orlova@example.org"}
    banks = read_here(banks_book(mentors=[MENTOR, namesake]))
    warning = only(banks.warnings)

    assert (banks.faults, len(banks.mentors)) == ((), 2)
    assert (warning.rule, warning.cell) == ("namesake", "A3")
    assert "в строке 2" in warning.message


def test_one_may_be_mentor_and_mentee_at_once() -> None:
    both = {**MENTEE, "ФИО наставляемого": MENTOR["ФИО наставника"], CONTACT: MENTOR[CONTACT]}
    banks = read_here(banks_book(mentees=[both]))

    assert (banks.faults, banks.warnings) == ((), ())
    assert (len(banks.mentors), len(banks.mentees)) == (1, 1)


@pytest.mark.requirement("R-046")
@pytest.mark.parametrize("written", [None, "нет", "Не получено", "—"])
def test_a_missing_consent_is_no_fault_and_the_warning_says_what_follows(written: Value) -> None:
    mentee = {**MENTEE, "Согласие на обработку ПДн": written}
    banks = read_here(banks_book(mentees=[mentee]))
    warning = only(banks.warnings)

    assert banks.faults == ()
    assert [row.consent_on for row in banks.mentees] == [None]
    assert (warning.rule, warning.cell) == ("consent_missing", "L2")
    assert "До согласия человек не участвует в подборе." in warning.message


@pytest.mark.requirement("R-046")
def test_a_bank_without_a_column_for_consents_warns_for_every_person() -> None:
    people = [
        {header: value for header, value in person.items() if not header.startswith("Согласие")}
        for person in (MENTEE, OTHER_MENTEE)
    ]
    banks = read_here(banks_book(mentees=people))

    assert [row.consent_on for row in banks.mentees] == [None, None]
    assert [(each.rule, each.row, each.cell) for each in banks.warnings] == [
        ("consent_missing", 2, None),
        ("consent_missing", 3, None),
    ]
    assert banks.warnings[0].message.startswith("Строка 2, столбца «Согласие на обработку ПДн» нет: ")


def test_a_consent_keeps_its_date() -> None:
    assert read_here(banks_book()).mentors[0].consent_on == date(2026, 9, 3)


def test_interest_finds_its_people_in_other_capitals() -> None:
    row = {**INTEREST, "ФИО наставляемого": "ЕЛКИН ПЕТР ИЛЬИЧ", "ФИО наставника": " орлова инна  павловна"}
    banks = read_here(banks_book(interest=[row]))

    assert banks.faults == ()
    assert [(each.mentee, each.mentor) for each in banks.interest] == [
        (("База наставляемых", 2), ("База наставников", 2))
    ]


def test_silence_is_not_a_refusal() -> None:
    rows = [
        {**INTEREST, "Оценка наставляемого (0–5)": None, "Оценка наставника (0–5)": 0},
        {**INTEREST, "ФИО наставника": "Соколова Ольга Ивановна", "Оценка наставника (0–5)": "—"},
    ]
    banks = read_here(banks_book(mentors=[MENTOR, OTHER_MENTOR], interest=rows))

    assert banks.faults == ()
    assert [(each.by_mentee, each.by_mentor) for each in banks.interest] == [(None, 0), (5, None)]


@pytest.mark.parametrize("written", [6, -1, 2.5, "да", "5/5"])
def test_a_rating_is_a_whole_number_up_to_five(written: Value) -> None:
    banks = read_here(banks_book(interest=[{**INTEREST, "Оценка наставляемого (0–5)": written}]))

    assert rules(banks) == ["rating_out_of_range"]
    assert (banks.interest, len(banks.mentees)) == ((), 1)


@pytest.mark.parametrize(
    ("header", "bank"), [("ФИО наставляемого", "базе наставляемых"), ("ФИО наставника", "базе наставников")]
)
def test_interest_of_somebody_unknown_is_a_fault(header: str, bank: str) -> None:
    banks = read_here(banks_book(interest=[{**INTEREST, header: "Котова Нина Львовна"}]))
    fault = only(banks.faults)

    assert (fault.rule, fault.column, banks.interest) == ("unknown_person", header, ())
    assert bank in fault.message


def test_interest_that_may_mean_two_namesakes_is_a_fault_that_names_their_rows() -> None:
    namesake = {**MENTOR, CONTACT: "other.orlova@example.org"}
    banks = read_here(banks_book(mentors=[MENTOR, OTHER_MENTOR, namesake], interest=[INTEREST]))
    fault = only(banks.faults)

    assert fault.rule == "ambiguous_person"
    assert "(строки 2, 4)" in fault.message


def test_interest_in_somebody_who_stands_twice_means_the_row_that_stays() -> None:
    banks = read_here(banks_book(mentors=[MENTOR, MENTOR], interest=[INTEREST]))

    assert rules(banks) == ["person_twice"]
    assert [each.mentor for each in banks.interest] == [("База наставников", 2)]


def test_nobody_has_an_interest_in_oneself() -> None:
    both = {**MENTEE, "ФИО наставляемого": MENTOR["ФИО наставника"], CONTACT: MENTOR[CONTACT]}
    row = {**INTEREST, "ФИО наставляемого": MENTOR["ФИО наставника"]}
    banks = read_here(banks_book(mentees=[both], interest=[row]))

    assert (rules(banks), banks.interest) == (["same_person"], ())


def test_namesakes_with_their_own_contacts_may_have_an_interest_in_each_other() -> None:
    namesake = {**MENTEE, "ФИО наставляемого": MENTOR["ФИО наставника"]}
    row = {**INTEREST, "ФИО наставляемого": MENTOR["ФИО наставника"]}
    banks = read_here(banks_book(mentees=[namesake], interest=[row]))

    assert (banks.faults, len(banks.interest)) == ((), 1)


def test_the_same_two_people_are_named_once() -> None:
    banks = read_here(banks_book(interest=[INTEREST, INTEREST]))
    fault = only(banks.faults)

    assert (fault.rule, fault.row) == ("pair_twice", 3)
    assert [each.row for each in banks.interest] == [2]


def test_the_same_two_people_are_named_once_on_all_sheets() -> None:
    sheets = {
        "Наставники": table(MENTOR),
        "Наставляемые": table(MENTEE),
        "Интерес 1": table(INTEREST),
        "Интерес 2": table(INTEREST),
    }
    fault = only(read_here(book(sheets)).faults)

    assert (fault.rule, fault.sheet) == ("pair_twice", "Интерес 2")
    assert "в строке 2 листа «Интерес 1»" in fault.message


def test_interest_in_somebody_whose_row_is_bad_is_set_apart_with_the_row() -> None:
    banks = read_here(
        banks_book(mentors=[{**MENTOR, "Предельное число наставляемых": "два-три"}], interest=[INTEREST])
    )

    assert rules(banks) == ["not_a_number"]
    assert (banks.mentors, banks.interest) == ((), ())


def test_interest_needs_both_people() -> None:
    banks = read_here(banks_book(interest=[{**INTEREST, "ФИО наставника": None}]))

    assert rules(banks) == ["missing_value"]


def test_good_people_bring_no_warnings() -> None:
    banks = read_here(banks_book(mentors=[MENTOR, OTHER_MENTOR], mentees=[MENTEE, OTHER_MENTEE]))

    assert (rules(banks), warned(banks)) == ([], [])
