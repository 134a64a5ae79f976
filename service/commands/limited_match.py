"""The matcher in a process of its own, with a hard limit of time and memory: a whole proposal or none.

What a run can come to: a ``Proposal`` (optimal; feasible where a limit of the problem struck; infeasible),
one of the refusals of ``match_ends.py``, or an error where the solver or the program is wrong.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import Final

import msgspec

import service
from service.commands.match_ends import USUAL, Allowance, Asked, MatchBroken, Watch, failure
from service.commands.match_messages import Failed, Message, Task, Whole
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import Proposal
from service.matching.propose import propose

Progress = Callable[[str, float], None]

SMALL, TINY = 300, 50
"""Mentees below which a problem takes less time than the half second in which a process starts.

``SMALL`` holds for plain flows, ``TINY`` where groups or a tolerance may need a search.
"""

_HOME: Final = str(Path(service.__file__).parents[1])
_ENVIRONMENT: Final = {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
_COMMAND: Final = (sys.executable, "-s", "-B", "-m", "service.commands.match_child")
_BEAT: Final = 0.05
"""Seconds between two looks at the clock, at the memory and at the wish to stop."""

_PIECE: Final = 1 << 16
_LAST_WORDS: Final = 4000


def propose_limited(
    problem: Problem,
    *,
    allowance: Allowance = USUAL,
    isolated: bool | None = None,
    progress: Progress | None = None,
    cancelled: Asked = lambda: False,
) -> Proposal:
    """Return the proposal for a problem; only small plain problems are solved in this process, if not told.

    ``progress`` hears of every stage; ``cancelled`` is asked many times a second whether to give up.

    Raises:
        MatchOutOfTime, MatchOutOfMemory, MatchInterrupted, MatchCrashed: there is no proposal.
        UnexpectedSolverStatus, MatchBroken: an error of the program.

    """
    if isolated is False or (isolated is None and _needs_no_process(problem)):
        return propose(problem, progress=progress)
    ear = _Ear(progress)
    with _started(problem, allowance) as child:
        watch = Watch(child.pid, allowance, cancelled)
        _listen(child, ear, watch)
        code = child.wait()
    if code == 0 and ear.is_whole:
        return msgspec.json.decode(ear.said, type=Proposal)
    raise failure(code=code, failed=ear.failed, words=bytes(ear.words[-_LAST_WORDS:]), watch=watch)


def _needs_no_process(problem: Problem) -> bool:
    """Whether this ends at once and cannot outgrow its memory."""
    coupled = problem.limits.fit_tolerance > 0 or any(mentor.group for mentor in problem.mentors)
    return len(problem.mentees) < (TINY if coupled else SMALL)


@contextmanager
def _started(problem: Problem, allowance: Allowance) -> Iterator[subprocess.Popen[bytes]]:
    """Start the process; whatever happens, it does not outlive the block."""
    task = Task(
        asker=os.getpid(),
        memory=allowance.memory,
        seconds=allowance.seconds,
        problem=msgspec.msgpack.encode(problem),
    )
    with os.fdopen(os.memfd_create("task"), "w+b") as paper:
        paper.write(msgspec.msgpack.encode(task))
        paper.seek(0)
        child = subprocess.Popen(  # noqa: S603 - our own module; the problem goes in as bytes
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
    """What was not understood yet: at the end the proposal."""
    words: bytearray = field(default_factory=bytearray)
    """What the process wrote to standard error."""
    failed: Failed | None = None
    whole: Whole | None = None

    @property
    def is_whole(self) -> bool:
        """Whether a proposal came and nothing of it is missing."""
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
