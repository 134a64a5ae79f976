"""The three stores that have to behave alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.eventstore.log import Log
from tests.eventstore.stores import Store

MEMORY = "memory"
SQLITE = "sqlite"
POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


def _store(kind: str, request: pytest.FixtureRequest, folder: Path) -> Store:
    url = f"sqlite:///{folder / 'log.sqlite'}" if kind == SQLITE else None
    if kind == "postgres":
        url = request.getfixturevalue("postgres_url")
    store = Store(folder, url)
    store.prepare()
    return store


@pytest.fixture(params=[MEMORY, SQLITE, POSTGRES])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store of each kind in turn."""
    return _store(request.param, request, tmp_path)


@pytest.fixture(params=[SQLITE, POSTGRES])
def shared_store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store of each kind that several processes can open."""
    return _store(request.param, request, tmp_path)


@pytest.fixture
def sqlite_store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store in SQLite files."""
    return _store(SQLITE, request, tmp_path)


@pytest.fixture
def log(store: Store) -> Iterator[Log]:
    """The log of a store of each kind in turn."""
    with store.open() as opened:
        yield opened
