"""What is wrong with a file that was handed in: every fault with its JSON path and one Russian sentence."""

import json
import re
from dataclasses import dataclass, field

PRINTED = 100
"""Faults that are kept with their text; the rest are counted."""

GIVEN_UP = 10_000
"""Faults after which reading stops: a file of nonsense is not worth more time."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LONGEST_KEY = 60
_LONGEST_PATH = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where (JSON path), which rule (code) and what to do about it (Russian sentence)."""

    path: str
    rule: str
    message: str

    def line(self) -> str:
        """Return the fault as the one line that a person reads."""
        path = self.path if len(self.path) <= _LONGEST_PATH else f"{self.path[:_LONGEST_PATH]}…"
        return f"{path}: {self.message}"


class InvalidFile(ValueError):  # noqa: N818 - it is a fact about the file, not a failure of the program
    """The file is not what it claims to be; ``faults`` says why and ``hidden`` how many were not kept."""

    def __init__(self, *, faults: tuple[Fault, ...], hidden: int = 0) -> None:
        super().__init__(f"{len(faults) + hidden} faults")
        self.faults = faults
        self.hidden = hidden

    def lines(self) -> tuple[str, ...]:
        """Return one line per kept fault and, if there are more, one line that counts them."""
        kept = tuple(fault.line() for fault in self.faults)
        if not self.hidden:
            return kept
        beyond = "не менее " if len(self.faults) + self.hidden >= GIVEN_UP else ""
        return (*kept, f"$: показаны первые {len(kept)} ошибок, остальных {beyond}{self.hidden}")


@dataclass(slots=True)
class Faults:
    """Collects faults while a file is read; mutable and local to one reading."""

    kept: list[Fault] = field(default_factory=list)
    count: int = 0
    unreadable: set[str] = field(default_factory=set)

    def add(self, *, path: str, rule: str, message: str) -> None:
        """Note one fault, unless the value at the path was already reported as no JSON value at all.

        Raises: InvalidFile after ``GIVEN_UP`` faults.
        """
        if path in self.unreadable:
            return
        self.count += 1
        if len(self.kept) < PRINTED:
            self.kept.append(Fault(path, rule, message))
        if self.count >= GIVEN_UP:
            self.refuse()

    def refuse(self) -> None:
        """Raise InvalidFile if there is any fault."""
        if self.count:
            raise InvalidFile(faults=tuple(self.kept), hidden=self.count - len(self.kept))


def member(path: str, key: str) -> str:
    """Return the path of an object's member; odd or long keys are quoted, escaped and shortened."""
    if len(key) <= _LONGEST_KEY and _NAME.fullmatch(key):
        return f"{path}.{key}"
    short = key if len(key) <= _LONGEST_KEY else key[:_LONGEST_KEY] + "…"
    return f"{path}[{json.dumps(short, ensure_ascii=not short.isprintable())}]"


def item(path: str, index: int) -> str:
    """Return the path of a list's item, counted from 0."""
    return f"{path}[{index}]"
