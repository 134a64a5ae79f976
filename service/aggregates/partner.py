"""A partner of the institution: contacts, interaction, agreements, meetings, events (R-023, R-147, R-148)."""

from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Period, Pii

PartnerKind = Literal["organisation", "employer", "regional_system", "network_community", "person"]
"""What the partner is; ``person`` is an informal representative of the regional system (R-023)."""

AgreementKind = Literal["cooperation", "social_partnership"]
"""What an agreement is called (R-148)."""

ExternalEventKind = Literal["conference", "forum", "webinar", "seminar", "other"]
"""What was attended (R-148)."""


class PartnerAlreadyRegistered(Refused):
    """The register has a partner with this name."""

    requirement = "R-148"


class PartnerNameMissing(Refused):
    """A partner has a name."""

    requirement = "R-148"


class PartnershipLevelUnknown(Refused):
    """The regulation knows no such level of partnership; facts: ``allowed``, its Russian words or a dash."""

    requirement = "R-149"


class AgreementEndsBeforeStart(Refused):
    """An agreement ends after it begins; facts: ``since``, ``until``."""

    requirement = "R-148"


class AgreementWithPerson(Refused):
    """A cooperation agreement is concluded with an organisation, not with an informal representative."""

    requirement = "R-148"


class PartnerFactInFuture(Refused):
    """What was done is dated later than the day of the act; facts: ``done_on``, ``on``."""

    requirement = "R-148"


class Partner(Aggregate):
    """One organisation, community or person outside with whom the institution works."""

    TOPIC = "partner"

    class PartnerRegistered(Created):
        """A partner came into the register; ``level`` is the regulation's own word (V-41)."""

        TOPIC = "partner.PartnerRegistered"
        REQUIREMENTS = ("R-148", "R-149")
        kind: PartnerKind
        level: str | None
        name: Pii

    class ExternalContactRecorded(Event):
        """Somebody spoke with the partner."""

        TOPIC = "partner.ExternalContactRecorded"
        REQUIREMENTS = ("R-023",)
        note: Pii
        contacted_on: date

    class NetworkInteractionStarted(Event):
        """Network interaction with the partner began."""

        TOPIC = "partner.NetworkInteractionStarted"
        REQUIREMENTS = ("R-147",)
        topic: Pii
        started_on: date

    class CooperationAgreementConcluded(Event):
        """An agreement with the partner holds for a time; ``period.to`` is the day after its last."""

        TOPIC = "partner.CooperationAgreementConcluded"
        REQUIREMENTS = ("R-148",)
        kind: AgreementKind
        subject: Pii
        period: Period
        concluded_on: date

    class CoordinationMeetingHeld(Event):
        """The institution and the partner met to coordinate their work."""

        TOPIC = "partner.CoordinationMeetingHeld"
        REQUIREMENTS = ("R-148",)
        topic: Pii
        held_on: date

    class ExternalEventAttended(Event):
        """Workers took part in the partner's conference, forum, webinar or seminar."""

        TOPIC = "partner.ExternalEventAttended"
        REQUIREMENTS = ("R-148",)
        kind: ExternalEventKind
        topic: Pii
        people: tuple[str, ...]
        attended_on: date

    @event(PartnerRegistered)
    def __init__(self, kind: PartnerKind) -> None:
        self.kind = kind
        self.interacts = False
        self.agreements: tuple[Period, ...] = ()

    @staticmethod
    def check_registration(*, name: str, is_known: bool, level: str | None, levels: tuple[str, ...]) -> None:
        """Check a new partner; ``levels`` are those of the regulation, which asks for one where it has any.

        Raises:
            PartnerNameMissing, PartnerAlreadyRegistered, PartnershipLevelUnknown.

        """
        if not name.strip():
            raise PartnerNameMissing
        if is_known:
            raise PartnerAlreadyRegistered
        if level not in (levels or (None,)):
            raise PartnershipLevelUnknown(allowed=", ".join(levels) or "—")

    def has_agreement(self, *, on: date) -> bool:
        """Tell whether an agreement holds on a day."""
        return any(period.contains(on) for period in self.agreements)

    def record_contact(self, *, note: Pii, contacted_on: date, on: date) -> None:
        """Record a contact.

        Raises:
            PartnerFactInFuture.

        """
        _need_past(contacted_on, on)
        self._contacted(note=note, contacted_on=contacted_on)

    @event(ExternalContactRecorded)
    def _contacted(self, note: Pii, contacted_on: date) -> None:
        """Need no state: contacts bind nobody."""

    def start_interaction(self, *, topic: Pii, started_on: date, on: date) -> None:
        """Record the beginning of network interaction; it begins once.

        Raises:
            PartnerFactInFuture.

        """
        _need_past(started_on, on)
        if not self.interacts:
            self._interaction_started(topic=topic, started_on=started_on)

    @event(NetworkInteractionStarted)
    def _interaction_started(self, topic: Pii, started_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.interacts = True

    def conclude_agreement(
        self, *, kind: AgreementKind, subject: Pii, period: Period, concluded_on: date, on: date
    ) -> None:
        """Record an agreement; the same period twice is one agreement.

        Raises:
            AgreementWithPerson, AgreementEndsBeforeStart, PartnerFactInFuture.

        """
        if self.kind == "person":
            raise AgreementWithPerson
        if period.to is not None and period.to <= period.since:
            raise AgreementEndsBeforeStart(since=period.since, until=period.last)
        _need_past(concluded_on, on)
        if period not in self.agreements:
            self._agreement_concluded(kind=kind, subject=subject, period=period, concluded_on=concluded_on)

    @event(CooperationAgreementConcluded)
    def _agreement_concluded(
        self,
        kind: AgreementKind,  # noqa: ARG002 - kept in the event
        subject: Pii,  # noqa: ARG002 - kept in the event
        period: Period,
        concluded_on: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.agreements = (*self.agreements, period)

    def hold_meeting(self, *, topic: Pii, held_on: date, on: date) -> None:
        """Record a coordination meeting.

        Raises:
            PartnerFactInFuture.

        """
        _need_past(held_on, on)
        self._meeting_held(topic=topic, held_on=held_on)

    @event(CoordinationMeetingHeld)
    def _meeting_held(self, topic: Pii, held_on: date) -> None:
        """Need no state: meetings bind nobody."""

    def attend_event(
        self, *, kind: ExternalEventKind, topic: Pii, people: tuple[str, ...], attended_on: date, on: date
    ) -> None:
        """Record that workers took part in an event of the partner.

        Raises:
            PartnerFactInFuture.

        """
        _need_past(attended_on, on)
        self._event_attended(kind=kind, topic=topic, people=people, attended_on=attended_on)

    @event(ExternalEventAttended)
    def _event_attended(
        self, kind: ExternalEventKind, topic: Pii, people: tuple[str, ...], attended_on: date
    ) -> None:
        """Need no state: attendance binds nobody."""


def _need_past(done_on: date, on: date) -> None:
    if done_on > on:
        raise PartnerFactInFuture(done_on=done_on, on=on)
