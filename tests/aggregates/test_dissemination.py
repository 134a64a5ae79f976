"""The permission to make personal data public: field by field, place by place, until a day."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.dissemination import (
    DisclosureEmpty,
    DisclosureInFuture,
    DisclosureNotGiven,
    DisclosureOlderThanWithdrawal,
    DisclosureTermEmpty,
    Dissemination,
)
from tests.lives.people import PERSON
from tests.scenario import TODAY, Happened, given, happened, recorded, replayed

DAY = timedelta(days=1)
OPENED = happened(Dissemination.DisseminationFormOpened, person=PERSON)
FACTS: dict[str, Any] = {
    "fields": ("full_name", "photo"),
    "places": ("site",),
    "given_on": TODAY,
    "valid_to": TODAY + 30 * DAY,
    "source": "own",
}
ALLOWED = happened(Dissemination.DisseminationConsentGiven, **FACTS)

pytestmark = pytest.mark.requirement("R-146")


def withdrawn(*fields: str, on: date = TODAY) -> Happened:
    return happened(Dissemination.DisseminationConsentWithdrawn, fields=fields, withdrawn_on=on)


def permission(*told: Happened) -> Dissemination:
    found: Dissemination = replayed(recorded(Dissemination, "001/dissemination/1", OPENED, *told))
    return found


def test_a_permission_names_fields_places_and_term() -> None:
    given(Dissemination, OPENED).when(lambda it: it.give(on=TODAY, **FACTS)).then(ALLOWED)
    given(Dissemination, OPENED, ALLOWED).when(lambda it: it.give(on=TODAY, **FACTS)).then_nothing()


@pytest.mark.parametrize(
    "change", [{"places": ("site", "social_networks")}, {"valid_to": None}, {"given_on": TODAY - DAY}]
)
def test_another_permission_replaces_the_former_one(change: dict[str, Any]) -> None:
    newer: dict[str, Any] = FACTS | change
    given(Dissemination, OPENED, ALLOWED).when(lambda it: it.give(on=TODAY, **newer)).then(
        happened(Dissemination.DisseminationConsentGiven, **newer)
    )


def test_one_new_field_makes_a_new_permission() -> None:
    newer: dict[str, Any] = FACTS | {"fields": ("photo", "results")}
    given(Dissemination, OPENED, ALLOWED).when(lambda it: it.give(on=TODAY, **newer)).then(
        happened(Dissemination.DisseminationConsentGiven, **newer)
    )


@pytest.mark.parametrize("nothing", ["fields", "places"])
def test_a_permission_for_nothing_or_nowhere_is_none(nothing: str) -> None:
    empty: dict[str, Any] = FACTS | {nothing: ()}
    given(Dissemination, OPENED).when(lambda it: it.give(on=TODAY, **empty)).then_refused(DisclosureEmpty)


def test_a_permission_of_tomorrow_is_refused_today() -> None:
    given(Dissemination, OPENED).when(lambda it: it.give(on=TODAY - DAY, **FACTS)).then_refused(
        DisclosureInFuture, given_on=TODAY, on=TODAY - DAY
    )


def test_a_permission_lasts_at_least_a_day() -> None:
    empty: dict[str, Any] = FACTS | {"valid_to": TODAY}
    given(Dissemination, OPENED).when(lambda it: it.give(on=TODAY, **empty)).then_refused(
        DisclosureTermEmpty, given_on=TODAY, to=TODAY
    )
    day: dict[str, Any] = FACTS | {"valid_to": TODAY + DAY}
    given(Dissemination, OPENED).when(lambda it: it.give(on=TODAY, **day)).then(
        happened(Dissemination.DisseminationConsentGiven, **day)
    )


def test_what_is_allowed_is_allowed_there_and_then_only() -> None:
    it = permission(ALLOWED)
    assert it.allows(field="photo", place="site", on=TODAY)
    assert it.allows(field="full_name", place="site", on=TODAY + 29 * DAY)
    assert not it.allows(field="photo", place="site", on=TODAY + 30 * DAY)
    assert not it.allows(field="photo", place="site", on=TODAY - DAY)
    assert not it.allows(field="photo", place="social_networks", on=TODAY)
    assert not it.allows(field="contact", place="site", on=TODAY)
    forever = permission(happened(Dissemination.DisseminationConsentGiven, **FACTS | {"valid_to": None}))
    assert forever.allows(field="photo", place="site", on=TODAY + 9999 * DAY)


def test_silence_allows_nothing() -> None:
    assert not permission().allows(field="full_name", place="site", on=TODAY)


@pytest.mark.requirement("R-055")
def test_a_permission_is_withdrawn_field_by_field() -> None:
    given(Dissemination, OPENED, ALLOWED).when(
        lambda it: it.withdraw(fields=("photo", "contact"), on=TODAY)
    ).then(withdrawn("photo"))
    it = permission(ALLOWED, withdrawn("photo"))
    assert not it.allows(field="photo", place="site", on=TODAY)
    assert it.allows(field="full_name", place="site", on=TODAY)


def test_what_was_not_allowed_is_not_withdrawn() -> None:
    given(Dissemination, OPENED, ALLOWED).when(
        lambda it: it.withdraw(fields=("contact",), on=TODAY)
    ).then_refused(DisclosureNotGiven)
    given(Dissemination, OPENED, ALLOWED, withdrawn("photo")).when(
        lambda it: it.withdraw(fields=("photo",), on=TODAY)
    ).then_refused(DisclosureNotGiven)


def test_everything_is_withdrawn_at_once() -> None:
    given(Dissemination, OPENED, ALLOWED).when(lambda it: it.withdraw_all(on=TODAY)).then(
        withdrawn("full_name", "photo")
    )
    given(Dissemination, OPENED).when(lambda it: it.withdraw_all(on=TODAY)).then_nothing()


def test_a_withdrawn_permission_does_not_revive_with_its_paper() -> None:
    history = (OPENED, ALLOWED, withdrawn("photo", on=TODAY + DAY))
    given(Dissemination, *history).when(lambda it: it.give(on=TODAY + DAY, **FACTS)).then_refused(
        DisclosureOlderThanWithdrawal, given_on=TODAY, withdrawn_on=TODAY + DAY
    )
    anew: dict[str, Any] = FACTS | {"given_on": TODAY + DAY}
    given(Dissemination, *history).when(lambda it: it.give(on=TODAY + DAY, **anew)).then(
        happened(Dissemination.DisseminationConsentGiven, **anew)
    )
