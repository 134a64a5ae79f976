"""The process that forks victims, the ground they die on, and what an undisturbed import leaves on it."""

from collections.abc import Iterator

import pytest

from tests.faults.ground import Ground, Undisturbed, Victims, staged_ground, undisturbed_run, victims
from tests.postgres import Server


@pytest.fixture(scope="session")
def process() -> Iterator[Victims]:
    """The process that forks victims; it has everything imported and nothing open."""
    with victims() as started:
        yield started


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Five institutions in SQLite files and a workbook for one of them."""
    return staged_ground(tmp_path_factory.mktemp("ground"))


@pytest.fixture(scope="session")
def undisturbed(ground: Ground, process: Victims) -> Undisturbed:
    """The same before the import and after it."""
    return undisturbed_run(ground, process)


@pytest.fixture(scope="session")
def postgres_ground(tmp_path_factory: pytest.TempPathFactory, postgres_server: Server) -> Iterator[Ground]:
    """Five institutions in a database of a server and a workbook for one of them."""
    yield staged_ground(tmp_path_factory.mktemp("postgres_ground"), server=postgres_server)
    postgres_server.drop("staged")


@pytest.fixture(scope="session")
def postgres_undisturbed(postgres_ground: Ground, process: Victims) -> Undisturbed:
    """The same before the import and after it."""
    return undisturbed_run(postgres_ground, process)
