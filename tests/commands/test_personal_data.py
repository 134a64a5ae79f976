"""A person's rights: consents at once effective, a copy, a correction, publication, being forgotten."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import inspect, select, text

from service.access import Actor, Role
from service.aggregates.bank import PersonAlreadyRegistered
from service.aggregates.dissemination import DisclosureNotGiven
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import ConsentAlreadyActive, ConsentNotActive, Person, PersonForgotten
from service.commands.approvals import refuse_participant
from service.commands.banks import enter_mentor_in_bank
from service.commands.consents import (
    allow_publication,
    forbid_publication,
    give_personal_data_consent,
    request_personal_data_consent,
    withdraw_personal_data_consent,
)
from service.commands.employment import name_outside_employer, transfer_person
from service.commands.import_banks import import_workbook
from service.commands.lists_participants import (
    consents,
    pairs_without_ground,
    participants,
    personal_data,
    publication_permissions,
)
from service.commands.people import register_person
from service.commands.personal_data import (
    PersonInOffice,
    PersonStillInPair,
    correct_personal_data,
    erase_person,
    export_personal_data,
)
from service.commands.requests import identify_difficulty, submit_request
from service.commands.runtime import Runtime
from service.commands.views import answer
from service.commands.work import NotOwnAct
from service.eventstore.keys import KeyDestroyed
from service.ids import person_of
from service.projections.banks import BANKS
from service.projections.folded import folded
from service.projections.participants import PARTICIPANT_REGISTER
from service.projections.preparation import PREPARATION
from service.projections.roles import roles_of
from service.projections.surveys import SURVEY_BOARD
from tests.commands.pairing import School
from tests.commands.results import TODAY, act, acting_as, employee, paired, rows
from tests.importing.books import MENTEE, MENTOR, banks_book

DAY = timedelta(days=1)


@pytest.mark.requirement("R-046")
def test_a_consent_is_asked_for_given_by_oneself_and_ends_with_its_term(staged: Runtime) -> None:
    person = employee(staged)
    act(staged, request_personal_data_consent, person=person)
    (asked,) = rows(staged, consents)
    assert asked["state_words"] == "запрошено"
    himself = acting_as(person)
    act(
        staged,
        give_personal_data_consent,
        actor=himself,
        person=person,
        given_on=TODAY,
        valid_through=TODAY + 9 * DAY,
    )
    (given,) = rows(staged, consents)
    assert (given["state_words"], given["source_words"], given["requested_on"]) == ("действует", "сам", TODAY)
    assert given["valid_through"] == TODAY + 9 * DAY
    (last,) = rows(staged, consents, on=TODAY + 9 * DAY)
    (over,) = rows(staged, consents, on=TODAY + 10 * DAY)
    assert (last["state_words"], over["state_words"]) == ("действует", "срок истёк")
    with pytest.raises(ConsentAlreadyActive):
        act(staged, request_personal_data_consent, person=person)


@pytest.mark.requirement("R-046")
def test_nobody_consents_for_somebody_else(staged: Runtime) -> None:
    person, other = employee(staged), acting_as(employee(staged, "Чужой Лев Ильич"))
    for command, facts in (
        (give_personal_data_consent, {"given_on": TODAY}),
        (withdraw_personal_data_consent, {}),
        (export_personal_data, {}),
        (correct_personal_data, {"full_name": "Другой Лев Ильич"}),
        (forbid_publication, {"fields": ("photo",)}),
        (allow_publication, {"fields": ("photo",), "places": ("site",), "given_on": TODAY}),
    ):
        with pytest.raises(NotOwnAct):
            act(staged, command, actor=other, person=person, **facts)


@pytest.mark.requirement("R-046", "R-055")
def test_a_withdrawn_consent_empties_both_banks_and_leaves_open_pairs_in_a_list(staged: Runtime) -> None:
    school = School(staged)
    pair = school.pair(paired(staged))
    school.also_mentee(pair.mentor)
    person = person_of(pair.mentor)
    act(staged, withdraw_personal_data_consent, actor=acting_as(person), person=person)
    standing = {row["entry"]: row["removal_words"] for row in rows(staged, participants)}
    gone = "согласие на обработку персональных данных отозвано"
    assert sorted(words or "" for words in standing.values()) == ["", gone, gone]
    assert not staged.log.get(Mentor, pair.mentor).in_bank
    (waiting,) = rows(staged, pairs_without_ground)
    assert (waiting["assignment"], waiting["ground"]) == (pair.id, "mentor_consent")
    (consent,) = [row for row in rows(staged, consents) if row["person"] == person]
    assert (consent["state_words"], consent["withdrawn_on"]) == ("отозвано", TODAY)
    with pytest.raises(ConsentNotActive):
        act(staged, withdraw_personal_data_consent, person=person)
    act(staged, give_personal_data_consent, person=person, given_on=TODAY + DAY, on=TODAY + DAY)
    act(staged, enter_mentor_in_bank, mentor=pair.mentor, on=TODAY + DAY)
    assert staged.log.get(Mentor, pair.mentor).in_bank


@pytest.mark.requirement("R-046")
def test_an_expired_consent_takes_the_person_out_of_matching(staged: Runtime) -> None:
    entry = School(staged).mentee(consent=False)
    person = person_of(entry)
    act(staged, give_personal_data_consent, person=person, given_on=TODAY, valid_through=TODAY)
    (consent,) = rows(staged, consents, on=TODAY + DAY)
    assert consent["state_words"] == "срок истёк"
    assert not staged.log.get(Person, person).has_consent(on=TODAY + DAY)


@pytest.mark.requirement("R-146")
def test_publication_is_allowed_field_by_field_and_forbidden_at_once(staged: Runtime) -> None:
    person = employee(staged)
    himself = acting_as(person)
    facts: dict[str, Any] = {
        "actor": himself,
        "person": person,
        "fields": ("full_name", "photo"),
        "places": ("site", "social_networks"),
        "given_on": TODAY,
        "valid_through": TODAY + 9 * DAY,
    }
    with pytest.raises(ConsentNotActive):
        act(staged, allow_publication, **facts)
    act(staged, give_personal_data_consent, person=person, given_on=TODAY)
    with pytest.raises(DisclosureNotGiven):
        act(staged, forbid_publication, actor=himself, person=person, fields=("photo",))
    act(staged, allow_publication, **facts)
    told = [
        (row["field_words"], row["places_words"], row["state_words"])
        for row in rows(staged, publication_permissions)
    ]
    assert told == [
        ("фамилия, имя, отчество", "официальный сайт, социальные сети", "действует"),
        ("фотография", "официальный сайт, социальные сети", "действует"),
    ]
    act(staged, forbid_publication, actor=himself, person=person, fields=("photo",))
    assert permitted(staged, on=TODAY) == ["full_name"]
    assert permitted(staged, on=TODAY + 10 * DAY) == []
    act(staged, withdraw_personal_data_consent, actor=himself, person=person)
    assert permitted(staged, on=TODAY) == []


def permitted(runtime: Runtime, *, on: date) -> list[str]:
    """The fields that may be published on a day."""
    told = rows(runtime, publication_permissions, on=on)
    return [row["field"] for row in told if row["state_words"] == "действует"]


@pytest.mark.requirement("R-055")
def test_a_person_gets_a_copy_of_everything_and_nobody_else_does(staged: Runtime) -> None:
    person, other = employee(staged), employee(staged, "Чужой Лев Ильич")
    mentee = act(staged, submit_request, person=person, requests=("работа с родителями",))["mentee"]
    act(staged, identify_difficulty, mentee=mentee, difficulty="шумный класс")
    act(staged, give_personal_data_consent, person=person, given_on=TODAY)
    act(staged, export_personal_data, actor=acting_as(person), person=person)
    copy = answer(staged, personal_data, institution="001", actor=acting_as(person), on=TODAY)
    assert {row["section"] for row in copy} == {
        "карточка",
        "участие",
        "компетенции и запросы",
        "затруднения и сильные стороны",
        "согласия",
    }
    assert all("Чужой" not in str(row) for row in copy)
    with pytest.raises(NotOwnAct):
        answer(staged, personal_data, institution="001", actor=acting_as(other), on=TODAY, of=person)
    assert len(rows(staged, personal_data, of=person)) == len(copy)


@pytest.mark.requirement("R-055")
def test_wrong_data_are_corrected_in_the_card_and_in_the_register_of_names(staged: Runtime) -> None:
    facts: dict[str, Any] = {
        "full_name": "Ветрова Алла Ильинична",
        "contact": "v@example.org",
        "position": "учитель",
    }
    person = act(staged, register_person, **facts)["person"]
    right: dict[str, Any] = facts | {"full_name": "Ветрова-Лунина Алла Ильинична", "birth_year": 1990}
    act(staged, correct_personal_data, actor=acting_as(person), person=person, **right)
    (card,) = [row["facts"] for row in rows(staged, personal_data, of=person) if row["section"] == "карточка"]
    assert (card["full_name"], card["birth_year"]) == (right["full_name"], 1990)
    with pytest.raises(PersonAlreadyRegistered):
        act(staged, register_person, **right)
    namesake = act(staged, register_person, **facts)["person"]
    with pytest.raises(PersonAlreadyRegistered):
        act(staged, correct_personal_data, person=namesake, **right)


def texts_of_views(runtime: Runtime) -> str:
    """Every word that the read models hold."""
    with runtime.reading() as connection:
        tables = inspect(connection).get_table_names()
        found = [connection.execute(text(f"SELECT * FROM {table}")).fetchall() for table in tables]  # noqa: S608 - our own names
    return str(found)


@pytest.mark.requirement("R-055")
def test_a_forgotten_person_leaves_no_word_and_the_log_stays_whole(staged: Runtime) -> None:
    content = banks_book([MENTOR], [MENTEE])
    act(staged, register_person, full_name="Свидетель Лев Ильич", position="учитель")
    import_workbook(staged, institution="001", actor=acting_as("001/person/c", Role.CURATOR), content=content)
    (mentee,) = [row for row in rows(staged, participants) if row["role"] == "mentee"]
    person, words = mentee["person"], MENTEE["ФИО наставляемого"]
    assert str(words) in texts_of_views(staged)
    act(staged, erase_person, actor=School(staged).office("head"), person=person)
    assert str(words) not in texts_of_views(staged)
    assert "elkin@example.org" not in texts_of_views(staged)
    assert staged.log.keys.find([person]) == {}
    assert staged.feed.dead_letters() == []
    forgotten = staged.log.get(Person, person)
    assert (forgotten.full_name.value, forgotten.erased) == (None, True)
    assert not staged.log.get(Mentee, mentee["entry"]).in_bank
    with staged.reading() as connection:
        assert roles_of(connection, person) == frozenset()
    with pytest.raises(PersonForgotten):
        act(staged, give_personal_data_consent, person=person, given_on=TODAY)
    with pytest.raises(KeyDestroyed):
        act(staged, submit_request, person=person, requests=("работа с родителями",))
    act(staged, erase_person, person=person)


@pytest.mark.requirement("R-055")
def test_what_is_left_of_the_forgotten_is_what_a_new_fold_of_the_log_finds(staged: Runtime) -> None:
    curator = acting_as("001/person/c", Role.CURATOR)
    import_workbook(staged, institution="001", actor=curator, content=banks_book([MENTOR], [MENTEE]))
    entries = {row["role"]: row for row in rows(staged, participants)}
    act(staged, identify_difficulty, mentee=entries["mentee"]["entry"], difficulty="шумный класс")
    act(staged, refuse_participant, entry=entries["mentor"]["entry"], reason="рано")
    for role in ("mentor", "mentee"):
        person = entries[role]["person"]
        act(
            staged,
            transfer_person,
            person=person,
            transferred_on=TODAY,
            position="методист",
            unit="кабинет 3",
        )
        act(staged, name_outside_employer, person=person, employer="Лицей № 2")
        act(staged, erase_person, person=person)
    families = (BANKS, PARTICIPANT_REGISTER, PREPARATION, SURVEY_BOARD)
    with folded(staged.log, families, institution="001") as anew, staged.reading() as live:
        for family in families:
            for table in family.tables.sorted_tables:
                told = select(table).where(table.c.institution == "001").order_by(*table.primary_key.columns)
                assert live.execute(told).fetchall() == anew.connection.execute(told).fetchall(), table.name


@pytest.mark.requirement("R-055")
def test_a_workbook_that_still_holds_a_forgotten_person_brings_somebody_new(staged: Runtime) -> None:
    curator = acting_as("001/person/c", Role.CURATOR)
    import_workbook(staged, institution="001", actor=curator, content=banks_book([MENTOR], [MENTEE]))
    (before,) = [row["person"] for row in rows(staged, participants) if row["role"] == "mentee"]
    act(staged, erase_person, person=before)
    later = {**MENTEE, "Педагогический стаж, лет": 2}
    again = import_workbook(staged, institution="001", actor=curator, content=banks_book([MENTOR], [later]))
    assert again.stored
    people = [row["person"] for row in rows(staged, participants) if row["role"] == "mentee"]
    assert len(set(people)) == 2
    assert before in people
    (mentor,) = [row for row in rows(staged, participants) if row["role"] == "mentor"]
    assert mentor["full_name"] == MENTOR["ФИО наставника"]


@pytest.mark.requirement("R-055")
def test_who_stands_in_a_pair_or_holds_an_office_is_not_forgotten_yet(staged: Runtime) -> None:
    school = School(staged)
    pair = school.pair(paired(staged))
    for entry in (pair.mentor, *pair.mentees):
        with pytest.raises(PersonStillInPair):
            act(staged, erase_person, person=person_of(entry))
    for office in ("head", "curator"):
        with pytest.raises(PersonInOffice):
            act(staged, erase_person, person=school.office(office).id)


@pytest.mark.requirement("R-055")
def test_a_key_that_a_crash_left_is_destroyed_by_the_next_command(
    staged: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, other = employee(staged), employee(staged, "Чужой Лев Ильич")
    with monkeypatch.context() as crash:
        crash.setattr(type(staged.log.keys), "destroy", _crashed)
        with pytest.raises(OSError, match="crashed"):
            act(staged, erase_person, person=person)
    assert list(staged.log.keys.find([person])) == [person]
    act(staged, request_personal_data_consent, person=other)
    assert staged.log.keys.find([person]) == {}
    assert list(staged.log.keys.find([other])) == [other]


def _crashed(*_: object) -> bool:
    raise OSError("crashed")


@pytest.mark.requirement("R-118")
def test_every_event_of_these_commands_names_who_did_it_in_which_role(staged: Runtime) -> None:
    person = employee(staged)
    head: Actor = School(staged).office("head")
    act(staged, give_personal_data_consent, actor=acting_as(person), person=person, given_on=TODAY)
    act(staged, erase_person, actor=head, person=person)
    told = [
        (type(each.event).__name__, each.event.metadata.actor, each.event.metadata.role)
        for each in staged.log.all_after()
        if each.event.originator_id == person
    ]
    assert told[1:] == [
        ("PersonalDataConsentGiven", person, "staff"),
        ("PersonalDataConsentWithdrawn", head.id, "head"),
        ("PersonalDataErased", head.id, "head"),
    ]
