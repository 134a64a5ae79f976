"""The institution: its regulation from draft to force and amendment, its head, curator and other offices."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import OrderReference, PublicationPlace, Week

AmendmentReason = Literal["new_federal_act", "new_regional_act", "new_local_act", "own_initiative"]
"""Why a regulation is amended (000 §9.2, 004 §12.3)."""

Office = Literal["auditor", "system_administrator", "trade_union_chair", "pedagogical_council"]
"""What the head entrusts somebody with; other roles come from events of their own."""


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


class AmendmentEmpty(Refused):
    """The amendment changes nothing of the regulation."""

    requirement = "R-007"


class NoAmendmentDrafted(Refused):
    """There is no draft of an amendment to act on."""

    requirement = "R-007"


class AmendmentBeforeLastVersion(Refused):
    """An amendment cannot hold before the version that it changes; facts: ``since``, ``last_since_on``."""

    requirement = "R-007"


class PublicationBeforeApproval(Refused):
    """The publication is older than the approval; facts: ``published_on``, ``approved_on``."""

    requirement = "R-008"


class PublicationInFuture(Refused):
    """The publication is dated later than the day of the act; facts: ``published_on``, ``on``."""

    requirement = "R-008"


class RoleNotHeld(Refused):
    """The person does not hold the role that would be revoked."""

    requirement = "R-012"


class CuratorOutsidePool(Refused):
    """The curator has to be one of the deputy heads."""

    requirement = "R-016"


class CuratorAlreadyAppointed(Refused):
    """There is an active curator; relieve him first."""

    requirement = "R-016"


class NoActiveCurator(Refused):
    """The person is not the curator and cannot be relieved as such."""

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

    class RegulationAmendmentDrafted(Event):
        """A draft of the next version, whole; ``changed`` names the fields that it changes.

        ``for_running``: running programmes change to it as well, else they keep their version (A-61).
        """

        TOPIC = "institution.RegulationAmendmentDrafted"
        REQUIREMENTS = ("R-007",)
        version: int
        settings: dict[str, Any]
        digest: str
        changed: tuple[str, ...]
        reason: AmendmentReason
        for_running: bool

    class RegulationAmended(Event):
        """The head approved the next version of the regulation by order."""

        TOPIC = "institution.RegulationAmended"
        REQUIREMENTS = ("R-007",)
        version: int
        order: OrderReference
        changed: tuple[str, ...]
        reason: AmendmentReason
        for_running: bool

    class RegulationSuperseded(Event):
        """A version gives way to a later one from this day on."""

        TOPIC = "institution.RegulationSuperseded"
        REQUIREMENTS = ("R-007",)
        version: int
        by: int
        superseded_on: date

    class RegulationPublished(Event):
        """The regulation, and with it the roadmap if one is named, was made public."""

        TOPIC = "institution.RegulationPublished"
        REQUIREMENTS = ("R-008",)
        version: int
        roadmap: str | None
        published_on: date
        place: PublicationPlace

    class RoleGranted(Event):
        """A person holds an office that no other act gives."""

        TOPIC = "institution.RoleGranted"
        REQUIREMENTS = ("R-004", "R-005", "R-012", "R-020")
        person: str
        role: Office

    class RoleRevoked(Event):
        """The person holds the office no more."""

        TOPIC = "institution.RoleRevoked"
        REQUIREMENTS = ("R-012",)
        person: str
        role: Office

    class WorkingWeekSet(Event):
        """The institution works so many days a week; terms end on its working days (ТК РФ, ст. 14)."""

        TOPIC = "institution.WorkingWeekSet"
        REQUIREMENTS = ("R-001", "R-074")
        week: Week

    class CuratorAppointed(Event):
        """The head appointed the curator by order."""

        TOPIC = "institution.CuratorAppointed"
        REQUIREMENTS = ("R-016", "R-017")
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
        self.week: Week = "five_day"
        self.head: str | None = None
        self.curator: str | None = None
        self.version_drafted = 0
        self.settings: dict[str, Any] = {}
        self.protocol_on: date | None = None
        self.agreed_on: date | None = None
        self.order: OrderReference | None = None
        self.in_force: dict[int, date] = {}
        self.settings_of: dict[int, dict[str, Any]] = {}
        self.amendment: tuple[tuple[str, ...], AmendmentReason, bool] | None = None
        self.approved_on: dict[int, date] = {}
        self.for_running: frozenset[int] = frozenset()
        self.published: frozenset[tuple[int, str | None, str]] = frozenset()
        self.roles: frozenset[tuple[str, str]] = frozenset()

    def name_head(self, *, person: str) -> None:
        """Name the head; naming the same person again changes nothing."""
        if person != self.head:
            self._head_named(person=person)

    @event(HeadNamed)
    def _head_named(self, person: str) -> None:
        self.head = person

    def set_working_week(self, *, week: Week) -> None:
        """Say how many days a week the institution works; the same week again changes nothing."""
        if week != self.week:
            self._working_week_set(week=week)

    @event(WorkingWeekSet)
    def _working_week_set(self, week: Week) -> None:
        self.week = week

    def configure_regulation(self, *, settings: Mapping[str, Any], digest: str) -> None:
        """Store a whole draft of the regulation, before its approval.

        Raises:
            RegulationAlreadyApproved: the current draft is approved; amendments come by another act.

        """
        if self.approved_on:
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
        if self.approved_on:
            raise RegulationAlreadyApproved
        if missing:
            raise RegulationIncomplete(fields=missing)
        if needs_council:
            self._check_council(order.signed_on)
        if needs_union:
            self._check_union(order.signed_on)
        self._approved(version=self.version_drafted, order=order)

    @event(RegulationApproved)
    def _approved(self, version: int, order: OrderReference) -> None:
        self.order = order
        self.approved_on = {**self.approved_on, version: order.signed_on}

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

    def draft_amendment(
        self,
        *,
        settings: Mapping[str, Any],
        digest: str,
        changed: tuple[str, ...],
        reason: AmendmentReason,
        for_running: bool,
    ) -> None:
        """Store a draft of the next version; a newer draft replaces it and has to be considered again.

        Raises:
            RegulationNotInForce: there is nothing to amend yet.
            AmendmentEmpty: ``changed`` names no field.

        """
        if not changed:
            raise AmendmentEmpty
        self._amendment_drafted(
            version=self.latest_version + 1,
            settings=dict(settings),
            digest=digest,
            changed=changed,
            reason=reason,
            for_running=for_running,
        )

    @event(RegulationAmendmentDrafted)
    def _amendment_drafted(
        self,
        *,
        version: int,
        settings: dict[str, Any],
        digest: str,  # noqa: ARG002 - kept in the event
        changed: tuple[str, ...],
        reason: AmendmentReason,
        for_running: bool,
    ) -> None:
        self.version_drafted = version
        self.settings = settings
        self.amendment = (changed, reason, for_running)
        self.order = None
        self.protocol_on = None
        self.agreed_on = None

    def amend_regulation(
        self, *, order: OrderReference, since: date, needs_council: bool, needs_union: bool
    ) -> None:
        """Approve the drafted amendment by the head's order; it holds from ``since`` on.

        Council and trade union take part as the regulation that is being amended says.

        Raises:
            NoAmendmentDrafted, CouncilConsiderationMissing, CouncilProtocolAfterOrder,
            TradeUnionAgreementMissing, TradeUnionAgreementAfterOrder.
            ApprovalBeforeForce: it would hold before the order.
            AmendmentBeforeLastVersion: it would hold before the version that it changes.

        """
        if self.amendment is None:
            raise NoAmendmentDrafted
        if needs_council:
            self._check_council(order.signed_on)
        if needs_union:
            self._check_union(order.signed_on)
        if since < order.signed_on:
            raise ApprovalBeforeForce(approved_on=order.signed_on, since=since)
        last = self.latest_version
        if since < self.in_force[last]:
            raise AmendmentBeforeLastVersion(since=since, last_since_on=self.in_force[last])
        changed, reason, for_running = self.amendment
        self._amended(
            version=self.version_drafted,
            order=order,
            changed=changed,
            reason=reason,
            for_running=for_running,
        )
        self._entered(version=self.version_drafted, since=since)
        self._superseded(version=last, by=self.version_drafted, superseded_on=since)

    @event(RegulationAmended)
    def _amended(
        self,
        *,
        version: int,
        order: OrderReference,
        changed: tuple[str, ...],  # noqa: ARG002 - kept in the event
        reason: AmendmentReason,  # noqa: ARG002 - kept in the event
        for_running: bool,
    ) -> None:
        self.order = order
        self.approved_on = {**self.approved_on, version: order.signed_on}
        self.amendment = None
        if for_running:
            self.for_running |= {version}

    @event(RegulationSuperseded)
    def _superseded(self, version: int, by: int, superseded_on: date) -> None:
        """Need no state: the later version holds from its own first day on."""

    @property
    def latest_version(self) -> int:
        """The last version that was approved, in force already or from a later day on.

        Raises:
            RegulationNotInForce: there is none.

        """
        if not self.in_force:
            raise RegulationNotInForce
        return max(self.in_force)

    def version_kept(self, version: int, *, on: date) -> int:
        """The version that holds on a day for what began under ``version`` (A-61).

        It is the same one, unless an amending order that is in force by then says otherwise.
        """
        later = [each for each in self.for_running if each > version and self.in_force[each] <= on]
        return max(later, default=version)

    def publish_regulation(
        self, *, version: int, roadmap: str | None, published_on: date, place: PublicationPlace, on: date
    ) -> None:
        """Record the publication of an approved version; the same twice is one.

        Raises:
            RegulationNotApproved: the version has no approving order.
            PublicationBeforeApproval, PublicationInFuture.

        """
        approved_on = self.approved_on.get(version)
        if approved_on is None:
            raise RegulationNotApproved
        if published_on < approved_on:
            raise PublicationBeforeApproval(published_on=published_on, approved_on=approved_on)
        if published_on > on:
            raise PublicationInFuture(published_on=published_on, on=on)
        if (version, roadmap, place) not in self.published:
            self._published(version=version, roadmap=roadmap, published_on=published_on, place=place)

    @event(RegulationPublished)
    def _published(
        self,
        *,
        version: int,
        roadmap: str | None,
        published_on: date,  # noqa: ARG002 - kept in the event
        place: PublicationPlace,
    ) -> None:
        self.published |= {(version, roadmap, place)}

    def grant_role(self, *, person: str, role: Office) -> None:
        """Entrust a person with an office; who holds it already keeps it."""
        if (person, role) not in self.roles:
            self._role_granted(person=person, role=role)

    @event(RoleGranted)
    def _role_granted(self, person: str, role: Office) -> None:
        self.roles |= {(person, role)}

    def revoke_role(self, *, person: str, role: Office) -> None:
        """Take an office back.

        Raises:
            RoleNotHeld: the person does not hold it.

        """
        if (person, role) not in self.roles:
            raise RoleNotHeld
        self._role_revoked(person=person, role=role)

    @event(RoleRevoked)
    def _role_revoked(self, person: str, role: Office) -> None:
        self.roles -= {(person, role)}

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

    def relieve_curator(self, *, person: str, order: OrderReference) -> None:
        """Relieve the active curator; until another is appointed his open cases wait (R-017).

        Raises:
            NoActiveCurator: this person does not hold the office.

        """
        if self.curator is None or person != self.curator:
            raise NoActiveCurator
        self._curator_relieved(person=person, order=order)

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
