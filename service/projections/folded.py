"""Projections folded from the log into memory: what they were at a position, for one institution."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, create_engine

from service.eventstore.log import Log
from service.ids import belongs_to
from service.projections.feed import Projection


@dataclass(frozen=True, slots=True)
class Folded:
    """Read models of one institution in memory; ``position`` is the last event of the log that they know."""

    connection: Connection
    position: int


@contextmanager
def folded(
    log: Log, projections: Sequence[Projection], *, institution: str, up_to: int | None = None
) -> Iterator[Folded]:
    """Fold the log, whole or up to a position, for one institution.

    Commands and recounts use it where a figure has to belong to a position: the stored read models may be
    ahead of it or behind.
    """
    position = log.head() if up_to is None else up_to
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            for projection in projections:
                projection.tables.create_all(connection)
            _fold(log, projections, connection, institution=institution, up_to=position)
            yield Folded(connection, position)
    finally:
        engine.dispose()


def _fold(
    log: Log, projections: Sequence[Projection], connection: Connection, *, institution: str, up_to: int
) -> None:
    topics = tuple(sorted({topic for projection in projections for topic in projection.topics}))
    after = 0
    while batch := log.after(after, topics=topics):
        for recorded in batch:
            if recorded.position > up_to:
                return
            if belongs_to(recorded.event.originator_id, institution):
                for projection in projections:
                    handler = projection.handlers.get(type(recorded.event))
                    if handler is not None:
                        handler(connection, recorded)
        after = batch[-1].position
