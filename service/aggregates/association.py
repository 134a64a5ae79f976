"""The methodical association of mentors (комиссия, совет): its composition, proposed and approved."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import OrderReference, Pii


class AssociationKindUnknown(Refused):
    """The regulation knows no body of this kind; facts: ``allowed``, the Russian words that it knows."""

    requirement = "R-026"


class AssociationNotRegulated(Refused):
    """The regulation is silent on associations, so a local act has to create one first (004)."""

    requirement = "R-026"


class AssociationMemberRepeated(Refused):
    """A person is named twice in the composition; facts: ``count`` of the repeated ones."""

    requirement = "R-026"


class ChairNotMember(Refused):
    """The chair is one of the members."""

    requirement = "R-026"


class CompositionUnchanged(Refused):
    """The proposed composition is the one in force."""

    requirement = "R-026"


class NoCompositionProposed(Refused):
    """No composition and no dissolution waits for the head's decision."""

    requirement = "R-026"


class AssociationNotCreated(Refused):
    """There is no approved association."""

    requirement = "R-026"


class Association(Aggregate):
    """The one association of an institution; members only after the head's approval (R-026)."""

    TOPIC = "association"

    class AssociationRegisterOpened(Created):
        """The institution began to keep the composition of its association."""

        TOPIC = "association.AssociationRegisterOpened"
        REQUIREMENTS = ("R-026",)

    class AssociationCompositionProposed(Event):
        """The curator proposed a composition; it replaces an earlier proposal that was not decided.

        ``kind`` is the regulation's own word, ``local_act`` the act that creates the association where the
        regulation is silent.
        """

        TOPIC = "association.AssociationCompositionProposed"
        REQUIREMENTS = ("R-026",)
        members: tuple[str, ...]
        chair: str
        kind: str
        name: Pii | None
        local_act: str | None
        proposed_by: str

    class AssociationDissolutionProposed(Event):
        """The curator proposed to dissolve the association."""

        TOPIC = "association.AssociationDissolutionProposed"
        REQUIREMENTS = ("R-026",)
        reason: Pii
        proposed_by: str

    class AssociationCompositionApproved(Event):
        """The head approved the composition by order: there is an association with these members."""

        TOPIC = "association.AssociationCompositionApproved"
        REQUIREMENTS = ("R-026",)
        members: tuple[str, ...]
        chair: str
        order: OrderReference
        order_id: str
        effective_from: date

    class AssociationCompositionChanged(Event):
        """The head approved another composition of the association that exists."""

        TOPIC = "association.AssociationCompositionChanged"
        REQUIREMENTS = ("R-026",)
        members: tuple[str, ...]
        chair: str
        order: OrderReference
        order_id: str
        effective_from: date

    class AssociationDissolved(Event):
        """The head dissolved the association by order; its duties pass to the curator (A-06)."""

        TOPIC = "association.AssociationDissolved"
        REQUIREMENTS = ("R-026",)
        order: OrderReference
        order_id: str
        effective_from: date

    @event(AssociationRegisterOpened)
    def __init__(self) -> None:
        self.exists = False
        self.members: tuple[str, ...] = ()
        self.chair: str | None = None
        self.kind: str | None = None
        self.name: Pii | None = None
        self.proposed: tuple[tuple[str, ...], str, str, Pii | None] | None = None
        self.dissolution_proposed = False

    def is_member(self, person: str) -> bool:
        """Tell whether a person is a member by the head's approval."""
        return person in self.members

    def propose_composition(
        self,
        *,
        members: tuple[str, ...],
        chair: str,
        kind: str,
        allowed_kinds: tuple[str, ...],
        name: Pii | None,
        local_act: str | None,
        needs_local_act: bool,
        proposed_by: str,
    ) -> None:
        """Propose a composition to the head; the same proposal twice is one.

        ``needs_local_act``: the regulation is silent on associations (004, A-07).

        Raises:
            AssociationNotRegulated: no local act creates the association, and one is needed.
            AssociationKindUnknown, AssociationMemberRepeated, ChairNotMember.
            CompositionUnchanged: it is in force as it stands.

        """
        if needs_local_act and local_act is None:
            raise AssociationNotRegulated
        if kind not in allowed_kinds:
            raise AssociationKindUnknown(allowed=", ".join(allowed_kinds))
        _check_members(members, chair)
        members = tuple(sorted(members))
        if (members, chair, kind, name) == (self.members, self.chair, self.kind, self.name):
            raise CompositionUnchanged
        if (members, chair, kind, name) != self.proposed:
            self._composition_proposed(
                members=members,
                chair=chair,
                kind=kind,
                name=name,
                local_act=local_act,
                proposed_by=proposed_by,
            )

    @event(AssociationCompositionProposed)
    def _composition_proposed(
        self,
        *,
        members: tuple[str, ...],
        chair: str,
        kind: str,
        name: Pii | None,
        local_act: str | None,  # noqa: ARG002 - kept in the event
        proposed_by: str,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.proposed = (members, chair, kind, name)
        self.dissolution_proposed = False

    def propose_dissolution(self, *, reason: Pii, proposed_by: str) -> None:
        """Propose to the head to dissolve the association; proposed once, it stays proposed.

        Raises:
            AssociationNotCreated: there is none.

        """
        if not self.exists:
            raise AssociationNotCreated
        if not self.dissolution_proposed:
            self._dissolution_proposed(reason=reason, proposed_by=proposed_by)

    @event(AssociationDissolutionProposed)
    def _dissolution_proposed(self, reason: Pii, proposed_by: str) -> None:  # noqa: ARG002
        self.proposed = None
        self.dissolution_proposed = True

    def decide(self, *, order: OrderReference, order_id: str, effective_from: date) -> None:
        """Let an order of the head bring about what is proposed: a composition or the dissolution.

        Raises:
            NoCompositionProposed: nothing waits for a decision.

        """
        if self.dissolution_proposed:
            self._dissolved(order=order, order_id=order_id, effective_from=effective_from)
            return
        if self.proposed is None:
            raise NoCompositionProposed
        members, chair, _, _ = self.proposed
        record = self._composition_changed if self.exists else self._composition_approved
        record(members=members, chair=chair, order=order, order_id=order_id, effective_from=effective_from)

    @event(AssociationCompositionApproved)
    def _composition_approved(
        self,
        *,
        members: tuple[str, ...],
        chair: str,
        order: OrderReference,  # noqa: ARG002 - kept in the event
        order_id: str,  # noqa: ARG002 - kept in the event
        effective_from: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.exists = True
        self._take_over(members, chair)

    @event(AssociationCompositionChanged)
    def _composition_changed(
        self,
        *,
        members: tuple[str, ...],
        chair: str,
        order: OrderReference,  # noqa: ARG002 - kept in the event
        order_id: str,  # noqa: ARG002 - kept in the event
        effective_from: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self._take_over(members, chair)

    def _take_over(self, members: tuple[str, ...], chair: str) -> None:
        if self.proposed is not None:
            _, _, self.kind, self.name = self.proposed
        self.members = members
        self.chair = chair
        self.proposed = None

    @event(AssociationDissolved)
    def _dissolved(
        self,
        order: OrderReference,  # noqa: ARG002 - kept in the event
        order_id: str,  # noqa: ARG002 - kept in the event
        effective_from: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.exists = False
        self.members = ()
        self.chair = None
        self.kind = None
        self.name = None
        self.dissolution_proposed = False


def _check_members(members: tuple[str, ...], chair: str) -> None:
    if repeated := len(members) - len(set(members)):
        raise AssociationMemberRepeated(count=repeated)
    if chair not in members:
        raise ChairNotMember
