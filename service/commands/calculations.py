"""Calculations that may take minutes, beside the web requests that wait for them; in memory, of this process.

A request waits a moment. Who has no answer by then is told how far it is, comes back for it, and may end it:
what was ended leaves nothing behind.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock, Thread
from typing import Any, Final

import msgspec

from service.commands.calculation import About, Calculation, Work
from service.commands.limited_match import Asker, ask_limited, in_words
from service.commands.match_ends import Asked
from service.commands.match_questions import Answer, Progress, Question
from service.errors import NotFound, Refused
from service.matching.formats.problem import Problem
from service.matching.words import SEARCHING, STAGES

PATIENCE: Final = 2.0
"""Seconds that a request waits for an answer."""

KEPT: Final = 64
"""Answers that are kept; the oldest give way."""


class CalculationGone(NotFound):
    """The calculation was ended, the program was started anew, or another process of it was asked."""


class CalculationOver(Refused):
    """The calculation came to its end before it could be ended."""


@dataclass(frozen=True, slots=True)
class Calculations:
    """All calculations of this process, in the order in which they began."""

    random_hex: Callable[[], str]
    patience: float = PATIENCE
    _known: dict[str, Calculation] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(
        self, key: Hashable, work: Work, *, institution: str, about: About | None = None
    ) -> Calculation:
        """Begin a calculation that goes on to its end, or join the one that goes on under this key."""
        return self._begun(Calculation(self.random_hex(), institution, key, goes_on=True, about=about), work)

    def asker(self, institution: str, run: str) -> Asker:
        """Return an asker for the questions about a run; what is small is answered at once.

        Its answers raise StillCalculating where they take longer than a request waits.
        """

        def ask(question: Question[Answer], problem: Problem) -> Answer:
            if question.is_small(problem):
                return ask_limited(question, problem)

            def work(progress: Progress, cancelled: Asked) -> Answer:
                return ask_limited(question, problem, progress=in_words(progress), cancelled=cancelled)

            new = Calculation(
                self.random_hex(),
                institution,
                _key(institution, run, question),
                goes_on=False,
                about=About.of(run, question),
                stage=STAGES[SEARCHING],
            )
            answer: Answer = self._begun(new, work).answer(patience=self.patience)
            return answer

        return ask

    def asker_within(self, institution: str, run: str, progress: Progress, cancelled: Asked) -> Asker:
        """Return an asker for the work of another calculation; what was answered before is known."""

        def ask(question: Question[Answer], problem: Problem) -> Answer:
            with self._lock:
                known = self._latest(_key(institution, run, question))
            if known is not None and known.has_answer:
                answer: Answer = known.answer(patience=0)
                return answer
            return ask_limited(question, problem, progress=in_words(progress), cancelled=cancelled)

        return ask

    def find(self, id: str, *, institution: str) -> Calculation:  # noqa: A002 - as everywhere
        """Find a calculation of an institution.

        Raises:
            CalculationGone.

        """
        with self._lock:
            found = self._known.get(id)
        if found is None or found.institution != institution:
            raise CalculationGone(id)
        return found

    def going_on(self, institution: str) -> list[Calculation]:
        """The calculations of an institution that go on to their end, not only while somebody waits."""
        with self._lock:
            known = list(self._known.values())
        return [
            each for each in known if each.institution == institution and each.is_going_on and each.goes_on
        ]

    def stop(self, id: str, *, institution: str) -> None:  # noqa: A002 - as everywhere
        """End a calculation and forget it.

        Raises:
            CalculationGone: there is none.
            CalculationOver: it came to its end first.

        """
        found = self.find(id, institution=institution)
        if not found.stop():
            raise CalculationOver
        with self._lock:
            self._known.pop(id, None)

    def close(self) -> None:
        """End all calculations."""
        with self._lock:
            for each in self._known.values():
                each.give_up()
            self._known.clear()

    def _begun(self, new: Calculation, work: Work) -> Calculation:
        """Begin it, if nobody did so before; an old answer does where it was a question."""
        with self._lock:
            known = self._latest(new.key)
            if known is not None and (known.is_going_on or (known.has_answer and not new.goes_on)):
                return known
            self._known[new.id] = new
            self._forget_old()
        Thread(target=new.carry_out, args=(work,), name="calculation", daemon=True).start()
        return new

    def _latest(self, key: Hashable) -> Calculation | None:
        return next((each for each in reversed(self._known.values()) if each.key == key), None)

    def _forget_old(self) -> None:
        done = [each.id for each in self._known.values() if not each.is_going_on]
        for old in done[: max(0, len(self._known) - KEPT)]:
            del self._known[old]


def _key(institution: str, run: str, question: Question[Any]) -> Hashable:
    return institution, run, sha256(msgspec.msgpack.encode(question)).digest()
