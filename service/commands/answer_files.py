"""What the commands on files share: exit codes, lines for the terminal, files read or replaced whole."""

import errno
from dataclasses import dataclass
from pathlib import Path

from service.matching.formats.problem import Problem
from service.matching.formats.strict_json import LARGEST_FILE

DONE, NO, BAD_INPUT, UNFINISHED = 0, 1, 2, 3
"""Exit codes: done; the answer is no; bad input; the run was ended without a result."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exit code and the lines for the person at the terminal."""

    code: int
    lines: tuple[str, ...]


def content_of(path: Path) -> bytes:
    """Read a file, no more than one byte beyond the largest that is accepted."""
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file as a whole, so that nobody ever reads half of it.

    Raises: OSError with the name of the file, which a full disk or device does not tell.
    """
    try:
        _replace(path, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, error.filename or str(path)) from error


def _replace(path: Path, content: bytes) -> None:
    if not path.parent.is_dir():
        raise FileNotFoundError(2, "no such folder", str(path.parent))
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def unusable(error: OSError) -> str:
    """Say what is wrong with a file."""
    reasons = {
        FileNotFoundError: "такого файла или такой папки нет",
        IsADirectoryError: "это папка, а нужен файл",
        PermissionError: "нет права на чтение или запись",
    }
    if error.errno == errno.ENOSPC:
        return f"{error.filename}: нет места, файл не записан"
    return f"{error.filename}: {reasons.get(type(error), 'файл не читается или не записывается')}"


def matters(problem: Problem, goal: str) -> bool:
    """Whether anything in the problem speaks of a goal; the others would only puzzle the reader."""
    if goal == "overdue":
        return any(mentee.due_in_days is not None for mentee in problem.mentees)
    if goal == "interest":
        return bool(problem.interest)
    return goal != "stay" or bool(problem.current)
