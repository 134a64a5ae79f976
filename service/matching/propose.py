"""From a problem to a proposal: who is allowed, how well they fit, the best choice, and the reasons."""

from collections.abc import Callable

import numpy as np

from service.matching.eligible import Eligibility
from service.matching.explain import explain, explain_contradictions
from service.matching.pins import Contradiction, contradictions
from service.matching.problem import Problem, digest
from service.matching.proposal import FEASIBLE, INFEASIBLE, OPTIMAL, Proposal, ProposedPair
from service.matching.score import Candidates, candidates, single_pairs, terms
from service.matching.solve import Solution, solve, solver

STAGES = ("eligible", "solve", "explain", "done")
"""The stages that ``progress`` hears of, each when it begins, with the share of the work behind it."""

Progress = Callable[[str, float], None]


def propose(problem: Problem, *, progress: Progress | None = None) -> Proposal:
    """Return the best proposal for the problem; equal problems get equal proposals.

    Raises: UnexpectedSolverStatus.
    """
    tell = progress or _silent
    tell("eligible", 0.0)
    eligibility = Eligibility.of(problem)
    contradictory = contradictions(eligibility)
    if contradictory:
        return _infeasible(eligibility, contradictory)
    allowed = single_pairs(candidates(eligibility))
    tell("solve", 0.2)
    solution = solve(problem, allowed)
    tell("explain", 0.8)
    proposal = _assembled(eligibility, allowed, solution)
    tell("done", 1.0)
    return proposal


def _silent(_stage: str, _share: float) -> None:
    """Tell nobody."""


def _assembled(eligibility: Eligibility, allowed: Candidates, solution: Solution) -> Proposal:
    problem = eligibility.problem
    pairs = tuple(_pair(eligibility, allowed, int(i)) for i in np.flatnonzero(solution.chosen))
    proven = all(goal.value == goal.bound for goal in solution.goals)
    return Proposal(
        status=OPTIMAL if proven else FEASIBLE,
        stopped_by=solution.stopped_by,
        goals=solution.goals,
        pairs=pairs,
        groups=(),
        unmatched=explain(eligibility, allowed, [pair.people() for pair in pairs]),
        problem_digest=digest(problem),
        solver=solver(problem),
    )


def _pair(eligibility: Eligibility, allowed: Candidates, position: int) -> ProposedPair:
    problem = eligibility.problem
    mentee = problem.mentees[int(allowed.mentee[position])]
    mentor = problem.mentors[int(allowed.mentor[position])]
    return ProposedPair(
        mentee=mentee.id,
        mentor=mentor.id,
        points=int(allowed.points[position]),
        terms=terms(eligibility, mentee, mentor),
    )


def _infeasible(eligibility: Eligibility, contradictory: tuple[Contradiction, ...]) -> Proposal:
    return Proposal(
        status=INFEASIBLE,
        goals=(),
        pairs=(),
        groups=(),
        unmatched=explain_contradictions(eligibility, contradictory),
        problem_digest=digest(eligibility.problem),
        solver=solver(eligibility.problem),
    )
