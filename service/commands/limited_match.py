"""The matcher in a process of its own, with a hard limit of time and memory: a whole answer or none.

What a question can come to: its answer (a ``Proposal``: optimal, feasible where a limit of the problem
struck, infeasible), one of the refusals of ``match_ends.py``, or an error where the solver or the program
is wrong.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from threading import BoundedSemaphore
from typing import Final, Protocol

import msgspec

import service
from service.commands.match_ends import (
    USUAL,
    Allowance,
    Asked,
    MatchInterrupted,
    Watch,
    failure,
)
from service.commands.match_messages import Failed, MatchBroken, Message, Task, Whole
from service.commands.match_questions import PROPOSE, Answer, Progress, Question
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import Proposal
from service.matching.propose import silent
from service.matching.solving.flow import UnexpectedSolverStatus
from service.matching.words import SEARCHING, STAGES, WAITING

_HOME: Final = str(Path(service.__file__).parents[1])
_ENVIRONMENT: Final = {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
_COMMAND: Final = (sys.executable, "-s", "-B", "-m", "service.commands.match_child")
_BEAT: Final = 0.05
"""Seconds between two looks at the clock, at the memory and at the wish to stop."""

_TURNS: Final = BoundedSemaphore(os.cpu_count() or 1)
"""So many processes work at once; the others wait, and their time does not run."""

_PIECE: Final = 1 << 16
_LAST_WORDS: Final = 4000


class Asker(Protocol):
    """Whoever finds the answer to a question about a problem."""

    def __call__(self, question: Question[Answer], problem: Problem) -> Answer:
        """Return the answer."""


def ask_limited(
    question: Question[Answer],
    problem: Problem,
    *,
    allowance: Allowance = USUAL,
    isolated: bool | None = None,
    progress: Progress | None = None,
    cancelled: Asked = lambda: False,
) -> Answer:
    """Return the answer to a question; only small ones are answered in this process, if not told.

    ``progress`` hears of every stage; ``cancelled`` is asked many times a second whether to give up.

    Raises:
        MatchOutOfTime, MatchOutOfMemory, MatchInterrupted, MatchCrashed: there is no answer.
        MatchBroken: an error of the program or of the solver.

    """
    if isolated is False or (isolated is None and question.is_small(problem)):
        return _answered_here(question, problem, progress or silent)
    ear = _Ear(progress)
    with _turn(cancelled, progress or silent), _started(question, problem, allowance) as child:
        watch = Watch(child.pid, allowance, cancelled)
        _listen(child, ear, watch)
        code = child.wait()
    if code == 0 and ear.is_whole:
        answer: Answer = msgspec.msgpack.decode(ear.said, type=question.answer_type())
        return answer
    raise failure(code=code, failed=ear.failed, words=bytes(ear.words[-_LAST_WORDS:]), watch=watch)


def _answered_here(question: Question[Answer], problem: Problem, progress: Progress) -> Answer:
    try:
        return question.answer_telling(problem, progress)
    except UnexpectedSolverStatus as fault:
        raise MatchBroken(str(fault)) from fault


def asker_with(bar: Callable[[], AbstractContextManager[Progress]]) -> Asker:
    """Return an asker that shows a bar while an answer takes long."""

    def ask(question: Question[Answer], problem: Problem) -> Answer:
        if question.is_small(problem):
            return ask_limited(question, problem)
        with bar() as report:
            return ask_limited(question, problem, progress=in_words(report))

    return ask


def propose_limited(
    problem: Problem,
    *,
    allowance: Allowance = USUAL,
    isolated: bool | None = None,
    progress: Progress | None = None,
    cancelled: Asked = lambda: False,
) -> Proposal:
    """Return the proposal for a problem; all else as ``ask_limited``."""
    return ask_limited(
        PROPOSE, problem, allowance=allowance, isolated=isolated, progress=progress, cancelled=cancelled
    )


def in_words(progress: Progress | None, *, whose: str = "") -> Progress | None:
    """The stages of the matcher as a curator reads them, after the name of whose they are."""
    if progress is None:
        return None
    return lambda stage, share: progress(f"{whose}: {STAGES[stage]}" if whose else STAGES[stage], share)


@contextmanager
def _turn(cancelled: Asked, tell: Progress) -> Iterator[None]:
    """Wait until fewer processes are at work; who has to wait is told so."""
    if not _TURNS.acquire(blocking=False):
        tell(WAITING, 0.0)
        while not _TURNS.acquire(timeout=_BEAT):
            if cancelled():
                raise MatchInterrupted
        tell(SEARCHING, 0.0)
    try:
        yield
    finally:
        _TURNS.release()


@contextmanager
def _started(
    question: Question[Answer], problem: Problem, allowance: Allowance
) -> Iterator[subprocess.Popen[bytes]]:
    """Start the process; whatever happens, it does not outlive the block."""
    task = Task(
        asker=os.getpid(),
        memory=allowance.memory,
        seconds=allowance.seconds,
        problem=msgspec.msgpack.encode(problem),
        question=msgspec.msgpack.encode(question),
    )
    with os.fdopen(os.memfd_create("task"), "w+b") as paper:
        paper.write(msgspec.msgpack.encode(task))
        paper.seek(0)
        child = subprocess.Popen(  # noqa: S603 - our own module; the task goes in as bytes
            _COMMAND,
            stdin=paper,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=_HOME,
            env=_ENVIRONMENT,
            start_new_session=True,
        )
    with child:
        try:
            yield child
        finally:
            child.kill()


@dataclass(slots=True)
class _Ear:
    """Understands the messages as they come; mutable and local to one run."""

    progress: Progress | None
    said: bytearray = field(default_factory=bytearray)
    """What was not understood yet: at the end the answer."""
    words: bytearray = field(default_factory=bytearray)
    """What the process wrote to standard error."""
    failed: Failed | None = None
    whole: Whole | None = None

    @property
    def is_whole(self) -> bool:
        """Whether an answer came and nothing of it is missing."""
        return self.whole is not None and sha256(self.said).hexdigest() == self.whole.sha256

    def hear(self, piece: bytes) -> None:
        self.said += piece
        while self.whole is None and b"\n" in self.said:
            line, _, self.said = self.said.partition(b"\n")
            self._understand(bytes(line))

    def _understand(self, line: bytes) -> None:
        try:
            message: Message = msgspec.json.decode(line, type=Message)
        except msgspec.DecodeError as fault:
            raise MatchBroken(f"not a message: {line[:_LAST_WORDS]!r}") from fault
        if isinstance(message, Whole):
            self.whole = message
        elif isinstance(message, Failed):
            self.failed = message
        elif self.progress is not None:
            self.progress(message.name, message.share)


def _listen(child: subprocess.Popen[bytes], ear: _Ear, watch: Watch) -> None:
    """Read both outputs until they end."""
    with DefaultSelector() as selector:
        selector.register(child.stdout, EVENT_READ, ear.hear)  # type: ignore[arg-type] # both are pipes
        selector.register(child.stderr, EVENT_READ, ear.words.extend)  # type: ignore[arg-type] # both are pipes
        while selector.get_map():
            watch.look()
            for key, _ in selector.select(_BEAT):
                piece = os.read(key.fd, _PIECE)
                if piece:
                    key.data(piece)
                else:
                    selector.unregister(key.fileobj)
