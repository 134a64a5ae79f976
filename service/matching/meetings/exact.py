"""CP-SAT for meetings of people who take part both as mentees and as mentors.

Then the meetings are no bipartite graph: three people who meet in a ring need three rounds, although each has
two meetings. So rounds are chosen together with the meetings. One worker, a fixed seed, deterministic work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from ortools.sat.python import cp_model

from service.matching.candidates.columns import Numbers
from service.matching.formats.problem import Limits
from service.matching.meetings.encounters import Encounters
from service.matching.meetings.plan import GOALS
from service.matching.solving.flow import UnexpectedSolverStatus

_ROUNDING = 1e-6
_NO_WORK = 1e-9

Held = list[list[cp_model.IntVar]]
"""A variable for each possible meeting (row) and round (column)."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """The round of every possible meeting from 1 (0: not held), and per goal what no plan can go below."""

    rounds: Numbers
    bounds: dict[str, int]
    """In costs: small is good."""
    stopped_by: str | None


@dataclass(slots=True)
class _Budget:
    """What is left of the limits; mutable and local to one plan."""

    work: float
    seconds: float
    seed: int

    def solver(self, *, share: int) -> cp_model.CpSolver:
        """Return a solver that may spend one of ``share`` equal parts of the work."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.seed
        solver.parameters.max_deterministic_time = max(self.work / share, _NO_WORK)
        solver.parameters.max_time_in_seconds = max(self.seconds, _NO_WORK)
        return solver

    def spend(self, solver: cp_model.CpSolver) -> None:
        """Take away what a solver has spent."""
        self.work -= solver.deterministic_time
        self.seconds -= solver.wall_time


def schedule(encounters: Encounters, *, rounds: int, limits: Limits, start: Numbers) -> Scheduled:
    """Return the best meetings with their rounds, one goal after the other.

    ``start`` are the rounds of a plan that holds; where the limits leave no time, it stays.
    Raises: UnexpectedSolverStatus.
    """
    model = cp_model.CpModel()
    held = _held(model, encounters, rounds)
    costs = _costs(model, held, encounters)
    budget = _Budget(limits.work, limits.seconds, limits.seed)
    found = (start[:, None] == np.arange(1, rounds + 1)).astype(np.int64)
    bounds: dict[str, int] = {}
    unproven = False
    for position, name in enumerate(GOALS):
        _hint(model, held, found)
        model.minimize(costs[name])
        solver = budget.solver(share=len(GOALS) - position)
        status = solver.solve(model)
        budget.spend(solver)
        unproven |= status != cp_model.OPTIMAL
        found = _found(solver, status, held, found)
        paid = _paid(name, encounters, found)
        bounds[name] = _bound(solver, status, paid, _counted(name, encounters, found, rounds))
        model.add(costs[name] <= paid)
    stopped_by = ("seconds" if budget.seconds <= 0 else "work") if unproven else None
    return Scheduled(found @ np.arange(1, rounds + 1), bounds, stopped_by)


def _held(model: cp_model.CpModel, encounters: Encounters, rounds: int) -> Held:
    """Nobody meets two people in one round, and no two people meet twice."""
    held = [[model.new_bool_var("") for _ in range(rounds)] for _ in range(len(encounters))]
    people = encounters.people()
    for person in np.unique(people).tolist():
        mine = np.flatnonzero((people == person).any(axis=1)).tolist()
        for turn in range(rounds):
            model.add_at_most_one(held[i][turn] for i in mine)
    couples = np.sort(people, axis=1)
    for couple in np.unique(couples, axis=0):
        same = np.flatnonzero((couples == couple).all(axis=1)).tolist()
        model.add_at_most_one(variable for i in same for variable in held[i])
    return held


def _costs(model: cp_model.CpModel, held: Held, encounters: Encounters) -> dict[str, cp_model.LinearExprT]:
    count = [cp_model.LinearExpr.sum(row) for row in held]
    return {
        "meetings": -cp_model.LinearExpr.sum(count),
        "even_mentees": _squares(model, count, encounters.mentee, held),
        "even_mentors": _squares(model, count, encounters.mentor, held),
        "points": -cp_model.LinearExpr.weighted_sum(count, encounters.points.tolist()),
    }


def _squares(
    model: cp_model.CpModel, count: Sequence[cp_model.LinearExprT], owner: Numbers, held: Held
) -> cp_model.LinearExprT:
    """Return the sum of squared numbers of meetings: the n-th of a person costs n² − (n−1)²."""
    terms: list[cp_model.LinearExprT] = []
    for person in np.unique(owner).tolist():
        mine = np.flatnonzero(owner == person).tolist()
        steps = [model.new_bool_var("") for _ in range(min(len(mine), len(held[0])))]
        model.add(cp_model.LinearExpr.sum(steps) == cp_model.LinearExpr.sum([count[i] for i in mine]))
        terms += [(2 * n + 1) * step for n, step in enumerate(steps)]
    return cp_model.LinearExpr.sum(terms)


def _found(
    solver: cp_model.CpSolver, status: cp_model.CpSolverStatus, held: Held, before: Numbers
) -> Numbers:
    """Return the solution; where the limit left none, the one before, which is as good in earlier goals.

    Raises: UnexpectedSolverStatus.
    """
    if status == cp_model.UNKNOWN:
        return before
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise UnexpectedSolverStatus(f"CP-SAT: {solver.status_name(status)}")
    return np.array([[solver.value(variable) for variable in row] for row in held], dtype=np.int64)


def _bound(solver: cp_model.CpSolver, status: cp_model.CpSolverStatus, paid: int, counted: int) -> int:
    """Return what the cost cannot go below; a solver that came to nothing knows no bound."""
    if status == cp_model.OPTIMAL:
        return paid
    shown = ceil(solver.best_objective_bound - _ROUNDING) if status == cp_model.FEASIBLE else counted
    return min(paid, max(shown, counted))


def _counted(name: str, encounters: Encounters, found: Numbers, rounds: int) -> int:
    """Return what mere counting says no plan of as many meetings can go below."""
    met = int(found.sum())
    if name == "meetings":
        return -int(np.minimum(np.bincount(encounters.mentee), rounds).sum())
    if name == "points":
        return -int(np.sort(encounters.points)[len(encounters) - met :].sum())
    return met


def _paid(name: str, encounters: Encounters, found: Numbers) -> int:
    """Return the cost of a goal."""
    met = found.sum(axis=1) > 0
    if name == "meetings":
        return -int(met.sum())
    if name == "points":
        return -int(encounters.points[met].sum())
    owner = encounters.mentee if name == "even_mentees" else encounters.mentor
    return int((np.bincount(owner[met]) ** 2).sum())


def _hint(model: cp_model.CpModel, held: Held, found: Numbers) -> None:
    """Begin the next search with what was found."""
    model.clear_hints()  # type: ignore[no-untyped-call] # the one method that came without types
    for row, values in zip(held, found.tolist(), strict=True):
        for variable, value in zip(row, values, strict=True):
            model.add_hint(variable, value)
