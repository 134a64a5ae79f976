"""How a run of the matcher in a process of its own may end without an answer, and when it is ended."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from service.commands.match_messages import Failed, MatchBroken
from service.errors import Refused

Asked = Callable[[], bool]

_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_NEAR: Final = 0.8
"""Who crashes with this share of the memory in use crashed for want of memory."""

_MEMORY_WORDS: Final = (b"bad_alloc", b"MemoryError", b"Cannot allocate memory", b"out of memory")
_TOLD_TO_STOP: Final = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one run may use at most: seconds by the clock on the wall, bytes of memory."""

    seconds: float = 900.0
    memory: int = 4 * 1024**3


USUAL: Final = Allowance()


class MatchOutOfTime(Refused):
    """The run was ended because its time was over; facts: ``seconds``."""


class MatchOutOfMemory(Refused):
    """The run was ended because it needed more memory; facts: ``megabytes``."""


class MatchInterrupted(Refused):
    """Somebody ended the run."""


class MatchCrashed(Refused):
    """The process of the run was killed or crashed; facts: ``signal``."""


UNSOLVED: Final = (MatchOutOfTime, MatchOutOfMemory, MatchInterrupted, MatchCrashed)
"""The ways in which a run comes to no answer although nothing is wrong with the program."""


@dataclass(slots=True)
class Watch:
    """The limits of one run and the wish of the user; mutable and local to the run."""

    process: int
    allowance: Allowance
    cancelled: Asked
    began: float = field(default_factory=time.monotonic)
    peak: int = 0
    """Bytes of memory that the process was seen to use at most."""

    def look(self) -> None:
        """Raise MatchInterrupted, MatchOutOfTime or MatchOutOfMemory when it is time to end the run."""
        if self.cancelled():
            raise MatchInterrupted
        if time.monotonic() - self.began > self.allowance.seconds:
            raise self.out_of_time()
        resident = Path(f"/proc/{self.process}/statm").read_text().split()[1]
        self.peak = max(self.peak, int(resident) * _PAGE)
        if self.peak > self.allowance.memory:
            raise self.out_of_memory()

    def out_of_time(self) -> MatchOutOfTime:
        """Return the refusal with the limit of time."""
        return MatchOutOfTime(seconds=f"{self.allowance.seconds:g}".replace(".", ","))

    def out_of_memory(self) -> MatchOutOfMemory:
        """Return the refusal with the limit of memory."""
        return MatchOutOfMemory(megabytes=self.allowance.memory // 1024**2)


def failure(*, code: int, failed: Failed | None, words: bytes, watch: Watch) -> Exception:
    """Return what a process that gave no answer came to, from its exit code and its last words."""
    if failed is not None and failed.reason == "status":
        return MatchBroken(failed.text)
    if failed is not None or any(known in words for known in _MEMORY_WORDS):
        return watch.out_of_memory()
    if code < 0:
        return _killed(signal.Signals(-code), watch)
    return MatchBroken(f"exit code {code}: {words.decode(errors='replace')}")


def _killed(by: signal.Signals, watch: Watch) -> Refused:
    if by in _TOLD_TO_STOP:
        return MatchInterrupted()
    if by == signal.SIGXCPU:
        return watch.out_of_time()
    if watch.peak > _NEAR * watch.allowance.memory:
        return watch.out_of_memory()
    return MatchCrashed(signal=int(by))
