"""Written consents of the parties, without which no order on a pair is signed (R-071 … R-073, A-09, A-10)."""

from datetime import date

from service.access import Action
from service.aggregates.assignment import Assignment
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision


@command(
    title="Подписать согласие на дополнительные обязанности",
    action=Action.SIGN_DUTIES_CONSENT,
    requirements=("R-071",),
)
def sign_additional_duties_consent(work: Work, *, assignment: str, entry: str, signed_on: date) -> Decision:
    """Record a party's written consent to additional duties, of himself or from a signed paper."""
    source = work.speaks_for(entry)
    pair = work.get(Assignment, assignment)
    pair.sign_duties_consent(entry=entry, signed_on=signed_on, on=work.on, source=source)
    return Decision((pair,))


@command(
    title="Отозвать согласие на дополнительные обязанности",
    action=Action.SIGN_DUTIES_CONSENT,
    requirements=("R-071",),
)
def withdraw_additional_duties_consent(work: Work, *, assignment: str, entry: str) -> Decision:
    """Take a written consent to additional duties back; before the order the pair waits for a new one."""
    work.speaks_for(entry)
    pair = work.get(Assignment, assignment)
    pair.withdraw_duties_consent(entry=entry, withdrawn_on=work.on)
    return Decision((pair,))


@command(
    title="Подписать согласие на назначение наставником",
    action=Action.SIGN_DUTIES_CONSENT,
    requirements=("R-072", "R-073"),
)
def sign_mentor_appointment_consent(work: Work, *, assignment: str, mentor: str, signed_on: date) -> Decision:
    """Record the mentor's written consent to his appointment, of himself or from a signed paper."""
    source = work.speaks_for(mentor)
    pair = work.get(Assignment, assignment)
    pair.sign_appointment_consent(mentor=mentor, signed_on=signed_on, on=work.on, source=source)
    return Decision((pair,))


@command(
    title="Подписать согласие наставляемого",
    action=Action.SIGN_DUTIES_CONSENT,
    requirements=("R-073",),
)
def sign_mentee_consent(work: Work, *, assignment: str, mentee: str, signed_on: date) -> Decision:
    """Record a mentee's written consent to the mentor, of himself or from a signed paper."""
    source = work.speaks_for(mentee)
    pair = work.get(Assignment, assignment)
    pair.sign_mentee_consent(mentee=mentee, signed_on=signed_on, on=work.on, source=source)
    return Decision((pair,))
