"""A best practice: described with whom the regulation names, agreed to by its authors, selected, accepted."""

from datetime import timedelta
from typing import Any

import pytest

from service.aggregates.practice import (
    Practice,
    PracticeAdministratorMissing,
    PracticeAuthorUnknown,
    PracticeConsentInFuture,
    PracticeConsentMissing,
    PracticeCouncilMissing,
    PracticeDescribedByCuratorAlone,
    PracticeNotAccepted,
    PracticeNotSelected,
    PracticeProgrammeNotClosed,
    PracticeSharedInFuture,
    PracticeWithoutAuthors,
)
from service.values import Pii
from tests.scenario import TODAY, Happened, given, happened, starting

PERSON, OTHER, MEMBER, ADMIN = (f"001/person/{number:032x}" for number in (1, 2, 3, 4))
ROUND_TABLE = f"001/gathering/{1:032x}"
TOMORROW = TODAY + timedelta(days=1)
CARD: dict[str, Any] = {
    "authors": (PERSON, OTHER),
    "council_members": (MEMBER,),
    "system_administrator": ADMIN,
    "programme": f"001/programme/{1:032x}",
    "title": Pii(PERSON, "Урок вдвоём"),
    "description": Pii(PERSON, "как вести урок вместе"),
    "result": Pii(PERSON, "уверенность"),
    "topic": "teaching_methods",
    "level": "municipal",
    "forms": ("PEER",),
    "types": ("traditional",),
}
ASKED: dict[str, Any] = {"council_expected": True, "administrator_expected": True, "programme_closed": True}


def described(**changes: Any) -> Happened:
    return happened(Practice.BestPracticeDescribed, **(CARD | changes))


def agreed(author: str) -> Happened:
    return happened(Practice.AuthorConsentGiven, author=author, given_on=TODAY, source="own")


SELECTED = happened(Practice.BestPracticeSelected, round_table=ROUND_TABLE, selected_on=TODAY)
ACCEPTED = happened(Practice.BestPracticeAccepted, accepted_on=TODAY)
BANKED = (described(), agreed(PERSON), agreed(OTHER), SELECTED, ACCEPTED)


def describe(**changes: Any) -> Practice:
    return Practice.describe(f"001/practice/{1:032x}", **(CARD | ASKED | changes))


@pytest.mark.requirement("R-022")
def test_best_experience_is_described_with_its_co_authors() -> None:
    starting(describe).then(described())


def test_a_person_named_twice_is_one_author_and_one_member() -> None:
    starting(lambda: describe(authors=(PERSON, PERSON), council_members=(MEMBER, MEMBER))).then(
        described(authors=(PERSON,))
    )


def test_a_practice_has_an_author() -> None:
    starting(lambda: describe(authors=())).then_refused(PracticeWithoutAuthors)


@pytest.mark.requirement("R-022")
def test_only_a_closed_programme_gives_best_experience() -> None:
    starting(lambda: describe(programme_closed=False)).then_refused(PracticeProgrammeNotClosed)
    starting(lambda: describe(programme=None, programme_closed=False)).then(described(programme=None))


@pytest.mark.requirement("R-022")
@pytest.mark.variation("V-18")
def test_where_the_regulation_names_them_council_and_administrator_take_part() -> None:
    starting(lambda: describe(council_members=())).then_refused(PracticeCouncilMissing)
    starting(lambda: describe(system_administrator=None)).then_refused(PracticeAdministratorMissing)


@pytest.mark.requirement("R-022")
def test_who_does_not_exist_is_not_waited_for() -> None:
    """A council that no local act created, an administrator whom nobody named (A-07)."""
    nobody = {"council_members": (), "system_administrator": None}
    starting(lambda: describe(**nobody, council_expected=False, administrator_expected=False)).then(
        described(**nobody)
    )


@pytest.mark.requirement("R-022")
@pytest.mark.variation("V-18")
def test_in_002_the_curator_describes_alone() -> None:
    nobody = {"council_members": (), "system_administrator": None}
    alone: dict[str, Any] = {"council_expected": None, "administrator_expected": None}
    starting(lambda: describe(**nobody, **alone)).then(described(**nobody))
    with_council: dict[str, Any] = {"system_administrator": None, **alone}
    with_administrator: dict[str, Any] = {"council_members": (), **alone}
    starting(lambda: describe(**with_council)).then_refused(PracticeDescribedByCuratorAlone)
    starting(lambda: describe(**with_administrator)).then_refused(PracticeDescribedByCuratorAlone)


@pytest.mark.requirement("R-036")
def test_an_author_agrees_once() -> None:
    def consent(it: Practice) -> None:
        it.give_consent(author=PERSON, given_on=TODAY, on=TODAY, source="own")

    given(Practice, described()).when(consent).then(agreed(PERSON))
    given(Practice, described(), agreed(PERSON)).when(consent).then_nothing()


def test_only_authors_agree_and_not_in_advance() -> None:
    given(Practice, described()).when(
        lambda it: it.give_consent(author=MEMBER, given_on=TODAY, on=TODAY, source="own")
    ).then_refused(PracticeAuthorUnknown)
    given(Practice, described()).when(
        lambda it: it.give_consent(author=PERSON, given_on=TOMORROW, on=TODAY, source="own")
    ).then_refused(PracticeConsentInFuture, given_on=TOMORROW, on=TODAY)


@pytest.mark.requirement("R-036")
def test_a_withdrawn_consent_takes_the_practice_out_of_sight() -> None:
    withdrawn = happened(Practice.AuthorConsentWithdrawn, author=PERSON, withdrawn_on=TODAY)
    given(Practice, *BANKED).when(lambda it: it.withdraw_consent(author=PERSON, on=TODAY)).then(withdrawn)
    given(Practice, *BANKED, withdrawn).when(
        lambda it: it.withdraw_consent(author=PERSON, on=TODAY)
    ).then_nothing()
    given(Practice, *BANKED).when(lambda it: it.withdraw_consent(author=MEMBER, on=TODAY)).then_refused(
        PracticeAuthorUnknown
    )
    assert shown(*BANKED)
    assert not shown(*BANKED, withdrawn)
    assert not shown(*BANKED[:4])


def test_a_described_practice_is_neither_selected_nor_accepted() -> None:
    seen: list[object] = []
    given(Practice, described()).when(lambda it: seen.extend((it.selected, it.accepted))).then_nothing()
    assert seen == [False, False]


def shown(*told: Happened) -> bool:
    seen: list[bool] = []
    given(Practice, *told).when(lambda it: seen.append(it.is_publishable)).then_nothing()
    return seen[0]


@pytest.mark.requirement("R-139")
def test_a_round_table_selects_a_practice_once() -> None:
    given(Practice, described()).when(lambda it: it.select(round_table=ROUND_TABLE, selected_on=TODAY)).then(
        SELECTED
    )
    given(Practice, described(), SELECTED).when(
        lambda it: it.select(round_table="001/gathering/other", selected_on=TOMORROW)
    ).then_nothing()


@pytest.mark.requirement("R-036", "R-139")
def test_a_selected_practice_with_all_consents_enters_the_bank_once() -> None:
    given(Practice, *BANKED[:4]).when(lambda it: it.accept(on=TODAY)).then(ACCEPTED)
    given(Practice, *BANKED).when(lambda it: it.accept(on=TODAY)).then_nothing()


@pytest.mark.requirement("R-036", "R-139")
def test_without_selection_or_consents_no_practice_enters_the_bank() -> None:
    given(Practice, *BANKED[:3]).when(lambda it: it.accept(on=TODAY)).then_refused(PracticeNotSelected)
    given(Practice, described(), agreed(OTHER), SELECTED).when(lambda it: it.accept(on=TODAY)).then_refused(
        PracticeConsentMissing, missing=1, count=2
    )


@pytest.mark.requirement("R-141")
def test_an_accepted_practice_is_shared_again_and_again() -> None:
    def share(it: Practice) -> None:
        it.share(shared_on=TODAY, level="regional", place=Pii(PERSON, "форум"), on=TODAY)

    shared = happened(
        Practice.BestPracticeShared, shared_on=TODAY, level="regional", place=Pii(PERSON, "форум")
    )
    given(Practice, *BANKED).when(share).then(shared)
    given(Practice, *BANKED, shared).when(share).then(shared)


@pytest.mark.requirement("R-141")
def test_only_an_accepted_practice_is_shared_and_only_as_long_as_all_agree() -> None:
    def share(it: Practice) -> None:
        it.share(shared_on=TODAY, level="regional", place=Pii(PERSON, "форум"), on=TODAY)

    given(Practice, *BANKED[:4]).when(share).then_refused(PracticeNotAccepted)
    withdrawn = happened(Practice.AuthorConsentWithdrawn, author=OTHER, withdrawn_on=TODAY)
    given(Practice, *BANKED, withdrawn).when(share).then_refused(PracticeConsentMissing, missing=1, count=2)
    given(Practice, *BANKED).when(
        lambda it: it.share(shared_on=TOMORROW, level="regional", place=Pii(PERSON, "форум"), on=TODAY)
    ).then_refused(PracticeSharedInFuture, shared_on=TOMORROW, on=TODAY)
