"""The head's approval of a person as mentor or as mentee, apart from the approval of pairs (A-53)."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import OrderReference, ParticipantRole, Pii


class ParticipantNotReady(Refused):
    """Only who stands in the bank, and is admitted where the regulation asks for it, is approved."""

    requirement = "R-051"


class Approval(Aggregate):
    """The head's word on one person; it shares the random part of the person's id."""

    TOPIC = "approval"

    class ParticipantProposed(Created):
        """The curator's banks put a person before the head for approval."""

        TOPIC = "approval.ParticipantProposed"
        REQUIREMENTS = ("R-051",)
        person: str

    class MentorApproved(Event):
        """The head approved the person as mentor, by an order if one is named."""

        TOPIC = "approval.MentorApproved"
        REQUIREMENTS = ("R-051",)
        mentor: str
        order: OrderReference | None
        approved_on: date

    class MenteeApproved(Event):
        """The head approved the person as mentee, by an order if one is named."""

        TOPIC = "approval.MenteeApproved"
        REQUIREMENTS = ("R-051",)
        mentee: str
        order: OrderReference | None
        approved_on: date

    class ParticipantApprovalRefused(Event):
        """The head does not approve the person in this role."""

        TOPIC = "approval.ParticipantApprovalRefused"
        REQUIREMENTS = ("R-051",)
        role: ParticipantRole
        reason: Pii
        refused_on: date

    @event(ParticipantProposed)
    def __init__(self) -> None:
        self.decided: dict[ParticipantRole, bool] = {}

    def approve_mentor(
        self, *, mentor: str, ready: bool, order: OrderReference | None, approved_on: date
    ) -> None:
        """Approve the person as mentor; one who is approved stays so.

        Raises:
            ParticipantNotReady: the person does not stand in the bank, or is not admitted.

        """
        if not ready:
            raise ParticipantNotReady
        if not self.is_approved(role="mentor"):
            self._mentor_approved(mentor=mentor, order=order, approved_on=approved_on)

    @event(MentorApproved)
    def _mentor_approved(self, mentor: str, order: OrderReference | None, approved_on: date) -> None:  # noqa: ARG002
        self.decided["mentor"] = True

    def approve_mentee(
        self, *, mentee: str, ready: bool, order: OrderReference | None, approved_on: date
    ) -> None:
        """Approve the person as mentee; one who is approved stays so.

        Raises:
            ParticipantNotReady: the person does not stand in the bank.

        """
        if not ready:
            raise ParticipantNotReady
        if not self.is_approved(role="mentee"):
            self._mentee_approved(mentee=mentee, order=order, approved_on=approved_on)

    @event(MenteeApproved)
    def _mentee_approved(self, mentee: str, order: OrderReference | None, approved_on: date) -> None:  # noqa: ARG002
        self.decided["mentee"] = True

    def refuse(self, *, role: ParticipantRole, reason: Pii, refused_on: date) -> None:
        """Refuse to approve the person in a role, or take the approval back; again changes nothing."""
        if not self.is_refused(role=role):
            self._refused(role=role, reason=reason, refused_on=refused_on)

    @event(ParticipantApprovalRefused)
    def _refused(self, role: ParticipantRole, reason: Pii, refused_on: date) -> None:  # noqa: ARG002
        self.decided[role] = False

    def is_approved(self, *, role: ParticipantRole) -> bool:
        """Whether the head approved the person in a role."""
        return self.decided.get(role) is True

    def is_refused(self, *, role: ParticipantRole) -> bool:
        """Whether the head refused to approve the person in a role."""
        return self.decided.get(role) is False
