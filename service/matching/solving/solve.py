"""The goals one after the other, each proven: flows alone, or what couples pairs on top of them.

Pairs without coupling are a minimum cost flow (``ordered.py``), exact at any size. Where the curator gives
away some of the fit for the goals after it, CP-SAT (``exact.py``) takes over from the first goal that
needs it.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from importlib.metadata import version
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.pins import left_by_pins
from service.matching.candidates.score import Candidates
from service.matching.candidates.wishes import Pins, Wishes
from service.matching.formats.problem import REPAIR, Problem
from service.matching.formats.proposal import Achieved, GoalPrices, Solver
from service.matching.solving.face import Face
from service.matching.solving.flow import least, optimise
from service.matching.solving.network import GOAL_TABLE, Goal, Network, goals_in_order
from service.matching.solving.ordered import Ordered, pursue, steps
from service.matching.solving.relax import Ceiling
from service.matching.solving.solution import Solution
from service.matching.solving.ties import in_groups, lot, waiting

if TYPE_CHECKING:
    from service.matching.solving.exact import Level


def solver(problem: Problem) -> Solver:
    """Return the name, version and seed of the solver, as they stand in a proposal."""
    return Solver(name="ortools", version=version("ortools"), seed=problem.limits.seed)


def fit_floor(best: int, tolerance: float) -> int:
    """Return the least total fit that is still within the tolerance (0..1) of the best."""
    return ceil(best * (1 - Fraction(str(tolerance))))


def solve(problem: Problem, candidates: Candidates, *, wishes: Wishes | None = None) -> Solution | None:
    """Return the best proposal for the goals in their order; no pin may contradict a rule by itself.

    ``wishes`` are those of the problem if they are at hand. None if the pins need groups that cannot all be
    led. Raises: UnexpectedSolverStatus.
    """
    wishes = wishes or Wishes(problem)
    if not candidates.themes:
        return _of_pairs(problem, candidates, wishes)
    network = Network.of(problem, candidates, wishes=wishes)
    found = relaxed(network)
    from service.matching.solving.group_solution import solve_groups  # noqa: PLC0415 - CP-SAT loads half a second

    return solve_groups(network, found)


def _of_pairs(problem: Problem, candidates: Candidates, wishes: Wishes) -> Solution:
    """Leave out what pins leave out: where most mentees are pinned little is left to look at."""
    if not problem.pinned:
        network = Network.of(problem, candidates, wishes=wishes)
        return relaxed(network, known=_as_it_is(network))
    network, left = _beside(wishes.pins, problem, candidates, wishes)
    found = relaxed(network, known=_as_it_is(network))
    return replace(found, chosen=_among(candidates, left, found.chosen))


def _beside(pins: Pins, problem: Problem, candidates: Candidates, wishes: Wishes) -> tuple[Network, Numbers]:
    """Return the network of what pins leave, and where its candidates stand among all."""
    left = left_by_pins(pins, candidates, capacity=wishes.capacity)
    return Network.of(problem, candidates.only(left), wishes=wishes, pins=pins), left


def _as_it_is(network: Network) -> Flags | None:
    """Return the best flow that keeps the existing pairs, or None if nobody asks that.

    Whether a repair can do better is open. But often it cannot, and then a proof is all it takes.
    """
    problem, candidates, wishes = network.problem, network.candidates, network.wishes
    if problem.mode != REPAIR:
        return None
    kept = wishes.as_it_is(network.current >= 0)
    if len(kept) == len(problem.pinned):
        return None
    beside, left = _beside(kept, problem, candidates, wishes)
    flow = pursue(Face.beside_pins(beside), goals_in_order(problem)).flow
    return None if flow is None else network.flow_of(_among(candidates, left, flow[beside.pairs]))


def _among(candidates: Candidates, left: Numbers, flags: Flags) -> Flags:
    result = np.zeros(len(candidates), dtype=np.bool_)
    result[left] = flags
    return result


def relaxed(network: Network, *, known: Flags | None = None) -> Solution:
    """Return the best proposal when groups may have any size; its values bound those of all proposals.

    ``known`` is a flow that may be the best. Raises: UnexpectedSolverStatus.
    """
    first, then = _split(network.problem)
    found = [*steps(Face.beside_pins(network), first, known=known)]
    return _within_tolerance(found[-2], found[-1], then) if then else _finished(found[-1])


def _split(problem: Problem) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the goals that simply follow each other, and those for which some fit may be given away."""
    goals = goals_in_order(problem)
    if problem.limits.fit_tolerance == 0 or "fit" not in goals:
        return goals, ()
    behind = goals.index("fit") + 1
    return goals[:behind], goals[behind:]


def _finished(ordered: Ordered) -> Solution:
    """Break the ties that all goals left: fewer in groups, longer waiting, then a lot drawn by the seed."""
    face, flow, network = ordered.face.settled(), ordered.flow, ordered.face.network
    for cost in (in_groups(network), waiting(network)):
        if cost[face.free].any():
            optimum = optimise(face, cost)
            face, flow = optimum.face.settled(), optimum.flow
    chosen = least(face, lot(network, face.free), known=flow)
    return Solution(chosen[network.pairs], ordered.achieved, ordered.certificate)


def _within_tolerance(first: Ordered, best: Ordered, then: Sequence[str]) -> Solution:
    """Pursue the goals after the fit over all proposals above the floor; at the end as much fit as is left.

    As long as the best for a goal, fit aside, can be had above the floor, it is a flow and proven. The
    certificate covers the goals before the fit (``first``) and its best, which makes the floor.
    """
    network = first.face.network
    tolerance = network.problem.limits.fit_tolerance
    floor = Ceiling(GOAL_TABLE["fit"].cost(network), -fit_floor(best.achieved[-1].value, tolerance))
    ordered = first
    for position, name in enumerate(then):
        narrowed = pursue(ordered.face, [name])
        if optimise(narrowed.face, floor.cost).cost > floor.most:
            return _coupled(ordered, then[position:], floor, best.certificate)
        ordered = replace(narrowed, achieved=(*ordered.achieved, *narrowed.achieved))
    fittest = pursue(ordered.face, ["fit"])
    achieved = _in_order(network.problem, [*ordered.achieved, *fittest.achieved])
    return _finished(Ordered(fittest.face, fittest.flow, achieved, best.certificate))


def _coupled(
    ordered: Ordered, names: Sequence[str], floor: Ceiling, certificate: tuple[GoalPrices, ...]
) -> Solution:
    from service.matching.solving.exact import optimise_under  # noqa: PLC0415 - CP-SAT loads half a second

    face, network = ordered.face, ordered.face.network
    goals = {name: GOAL_TABLE[name] for name in (*names, "fit")}
    costs = [goal.cost(network) for goal in goals.values()]
    start = optimise(face, floor.cost)
    for cost in costs:
        start = optimise(start.face, cost)
    levels = optimise_under(
        face,
        costs,
        ceiling=floor,
        start=start.flow,
        limits=network.problem.limits,
        ties=(in_groups(network), waiting(network)),
    )
    found = [_reported(network, name, goals[name], level) for name, level in zip(goals, levels, strict=True)]
    return Solution(
        chosen=levels[-1].flow[network.pairs],
        goals=_in_order(network.problem, [*ordered.achieved, *found]),
        certificate=certificate,
        stopped_by=next((level.stopped_by for level in levels if level.stopped_by), None),
    )


def _reported(network: Network, name: str, goal: Goal, level: "Level") -> Achieved:
    value, bound = goal.value(network, level.cost), goal.value(network, level.bound)
    return Achieved(name=name, direction=goal.direction, value=value, bound=bound)


def _in_order(problem: Problem, achieved: Sequence[Achieved]) -> tuple[Achieved, ...]:
    position = {name: i for i, name in enumerate(goals_in_order(problem))}
    return tuple(sorted(achieved, key=lambda result: position[result.name]))
