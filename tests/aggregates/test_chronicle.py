"""The chronicle of a pair: remote sessions, structures, events, development, support."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from service.aggregates.chronicle import (
    Chronicle,
    ChronicleEntryInFuture,
    ChronicleNeedsActivePair,
    ParticipantsMissing,
    RemoteSessionWithoutMentees,
    StructureNotNamed,
    StructureUnknown,
)
from service.events import Event
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER, PERSON, THIRD_MENTEE
from tests.scenario import TODAY, given, happened

TOMORROW = date(2026, 9, 15)
STRUCTURES = ("предметные кафедры", "психологические службы", "школа молодого учителя")
TITLE = Pii(PERSON, "Фестиваль уроков")
OPENED = happened(Chronicle.ChronicleOpened, assignment=ASSIGNMENT)

SESSION: dict[str, Any] = {
    "mentees": (MENTEE, THIRD_MENTEE),
    "channel": "video",
    "topic": TITLE,
    "minutes": 40,
    "guests": 1,
    "held_on": TODAY,
}
EVENT: dict[str, Any] = {
    "participants": (MENTOR, MENTEE),
    "title": TITLE,
    "kind": "festival",
    "level": "municipal",
    "event_on": TOMORROW,
}
COURSE: dict[str, Any] = {
    "mentee": MENTEE,
    "kind": "course",
    "title": Pii(OTHER, "Оценивание"),
    "hours": 72,
    "completed_on": TODAY,
}
SUPPORT: dict[str, Any] = {
    "kind": "educational_methodical",
    "measure": TITLE,
    "by_association": True,
    "provided_on": TODAY,
}


def meet(it: Chronicle, **changes: Any) -> None:
    it.hold_remote_session(**(SESSION | {"active": True, "on": TODAY} | changes))


def interact(it: Chronicle, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "active": True,
        "listed": 3,
        "structures": STRUCTURES,
        "other": None,
        "subject": TITLE,
        "held_on": TODAY,
        "on": TODAY,
    }
    it.record_structure_interaction(**(facts | changes))


def prepare(it: Chronicle, **changes: Any) -> None:
    it.prepare_event_participation(**(EVENT | {"active": True} | changes))


def organise(it: Chronicle, **changes: Any) -> None:
    it.organise_event_participation(**(EVENT | {"active": True} | changes))


def develop(it: Chronicle, **changes: Any) -> None:
    it.record_development(**(COURSE | {"active": True, "on": TODAY} | changes))


def support(it: Chronicle, **changes: Any) -> None:
    it.record_support(**(SUPPORT | {"active": True, "on": TODAY} | changes))


@pytest.mark.requirement("R-031", "R-032", "R-081", "R-106", "R-109")
@pytest.mark.parametrize(
    ("act", "event", "facts"),
    [
        (meet, Chronicle.RemoteSessionHeld, SESSION),
        (prepare, Chronicle.EventParticipationPrepared, EVENT),
        (organise, Chronicle.EventParticipationOrganised, EVENT),
        (develop, Chronicle.ProfessionalDevelopmentRecorded, COURSE),
        (support, Chronicle.SupportMeasureRecorded, SUPPORT),
    ],
)
def test_what_a_pair_does_is_recorded_under_the_next_number(
    act: Callable[..., None], event: type[Event], facts: dict[str, Any]
) -> None:
    given(Chronicle, OPENED).when(act).then(happened(event, number=1, **facts))
    given(Chronicle, OPENED, happened(event, number=1, **facts)).when(act).then(
        happened(event, number=2, **facts)
    )


@pytest.mark.requirement("R-103")
@pytest.mark.parametrize("listed", [1, 3])
def test_a_structure_of_the_regulations_list_is_named_by_its_number(listed: int) -> None:
    told = {"listed": listed, "name": STRUCTURES[listed - 1], "other": None, "subject": TITLE}
    first = happened(Chronicle.StructureInteractionRecorded, number=1, held_on=TODAY, **told)
    second = happened(Chronicle.StructureInteractionRecorded, number=2, held_on=TODAY, **told)
    given(Chronicle, OPENED).when(lambda it: interact(it, listed=listed)).then(first)
    given(Chronicle, OPENED, first).when(lambda it: interact(it, listed=listed)).then(second)


@pytest.mark.requirement("R-103")
def test_the_list_of_structures_is_open() -> None:
    given(Chronicle, OPENED).when(lambda it: interact(it, listed=None, other=TITLE)).then(
        happened(
            Chronicle.StructureInteractionRecorded,
            number=1,
            listed=None,
            name=None,
            other=TITLE,
            subject=TITLE,
            held_on=TODAY,
        )
    )


@pytest.mark.parametrize("named", [{"listed": None, "other": None}, {"listed": 1, "other": TITLE}])
def test_a_structure_is_named_in_one_of_the_two_ways(named: dict[str, Any]) -> None:
    given(Chronicle, OPENED).when(lambda it: interact(it, **named)).then_refused(StructureNotNamed)


@pytest.mark.parametrize("listed", [0, 4])
def test_a_number_outside_the_list_names_no_structure(listed: int) -> None:
    given(Chronicle, OPENED).when(lambda it: interact(it, listed=listed)).then_refused(
        StructureUnknown, number=listed, count=3
    )


@pytest.mark.parametrize("people", [(), (MENTEE, MENTEE)])
@pytest.mark.parametrize("act", [prepare, organise])
def test_an_event_has_somebody_in_it_and_nobody_twice(
    act: Callable[..., None], people: tuple[str, ...]
) -> None:
    given(Chronicle, OPENED).when(lambda it: act(it, participants=people)).then_refused(ParticipantsMissing)


@pytest.mark.parametrize("people", [(), (MENTEE, MENTEE)])
def test_a_session_has_somebody_in_it_and_nobody_twice(people: tuple[str, ...]) -> None:
    given(Chronicle, OPENED).when(lambda it: meet(it, mentees=people)).then_refused(
        RemoteSessionWithoutMentees
    )


def test_one_participant_is_enough() -> None:
    one: tuple[str, ...] = (MENTEE,)
    given(Chronicle, OPENED).when(lambda it: meet(it, mentees=one)).then(
        happened(Chronicle.RemoteSessionHeld, number=1, **(SESSION | {"mentees": one}))
    )
    given(Chronicle, OPENED).when(lambda it: organise(it, participants=one)).then(
        happened(Chronicle.EventParticipationOrganised, number=1, **(EVENT | {"participants": one}))
    )


@pytest.mark.parametrize(
    ("act", "day"),
    [(meet, "held_on"), (interact, "held_on"), (develop, "completed_on"), (support, "provided_on")],
)
def test_nothing_is_recorded_before_it_happened(act: Callable[..., None], day: str) -> None:
    given(Chronicle, OPENED).when(lambda it: act(it, **{day: TOMORROW})).then_refused(
        ChronicleEntryInFuture, entry_on=TOMORROW, on=TODAY
    )


@pytest.mark.parametrize("act", [meet, interact, prepare, organise, develop, support])
def test_the_chronicle_is_closed_while_the_pair_is_not_active(act: Callable[..., None]) -> None:
    given(Chronicle, OPENED).when(lambda it: act(it, active=False)).then_refused(ChronicleNeedsActivePair)


def test_the_chronicle_belongs_to_one_pair() -> None:
    def look(it: Chronicle) -> None:
        assert (it.assignment, it.records) == (ASSIGNMENT, 0)

    given(Chronicle, OPENED).when(look).then_nothing()
