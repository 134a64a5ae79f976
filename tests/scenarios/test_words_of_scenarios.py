"""The chapters of the scenarios can be read aloud: people, days and deeds, and nothing of the machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.commands.catalogue import all_commands
from service.regulations.clauses import parse, russian
from tests.scenarios.regulating import CLAUSES

FOLDER = Path(__file__).parent
CHAPTER = re.compile(r"^def (given|when|then)_", re.MULTILINE)
CHAPTERS = sorted(file for file in FOLDER.glob("*.py") if CHAPTER.search(file.read_text(encoding="utf-8")))
ADDRESS = re.compile(r"https://[a-z0-9-]+\.example\.org/[a-z]+")


def texts(tree: ast.Module) -> Iterator[str]:
    """Every text of a chapter that is not the docstring of something."""
    told = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, ast.Module)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in told:
            yield node.value


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda file: file.stem)
def test_a_chapter_holds_no_code_and_no_identifier(chapter: Path) -> None:
    tree = ast.parse(chapter.read_text(encoding="utf-8"))
    spoken = (text for text in texts(tree) if not ADDRESS.fullmatch(text))
    assert [text for text in spoken if re.search(r"[A-Za-z_§¶]|/[0-9a-f]{8}", text)] == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda file: file.stem)
def test_a_chapter_gives_no_command_itself(chapter: Path) -> None:
    tree = ast.parse(chapter.read_text(encoding="utf-8"))
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        if isinstance(node.func, ast.Attribute)
    }
    assert not called & {"give", "ask", "bring", "suggest", "person", "mentor", "mentee", "thing", "remember"}
    assert not set(texts(tree)) & set(all_commands())


@pytest.mark.parametrize("words", CLAUSES)
def test_scenarios_name_clauses_as_readers_do(words: str) -> None:
    assert russian(parse(CLAUSES[words])) == words
