"""Keeping projections up to date: pull by position, rows and position in one transaction.

Whoever brings a projection up to date holds its position row (PostgreSQL) or the file's write lock (SQLite),
so any number of processes may try; one works, the others find nothing left to do.
"""

import logging
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from eventsourcing import persistence
from eventsourcing.utils import get_topic
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table, insert, select, update
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.schema import CreateSchema

from service.events import Event
from service.eventstore.log import Log, Recorded

BATCH: Final = 500
RETRIES: Final = 3
VIEWS_SCHEMA: Final = "views"

_LOG: Final = logging.getLogger(__name__)

Handler = Callable[[Connection, Any], None]


@dataclass(frozen=True, slots=True)
class Projection:
    """One family of tables and how each event changes them; droppable, rebuildable, writes no events."""

    name: str
    tables: MetaData
    handlers: Mapping[type[Event], Handler]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that the projection needs to see."""
        return tuple(sorted(get_topic(event) for event in self.handlers))


_OWN = MetaData()
_POSITIONS = Table(
    "projection_positions",
    _OWN,
    Column("projection", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
)
_DEAD_LETTERS = Table(
    "projection_dead_letters",
    _OWN,
    Column("projection", String(40), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("topic", String(120), nullable=False),
    Column("fault", String(120), nullable=False),
)


def migrate_views(engine: Engine, projections: Sequence[Projection]) -> None:
    """Create the schema and the tables of all projections, each starting at position 0."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(CreateSchema(VIEWS_SCHEMA, if_not_exists=True))
        for tables in (_OWN, *(projection.tables for projection in projections)):
            tables.create_all(connection)
        known = set(connection.scalars(select(_POSITIONS.c.projection)))
        fresh = [{"projection": p.name, "position": 0} for p in projections if p.name not in known]
        if fresh:
            connection.execute(insert(_POSITIONS), fresh)


class Feed:
    """Brings the projections of one views database up to the head of one log."""

    def __init__(self, *, log: Log, engine: Engine, projections: Sequence[Projection]) -> None:
        self._log = log
        self._engine = engine
        self._projections = tuple(projections)

    def position(self) -> int:
        """The position up to which every projection has seen the log."""
        with self._engine.connect() as connection:
            return position_of(connection)

    def catch_up(self) -> int:
        """Apply everything that is in the log now; return the position reached."""
        head = self._log.head()
        if self.position() < head and not self._all_at_once(head):
            for projection in self._projections:
                while not self._step(projection, head):
                    pass
        return head

    def _all_at_once(self, head: int) -> bool:
        """Apply what is new to all projections in one transaction; tell whether that brought them up.

        The usual case after a command: all stand at one position and little is new. Where they do not, where
        there is much, or where a projection fails, each goes its own way.
        """
        try:
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                return self._apply_to_all(connection, head)
        except Exception as fault:  # noqa: BLE001 - which projection failed shows when each goes its own way
            _LOG.warning("all projections at once failed (%s), now one by one", type(fault).__name__)
            return False

    def _apply_to_all(self, connection: Connection, head: int) -> bool:
        names = [projection.name for projection in self._projections]
        held = select(_POSITIONS.c.position).where(_POSITIONS.c.projection.in_(names))
        # In one order, so that two processes wait for each other instead of for ever.
        in_order = held.order_by(_POSITIONS.c.projection).with_for_update()
        positions = list(connection.scalars(in_order))
        if len(positions) != len(names) or len(set(positions)) > 1:
            return False
        events = self._log.after(positions[0], limit=BATCH)
        if len(events) == BATCH:
            return False
        for recorded in events:
            for projection in self._projections:
                if type(recorded.event) in projection.handlers:
                    _apply(connection, projection, recorded)
        reached = max(head, events[-1].position if events else positions[0])
        moved = update(_POSITIONS).where(_POSITIONS.c.projection.in_(names)).values(position=reached)
        connection.execute(moved)
        return True

    def dead_letters(self) -> list[tuple[str, int, str, str]]:
        """Events that a projection could not apply: projection, position, topic, kind of fault."""
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(select(_DEAD_LETTERS))]

    def _position(self, projection: Projection) -> int:
        with self._engine.connect() as connection:
            return _position_of_one(connection, projection.name)

    def _step(self, projection: Projection, head: int) -> bool:
        """Apply one batch; tell whether the projection has reached ``head``."""
        try:
            return self._apply_batch(projection, head, limit=BATCH)
        except Exception as fault:  # noqa: BLE001 - the fault is retried event by event, then put aside and reported
            kind = type(fault).__name__  # the text of a fault may hold personal data
            _LOG.warning("projection %s: batch failed (%s), now event by event", projection.name, kind)
            return self._apply_one(projection, head)

    def _apply_one(self, projection: Projection, head: int) -> bool:
        position = self._position(projection)
        for attempt in range(RETRIES):
            try:
                return self._apply_batch(projection, head, limit=1)
            except Exception as fault:  # noqa: BLE001 - see _step
                failed = fault
                time.sleep(0.01 * 2**attempt)
        if _is_the_databases_own(failed):
            raise failed
        return self._put_aside(projection, head, type(failed).__name__, after=position)

    def _apply_batch(self, projection: Projection, head: int, *, limit: int) -> bool:
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            position = _held_position(connection, projection.name)
            events = self._log.after(position, limit=limit, topics=projection.topics)
            for recorded in events:
                _apply(connection, projection, recorded)
            done = len(events) < limit
            # Events may have come since the head was read: those applied here are not applied again.
            applied = events[-1].position if events else position
            reached = max(head, applied) if done else applied
            _move(connection, projection.name, reached)
        return done or reached >= head

    def _put_aside(self, projection: Projection, head: int, fault: str, *, after: int) -> bool:
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            position = _held_position(connection, projection.name)
            if position != after:
                return False  # another process went past it meanwhile
            poison = self._log.next_row(position, topics=projection.topics)
            row = {
                "projection": projection.name,
                "position": poison.id,
                "topic": poison.topic,
                "fault": fault,
            }
            connection.execute(insert(_DEAD_LETTERS), [row])
            _move(connection, projection.name, poison.id)
        _LOG.error(
            "projection %s: event %d (%s) put aside: %s", projection.name, poison.id, poison.topic, fault
        )
        return poison.id >= head


def position_of(connection: Connection) -> int:
    """The position of the log that the read models show in this transaction."""
    return min(connection.scalars(select(_POSITIONS.c.position)), default=0)


def _position_of_one(connection: Connection, name: str) -> int:
    row = select(_POSITIONS.c.position).where(_POSITIONS.c.projection == name)
    return int(connection.scalars(row).one())


def _held_position(connection: Connection, name: str) -> int:
    row = select(_POSITIONS.c.position).where(_POSITIONS.c.projection == name).with_for_update()
    return int(connection.scalars(row).one())


def _is_the_databases_own(fault: Exception) -> bool:
    """Tell a database that is busy, full or gone from an event that cannot be applied."""
    if isinstance(fault, DBAPIError):
        wrong_statement = getattr(fault.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
        return isinstance(fault, (OperationalError, InterfaceError)) and not wrong_statement
    return isinstance(fault, (persistence.OperationalError, persistence.InterfaceError))


def _move(connection: Connection, name: str, position: int) -> None:
    connection.execute(update(_POSITIONS).where(_POSITIONS.c.projection == name).values(position=position))


def _apply(connection: Connection, projection: Projection, recorded: Recorded) -> None:
    projection.handlers[type(recorded.event)](connection, recorded)
