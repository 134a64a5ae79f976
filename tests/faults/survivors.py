"""What is left of a data folder after a death, in a form that two runs with random ids have in common."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Engine, RowMapping, select, text

from service.commands.runtime import PROJECTIONS, Runtime
from service.eventstore.database import open_database
from service.eventstore.log import Log, Recorded
from service.projections.feed import Feed, migrate_views
from service.settings import Settings

_RANDOM_ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
"""Ids have 32 digits; fingerprints have 64 and are the same in all copies of one folder."""

Rows = Mapping[str, Sequence[str]]


class Numbered(dict[str, str]):
    """Random ids as numbers in the order in which they appear in the log, and positions without their gaps.

    A transaction that is rolled back on PostgreSQL has used its positions up.
    """

    def __init__(self, log: Log) -> None:
        super().__init__()
        self._places: dict[int, int] = {}
        self.events = tuple(self._event(recorded) for recorded in log.all_after())

    def __missing__(self, random_id: str) -> str:
        """Give the next number."""
        self[random_id] = f"#{len(self)}"
        return self[random_id]

    def shown(self, words: str) -> str:
        """The text with numbers in place of its ids."""
        return _RANDOM_ID.sub(lambda found: self[found.group()], words)

    def place(self, position: int) -> int:
        """How many events the log holds up to a position of an event."""
        return self._places[position]

    def row(self, row: RowMapping) -> str:
        """A row as both databases show it; SQLite keeps no time zone, all times are UTC."""
        return self.shown(repr({name: self._value(name, value) for name, value in row.items()}))

    def _value(self, name: str, value: object) -> object:
        if name == "position" and isinstance(value, int):
            return self.place(value)
        return value.replace(tzinfo=None) if isinstance(value, datetime) else value

    def _event(self, recorded: Recorded) -> str:
        self._places[recorded.position] = len(self._places) + 1
        event = recorded.event
        fields = msgspec.json.encode(vars(event), order="deterministic").decode()
        return self.shown(f"{type(event).__qualname__} {fields}")


@dataclass(frozen=True, slots=True)
class Remains:
    """All events in log order, unsealed; receipts; rows of all read models; what could not be applied.

    ``subjects`` have a key; they are left out of comparisons, because a death may leave orphan keys.
    """

    events: tuple[str, ...]
    receipts: frozenset[tuple[str, str, int]]
    rows: Rows
    dead_letters: int
    subjects: frozenset[str] = field(compare=False)


def remains(runtime: Runtime) -> Remains:
    """Read everything there is, the read models brought up to the log first."""
    numbered = Numbered(runtime.log)
    receipts = _table(runtime.settings.log_url, "SELECT key, request, position FROM receipts")
    reached = runtime.feed.catch_up()
    assert runtime.feed.position() == runtime.log.head() == reached
    return Remains(
        events=numbered.events,
        receipts=frozenset((key, request, numbered.place(position)) for key, request, position in receipts),
        rows=_rows(runtime.views, numbered),
        dead_letters=len(runtime.feed.dead_letters()),
        subjects=subjects(runtime.settings),
    )


def rebuilt(runtime: Runtime) -> Rows:
    """The rows of the read models made anew from the log."""
    engine = open_database("sqlite://")
    migrate_views(engine, PROJECTIONS)
    Feed(log=runtime.log, engine=engine, projections=PROJECTIONS).catch_up()
    rows = _rows(engine, Numbered(runtime.log))
    engine.dispose()
    return rows


def subjects(settings: Settings) -> frozenset[str]:
    """Persons and institutions that have a key."""
    return frozenset(subject for (subject,) in _table(settings.keys_url, "SELECT subject FROM data_keys"))


def _table(url: str, query: str) -> list[tuple[Any, ...]]:
    engine = open_database(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def _rows(engine: Engine, numbered: Numbered) -> Rows:
    with engine.connect() as connection:
        return {
            table.name: sorted(numbered.row(row) for row in connection.execute(select(table)).mappings())
            for projection in PROJECTIONS
            for table in projection.tables.sorted_tables
        }
