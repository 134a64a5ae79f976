"""A proposal to improve the mentoring programmes of the institution; it always gets an answer (R-111)."""

from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii, Source

ImprovementOutcome = Literal["accepted", "rejected"]
"""How a proposal was answered."""


class ImprovementAlreadyDecided(Refused):
    """The proposal was answered before; facts: ``decided_on``."""

    requirement = "R-111"


class ImprovementReasonMissing(Refused):
    """Who rejects a proposal says why."""

    requirement = "R-111"


class ImprovementDecidedTooEarly(Refused):
    """The answer is older than the proposal; facts: ``proposed_on``, ``decided_on``."""

    requirement = "R-111"


class Improvement(Aggregate):
    """One proposal of a mentor or a mentee, about the own programme or all programmes."""

    TOPIC = "improvement"

    class ProgrammeImprovementProposed(Created):
        """A mentor or a mentee proposed an improvement; without ``assignment`` it is about all programmes."""

        TOPIC = "improvement.ProgrammeImprovementProposed"
        REQUIREMENTS = ("R-111",)
        author: str
        assignment: str | None
        proposal: Pii
        proposed_on: date
        source: Source

    class ProgrammeImprovementDecided(Event):
        """The proposal got its answer; a rejection has a reason."""

        TOPIC = "improvement.ProgrammeImprovementDecided"
        REQUIREMENTS = ("R-111",)
        outcome: ImprovementOutcome
        reason: Pii | None
        decided_on: date

    @event(ProgrammeImprovementProposed)
    def __init__(self, author: str, proposed_on: date) -> None:
        self.author = author
        self.proposed_on = proposed_on
        self.decided_on: date | None = None

    def decide(self, *, outcome: ImprovementOutcome, reason: Pii | None, decided_on: date) -> None:
        """Answer the proposal, once.

        Raises:
            ImprovementAlreadyDecided, ImprovementReasonMissing, ImprovementDecidedTooEarly.

        """
        if self.decided_on is not None:
            raise ImprovementAlreadyDecided(decided_on=self.decided_on)
        if outcome == "rejected" and reason is None:
            raise ImprovementReasonMissing
        if decided_on < self.proposed_on:
            raise ImprovementDecidedTooEarly(proposed_on=self.proposed_on, decided_on=decided_on)
        self._decided(outcome=outcome, reason=reason, decided_on=decided_on)

    @event(ProgrammeImprovementDecided)
    def _decided(self, outcome: ImprovementOutcome, reason: Pii | None, decided_on: date) -> None:  # noqa: ARG002
        self.decided_on = decided_on
