"""Events to stored bytes and back: canonical JSON, personal data in sealed boxes, upcasts, strict types.

Stored state: the event's fields by name, dates as ISO text, and under ``sealed`` one box for each person
whose data the event holds: ``{"person", "fields", "box"}``. Fields in a box are absent outside of it.
"""

import base64
import functools
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent
from eventsourcing.utils import get_topic, resolve_topic

from service.eventstore.keys import KeyStore
from service.eventstore.seal import Key, Place, seal, unseal
from service.values import Pii

SEALED = "sealed"
_NOT_IN_STATE = frozenset({"originator_id", "originator_version"})


class EventUnreadable(Exception):  # noqa: N818 - a fact about a stored event
    """A stored event cannot be read; the text names stream, version and topic, never its content."""


class SealingMapper(Mapper[str]):
    """The library's mapper with our codec; ``keys`` is set by the log right after construction."""

    keys: KeyStore

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """Convert an event, sealing each person's data under that person's key."""
        return self.to_stored_events([domain_event])[0]

    def to_stored_events(self, events: Sequence[DomainEventProtocol[str]]) -> list[StoredEvent]:
        """Convert events; the keys of all their persons exist and are committed before this returns."""
        people = _people_in(events)
        keys = self.keys.ensure(people) if people else {}
        return [_stored(event, keys) for event in events]

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """Convert a stored event; what was erased comes back as ``Pii`` without a value.

        Raises:
            EventUnreadable: the state does not fit the event class, or a box is broken.

        """
        return self.to_domain_events([stored_event])[0]

    def to_domain_events(self, rows: Sequence[StoredEvent]) -> list[DomainEventProtocol[str]]:
        """Convert stored events, asking for their keys once.

        Raises:
            EventUnreadable: as in :meth:`to_domain_event`.

        """
        states = [typing.cast("dict[str, Any]", msgspec.json.decode(row.state)) for row in rows]
        people = {box["person"] for state in states for box in state.get(SEALED, ())}
        keys = self.keys.find(people) if people else {}
        return [_read(row, state, keys) for row, state in zip(rows, states, strict=True)]


def _people_in(events: Iterable[DomainEventProtocol[str]]) -> set[str]:
    return {value.person for event in events for value in vars(event).values() if isinstance(value, Pii)}


def _stored(event: DomainEventProtocol[str], keys: Mapping[str, Key]) -> StoredEvent:
    event_class = type(event)
    topic = get_topic(event_class)
    state = {name: value for name, value in vars(event).items() if name not in _NOT_IN_STATE}
    personal = {name: state.pop(name) for name, value in tuple(state.items()) if isinstance(value, Pii)}
    stored = typing.cast("dict[str, Any]", msgspec.to_builtins(state))
    version = getattr(event_class, "class_version", 1)
    if version > 1:
        stored["class_version"] = version
    if personal:
        stored[SEALED] = _boxes(personal, (event.originator_id, event.originator_version, topic), keys)
    return StoredEvent(
        originator_id=event.originator_id,
        originator_version=event.originator_version,
        topic=topic,
        state=msgspec.json.encode(stored, order="deterministic"),
    )


def _boxes(
    personal: Mapping[str, Pii], at: tuple[str, int, str], keys: Mapping[str, Key]
) -> list[dict[str, object]]:
    boxes: list[dict[str, object]] = []
    for person in sorted({pii.person for pii in personal.values()}):
        values = {name: pii.value for name, pii in personal.items() if pii.person == person}
        names = tuple(sorted(values))
        box = seal(msgspec.json.encode(values), key=keys[person], place=Place(*at, person, names))
        boxes.append({"person": person, "fields": names, "box": base64.b64encode(box).decode()})
    return boxes


def _read(row: StoredEvent, state: dict[str, Any], keys: Mapping[str, Key]) -> DomainEventProtocol[str]:
    try:
        event_class = typing.cast("type[DomainEventProtocol[str]]", resolve_topic(row.topic))
        boxes = state.pop(SEALED, ())
        _upcast(event_class, state)
        for box in boxes:
            state.update(_opened(box, key=keys.get(box["person"]), row=row))
        state["originator_id"] = row.originator_id
        state["originator_version"] = row.originator_version
        return _built(event_class, state)
    except Exception as cause:
        place = f"{row.originator_id} v{row.originator_version} {row.topic}"
        raise EventUnreadable(f"{place}: {type(cause).__name__}") from cause


def _opened(box: dict[str, Any], *, key: Key | None, row: StoredEvent) -> dict[str, Pii]:
    person, names = box["person"], tuple(box["fields"])
    if key is None:
        return {name: Pii(person, None) for name in names}
    place = Place(str(row.originator_id), row.originator_version, row.topic, person, names)
    values = msgspec.json.decode(unseal(base64.b64decode(box["box"]), key=key, place=place))
    return {name: Pii(person, tuple(v) if isinstance(v, list) else v) for name, v in values.items()}


def _upcast(event_class: type, state: dict[str, Any]) -> None:
    stored_version = state.pop("class_version", 1)
    for version in range(stored_version, getattr(event_class, "class_version", 1)):
        getattr(event_class, f"upcast_v{version}_v{version + 1}")(state)


@functools.cache
def _field_types(event_class: type) -> dict[str, Any]:
    hints = typing.get_type_hints(event_class)
    return {field.name: hints[field.name] for field in fields(event_class)}


def _built(event_class: type[DomainEventProtocol[str]], state: dict[str, Any]) -> DomainEventProtocol[str]:
    types = _field_types(event_class)
    if types.keys() != state.keys():
        raise EventUnreadable(", ".join(sorted(types.keys() ^ state.keys())))
    values = {name: _converted(value, types[name]) for name, value in state.items()}
    event = object.__new__(event_class)
    event.__dict__.update(values)
    return event


def _converted(value: object, expected: Any) -> object:  # noqa: ANN401 - a type expression
    if value is None or isinstance(value, Pii):
        return value
    return msgspec.convert(value, expected)
