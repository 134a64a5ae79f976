"""The limited process that answers one question: a ``Task`` on standard input, messages on standard output.

Only a run that ended well says ``Whole`` and the answer; whatever else ends it, no answer is sent.
It holds no secrets, may not write files and dies with the process that started it.
"""

import ctypes
import os
import resource
import signal
import sys
from hashlib import sha256
from math import ceil
from typing import BinaryIO, Final

import msgspec

from service.commands.match_messages import Failed, Message, Stage, Task, Whole
from service.commands.match_questions import AnyQuestion
from service.matching.formats.problem import Problem
from service.matching.solving.flow import UnexpectedSolverStatus

_SIGNAL_WHEN_PARENT_DIES: Final = 1
_PROGRAM: Final = 512 * 1024**2
"""Address space that the program and its libraries take before they store anything."""


def main() -> None:
    """Answer one question within the limits."""
    _end_with_asker()
    channel = _private_output()
    try:
        task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task)
        _limit(task)
        _need_asker(task)
        content = _answered(task, channel)
    except MemoryError:
        _say(channel, Failed("memory"))
    except UnexpectedSolverStatus as fault:
        _say(channel, Failed("status", str(fault)))
    else:
        _say(channel, Whole(sha256(content).hexdigest()))
        channel.write(content)
        channel.flush()


def _answered(task: Task, channel: BinaryIO) -> bytes:
    problem = msgspec.msgpack.decode(task.problem, type=Problem)
    question: AnyQuestion = msgspec.msgpack.decode(task.question, type=AnyQuestion)
    answer = question.answer_telling(problem, lambda name, share: _say(channel, Stage(name, share)))
    return msgspec.msgpack.encode(answer)


def _private_output() -> BinaryIO:
    """Keep the output for messages: what a library prints goes to standard error."""
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return channel


def _end_with_asker() -> None:
    """Nobody waits for an answer whose asker is gone; an interrupt ends the process without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_SIGNAL_WHEN_PARENT_DIES, signal.SIGKILL)


def _need_asker(task: Task) -> None:
    """End at once if the asker was gone before this process could notice it."""
    if os.getppid() != task.asker:
        raise SystemExit


def _limit(task: Task) -> None:
    """The parent watches memory and time; these limits hold if it looks too late or not at all."""
    seconds, space = ceil(task.seconds), 2 * task.memory + _PROGRAM
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _say(channel: BinaryIO, message: Message) -> None:
    channel.write(msgspec.json.encode(message) + b"\n")
    channel.flush()


if __name__ == "__main__":
    main()
