"""Which requirements of the regulations (R-001 … R-150) the tests say they prove, read without a run.

``python -m tests.house.requirement_marks`` brings the list that the program ships up to date.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
PROOFS = TESTS.parent / "service" / "regulations" / "proofs.toml"
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
            files = found.setdefault(requirement, [])
            name = path.relative_to(TESTS.parent).as_posix()
            if name not in files:
                files.append(name)
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


def as_toml(marks: dict[str, list[str]]) -> str:
    """The list as the program ships it: for each requirement the files of tests that name it."""
    head = "# For each requirement the tests that prove it; written by tests/house/requirement_marks.py.\n\n"
    rows = (f"{number} = [{', '.join(map(_quoted, files))}]\n" for number, files in sorted(marks.items()))
    return head + "".join(rows)


def _quoted(path: str) -> str:
    return f'"{path}"'


if __name__ == "__main__":
    PROOFS.write_text(as_toml(marks_of_all_tests()), encoding="utf-8")
