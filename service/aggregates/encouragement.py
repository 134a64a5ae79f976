"""The encouragement of one mentor: proposed under a scheme, decided by an order of the head (R-035)."""

from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import OrderReference, Pii

EncouragementKind = Literal["material", "non_material"]
"""What the mentor gets; the service records it and pays nothing (A-47)."""


class SchemeOffersNoSuch(Refused):
    """No approved scheme offers incentives of this kind."""

    requirement = "R-035"


class EncouragedIsNoMentor(Refused):
    """Who is to be encouraged does not stand in the bank of mentors."""

    requirement = "R-035"


class EncouragementReasonMissing(Refused):
    """A proposal says for what the mentor is to be encouraged."""

    requirement = "R-035"


class EncouragementDecided(Refused):
    """The proposal was decided or withdrawn before."""

    requirement = "R-035"


class Encouragement(Aggregate):
    """One proposal to encourage a mentor."""

    TOPIC = "encouragement"

    class MentorEncouragementProposed(Created):
        """Somebody proposed to the head to encourage a mentor."""

        TOPIC = "encouragement.MentorEncouragementProposed"
        REQUIREMENTS = ("R-035",)
        scheme: str
        mentor: str
        kind: EncouragementKind
        reason: Pii
        proposed_by: str

    class MentorEncouragementWithdrawn(Event):
        """The proposal was taken back."""

        TOPIC = "encouragement.MentorEncouragementWithdrawn"
        REQUIREMENTS = ("R-035",)

    class MentorEncouraged(Event):
        """The head encouraged the mentor by order."""

        TOPIC = "encouragement.MentorEncouraged"
        REQUIREMENTS = ("R-035",)
        mentor: str
        kind: EncouragementKind
        order: OrderReference
        order_id: str
        encouraged_on: date

    @event(MentorEncouragementProposed)
    def __init__(self, mentor: str, kind: EncouragementKind) -> None:
        self.mentor = mentor
        self.kind = kind
        self.is_open = True

    @staticmethod
    def check_proposal(*, scheme_offers: bool, is_mentor: bool, reason: str) -> None:
        """Check that a scheme offers the incentive and that it goes to a mentor, for a reason.

        Raises:
            SchemeOffersNoSuch, EncouragedIsNoMentor, EncouragementReasonMissing.

        """
        if not scheme_offers:
            raise SchemeOffersNoSuch
        if not is_mentor:
            raise EncouragedIsNoMentor
        if not reason.strip():
            raise EncouragementReasonMissing

    def withdraw(self) -> None:
        """Take the proposal back.

        Raises:
            EncouragementDecided: it is decided or withdrawn.

        """
        self._need_open()
        self._withdrawn()

    @event(MentorEncouragementWithdrawn)
    def _withdrawn(self) -> None:
        self.is_open = False

    def encourage(self, *, order: OrderReference, order_id: str, encouraged_on: date) -> None:
        """Let an order of the head encourage the mentor.

        Raises:
            EncouragementDecided: it is decided or withdrawn.

        """
        self._need_open()
        self._encouraged(
            mentor=self.mentor,
            kind=self.kind,
            order=order,
            order_id=order_id,
            encouraged_on=encouraged_on,
        )

    @event(MentorEncouraged)
    def _encouraged(
        self,
        *,
        mentor: str,  # noqa: ARG002 - kept in the event
        kind: EncouragementKind,  # noqa: ARG002 - kept in the event
        order: OrderReference,  # noqa: ARG002 - kept in the event
        order_id: str,  # noqa: ARG002 - kept in the event
        encouraged_on: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.is_open = False

    def _need_open(self) -> None:
        if not self.is_open:
            raise EncouragementDecided
