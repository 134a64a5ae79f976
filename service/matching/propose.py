"""From a problem to a proposal: who is allowed, how well they fit, the best choice, and the reasons."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from service.matching.eligible import Eligibility
from service.matching.explain import explain, explain_contradictions
from service.matching.pins import Contradiction, contradictions
from service.matching.problem import Problem, digest
from service.matching.proposal import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    Proposal,
    ProposedGroup,
    ProposedPair,
)
from service.matching.score import SINGLE, Candidates, candidates, single_pairs, terms
from service.matching.solution import Solution
from service.matching.solve import solve, solver

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
    problem, chosen = eligibility.problem, np.flatnonzero(solution.chosen).tolist()
    names = _group_names(allowed, chosen)
    pairs = tuple(_pair(eligibility, allowed, position, names) for position in chosen)
    groups = tuple(_groups(problem, allowed, pairs, names))
    proven = all(goal.value == goal.bound for goal in solution.goals)
    return Proposal(
        status=OPTIMAL if proven else FEASIBLE,
        stopped_by=solution.stopped_by,
        goals=solution.goals,
        pairs=pairs,
        groups=groups,
        unmatched=explain(eligibility, allowed, [pair.people() for pair in pairs], groups),
        problem_digest=digest(problem),
        solver=solver(problem),
        certificate=solution.certificate,
        components=solution.components,
    )


def _group_names(allowed: Candidates, chosen: Sequence[int]) -> dict[tuple[int, int], str]:
    """Return the name of each group, by mentor and theme; they are counted in that order."""
    keys = ((int(allowed.mentor[i]), int(allowed.theme[i])) for i in chosen if allowed.theme[i] != SINGLE)
    return {key: f"g{number}" for number, key in enumerate(sorted(set(keys)), start=1)}


def _groups(
    problem: Problem,
    allowed: Candidates,
    pairs: Sequence[ProposedPair],
    names: Mapping[tuple[int, int], str],
) -> Iterator[ProposedGroup]:
    for (mentor, theme), name in names.items():
        yield ProposedGroup(
            id=name,
            mentor=problem.mentors[mentor].id,
            theme=allowed.themes[theme],
            mentees=tuple(pair.mentee for pair in pairs if pair.group == name),
        )


def _pair(
    eligibility: Eligibility, allowed: Candidates, position: int, names: Mapping[tuple[int, int], str]
) -> ProposedPair:
    problem = eligibility.problem
    mentee = problem.mentees[int(allowed.mentee[position])]
    mentor = problem.mentors[int(allowed.mentor[position])]
    return ProposedPair(
        mentee=mentee.id,
        mentor=mentor.id,
        points=int(allowed.points[position]),
        terms=terms(eligibility, mentee, mentor),
        group=names.get((int(allowed.mentor[position]), int(allowed.theme[position]))),
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
