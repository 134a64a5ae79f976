"""From a problem to a proposal: who is allowed, how well they fit, the best choice, and the reasons."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from service.matching.candidates.columns import Numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.pins import Contradiction, contradictions, without_a_group
from service.matching.candidates.score import SINGLE, Candidates, candidates, terms_of
from service.matching.explaining.explain import explain, explain_contradictions
from service.matching.formats.problem import Problem, digest
from service.matching.formats.proposal import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    Proposal,
    ProposedGroup,
    ProposedPair,
)
from service.matching.solving.solution import Solution
from service.matching.solving.solve import solve, solver

STAGES = ("eligible", "solve", "explain", "done")
"""The stages that ``progress`` hears of, each when it begins, with the share of the work behind it."""

Progress = Callable[[str, float], None]


def propose(problem: Problem, *, progress: Progress | None = None) -> Proposal:
    """Return the best proposal for the problem; equal problems get equal proposals.

    Raises: UnexpectedSolverStatus.
    """
    tell = progress or silent
    tell("eligible", 0.0)
    eligibility = Eligibility.of(problem)
    allowed = candidates(eligibility)
    contradictory = contradictions(eligibility, allowed)
    if contradictory:
        return _infeasible(eligibility, contradictory)
    tell("solve", 0.2)
    solution = solve(problem, allowed, wishes=eligibility.wishes)
    if solution is None:
        return _infeasible(eligibility, without_a_group(eligibility, allowed))
    tell("explain", 0.8)
    proposal = _assembled(eligibility, allowed, solution)
    tell("done", 1.0)
    return proposal


def silent(_stage: str, _share: float) -> None:
    """Tell nobody."""


def _assembled(eligibility: Eligibility, allowed: Candidates, solution: Solution) -> Proposal:
    problem, chosen = eligibility.problem, np.flatnonzero(solution.chosen)
    names = _group_names(allowed, chosen)
    pairs = tuple(_pairs(eligibility, allowed, chosen, names))
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


def _group_names(allowed: Candidates, chosen: Numbers) -> dict[tuple[int, int], str]:
    """Return the name of each group, by mentor and theme; they are counted in that order."""
    members = chosen[allowed.theme[chosen] != SINGLE]
    keys = set(zip(allowed.mentor[members].tolist(), allowed.theme[members].tolist(), strict=True))
    return {key: f"g{number}" for number, key in enumerate(sorted(keys), start=1)}


def _groups(
    problem: Problem,
    allowed: Candidates,
    pairs: Sequence[ProposedPair],
    names: Mapping[tuple[int, int], str],
) -> Iterator[ProposedGroup]:
    members: dict[str | None, list[str]] = defaultdict(list)
    for pair in pairs:
        members[pair.group].append(pair.mentee)
    for (mentor, theme), name in names.items():
        yield ProposedGroup(
            id=name,
            mentor=problem.mentors[mentor].id,
            theme=allowed.themes[theme],
            mentees=tuple(members[name]),
        )


def _pairs(
    eligibility: Eligibility, allowed: Candidates, chosen: Numbers, names: Mapping[tuple[int, int], str]
) -> Iterator[ProposedPair]:
    problem = eligibility.problem
    mentees, mentors = allowed.mentee[chosen], allowed.mentor[chosen]
    columns = (mentees.tolist(), mentors.tolist(), allowed.theme[chosen].tolist())
    points, terms = allowed.points[chosen].tolist(), terms_of(eligibility, mentees, mentors)
    for mentee, mentor, theme, value, parts in zip(*columns, points, terms, strict=True):
        yield ProposedPair(
            mentee=problem.mentees[mentee].id,
            mentor=problem.mentors[mentor].id,
            points=value,
            terms=parts,
            group=names.get((mentor, theme)),
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
