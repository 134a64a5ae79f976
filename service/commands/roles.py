"""Offices that the head entrusts: auditor, system administrator, trade-union chair, pedagogical council.

Head, curator, mentor, mentee and member of the association follow from events of their own.
"""

from service.access import Action
from service.aggregates.institution import Office
from service.aggregates.person import Person
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision


@command(
    title="Поручить роль",
    action=Action.GRANT_ROLES,
    requirements=("R-004", "R-005", "R-012", "R-020"),
    needs_force=False,
)
def grant_role(work: Work, *, person: str, role: Office) -> Decision:
    """Entrust a registered person with an office; who holds it already keeps it."""
    institution = work.load_institution()
    institution.grant_role(person=work.get(Person, person).id, role=role)
    return Decision((institution,))


@command(
    title="Снять роль",
    action=Action.GRANT_ROLES,
    requirements=("R-012",),
    needs_force=False,
)
def revoke_role(work: Work, *, person: str, role: Office) -> Decision:
    """Take an office back from a person."""
    institution = work.load_institution()
    institution.revoke_role(person=work.get(Person, person).id, role=role)
    return Decision((institution,))
