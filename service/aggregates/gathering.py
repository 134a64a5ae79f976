"""An event of mentoring: consultation, exchange, orientation, conference, seminar or round table."""

from datetime import date
from typing import Final, Literal, Self, get_args

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import EventLevel, Pii

MentorEvent = Literal["consultation", "experience_exchange", "orientation"]
"""What stage 4 holds for mentors (R-059)."""

StageEvent = Literal["conference", "school_conference", "seminar"]
"""What closes stage 6 (R-138); the regulation names the kinds that it knows."""

GatheringKind = Literal[MentorEvent, StageEvent, "round_table"]

STAGE_EVENTS: Final[tuple[str, ...]] = get_args(StageEvent)


class StageEventNotForeseen(Refused):
    """The roadmap closes stage 6 by other events; facts: ``foreseen``, their Russian names."""

    requirement = "R-138"


class GatheringOfAnotherKind(Refused):
    """What was organised is an event of another kind."""

    requirement = "R-138"


class GatheringAlreadyHeld(Refused):
    """The event was held before; facts: ``held_on``."""

    requirement = "R-138"


class GatheringInFuture(Refused):
    """An event that was held is not dated later than the act; facts: ``held_on``, ``on``."""

    requirement = "R-138"


class GatheringWithoutMentors(Refused):
    """The attendance of such an event is recorded per mentor: at least one took part."""

    requirement = "R-059"


class StageEventWithoutProgramme(Refused):
    """The roadmap asks for the programme of the event as a document, a seminar's too (A-44)."""

    requirement = "R-138"


class Gathering(Aggregate):
    """One event: organised, then held."""

    TOPIC = "gathering"

    class GatheringOrganised(Created):
        """An event was put into the calendar; ``programme`` is its programme as a document (D-35)."""

        TOPIC = "gathering.GatheringOrganised"
        REQUIREMENTS = ("R-059", "R-137", "R-138", "R-139")
        kind: GatheringKind
        planned_on: date
        title: Pii
        place: Pii | None
        programme: Pii | None
        level: EventLevel

    class MentorConsultationHeld(Event):
        """Mentors were consulted; ``mentors`` are the entries of those who took part."""

        TOPIC = "gathering.MentorConsultationHeld"
        REQUIREMENTS = ("R-059",)
        held_on: date
        mentors: tuple[str, ...]

    class ExperienceExchangeHeld(Event):
        """Mentors exchanged their experience; ``mentors`` are the entries of those who took part."""

        TOPIC = "gathering.ExperienceExchangeHeld"
        REQUIREMENTS = ("R-059",)
        held_on: date
        mentors: tuple[str, ...]

    class OrientationSessionHeld(Event):
        """An orientation session (установочная сессия) was held; ``mentors`` took part."""

        TOPIC = "gathering.OrientationSessionHeld"
        REQUIREMENTS = ("R-059",)
        held_on: date
        mentors: tuple[str, ...]

    class ConferenceHeld(Event):
        """A conference was held; ``mentors`` of the bank took part, and ``guests`` others."""

        TOPIC = "gathering.ConferenceHeld"
        REQUIREMENTS = ("R-138",)
        held_on: date
        mentors: tuple[str, ...]
        guests: int

    class SeminarHeld(Event):
        """A seminar was held; ``mentors`` of the bank took part, and ``guests`` others."""

        TOPIC = "gathering.SeminarHeld"
        REQUIREMENTS = ("R-138",)
        held_on: date
        mentors: tuple[str, ...]
        guests: int

    class RoundTableHeld(Event):
        """A round table was held to find the best practices; ``selected`` are those that it chose."""

        TOPIC = "gathering.RoundTableHeld"
        REQUIREMENTS = ("R-139",)
        held_on: date
        mentors: tuple[str, ...]
        guests: int
        selected: tuple[str, ...]

    @event(GatheringOrganised)
    def __init__(self, *, kind: GatheringKind, programme: Pii | None) -> None:
        self.kind = kind
        self.has_programme = programme is not None
        self.held_on: date | None = None

    @classmethod
    def organise(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        kind: GatheringKind,
        allowed: tuple[str, ...],
        foreseen: str,
        planned_on: date,
        title: Pii,
        place: Pii | None,
        programme: Pii | None,
        level: EventLevel,
    ) -> Self:
        """Organise an event; ``allowed`` are the regulation's kinds for stage 6, ``foreseen`` their names.

        Raises:
            StageEventNotForeseen: the roadmap closes stage 6 by events of other kinds (V-51).

        """
        if kind in STAGE_EVENTS and kind not in allowed:
            raise StageEventNotForeseen(foreseen=foreseen)
        return cls.start(
            cls.GatheringOrganised,
            id,
            kind=kind,
            planned_on=planned_on,
            title=title,
            place=place,
            programme=programme,
            level=level,
        )

    def hold_for_mentors(self, *, held_on: date, on: date, mentors: tuple[str, ...]) -> None:
        """Record that an event for mentors was held, with its attendance.

        Raises:
            GatheringOfAnotherKind, GatheringAlreadyHeld, GatheringInFuture, GatheringWithoutMentors.

        """
        self._need_unheld(get_args(MentorEvent), held_on=held_on, on=on)
        if not mentors:
            raise GatheringWithoutMentors
        attended = tuple(dict.fromkeys(mentors))
        if self.kind == "consultation":
            self._consultation_held(held_on=held_on, mentors=attended)
        elif self.kind == "orientation":
            self._orientation_held(held_on=held_on, mentors=attended)
        else:
            self._exchange_held(held_on=held_on, mentors=attended)

    @event(MentorConsultationHeld)
    def _consultation_held(self, held_on: date, mentors: tuple[str, ...]) -> None:  # noqa: ARG002
        self.held_on = held_on

    @event(ExperienceExchangeHeld)
    def _exchange_held(self, held_on: date, mentors: tuple[str, ...]) -> None:  # noqa: ARG002
        self.held_on = held_on

    @event(OrientationSessionHeld)
    def _orientation_held(self, held_on: date, mentors: tuple[str, ...]) -> None:  # noqa: ARG002
        self.held_on = held_on

    def hold_stage_event(
        self, *, held_on: date, on: date, mentors: tuple[str, ...], guests: int, programme_needed: bool
    ) -> None:
        """Record that the conference or seminar of stage 6 was held.

        Raises:
            GatheringOfAnotherKind, GatheringAlreadyHeld, GatheringInFuture.
            StageEventWithoutProgramme: the roadmap lists it among the documents of the stage (004, A-44).

        """
        self._need_unheld(STAGE_EVENTS, held_on=held_on, on=on)
        if programme_needed and not self.has_programme:
            raise StageEventWithoutProgramme
        attended = tuple(dict.fromkeys(mentors))
        if self.kind == "seminar":
            self._seminar_held(held_on=held_on, mentors=attended, guests=guests)
        else:
            self._conference_held(held_on=held_on, mentors=attended, guests=guests)

    @event(ConferenceHeld)
    def _conference_held(self, held_on: date, mentors: tuple[str, ...], guests: int) -> None:  # noqa: ARG002
        self.held_on = held_on

    @event(SeminarHeld)
    def _seminar_held(self, held_on: date, mentors: tuple[str, ...], guests: int) -> None:  # noqa: ARG002
        self.held_on = held_on

    def hold_round_table(
        self,
        *,
        held_on: date,
        on: date,
        mentors: tuple[str, ...],
        guests: int,
        selected: tuple[str, ...],
    ) -> None:
        """Record that the round table was held and which practices it chose.

        Raises:
            GatheringOfAnotherKind, GatheringAlreadyHeld, GatheringInFuture.

        """
        self._need_unheld(("round_table",), held_on=held_on, on=on)
        self._round_table_held(
            held_on=held_on,
            mentors=tuple(dict.fromkeys(mentors)),
            guests=guests,
            selected=tuple(dict.fromkeys(selected)),
        )

    @event(RoundTableHeld)
    def _round_table_held(
        self,
        held_on: date,
        mentors: tuple[str, ...],  # noqa: ARG002 - kept in the event
        guests: int,  # noqa: ARG002 - kept in the event
        selected: tuple[str, ...],  # noqa: ARG002 - kept in the event
    ) -> None:
        self.held_on = held_on

    def _need_unheld(self, kinds: tuple[str, ...], *, held_on: date, on: date) -> None:
        if self.kind not in kinds:
            raise GatheringOfAnotherKind
        if self.held_on is not None:
            raise GatheringAlreadyHeld(held_on=self.held_on)
        if held_on > on:
            raise GatheringInFuture(held_on=held_on, on=on)
