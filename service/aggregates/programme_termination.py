"""The decision to end a programme early: on a party's request or by the curator (R-126, R-127)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import OrderReference, Pii, Source, TerminationGround, TerminationSubGround


class TerminationReasonMissing(Refused):
    """Ending early needs a reason in words."""

    requirement = "R-126"


class NotPartyOfTermination(Refused):
    """Only the mentor and the mentees ask to end their programme."""

    requirement = "R-126"


class TerminationNotRequested(Refused):
    """Nobody of today's mentor and mentees has asked to end the programme."""

    requirement = "R-126"


class MenteeMayOnlyLeave(Refused):
    """One member of a group leaves it; ending it for all takes the mentor or every mentee."""

    requirement = "R-126"


class MediationBeforeRequest(Refused):
    """Whoever insists does so after talks about the request; facts: ``mediated_on``, ``requested_on``."""

    requirement = "R-126"


class MediationInFuture(Refused):
    """The talks are dated after today; facts: ``mediated_on``, ``on``."""

    requirement = "R-126"


class TerminationDecidedBefore(Refused):
    """The early end is decided on already; facts: ``confirmed_on``."""

    requirement = "R-126"


class PartiesNotHeard(Refused):
    """The curator hears the mentor and every mentee first; facts: ``count`` of those missing."""

    requirement = "R-127"


class HearingInFuture(Refused):
    """The hearing is dated after the decision; facts: ``heard_on``, ``on``."""

    requirement = "R-127"


class CircumstancesMissing(Refused):
    """The curator says what has happened."""

    requirement = "R-127"


class TerminationNotDecided(Refused):
    """The early end rests on no confirmed request and on no decision of the curator."""

    requirement = "R-126"


class TerminationBeforeDecision(Refused):
    """The programme would end before this was decided; facts: ``terminated_on``, ``confirmed_on``."""

    requirement = "R-126"


class TerminationOrderMissing(Refused):
    """In this institution the head terminates a programme by order."""

    requirement = "R-126"


@dataclass(frozen=True, slots=True)
class Decided:
    """On which ground a programme ends, and since when this is decided."""

    ground: TerminationGround
    sub_ground: TerminationSubGround | None
    on: date


class ProgrammeTermination(Aggregate):
    """The way of one programme to an early end."""

    TOPIC = "programme_termination"

    class TerminationOpened(Created):
        """Somebody thinks of ending the programme early."""

        TOPIC = "programme_termination.TerminationOpened"
        REQUIREMENTS = ("R-126",)
        programme: str

    class ProgrammeTerminationRequested(Event):
        """The mentor or a mentee asks to end the programme, and says why."""

        TOPIC = "programme_termination.ProgrammeTerminationRequested"
        REQUIREMENTS = ("R-126",)
        by: str
        requested_on: date
        reason: Pii
        source: Source

    class ProgrammeTerminationConfirmed(Event):
        """The early end is decided on; where the regulation wants an order, the head's order carries it out.

        ``insisted_by`` is the party that insisted after talks, which nobody can refuse (A-26).
        """

        TOPIC = "programme_termination.ProgrammeTerminationConfirmed"
        REQUIREMENTS = ("R-126", "R-127")
        ground: TerminationGround
        sub_ground: TerminationSubGround | None
        confirmed_on: date
        insisted_by: str | None
        mediated_on: date | None
        heard: tuple[str, ...]
        heard_on: date | None
        circumstances: Pii | None

    @event(TerminationOpened)
    def __init__(self, programme: str) -> None:
        self.programme = programme
        self.requests: dict[str, date] = {}
        self.decided: Decided | None = None

    def request(
        self, *, by: str, parties: Collection[str], requested_on: date, reason: Pii, source: Source
    ) -> None:
        """Ask to end the programme; asking again changes nothing (R-126).

        Raises:
            NotPartyOfTermination, TerminationReasonMissing, TerminationDecidedBefore.

        """
        self._need_undecided()
        if by not in parties:
            raise NotPartyOfTermination
        if not reason.text.strip():
            raise TerminationReasonMissing
        if by not in self.requests:
            self._requested(by=by, requested_on=requested_on, reason=reason, source=source)

    @event(ProgrammeTerminationRequested)
    def _requested(self, by: str, requested_on: date, reason: Pii, source: Source) -> None:  # noqa: ARG002
        self.requests[by] = requested_on

    def confirm(self, *, mentor: str, mentees: Collection[str], confirmed_on: date) -> None:
        """Let the curator confirm what was asked for: mutual if everybody asked, else a party's initiative.

        Raises:
            TerminationDecidedBefore, TerminationNotRequested, MenteeMayOnlyLeave.

        """
        self._need_undecided()
        self._confirm(ground=self._ground(mentor, mentees), confirmed_on=confirmed_on)

    def insist(
        self, *, by: str, mentor: str, mentees: Collection[str], mediated_on: date, confirmed_on: date
    ) -> None:
        """Let a party insist after talks: being a mentor or a mentee is voluntary, nobody can refuse (A-26).

        Raises:
            TerminationDecidedBefore, TerminationNotRequested, MediationBeforeRequest, MediationInFuture,
            MenteeMayOnlyLeave.

        """
        self._need_undecided()
        ground = self._ground(mentor, mentees)
        if by not in self.requests:
            raise TerminationNotRequested
        if mediated_on < self.requests[by]:
            raise MediationBeforeRequest(mediated_on=mediated_on, requested_on=self.requests[by])
        if mediated_on > confirmed_on:
            raise MediationInFuture(mediated_on=mediated_on, on=confirmed_on)
        self._confirm(ground=ground, confirmed_on=confirmed_on, insisted_by=by, mediated_on=mediated_on)

    def decide(
        self,
        *,
        sub_ground: TerminationSubGround,
        parties: Collection[str],
        heard: tuple[str, ...],
        heard_on: date,
        circumstances: Pii,
        confirmed_on: date,
    ) -> None:
        """Let the curator decide for improper performance or force majeure, after hearing everybody (R-127).

        Raises:
            TerminationDecidedBefore, CircumstancesMissing, PartiesNotHeard, HearingInFuture.

        """
        self._need_undecided()
        if not circumstances.text.strip():
            raise CircumstancesMissing
        missing = set(parties) - set(heard)
        if missing:
            raise PartiesNotHeard(count=len(missing))
        if heard_on > confirmed_on:
            raise HearingInFuture(heard_on=heard_on, on=confirmed_on)
        self._confirmed(
            ground="curator_initiative",
            sub_ground=sub_ground,
            confirmed_on=confirmed_on,
            insisted_by=None,
            mediated_on=None,
            heard=heard,
            heard_on=heard_on,
            circumstances=circumstances,
        )

    def _confirm(
        self,
        *,
        ground: TerminationGround,
        confirmed_on: date,
        insisted_by: str | None = None,
        mediated_on: date | None = None,
    ) -> None:
        self._confirmed(
            ground=ground,
            sub_ground=None,
            confirmed_on=confirmed_on,
            insisted_by=insisted_by,
            mediated_on=mediated_on,
            heard=(),
            heard_on=None,
            circumstances=None,
        )

    @event(ProgrammeTerminationConfirmed)
    def _confirmed(
        self,
        ground: TerminationGround,
        sub_ground: TerminationSubGround | None,
        confirmed_on: date,
        insisted_by: str | None,  # noqa: ARG002 - kept in the event, as below
        mediated_on: date | None,  # noqa: ARG002
        heard: tuple[str, ...],  # noqa: ARG002
        heard_on: date | None,  # noqa: ARG002
        circumstances: Pii | None,  # noqa: ARG002
    ) -> None:
        self.decided = Decided(ground, sub_ground, confirmed_on)

    def need_decided(self, *, terminated_on: date, order: OrderReference | None, by_order: bool) -> Decided:
        """Give the decision on which a programme may end.

        ``by_order`` is the regulation's policy.

        Raises:
            TerminationNotDecided, TerminationBeforeDecision, TerminationOrderMissing.

        """
        if self.decided is None:
            raise TerminationNotDecided
        if terminated_on < self.decided.on:
            raise TerminationBeforeDecision(terminated_on=terminated_on, confirmed_on=self.decided.on)
        if by_order and order is None:
            raise TerminationOrderMissing
        return self.decided

    def _need_undecided(self) -> None:
        if self.decided is not None:
            raise TerminationDecidedBefore(confirmed_on=self.decided.on)

    def _ground(self, mentor: str, mentees: Collection[str]) -> TerminationGround:
        asked = set(self.requests) & {mentor, *mentees}
        if not asked:
            raise TerminationNotRequested
        if asked == {mentor, *mentees}:
            return "mutual"
        if mentor not in asked and not asked >= set(mentees):
            raise MenteeMayOnlyLeave
        return "party_initiative"
