"""What the limited process of the matcher is told, and what it says before its answer, a JSON line each."""

from typing import Final, Literal

import msgspec


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """The work: who asks (process id), bytes of memory, seconds of processor time; the rest is msgpack."""

    asker: int
    memory: int
    seconds: float
    problem: bytes
    question: bytes


class Stage(msgspec.Struct, frozen=True, tag=True):
    """A stage begins; ``share`` 0..1 of the work lies behind."""

    name: str
    share: float


class Failed(msgspec.Struct, frozen=True, tag=True):
    """There is no answer: memory did not suffice, or the solver said what it must not say (``text``)."""

    reason: Literal["memory", "status"]
    text: str = ""


class Whole(msgspec.Struct, frozen=True, tag=True):
    """All that follows is the answer as msgpack, and this its hash: what was cut off is no answer."""

    sha256: str


class MatchBroken(RuntimeError):  # noqa: N818 - a fact about the run
    """The run ended with an error of the program or an answer that is none; the text is for the log."""


BROKEN_WORDS: Final = (
    "В программе подбора ошибка: ответа нет, ничего не записано. Повторите; если ошибка повторится, "
    "сообщите о ней тому, кто обслуживает программу."
)
"""What is said to whoever asked."""

Message = Stage | Failed | Whole
