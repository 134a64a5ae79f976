"""The chronicle of a pair: sessions, structures, events, development, support."""

from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import EventLevel, Pii

EventKind = Literal["contest", "forum", "conference", "festival", "other"]
"""What kind of event somebody takes part in."""

DevelopmentKind = Literal["course", "seminar", "internship", "self_education", "certification", "other"]
"""How somebody raised the professional level."""

SupportKind = Literal["organisational_pedagogical", "educational_methodical"]
"""How a programme was supported."""

Channel = Literal["video", "audio", "chat", "mail", "platform"]
"""By what means a remote session was held."""


class ChronicleNeedsActivePair(Refused):
    """The chronicle is kept while the pair is active: approved and not ended."""

    requirement = "R-106"


class ChronicleEntryInFuture(Refused):
    """The entry is dated later than the day of the act; facts: ``entry_on``, ``on``."""

    requirement = "R-106"


class StructureNotNamed(Refused):
    """A structure is named by its place in the regulation's list or in own words, one of the two."""

    requirement = "R-103"


class StructureUnknown(Refused):
    """The regulation's list has no structure with this number; facts: ``number``, ``count``."""

    requirement = "R-103"


class ParticipantsMissing(Refused):
    """An event is prepared for somebody: at least one participant, nobody twice."""

    requirement = "R-031"


class RemoteSessionWithoutMentees(Refused):
    """A remote session is held with somebody: at least one mentee, nobody twice."""

    requirement = "R-081"


class Chronicle(Aggregate):
    """What one pair or group took part in; id ``{institution}/chronicle/{hex of the assignment}``.

    Records of all kinds are numbered together from 1. Every act needs an active pair.
    """

    TOPIC = "chronicle"

    class ChronicleOpened(Created):
        """The pair made the first record."""

        TOPIC = "chronicle.ChronicleOpened"
        REQUIREMENTS = ("R-118",)
        assignment: str

    class RemoteSessionHeld(Event):
        """Mentor and mentees met by means of communication; ``guests`` counts specialists from outside."""

        TOPIC = "chronicle.RemoteSessionHeld"
        REQUIREMENTS = ("R-081",)
        number: int
        mentees: tuple[str, ...]
        channel: Channel
        topic: Pii | None
        minutes: int | None
        guests: int
        held_on: date

    class StructureInteractionRecorded(Event):
        """The mentor worked with a structure that works with the mentee.

        ``listed`` is its number in the regulation's list, from 1, and ``name`` its name there; a structure
        that is not listed stands in ``other``.
        """

        TOPIC = "chronicle.StructureInteractionRecorded"
        REQUIREMENTS = ("R-103",)
        number: int
        listed: int | None
        name: str | None
        other: Pii | None
        subject: Pii | None
        held_on: date

    class EventParticipationPrepared(Event):
        """The association prepared participants of the programme for an event."""

        TOPIC = "chronicle.EventParticipationPrepared"
        REQUIREMENTS = ("R-031",)
        number: int
        participants: tuple[str, ...]
        title: Pii
        kind: EventKind
        level: EventLevel
        event_on: date | None

    class EventParticipationOrganised(Event):
        """The mentor organised that mentees take part in an event."""

        TOPIC = "chronicle.EventParticipationOrganised"
        REQUIREMENTS = ("R-106",)
        number: int
        participants: tuple[str, ...]
        title: Pii
        kind: EventKind
        level: EventLevel
        event_on: date | None

    class ProfessionalDevelopmentRecorded(Event):
        """The mentee raised the professional level; ``hours`` are academic hours."""

        TOPIC = "chronicle.ProfessionalDevelopmentRecorded"
        REQUIREMENTS = ("R-109",)
        number: int
        mentee: str
        kind: DevelopmentKind
        title: Pii
        hours: int | None
        completed_on: date

    class SupportMeasureRecorded(Event):
        """The association, or the curator where there is none, supported the programme."""

        TOPIC = "chronicle.SupportMeasureRecorded"
        REQUIREMENTS = ("R-032",)
        number: int
        kind: SupportKind
        measure: Pii
        by_association: bool
        provided_on: date

    @event(ChronicleOpened)
    def __init__(self, assignment: str) -> None:
        self.assignment = assignment
        self.records = 0

    def hold_remote_session(
        self,
        *,
        active: bool,
        mentees: tuple[str, ...],
        channel: Channel,
        topic: Pii | None,
        minutes: int | None,
        guests: int,
        held_on: date,
        on: date,
    ) -> None:
        """Record a meeting by means of communication.

        Raises:
            ChronicleNeedsActivePair, RemoteSessionWithoutMentees, ChronicleEntryInFuture.

        """
        _need_active(active=active)
        _need_past(held_on, on=on)
        if not _are_some(mentees):
            raise RemoteSessionWithoutMentees
        self._remote_session_held(
            number=self.records + 1,
            mentees=mentees,
            channel=channel,
            topic=topic,
            minutes=minutes,
            guests=guests,
            held_on=held_on,
        )

    @event(RemoteSessionHeld)
    def _remote_session_held(
        self,
        *,
        number: int,
        mentees: tuple[str, ...],  # noqa: ARG002 - kept in the event, as all below
        channel: Channel,  # noqa: ARG002
        topic: Pii | None,  # noqa: ARG002
        minutes: int | None,  # noqa: ARG002
        guests: int,  # noqa: ARG002
        held_on: date,  # noqa: ARG002
    ) -> None:
        self.records = number

    def record_structure_interaction(
        self,
        *,
        active: bool,
        listed: int | None,
        structures: tuple[str, ...],
        other: Pii | None,
        subject: Pii | None,
        held_on: date,
        on: date,
    ) -> None:
        """Record work with a structure: a number in the regulation's list, or another one in own words.

        Raises:
            ChronicleNeedsActivePair, ChronicleEntryInFuture, StructureNotNamed, StructureUnknown.

        """
        _need_active(active=active)
        _need_past(held_on, on=on)
        if (listed is None) == (other is None):
            raise StructureNotNamed
        if listed is not None and not 1 <= listed <= len(structures):
            raise StructureUnknown(number=listed, count=len(structures))
        self._structure_interaction_recorded(
            number=self.records + 1,
            listed=listed,
            name=None if listed is None else structures[listed - 1],
            other=other,
            subject=subject,
            held_on=held_on,
        )

    @event(StructureInteractionRecorded)
    def _structure_interaction_recorded(
        self,
        *,
        number: int,
        listed: int | None,  # noqa: ARG002 - kept in the event, as all below
        name: str | None,  # noqa: ARG002
        other: Pii | None,  # noqa: ARG002
        subject: Pii | None,  # noqa: ARG002
        held_on: date,  # noqa: ARG002
    ) -> None:
        self.records = number

    def prepare_event_participation(
        self,
        *,
        active: bool,
        participants: tuple[str, ...],
        title: Pii,
        kind: EventKind,
        level: EventLevel,
        event_on: date | None,
    ) -> None:
        """Record that the association prepares participants for an event.

        Raises:
            ChronicleNeedsActivePair, ParticipantsMissing.

        """
        _need_active(active=active)
        if not _are_some(participants):
            raise ParticipantsMissing
        self._event_participation_prepared(
            number=self.records + 1,
            participants=participants,
            title=title,
            kind=kind,
            level=level,
            event_on=event_on,
        )

    @event(EventParticipationPrepared)
    def _event_participation_prepared(
        self,
        *,
        number: int,
        participants: tuple[str, ...],  # noqa: ARG002 - kept in the event, as all below
        title: Pii,  # noqa: ARG002
        kind: EventKind,  # noqa: ARG002
        level: EventLevel,  # noqa: ARG002
        event_on: date | None,  # noqa: ARG002
    ) -> None:
        self.records = number

    def organise_event_participation(
        self,
        *,
        active: bool,
        participants: tuple[str, ...],
        title: Pii,
        kind: EventKind,
        level: EventLevel,
        event_on: date | None,
    ) -> None:
        """Record that the mentor organises the mentees' part in an event.

        Raises:
            ChronicleNeedsActivePair, ParticipantsMissing.

        """
        _need_active(active=active)
        if not _are_some(participants):
            raise ParticipantsMissing
        self._event_participation_organised(
            number=self.records + 1,
            participants=participants,
            title=title,
            kind=kind,
            level=level,
            event_on=event_on,
        )

    @event(EventParticipationOrganised)
    def _event_participation_organised(
        self,
        *,
        number: int,
        participants: tuple[str, ...],  # noqa: ARG002 - kept in the event, as all below
        title: Pii,  # noqa: ARG002
        kind: EventKind,  # noqa: ARG002
        level: EventLevel,  # noqa: ARG002
        event_on: date | None,  # noqa: ARG002
    ) -> None:
        self.records = number

    def record_development(
        self,
        *,
        active: bool,
        mentee: str,
        kind: DevelopmentKind,
        title: Pii,
        hours: int | None,
        completed_on: date,
        on: date,
    ) -> None:
        """Record how the mentee raised the professional level.

        Raises:
            ChronicleNeedsActivePair, ChronicleEntryInFuture.

        """
        _need_active(active=active)
        _need_past(completed_on, on=on)
        self._development_recorded(
            number=self.records + 1,
            mentee=mentee,
            kind=kind,
            title=title,
            hours=hours,
            completed_on=completed_on,
        )

    @event(ProfessionalDevelopmentRecorded)
    def _development_recorded(
        self,
        *,
        number: int,
        mentee: str,  # noqa: ARG002 - kept in the event, as all below
        kind: DevelopmentKind,  # noqa: ARG002
        title: Pii,  # noqa: ARG002
        hours: int | None,  # noqa: ARG002
        completed_on: date,  # noqa: ARG002
    ) -> None:
        self.records = number

    def record_support(
        self,
        *,
        active: bool,
        kind: SupportKind,
        measure: Pii,
        by_association: bool,
        provided_on: date,
        on: date,
    ) -> None:
        """Record how the programme was supported.

        Raises:
            ChronicleNeedsActivePair, ChronicleEntryInFuture.

        """
        _need_active(active=active)
        _need_past(provided_on, on=on)
        self._support_recorded(
            number=self.records + 1,
            kind=kind,
            measure=measure,
            by_association=by_association,
            provided_on=provided_on,
        )

    @event(SupportMeasureRecorded)
    def _support_recorded(
        self,
        *,
        number: int,
        kind: SupportKind,  # noqa: ARG002 - kept in the event, as all below
        measure: Pii,  # noqa: ARG002
        by_association: bool,  # noqa: ARG002
        provided_on: date,  # noqa: ARG002
    ) -> None:
        self.records = number


def _need_active(*, active: bool) -> None:
    if not active:
        raise ChronicleNeedsActivePair


def _need_past(entry_on: date, *, on: date) -> None:
    if entry_on > on:
        raise ChronicleEntryInFuture(entry_on=entry_on, on=on)


def _are_some(people: tuple[str, ...]) -> bool:
    """Tell whether there is at least one and nobody is named twice."""
    return 0 < len(people) == len(set(people))
