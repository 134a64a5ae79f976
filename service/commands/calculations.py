"""Calculations that may take minutes, beside the web requests that wait for them; in memory, of this process.

A request waits a moment. Who has no answer by then is told how far it is, comes back for it, and may end it:
what was ended leaves nothing behind. Answers hold ids, never names.
"""

import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event, Lock, Thread
from typing import Any, Final

import msgspec

from service.commands.limited_match import Asker, ask_limited, in_words
from service.commands.match_ends import Asked
from service.commands.match_questions import Answer, Progress, Question
from service.errors import NotFound
from service.matching.formats.problem import Problem

PATIENCE: Final = 2.0
"""Seconds that a request waits for an answer."""

LEFT_ALONE: Final = 60.0
"""Seconds after which a question that nobody comes back for is given up."""

KEPT: Final = 64
"""Answers that are kept; the oldest give way."""

Work = Callable[[Progress, Asked], Any]
"""What is to be done: it tells its progress in words and asks whether to give up."""


class CalculationGone(NotFound):
    """The calculation was ended, or the program was started anew."""


class StillCalculating(Exception):  # noqa: N818 - a fact, not an error
    """There is no answer yet; ``calculation`` says how far it is."""

    def __init__(self, calculation: "Calculation") -> None:
        super().__init__(calculation.id)
        self.calculation = calculation


@dataclass(slots=True, eq=False)
class Calculation:
    """One calculation of an institution: since when, how far, and in the end its answer."""

    id: str
    institution: str
    left_alone: float
    stage: str = ""
    share: float = 0.0
    """0..1 of the work lies behind."""
    began: float = field(default_factory=time.monotonic)
    _asked: float = field(default_factory=time.monotonic)
    _stopped: Event = field(default_factory=Event)
    _answer: "Future[Any]" = field(default_factory=Future)

    @property
    def seconds(self) -> int:
        """How long it has been going on."""
        return int(time.monotonic() - self.began)

    @property
    def is_going_on(self) -> bool:
        """Whether there is neither an answer nor an end without one."""
        return not self._answer.done()

    @property
    def has_failed(self) -> bool:
        """Whether it ended without an answer."""
        return self._answer.done() and self._answer.exception() is not None

    def answer(self, *, patience: float | None) -> Any:  # noqa: ANN401 - each calculation has its own
        """Wait so many seconds for the answer, or until the end.

        Raises:
            StillCalculating: there is none yet.
            Exception: whatever ended the calculation.

        """
        self._asked = time.monotonic()
        try:
            return self._answer.result(patience)
        except TimeoutError:
            raise StillCalculating(self) from None

    def stop(self) -> None:
        """Ask it to give up."""
        self._stopped.set()

    def carry_out(self, work: Work) -> None:
        """Do the work in this thread."""
        try:
            self._answer.set_result(work(self._tell, self._is_given_up))
        except BaseException as end:  # noqa: BLE001 - whoever asks hears of it
            self._answer.set_exception(end)

    def _tell(self, stage: str, share: float) -> None:
        self.stage, self.share = stage, share

    def _is_given_up(self) -> bool:
        return self._stopped.is_set() or time.monotonic() - self._asked > self.left_alone


@dataclass(frozen=True, slots=True)
class Calculations:
    """All calculations of this process, by what they answer."""

    random_hex: Callable[[], str]
    patience: float = PATIENCE
    _known: dict[Hashable, Calculation] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, key: Hashable, work: Work, *, institution: str) -> Calculation:
        """Begin a calculation that goes on to its end, or join the one that goes on under this key."""
        return self._begun(key, work, institution, again=True, left_alone=float("inf"))

    def asker(self, institution: str, run: str, *, patience: float | None) -> Asker:
        """Return an asker for the questions about a run; what is small is answered at once.

        Its answers raise StillCalculating after ``patience`` seconds; None waits to the end.
        """

        def ask(question: Question[Answer], problem: Problem) -> Answer:
            if question.is_small(problem):
                return ask_limited(question, problem)

            def work(progress: Progress, cancelled: Asked) -> Answer:
                return ask_limited(question, problem, progress=in_words(progress), cancelled=cancelled)

            key = (institution, run, sha256(msgspec.msgpack.encode(question)).digest())
            begun = self._begun(key, work, institution, again=False, left_alone=LEFT_ALONE)
            answer: Answer = begun.answer(patience=patience)
            return answer

        return ask

    def find(self, id: str, *, institution: str) -> Calculation:  # noqa: A002 - as everywhere
        """Find a calculation of an institution.

        Raises:
            CalculationGone.

        """
        with self._lock:
            for each in self._known.values():
                if (each.id, each.institution) == (id, institution):
                    return each
        raise CalculationGone(id)

    def going_on(self, institution: str) -> list[Calculation]:
        """The calculations of an institution that go on to their end, not only while somebody waits."""
        with self._lock:
            known = list(self._known.values())
        return [
            each
            for each in known
            if each.institution == institution and each.is_going_on and each.left_alone == float("inf")
        ]

    def stop(self, id: str, *, institution: str) -> None:  # noqa: A002 - as everywhere
        """End a calculation and forget it; one that is gone already is no fault."""
        with self._lock:
            for key, each in list(self._known.items()):
                if (each.id, each.institution) == (id, institution):
                    each.stop()
                    del self._known[key]

    def close(self) -> None:
        """End all calculations."""
        with self._lock:
            for each in self._known.values():
                each.stop()
            self._known.clear()

    def _begun(
        self, key: Hashable, work: Work, institution: str, *, again: bool, left_alone: float
    ) -> Calculation:
        """Find what is known under a key or begin it; with ``again`` an old answer does not do."""
        with self._lock:
            known = self._known.get(key)
            if known is not None and (known.is_going_on or not (again or known.has_failed)):
                return known
            begun = Calculation(self.random_hex(), institution, left_alone)
            self._known.pop(key, None)
            self._known[key] = begun
            self._forget_old()
        Thread(target=begun.carry_out, args=(work,), name="calculation", daemon=True).start()
        return begun

    def _forget_old(self) -> None:
        done = [key for key, each in self._known.items() if not each.is_going_on]
        for key in done[: max(0, len(self._known) - KEPT)]:
            del self._known[key]
