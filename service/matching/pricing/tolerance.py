"""What the slider costs: how much fit is given away at a few tolerances, and what the later goals gain by it.

Under strict order the fit leaves the later goals almost nothing to choose from; so the curator may give some
of it away. Each point is a proposal of its own, proven or with its bounds. More tolerance never makes the
later goals worse: whatever was possible with less is possible still.
"""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import numpy as np

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.pins import contradictions
from service.matching.candidates.score import Candidates, candidates
from service.matching.explaining.stability import blocking_pairs
from service.matching.formats.problem import Pair, Problem
from service.matching.formats.proposal import FEASIBLE, OPTIMAL, Achieved
from service.matching.pricing.loss import Part, moves_between
from service.matching.propose import Progress, silent
from service.matching.solving.network import goals_in_order
from service.matching.solving.solution import Solution
from service.matching.solving.solve import solve

TOLERANCES = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1)
"""Shares of the best fit that may be given away, from none to a tenth."""

STAGES = ("eligible", "solve", "tolerances", "done")
"""The stages that ``progress`` hears of, "tolerances" once before each of them but none."""


class Point(Part, frozen=True, kw_only=True):
    """A tolerance (0..1) and the proposal that it leads to, as numbers.

    ``goals`` have values and bounds; ``given_away`` are points of the ``best_fit``; ``blocking`` counts the
    pairs of mutual interest who would both rather have each other; ``moved`` counts the mentees who have
    somebody else (or nobody) than without tolerance. ``status`` and ``stopped_by`` are those of the proposal.
    """

    tolerance: float
    goals: tuple[Achieved, ...]
    best_fit: int
    given_away: int
    blocking: int
    moved: int
    status: str
    stopped_by: str | None

    def value(self, goal: str) -> int:
        """Return the value of a goal.

        Raises: KeyError for a goal that is not pursued.
        """
        return {achieved.name: achieved.value for achieved in self.goals}[goal]


_MOST_WORK, _LEAST_WORK = 3.0, 0.1
"""Deterministic units for each point: enough to prove it in a college, to come near in a country."""
_WORK_OF_ALL = 4000.0
"""Divided by the candidates: from about 1300 of them on, each point gets less than the most work."""

_RULES = 0.3
"""The work of checking the rules, where that of one point is 1."""


def curve(
    problem: Problem,
    *,
    tolerances: Sequence[float] = TOLERANCES,
    work: float | None = None,
    progress: Progress | None = None,
) -> tuple[Point, ...]:
    """Return a point for each tolerance, in ascending order; none if pins contradict the rules.

    Without tolerance the point is what is proposed, found with the limits of the problem; the others get
    ``work`` deterministic units each, by default fewer the more candidates there are. The problem must pursue
    the fit and a goal after it; where it does not, tolerance changes nothing and the points are all the same.
    ``progress`` hears of the stages, each point being as much work as any other.
    Raises: UnexpectedSolverStatus.
    """
    tell, ascending = progress or silent, sorted(tolerances)
    solved = [0.0, *(tolerance for tolerance in ascending if tolerance > 0)]
    whole = _RULES + len(solved)
    tell("eligible", 0.0)
    eligibility = Eligibility.of(problem)
    allowed = candidates(eligibility)
    if contradictions(eligibility, allowed):
        return ()
    tell("solve", _RULES / whole)
    strict = _at(problem, allowed, 0.0, problem.limits.work)
    if strict is None:
        return ()
    units = _work(allowed) if work is None else work
    points, before = list[Point](), strict
    for tolerance in ascending:
        if tolerance > 0:
            tell("tolerances", (_RULES + solved.index(tolerance)) / whole)
        found = strict if tolerance == 0 else _at(problem, allowed, tolerance, units)
        before = before if found is None else _kept(problem, before, found)
        points.append(_point(problem, allowed, tolerance, strict, before))
    tell("done", 1.0)
    return tuple(points)


def _work(allowed: Candidates) -> float:
    return min(_MOST_WORK, max(_LEAST_WORK, _WORK_OF_ALL / max(len(allowed), 1)))


def _at(problem: Problem, allowed: Candidates, tolerance: float, work: float) -> Solution | None:
    limits = msgspec.structs.replace(problem.limits, fit_tolerance=tolerance, work=work)
    return solve(problem.replace(limits=limits), allowed)


def _kept(problem: Problem, before: Solution, found: Solution) -> Solution:
    """Return the pairs of less tolerance where a limit left worse ones; the new bounds hold for both."""
    if _key(problem, found) >= _key(problem, before):
        return found
    bounds = {goal.name: goal.bound for goal in found.goals}
    goals = tuple(_bounded(goal, bounds[goal.name]) for goal in before.goals)
    return replace(before, goals=goals, stopped_by=found.stopped_by)


def _bounded(goal: Achieved, bound: int) -> Achieved:
    best = max if goal.direction == "max" else min
    return msgspec.structs.replace(goal, bound=best(bound, goal.value))


def _key(problem: Problem, solution: Solution) -> tuple[int, ...]:
    """Return the values of the goals in which tolerance may not make a proposal worse, larger is better."""
    sign = {"max": 1, "min": -1}
    values = {goal.name: sign[goal.direction] * goal.value for goal in solution.goals}
    return tuple(values[name] for name in goals_in_order(problem) if name != "fit")


def _point(
    problem: Problem, allowed: Candidates, tolerance: float, strict: Solution, found: Solution
) -> Point:
    pairs, best = _pairs(problem, allowed, found), _fit(strict)
    proven = all(goal.value == goal.bound for goal in found.goals)
    return Point(
        tolerance=tolerance,
        goals=found.goals,
        best_fit=best,
        given_away=max(best - _fit(found), 0),
        blocking=len(blocking_pairs(problem, allowed, pairs)),
        moved=len(moves_between(_pairs(problem, allowed, strict), pairs)),
        status=OPTIMAL if proven else FEASIBLE,
        stopped_by=found.stopped_by,
    )


def _pairs(problem: Problem, allowed: Candidates, solution: Solution) -> tuple[Pair, ...]:
    chosen = np.flatnonzero(solution.chosen)
    both = zip(allowed.mentee[chosen].tolist(), allowed.mentor[chosen].tolist(), strict=True)
    return tuple(Pair(mentee=problem.mentees[i].id, mentor=problem.mentors[j].id) for i, j in both)


def _fit(solution: Solution) -> int:
    return next((goal.value for goal in solution.goals if goal.name == "fit"), 0)
