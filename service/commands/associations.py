"""The methodical association of mentors: its composition is proposed by the curator, approved by the head."""

from service.access import Action
from service.aggregates.association import Association
from service.aggregates.local_act import LocalAct
from service.aggregates.person import Person
from service.commands.order_effects import Signing, effect
from service.commands.registry import command
from service.commands.work import Work, fixed_id
from service.errors import Refused
from service.events import Aggregate
from service.eventstore.log import Decision
from service.regulations.regulation import Regulation
from service.values import Period, Pii


class AssociationOrderFaulty(Refused):
    """An order on the composition names the association and nothing else."""

    requirement = "R-026"


@command(
    title="Предложить состав методического объединения наставников",
    action=Action.PROPOSE_ASSOCIATION,
    requirements=("R-026",),
)
def propose_association_composition(
    work: Work,
    *,
    members: tuple[str, ...],
    chair: str,
    kind: str,
    name: str | None = None,
    local_act: str | None = None,
) -> Decision:
    """Propose the composition of the association to the head; ``kind`` is the regulation's own word.

    ``local_act`` creates the association where the regulation is silent on it (004, A-07).
    """
    regulation = work.load_regulation()
    association = load_association(work)
    association.propose_composition(
        members=tuple(work.get(Person, member).id for member in members),
        chair=chair,
        kind=kind,
        allowed_kinds=kinds_of_association(regulation),
        name=Pii(work.actor, name) if name else None,
        local_act=local_act if local_act is not None and act_is_in_force(work, local_act) else None,
        needs_local_act=regulation.text("association.mode") == "not_regulated",
        proposed_by=work.actor,
    )
    return Decision((association,), {"association": association.id})


@command(
    title="Предложить роспуск методического объединения наставников",
    action=Action.PROPOSE_ASSOCIATION,
    requirements=("R-026",),
)
def propose_association_dissolution(work: Work, *, reason: str) -> Decision:
    """Propose to the head to dissolve the association."""
    association = load_association(work)
    association.propose_dissolution(reason=Pii(work.actor, reason), proposed_by=work.actor)
    return Decision((association,), {"association": association.id})


def named_in_composition(work: Work, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The persons on whom an order on the composition lays duties: the members it approves."""
    association = _association_among(work, subjects)
    return () if association.proposed is None else association.proposed[0]


@effect("association_composition", named=named_in_composition)
def decide_composition(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """Approve the proposed composition, or the proposed dissolution."""
    association = _association_among(work, signing.subjects)
    association.decide(order=signing.reference, order_id=signing.order, effective_from=signing.effective_from)
    return (association,)


def load_association(work: Work) -> Association:
    """Load the institution's association, or open its register; ``exists`` tells whether there is one."""
    association_id = fixed_id(work.institution, "association")
    found = work.log.find(Association, association_id)
    return found or Association.start(Association.AssociationRegisterOpened, association_id)


def kinds_of_association(regulation: Regulation) -> tuple[str, ...]:
    """The regulation's own words for the body; a silent one names it in passing only (004 §6.4(6), A-07)."""
    kinds = regulation.texts("association.kinds_ru")
    return kinds or (regulation.text("association.alias_ru"),)


def act_is_in_force(work: Work, local_act: str) -> bool:
    """Tell whether a local act holds on the business date. Raises ``NotFound``."""
    act = work.get(LocalAct, local_act)
    return act.in_force_from is not None and Period(act.in_force_from, act.replaced_on).contains(work.on)


def _association_among(work: Work, subjects: tuple[str, ...]) -> Association:
    if subjects != (fixed_id(work.institution, "association"),):
        raise AssociationOrderFaulty
    return work.get(Association, subjects[0])
