"""What several processes at once, and a database that is busy, must not do to a read model."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import OperationalError

from service.aggregates.bank import Bank
from service.aggregates.person import Person
from service.eventstore.database import open_database
from service.eventstore.log import Log, Recorded
from service.projections.feed import VIEWS_SCHEMA, Feed, Projection, migrate_views
from tests.eventstore.stores import Store, open_bank, register

FEEDS: Final = 4


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    in_file = f"sqlite:///{tmp_path / 'log.sqlite'}"
    found = Store(
        tmp_path, request.getfixturevalue("postgres_url") if request.param == "postgres" else in_file
    )
    found.prepare()
    return found


@pytest.fixture
def log(store: Store) -> Iterator[Log]:
    with store.open() as opened:
        yield opened


@pytest.fixture
def engine(store: Store, tmp_path: Path) -> Iterator[Engine]:
    in_file = f"sqlite:///{tmp_path / 'views.sqlite'}"
    url = str(store.url) if str(store.url).startswith("postgresql") else in_file
    opened = open_database(url, schema=VIEWS_SCHEMA)
    yield opened
    opened.dispose()


def seen_by(name: str) -> Table:
    """A table that takes every position once."""
    return Table(name, MetaData(), Column("position", Integer, primary_key=True, autoincrement=False))


def noting(table: Table, *kinds: type[Any], first: Callable[[Recorded], object] = id) -> Projection:
    """A projection that notes the positions of events; ``first`` happens before."""

    def note(connection: Connection, recorded: Recorded) -> None:
        first(recorded)
        connection.execute(insert(table), [{"position": recorded.position}])

    return Projection(name=table.name, tables=table.metadata, handlers=dict.fromkeys(kinds, note))


def noted(engine: Engine, table: Table) -> list[int]:
    with engine.connect() as connection:
        return list(connection.scalars(select(table.c.position).order_by(table.c.position)))


def test_an_event_that_comes_while_catching_up_is_applied_once(log: Log, engine: Engine) -> None:
    banks, people = seen_by("seen_banks"), seen_by("seen_people")
    projections = [
        noting(banks, Bank.BankOpened, first=lambda _: register(log, 2)),
        noting(people, Person.ParticipantRegistered),
    ]
    migrate_views(engine, projections)
    feed = Feed(log=log, engine=engine, projections=projections)
    open_bank(log)
    for _ in range(3):
        feed.catch_up()
    assert noted(engine, people) == [log.head()]
    assert feed.dead_letters() == []


def test_of_several_that_meet_a_poison_event_one_puts_it_aside_and_nothing_else(
    store: Store, log: Log, engine: Engine
) -> None:
    positions = [register(log, number) for number in range(1, 13)]
    poison = positions[1::3]

    def stumble(recorded: Recorded) -> None:
        if recorded.position in poison:
            raise KeyError(recorded.position)

    table = seen_by("seen_people")
    projections = [noting(table, Person.ParticipantRegistered, first=stumble)]
    migrate_views(engine, projections)
    with ExitStack() as stack, ThreadPoolExecutor(FEEDS) as pool:
        logs = [stack.enter_context(store.open()) for _ in range(FEEDS)]
        feeds = [Feed(log=one, engine=engine, projections=projections) for one in logs]
        together = threading.Barrier(FEEDS)
        list(pool.map(lambda feed: (together.wait(), feed.catch_up()), feeds))
    assert [position for _, position, _, _ in feeds[0].dead_letters()] == poison
    assert noted(engine, table) == [position for position in positions if position not in poison]


def test_a_busy_database_is_no_poison(log: Log, engine: Engine, tmp_path: Path) -> None:
    busy = open_database(f"sqlite:///{tmp_path / 'busy.sqlite'}")
    sqlalchemy.event.listen(busy, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=10"))
    table = seen_by("seen_people")

    def write(_: Recorded) -> None:
        with busy.connect().execution_options(writes=True) as connection, connection.begin():
            connection.exec_driver_sql("SELECT 1")

    projections = [noting(table, Person.ParticipantRegistered, first=write)]
    migrate_views(engine, projections)
    feed = Feed(log=log, engine=engine, projections=projections)
    position = register(log, 1)
    with busy.connect().execution_options(writes=True) as holder, holder.begin():
        with pytest.raises(OperationalError, match="locked"):
            feed.catch_up()
        assert feed.dead_letters() == []
    feed.catch_up()
    assert noted(engine, table) == [position]
    busy.dispose()


def test_a_statement_that_is_wrong_is_poison_and_no_busy_database(log: Log, engine: Engine) -> None:
    table = seen_by("seen_people")

    def ask_in_vain(connection: Connection, _: Recorded) -> None:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")

    handlers: dict[type[Any], Any] = {Person.ParticipantRegistered: ask_in_vain}
    projections = [Projection(name=table.name, tables=table.metadata, handlers=handlers)]
    migrate_views(engine, projections)
    feed = Feed(log=log, engine=engine, projections=projections)
    position = register(log, 1)
    feed.catch_up()
    assert [where for _, where, _, _ in feed.dead_letters()] == [position]
