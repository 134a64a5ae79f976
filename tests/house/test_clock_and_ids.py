"""The domain reads no clock, makes no ids and throws no dice; the environment has one reader."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

SERVICE = Path(__file__).parents[2] / "service"
PURE = (
    "aggregates",
    "matching",
    "regulations",
    "calendars",
    "events.py",
    "values.py",
    "access.py",
    "errors.py",
)
FORBIDDEN = frozenset(
    {
        *(f"datetime.{name}" for name in ("now", "today", "utcnow")),
        "date.today",
        *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime")),
        *(f"uuid.{name}" for name in ("uuid1", "uuid4", "uuid7")),
    },
)
SEEDED = "random.Random"  # with a seed it is arithmetic; the rest of its module throws dice


def python_files(*places: str) -> list[Path]:
    roots = [SERVICE / place for place in places] if places else [SERVICE]
    found = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*.py"))]
    return sorted(found)


def full_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Names in use with the module they come from, under whatever alias: ``from time import time as t``."""
    origin = dict(imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            yield node.lineno, resolved(node, origin)


def resolved(node: ast.expr, origin: Mapping[str, str]) -> str:
    head, _, tail = ast.unparse(node).partition(".")
    return f"{origin.get(head, head)}.{tail}".strip(".")


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name.split(".")[0], alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)


def impure(source: str) -> list[tuple[int, str]]:
    tree = ast.parse(source)
    origin = dict(imported(tree))
    unseeded = {
        (node.lineno, f"{SEEDED}()")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and not node.args and resolved(node.func, origin) == SEEDED
    }
    return sorted(unseeded | {(line, name) for line, name in full_names(tree) if is_impure(name)})


def is_impure(name: str) -> bool:
    if name.startswith(("secrets.", "random.")):
        return name != SEEDED and not name.startswith(f"{SEEDED}(")
    return any(name == forbidden or name.endswith("." + forbidden) for forbidden in FORBIDDEN)


def reads_environment(source: str) -> list[tuple[int, str]]:
    names = full_names(ast.parse(source))
    return sorted({(line, name) for line, name in names if name.startswith(("os.environ", "os.getenv"))})


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\ndatetime.now()",
        "import datetime as d\nd.datetime.now(d.UTC)",
        "from datetime import date as day\nday.today()",
        "from time import time as t\nt()",
        "import uuid\nuuid.uuid4()",
        "from uuid import uuid4\nuuid4()",
        "from random import shuffle as mix\nmix([])",
        "import random\nrandom.random()",
        "from random import Random\nRandom()",
        "import secrets as s\ns.token_hex()",
    ],
)
def test_the_search_sees_through_aliases(source: str) -> None:
    assert impure(source)


def test_the_search_lets_a_clock_pass_that_comes_in_as_an_argument() -> None:
    assert impure("def due(*, today, now):\n    return today + now()") == []


def test_the_search_lets_seeded_numbers_pass() -> None:
    assert impure("from random import Random\ndef split(*, seed):\n    return Random(seed).random()") == []


@pytest.mark.parametrize("path", python_files(*PURE), ids=lambda path: str(path.relative_to(SERVICE)))
def test_the_domain_reads_no_clock_and_makes_no_ids(path: Path) -> None:
    assert impure(path.read_text()) == []


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        str(path.relative_to(SERVICE)) for path in python_files() if reads_environment(path.read_text())
    }
    assert readers == {"settings.py"}
