"""Counting the calls of a process at work, to end it by SIGKILL at one of them.

Counted are all Python calls inside the service and the libraries that store for it, and every call of SQLite,
of the operating system and of an open file: these before and after, so that a process can die on both sides
of a commit or of a write.
"""

import io
import os
import signal
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final

import eventsourcing.persistence
import psycopg
import sqlalchemy

import service

ANY: Final = ""
"""In place of the name of a call: whichever it is."""

_WATCHED: Final = tuple(
    f"{Path(str(module.__file__)).parent}{os.sep}"
    for module in (service, eventsourcing.persistence, sqlalchemy, psycopg)
)
_OUTSIDE: Final = (sqlite3.Connection, sqlite3.Cursor, io.IOBase)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a piece of work; it begins at the ``call`` to a function, or at the ``return`` from it."""

    name: str
    event: str
    code: CodeType


@dataclass(frozen=True, slots=True)
class Death:
    """Where to die: at call ``number`` (from 0) of a stage, counting only the calls named ``of``."""

    stage: str
    number: int
    of: str = ANY


class Watch:
    """A function for ``sys.setprofile``: counts calls by stage and name, and dies where it is told to."""

    def __init__(self, *, first: str, following: Sequence[Stage], death: Death | None) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self._stage = first
        self._following = list(following)
        self._death = death
        self._watched: dict[CodeType, bool] = {}

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:  # noqa: ANN401 - what sys.setprofile gives
        """Note one call."""
        code = frame.f_code
        if event in {"call", "return"}:
            self._enter(code, event)
            if event == "call" and self._is_watched(code):
                self._count(code.co_name)
        elif _leaves_the_process(argument):
            self._count(argument.__name__)

    def _enter(self, code: CodeType, event: str) -> None:
        if self._following and self._following[0].code is code and self._following[0].event == event:
            self._stage = self._following.pop(0).name

    def _is_watched(self, code: CodeType) -> bool:
        if code not in self._watched:
            self._watched[code] = code.co_filename.startswith(_WATCHED)
        return self._watched[code]

    def _count(self, name: str) -> None:
        death = self._death
        if (
            death is not None
            and (self._stage, self.counts[self._stage, death.of]) == (death.stage, death.number)
            and death.of in {ANY, name}
        ):
            os.kill(os.getpid(), signal.SIGKILL)
        self.counts[self._stage, name] += 1
        self.counts[self._stage, ANY] += 1


def _leaves_the_process(function: object) -> bool:
    """Tell whether a function of C is one of SQLite, of the operating system or of an open file."""
    return isinstance(getattr(function, "__self__", None), _OUTSIDE) or function.__module__ == "posix"


def lengths(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """The number of calls by stage and by name."""
    found: dict[str, dict[str, int]] = {}
    for (stage, name), number in counts.items():
        found.setdefault(stage, {})[name] = number
    return found
