"""The goals one after the other: each is solved, proven and frozen before the next.

Pairs without coupling are a minimum cost flow (``flow.py``), exact at any size. Where the curator gives away
some of the fit for the goals after it, CP-SAT (``exact.py``) takes over from the first goal that needs it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version
from math import ceil

from service.matching.columns import Flags
from service.matching.exact import Level, optimise_under
from service.matching.flow import Face, optimise
from service.matching.network import GOAL_TABLE, Goal, Network, lot, waiting
from service.matching.problem import Problem
from service.matching.proposal import Achieved, Solver
from service.matching.relax import Ceiling
from service.matching.score import Candidates


@dataclass(frozen=True, slots=True)
class Solution:
    """The chosen candidates (True per allowed pair), what was achieved per goal, and which limit struck."""

    chosen: Flags
    goals: tuple[Achieved, ...]
    stopped_by: str | None = None


def solver(problem: Problem) -> Solver:
    """Return the name, version and seed of the solver, as they stand in a proposal."""
    return Solver(name="ortools", version=version("ortools"), seed=problem.limits.seed)


def fit_floor(best: int, tolerance: float) -> int:
    """Return the least total fit that is still within the tolerance (0..1) of the best."""
    return ceil(best * (1 - Fraction(str(tolerance))))


def solve(problem: Problem, candidates: Candidates) -> Solution:
    """Return the best proposal for the goals in their order; the pins must be feasible.

    Raises: UnexpectedSolverStatus.
    """
    network = Network.of(problem, candidates)
    face = Face.whole(network, pinned=frozenset(pair.key for pair in problem.pinned))
    first, then = _split(problem)
    achieved: list[Achieved] = []
    for name in first:
        face, result = _proven(face, name)
        achieved.append(result)
    if not then:
        return _finished(face, achieved)
    return _within_tolerance(face, then, achieved)


def _split(problem: Problem) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the goals that simply follow each other, and those for which some fit may be given away."""
    position = problem.goals.index("fit") if "fit" in problem.goals else len(problem.goals)
    then = problem.goals[position + 1 :]
    if problem.limits.fit_tolerance == 0 or not then:
        return problem.goals, ()
    return problem.goals[:position], then


def _proven(face: Face, name: str) -> tuple[Face, Achieved]:
    goal = GOAL_TABLE[name]
    optimum = optimise(face, goal.cost(face.network))
    value = goal.value(face.network, optimum.cost)
    return optimum.face, Achieved(name=name, direction=goal.direction, value=value, bound=value)


def _finished(face: Face, achieved: Sequence[Achieved]) -> Solution:
    """Break the ties that all goals left: first who has waited longer, then a lot drawn by the seed."""
    network = face.network
    face = optimise(face, waiting(network)).face
    chosen = optimise(face, lot(network, face.free)).flow
    return Solution(chosen[network.pairs], tuple(achieved))


def _within_tolerance(face: Face, then: Sequence[str], achieved: list[Achieved]) -> Solution:
    """Pursue the goals after the fit over all proposals above the floor; at the end as much fit as is left.

    As long as the best for a goal, fit aside, can be had above the floor, it is a flow and proven.
    """
    network = face.network
    fit = GOAL_TABLE["fit"].cost(network)
    best = optimise(face, fit)
    most = -fit_floor(-best.cost, network.problem.limits.fit_tolerance)
    for position, name in enumerate(then):
        narrowed, result = _proven(face, name)
        if optimise(narrowed, fit).cost > most:
            return _coupled(face, then[position:], achieved, Ceiling(fit, most))
        face = narrowed
        achieved.append(result)
    face, result = _proven(face, "fit")
    return _finished(face, _in_order([*achieved, result]))


def _coupled(face: Face, names: Sequence[str], achieved: Sequence[Achieved], ceiling: Ceiling) -> Solution:
    network = face.network
    goals = {name: GOAL_TABLE[name] for name in (*names, "fit")}
    costs = [goal.cost(network) for goal in goals.values()]
    start = optimise(face, ceiling.cost)
    for cost in costs:
        start = optimise(start.face, cost)
    levels = optimise_under(face, costs, ceiling=ceiling, start=start.flow, limits=network.problem.limits)
    final = levels[-1].flow
    found = [_reported(network, name, goals[name], level) for name, level in zip(goals, levels, strict=True)]
    stopped_by = next((level.stopped_by for level in levels if level.stopped_by), None)
    return Solution(final[network.pairs], _in_order([*achieved, *found]), stopped_by)


def _reported(network: Network, name: str, goal: Goal, level: Level) -> Achieved:
    value, bound = goal.value(network, level.cost), goal.value(network, level.bound)
    return Achieved(name=name, direction=goal.direction, value=value, bound=bound)


def _in_order(achieved: Sequence[Achieved]) -> tuple[Achieved, ...]:
    position = {name: i for i, name in enumerate(GOAL_TABLE)}
    return tuple(sorted(achieved, key=lambda result: position[result.name]))
