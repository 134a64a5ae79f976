"""Where victims die: five institutions, a workbook that has been read, a copy of both for each death."""

import itertools
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import msgspec
import psycopg
from psycopg import sql

from service.access import operator
from service.commands.import_banks import preview_workbook
from service.commands.runtime import Runtime, prepare
from service.demo.stage import first_of_school_year, set_the_stage
from service.demo.workbooks import workbook
from service.ids import random_part
from service.settings import Settings
from tests.faults.survivors import Remains, rebuilt, remains
from tests.faults.victims import INSTITUTION, NOW, PREVIEW, WORKBOOK, End, Order
from tests.faults.watch import Death
from tests.postgres import Server

SECONDS: Final = 60
KILLED: Final = End(signal=9, code=0)

Lengths = dict[str, dict[str, int]]


def opened(settings: Settings) -> Runtime:
    """Open a data folder as the victims did."""
    return Runtime.open(settings, clock=lambda: NOW)


@contextmanager
def victims() -> Iterator["Victims"]:
    """Start the process that forks the victims."""
    command = [sys.executable, "-m", "tests.faults.victims"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Victims(process)


@dataclass(frozen=True, slots=True)
class Victims:
    """The process that forks a victim for each order."""

    process: subprocess.Popen[bytes]

    def send(self, act: str, settings: Settings, death: Death | None = None) -> End:
        """Let a victim do its work, to its death or to the end."""
        order = Order(act=act, data=str(settings.data), database=settings.database, death=death)
        listening, telling = self.process.stdin, self.process.stdout
        assert listening is not None
        assert telling is not None
        listening.write(msgspec.json.encode(order) + b"\n")
        listening.flush()
        return msgspec.json.decode(telling.readline(), type=End)


@dataclass(frozen=True, slots=True)
class Ground:
    """A staged data folder, with its database on a server or without one; nobody has it open."""

    settings: Settings
    server: Server | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @contextmanager
    def copy(self) -> Iterator[Settings]:
        """A copy to die on; it disappears afterwards."""
        name = f"copy_{next(self._numbers)}"
        folder = self.settings.data.with_name(name)
        shutil.copytree(self.settings.data, folder)
        yield replace(self.settings, data=folder, database=self._copy_of_database(name))
        shutil.rmtree(folder)
        if self.server:
            self.server.drop(name)

    def _copy_of_database(self, name: str) -> str | None:
        if self.server is None or self.settings.database is None:
            return None
        source = random_part(self.settings.database)
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(source)
        )
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)
        return self.server.url(name)


def staged_ground(folder: Path, *, server: Server | None = None) -> Ground:
    """Set the stage; the demo workbook and what was read from it lie beside the data for the victims."""
    settings = Settings(data=folder / "data", database=server.create("staged") if server else None)
    prepare(settings)
    with opened(settings) as runtime:
        set_the_stage(runtime)
        content = workbook(INSTITUTION, on=first_of_school_year(NOW.date()))
        preview = preview_workbook(runtime, institution=INSTITUTION, actor=operator(), content=content)
    (settings.data / WORKBOOK).write_bytes(content)
    (settings.data / PREVIEW).write_bytes(msgspec.json.encode(preview))
    return Ground(settings, server)


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What is there before the import and after it, and how many calls each of its stages takes."""

    before: Remains
    after: Remains
    lengths: Lengths


def undisturbed_run(ground: Ground, process: Victims) -> Undisturbed:
    """Import without a death, watched all the same."""
    with ground.copy() as settings:
        with opened(settings) as runtime:
            before = remains(runtime)
        end = process.send("import read before", settings)
        assert (end.signal, end.code) == (0, 0)
        with opened(settings) as runtime:
            after = remains(runtime)
            assert rebuilt(runtime) == after.rows
    return Undisturbed(before, after, end.lengths)


def until_the_server_noticed(settings: Settings) -> None:
    """Wait until the sessions of the victim are gone, whatever they had been told last."""
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    deadline = time.monotonic() + SECONDS
    with psycopg.connect(str(settings.database), autocommit=True) as connection:
        while connection.execute(others).fetchone() != (0,):
            assert time.monotonic() < deadline
            time.sleep(0.01)
