"""A methodical material: tagged, agreed to by its authors, put into the collection."""

from datetime import timedelta
from typing import Any

import pytest

from service.aggregates.material import (
    Material,
    MaterialAuthorUnknown,
    MaterialConsentInFuture,
    MaterialConsentMissing,
    MaterialPracticeNotAccepted,
    MaterialTagMissing,
    MaterialWithoutAuthors,
)
from service.values import Pii
from tests.scenario import TODAY, Happened, given, happened, starting

PERSON, OTHER, STRANGER = (f"001/person/{number:032x}" for number in (1, 2, 3))
TOMORROW = TODAY + timedelta(days=1)
CARD: dict[str, Any] = {
    "authors": (PERSON, OTHER),
    "title": Pii(PERSON, "Памятка"),
    "content": Pii(PERSON, "десять вопросов"),
    "forms": ("PEER",),
    "types": ("group",),
    "topic": "upbringing",
    "practice": f"001/practice/{1:032x}",
}


def added(**changes: Any) -> Happened:
    return happened(Material.MethodicalMaterialAdded, **(CARD | changes))


def agreed(author: str) -> Happened:
    return happened(Material.AuthorConsentGiven, author=author, given_on=TODAY, source="paper")


def withdrawn(author: str) -> Happened:
    return happened(Material.AuthorConsentWithdrawn, author=author, withdrawn_on=TODAY)


REPLENISHED = happened(Material.MethodicalCollectionReplenished, replenished_on=TODAY)
COLLECTED = (added(), agreed(PERSON), agreed(OTHER), REPLENISHED)


def add(**changes: Any) -> Material:
    return Material.add(f"001/material/{1:032x}", **(CARD | {"practice_accepted": True} | changes))


@pytest.mark.requirement("R-030", "R-058")
def test_a_material_is_added_with_its_form_type_and_topic() -> None:
    starting(add).then(added())
    starting(lambda: add(types=())).then(added(types=()))
    starting(lambda: add(forms=())).then(added(forms=()))


def test_an_author_named_twice_is_one_author() -> None:
    starting(lambda: add(authors=(PERSON, PERSON))).then(added(authors=(PERSON,)))


def test_a_material_has_an_author() -> None:
    starting(lambda: add(authors=())).then_refused(MaterialWithoutAuthors)


@pytest.mark.requirement("R-030")
def test_a_material_is_tagged_by_form_or_type() -> None:
    starting(lambda: add(forms=(), types=())).then_refused(MaterialTagMissing)


@pytest.mark.requirement("R-140")
def test_a_material_retells_accepted_practices_only() -> None:
    starting(lambda: add(practice_accepted=False)).then_refused(MaterialPracticeNotAccepted)
    starting(lambda: add(practice=None, practice_accepted=False)).then(added(practice=None))


@pytest.mark.requirement("R-140")
def test_an_author_agrees_once() -> None:
    def consent(it: Material) -> None:
        it.give_consent(author=PERSON, given_on=TODAY, on=TODAY, source="paper")

    given(Material, added()).when(consent).then(agreed(PERSON))
    given(Material, added(), agreed(PERSON)).when(consent).then_nothing()


def test_only_authors_agree_and_not_in_advance() -> None:
    given(Material, added()).when(
        lambda it: it.give_consent(author=STRANGER, given_on=TODAY, on=TODAY, source="own")
    ).then_refused(MaterialAuthorUnknown)
    given(Material, added()).when(
        lambda it: it.give_consent(author=PERSON, given_on=TOMORROW, on=TODAY, source="own")
    ).then_refused(MaterialConsentInFuture, given_on=TOMORROW, on=TODAY)


@pytest.mark.requirement("R-140")
def test_the_collection_takes_only_what_all_authors_agreed_to_and_takes_it_once() -> None:
    given(Material, *COLLECTED[:3]).when(lambda it: it.replenish_collection(on=TODAY)).then(REPLENISHED)
    given(Material, *COLLECTED).when(lambda it: it.replenish_collection(on=TODAY)).then_nothing()
    given(Material, *COLLECTED[:2]).when(lambda it: it.replenish_collection(on=TODAY)).then_refused(
        MaterialConsentMissing, missing=1, count=2
    )


@pytest.mark.requirement("R-140")
def test_a_withdrawn_consent_takes_the_material_out_of_sight() -> None:
    given(Material, *COLLECTED).when(lambda it: it.withdraw_consent(author=PERSON, on=TODAY)).then(
        withdrawn(PERSON)
    )
    given(Material, *COLLECTED, withdrawn(PERSON)).when(
        lambda it: it.withdraw_consent(author=PERSON, on=TODAY)
    ).then_nothing()
    given(Material, *COLLECTED).when(lambda it: it.withdraw_consent(author=STRANGER, on=TODAY)).then_refused(
        MaterialAuthorUnknown
    )
    assert shown(*COLLECTED)
    assert not shown(*COLLECTED, withdrawn(PERSON))
    assert not shown(*COLLECTED[:3])


def test_an_added_material_is_not_in_the_collection() -> None:
    seen: list[object] = []
    given(Material, added()).when(lambda it: seen.append(it.collected)).then_nothing()
    assert seen == [False]


def shown(*told: Happened) -> bool:
    seen: list[bool] = []
    given(Material, *told).when(lambda it: seen.append(it.is_publishable)).then_nothing()
    return seen[0]
