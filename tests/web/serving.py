"""Real servers of this machine's own, and runs that are asked long questions."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec
import uvicorn

from service.access import operator
from service.commands.runtime import Runtime
from service.commands.suggest import current_round, record_match_run
from service.ids import random_part
from service.matching.formats.problem import to_json
from service.matching.formats.proposal import to_json as proposal_json
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from service.web.app import create_app

PATIENCE_S: Final = 60


@contextmanager
def served(data: Path) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """A demo server in a process of its own, with its port."""
    command = [sys.executable, "-m", "service", "serve", "--demo", "--port", "0"]
    with subprocess.Popen(
        command,
        env=os.environ | {"NASTAVNIK_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            last = process.stdout.readline()
            found = re.fullmatch(r"Откройте http://127\.0\.0\.1:(\d+)/\n", last)
            assert found, last
            yield process, int(found[1])
        finally:
            process.kill()


@contextmanager
def serving(runtime: Runtime, *, patience: float) -> Iterator[str]:
    """Serve the demo in a thread; its requests wait so many seconds for an answer. Gives the address."""
    app = create_app(runtime, demo=True, patience=patience)
    with closing(app.state.site.calculations):
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        until(lambda: server.started or not thread.is_alive())
        try:
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)


def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def recorded(runtime: Runtime, document: dict[str, Any], *, goals: Sequence[str] | None = None) -> str:
    """Record a run of 001 on a problem, as a suggestion does; gives the end of its id.

    With ``goals`` the proposal pursues these alone: it is found quickly where others take long.
    """
    problem = problem_from(document)
    proposal = propose(problem if goals is None else problem.replace(goals=tuple(goals)))
    receipt = runtime.run(
        record_match_run,
        institution="001",
        actor=operator(),
        round_id=current_round(runtime, "001"),
        bank_position=0,
        problem=msgspec.to_builtins(to_json(problem)),
        proposal=msgspec.to_builtins(proposal_json(proposal)),
    )
    return random_part(receipt.ids["run"])
