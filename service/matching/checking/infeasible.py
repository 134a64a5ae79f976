"""Checks of the answer that there can be no proposal: the pins contradict the rules, or groups they need."""

from collections.abc import Iterator, Sequence

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.pins import Contradiction, without_a_group
from service.matching.candidates.score import Candidates
from service.matching.checking.board import Board
from service.matching.checking.branch import search
from service.matching.checking.goals import GoalsVerdict
from service.matching.checking.reasons import check_unmatched
from service.matching.checking.violation import Violation
from service.matching.explaining.explain import explain_contradictions
from service.matching.formats.proposal import INFEASIBLE, Proposal

_EMPTY = ("goals", "pairs", "groups", "certificate", "components")


def check_contradictions(
    eligibility: Eligibility, contradictory: Sequence[Contradiction], proposal: Proposal
) -> Iterator[Violation]:
    """Check the answer to a problem whose pins no proposal can contain."""
    if proposal.status != INFEASIBLE:
        yield Violation("$.status", "status", "закрепления противоречат правилам: предложения быть не может")
    yield from _check_told(eligibility, contradictory, proposal)


def check_without_a_group(eligibility: Eligibility, allowed: Candidates, proposal: Proposal) -> GoalsVerdict:
    """Check the answer that the groups which pins need cannot all be led; no rule speaks against the pins."""
    outcome = search(Board.of(eligibility.problem, allowed), None, ())
    if outcome.best is not None:
        message = "закрепления выполнимы: предложение пар существует"
        return GoalsVerdict((Violation("$.status", "status", message),))
    told = tuple(_check_told(eligibility, without_a_group(eligibility, allowed), proposal))
    return GoalsVerdict(told, () if outcome.complete else eligibility.problem.goals)


def _check_told(
    eligibility: Eligibility, contradictory: Sequence[Contradiction], proposal: Proposal
) -> Iterator[Violation]:
    if proposal.stopped_by is not None:
        yield Violation("$.stopped_by", "stopped_by", "подбор не начинался и не мог быть остановлен")
    for name in _EMPTY:
        if getattr(proposal, name):
            message = "при невыполнимых закреплениях список должен быть пуст"
            yield Violation(f"$.{name}", "infeasible", message)
    yield from check_unmatched(explain_contradictions(eligibility, contradictory), proposal)
