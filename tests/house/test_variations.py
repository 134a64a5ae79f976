"""Each of the 52 points in which the regulations differ has a test in which two institutions differ."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
KNOWN = tuple(f"V-{number:02}" for number in range(1, 53))


def marked(source: str) -> Iterator[str]:
    """Yield every id in ``@pytest.mark.variation("V-…")``; a computed one comes out as code."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.variation":
            yield from (ast.unparse(argument).strip("'") for argument in node.args)


def test_every_point_of_variation_is_proven_and_no_other_is_named() -> None:
    found = {point for path in TESTS.rglob("test_*.py") for point in marked(path.read_text("utf-8"))}
    assert [point for point in KNOWN if point not in found] == []
    assert sorted(found - set(KNOWN)) == []


def test_marks_are_found_on_tests_and_with_several_points() -> None:
    source = (
        "@pytest.mark.variation('V-01', 'V-02')\n"
        "def test_one(): ...\n"
        "pytestmark = [pytest.mark.variation('V-03')]\n"
    )
    assert sorted(marked(source)) == ["V-01", "V-02", "V-03"]


def test_a_computed_point_is_no_known_one() -> None:
    assert not set(marked("x = pytest.mark.variation(f'V-{number}')")) & set(KNOWN)
