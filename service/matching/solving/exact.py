"""CP-SAT for what couples pairs: groups, and goals after the fit when some of the fit may be given away.

A floor under the total fit ties all pairs together, and a group needs its least size: what keeps them is no
flow any more. One worker, a fixed seed and a limit in deterministic units: the same model, the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Self

import numpy as np
from ortools.sat.python import cp_model

from service.matching.candidates.columns import Flags, Numbers
from service.matching.formats.problem import Limits
from service.matching.solving.exact_model import modelled
from service.matching.solving.face import Face
from service.matching.solving.flow import UnexpectedSolverStatus
from service.matching.solving.groups import Groups
from service.matching.solving.relax import Ceiling, Priced, price

_ROUNDING = 1e-6
_TOO_LARGE = 400_000
"""With more arcs CP-SAT would need too much memory before it found anything."""
_TIES = 4
"""A tie gets one part of so many of the work that is left: it is no goal."""


@dataclass(frozen=True, slots=True)
class Level:
    """The best flow that was found for one goal, its cost and what no flow can go below."""

    flow: Flags
    cost: int
    bound: int
    stopped_by: str | None


@dataclass(frozen=True, slots=True)
class Budget:
    """What is left of the limits: deterministic units and seconds, as the solver counts them."""

    work: float
    seconds: float
    seed: int

    @classmethod
    def of(cls, limits: Limits) -> Self:
        """Return the whole of the limits."""
        return cls(limits.work, limits.seconds, limits.seed)

    @property
    def exhausted(self) -> str | None:
        """Which limit struck, if one did."""
        if self.work <= 0:
            return "work"
        return "seconds" if self.seconds <= 0 else None

    def without(self, spent: "Budget") -> Self:
        """Return what is left."""
        return replace(self, work=self.work - spent.work, seconds=self.seconds - spent.seconds)

    def share(self, parts: int) -> Self:
        """Return an equal part of the work; seconds are a safety net for everything."""
        return replace(self, work=self.work / parts)


def optimise_under(
    face: Face,
    costs: Sequence[Numbers],
    *,
    ceiling: Ceiling,
    start: Flags,
    limits: Limits,
    ties: Sequence[Numbers] = (),
) -> tuple[Level, ...]:
    """Minimise the costs in their order over the flows of the face below the ceiling.

    ``start`` is such a flow. A level that is not proven is frozen at the best value found. ``ties`` decide
    between flows that are equal in all costs.
    Raises: UnexpectedSolverStatus.
    """
    descent = Descent.begin(face, start=start, ceiling=ceiling, budget=Budget.of(limits), groups=None)
    for position, cost in enumerate(costs):
        descent = descent.step(cost, share=len(costs) - position)
    return descent.tied(ties).finished()[: len(costs)]


@dataclass(frozen=True, slots=True)
class Descent:
    """How far the goals have come: what is frozen as ceilings, the face that is left, the best flow."""

    face: Face
    flow: Flags
    joined: Ceiling
    """The ceilings whose price is known, as one."""
    ceilings: tuple[Ceiling, ...]
    budget: Budget
    groups: Groups | None
    costs: tuple[Numbers, ...] = ()
    levels: tuple[Level, ...] = ()

    @classmethod
    def begin(
        cls, face: Face, *, start: Flags, ceiling: Ceiling, budget: Budget, groups: Groups | None
    ) -> Self:
        """Begin with a flow of the face below the ceiling that keeps the rules of groups."""
        return cls(face, start, ceiling, (ceiling,), budget, groups)

    def step(self, cost: Numbers, *, share: int) -> Self:
        """Pursue one more cost, with an equal share of the budget among so many costs.

        Raises: UnexpectedSolverStatus.
        """
        priced = price(self.face, cost, ceilings=self.ceilings, joined=self.joined, start=self.flow)
        begin = self.flow if self.groups is not None else priced.flow
        level, spent = _solve_level(priced, cost, self.ceilings, begin, self.budget.share(share), self.groups)
        return replace(
            self,
            face=priced.narrowed(level.cost),
            flow=level.flow,
            joined=priced.joined(cost, level.cost),
            ceilings=(*self.ceilings, Ceiling(cost, level.cost)),
            budget=self.budget.without(spent),
            costs=(*self.costs, cost),
            levels=(*self.levels, level),
        )

    def tied(self, ties: Sequence[Numbers]) -> Self:
        """Decide between equals, where it is proven that they are, with little of the work for each.

        Raises: UnexpectedSolverStatus.
        """
        descent = self
        for cost in ties:
            if cost[descent.flow].any() and not any(level.stopped_by for level in descent.levels):
                descent = descent.step(cost, share=_TIES)
        return descent

    def finished(self) -> tuple[Level, ...]:
        """Return the levels as the last flow leaves them."""
        both = zip(self.levels, self.costs, strict=True)
        return tuple(_as_finished(level, cost, self.flow) for level, cost in both)


def _as_finished(level: Level, cost: Numbers, final: Flags) -> Level:
    """Return the level as the last flow leaves it: later levels may have found better for a frozen one."""
    value = int(cost[final].sum())
    return Level(final, value, level.bound, level.stopped_by if value > level.bound else None)


def _solve_level(
    priced: Priced,
    cost: Numbers,
    ceilings: Sequence[Ceiling],
    start: Flags,
    budget: Budget,
    groups: Groups | None,
) -> tuple[Level, Budget]:
    """Return the level and what it spent; CP-SAT only closes the gap that prices leave."""
    value, nothing = int(cost[start].sum()), Budget(0.0, 0.0, budget.seed)
    if value <= priced.bound:
        return Level(start, value, value, None), nothing
    face = priced.narrowed(value)
    struck = budget.exhausted or ("work" if np.count_nonzero(face.free) > _TOO_LARGE else None)
    if struck:
        return Level(start, value, priced.bound, struck), nothing
    solver = solver_for(budget, groups)
    made = modelled(face, cost, ceilings=ceilings, start=start, groups=groups)
    status = solver.solve(made.model)
    spent = Budget(solver.deterministic_time, solver.wall_time, budget.seed)
    reason = "seconds" if spent.seconds >= budget.seconds and spent.work < budget.work else "work"
    if status == cp_model.UNKNOWN:
        return Level(start, value, priced.bound, reason), spent
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise UnexpectedSolverStatus(f"CP-SAT: {solver.status_name(status)}")
    found = made.flow(list(solver.response_proto.solution))
    flow = min(start, found, key=lambda flow: int(cost[flow].sum()))
    value = int(cost[flow].sum())
    shown = ceil(solver.best_objective_bound - _ROUNDING) + int(cost[face.used].sum())
    bound = value if status == cp_model.OPTIMAL else min(value, max(priced.bound, shown))
    return Level(flow, value, bound, None if bound == value else reason), spent


def solver_for(budget: Budget, groups: Groups | None) -> cp_model.CpSolver:
    """Return a solver with the limits of a budget: one worker, a fixed seed."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = budget.seed
    solver.parameters.max_deterministic_time = budget.work
    solver.parameters.max_time_in_seconds = budget.seconds
    if groups is not None:
        # Only with all rows in its linear relaxation does one worker see that a half-filled group is none.
        solver.parameters.linearization_level = 2
    return solver
