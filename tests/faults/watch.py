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
from random import Random
from types import CodeType, FrameType
from typing import Any, Final

import eventsourcing.persistence
import psycopg
import sqlalchemy

import service

SEED: Final = 20261121

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


_NEVER: Final = Stage("", "", (lambda: None).__code__)


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
        self._following = [*following, _NEVER]
        self._death = death
        self._watched: dict[CodeType, bool] = {}

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:  # noqa: ANN401 - of any type
        """Note one call."""
        code = frame.f_code
        following = self._following[0]
        if code is following.code and event == following.event:
            self._stage = self._following.pop(0).name
        if self._death is not None and self._stage != self._death.stage:
            return  # nobody asks for these numbers, and counting takes time
        if event == "call":
            if self._is_watched(code):
                self._count(code.co_name)
        elif event != "return" and _leaves_the_process(argument):
            self._count(argument.__name__)

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


def shares(name: str, count: int) -> list[float]:
    """Seeded places in a stage, one in each of ``count`` equal parts, as shares of its calls."""
    random = Random(f"{SEED} {name}")  # noqa: S311 - places, not secrets
    return [round((part + random.random()) / count, 4) for part in range(count)]


def _leaves_the_process(function: object) -> bool:
    """Tell whether a function of C is one of SQLite, of the operating system or of an open file."""
    return isinstance(getattr(function, "__self__", None), _OUTSIDE) or function.__module__ == "posix"


def lengths(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """The number of calls by stage and by name."""
    found: dict[str, dict[str, int]] = {}
    for (stage, name), number in counts.items():
        found.setdefault(stage, {})[name] = number
    return found
