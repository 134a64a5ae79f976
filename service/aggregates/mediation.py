"""A case before the association: a consultation, a conciliation or a mediation (R-034).

Where there is no association the curator helps, and the head where the curator is a party. What is said stays
with the parties and whoever helps them.
"""

from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii

MediationService = Literal["consultation", "conciliation", "mediation"]
"""What the applicant asks for."""

MediatorCapacity = Literal["association", "curator", "head"]
"""As what somebody helps: a member of the association, the curator or the head in its place."""


class MediationNeedsParties(Refused):
    """Conciliation and mediation have at least two parties."""

    requirement = "R-034"


class ConsultationForOthers(Refused):
    """A consultation is for whoever asks for it, nobody else."""

    requirement = "R-034"


class NotAParty(Refused):
    """The person is no party of this case."""

    requirement = "R-034"


class PartyCannotMediate(Refused):
    """A party of the case does not help in it."""

    requirement = "R-034"


class MediationAgreementMissing(Refused):
    """Not all parties agreed to take part; facts: ``count`` of those whose agreement is missing."""

    requirement = "R-034"


class MediationStepOutOfPlace(Refused):
    """The step does not belong to what was asked for, or to where the case stands."""

    requirement = "R-034"


class MediationOver(Refused):
    """The case is over."""

    requirement = "R-034"


class NotTheMediator(Refused):
    """Who opened a mediation closes it."""

    requirement = "R-034"


class MediationDateInFuture(Refused):
    """What was done is dated later than the day of the act; facts: ``done_on``, ``on``."""

    requirement = "R-034"


class Mediation(Aggregate):
    """One case; everybody sees that it exists and where it stands, its content only parties and mediator."""

    TOPIC = "mediation"

    class MediationRequested(Created):
        """A participant asked for a consultation, a conciliation or a mediation."""

        TOPIC = "mediation.MediationRequested"
        REQUIREMENTS = ("R-034",)
        service: MediationService
        applicant: str
        parties: tuple[str, ...]
        subject: Pii

    class MediationParticipationAgreed(Event):
        """A party agreed to take part."""

        TOPIC = "mediation.MediationParticipationAgreed"
        REQUIREMENTS = ("R-034",)
        party: str

    class MediationParticipationDeclined(Event):
        """A party declined to take part, so the case is over."""

        TOPIC = "mediation.MediationParticipationDeclined"
        REQUIREMENTS = ("R-034",)
        party: str

    class ConsultationHeld(Event):
        """The applicant was advised."""

        TOPIC = "mediation.ConsultationHeld"
        REQUIREMENTS = ("R-034",)
        mediator: str
        capacity: MediatorCapacity
        advice: Pii
        held_on: date

    class ConciliationConcluded(Event):
        """The parties' positions were brought together, or it was stated that they differ."""

        TOPIC = "mediation.ConciliationConcluded"
        REQUIREMENTS = ("R-034",)
        mediator: str
        capacity: MediatorCapacity
        agreed: bool
        outcome: Pii
        concluded_on: date

    class MediationOpened(Event):
        """All parties agreed to take part, and a mediator began to work with them."""

        TOPIC = "mediation.MediationOpened"
        REQUIREMENTS = ("R-034",)
        mediator: str
        capacity: MediatorCapacity

    class MediationClosed(Event):
        """The mediation ended with an agreement or without one."""

        TOPIC = "mediation.MediationClosed"
        REQUIREMENTS = ("R-034",)
        agreed: bool
        outcome: Pii
        closed_on: date

    @event(MediationRequested)
    def __init__(
        self, *, service: MediationService, applicant: str, parties: tuple[str, ...], subject: Pii
    ) -> None:
        self.service = service
        self.parties = parties
        self.subject = subject
        self.agreed_parties = frozenset({applicant})
        self.mediator: str | None = None
        self.outcome: Pii | None = None
        self.is_over = False

    @staticmethod
    def check_request(*, service: MediationService, parties: tuple[str, ...]) -> None:
        """Check that the parties fit what is asked for; the applicant is one of them.

        Raises:
            ConsultationForOthers, MediationNeedsParties.

        """
        if service == "consultation" and len(parties) > 1:
            raise ConsultationForOthers
        if service != "consultation" and len(parties) < 2:
            raise MediationNeedsParties

    def may_read(self, person: str) -> bool:
        """Tell whether a person may read the content: a party or the mediator."""
        return person in self.parties or person == self.mediator

    def agree(self, *, party: str) -> None:
        """Record that a party agrees to take part; to agree twice is to agree once.

        Raises:
            MediationOver, NotAParty.

        """
        self._need_party(party)
        if party not in self.agreed_parties:
            self._agreed(party=party)

    @event(MediationParticipationAgreed)
    def _agreed(self, party: str) -> None:
        self.agreed_parties |= {party}

    def decline(self, *, party: str) -> None:
        """Record that a party does not take part, or takes its agreement back before the mediation opens.

        Raises:
            MediationOver, NotAParty.
            MediationStepOutOfPlace: the mediation is open; its mediator closes it.

        """
        self._need_party(party)
        if self.mediator is not None:
            raise MediationStepOutOfPlace
        self._declined(party=party)

    @event(MediationParticipationDeclined)
    def _declined(self, party: str) -> None:
        self.agreed_parties -= {party}
        self.is_over = True

    def hold_consultation(
        self, *, mediator: str, capacity: MediatorCapacity, advice: Pii, held_on: date, on: date
    ) -> None:
        """Record a consultation, which ends the case.

        Raises:
            MediationOver, MediationStepOutOfPlace, PartyCannotMediate, MediationDateInFuture.

        """
        self._need_service("consultation", mediator)
        _need_past(held_on, on)
        self._consultation_held(mediator=mediator, capacity=capacity, advice=advice, held_on=held_on)

    @event(ConsultationHeld)
    def _consultation_held(
        self,
        mediator: str,
        capacity: MediatorCapacity,  # noqa: ARG002 - kept in the event
        advice: Pii,
        held_on: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.mediator = mediator
        self.outcome = advice
        self.is_over = True

    def conclude_conciliation(
        self,
        *,
        mediator: str,
        capacity: MediatorCapacity,
        agreed: bool,
        outcome: Pii,
        concluded_on: date,
        on: date,
    ) -> None:
        """Record how a conciliation ended, which ends the case.

        Raises:
            MediationOver, MediationStepOutOfPlace, PartyCannotMediate.
            MediationAgreementMissing, MediationDateInFuture.

        """
        self._need_service("conciliation", mediator)
        self._need_agreement()
        _need_past(concluded_on, on)
        self._conciliation_concluded(
            mediator=mediator, capacity=capacity, agreed=agreed, outcome=outcome, concluded_on=concluded_on
        )

    @event(ConciliationConcluded)
    def _conciliation_concluded(
        self,
        *,
        mediator: str,
        capacity: MediatorCapacity,  # noqa: ARG002 - kept in the event
        agreed: bool,  # noqa: ARG002 - kept in the event
        outcome: Pii,
        concluded_on: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.mediator = mediator
        self.outcome = outcome
        self.is_over = True

    def open(self, *, mediator: str, capacity: MediatorCapacity) -> None:
        """Open the mediation that all parties agreed to.

        Raises:
            MediationOver, MediationStepOutOfPlace, PartyCannotMediate, MediationAgreementMissing.

        """
        self._need_service("mediation", mediator)
        self._need_agreement()
        if self.mediator is not None:
            raise MediationStepOutOfPlace
        self._opened(mediator=mediator, capacity=capacity)

    @event(MediationOpened)
    def _opened(self, mediator: str, capacity: MediatorCapacity) -> None:  # noqa: ARG002 - kept in the event
        self.mediator = mediator

    def close(self, *, mediator: str, agreed: bool, outcome: Pii, closed_on: date, on: date) -> None:
        """Close an open mediation, with an agreement of the parties or without one.

        Raises:
            MediationOver, NotTheMediator, MediationDateInFuture.
            MediationStepOutOfPlace: it was not opened.

        """
        self._need_going_on()
        if self.mediator is None:
            raise MediationStepOutOfPlace
        if mediator != self.mediator:
            raise NotTheMediator
        _need_past(closed_on, on)
        self._closed(agreed=agreed, outcome=outcome, closed_on=closed_on)

    @event(MediationClosed)
    def _closed(self, agreed: bool, outcome: Pii, closed_on: date) -> None:  # noqa: ARG002, FBT001
        self.outcome = outcome
        self.is_over = True

    def _need_going_on(self) -> None:
        if self.is_over:
            raise MediationOver

    def _need_party(self, party: str) -> None:
        self._need_going_on()
        if party not in self.parties:
            raise NotAParty

    def _need_service(self, service: MediationService, mediator: str) -> None:
        self._need_going_on()
        if self.service != service:
            raise MediationStepOutOfPlace
        if mediator in self.parties:
            raise PartyCannotMediate

    def _need_agreement(self) -> None:
        if waiting := set(self.parties) - self.agreed_parties:
            raise MediationAgreementMissing(count=len(waiting))


def _need_past(done_on: date, on: date) -> None:
    if done_on > on:
        raise MediationDateInFuture(done_on=done_on, on=on)
