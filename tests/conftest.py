"""What every test may ask for: a fresh PostgreSQL database, a browser, a place outside the repository."""

import ctypes
import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import hypothesis
import pytest

from tests.house.requirement_marks import KNOWN, as_ranges, marks_of_all_tests
from tests.postgres import Server, running_server

REPOSITORY = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
ON_CI = os.environ.get("CI") == "true"
NO_BROWSER = "the machine lacks a package: apt-get install chromium libatomic1"

# The same examples in every run of the gate: a red gate is red for its commit, not for its luck.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, database=None)
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.load_profile("ci" if ON_CI else "local")

_numbers = itertools.count(1)


@pytest.fixture(scope="session", autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees the settings, or touches the data, of the person who runs it."""
    for name in [name for name in os.environ if name.startswith("NASTAVNIK_")]:
        del os.environ[name]
    os.environ["NASTAVNIK_DATA"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One PostgreSQL server for each process of the test run."""
    with running_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """Address of an empty database of this test's own; it disappears with the test."""
    name = f"test_{next(_numbers)}"
    yield postgres_server.create(name)
    postgres_server.drop(name)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: Mapping[str, object]) -> dict[str, object]:
    """Debian's Chromium in place of Playwright's own download, and silent towards the network."""
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [*quiet, "--disable-component-update", "--disable-sync"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: Mapping[str, object]) -> dict[str, object]:
    """Pages are seen as a Russian school sees them."""
    return {**browser_context_args, "locale": "ru-RU", "timezone_id": "Europe/Moscow"}


def _has_browser() -> bool:
    try:
        ctypes.CDLL("libatomic.so.1")  # the driver of Playwright is linked with it
    except OSError:
        return False
    return Path(CHROMIUM).exists()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use the browser or PostgreSQL; skip the browser's where there is none."""
    for item in items:
        names = getattr(item, "fixturenames", [])
        if "browser" in names:
            item.add_marker("browser")
            # On CI a missing browser is an error: the launch fails and says so.
            if not ON_CI and not _has_browser():
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))
        if "postgres_server" in names:
            item.add_marker("postgres")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many browser tests did not run, and which requirements no test proves."""
    skipped = terminalreporter.stats.get("skipped", [])
    missing = sum(NO_BROWSER in str(report.longrepr) for report in skipped)
    if missing:
        terminalreporter.write_line(f"{missing} browser tests skipped: {NO_BROWSER}", yellow=True)
    if terminalreporter.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        proven = marks_of_all_tests()
        open_ones = [requirement for requirement in KNOWN if requirement not in proven]
        terminalreporter.write_line(f"Requirements without a test: {as_ranges(open_ones) or 'none'}")


def _untracked() -> str:
    git = shutil.which("git")
    if git is None or not (REPOSITORY / ".git").exists():
        return ""
    status = [git, "-C", str(REPOSITORY), "status", "--porcelain"]
    return subprocess.run(status, capture_output=True, text=True, check=True).stdout


class _RepositoryStaysClean:
    """Fails a run on CI whose tests left files in the repository; elsewhere the author edits meanwhile."""

    def __init__(self) -> None:
        self._before = _untracked()
        self._left = ""

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self._left = "\n".join(sorted(set(_untracked().splitlines()) - set(self._before.splitlines())))
        if self._left and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._left:
            terminalreporter.write_line(f"The tests changed the repository:\n{self._left}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    """Watch the repository in the process that gathers the results, on CI."""
    if ON_CI and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_RepositoryStaysClean())
