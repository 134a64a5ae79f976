"""CP-SAT for what couples pairs: goals after the fit when some of the fit may be given away for them.

A floor under the total fit ties all pairs together, so the proposals that keep it are no flow any more.
One worker, a fixed seed and a limit in deterministic units: the same model gives the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from ortools.sat.python import cp_model

from service.matching.columns import Flags, Numbers
from service.matching.face import Face
from service.matching.flow import UnexpectedSolverStatus
from service.matching.problem import Limits
from service.matching.relax import Ceiling, Priced, price

_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Level:
    """The best flow that was found for one goal, its cost and what no flow can go below."""

    flow: Flags
    cost: int
    bound: int
    stopped_by: str | None


@dataclass(frozen=True, slots=True)
class _Budget:
    """What is left of the limits: deterministic units and seconds, as the solver counts them."""

    work: float
    seconds: float
    seed: int


def optimise_under(
    face: Face, costs: Sequence[Numbers], *, ceiling: Ceiling, start: Flags, limits: Limits
) -> tuple[Level, ...]:
    """Minimise the costs in their order over the flows of the face below the ceiling.

    ``start`` is such a flow. A level that is not proven is frozen at the best value found.
    Raises: UnexpectedSolverStatus.
    """
    budget = _Budget(limits.work, limits.seconds, limits.seed)
    ceilings, levels, joined = [ceiling], list[Level](), ceiling
    for position, cost in enumerate(costs):
        share = replace(budget, work=budget.work / (len(costs) - position))
        priced = price(face, cost, ceilings=ceilings, joined=joined, start=start)
        level, spent = _solve_level(priced, cost, ceilings, share)
        budget = replace(budget, work=budget.work - spent.work, seconds=budget.seconds - spent.seconds)
        ceilings.append(Ceiling(cost, level.cost))
        levels.append(level)
        face, joined, start = priced.narrowed(level.cost), priced.joined(cost, level.cost), level.flow
    return tuple(_as_finished(level, cost, start) for level, cost in zip(levels, costs, strict=True))


def _as_finished(level: Level, cost: Numbers, final: Flags) -> Level:
    """Return the level as the last flow leaves it: later levels may have found better for a frozen one."""
    value = int(cost[final].sum())
    return Level(final, value, level.bound, level.stopped_by if value > level.bound else None)


def _solve_level(
    priced: Priced, cost: Numbers, ceilings: Sequence[Ceiling], budget: _Budget
) -> tuple[Level, _Budget]:
    """Return the level and what it spent; CP-SAT only closes the gap that prices leave."""
    start, value, nothing = priced.flow, int(cost[priced.flow].sum()), _Budget(0.0, 0.0, budget.seed)
    if value <= priced.bound:
        return Level(start, value, value, None), nothing
    if budget.work <= 0 or budget.seconds <= 0:
        reason = "work" if budget.work <= 0 else "seconds"
        return Level(start, value, priced.bound, reason), nothing
    face, solver = priced.narrowed(value), _solver(budget)
    status = solver.solve(_model(face, cost, ceilings, start))
    spent = _Budget(solver.deterministic_time, solver.wall_time, budget.seed)
    reason = "seconds" if spent.seconds >= budget.seconds and spent.work < budget.work else "work"
    if status == cp_model.UNKNOWN:
        return Level(start, value, priced.bound, reason), spent
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise UnexpectedSolverStatus(f"CP-SAT: {solver.status_name(status)}")
    flow = min(start, _flow(face, solver), key=lambda found: int(cost[found].sum()))
    value = int(cost[flow].sum())
    shown = ceil(solver.best_objective_bound - _ROUNDING) + int(cost[face.used].sum())
    bound = value if status == cp_model.OPTIMAL else min(value, max(priced.bound, shown))
    return Level(flow, value, bound, None if bound == value else reason), spent


def _solver(budget: _Budget) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = budget.seed
    solver.parameters.max_deterministic_time = budget.work
    solver.parameters.max_time_in_seconds = budget.seconds
    return solver


def _model(face: Face, cost: Numbers, ceilings: Sequence[Ceiling], start: Flags) -> cp_model.CpModel:
    """Return the model with one variable per free arc; the proto is many times faster than operators."""
    network, free = face.network, np.flatnonzero(face.free)
    model = cp_model.CpModel()
    proto = model.proto
    for _ in range(len(free)):
        proto.variables.add().domain.extend([0, 1])
    _add_balance(proto, face, free)
    for ceiling in ceilings:
        rest = ceiling.most - int(ceiling.cost[face.used].sum())
        _add_linear(proto, ceiling.cost[free], [-(2**62), rest])
    paid = np.flatnonzero(cost[free])
    proto.objective.vars.extend(paid.tolist())
    proto.objective.coeffs.extend(cost[free][paid].tolist())
    proto.solution_hint.vars.extend(range(len(free)))
    proto.solution_hint.values.extend(start[free].astype(np.int64).tolist())
    invalid = model.validate()
    if invalid:
        raise UnexpectedSolverStatus(f"CP-SAT: MODEL_INVALID for {network.nodes} nodes: {invalid}")
    return model


def _add_balance(proto: cp_model.CpModelProto, face: Face, free: Numbers) -> None:
    """What enters a node leaves it; the sink follows from the others."""
    network = face.network
    supplies = network.supplies()
    np.subtract.at(supplies, network.tails[face.used], 1)
    np.add.at(supplies, network.heads[face.used], 1)
    out_of, into = _by_node(network.tails[free], network.nodes), _by_node(network.heads[free], network.nodes)
    for node in range(network.nodes - 1):
        leaving, entering = out_of[node], into[node]
        if leaving or entering:
            row = proto.constraints.add().linear
            row.vars.extend(leaving + entering)
            row.coeffs.extend([1] * len(leaving) + [-1] * len(entering))
            row.domain.extend([int(supplies[node]), int(supplies[node])])


def _by_node(nodes: Numbers, count: int) -> list[list[int]]:
    order = np.argsort(nodes, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(nodes, minlength=count))[:-1])
    return [part.tolist() for part in parts]


def _add_linear(proto: cp_model.CpModelProto, cost: Numbers, domain: list[int]) -> None:
    paid = np.flatnonzero(cost)
    row = proto.constraints.add().linear
    row.vars.extend(paid.tolist())
    row.coeffs.extend(cost[paid].tolist())
    row.domain.extend(domain)


def _flow(face: Face, solver: cp_model.CpSolver) -> Flags:
    free = np.flatnonzero(face.free)
    flow = face.used.copy()
    flow[free] = np.array(list(solver.response_proto.solution), dtype=np.int64) > 0
    return flow
