"""The section of the site: what may stand there, whom it may show, and what takes it off."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.site import (
    DifficultiesNeverPublished,
    DisseminationConsentMissing,
    ItemAlreadyPublished,
    ItemInFuture,
    ItemSubjectMissing,
    ItemUnknown,
    ItemWithoutPlace,
    RunningProgrammeWithResults,
    SectionNotForeseen,
    ShownPerson,
    Site,
)
from service.values import Pii
from tests.scenario import TODAY, Happened, given, happened, starting

PERSON, OTHER = (f"001/person/{number:032x}" for number in (1, 2))
MENTOR = f"001/mentor/{1:032x}"
TOMORROW = TODAY + timedelta(days=1)
ADDRESS = Pii(PERSON, "раздел «Наставничество»")
CREATED = happened(Site.SiteSectionCreated, created_on=TODAY, address=ADDRESS)
BOTH = (ShownPerson(PERSON, ("full_name", "position")), ShownPerson(OTHER, ("full_name",)))
ITEM: dict[str, Any] = {
    "kind": "banks",
    "subject": MENTOR,
    "shown": BOTH,
    "places": ("site",),
    "published_on": TODAY,
    "title": Pii(PERSON, "Наставники"),
    "text": Pii(PERSON, "кто ведёт молодых"),
}
ALLOWED: Mapping[str, frozenset[str]] = {
    PERSON: frozenset({"full_name", "position", "photo"}),
    OTHER: frozenset({"full_name"}),
}


def published(item: int = 1, **changes: Any) -> Happened:
    return happened(Site.SiteItemPublished, item=item, **(ITEM | changes))


def withdrawn(item: int, reason: str = "outdated", on: date = TODAY) -> Happened:
    return happened(Site.SiteItemWithdrawn, item=item, withdrawn_on=on, reason=reason)


def publish(it: Site, **changes: Any) -> int:
    return it.publish(**(ITEM | {"allowed": ALLOWED, "on": TODAY} | changes))


@pytest.mark.requirement("R-142")
def test_the_section_is_created_where_the_regulation_has_one() -> None:
    def create(*, foreseen: bool) -> Site:
        return Site.create(f"001/site/{1:032x}", foreseen=foreseen, created_on=TODAY, address=ADDRESS)

    starting(lambda: create(foreseen=True)).then(CREATED)
    starting(lambda: create(foreseen=False)).then_refused(SectionNotForeseen)


@pytest.mark.requirement("R-143", "R-146")
def test_an_item_shows_what_each_person_allowed() -> None:
    given(Site, CREATED).when(publish).then(published())


def test_items_are_numbered_and_places_told_once() -> None:
    numbers: list[int] = []
    given(Site, CREATED, published()).when(
        lambda it: numbers.append(publish(it, subject="001/mentor/2", places=("site", "site")))
    ).then(published(2, subject="001/mentor/2"))
    assert numbers == [2]


@pytest.mark.requirement("R-146")
def test_a_field_without_consent_is_not_published() -> None:
    """Two fields of one person and one of another are missing."""
    shown = (ShownPerson(PERSON, ("contact", "birth_year", "position")), ShownPerson(OTHER, ("photo",)))
    given(Site, CREATED).when(lambda it: publish(it, shown=shown)).then_refused(
        DisseminationConsentMissing, fields_missing=3
    )
    given(Site, CREATED).when(lambda it: publish(it, allowed={})).then_refused(
        DisseminationConsentMissing, fields_missing=3
    )


@pytest.mark.requirement("R-146")
def test_without_a_named_person_no_consent_is_needed() -> None:
    given(Site, CREATED).when(lambda it: publish(it, shown=(), allowed={})).then(published(shown=()))


@pytest.mark.requirement("R-143", "R-146")
@pytest.mark.parametrize("field", ["assessment", "difficulties", "request"])
def test_difficulties_are_never_published_whatever_was_agreed(field: str) -> None:
    shown = (ShownPerson(PERSON, ("full_name", field)),)
    allowed = {PERSON: frozenset({"full_name", field})}
    given(Site, CREATED).when(lambda it: publish(it, shown=shown, allowed=allowed)).then_refused(
        DifficultiesNeverPublished
    )


@pytest.mark.requirement("R-146")
def test_competencies_are_shown_of_a_mentor_and_never_of_a_mentee() -> None:
    """Of a mentee they are what he asks help with, whatever he agreed to (A-18)."""
    shown = (ShownPerson(PERSON, ("competencies",)),)
    allowed = {PERSON: frozenset({"competencies"})}
    mentee = f"001/mentee/{1:032x}"
    given(Site, CREATED).when(lambda it: publish(it, shown=shown, allowed=allowed)).then(
        published(shown=shown)
    )
    given(Site, CREATED).when(
        lambda it: publish(it, subject=mentee, shown=shown, allowed=allowed)
    ).then_refused(DifficultiesNeverPublished)
    given(Site, CREATED).when(lambda it: publish(it, subject=mentee)).then(published(subject=mentee))


def test_an_item_is_published_somewhere_and_not_tomorrow() -> None:
    given(Site, CREATED).when(lambda it: publish(it, places=())).then_refused(ItemWithoutPlace)
    given(Site, CREATED).when(lambda it: publish(it, published_on=TOMORROW)).then_refused(
        ItemInFuture, published_on=TOMORROW, on=TODAY
    )


@pytest.mark.requirement("R-143")
@pytest.mark.parametrize(
    ("kind", "needs"),
    [
        ("running_programmes", True),
        ("banks", True),
        ("best_cases", True),
        ("methodical_recommendations", True),
        ("normative_base", False),
        ("news", False),
        ("other", False),
    ],
)
def test_of_the_seven_kinds_four_show_a_thing_of_the_service(kind: str, needs: bool) -> None:  # noqa: FBT001
    outcome = given(Site, CREATED).when(lambda it: publish(it, kind=kind, subject=None, text=None, shown=()))
    if needs:
        outcome.then_refused(ItemSubjectMissing)
    else:
        outcome.then(published(kind=kind, subject=None, text=None, shown=()))


@pytest.mark.requirement("R-143")
def test_a_running_programme_is_shown_without_text() -> None:
    programme: dict[str, Any] = {"kind": "running_programmes", "subject": "001/programme/1", "shown": ()}
    given(Site, CREATED).when(lambda it: publish(it, **programme)).then_refused(RunningProgrammeWithResults)
    given(Site, CREATED).when(lambda it: publish(it, **programme, text=None)).then(
        published(**programme, text=None)
    )


def test_the_same_thing_stands_once_until_it_is_taken_off() -> None:
    given(Site, CREATED, published()).when(publish).then_refused(ItemAlreadyPublished, item=1)
    given(Site, CREATED, published(), withdrawn(1)).when(publish).then(published(2))


def test_news_without_a_subject_stand_side_by_side() -> None:
    news: dict[str, Any] = {"kind": "news", "subject": None, "shown": ()}
    given(Site, CREATED, published(**news)).when(lambda it: publish(it, **news)).then(published(2, **news))


@pytest.mark.requirement("R-143")
def test_an_item_is_taken_off_once() -> None:
    def take_off(it: Site) -> None:
        it.withdraw(item=1, reason="outdated", on=TODAY)

    given(Site, CREATED, published()).when(take_off).then(withdrawn(1))
    given(Site, CREATED, published(), withdrawn(1)).when(take_off).then_nothing()


@pytest.mark.parametrize("item", [0, 2, -1])
def test_an_item_that_never_stood_is_not_taken_off(item: int) -> None:
    given(Site, CREATED, published()).when(
        lambda it: it.withdraw(item=item, reason="mistake", on=TODAY)
    ).then_refused(ItemUnknown, item=item, count=1)


@pytest.mark.requirement("R-036")
def test_what_shows_a_thing_is_taken_off_with_it() -> None:
    other = published(2, subject="001/mentor/2")
    given(Site, CREATED, published(), other).when(
        lambda it: it.withdraw_of_subject(subject=MENTOR, reason="other", on=TODAY)
    ).then(withdrawn(1, "other"))


@pytest.mark.requirement("R-146")
def test_a_withdrawn_consent_takes_off_every_item_that_shows_more_than_is_allowed_now() -> None:
    second = published(2, subject="001/mentor/2", shown=(ShownPerson(PERSON, ("full_name",)),))
    third = published(3, subject="001/mentor/3", shown=(ShownPerson(OTHER, ("full_name",)),))
    history = (CREATED, published(), second, third)

    def taken_off(allowed: Mapping[str, frozenset[str]], *items: int) -> None:
        given(Site, *history).when(
            lambda it: it.withdraw_of_person(person=PERSON, allowed=allowed, on=TODAY)
        ).then(*(withdrawn(item, "consent_withdrawn") for item in items))

    taken_off({}, 1, 2)
    taken_off({"site": frozenset({"full_name"})}, 1)
    taken_off({"site": frozenset({"full_name", "position"})})


@pytest.mark.requirement("R-146")
def test_each_place_needs_its_own_permission() -> None:
    places = ("site", "social_networks")
    name, both = frozenset({"full_name"}), frozenset({"full_name", "position"})
    stands = given(Site, CREATED, published(places=places))
    stands.when(
        lambda it: it.withdraw_of_person(
            person=PERSON, allowed={"site": both, "social_networks": both}, on=TODAY
        )
    ).then_nothing()
    stands.when(
        lambda it: it.withdraw_of_person(
            person=PERSON, allowed={"site": both, "social_networks": name}, on=TODAY
        )
    ).then(withdrawn(1, "consent_withdrawn"))
