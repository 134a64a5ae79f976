"""One calculation that may take minutes: how far it is, its answer when it is there, and its end before that.

Answers hold ids, never names.
"""

import time
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Event
from typing import Any, Final, Self

from service.commands.match_ends import Asked
from service.commands.match_questions import Progress, Question
from service.matching.words import DONE, STAGES

LEFT_ALONE: Final = 60.0
"""Seconds after which a question that nobody comes back for is given up."""

ENDING: Final = 10.0
"""Seconds that whoever ends a calculation waits for its process to be gone."""

PREPARING: Final = "Готовим условие задачи"
"""What is said until there is a stage to tell."""

Work = Callable[[Progress, Asked], Any]
"""What is to be done: it tells its progress in words and asks whether to give up."""


class StillCalculating(Exception):  # noqa: N818 - a fact, not an error
    """There is no answer yet; ``calculation`` says how far it is."""

    def __init__(self, calculation: "Calculation") -> None:
        super().__init__(calculation.id)
        self.calculation = calculation


@dataclass(frozen=True, slots=True)
class About:
    """A question about a run of the matcher (32 hexadecimal digits), without what the run says itself."""

    run: str
    kind: type[Question[Any]]
    parameters: Mapping[str, Any]

    @classmethod
    def of(cls, run: str, question: Question[Any]) -> Self:
        """Keep what was asked; a proposal is large, and the run has it."""
        return cls(run, type(question), question.parameters())


@dataclass(slots=True, eq=False)
class Calculation:
    """One calculation of an institution: since when, how far, and in the end its answer.

    Who asks the same comes by its ``key``. What ``goes_on`` comes to its end although nobody waits for it.
    Without ``about`` it suggests pairs.
    """

    id: str
    institution: str
    key: Hashable
    goes_on: bool
    about: About | None = None
    stage: str = PREPARING
    share: float = 0.0
    """0..1 of the work lies behind."""
    began: float = field(default_factory=time.monotonic)
    ended: float | None = None
    _asked: float = field(default_factory=time.monotonic)
    _stopped: Event = field(default_factory=Event)
    _answer: "Future[Any]" = field(default_factory=Future)

    @property
    def seconds(self) -> int:
        """How long it has been going on, or went on until its end."""
        return int((time.monotonic() if self.ended is None else self.ended) - self.began)

    @property
    def is_going_on(self) -> bool:
        """Whether there is neither an answer nor an end without one."""
        return not self._answer.done()

    @property
    def has_answer(self) -> bool:
        """Whether it came to its end with an answer."""
        return self._answer.done() and self._answer.exception() is None

    def answer(self, *, patience: float) -> Any:  # noqa: ANN401 - each calculation has its own
        """Wait so many seconds for the answer, fewer than it may be left alone.

        Raises:
            StillCalculating: there is none yet.
            Exception: whatever ended the calculation.

        """
        self._asked = time.monotonic()
        try:
            return self._answer.result(patience)
        except TimeoutError:
            raise StillCalculating(self) from None
        finally:
            self._asked = time.monotonic()

    def give_up(self) -> None:
        """Ask it to give up at its next look."""
        self._stopped.set()

    def stop(self) -> bool:
        """End it and wait until its process is gone; tell whether it thereby came to nothing."""
        if not self.is_going_on:
            return False
        self.give_up()
        try:
            return self._answer.exception(ENDING) is not None
        except TimeoutError:
            return True

    def carry_out(self, work: Work) -> None:
        """Do the work in this thread."""
        try:
            answer = work(self._tell, self._is_given_up)
        except BaseException as end:  # noqa: BLE001 - whoever asks hears of it
            self.ended = time.monotonic()
            self._answer.set_exception(end)
        else:
            self.ended = time.monotonic()
            self._tell(STAGES[DONE], 1.0)
            self._answer.set_result(answer)

    def _tell(self, stage: str, share: float) -> None:
        self.stage, self.share = stage, share

    def _is_given_up(self) -> bool:
        return self._stopped.is_set() or not (self.goes_on or self._is_wanted)

    @property
    def _is_wanted(self) -> bool:
        return time.monotonic() - self._asked <= LEFT_ALONE
