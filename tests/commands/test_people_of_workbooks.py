"""The people of workbooks imported one after another: their consents, namesakes, one human in both banks."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from service.access import operator
from service.commands.bank_pages import mentee_bank, mentor_bank
from service.commands.consents import withdraw_personal_data_consent
from service.commands.import_banks import import_workbook
from service.commands.runtime import Runtime
from service.commands.suggest import suggest
from service.projections.banks import MENTEE_BANK, MENTOR_BANK, PEOPLE
from tests.importing.books import MENTEE, MENTOR, Record, banks_book

TODAY = date(2026, 11, 21)
Rows = list[Mapping[str, Any]]


def load(runtime: Runtime, *, mentors: list[Record], mentees: list[Record]) -> None:
    result = import_workbook(
        runtime, institution="001", actor=operator(), content=banks_book(mentors, mentees), on=TODAY
    )
    assert result.stored, result.preview.faults


@pytest.fixture
def rows(staged: Runtime) -> Callable[[Any], Rows]:
    def read(table: Any) -> Rows:  # noqa: ANN401 - a table of SQLAlchemy
        with staged.reading() as connection:
            statement = select(table).where(table.c.institution == "001")
            return [dict(row) for row in connection.execute(statement).mappings()]

    return read


def consents(runtime: Runtime) -> list[date | None]:
    (mentor,) = mentor_bank(runtime, institution="001", actor=operator(), on=TODAY)
    (mentee,) = mentee_bank(runtime, institution="001", actor=operator(), on=TODAY)
    return [mentor.consent_on, mentee.consent_on]


@pytest.mark.requirement("R-020")
def test_a_corrected_workbook_changes_entries_and_makes_no_second_person(
    staged: Runtime, rows: Callable[[Any], Rows]
) -> None:
    load(staged, mentors=[MENTOR], mentees=[MENTEE])
    before = [rows(table) for table in (PEOPLE, MENTOR_BANK, MENTEE_BANK)]
    load(staged, mentors=[{**MENTOR, "Педагогический стаж, лет": 22}], mentees=[MENTEE])
    people, (mentor,), mentees = (rows(table) for table in (PEOPLE, MENTOR_BANK, MENTEE_BANK))
    assert (people, mentees) == (before[0], before[2])
    assert mentor == {**before[1][0], "experience_years": 22}


@pytest.mark.requirement("R-046")
@pytest.mark.requirement("R-055")
def test_a_withdrawn_consent_does_not_revive_with_a_workbook_that_still_holds_it(
    staged: Runtime, rows: Callable[[Any], Rows]
) -> None:
    load(staged, mentors=[MENTOR], mentees=[MENTEE])
    assert None not in consents(staged)
    (mentee,) = rows(MENTEE_BANK)
    staged.run(
        withdraw_personal_data_consent,
        institution="001",
        actor=operator(),
        person=mentee["person"],
        on=TODAY - timedelta(days=1),
    )
    load(staged, mentors=[MENTOR], mentees=[{**MENTEE, "Педагогический стаж, лет": 2}])
    assert consents(staged)[1] is None
    load(staged, mentors=[MENTOR], mentees=[{**MENTEE, "Согласие на обработку ПДн": TODAY}])
    assert consents(staged)[1] == TODAY


@pytest.mark.requirement("R-069")
def test_one_human_may_stand_in_both_banks_and_is_never_his_own_mentor(
    staged: Runtime, rows: Callable[[Any], Rows]
) -> None:
    himself = {
        **MENTEE,
        "ФИО наставляемого": MENTOR["ФИО наставника"],
        "Контактные данные для связи": MENTOR["Контактные данные для связи"],
    }
    load(staged, mentors=[MENTOR], mentees=[himself])
    (mentor,), (mentee,) = rows(MENTOR_BANK), rows(MENTEE_BANK)
    assert mentor["person"] == mentee["person"]
    run = suggest(staged, institution="001", actor=operator(), on=TODAY)
    assert run["problem"]["forbidden"] == [
        {"mentee": mentee["id"], "mentor": mentor["id"], "reason": "same_person"}
    ]
    assert run["proposal"]["pairs"] == []


@pytest.mark.requirement("R-020")
def test_namesakes_with_other_contacts_are_two_people(staged: Runtime, rows: Callable[[Any], Rows]) -> None:
    namesake = {**MENTOR, "Контактные данные для связи": "orlova-inna@example.org"}
    load(staged, mentors=[MENTOR, namesake], mentees=[MENTEE])
    names = [row["full_name"] for row in rows(PEOPLE)]
    assert names.count(MENTOR["ФИО наставника"]) == 2
    assert len({row["person"] for row in rows(MENTOR_BANK)}) == 2
