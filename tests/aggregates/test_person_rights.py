"""A person's rights over the data, terms of consents, and what the staff office knows."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.person import (
    ConsentAlreadyActive,
    ConsentInFuture,
    ConsentNotActive,
    ConsentOlderThanWithdrawal,
    ConsentTermEmpty,
    EmploymentFactInFuture,
    Person,
    PersonForgotten,
)
from service.values import Pii
from tests.scenario import TODAY, Happened, given, happened, recorded, replayed

PERSON = f"001/person/{1:032x}"
DAY = timedelta(days=1)
KNOWN: dict[str, Any] = {
    "full_name": Pii(PERSON, "Зимина Берта Юлиановна"),
    "contact": Pii(PERSON, "zimina@example.org"),
    "position": "teacher",
    "position_words": Pii(PERSON, "учитель"),
    "birth_year": 1990,
}
REGISTERED = happened(Person.ParticipantRegistered, fingerprint="f1", source="curator", **KNOWN)
ERASED = happened(Person.PersonalDataErased, erased_on=TODAY)


def consent(on: date, source: str = "paper") -> Happened:
    return happened(Person.PersonalDataConsentGiven, given_on=on, source=source)


def term(to: date) -> Happened:
    return happened(Person.PersonalDataConsentTermSet, valid_to=to)


def withdrawn(on: date) -> Happened:
    return happened(Person.PersonalDataConsentWithdrawn, withdrawn_on=on)


def person(*told: Happened) -> Person:
    found: Person = replayed(recorded(Person, PERSON, REGISTERED, *told))
    return found


@pytest.mark.requirement("R-046")
def test_a_consent_is_asked_for_once_a_day() -> None:
    asked = happened(Person.PersonalDataConsentRequested, requested_on=TODAY)
    given(Person, REGISTERED).when(lambda it: it.request_consent(on=TODAY)).then(asked)
    given(Person, REGISTERED, asked).when(lambda it: it.request_consent(on=TODAY)).then_nothing()
    given(Person, REGISTERED, asked).when(lambda it: it.request_consent(on=TODAY + DAY)).then(
        happened(Person.PersonalDataConsentRequested, requested_on=TODAY + DAY)
    )


@pytest.mark.requirement("R-046")
def test_an_active_consent_is_not_asked_for() -> None:
    given(Person, REGISTERED, consent(TODAY)).when(lambda it: it.request_consent(on=TODAY)).then_refused(
        ConsentAlreadyActive
    )


@pytest.mark.requirement("R-046")
def test_a_consent_with_a_term_ends_by_itself() -> None:
    given(Person, REGISTERED).when(
        lambda it: it.give_consent(given_on=TODAY, on=TODAY, source="own", valid_to=TODAY + 30 * DAY)
    ).then(consent(TODAY, "own"), term(TODAY + 30 * DAY))
    it = person(consent(TODAY), term(TODAY + 30 * DAY))
    assert it.has_consent(on=TODAY + 29 * DAY)
    assert not it.has_consent(on=TODAY + 30 * DAY)
    assert not it.has_consent(on=TODAY - DAY)
    assert it.awaits_consent(given_on=TODAY + 30 * DAY, on=TODAY + 30 * DAY)


@pytest.mark.requirement("R-046")
@pytest.mark.parametrize("to", [TODAY, TODAY - DAY])
def test_a_consent_that_would_end_before_it_begins_is_none(to: date) -> None:
    given(Person, REGISTERED).when(
        lambda it: it.give_consent(given_on=TODAY, on=TODAY, source="own", valid_to=to)
    ).then_refused(ConsentTermEmpty, given_on=TODAY, to=to)


@pytest.mark.requirement("R-046")
def test_a_consent_of_one_day_is_a_consent() -> None:
    given(Person, REGISTERED).when(
        lambda it: it.give_consent(given_on=TODAY, on=TODAY, source="own", valid_to=TODAY + DAY)
    ).then(consent(TODAY, "own"), term(TODAY + DAY))


@pytest.mark.requirement("R-046")
def test_a_consent_with_a_term_is_renewed_before_its_end() -> None:
    history = (REGISTERED, consent(TODAY - 9 * DAY), term(TODAY + 9 * DAY))
    given(Person, *history).when(lambda it: it.give_consent(given_on=TODAY, on=TODAY, source="own")).then(
        consent(TODAY, "own")
    )
    it = person(*history[1:], consent(TODAY))
    assert it.has_consent(on=TODAY + 99 * DAY)
    assert not it.has_consent(on=TODAY - DAY)


@pytest.mark.requirement("R-046")
def test_the_paper_of_a_consent_with_a_term_is_not_recorded_twice() -> None:
    history = (REGISTERED, consent(TODAY - DAY), term(TODAY + 9 * DAY))
    given(Person, *history).when(
        lambda it: it.give_consent(given_on=TODAY - DAY, on=TODAY, source="own")
    ).then_refused(ConsentAlreadyActive)


@pytest.mark.requirement("R-046")
def test_a_consent_without_a_term_is_not_renewed() -> None:
    given(Person, REGISTERED, consent(TODAY - DAY)).when(
        lambda it: it.give_consent(given_on=TODAY, on=TODAY, source="own")
    ).then_refused(ConsentAlreadyActive)


@pytest.mark.requirement("R-046", "R-055")
def test_a_consent_dated_ahead_can_be_withdrawn_before_its_day() -> None:
    ahead = consent(TODAY + 5 * DAY, "workbook")
    given(Person, REGISTERED, ahead).when(lambda it: it.withdraw_consent(on=TODAY)).then(withdrawn(TODAY))
    it = person(ahead, withdrawn(TODAY))
    assert not any(it.has_consent(on=TODAY + number * DAY) for number in range(9))
    given(Person, REGISTERED, ahead, withdrawn(TODAY)).when(
        lambda it: it.withdraw_consent(on=TODAY + DAY)
    ).then_refused(ConsentNotActive)


@pytest.mark.requirement("R-055")
def test_a_consent_dated_ahead_does_not_revive_with_its_paper() -> None:
    ahead = TODAY + 5 * DAY
    history = (REGISTERED, consent(ahead), withdrawn(TODAY))
    assert not person(*history[1:]).awaits_consent(given_on=ahead, on=ahead)
    given(Person, *history).when(
        lambda it: it.give_consent(given_on=ahead, on=ahead, source="workbook")
    ).then_refused(ConsentOlderThanWithdrawal, given_on=ahead, withdrawn_on=TODAY)
    given(Person, *history).when(
        lambda it: it.give_consent(given_on=ahead + DAY, on=ahead + DAY, source="own")
    ).then(consent(ahead + DAY, "own"))


@pytest.mark.requirement("R-055")
def test_who_holds_a_consent_holds_it_until_it_ends() -> None:
    assert not person().holds_consent(on=TODAY)
    assert person(consent(TODAY)).holds_consent(on=TODAY)
    assert person(consent(TODAY)).holds_consent(on=TODAY - DAY)
    assert not person(consent(TODAY), term(TODAY + DAY)).holds_consent(on=TODAY + DAY)
    assert not person(consent(TODAY), withdrawn(TODAY + DAY)).holds_consent(on=TODAY + DAY)
    given(Person, REGISTERED, consent(TODAY), term(TODAY + DAY)).when(
        lambda it: it.withdraw_consent(on=TODAY + DAY)
    ).then_refused(ConsentNotActive)


@pytest.mark.requirement("R-055")
def test_every_copy_of_the_data_is_recorded() -> None:
    copy = happened(Person.PersonalDataExported, exported_on=TODAY, source="own")
    given(Person, REGISTERED, copy).when(lambda it: it.export(on=TODAY, source="own")).then(copy)
    given(Person, REGISTERED, ERASED).when(lambda it: it.export(on=TODAY, source="own")).then_refused(
        PersonForgotten
    )


CORRECTIONS: list[dict[str, Any]] = [
    {"full_name": Pii(PERSON, "Лужина Берта Юлиановна")},
    {"contact": None},
    {"position": "methodist"},
    {"position_words": Pii(PERSON, "методист")},
    {"birth_year": 1991},
]


@pytest.mark.requirement("R-055")
@pytest.mark.parametrize("change", CORRECTIONS, ids=lambda change: next(iter(change)))
def test_wrong_data_are_corrected_whole(change: dict[str, Any]) -> None:
    told: dict[str, Any] = KNOWN | change | {"fingerprint": "f2", "source": "own"}
    corrected = happened(Person.PersonalDataCorrected, **told)
    given(Person, REGISTERED).when(lambda it: it.correct(**told)).then(corrected)
    given(Person, REGISTERED, corrected).when(lambda it: it.correct(**told)).then_nothing()


@pytest.mark.requirement("R-055")
def test_the_same_data_correct_nothing_and_a_forgotten_person_has_none() -> None:
    told: dict[str, Any] = KNOWN | {"fingerprint": "f1", "source": "own"}
    given(Person, REGISTERED).when(lambda it: it.correct(**told)).then_nothing()
    given(Person, REGISTERED, ERASED).when(lambda it: it.correct(**told)).then_refused(PersonForgotten)


@pytest.mark.requirement("R-055")
def test_a_person_is_forgotten_once_and_for_good() -> None:
    given(Person, REGISTERED).when(lambda it: it.erase(on=TODAY)).then(ERASED)
    given(Person, REGISTERED, ERASED).when(lambda it: it.erase(on=TODAY + DAY)).then_nothing()
    given(Person, REGISTERED, ERASED).when(lambda it: it.request_consent(on=TODAY)).then_refused(
        PersonForgotten
    )
    given(Person, REGISTERED, ERASED).when(
        lambda it: it.give_consent(given_on=TODAY, on=TODAY, source="own")
    ).then_refused(PersonForgotten)
    assert not person(ERASED).awaits_consent(given_on=TODAY, on=TODAY)
    assert person().awaits_consent(given_on=TODAY, on=TODAY)


@pytest.mark.requirement("R-121")
def test_leaving_is_recorded_with_its_last_day() -> None:
    left = happened(Person.EmploymentEnded, ended_on=TODAY)
    given(Person, REGISTERED).when(lambda it: it.end_employment(ended_on=TODAY, on=TODAY)).then(left)
    given(Person, REGISTERED, left).when(
        lambda it: it.end_employment(ended_on=TODAY, on=TODAY)
    ).then_nothing()
    given(Person, REGISTERED, left).when(lambda it: it.end_employment(ended_on=TODAY - DAY, on=TODAY)).then(
        happened(Person.EmploymentEnded, ended_on=TODAY - DAY)
    )
    given(Person, REGISTERED).when(lambda it: it.end_employment(ended_on=TODAY + DAY, on=TODAY)).then_refused(
        EmploymentFactInFuture, happens_on=TODAY + DAY, on=TODAY
    )
    assert person(left).left_on == TODAY
    assert not person(left).works_here


@pytest.mark.requirement("R-121")
def test_a_transfer_changes_what_it_tells() -> None:
    facts: dict[str, Any] = {
        "transferred_on": TODAY,
        "position": "methodist",
        "position_words": Pii(PERSON, "методист"),
        "unit": Pii(PERSON, "методический кабинет"),
    }
    moved = happened(Person.Transferred, **facts)
    given(Person, REGISTERED).when(lambda it: it.transfer(on=TODAY, **facts)).then(moved)
    it = person(moved)
    assert (it.position, it.position_words, it.transferred_on) == (
        "methodist",
        facts["position_words"],
        TODAY,
    )
    quiet = happened(Person.Transferred, **facts | {"position": None, "position_words": None, "unit": None})
    it = person(quiet)
    assert (it.position, it.position_words) == ("teacher", KNOWN["position_words"])
    given(Person, REGISTERED).when(lambda it: it.transfer(on=TODAY - DAY, **facts)).then_refused(
        EmploymentFactInFuture, happens_on=TODAY, on=TODAY - DAY
    )


@pytest.mark.requirement("R-047")
def test_another_employer_is_named_once() -> None:
    employer = Pii(PERSON, "Дом культуры «Заря»")
    named = happened(Person.OutsideEmployerNamed, employer=employer)
    given(Person, REGISTERED).when(lambda it: it.name_employer(employer=employer)).then(named)
    given(Person, REGISTERED, named).when(lambda it: it.name_employer(employer=employer)).then_nothing()
    assert person().works_here
    assert not person(named).works_here


@pytest.mark.requirement("R-046")
def test_a_consent_is_never_dated_ahead_by_hand() -> None:
    given(Person, REGISTERED).when(
        lambda it: it.give_consent(given_on=TODAY + DAY, on=TODAY, source="own", valid_to=TODAY)
    ).then_refused(ConsentInFuture, given_on=TODAY + DAY, on=TODAY)
