"""``nastavnik init`` killed by SIGKILL at any point leaves a folder on which it completes when run again."""

from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from service.access import operator
from service.commands.runtime import prepare
from service.commands.setup import register_institution
from service.eventstore.keys import read_master_key
from service.settings import NotPrepared, Settings, read_secret
from tests.faults.ground import KILLED, Lengths, Victims, opened, until_the_server_noticed
from tests.faults.watch import ANY, Death, shares
from tests.postgres import Server

DEATHS: Final = {"files": 7, "keys": 4, "log": 4, "views": 5}
EXACT: Final = [
    *(("files", of, number) for of in ("open", "write", "rename") for number in range(4)),
    *((stage, "commit", number) for stage in ("keys", "log", "views") for number in range(3)),
]
"""Around the writing and naming of the two secrets, and around the commits of the three databases."""


SEEDED: Final = [(stage, share) for stage, count in DEATHS.items() for share in shares(stage, count)]


ON_SERVER: Final = [("log", share) for share in shares("server log", 4)] + [
    ("views", share) for share in shares("server views", 3)
]


@pytest.fixture(scope="module")
def lengths(process: Victims, tmp_path_factory: pytest.TempPathFactory) -> Lengths:
    end = process.send("prepare", Settings(data=tmp_path_factory.mktemp("undisturbed") / "data"))
    assert (end.signal, end.code) == (0, 0)
    return end.lengths


def check_serves(settings: Settings) -> None:
    """Use everything that was prepared: both secrets, keys, log, receipts and read models."""
    assert len(read_secret(settings.secret)) == 64
    with opened(settings) as runtime:
        assert runtime.run(register_institution, institution="001", actor=operator()).position > 0
        assert runtime.feed.position() == runtime.log.head()


def check_survives(process: Victims, settings: Settings, death: Death) -> None:
    """Kill, look in as any other command would, prepare again and use."""
    assert process.send("prepare", settings, death) == KILLED
    if settings.database:
        until_the_server_noticed(settings)
    kept = settings.master_key.read_bytes() if settings.master_key.exists() else b""
    with suppress(NotPrepared), opened(settings) as runtime:
        assert runtime.feed.catch_up() == 0
    prepare(settings)
    assert read_master_key(settings.master_key).epoch == 1
    assert settings.master_key.read_bytes().startswith(kept)
    assert not list(settings.data.glob(".*"))
    check_serves(settings)


@pytest.mark.parametrize(("stage", "share"), SEEDED)
def test_a_preparation_killed_at_a_seeded_call_completes_when_run_again(
    process: Victims, lengths: Lengths, tmp_path: Path, stage: str, share: float
) -> None:
    death = Death(stage, int(share * lengths[stage][ANY]))
    check_survives(process, Settings(data=tmp_path / "data"), death)


@pytest.mark.parametrize(("stage", "of", "number"), EXACT)
def test_a_preparation_killed_around_a_write_or_a_commit_completes_when_run_again(
    process: Victims, tmp_path: Path, stage: str, of: str, number: int
) -> None:
    check_survives(process, Settings(data=tmp_path / "data"), Death(stage, number, of))


@pytest.fixture(scope="module")
def lengths_on_server(
    process: Victims, postgres_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Lengths:
    folder = tmp_path_factory.mktemp("undisturbed_on_server")
    end = process.send("prepare", Settings(data=folder, database=postgres_server.create("prepared")))
    postgres_server.drop("prepared")
    assert (end.signal, end.code) == (0, 0)
    return end.lengths


@pytest.mark.postgres
@pytest.mark.parametrize(("stage", "share"), ON_SERVER)
def test_a_preparation_of_a_server_killed_at_a_seeded_call_completes_when_run_again(
    process: Victims, lengths_on_server: Lengths, postgres_url: str, tmp_path: Path, stage: str, share: float
) -> None:
    death = Death(stage, int(share * lengths_on_server[stage][ANY]))
    check_survives(process, Settings(data=tmp_path / "data", database=postgres_url), death)
