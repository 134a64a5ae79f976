"""How the log is kept: append-only, keys of commands as HMACs, no start with a setting that loses events."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from service.eventstore.log import Log, database_environment
from service.eventstore.receipts import LosesEvents
from tests.eventstore.stores import Store, asked, open_bank, register


@pytest.mark.postgres
def test_a_log_whose_setting_loses_events_does_not_start(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path, postgres_url)
    store.prepare()
    with store.keys() as keys:
        asked_for = database_environment(postgres_url, create=False) | {"POSTGRES_ENABLE_DB_FUNCTIONS": "y"}
        with pytest.raises(LosesEvents):
            Log(env=asked_for, keys=keys.store)
        monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "y")
        with pytest.raises(LosesEvents):
            Log(env=database_environment(postgres_url, create=False), keys=keys.store)


@pytest.mark.parametrize("table", ["stored_events", "receipts"])
def test_sqlite_refuses_to_change_or_delete_what_was_written(sqlite_store: Store, table: str) -> None:
    with sqlite_store.open() as log:
        open_bank(log)
    with closing(sqlite3.connect(sqlite_store.folder / "log.sqlite")) as connection:
        column = connection.execute(f"PRAGMA table_info({table})").fetchone()[1]
        changes = (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}")  # noqa: S608 - our tables
        for statement in changes:
            with pytest.raises(sqlite3.IntegrityError, match="append only"):
                connection.execute(statement)
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)  # noqa: S608 - our two tables


def test_the_key_of_a_command_is_not_stored_in_clear(sqlite_store: Store) -> None:
    told = "приказ-о-Зиминой-2026"
    with sqlite_store.open() as log:
        register(log, 1, key=told)
        assert log.receipt_of(request=asked(told)) is not None
    stored = b"".join(path.read_bytes() for path in sqlite_store.folder.glob("log.sqlite*"))
    assert told.encode() not in stored


def test_what_one_run_wrote_the_next_one_reads(shared_store: Store) -> None:
    with shared_store.open() as log:
        position = register(log, 1)
        receipt = log.receipt_of(request=asked("register-1"))
    with shared_store.open() as log:
        assert log.head() == position
        assert log.receipt_of(request=asked("register-1")) == receipt
        assert [read.position for read in log.all_after()] == [position]


def test_preparing_twice_changes_nothing(shared_store: Store) -> None:
    with shared_store.open() as log:
        register(log, 1)
    master = shared_store.master.read_bytes()
    shared_store.prepare()
    with shared_store.open() as log:
        assert len(list(log.all_after())) == 1
    assert shared_store.master.read_bytes() == master
