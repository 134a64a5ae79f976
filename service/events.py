"""The base of every event and aggregate: identity, the two dates, metadata and permanent topics.

A public method of an aggregate decides and refuses; the underscored method under ``@event`` only assigns,
so replay never decides again. Who acts, when, and under which command is ambient: the edge opens an
:class:`Act` with :func:`acting`, and every event recorded inside carries it. Without an act nothing can be
recorded; there is no default clock and no default actor.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Self

from eventsourcing.domain import (
    BaseAggregate,
    CanCreateTimestamp,
    CanInitAggregate,
    CanMutateAggregate,
    MetaDomainEvent,
    event,
)

from service.ids import institution_of

__all__ = ["Act", "Aggregate", "Created", "Event", "Metadata", "acting", "event"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """Who recorded an event, by which command, and on which clauses of the regulation it rests."""

    actor: str
    role: str
    command_id: str
    correlation_id: str
    causation_id: str | None = None
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """One command being carried out.

    ``recorded_at`` is the time of the injected clock (UTC), ``effective_on`` the business date in the
    institution's own zone, ``new_event_id`` a source of unique 32-digit hexadecimal ids.
    """

    metadata: Metadata
    recorded_at: datetime
    effective_on: date
    new_event_id: Callable[[], str]


_ACT: ContextVar[Act] = ContextVar("act")


@contextmanager
def acting(act: Act) -> Iterator[Act]:
    """Let every event recorded inside the block carry this act."""
    token = _ACT.set(act)
    try:
        yield act
    finally:
        _ACT.reset(token)


@dataclass(frozen=True)
class _Stamped(CanCreateTimestamp, metaclass=MetaDomainEvent):
    """The fields that every event has."""

    originator_id: str
    originator_version: int
    timestamp: datetime
    effective_on: date = field(default_factory=lambda: _ACT.get().effective_on, kw_only=True)
    event_id: str = field(default_factory=lambda: _ACT.get().new_event_id(), kw_only=True)
    metadata: Metadata = field(default_factory=lambda: _ACT.get().metadata, kw_only=True)

    @staticmethod
    def create_timestamp() -> datetime:
        """Take the time from the current act."""
        return _ACT.get().recorded_at


class Event(_Stamped, CanMutateAggregate[str]):
    """Something that happened to an aggregate; subclasses name it in the past tense and add its facts.

    ``REQUIREMENTS`` are the numbers (R-nnn) that the event is a record of; ``FULFILS`` names further steps of
    the regulations that the same act takes and that have no event of their own.
    """

    TOPIC: ClassVar[str]
    REQUIREMENTS: ClassVar[tuple[str, ...]] = ()
    FULFILS: ClassVar[tuple[str, ...]] = ()


class Created(Event, CanInitAggregate[str]):
    """The first event of an aggregate."""

    originator_topic: str


def _derived(owner: type, name: str, base: type, topic: str) -> type:
    """Make the event classes that the library expects on every aggregate with a topic."""
    return type(
        name,
        (base,),
        {"TOPIC": topic, "__module__": owner.__module__, "__qualname__": f"{owner.__qualname__}.{name}"},
    )


class Aggregate(BaseAggregate[str]):
    """A consistency boundary with a permanent topic and a text id ``{institution}/{kind}/{32 hex}``."""

    TOPIC: ClassVar[str]
    Event = Event
    Created = Created

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give the aggregate its base event classes, under topics of their own."""
        cls.Event = _derived(cls, "Event", Event, f"{cls.TOPIC}.Event")  # type: ignore[assignment]
        cls.Created = _derived(cls, "Created", Created, f"{cls.TOPIC}.Created")  # type: ignore[assignment]
        super().__init_subclass__(**kwargs)

    @classmethod
    def start(cls, event_class: type[CanInitAggregate[str]], id: str, **facts: object) -> Self:  # noqa: A002 - the library's name
        """Record the first event of a new aggregate; ``facts`` are the fields of the event class."""
        return cls._create(event_class, id=id, **facts)

    @property
    def institution(self) -> str:
        """The code of the institution that the aggregate belongs to."""
        return institution_of(self.id)


def event_classes(aggregate: type[Aggregate]) -> tuple[type[Event], ...]:
    """The events that an aggregate can record, by name."""
    found = [
        value
        for name, value in sorted(vars(aggregate).items())
        if isinstance(value, type) and issubclass(value, Event) and name not in ("Event", "Created")
    ]
    return tuple(found)
