"""The page on imports tells every column and every rule, and no others."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from service.importing.columns import COLUMNS
from service.importing.faults import FILE_FAULTS

ROOT = Path(__file__).parents[2]
SOURCES = (*(ROOT / "service/importing").glob("*.py"), ROOT / "service/commands/import_checks.py")
RULE = re.compile(r"[a-z]+(?:_[a-z]+)*")
PLACE_OF_RULE = {"Unclear": 0, "Note": 0, "CellFault": 4}


def table_rows(first_heading: str) -> list[list[str]]:
    page = (ROOT / "docs/import.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^\| {first_heading} .*\n\| -.*\n((?:\|.*\n?)+)", page, flags=re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found.splitlines()]


def rules_in_code() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES)
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    found = {rule for call in calls for rule in rules_of(call) if RULE.fullmatch(rule)}
    return found | set(FILE_FAULTS)


def rules_of(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    arguments = [call.args[PLACE_OF_RULE[name]]] if name in PLACE_OF_RULE and len(call.args) > 1 else []
    arguments += [keyword.value for keyword in call.keywords if keyword.arg == "rule"]
    for argument in arguments:
        if isinstance(argument, ast.Constant):
            yield str(argument.value)


def test_every_rule_is_told_once_and_no_rule_is_invented() -> None:
    told = [row[0].strip("`") for row in table_rows("Rule")]

    assert len(rules_in_code()) > len(FILE_FAULTS) + 40
    assert sorted(told) == sorted(rules_in_code())


def test_the_rules_of_files_are_marked_as_such() -> None:
    assert {row[0].strip("`") for row in table_rows("Rule") if row[1] == "file"} == set(FILE_FAULTS)


def test_every_column_that_is_read_is_told_with_its_title_and_whether_it_is_needed() -> None:
    told = [(row[0], row[1], row[2] == "yes") for row in table_rows("Bank")]
    known = [
        (bank, column.title, column.required)
        for bank, columns in COLUMNS.items()
        for column in columns
        if column.used
    ]

    assert sorted(told) == sorted(known)
