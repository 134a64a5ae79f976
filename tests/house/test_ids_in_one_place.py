"""Ids of aggregates are taken apart and put together in one module; everybody else asks it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVICE = Path(__file__).parents[2] / "service"
HOME = SERVICE / "ids.py"
CUTS = frozenset({"split", "rsplit", "rpartition"})
JOINED = re.compile(r"\{\}/([a-z_]+|\{\})/\{\}")
"""An f-string of institution, kind and random part."""
ASKED = frozenset(f"/{path.stem}/" for path in (SERVICE / "aggregates").glob("*.py"))
"""A kind between slashes, looked for in a text."""


def by_hand(source: str) -> list[int]:
    """The lines in which an id is cut, joined or searched."""
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.expr))
    return sorted({node.lineno for node in nodes if any(_signs(node))})


def _signs(node: ast.expr) -> Iterator[bool]:
    if isinstance(node, ast.JoinedStr):
        yield JOINED.fullmatch("".join(map(_piece, node.values))) is not None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        yield node.func.attr in CUTS and ast.unparse(node.args[0]) == "'/'"
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
        yield isinstance(node.left, ast.Constant) and node.left.value in ASKED


def _piece(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "{}"


@pytest.mark.parametrize(
    "source",
    [
        'f"{code}/match_run/{number}"',
        'f"{code}/{KINDS[side]}/{person}"',
        'run["id"].rpartition("/")[2]',
        'person.split("/", 1)[0]',
        '"/mentor/" in subject',
    ],
)
def test_the_search_finds_what_is_done_by_hand(source: str) -> None:
    assert by_hand(source) == [1]


@pytest.mark.parametrize(
    "source",
    [
        'f"/institutions/{code}/rounds/{run}"',
        'f"http://{host}/{path}"',
        'f"{first}/{second}"',
        'name.partition(".")[0]',
        '"/" in text',
    ],
)
def test_the_search_lets_addresses_and_other_texts_pass(source: str) -> None:
    assert by_hand(source) == []


def test_only_one_module_knows_how_an_id_is_made() -> None:
    found = {
        f"{path.relative_to(SERVICE)}:{line}"
        for path in SERVICE.rglob("*.py")
        if path != HOME
        for line in by_hand(path.read_text(encoding="utf-8"))
    }
    assert found == set()
