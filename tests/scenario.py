"""Given, when, then: the words in which tests of aggregates are told, without a database and without a clock.

given(Roadmap, happened(Roadmap.RoadmapDrafted, drafted_by=CURATOR, ...))
.when(lambda roadmap: roadmap.approve(approved_by=HEAD, order=ORDER))
.then(happened(Roadmap.RoadmapApproved, approved_by=HEAD, order=ORDER))
"""

import copy
import itertools
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, Final, Generic, TypeVar

import pytest
from eventsourcing.utils import get_topic

from service.errors import Refused
from service.events import Act, Aggregate, Created, Event, Metadata, acting
from service.values import OrderReference

TODAY: Final = date(2026, 9, 14)
ORDER: Final = OrderReference(number="17", signed_on=date(2026, 9, 10))

_COMMON: Final = frozenset(field.name for field in fields(Created))

SomeAggregate = TypeVar("SomeAggregate", bound=Aggregate)


def fixed_act(*, actor: str = "001/person/curator", start: int = 1) -> Act:
    """An act whose clock stands still and whose event ids count up from ``start``."""
    numbers = itertools.count(start)
    return Act(
        metadata=Metadata(
            actor=actor,
            role="curator",
            command_id=f"{0xC0:032x}",
            correlation_id=f"{0xC0:032x}",
            clauses=("001 §3.1",),
        ),
        recorded_at=datetime(2026, 9, 14, 8, 30, tzinfo=UTC),
        effective_on=TODAY,
        new_event_id=lambda: f"{next(numbers):032x}",
    )


@dataclass(frozen=True)
class Happened:
    """An event as tests tell it: its class and its own facts."""

    event: type[Event]
    facts: dict[str, object]


def happened(event: type[Event], **facts: object) -> Happened:
    """Tell an event; the common fields (identity, dates, metadata) are the scenario's."""
    return Happened(event, facts)


def facts_of(event: Event) -> Happened:
    """The class and the own facts of a recorded event."""
    return Happened(type(event), {name: value for name, value in vars(event).items() if name not in _COMMON})


def recorded(kind: type[Aggregate], identity: str, *told: Happened) -> list[Event]:
    """Make the events of one stream, as the log would read them."""
    with acting(fixed_act()):
        return [_event(kind, identity, version, fact) for version, fact in enumerate(told, start=1)]


def _event(kind: type[Aggregate], identity: str, version: int, told: Happened) -> Event:
    facts = dict(told.facts)
    if issubclass(told.event, Created):
        facts["originator_topic"] = get_topic(kind)
    make: Callable[..., Event] = told.event
    return make(
        originator_id=identity,
        originator_version=version,
        timestamp=fixed_act().recorded_at,
        **facts,
    )


def replayed(events: list[Event], *, onto: Aggregate | None = None) -> Any:  # noqa: ANN401 - of any kind
    """Fold events into an aggregate, as every load from the log does."""
    aggregate: Any = onto
    for event in events:
        aggregate = event.mutate(aggregate)
    return aggregate


def given(kind: type[SomeAggregate], *told: Happened) -> "Given[SomeAggregate]":
    """Start from an aggregate with this history."""
    history = recorded(kind, f"001/{kind.TOPIC}/{1:032x}", *told)
    return Given(replayed(history))


class Given(Generic[SomeAggregate]):
    """An aggregate with its history."""

    def __init__(self, aggregate: SomeAggregate) -> None:
        self._aggregate = aggregate

    def when(self, act: Callable[[SomeAggregate], object]) -> "Outcome":
        """Ask the aggregate to do something."""
        return Outcome(self._aggregate, lambda: act(self._aggregate))


class Outcome:
    """What came of it: checked by exactly one of the two ``then``."""

    def __init__(self, aggregate: Aggregate, act: Callable[[], object]) -> None:
        self._before = copy.deepcopy(aggregate)
        self._aggregate = aggregate
        self._act = act

    def then(self, *expected: Happened) -> None:
        """Exactly these events were recorded, and replaying them gives the same state."""
        with acting(fixed_act(start=1000)):
            self._act()
        events: list[Any] = list(self._aggregate.collect_events())
        assert [facts_of(event) for event in events] == list(expected)
        assert vars(replayed(events, onto=self._before)) == vars(self._aggregate)

    def then_nothing(self) -> None:
        """Nothing was recorded, because nothing changed."""
        self.then()

    def then_refused(self, refusal: type[Refused], **facts: object) -> None:
        """The act was refused for this reason with these facts, and left no trace."""
        with acting(fixed_act()), pytest.raises(Refused) as caught:
            self._act()
        assert (caught.type, caught.value.facts) == (refusal, facts)
        assert list(self._aggregate.collect_events()) == []
        assert vars(self._aggregate) == vars(self._before)


def starting(begin: Callable[[], Aggregate]) -> "Beginning":
    """Ask for a new aggregate: ``starting(lambda: Practice.describe(...)).then(...)``."""
    return Beginning(begin)


class Beginning:
    """What came of it: checked by exactly one of the two ``then``."""

    def __init__(self, begin: Callable[[], Aggregate]) -> None:
        self._begin = begin

    def then(self, *expected: Happened) -> None:
        """Exactly these events were recorded, and replaying them gives the same state."""
        with acting(fixed_act(start=1000)):
            aggregate = self._begin()
        events: list[Any] = list(aggregate.collect_events())
        assert [facts_of(event) for event in events] == list(expected)
        assert vars(replayed(events)) == vars(aggregate)

    def then_refused(self, refusal: type[Refused], **facts: object) -> None:
        """The act was refused for this reason with these facts."""
        with acting(fixed_act()), pytest.raises(Refused) as caught:
            self._begin()
        assert (caught.type, caught.value.facts) == (refusal, facts)
