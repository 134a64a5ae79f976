"""Consultation, conciliation and mediation: whoever takes part acts for himself, nobody on paper (R-034)."""

from collections.abc import Mapping
from datetime import date

from service.access import Action, Actor, require
from service.aggregates.mediation import Mediation, MediationService, MediatorCapacity, PartyCannotMediate
from service.aggregates.person import Person
from service.commands.associations import load_association
from service.commands.registry import command
from service.commands.runtime import Runtime
from service.commands.work import Work
from service.errors import NotAllowed, Refused
from service.eventstore.log import Decision
from service.values import Pii


class MediatorNotEntitled(Refused):
    """Members of the association help; without one the curator, or the head where he is a party."""

    requirement = "R-034"


class MediationSubjectMissing(Refused):
    """A case tells what it is about, and how it ended."""

    requirement = "R-034"


@command(
    title="Обратиться за консультацией, согласованием или медиацией",
    action=Action.ASK_FOR_MEDIATION,
    requirements=("R-034",),
)
def request_mediation(
    work: Work, *, service: MediationService, subject: str, others: tuple[str, ...] = ()
) -> Decision:
    """Ask the association for help; ``others`` are the other parties, who agree for themselves."""
    applicant = work.get(Person, work.actor).id
    parties = tuple(sorted({applicant, *(work.get(Person, other).id for other in others)}))
    Mediation.check_request(service=service, parties=parties)
    case = Mediation.start(
        Mediation.MediationRequested,
        work.new_id("mediation"),
        service=service,
        applicant=applicant,
        parties=parties,
        subject=_said(applicant, subject),
    )
    return Decision((case,), {"mediation": case.id})


@command(
    title="Ответить, участвую ли я в согласовании или медиации",
    action=Action.ASK_FOR_MEDIATION,
    requirements=("R-034",),
)
def answer_mediation(work: Work, *, mediation: str, agrees: bool) -> Decision:
    """Agree to take part in a case, or decline, for oneself."""
    case = work.get(Mediation, mediation)
    if agrees:
        case.agree(party=work.actor)
    else:
        case.decline(party=work.actor)
    return Decision((case,))


@command(title="Записать консультацию", action=Action.MEDIATE, requirements=("R-034",))
def hold_consultation(work: Work, *, mediation: str, advice: str, held_on: date) -> Decision:
    """Record the consultation that somebody asked for."""
    case = work.get(Mediation, mediation)
    case.hold_consultation(
        mediator=work.actor,
        capacity=_capacity(work, case),
        advice=_said(work.actor, advice),
        held_on=held_on,
        on=work.on,
    )
    return Decision((case,))


@command(title="Записать итог согласования", action=Action.MEDIATE, requirements=("R-034",))
def conclude_conciliation(
    work: Work, *, mediation: str, agreed: bool, outcome: str, concluded_on: date
) -> Decision:
    """Record how a conciliation ended."""
    case = work.get(Mediation, mediation)
    case.conclude_conciliation(
        mediator=work.actor,
        capacity=_capacity(work, case),
        agreed=agreed,
        outcome=_said(work.actor, outcome),
        concluded_on=concluded_on,
        on=work.on,
    )
    return Decision((case,))


@command(title="Начать медиацию", action=Action.MEDIATE, requirements=("R-034",))
def open_mediation(work: Work, *, mediation: str) -> Decision:
    """Open a mediation that all parties agreed to, as its mediator."""
    case = work.get(Mediation, mediation)
    case.open(mediator=work.actor, capacity=_capacity(work, case))
    return Decision((case,))


@command(title="Завершить медиацию", action=Action.MEDIATE, requirements=("R-034",))
def close_mediation(work: Work, *, mediation: str, agreed: bool, outcome: str, closed_on: date) -> Decision:
    """Close a mediation, with an agreement of the parties or without one."""
    case = work.get(Mediation, mediation)
    case.close(
        mediator=work.actor,
        agreed=agreed,
        outcome=_said(work.actor, outcome),
        closed_on=closed_on,
        on=work.on,
    )
    return Decision((case,))


def mediation_content(
    runtime: Runtime, *, institution: str, actor: Actor, mediation: str
) -> Mapping[str, str]:
    """What a case is about and how it ended, for its parties and its mediator; no read model holds it.

    Raises:
        NotAllowed: somebody else asks, whatever his role.
        NotFound: there is no such case.

    """
    require(actor, Action.ASK_FOR_MEDIATION, institution)
    case = runtime.log.get(Mediation, mediation)
    if case.institution != institution or not case.may_read(actor.id):
        raise NotAllowed(mediation)
    return {"subject": case.subject.text, "outcome": case.outcome.text if case.outcome else ""}


def _capacity(work: Work, case: Mediation) -> MediatorCapacity:
    """As what the actor helps in this case (A-06): neutral members first, then the curator, then the head."""
    if work.actor in case.parties:
        raise PartyCannotMediate
    association = load_association(work)
    institution = work.load_institution()
    if set(association.members) - set(case.parties):
        if association.is_member(work.actor):
            return "association"
    elif institution.curator is not None and institution.curator not in case.parties:
        if work.actor == institution.curator:
            return "curator"
    elif work.actor == institution.head:
        return "head"
    raise MediatorNotEntitled


def _said(author: str, text: str) -> Pii:
    if not text.strip():
        raise MediationSubjectMissing
    return Pii(author, text)
