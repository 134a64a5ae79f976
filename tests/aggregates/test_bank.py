"""The register of a bank: a person stands there once."""

import pytest

from service.aggregates.bank import Bank, Claim, PersonAlreadyRegistered
from tests.scenario import given, happened, recorded, replayed

FIRST = Claim("001/person/1", fingerprint="name+contact", name_print="name")
NAMESAKE = Claim("001/person/2", fingerprint="name+other", name_print="name")
OPENED = happened(Bank.BankOpened)


def test_a_workbook_is_recorded_with_the_persons_it_brought() -> None:
    facts = {"digest": "d", "model": "m", "claims": (FIRST,), "mentors": 1, "mentees": 0, "interests": 0}
    given(Bank, OPENED).when(lambda it: it.import_workbook(**facts)).then(  # type: ignore[arg-type] # one dict for both
        happened(Bank.WorkbookImported, **facts)
    )


def test_a_person_is_registered_by_hand() -> None:
    given(Bank, OPENED).when(lambda it: it.claim_person(claim=FIRST)).then(
        happened(Bank.PersonClaimed, claim=FIRST)
    )


@pytest.mark.requirement("R-020")
def test_the_same_name_and_contact_are_registered_once() -> None:
    twin = Claim("001/person/3", fingerprint=FIRST.fingerprint, name_print=FIRST.name_print)
    given(Bank, OPENED, happened(Bank.PersonClaimed, claim=FIRST)).when(
        lambda it: it.claim_person(claim=twin)
    ).then_refused(PersonAlreadyRegistered)


@pytest.mark.requirement("R-020")
def test_a_namesake_with_another_contact_is_another_person() -> None:
    given(Bank, OPENED, happened(Bank.PersonClaimed, claim=FIRST)).when(
        lambda it: it.claim_person(claim=NAMESAKE)
    ).then(happened(Bank.PersonClaimed, claim=NAMESAKE))


@pytest.mark.requirement("R-020")
def test_persons_of_a_workbook_are_found_like_those_registered_by_hand() -> None:
    facts = {"digest": "d", "model": "m", "claims": (FIRST,), "mentors": 1, "mentees": 0, "interests": 0}
    history = (
        OPENED,
        happened(Bank.WorkbookImported, **facts),
        happened(Bank.PersonClaimed, claim=NAMESAKE),
    )
    bank: Bank = replayed(recorded(Bank, "001/bank/1", *history))
    assert bank.find(fingerprint=FIRST.fingerprint) == FIRST
    assert bank.find(fingerprint="unknown") is None
    assert (bank.imports, bank.last_import) == (1, "d")
    assert bank.namesakes(name_print="name") == (FIRST, NAMESAKE)
    assert bank.namesakes(name_print="unknown") == ()


@pytest.mark.requirement("R-055")
def test_a_forgotten_person_is_found_no_more_and_may_be_registered_as_somebody_new() -> None:
    history = (
        OPENED,
        happened(Bank.PersonClaimed, claim=FIRST),
        happened(Bank.PersonClaimed, claim=NAMESAKE),
    )
    forgotten = happened(Bank.PersonForgotten, person=FIRST.person)
    given(Bank, *history).when(lambda it: it.forget(person=FIRST.person)).then(forgotten)
    given(Bank, *history, forgotten).when(lambda it: it.forget(person=FIRST.person)).then_nothing()
    bank: Bank = replayed(recorded(Bank, "001/bank/1", *history, forgotten))
    assert bank.find(fingerprint=FIRST.fingerprint) is None
    assert bank.find(fingerprint=NAMESAKE.fingerprint) == NAMESAKE
    assert bank.namesakes(name_print="name") == (NAMESAKE,)
    anew = Claim("001/person/4", fingerprint=FIRST.fingerprint, name_print=FIRST.name_print)
    given(Bank, *history, forgotten).when(lambda it: it.claim_person(claim=anew)).then(
        happened(Bank.PersonClaimed, claim=anew)
    )
