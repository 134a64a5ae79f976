"""Proposals to improve the programmes of mentoring; each gets an answer."""

from service.access import Action
from service.aggregates.improvement import Improvement, ImprovementOutcome
from service.commands.pair_work import load_pair, need_party, words, words_or_none
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision


@command(title="Предложить улучшение программ", action=Action.PROPOSE_IMPROVEMENTS, requirements=("R-111",))
def propose_improvement(work: Work, *, author: str, proposal: str, assignment: str | None = None) -> Decision:
    """Propose an improvement of the own programme or of all programmes of the institution.

    ``author`` is the entry of a mentor or a mentee.
    """
    source = work.speaks_for(author)
    entry = work.get_entry(author)
    if assignment is not None:
        need_party(load_pair(work, assignment), entry.id)
    improvement = Improvement.start(
        Improvement.ProgrammeImprovementProposed,
        work.new_id("improvement"),
        author=entry.id,
        assignment=assignment,
        proposal=words(entry.id, proposal),
        proposed_on=work.on,
        source=source,
    )
    return Decision((improvement,), {"improvement": improvement.id})


@command(
    title="Ответить на предложение об улучшении", action=Action.DECIDE_IMPROVEMENTS, requirements=("R-111",)
)
def decide_improvement(
    work: Work, *, improvement: str, outcome: ImprovementOutcome, reason: str | None = None
) -> Decision:
    """Accept a proposal, or reject it with a reason."""
    found = work.get(Improvement, improvement)
    found.decide(outcome=outcome, reason=words_or_none(found.author, reason), decided_on=work.on)
    return Decision((found,))
