"""A calculation lives in the process that began it: others do not know it, and it ends with that one."""

import shutil
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx2
import pytest

from service.access import Role
from service.commands.runtime import Runtime
from service.settings import Settings
from tests.matching.child_processes import children
from tests.matching.crowded import crowded
from tests.matching.instances import seeded
from tests.web.serving import PATIENCE_S, recorded, served, serving, until
from tests.web.test_api_calculations import BASE, Program

NOW: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LONG: Final = crowded(seeded(1), mentors=30, mentees=80)
"""Its curve takes half a minute."""

GONE: Final = (
    "Этого расчёта здесь нет: его прервали, программу запустили заново или запрос попал к другой её копии."
)


@pytest.fixture
def runtime(furnished: Path, tmp_path: Path) -> Iterator[Runtime]:
    """The data that both servers serve."""
    shutil.copytree(furnished, tmp_path / "data")
    with Runtime.open(Settings(data=tmp_path / "data"), clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def curve(runtime: Runtime) -> str:
    """The address of a question that takes long."""
    return f"{BASE}/rounds/{recorded(runtime, LONG, goals=['matched'])}/curve"


def curator(runtime: Runtime, port: int) -> Program:
    return Program(runtime, f"http://127.0.0.1:{port}", "001", Role.CURATOR)


def test_another_process_knows_nothing_of_a_calculation_and_leaves_it_alone(
    runtime: Runtime, curve: str
) -> None:
    with served(runtime.settings.data) as (_, port), serving(runtime, patience=0) as url:
        here, there = Program(runtime, url, "001", Role.CURATOR), curator(runtime, port)
        calculation = here.accepted(here.get(curve))
        for answer in (there.get(calculation), there.end(calculation)):
            assert (answer.status_code, answer.json()["refusal"]) == (404, "CalculationGone")
            assert answer.json()["message"].startswith(GONE)
        with httpx2.Client(base_url=there.url, follow_redirects=True, timeout=PATIENCE_S) as browser:
            browser.post("/login", data={"institution": "001", "role": "curator"})
            page = f"/institutions/001/rounds/calculations/{calculation[-32:]}"
            lost = browser.get(page)
            assert (lost.status_code, GONE in lost.text) == (404, True)
            not_ended = browser.post(f"{page}/stop", data={"run": ""})
            assert (not_ended.status_code, "Этого расчёта здесь уже нет" in not_ended.text) == (200, True)
        assert here.get(calculation).json()["state"] == "running"
        assert here.end(calculation).status_code == 204


def test_a_server_that_is_stopped_waits_for_no_calculation_and_leaves_no_process(
    runtime: Runtime, curve: str
) -> None:
    with served(runtime.settings.data) as (process, port):
        program = curator(runtime, port)
        program.accepted(program.get(curve))
        (solving,) = children(of=process.pid)
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=20)
        assert (process.returncode, complaints) == (0, "")
        until(lambda: not Path(f"/proc/{solving}").exists())
