"""A service on SQLite with a fixed clock, and the five demo institutions on it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from service.access import Actor, Role
from service.commands.runtime import Runtime, prepare
from service.demo.stage import set_the_stage
from service.settings import Settings

NOW: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Runtime]:
    """A prepared service without institutions."""
    settings = Settings(data=tmp_path / "data")
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        yield runtime


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the five institutions, in force with head and curator, except 003."""
    settings = Settings(data=tmp_path_factory.mktemp("furnished") / "data")
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        set_the_stage(runtime)
    return settings.data


@pytest.fixture
def staged(furnished: Path, tmp_path: Path) -> Iterator[Runtime]:
    """The service on a copy of that folder; banks are empty."""
    shutil.copytree(furnished, tmp_path / "staged")
    with Runtime.open(Settings(data=tmp_path / "staged"), clock=lambda: NOW) as runtime:
        yield runtime


@pytest.fixture
def curator() -> Actor:
    """A curator of 001 and 002."""
    roles = frozenset({Role.CURATOR})
    return Actor(id="001/person/curator", roles={"001": roles, "002": roles, "003": roles})


@pytest.fixture(scope="module")
def stage(furnished: Path) -> Iterator[Runtime]:
    """The service on the folder itself, for tests that store nothing."""
    with Runtime.open(Settings(data=furnished), clock=lambda: NOW) as runtime:
        yield runtime
