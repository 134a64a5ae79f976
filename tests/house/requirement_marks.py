"""Which requirements of the regulations (R-001 … R-150) the tests say they prove, read without a run.

``python -m tests.house.requirement_marks > tests/house/covered.txt`` brings the committed list up to date.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
KNOWN = tuple(f"R-{number:03}" for number in range(1, 151))


def marked(source: str) -> Iterator[str]:
    """Yield every id in ``@pytest.mark.requirement("R-…")`` and in module-wide ``pytestmark``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.requirement":
            # A computed id comes out as code, which equals no known one: a search has to find every id.
            yield from (ast.unparse(argument).strip("'") for argument in node.args)


def marks_of_all_tests() -> dict[str, list[str]]:
    """Return the files that name each requirement."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for requirement in marked(path.read_text()):
            found.setdefault(requirement, []).append(str(path.relative_to(TESTS)))
    return found


def as_ranges(requirements: list[str]) -> str:
    """Shorten a sorted list: R-001–R-003, R-007."""
    runs: list[list[str]] = []
    for requirement in requirements:
        if runs and KNOWN.index(requirement) == KNOWN.index(runs[-1][-1]) + 1:
            runs[-1].append(requirement)
        else:
            runs.append([requirement])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


if __name__ == "__main__":
    sys.stdout.writelines(f"{requirement}\n" for requirement in sorted(marks_of_all_tests()))
