"""The institution: its regulation from draft to force, its head and its curator."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import OrderReference


class RegulationNotInForce(Refused):
    """No mentoring command is accepted without a regulation in force."""

    requirement = "R-001"


class RegulationIncomplete(Refused):
    """Fields that the approval needs are still empty; facts: ``fields``."""

    requirement = "R-001"


class RegulationNotConfigured(Refused):
    """There is no draft of the regulation to act on."""

    requirement = "R-001"


class RegulationAlreadyApproved(Refused):
    """The draft was approved before; a change needs an amendment."""

    requirement = "R-002"


class RegulationNotApproved(Refused):
    """The regulation takes effect from the head's approval only."""

    requirement = "R-006"


class CouncilConsiderationMissing(Refused):
    """The pedagogical council has not considered the draft."""

    requirement = "R-004"


class CouncilProtocolAfterOrder(Refused):
    """The council's protocol is dated later than the order; facts: ``protocol_on``, ``order_on``."""

    requirement = "R-004"


class TradeUnionAgreementMissing(Refused):
    """The trade union has not agreed to the draft."""

    requirement = "R-005"


class TradeUnionAgreementAfterOrder(Refused):
    """The trade union's agreement is dated later than the order; facts: ``agreed_on``, ``order_on``."""

    requirement = "R-005"


class ApprovalBeforeForce(Refused):
    """The regulation cannot be in force before its approval; facts: ``approved_on``, ``since``."""

    requirement = "R-006"


class CuratorOutsidePool(Refused):
    """The curator has to be one of the deputy heads."""

    requirement = "R-016"


class CuratorAlreadyAppointed(Refused):
    """There is an active curator; relieve him first."""

    requirement = "R-016"


class NoActiveCurator(Refused):
    """There is no curator to relieve."""

    requirement = "R-016"


class Institution(Aggregate):
    """One tenant with its own regulation; id ``{code}/institution/{32 hex}``."""

    TOPIC = "institution"

    class InstitutionRegistered(Created):
        """An institution came into the service."""

        TOPIC = "institution.InstitutionRegistered"
        REQUIREMENTS = ("R-001",)
        kind: str
        zone: str

    class HeadNamed(Event):
        """The head of the institution is this person."""

        TOPIC = "institution.HeadNamed"
        REQUIREMENTS = ("R-001", "R-002")
        person: str

    class RegulationConfigured(Event):
        """A draft of the regulation, whole: every field with its value, clauses and ``silent`` mark."""

        TOPIC = "institution.RegulationConfigured"
        REQUIREMENTS = ("R-001",)
        version: int
        settings: dict[str, Any]
        digest: str

    class RegulationConsideredByPedagogicalCouncil(Event):
        """The pedagogical council considered the draft."""

        TOPIC = "institution.RegulationConsideredByPedagogicalCouncil"
        REQUIREMENTS = ("R-004",)
        protocol_number: str
        protocol_on: date

    class RegulationAgreedWithTradeUnion(Event):
        """The chair of the trade-union organisation agreed to the draft."""

        TOPIC = "institution.RegulationAgreedWithTradeUnion"
        REQUIREMENTS = ("R-005",)
        agreed_on: date

    class RegulationApproved(Event):
        """The head approved the regulation by order."""

        TOPIC = "institution.RegulationApproved"
        REQUIREMENTS = ("R-002",)
        version: int
        order: OrderReference

    class RegulationEnteredIntoForce(Event):
        """The approved regulation has effect from this day on."""

        TOPIC = "institution.RegulationEnteredIntoForce"
        REQUIREMENTS = ("R-006",)
        version: int
        since: date

    class CuratorAppointed(Event):
        """The head appointed the curator by order."""

        TOPIC = "institution.CuratorAppointed"
        REQUIREMENTS = ("R-016",)
        person: str
        order: OrderReference

    class CuratorRelieved(Event):
        """The curator is no longer in office."""

        TOPIC = "institution.CuratorRelieved"
        REQUIREMENTS = ("R-016",)
        person: str
        order: OrderReference

    @event(InstitutionRegistered)
    def __init__(self, kind: str, zone: str) -> None:
        self.kind = kind
        self.zone = zone
        self.head: str | None = None
        self.curator: str | None = None
        self.version_drafted = 0
        self.settings: dict[str, Any] = {}
        self.protocol_on: date | None = None
        self.agreed_on: date | None = None
        self.order: OrderReference | None = None
        self.in_force: dict[int, date] = {}
        self.settings_of: dict[int, dict[str, Any]] = {}

    def name_head(self, *, person: str) -> None:
        """Name the head; naming the same person again changes nothing."""
        if person != self.head:
            self._head_named(person=person)

    @event(HeadNamed)
    def _head_named(self, person: str) -> None:
        self.head = person

    def configure_regulation(self, *, settings: Mapping[str, Any], digest: str) -> None:
        """Store a whole draft of the regulation, before its approval.

        Raises:
            RegulationAlreadyApproved: the current draft is approved; amendments come by another act.

        """
        if self.order is not None:
            raise RegulationAlreadyApproved
        self._regulation_configured(version=1, settings=dict(settings), digest=digest)

    @event(RegulationConfigured)
    def _regulation_configured(self, version: int, settings: dict[str, Any], digest: str) -> None:  # noqa: ARG002
        self.version_drafted = version
        self.settings = settings
        self.protocol_on = None
        self.agreed_on = None

    def record_council_consideration(self, *, protocol_number: str, protocol_on: date) -> None:
        """Record that the pedagogical council considered the draft (002 stamp РАССМОТРЕНО)."""
        self._need_open_draft()
        self._considered(protocol_number=protocol_number, protocol_on=protocol_on)

    @event(RegulationConsideredByPedagogicalCouncil)
    def _considered(self, protocol_number: str, protocol_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.protocol_on = protocol_on

    def record_trade_union_agreement(self, *, agreed_on: date) -> None:
        """Record that the trade union agreed to the draft (002 stamp СОГЛАСОВАНО)."""
        self._need_open_draft()
        self._agreed(agreed_on=agreed_on)

    @event(RegulationAgreedWithTradeUnion)
    def _agreed(self, agreed_on: date) -> None:
        self.agreed_on = agreed_on

    def approve_regulation(
        self, *, order: OrderReference, missing: tuple[str, ...], needs_council: bool, needs_union: bool
    ) -> None:
        """Approve the draft by the head's order.

        ``missing`` are the fields that the regulation itself reports as still empty.

        Raises:
            RegulationNotConfigured, RegulationAlreadyApproved, RegulationIncomplete,
            CouncilConsiderationMissing, CouncilProtocolAfterOrder, TradeUnionAgreementMissing,
            TradeUnionAgreementAfterOrder.

        """
        self._need_open_draft()
        if missing:
            raise RegulationIncomplete(fields=missing)
        if needs_council:
            self._check_council(order.signed_on)
        if needs_union:
            self._check_union(order.signed_on)
        self._approved(version=self.version_drafted, order=order)

    @event(RegulationApproved)
    def _approved(self, version: int, order: OrderReference) -> None:  # noqa: ARG002 - kept in the event
        self.order = order

    def enter_into_force(self, *, since: date) -> None:
        """Put the approved regulation into force from a day on (004: the later of stamp and order, A-46).

        Raises:
            RegulationNotApproved: there is no approving order.
            ApprovalBeforeForce: the day lies before the order.

        """
        if self.order is None:
            raise RegulationNotApproved
        if since < self.order.signed_on:
            raise ApprovalBeforeForce(approved_on=self.order.signed_on, since=since)
        self._entered(version=self.version_drafted, since=since)

    @event(RegulationEnteredIntoForce)
    def _entered(self, version: int, since: date) -> None:
        self.in_force[version] = since
        self.settings_of[version] = self.settings

    def version_in_force(self, *, on: date) -> int:
        """The version of the regulation that holds on a day.

        Raises:
            RegulationNotInForce: none does (R-001).

        """
        held = [version for version, since in self.in_force.items() if since <= on]
        if not held:
            raise RegulationNotInForce
        return max(held)

    def appoint_curator(
        self, *, person: str, is_deputy: bool, deputies_only: bool, order: OrderReference
    ) -> None:
        """Appoint the curator from the pool that the regulation allows (R-016, A-08).

        Raises:
            RegulationNotInForce: there is no regulation in force yet.
            CuratorAlreadyAppointed: another person is the active curator.
            CuratorOutsidePool: the regulation takes the curator from the deputies only.

        """
        if not self.in_force:
            raise RegulationNotInForce
        if self.curator is not None:
            raise CuratorAlreadyAppointed
        if deputies_only and not is_deputy:
            raise CuratorOutsidePool
        self._curator_appointed(person=person, order=order)

    @event(CuratorAppointed)
    def _curator_appointed(self, person: str, order: OrderReference) -> None:  # noqa: ARG002
        self.curator = person

    def relieve_curator(self, *, order: OrderReference) -> None:
        """Relieve the active curator.

        Raises:
            NoActiveCurator: nobody holds the office.

        """
        if self.curator is None:
            raise NoActiveCurator
        self._curator_relieved(person=self.curator, order=order)

    @event(CuratorRelieved)
    def _curator_relieved(self, person: str, order: OrderReference) -> None:  # noqa: ARG002
        self.curator = None

    def _need_open_draft(self) -> None:
        if not self.version_drafted:
            raise RegulationNotConfigured
        if self.order is not None:
            raise RegulationAlreadyApproved

    def _check_council(self, order_on: date) -> None:
        if self.protocol_on is None:
            raise CouncilConsiderationMissing
        if self.protocol_on > order_on:
            raise CouncilProtocolAfterOrder(protocol_on=self.protocol_on, order_on=order_on)

    def _check_union(self, order_on: date) -> None:
        if self.agreed_on is None:
            raise TradeUnionAgreementMissing
        if self.agreed_on > order_on:
            raise TradeUnionAgreementAfterOrder(agreed_on=self.agreed_on, order_on=order_on)
