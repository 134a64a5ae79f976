"""A mentor's proposals to encourage or to discipline his mentee: restricted, heard, decided (R-107, A-41).

They are never published and never an input of matching: nothing outside this process reads them.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii, Source

MeasureState = Literal["proposed", "informed", "answered", "decided"]
MeasureOutcome = Literal["accepted", "rejected"]
"""What the head decided."""


class MeasureNeedsActivePair(Refused):
    """A mentor proposes measures for his own mentee, while the pair is active."""

    requirement = "R-107"


class MeasureUnknown(Refused):
    """The pair has no proposal with this number; facts: ``number``, ``count``."""

    requirement = "R-107"


class MenteeAlreadyInformed(Refused):
    """The mentee was told of the proposal before; facts: ``informed_on``."""

    requirement = "R-107"


class MenteeNotInformed(Refused):
    """The mentee is told of the proposal first."""

    requirement = "R-107"


class MeasureAlreadyDecided(Refused):
    """The head decided on the proposal before; facts: ``decided_on``."""

    requirement = "R-107"


class MenteeAlreadyAnswered(Refused):
    """The mentee answered the proposal before."""

    requirement = "R-107"


class MeasureStepTooEarly(Refused):
    """The step is dated earlier than the one before it; facts: ``since``, ``step_on``."""

    requirement = "R-107"


class MenteeNotHeard(Refused):
    """The mentee answers before the decision, or has at least a day for it; facts: ``informed_on``."""

    requirement = "R-107"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal; ``since`` is the day of its last step."""

    mentor: str
    mentee: str
    state: MeasureState
    since: date
    informed_on: date | None = None


class Measure(Aggregate):
    """Proposals in one pair or group; id ``{institution}/measure/{hex of the assignment}``.

    Proposals are numbered from 1. Once made, a proposal is decided even if the pair has ended meanwhile.
    """

    TOPIC = "measure"

    class ProposalsOpened(Created):
        """The mentor made the first proposal."""

        TOPIC = "measure.ProposalsOpened"
        REQUIREMENTS = ("R-107",)
        assignment: str

    class MenteeEncouragementProposed(Event):
        """The mentor proposed to encourage his mentee."""

        TOPIC = "measure.MenteeEncouragementProposed"
        REQUIREMENTS = ("R-107",)
        number: int
        mentor: str
        mentee: str
        proposal: Pii
        proposed_on: date

    class DisciplinaryMeasureProposed(Event):
        """The mentor proposed a disciplinary measure for his mentee."""

        TOPIC = "measure.DisciplinaryMeasureProposed"
        REQUIREMENTS = ("R-107",)
        number: int
        mentor: str
        mentee: str
        proposal: Pii
        proposed_on: date

    class MenteeInformedOfProposal(Event):
        """The mentee was told of the proposal and sees it from now on."""

        TOPIC = "measure.MenteeInformedOfProposal"
        REQUIREMENTS = ("R-107",)
        number: int
        informed_on: date

    class MenteeAnsweredProposal(Event):
        """The mentee said what there is to say; without words: nothing."""

        TOPIC = "measure.MenteeAnsweredProposal"
        REQUIREMENTS = ("R-107",)
        number: int
        answer: Pii | None
        answered_on: date
        source: Source

    class ProposalDecided(Event):
        """The head decided on the proposal."""

        TOPIC = "measure.ProposalDecided"
        REQUIREMENTS = ("R-107",)
        number: int
        outcome: MeasureOutcome
        reason: Pii | None
        decided_on: date

    @event(ProposalsOpened)
    def __init__(self, assignment: str) -> None:
        self.assignment = assignment
        self.proposals: dict[int, Proposal] = {}

    def propose_encouragement(
        self, *, active: bool, mentor: str, mentee: str, proposal: Pii, proposed_on: date
    ) -> None:
        """Propose to encourage the mentee. Raises ``MeasureNeedsActivePair``."""
        _need_active(active=active)
        self._encouragement_proposed(
            number=len(self.proposals) + 1,
            mentor=mentor,
            mentee=mentee,
            proposal=proposal,
            proposed_on=proposed_on,
        )

    @event(MenteeEncouragementProposed)
    def _encouragement_proposed(
        self,
        *,
        number: int,
        mentor: str,
        mentee: str,
        proposal: Pii,  # noqa: ARG002 - kept in the event
        proposed_on: date,
    ) -> None:
        self.proposals[number] = Proposal(mentor, mentee, "proposed", proposed_on)

    def propose_discipline(
        self, *, active: bool, mentor: str, mentee: str, proposal: Pii, proposed_on: date
    ) -> None:
        """Propose a disciplinary measure for the mentee. Raises ``MeasureNeedsActivePair``."""
        _need_active(active=active)
        self._discipline_proposed(
            number=len(self.proposals) + 1,
            mentor=mentor,
            mentee=mentee,
            proposal=proposal,
            proposed_on=proposed_on,
        )

    @event(DisciplinaryMeasureProposed)
    def _discipline_proposed(
        self,
        *,
        number: int,
        mentor: str,
        mentee: str,
        proposal: Pii,  # noqa: ARG002 - kept in the event
        proposed_on: date,
    ) -> None:
        self.proposals[number] = Proposal(mentor, mentee, "proposed", proposed_on)

    def inform_mentee(self, *, number: int, informed_on: date) -> None:
        """Tell the mentee of the proposal, once.

        Raises:
            MeasureUnknown, MeasureAlreadyDecided, MenteeAlreadyInformed, MeasureStepTooEarly.

        """
        found = self._open(number)
        if found.informed_on is not None:
            raise MenteeAlreadyInformed(informed_on=found.informed_on)
        _check_order(found.since, informed_on)
        self._informed(number=number, informed_on=informed_on)

    @event(MenteeInformedOfProposal)
    def _informed(self, number: int, informed_on: date) -> None:
        self.proposals[number] = replace(
            self.proposals[number], state="informed", since=informed_on, informed_on=informed_on
        )

    def answer(self, *, number: int, answer: Pii | None, answered_on: date, source: Source) -> None:
        """Record the mentee's answer, or that there is none to give.

        Raises:
            MeasureUnknown, MeasureAlreadyDecided, MenteeNotInformed, MenteeAlreadyAnswered,
            MeasureStepTooEarly.

        """
        found = self._open(number)
        if found.informed_on is None:
            raise MenteeNotInformed
        if found.state == "answered":
            raise MenteeAlreadyAnswered
        _check_order(found.since, answered_on)
        self._answered(number=number, answer=answer, answered_on=answered_on, source=source)

    @event(MenteeAnsweredProposal)
    def _answered(self, number: int, answer: Pii | None, answered_on: date, source: Source) -> None:  # noqa: ARG002
        self.proposals[number] = replace(self.proposals[number], state="answered", since=answered_on)

    def decide(self, *, number: int, outcome: MeasureOutcome, reason: Pii | None, decided_on: date) -> None:
        """Decide on the proposal once the mentee was told and had the chance to answer.

        Raises:
            MeasureUnknown, MeasureAlreadyDecided, MenteeNotInformed, MeasureStepTooEarly, MenteeNotHeard.

        """
        found = self._open(number)
        if found.informed_on is None:
            raise MenteeNotInformed
        _check_order(found.since, decided_on)
        if found.state != "answered" and decided_on == found.informed_on:
            raise MenteeNotHeard(informed_on=found.informed_on)
        self._decided(number=number, outcome=outcome, reason=reason, decided_on=decided_on)

    @event(ProposalDecided)
    def _decided(self, number: int, outcome: MeasureOutcome, reason: Pii | None, decided_on: date) -> None:  # noqa: ARG002
        self.proposals[number] = replace(self.proposals[number], state="decided", since=decided_on)

    def proposal(self, number: int) -> Proposal:
        """Give one proposal. Raises ``MeasureUnknown``."""
        if number not in self.proposals:
            raise MeasureUnknown(number=number, count=len(self.proposals))
        return self.proposals[number]

    def _open(self, number: int) -> Proposal:
        found = self.proposal(number)
        if found.state == "decided":
            raise MeasureAlreadyDecided(decided_on=found.since)
        return found


def _need_active(*, active: bool) -> None:
    if not active:
        raise MeasureNeedsActivePair


def _check_order(since: date, step_on: date) -> None:
    if step_on < since:
        raise MeasureStepTooEarly(since=since, step_on=step_on)
