"""An order of the head (приказ): drafted, signed, acknowledged by those it binds, controlled, published."""

from datetime import date
from typing import Final, Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import OrderKind, OrderReference, Pii, PublicationPlace, Source

ControlOutcome = Literal["in_progress", "executed", "not_executed"]
"""What the controller reports of an order's execution."""

PUBLIC_KINDS: Final[frozenset[OrderKind]] = frozenset(
    {"regulation_approval", "regulation_amendment", "roadmap_approval"}
)
"""Kinds that belong to the approval package; every other order is about persons (A-60)."""


class OrderWithoutSubjects(Refused):
    """An order decides on something: it names at least one subject."""

    requirement = "R-002"


class OrderSubjectRepeated(Refused):
    """An order names a subject twice; facts: ``count`` of the repeated ones."""

    requirement = "R-002"


class OrderWithoutBasis(Refused):
    """An order cites at least one act as its basis."""

    requirement = "R-013"


class OrderNotDraft(Refused):
    """The order is signed or withdrawn: its text stays as it is."""

    requirement = "R-002"


class OrderNotIssued(Refused):
    """The order is not signed, so there is nothing to acknowledge, publish or control."""

    requirement = "R-002"


class OrderInFuture(Refused):
    """The order is dated later than the day of the act; facts: ``signed_on``, ``on``."""

    requirement = "R-002"


class OrderEffectBeforeSigning(Refused):
    """The order would take effect before it was signed; facts: ``since``, ``signed_on``."""

    requirement = "R-002"


class NotNamedInOrder(Refused):
    """The order binds others: this person has nothing to acknowledge."""

    requirement = "R-010"


class AcknowledgedBeforeOrder(Refused):
    """The acknowledgement is older than the order; facts: ``acknowledged_on``, ``signed_on``."""

    requirement = "R-010"


class AcknowledgedInFuture(Refused):
    """The acknowledgement is dated later than the day of the act; facts: ``acknowledged_on``, ``on``."""

    requirement = "R-010"


class OrderAboutPersons(Refused):
    """An order about persons is not published."""

    requirement = "R-008"


class OrderPublishedBeforeSigning(Refused):
    """The publication is older than the order; facts: ``published_on``, ``signed_on``."""

    requirement = "R-008"


class OrderPublishedInFuture(Refused):
    """The publication is dated later than the day of the act; facts: ``published_on``, ``on``."""

    requirement = "R-008"


class OrderControlClosed(Refused):
    """The order was reported as executed: control is over."""

    requirement = "R-009"


class Order(Aggregate):
    """One order of the head."""

    TOPIC = "order"

    class OrderDrafted(Created):
        """An order was drafted; its text changes no more, another text is another draft.

        ``subjects`` are the things that it decides on, ``basis`` the codes of the acts that it cites,
        ``named`` the persons who would acknowledge it as things stand, ``controller`` None: the head keeps
        the control, ``effective_from`` None: from its date on. ``regulation_version`` tells which own acts
        ``basis`` means.
        """

        TOPIC = "order.OrderDrafted"
        REQUIREMENTS = ("R-002", "R-013", "R-070")
        kind: OrderKind
        subjects: tuple[str, ...]
        basis: tuple[str, ...]
        named: tuple[str, ...]
        controller: str | None
        effective_from: date | None
        regulation_version: int

    class OrderDraftWithdrawn(Event):
        """The draft was put aside and will not be signed."""

        TOPIC = "order.OrderDraftWithdrawn"
        REQUIREMENTS = ("R-002",)

    class OrderIssued(Event):
        """The head signed the order; ``named`` are the persons who have to acknowledge it."""

        TOPIC = "order.OrderIssued"
        REQUIREMENTS = ("R-002", "R-070", "R-122")
        reference: OrderReference
        signed_by: str
        named: tuple[str, ...]
        effective_from: date

    class OrderControlAssigned(Event):
        """This person controls how the order is carried out; there is one at a time."""

        TOPIC = "order.OrderControlAssigned"
        REQUIREMENTS = ("R-009",)
        person: str

    class OrderControlReported(Event):
        """The controller told how far the order is carried out."""

        TOPIC = "order.OrderControlReported"
        REQUIREMENTS = ("R-009",)
        outcome: ControlOutcome
        note: Pii | None

    class OrderAcknowledged(Event):
        """A person named in the order signed that he has read it."""

        TOPIC = "order.OrderAcknowledged"
        REQUIREMENTS = ("R-010",)
        person: str
        on: date
        source: Source

    class OrderPublished(Event):
        """The order was made public as a part of the approval package."""

        TOPIC = "order.OrderPublished"
        REQUIREMENTS = ("R-008",)
        published_on: date
        place: PublicationPlace

    @event(OrderDrafted)
    def __init__(
        self,
        *,
        kind: OrderKind,
        subjects: tuple[str, ...],
        basis: tuple[str, ...],
        controller: str | None,
        effective_from: date | None,
        regulation_version: int,
    ) -> None:
        self.kind = kind
        self.subjects = subjects
        self.basis = basis
        self.controller = controller
        self.effective_from = effective_from
        self.regulation_version = regulation_version
        self.named: tuple[str, ...] = ()
        self.reference: OrderReference | None = None
        self.withdrawn = False
        self.acknowledged: frozenset[str] = frozenset()
        self.published: frozenset[str] = frozenset()
        self.executed = False

    @staticmethod
    def check_draft(*, subjects: tuple[str, ...], basis: tuple[str, ...]) -> None:
        """Check what every draft needs, of whatever kind.

        Raises:
            OrderWithoutSubjects, OrderSubjectRepeated, OrderWithoutBasis.

        """
        if not subjects:
            raise OrderWithoutSubjects
        if repeated := len(subjects) - len(set(subjects)):
            raise OrderSubjectRepeated(count=repeated)
        if not basis:
            raise OrderWithoutBasis

    @property
    def is_draft(self) -> bool:
        """Whether the order still waits for the head."""
        return self.reference is None and not self.withdrawn

    def withdraw(self) -> None:
        """Put a draft aside.

        Raises:
            OrderNotDraft: it was signed or withdrawn before.

        """
        self._need_draft()
        self._draft_withdrawn()

    @event(OrderDraftWithdrawn)
    def _draft_withdrawn(self) -> None:
        self.withdrawn = True

    def issue(self, *, reference: OrderReference, signed_by: str, named: tuple[str, ...], on: date) -> None:
        """Record the head's signature; the control goes to the drafted controller or stays with the head.

        Raises:
            OrderNotDraft: it was signed or withdrawn before.
            OrderInFuture: it is dated later than the business date ``on``.
            OrderEffectBeforeSigning: it would work back.

        """
        self._need_draft()
        if reference.signed_on > on:
            raise OrderInFuture(signed_on=reference.signed_on, on=on)
        since = self.effective_from or reference.signed_on
        if since < reference.signed_on:
            raise OrderEffectBeforeSigning(since=since, signed_on=reference.signed_on)
        self._issued(reference=reference, signed_by=signed_by, named=named, effective_from=since)
        self._control_assigned(person=self.controller or signed_by)

    @event(OrderIssued)
    def _issued(
        self,
        *,
        reference: OrderReference,
        signed_by: str,  # noqa: ARG002 - kept in the event
        named: tuple[str, ...],
        effective_from: date,
    ) -> None:
        self.reference = reference
        self.named = named
        self.effective_from = effective_from

    def assign_control(self, *, person: str) -> None:
        """Give the control to another person; to the same one changes nothing.

        Raises:
            OrderNotIssued, OrderControlClosed.

        """
        self._need_control()
        if person != self.controller:
            self._control_assigned(person=person)

    @event(OrderControlAssigned)
    def _control_assigned(self, person: str) -> None:
        self.controller = person

    def report_control(self, *, outcome: ControlOutcome, note: Pii | None) -> None:
        """Record the controller's report; «executed» ends the control.

        Raises:
            OrderNotIssued, OrderControlClosed.

        """
        self._need_control()
        self._control_reported(outcome=outcome, note=note)

    @event(OrderControlReported)
    def _control_reported(self, outcome: ControlOutcome, note: Pii | None) -> None:  # noqa: ARG002
        self.executed = outcome == "executed"

    def acknowledge(self, *, person: str, acknowledged_on: date, on: date, source: Source) -> None:
        """Record that a named person has read the order; a second signature changes nothing.

        Raises:
            OrderNotIssued, NotNamedInOrder, AcknowledgedBeforeOrder.
            AcknowledgedInFuture: the date lies after the business date ``on``.

        """
        signed_on = self._need_issued().signed_on
        if person not in self.named:
            raise NotNamedInOrder
        if acknowledged_on < signed_on:
            raise AcknowledgedBeforeOrder(acknowledged_on=acknowledged_on, signed_on=signed_on)
        if acknowledged_on > on:
            raise AcknowledgedInFuture(acknowledged_on=acknowledged_on, on=on)
        if person not in self.acknowledged:
            self._acknowledged(person=person, on=acknowledged_on, source=source)

    @event(OrderAcknowledged)
    def _acknowledged(self, person: str, on: date, source: Source) -> None:  # noqa: ARG002 - kept in the event
        self.acknowledged |= {person}

    def publish(self, *, published_on: date, place: PublicationPlace, on: date) -> None:
        """Record the publication; in the same place it is published once.

        Raises:
            OrderNotIssued, OrderAboutPersons, OrderPublishedBeforeSigning.
            OrderPublishedInFuture: the date lies after the business date ``on``.

        """
        signed_on = self._need_issued().signed_on
        if self.kind not in PUBLIC_KINDS:
            raise OrderAboutPersons
        if published_on < signed_on:
            raise OrderPublishedBeforeSigning(published_on=published_on, signed_on=signed_on)
        if published_on > on:
            raise OrderPublishedInFuture(published_on=published_on, on=on)
        if place not in self.published:
            self._published(published_on=published_on, place=place)

    @event(OrderPublished)
    def _published(self, published_on: date, place: PublicationPlace) -> None:  # noqa: ARG002
        self.published |= {place}

    def _need_draft(self) -> None:
        if not self.is_draft:
            raise OrderNotDraft

    def _need_issued(self) -> OrderReference:
        if self.reference is None:
            raise OrderNotIssued
        return self.reference

    def _need_control(self) -> None:
        self._need_issued()
        if self.executed:
            raise OrderControlClosed
