"""Histories told to projections directly, without a log: streams of events, one after another."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, create_engine

from service.events import Aggregate
from service.eventstore.log import Recorded
from service.projections.feed import Projection
from tests.scenario import Happened, recorded

Stream = tuple[type[Aggregate], str, tuple[Happened, ...]]


def stream(kind: type[Aggregate], number: int, *told: Happened, institution: str = "001") -> Stream:
    """One aggregate with its events."""
    return kind, f"{institution}/{kind.TOPIC}/{number:032x}", told


def read_models(
    projections: Sequence[Projection], *streams: Stream, deaf: Sequence[Projection] = ()
) -> Connection:
    """The read models after these streams, in memory; ``deaf`` ones have their tables and hear nothing."""
    connection = create_engine("sqlite://").connect()
    for projection in (*projections, *deaf):
        projection.tables.create_all(connection)
    position = 0
    for kind, identity, told in streams:
        for event in recorded(kind, identity, *told):
            position += 1
            _apply(connection, projections, Recorded(position, event))
    return connection


def _apply(connection: Connection, projections: Sequence[Projection], each: Recorded) -> None:
    for projection in projections:
        handler: Any = projection.handlers.get(type(each.event))
        if handler is not None:
            handler(connection, each)
