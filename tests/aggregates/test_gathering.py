"""Events of mentoring: organised as the roadmap foresees, held once, with those who took part."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.gathering import (
    Gathering,
    GatheringAlreadyHeld,
    GatheringInFuture,
    GatheringKind,
    GatheringOfAnotherKind,
    GatheringWithoutMentors,
    StageEventNotForeseen,
    StageEventWithoutProgramme,
)
from service.events import Event
from service.values import Pii
from tests.scenario import TODAY, Happened, given, happened, starting

PERSON = f"001/person/{1:032x}"
MENTORS = (f"001/mentor/{1:032x}", f"001/mentor/{2:032x}")
PRACTICE = f"001/practice/{1:032x}"
TOMORROW = TODAY + timedelta(days=1)
CARD: dict[str, Any] = {
    "planned_on": TOMORROW,
    "title": Pii(PERSON, "Встреча"),
    "place": Pii(PERSON, "актовый зал"),
    "programme": Pii(PERSON, "открытие; секции"),
    "level": "institution",
}


def organised(kind: str, **changes: Any) -> Happened:
    return happened(Gathering.GatheringOrganised, kind=kind, **(CARD | changes))


def organise(kind: GatheringKind, allowed: tuple[str, ...] = ()) -> Gathering:
    return Gathering.organise(
        f"001/gathering/{1:032x}", kind=kind, allowed=allowed, foreseen="семинар", **CARD
    )


def for_mentors(it: Gathering, *, held_on: date = TODAY, mentors: tuple[str, ...] = MENTORS) -> None:
    it.hold_for_mentors(held_on=held_on, on=TODAY, mentors=mentors)


def stage(it: Gathering, *, held_on: date = TODAY, needed: bool = True) -> None:
    it.hold_stage_event(
        held_on=held_on, on=TODAY, mentors=(*MENTORS, MENTORS[0]), guests=7, programme_needed=needed
    )


def round_table(it: Gathering, *, held_on: date = TODAY) -> None:
    it.hold_round_table(
        held_on=held_on,
        on=TODAY,
        mentors=(*MENTORS, MENTORS[0]),
        guests=4,
        selected=(PRACTICE, PRACTICE),
    )


@pytest.mark.requirement("R-138")
@pytest.mark.variation("V-51")
def test_only_what_the_roadmap_foresees_closes_stage_six() -> None:
    """003 knows the seminar only, 001 the school conference beside it (V-51)."""
    starting(lambda: organise("seminar", ("seminar",))).then(organised("seminar"))
    starting(lambda: organise("school_conference", ("school_conference", "seminar"))).then(
        organised("school_conference")
    )
    starting(lambda: organise("conference", ("seminar",))).then_refused(
        StageEventNotForeseen, foreseen="семинар"
    )


@pytest.mark.parametrize("kind", ["consultation", "experience_exchange", "orientation", "round_table"])
def test_other_events_are_organised_everywhere(kind: GatheringKind) -> None:
    starting(lambda: organise(kind)).then(organised(kind))


@pytest.mark.requirement("R-059")
@pytest.mark.parametrize(
    ("kind", "held"),
    [
        ("consultation", Gathering.MentorConsultationHeld),
        ("experience_exchange", Gathering.ExperienceExchangeHeld),
        ("orientation", Gathering.OrientationSessionHeld),
    ],
)
def test_events_for_mentors_are_held_with_attendance(kind: str, held: type[Event]) -> None:
    given(Gathering, organised(kind)).when(lambda it: for_mentors(it, mentors=(*MENTORS, MENTORS[0]))).then(
        happened(held, held_on=TODAY, mentors=MENTORS)
    )
    given(Gathering, organised(kind)).when(lambda it: for_mentors(it, mentors=())).then_refused(
        GatheringWithoutMentors
    )
    again = happened(held, held_on=TODAY, mentors=MENTORS)
    given(Gathering, organised(kind), again).when(for_mentors).then_refused(
        GatheringAlreadyHeld, held_on=TODAY
    )


@pytest.mark.requirement("R-138")
@pytest.mark.parametrize(
    ("kind", "held"),
    [
        ("conference", Gathering.ConferenceHeld),
        ("school_conference", Gathering.ConferenceHeld),
        ("seminar", Gathering.SeminarHeld),
    ],
)
def test_the_event_of_stage_six_is_held_once(kind: str, held: type[Event]) -> None:
    was_held = happened(held, held_on=TODAY, mentors=MENTORS, guests=7)
    given(Gathering, organised(kind)).when(stage).then(was_held)
    given(Gathering, organised(kind), was_held).when(stage).then_refused(GatheringAlreadyHeld, held_on=TODAY)


@pytest.mark.requirement("R-138")
def test_004_asks_for_a_programme_of_a_seminar_too() -> None:
    """A-44: the document is called the conference's, and any event of the stage needs it."""
    bare = organised("seminar", programme=None)
    given(Gathering, bare).when(stage).then_refused(StageEventWithoutProgramme)
    given(Gathering, bare).when(lambda it: stage(it, needed=False)).then(
        happened(Gathering.SeminarHeld, held_on=TODAY, mentors=MENTORS, guests=7)
    )


@pytest.mark.requirement("R-139")
def test_a_round_table_names_the_practices_that_it_chose() -> None:
    was_held = happened(
        Gathering.RoundTableHeld, held_on=TODAY, mentors=MENTORS, guests=4, selected=(PRACTICE,)
    )
    given(Gathering, organised("round_table")).when(round_table).then(was_held)
    given(Gathering, organised("round_table"), was_held).when(round_table).then_refused(
        GatheringAlreadyHeld, held_on=TODAY
    )


@pytest.mark.parametrize(
    ("kind", "hold"),
    [
        ("seminar", for_mentors),
        ("round_table", for_mentors),
        ("orientation", stage),
        ("round_table", stage),
        ("conference", round_table),
    ],
)
def test_an_event_is_held_as_what_it_was_organised(kind: str, hold: Callable[..., None]) -> None:
    given(Gathering, organised(kind)).when(hold).then_refused(GatheringOfAnotherKind)


@pytest.mark.parametrize(
    ("kind", "hold"), [("orientation", for_mentors), ("seminar", stage), ("round_table", round_table)]
)
def test_no_event_was_held_tomorrow(kind: str, hold: Callable[..., None]) -> None:
    given(Gathering, organised(kind)).when(lambda it: hold(it, held_on=TOMORROW)).then_refused(
        GatheringInFuture, held_on=TOMORROW, on=TODAY
    )
