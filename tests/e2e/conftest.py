"""A real server over the five demo institutions, and the curator's browser on it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
import uvicorn
from playwright.sync_api import BrowserContext, Page

from service.commands.runtime import Runtime, prepare
from service.demo.stage import set_the_stage
from service.settings import Settings
from service.web.app import create_app

NOW: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PATIENCE_S: Final = 30


@contextmanager
def serving(runtime: Runtime) -> Iterator[str]:
    """Serve the demo on a free port of this machine; gives the address."""
    config = uvicorn.Config(create_app(runtime, demo=True), port=0, log_level="warning", lifespan="off")
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


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    """The five institutions, in force with head and curator, except 003; banks are empty."""
    settings = Settings(data=tmp_path / "data")
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as opened:
        set_the_stage(opened)
        yield opened


@pytest.fixture
def address(runtime: Runtime) -> Iterator[str]:
    """Where the service listens."""
    with serving(runtime) as url:
        yield url


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


@pytest.fixture
def curator(page: Page, address: str) -> Page:
    """The curator of 002, just signed in."""
    sign_in(page, address, "002")
    return page


def sign_in(page: Page, address: str, code: str) -> None:
    """Press the curator's button of an institution."""
    page.goto(f"{address}/login")
    page.locator("form", has=page.locator(f'input[value="{code}"]')).get_by_text("Куратор").click()
    page.wait_for_url(f"{address}/institutions/{code}")
