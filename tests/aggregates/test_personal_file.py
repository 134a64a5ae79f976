"""A mentor's look into the mentee's file: granted by the head, logged, over with the pair."""

from typing import Any

import pytest

from service.aggregates.personal_file import (
    FileAccessAlreadyDecided,
    FileAccessNeedsActivePair,
    FileAccessNotGranted,
    FileAccessUnknown,
    FileCategoriesMissing,
    FileCategoryNotGranted,
    FileCategoryNotRequested,
    FileOfAnotherMentee,
    PersonalFile,
)
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER, THIRD_MENTEE
from tests.scenario import TODAY, Happened, given, happened

ANOTHER_MENTOR = f"001/mentor/{7:032x}"
PURPOSE = Pii(OTHER, "составить программу")
OPENED = happened(PersonalFile.AccessLogOpened, assignment=ASSIGNMENT)


def requested(number: int = 1, **changes: Any) -> Happened:
    facts: dict[str, Any] = {
        "number": number,
        "mentor": MENTOR,
        "mentee": MENTEE,
        "categories": ("education", "training"),
        "purpose": PURPOSE,
        "requested_on": TODAY,
    }
    return happened(PersonalFile.PersonalFileAccessRequested, **(facts | changes))


def granted(number: int = 1, categories: tuple[str, ...] = ("education",)) -> Happened:
    return happened(
        PersonalFile.PersonalFileAccessGranted, number=number, categories=categories, granted_on=TODAY
    )


def revoked(because: str, number: int = 1) -> Happened:
    return happened(PersonalFile.PersonalFileAccessRevoked, number=number, because=because, revoked_on=TODAY)


REFUSED = happened(PersonalFile.PersonalFileAccessRefused, number=1, reason=PURPOSE, refused_on=TODAY)


def request(it: PersonalFile, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "mentor": MENTOR,
        "mentee": MENTEE,
        "categories": ("education", "training"),
        "purpose": PURPOSE,
        "requested_on": TODAY,
    }
    it.request(**(facts | changes))


def grant(it: PersonalFile, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "number": 1,
        "categories": ("education",),
        "granted_on": TODAY,
    }
    it.grant(**(facts | changes))


def look(it: PersonalFile, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "number": 1,
        "mentor": MENTOR,
        "mentees": (THIRD_MENTEE, MENTEE),
        "category": "education",
        "accessed_on": TODAY,
    }
    it.look(**(facts | changes))


@pytest.mark.requirement("R-099")
def test_the_mentor_asks_to_see_parts_of_the_file() -> None:
    given(PersonalFile, OPENED).when(request).then(requested())


def test_a_request_that_waits_is_not_made_twice() -> None:
    given(PersonalFile, OPENED, requested()).when(request).then_nothing()


@pytest.mark.parametrize(
    "changes", [{"mentee": THIRD_MENTEE}, {"mentor": ANOTHER_MENTOR}, {"categories": ("experience",)}]
)
def test_another_request_is_another_one(changes: dict[str, Any]) -> None:
    given(PersonalFile, OPENED, requested()).when(lambda it: request(it, **changes)).then(
        requested(2, **changes)
    )


@pytest.mark.parametrize("history", [(REFUSED,), (revoked("mentor"),), (granted(),)])
def test_after_a_decision_one_may_ask_again(history: tuple[Happened, ...]) -> None:
    given(PersonalFile, OPENED, requested(), *history).when(request).then(requested(2))


@pytest.mark.parametrize("categories", [(), ("education", "education")])
def test_a_request_and_a_grant_name_parts_of_the_file(categories: tuple[str, ...]) -> None:
    given(PersonalFile, OPENED).when(lambda it: request(it, categories=categories)).then_refused(
        FileCategoriesMissing
    )
    given(PersonalFile, OPENED, requested()).when(lambda it: grant(it, categories=categories)).then_refused(
        FileCategoriesMissing
    )


@pytest.mark.requirement("R-099")
@pytest.mark.parametrize("categories", [("education",), ("education", "training")])
def test_the_head_grants_what_was_asked_for_or_less(categories: tuple[str, ...]) -> None:
    given(PersonalFile, OPENED, requested()).when(lambda it: grant(it, categories=categories)).then(
        granted(categories=categories)
    )


@pytest.mark.requirement("R-099")
def test_the_head_grants_no_more_than_was_asked_for() -> None:
    given(PersonalFile, OPENED, requested()).when(
        lambda it: grant(it, categories=("education", "experience"))
    ).then_refused(FileCategoryNotRequested)


def test_the_head_may_refuse() -> None:
    given(PersonalFile, OPENED, requested()).when(
        lambda it: it.refuse(number=1, reason=PURPOSE, refused_on=TODAY)
    ).then(REFUSED)


@pytest.mark.parametrize("history", [(granted(),), (REFUSED,), (revoked("mentor"),)])
def test_a_request_is_decided_once(history: tuple[Happened, ...]) -> None:
    given(PersonalFile, OPENED, requested(), *history).when(grant).then_refused(FileAccessAlreadyDecided)
    given(PersonalFile, OPENED, requested(), *history).when(
        lambda it: it.refuse(number=1, reason=PURPOSE, refused_on=TODAY)
    ).then_refused(FileAccessAlreadyDecided)


@pytest.mark.requirement("R-099")
def test_every_look_into_the_file_is_logged() -> None:
    seen = happened(PersonalFile.PersonalFileAccessed, number=1, category="education", accessed_on=TODAY)
    given(PersonalFile, OPENED, requested(), granted()).when(look).then(seen)
    given(PersonalFile, OPENED, requested(), granted(), seen).when(look).then(seen)


@pytest.mark.requirement("R-099")
@pytest.mark.parametrize("history", [(), (REFUSED,), (granted(), revoked("head"))])
def test_there_is_no_look_without_a_grant_that_holds(history: tuple[Happened, ...]) -> None:
    given(PersonalFile, OPENED, requested(), *history).when(look).then_refused(FileAccessNotGranted)


@pytest.mark.requirement("R-099")
def test_only_the_granted_parts_are_seen() -> None:
    given(PersonalFile, OPENED, requested(), granted()).when(
        lambda it: look(it, category="training")
    ).then_refused(FileCategoryNotGranted)


@pytest.mark.requirement("R-099")
@pytest.mark.parametrize("changes", [{"mentor": ANOTHER_MENTOR}, {"mentees": (THIRD_MENTEE,)}])
def test_only_todays_mentor_sees_the_file_of_todays_mentee(changes: dict[str, Any]) -> None:
    given(PersonalFile, OPENED, requested(), granted()).when(lambda it: look(it, **changes)).then_refused(
        FileOfAnotherMentee
    )


@pytest.mark.requirement("R-099")
@pytest.mark.parametrize("history", [(), (granted(),)])
def test_an_access_is_taken_back_once(history: tuple[Happened, ...]) -> None:
    given(PersonalFile, OPENED, requested(), *history).when(
        lambda it: it.revoke(number=1, because="head", revoked_on=TODAY)
    ).then(revoked("head"))
    given(PersonalFile, OPENED, requested(), *history, revoked("head")).when(
        lambda it: it.revoke(number=1, because="mentor", revoked_on=TODAY)
    ).then_nothing()


def test_what_was_refused_is_not_taken_back() -> None:
    given(PersonalFile, OPENED, requested(), REFUSED).when(
        lambda it: it.revoke(number=1, because="head", revoked_on=TODAY)
    ).then_nothing()


SEVERAL = (
    OPENED,
    requested(),
    requested(2, mentee=THIRD_MENTEE),
    requested(3, mentor=ANOTHER_MENTOR),
    REFUSED,
)


@pytest.mark.requirement("R-099")
def test_all_accesses_end_with_the_pair() -> None:
    given(PersonalFile, *SEVERAL, granted(3)).when(
        lambda it: it.revoke_all(because="pair_ended", revoked_on=TODAY)
    ).then(revoked("pair_ended", 2), revoked("pair_ended", 3))


@pytest.mark.requirement("R-099")
def test_the_access_to_the_file_of_a_mentee_ends_when_she_leaves_the_group() -> None:
    given(PersonalFile, *SEVERAL, granted(3)).when(
        lambda it: it.revoke_of_mentee(mentee=MENTEE, revoked_on=TODAY)
    ).then(revoked("mentee_left", 3))


@pytest.mark.requirement("R-099")
def test_without_an_active_pair_nothing_is_asked_granted_or_seen() -> None:
    given(PersonalFile, OPENED).when(lambda it: request(it, active=False)).then_refused(
        FileAccessNeedsActivePair
    )
    given(PersonalFile, OPENED, requested()).when(lambda it: grant(it, active=False)).then_refused(
        FileAccessNeedsActivePair
    )
    given(PersonalFile, OPENED, requested(), granted()).when(lambda it: look(it, active=False)).then_refused(
        FileAccessNeedsActivePair
    )


@pytest.mark.parametrize("number", [0, 2])
def test_there_are_no_accesses_but_those_asked_for(number: int) -> None:
    acts: tuple[Any, ...] = (
        lambda it: grant(it, number=number),
        lambda it: look(it, number=number),
        lambda it: it.refuse(number=number, reason=PURPOSE, refused_on=TODAY),
        lambda it: it.revoke(number=number, because="head", revoked_on=TODAY),
    )
    for act in acts:
        given(PersonalFile, OPENED, requested()).when(act).then_refused(
            FileAccessUnknown, number=number, count=1
        )


def test_the_log_tells_whose_an_access_is_and_under_which_number_it_waits() -> None:
    def see(it: PersonalFile) -> None:
        assert it.assignment == ASSIGNMENT
        assert (it.access(1).mentor, it.access(1).mentee) == (MENTOR, MENTEE)
        assert [it.access(number).state for number in (1, 2)] == ["refused", "requested"]
        wanted: dict[str, Any] = {"mentor": MENTOR, "categories": ("education", "training")}
        assert it.number_waiting(mentee=THIRD_MENTEE, **wanted) == 2
        assert it.number_waiting(mentee=MENTEE, **wanted) is None

    given(PersonalFile, *SEVERAL).when(see).then_nothing()
