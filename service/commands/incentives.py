"""Incentives for mentors: schemes as local acts, and the encouragement of a mentor by order (R-035)."""

from datetime import date

from service.access import Action
from service.aggregates.encouragement import Encouragement, EncouragementKind
from service.aggregates.incentive_scheme import Developer, IncentiveKind, IncentiveScheme
from service.aggregates.mentor import Mentor
from service.commands.associations import act_is_in_force
from service.commands.order_effects import Signing, effect
from service.commands.registry import command
from service.commands.work import Work
from service.events import Aggregate
from service.eventstore.log import Decision
from service.ids import person_of
from service.values import Pii


@command(
    title="Предложить меры поощрения наставников",
    action=Action.PROPOSE_INCENTIVES,
    requirements=("R-035",),
)
def propose_incentive_scheme(
    work: Work, *, kinds: tuple[IncentiveKind, ...], developed_by: tuple[Developer, ...], text: str
) -> Decision:
    """Propose a scheme of incentives that association, head and curator developed."""
    IncentiveScheme.check_proposal(kinds=kinds, developed_by=developed_by, text=text)
    scheme = IncentiveScheme.start(
        IncentiveScheme.IncentiveSchemeProposed,
        work.new_id("incentive_scheme"),
        kinds=tuple(sorted(set(kinds))),
        developed_by=tuple(sorted(set(developed_by))),
        text=Pii(work.actor, text),
        proposed_by=work.actor,
    )
    return Decision((scheme,), {"incentive_scheme": scheme.id})


@command(
    title="Утвердить меры поощрения наставников",
    action=Action.APPROVE_INCENTIVES,
    requirements=("R-035",),
)
def approve_incentive_scheme(work: Work, *, scheme: str, local_act: str, approved_on: date) -> Decision:
    """Approve a scheme by a local act that the head issued."""
    proposed = work.get(IncentiveScheme, scheme)
    proposed.approve(
        local_act=local_act,
        is_issued=act_is_in_force(work, local_act),
        approved_on=approved_on,
        on=work.on,
    )
    return Decision((proposed,))


@command(
    title="Предложить поощрить наставника",
    action=Action.PROPOSE_INCENTIVES,
    requirements=("R-035",),
)
def propose_mentor_encouragement(
    work: Work, *, scheme: str, mentor: str, kind: EncouragementKind, reason: str
) -> Decision:
    """Propose to the head to encourage a mentor under an approved scheme; an order decides."""
    entry = work.get(Mentor, mentor)
    offers = work.get(IncentiveScheme, scheme).offers(kind)
    Encouragement.check_proposal(scheme_offers=offers, is_mentor=entry.in_bank, reason=reason)
    proposal = Encouragement.start(
        Encouragement.MentorEncouragementProposed,
        work.new_id("encouragement"),
        scheme=scheme,
        mentor=entry.id,
        kind=kind,
        reason=Pii(entry.person, reason),
        proposed_by=work.actor,
    )
    return Decision((proposal,), {"encouragement": proposal.id})


@command(
    title="Отозвать предложение о поощрении наставника",
    action=Action.PROPOSE_INCENTIVES,
    requirements=("R-035",),
)
def withdraw_mentor_encouragement(work: Work, *, encouragement: str) -> Decision:
    """Take a proposal to encourage a mentor back."""
    proposal = work.get(Encouragement, encouragement)
    proposal.withdraw()
    return Decision((proposal,))


def mentors_among(work: Work, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The persons whom an order on encouragement names."""
    return tuple(person_of(work.get(Encouragement, subject).mentor) for subject in subjects)


@effect("encouragement", named=mentors_among)
def encourage_mentors(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """Encourage every mentor whose proposal the order names."""
    proposals = tuple(work.get(Encouragement, subject) for subject in signing.subjects)
    for proposal in proposals:
        proposal.encourage(
            order=signing.reference, order_id=signing.order, encouraged_on=signing.effective_from
        )
    return proposals
