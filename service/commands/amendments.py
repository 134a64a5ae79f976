"""Amending the regulation: a draft of its next version, and the order that lets it hold from a day on."""

from typing import Any

from service.access import Action
from service.aggregates.institution import AmendmentReason, Institution
from service.commands.order_effects import Signing, effect
from service.commands.registry import command
from service.commands.setup import regulation_faulty
from service.commands.work import Work
from service.errors import Refused
from service.events import Aggregate
from service.eventstore.log import Decision
from service.regulations.regulation import Regulation
from service.regulations.settings import BrokenRegulation


class AmendmentOfAnother(Refused):
    """An amending order names the institution whose regulation it changes, and nothing else."""

    requirement = "R-007"


@command(
    title="Подготовить новую редакцию Положения",
    action=Action.DRAFT_REGULATION,
    requirements=("R-007",),
)
def draft_amendment(
    work: Work,
    *,
    changes: dict[str, Any],
    clauses: tuple[str, ...],
    reason: AmendmentReason,
    for_running: bool = False,
) -> Decision:
    """Draft the next version of the regulation; ``for_running``: running programmes change to it as well."""
    institution = work.load_institution()
    latest = _latest(work, institution)
    try:
        amended = latest.amended(changes, clauses=clauses)
    except BrokenRegulation as broken:
        raise regulation_faulty(broken) from broken
    institution.draft_amendment(
        settings=amended.to_settings(),
        digest=amended.digest(),
        changed=tuple(name for name in changes if amended.value(name) != latest.value(name)),
        reason=reason,
        for_running=for_running,
    )
    return Decision((institution,), {"institution": institution.id})


def _nobody(_: Work, __: tuple[str, ...]) -> tuple[str, ...]:
    return ()


@effect("regulation_amendment", named=_nobody)
def amend_regulation(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """Approve the drafted version; it holds from the day on which the order takes effect.

    Council and trade union take part as the version that is amended demands, even if the new one does not.
    """
    institution = work.load_institution()
    if signing.subjects != (institution.id,):
        raise AmendmentOfAnother
    latest = _latest(work, institution)
    institution.amend_regulation(
        order=signing.reference,
        since=signing.effective_from,
        needs_council=latest.requires_pedagogical_council,
        needs_union=latest.requires_trade_union_agreement,
    )
    return (institution,)


def _latest(work: Work, institution: Institution) -> Regulation:
    version = institution.latest_version
    return Regulation.from_settings(work.institution, institution.settings_of[version], version=version)
