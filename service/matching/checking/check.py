"""The independent checker: recomputes everything that a proposal says and proves it anew, without the solver.

Another proposal that is just as good is accepted; a wrong number, reason or proof is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.pins import contradictions
from service.matching.candidates.score import candidates
from service.matching.checking.board import Board
from service.matching.checking.goals import GoalsVerdict, check_goals
from service.matching.checking.groups import check_groups
from service.matching.checking.infeasible import check_contradictions, check_without_a_group
from service.matching.checking.pairs import Placed, check_pairs
from service.matching.checking.reasons import check_reasons
from service.matching.checking.violation import Violation
from service.matching.formats.problem import Problem, digest
from service.matching.formats.proposal import INFEASIBLE, Proposal

_SOLVER = "ortools"
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong (nothing: accepted) and the goals whose best value was too large a task to prove anew."""

    violations: tuple[Violation, ...]
    unproven: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations


def check(*, problem: Problem, proposal: Proposal) -> Verdict:
    """Return the verdict on a proposal for a problem.

    Reasons and goals are looked at once the pairs themselves are in order.
    """
    eligibility = Eligibility.of(problem)
    violations = [*_check_header(problem, proposal)]
    allowed = candidates(eligibility)
    contradictory = contradictions(eligibility, allowed)
    if contradictory:
        return Verdict((*violations, *check_contradictions(eligibility, contradictory, proposal)))
    if proposal.status == INFEASIBLE:
        pinned = check_without_a_group(eligibility, allowed, proposal)
        return Verdict((*violations, *pinned.violations), pinned.unproven)
    placed = Placed.of(problem, allowed, proposal)
    wrong_pairs = [
        *check_pairs(eligibility, allowed, placed, proposal),
        *check_groups(problem, proposal),
    ]
    if wrong_pairs:
        return Verdict((*violations, *wrong_pairs))
    violations += check_reasons(eligibility, allowed, proposal)
    goals: GoalsVerdict = check_goals(Board.of(problem, allowed), placed.chosen(allowed), proposal)
    return Verdict((*violations, *goals.violations), goals.unproven)


def _check_header(problem: Problem, proposal: Proposal) -> Iterator[Violation]:
    if proposal.problem_digest != digest(problem):
        yield Violation("$.problem_digest", "digest", "предложение составлено для другой задачи")
    if proposal.solver.name != _SOLVER:
        yield Violation("$.solver.name", "solver", f"неизвестная программа подбора, ожидается «{_SOLVER}»")
    if not _VERSION.fullmatch(proposal.solver.version):
        yield Violation("$.solver.version", "solver", "номер версии должен состоять из чисел и точек")
    if proposal.solver.seed != problem.limits.seed:
        yield Violation("$.solver.seed", "seed", "начальное число не то, что в задаче")
