"""A person: what is known, and the consent to the processing of personal data."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.person import (
    ConsentAlreadyActive,
    ConsentInFuture,
    ConsentNotActive,
    ConsentOlderThanWithdrawal,
    Person,
)
from service.values import Pii
from tests.scenario import TODAY, Happened, given, happened, recorded, replayed

PERSON = f"001/person/{1:032x}"
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)

KNOWN: dict[str, Any] = {
    "contact": Pii(PERSON, "b.zimina@example.org"),
    "position": "teacher",
    "position_words": Pii(PERSON, "учитель"),
    "birth_year": 1990,
}
REGISTERED = happened(
    Person.ParticipantRegistered,
    fingerprint="f1",
    full_name=Pii(PERSON, "Зимина Берта Юлиановна"),
    source="workbook",
    **KNOWN,
)


def given_consent(on: date) -> Happened:
    return happened(Person.PersonalDataConsentGiven, given_on=on, source="paper")


def withdrawn(on: date) -> Happened:
    return happened(Person.PersonalDataConsentWithdrawn, withdrawn_on=on)


def test_new_data_are_noted_whole() -> None:
    moved = KNOWN | {"position": "deputy_head", "position_words": Pii(PERSON, "завуч")}
    given(Person, REGISTERED).when(lambda it: it.describe(**moved, source="curator")).then(
        happened(Person.ParticipantDataChanged, **moved, source="curator")
    )


def test_the_same_data_change_nothing() -> None:
    given(Person, REGISTERED).when(lambda it: it.describe(**KNOWN, source="workbook")).then_nothing()


def test_what_a_newer_source_leaves_out_stays() -> None:
    silent: dict[str, Any] = dict.fromkeys(KNOWN)
    given(Person, REGISTERED).when(lambda it: it.describe(**silent, source="workbook")).then_nothing()
    given(Person, REGISTERED).when(
        lambda it: it.describe(**silent | {"birth_year": 1991}, source="workbook")
    ).then(happened(Person.ParticipantDataChanged, **KNOWN | {"birth_year": 1991}, source="workbook"))


@pytest.mark.requirement("R-046")
def test_consent_is_recorded_with_its_day_and_source() -> None:
    given(Person, REGISTERED).when(
        lambda it: it.give_consent(given_on=YESTERDAY, on=TODAY, source="paper")
    ).then(given_consent(YESTERDAY))


@pytest.mark.requirement("R-046")
def test_a_consent_of_tomorrow_is_refused_today() -> None:
    given(Person, REGISTERED).when(
        lambda it: it.give_consent(given_on=TOMORROW, on=TODAY, source="paper")
    ).then_refused(ConsentInFuture, given_on=TOMORROW, on=TODAY)


@pytest.mark.requirement("R-046")
def test_an_active_consent_is_not_given_twice() -> None:
    given(Person, REGISTERED, given_consent(YESTERDAY)).when(
        lambda it: it.give_consent(given_on=TODAY, on=TODAY, source="paper")
    ).then_refused(ConsentAlreadyActive)


@pytest.mark.requirement("R-046", "R-055")
def test_a_consent_can_be_withdrawn() -> None:
    given(Person, REGISTERED, given_consent(YESTERDAY)).when(lambda it: it.withdraw_consent(on=TODAY)).then(
        withdrawn(TODAY)
    )


@pytest.mark.requirement("R-055")
def test_what_was_not_given_cannot_be_withdrawn() -> None:
    given(Person, REGISTERED).when(lambda it: it.withdraw_consent(on=TODAY)).then_refused(ConsentNotActive)
    given(Person, REGISTERED, given_consent(YESTERDAY), withdrawn(YESTERDAY)).when(
        lambda it: it.withdraw_consent(on=TODAY)
    ).then_refused(ConsentNotActive)


@pytest.mark.requirement("R-046", "R-055")
def test_a_consent_counts_from_its_first_day_until_the_day_of_withdrawal() -> None:
    history = recorded(Person, PERSON, REGISTERED, given_consent(YESTERDAY), withdrawn(TOMORROW))
    person: Person = replayed(history)
    days = [YESTERDAY - timedelta(days=1), YESTERDAY, TODAY, TOMORROW]
    assert [person.has_consent(on=day) for day in days] == [False, True, True, False]


@pytest.mark.requirement("R-046")
def test_a_new_consent_after_a_withdrawal_counts() -> None:
    given(Person, REGISTERED, given_consent(YESTERDAY), withdrawn(YESTERDAY)).when(
        lambda it: it.give_consent(given_on=TODAY, on=TODAY, source="paper")
    ).then(given_consent(TODAY))


@pytest.mark.requirement("R-046", "R-055")
def test_a_withdrawn_consent_does_not_revive_when_its_paper_is_recorded_again() -> None:
    history = (REGISTERED, given_consent(YESTERDAY), withdrawn(TODAY))
    given(Person, *history).when(
        lambda it: it.give_consent(given_on=YESTERDAY, on=TOMORROW, source="workbook")
    ).then_refused(ConsentOlderThanWithdrawal, given_on=YESTERDAY, withdrawn_on=TODAY)
    person: Person = replayed(recorded(Person, PERSON, *history))
    assert not person.awaits_consent(given_on=YESTERDAY, on=TOMORROW)
    assert person.awaits_consent(given_on=TODAY, on=TOMORROW)
