"""What is left of a data folder after a death, in a form that two runs with random ids have in common."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Engine, select, text

from service.commands.runtime import PROJECTIONS, Runtime
from service.eventstore.database import open_database
from service.eventstore.log import Recorded
from service.projections.feed import Feed, migrate_views, position_of
from service.settings import Settings

_RANDOM_ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
"""Ids have 32 digits; fingerprints have 64 and are the same in all copies of one folder."""

Rows = Mapping[str, Sequence[str]]


class Numbered(dict[str, str]):
    """Random ids as numbers, in the order in which they were first seen."""

    def __missing__(self, random_id: str) -> str:
        """Give the next number."""
        self[random_id] = f"#{len(self)}"
        return self[random_id]

    def shown(self, words: str) -> str:
        """The text with numbers in place of its ids."""
        return _RANDOM_ID.sub(lambda found: self[found.group()], words)


@dataclass(frozen=True, slots=True)
class Remains:
    """All events in log order, unsealed; receipts; rows of all read models; what could not be applied.

    ``subjects`` have a key; they are left out of comparisons, because a death may leave orphan keys.
    """

    events: tuple[str, ...]
    receipts: frozenset[tuple[str, ...]]
    rows: Rows
    dead_letters: int
    subjects: frozenset[str] = field(compare=False)


def remains(runtime: Runtime) -> Remains:
    """Read everything there is, the read models brought up to the log first."""
    numbered = Numbered()
    events = tuple(numbered.shown(_event(recorded)) for recorded in runtime.log.all_after())
    runtime.feed.catch_up()
    return Remains(
        events=events,
        receipts=frozenset(_table(runtime.settings.log_url, "SELECT key, request, position FROM receipts")),
        rows=_rows(runtime.views, numbered),
        dead_letters=len(runtime.feed.dead_letters()),
        subjects=subjects(runtime.settings),
    )


def subjects(settings: Settings) -> frozenset[str]:
    """Persons and institutions that have a key."""
    return frozenset(subject for (subject,) in _table(settings.keys_url, "SELECT subject FROM data_keys"))


def rebuilt(runtime: Runtime) -> Rows:
    """The rows of the read models made anew from the log."""
    numbered = Numbered()
    for recorded in runtime.log.all_after():
        numbered.shown(_event(recorded))
    engine = open_database("sqlite://")
    migrate_views(engine, PROJECTIONS)
    Feed(log=runtime.log, engine=engine, projections=PROJECTIONS).catch_up()
    rows = _rows(engine, numbered)
    engine.dispose()
    return rows


def _table(url: str, query: str) -> list[tuple[str, ...]]:
    engine = open_database(url)
    with engine.connect() as connection:
        found = [tuple(map(str, row)) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def _event(recorded: Recorded) -> str:
    event = recorded.event
    fields = msgspec.json.encode(vars(event), order="deterministic").decode()
    return f"{recorded.position} {type(event).__qualname__} {fields}"


def _rows(engine: Engine, numbered: Numbered) -> Rows:
    with engine.connect() as connection:
        found = {
            table.name: sorted(numbered.shown(_row(row)) for row in connection.execute(select(table)))
            for projection in PROJECTIONS
            for table in projection.tables.sorted_tables
        }
        return found | {"position": [str(position_of(connection))]}


def _row(row: Iterable[Any]) -> str:
    """A row as both databases show it; SQLite keeps no time zone, all times are UTC."""
    plain = (value.replace(tzinfo=None) if isinstance(value, datetime) else value for value in row)
    return repr(tuple(plain))
