"""The servers that the other tests rest on."""

import os
from pathlib import Path

import psycopg
import pytest

from tests.postgres import Server, running_server


def test_each_test_gets_an_empty_database_of_its_own(postgres_url: str, postgres_server: Server) -> None:
    other = postgres_server.create("other")
    try:
        with psycopg.connect(postgres_url) as connection:
            connection.execute("CREATE TABLE note (text text)")
        with psycopg.connect(other) as connection:
            assert connection.execute("SELECT to_regclass('note')").fetchone() == (None,)
    finally:
        postgres_server.drop("other")


def test_a_database_is_removed_even_with_a_connection_left_open(postgres_server: Server) -> None:
    left_open = psycopg.connect(postgres_server.create("busy"))
    postgres_server.drop("busy")
    with pytest.raises(psycopg.OperationalError):
        left_open.execute("SELECT 1")
    left_open.close()


def test_russian_letters_compare_and_fold_as_letters(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute("SELECT lower('ЁЛКИНА'), 'ёлкина' ILIKE 'ЁЛ%'").fetchone()
    assert row == ("ёлкина", True)


def test_the_server_ends_with_its_folder_and_its_process() -> None:
    with running_server() as server, psycopg.connect(server.url("postgres")) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
        assert row is not None
        folder = Path(row[0])
        process = int((folder / "postmaster.pid").read_text().splitlines()[0])
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
