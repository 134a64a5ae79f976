"""What the limited process of the matcher is told and what it says, one JSON line per message."""

from typing import Literal

import msgspec


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """The work: who asks (process id), bytes of memory, seconds of processor time, the problem as msgpack."""

    asker: int
    memory: int
    seconds: float
    problem: bytes


class Stage(msgspec.Struct, frozen=True, tag=True):
    """A stage begins; ``share`` 0..1 of the work lies behind."""

    name: str
    share: float


class Failed(msgspec.Struct, frozen=True, tag=True):
    """There is no proposal: memory did not suffice, or the solver said what it must not say (``text``)."""

    reason: Literal["memory", "status"]
    text: str = ""


class Whole(msgspec.Struct, frozen=True, tag=True):
    """The next line is the proposal, and this is the hash of its bytes: what was cut off is no proposal."""

    sha256: str


Message = Stage | Failed | Whole
