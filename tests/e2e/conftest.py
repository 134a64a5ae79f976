"""A real server over the five demo institutions, and the curator's browser on it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
import uvicorn
from playwright.sync_api import BrowserContext, Page

from service.commands.calculations import Calculations
from service.commands.match_ends import Asked, MatchInterrupted
from service.commands.match_questions import Progress
from service.commands.runtime import Runtime, prepare
from service.demo.stage import play_round, set_the_stage
from service.ids import random_part
from service.settings import Settings
from service.web.app import create_app

NOW: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PATIENCE_S: Final = 30


@contextmanager
def serving(runtime: Runtime, *, calculating: str | None = None) -> Iterator[str]:
    """Serve the demo on a free port of this machine; gives the address.

    In the institution ``calculating`` a suggestion goes on for minutes, under an id of zeros.
    """
    app = create_app(runtime, demo=True)
    if calculating is not None:
        app.state.site = replace(app.state.site, calculations=_going_on(calculating))
    config = uvicorn.Config(app, port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + PATIENCE_S
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < until, "the server does not listen"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)


def _going_on(institution: str) -> Calculations:
    """One calculation that ends only if it is told to."""

    def work(progress: Progress, cancelled: Asked) -> str:
        progress("Подбор пар", 0.2)
        while not cancelled():
            time.sleep(0.05)
        raise MatchInterrupted

    made = Calculations(lambda: f"{0:032x}")
    begun = made.begin("пары", work, institution=institution)
    begun.began -= 125
    return made


@contextmanager
def staged(data: Path) -> Iterator[Runtime]:
    """The five institutions, in force with head and curator, except 003; banks are empty."""
    settings = Settings(data=data)
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        set_the_stage(runtime)
        yield runtime


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where a service with empty banks listens."""
    with staged(tmp_path / "data") as runtime, serving(runtime) as url:
        yield url


@dataclass(frozen=True, slots=True)
class Played:
    """A service whose institution 001 has banks and one round; ``mentee`` and ``mentor`` are a pair of it."""

    address: str
    run: str
    mentee: str
    mentor: str


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """A service for tests that store nothing more in it."""
    with staged(tmp_path_factory.mktemp("played") / "data") as runtime:
        run = play_round(runtime, "001")
        with serving(runtime, calculating="004") as url:
            pair = run["proposal"]["pairs"][0]
            yield Played(url, *(random_part(each) for each in (run["id"], pair["mentee"], pair["mentor"])))


@pytest.fixture
def proposed(tmp_path: Path) -> Iterator[str]:
    """The address of one run of 001 in a service that a test may change."""
    with staged(tmp_path / "data") as runtime:
        run = play_round(runtime, "001")["id"].rpartition("/")[2]
        with serving(runtime) as url:
            yield f"{url}/institutions/001/rounds/{run}"


@pytest.fixture
def complaints(context: BrowserContext) -> list[str]:
    """What the browser complains of: faults of scripts, refusals of the content policy."""
    heard: list[str] = []
    context.on("weberror", lambda fault: heard.append(str(fault.error)))
    context.on(
        "console",
        lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None,
    )
    return heard


SignIn = Callable[[Page, str, str], None]


@pytest.fixture(scope="session")
def sign_in() -> SignIn:
    """How one presses the curator's button of an institution."""

    def press(page: Page, address: str, code: str) -> None:
        page.goto(f"{address}/login")
        page.locator("form", has=page.locator(f'input[value="{code}"]')).get_by_text("Куратор").click()
        page.wait_for_url(f"{address}/institutions/{code}")

    return press


@pytest.fixture
def curator(page: Page, address: str, sign_in: SignIn) -> Page:
    """The curator of 002, just signed in."""
    sign_in(page, address, "002")
    return page
