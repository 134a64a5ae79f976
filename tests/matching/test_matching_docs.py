"""The documentation of the matcher says what the code does."""

import re
from pathlib import Path

from service.matching.candidates.rules import PROFILE
from service.matching.candidates.score import CRITERIA
from service.matching.formats.problem import Limits
from service.matching.solving.network import GOAL_TABLE

_DOCS = Path(__file__).parents[2] / "docs"
_TEXT = (_DOCS / "matching.md").read_text(encoding="utf-8")
_FILES = (_DOCS / "matching-files.md").read_text(encoding="utf-8")


def _table(heading: str) -> list[list[str]]:
    part = _TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_the_table_of_points_is_the_table_in_the_code() -> None:
    told = {row[0].strip("`"): int(row[1]) for row in _table("Points")}
    assert told == {code: criterion.most for code, criterion in CRITERIA.items()}


def test_the_table_of_rules_names_every_rule_in_its_order() -> None:
    told = [row[0].strip("`") for row in _table("Rules")]
    assert told[-len(PROFILE) :] == list(PROFILE)


def test_the_table_of_goals_has_their_order_and_directions() -> None:
    told = [(row[0].strip("`"), row[1]) for row in _table("Goals")]
    assert told == [(name, goal.direction) for name, goal in GOAL_TABLE.items()]


def test_the_defaults_of_the_limits_are_told() -> None:
    found = re.search(r"work = (\d+), seconds = (\d+), seed = (\d+), fit_tolerance = (\d+)", _FILES)
    assert found is not None
    default = Limits()
    told = tuple(map(float, found.groups()))
    assert told == (default.work, default.seconds, default.seed, default.fit_tolerance)
