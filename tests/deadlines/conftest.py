"""The service with the five institutions in force, a mail server on this machine, a board in memory."""

import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

import pytest
from aiosmtpd.controller import Controller

from service.commands.runtime import Runtime, prepare
from service.demo.stage import set_the_stage
from service.eventstore.database import open_database
from service.projections.deadline_rules import DEADLINE_BOARD
from service.projections.feed import migrate_views
from service.settings import Settings
from tests.deadlines.boards import Board

NOW: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@dataclass
class Post:
    """A mail server that keeps what it took; ``refusing`` makes it refuse."""

    letters: list[EmailMessage] = field(default_factory=list)
    refusing: bool = False
    url: str = ""

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - the library's protocol
        """Take a letter or refuse it."""
        if self.refusing:
            return "451 try later"
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@pytest.fixture
def post() -> Iterator[Post]:
    """A real SMTP server on a free port of this machine."""
    taken = Post()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(taken, hostname="127.0.0.1", port=port)
    controller.start()
    taken.url = f"smtp://127.0.0.1:{port}"
    yield taken
    controller.stop()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the five institutions, in force with head and curator, except 003."""
    settings = Settings(data=tmp_path_factory.mktemp("furnished") / "data")
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        set_the_stage(runtime)
    return settings.data


@pytest.fixture
def mailing(furnished: Path, tmp_path: Path, post: Post) -> Iterator[Runtime]:
    """The service on a copy of that folder, with the mail server."""
    shutil.copytree(furnished, tmp_path / "mailing")
    settings = Settings(data=tmp_path / "mailing", mail=post.url, mail_from="nastavnik@school.example")
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        yield runtime


@pytest.fixture
def board() -> Iterator[Board]:
    """An empty board in memory."""
    engine = open_database("sqlite://")
    migrate_views(engine, [DEADLINE_BOARD])
    with engine.connect() as connection:
        yield Board(connection)
    engine.dispose()
