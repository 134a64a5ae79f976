"""What every pair is worth when all goals are compared at once, an earlier one before every later one.

Each goal has a unit so large that one of it outweighs all that the later goals can lose in one exchange. So
one whole number compares two exchanges as their goals one after the other would, and tells every goal again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Numbers, pair_numbers
from service.matching.candidates.score import Candidates
from service.matching.candidates.wishes import Wishes
from service.matching.formats.problem import Pair, Problem
from service.matching.formats.proposal import GoalPrices
from service.matching.solving.network import goals_in_order

_SAFE = 2**61


def coupled(problem: Problem, candidates: Candidates) -> bool:
    """Return whether more than exchanges one by one decides: groups, or fit given away for later goals."""
    goals = goals_in_order(problem)
    after_fit = "fit" in goals and goals[-1] != "fit"
    return bool(len(candidates.themes)) or (problem.limits.fit_tolerance > 0 and after_fit)


@dataclass(frozen=True, slots=True)
class Units:
    """How much one of each goal weighs; in the order in which the goals are pursued."""

    weight: dict[str, int]
    later: dict[str, int]
    """What all later goals together can change at most in one exchange."""
    limit: int
    """No exchange weighs more or less than this."""

    @classmethod
    def of(cls, goals: Iterable[str], reach: dict[str, int]) -> Self:
        """Return the units of the goals, where one exchange changes each by at most its reach."""
        weight: dict[str, int] = {}
        later: dict[str, int] = {}
        total = 0
        for goal in reversed(tuple(goals)):
            weight[goal], later[goal] = 2 * total + 1, total
            total += weight[goal] * reach[goal]
        order = tuple(reversed(weight))
        return cls({goal: weight[goal] for goal in order}, later, total)

    def times(self, goal: str, column: Numbers) -> Numbers:
        """Return a column in weights; in Python's own integers where 64 bits might not do."""
        exact = column if self.limit < _SAFE else column.astype(np.object_)
        weighed: Numbers = exact * self.weight.get(goal, 0)
        return weighed

    def prices(self, certificate: Iterable[GoalPrices]) -> Numbers | None:
        """Return the prices of all mentors and of the sink in weights, as the proof of all goals at once.

        None if there are none, or some that are too large to be part of a proof.
        """
        found = [
            self.times(row.goal, np.array([*row.mentors, row.sink], dtype=np.int64))
            for row in certificate
            if -self.limit <= self.weight.get(row.goal, 0) * min(*row.mentors, row.sink, 0) <= 0
        ]
        total = sum(found[1:], start=found[0]) if found else None
        return total if total is not None and total.min() >= -self.limit else None

    def losses(self, weight: int) -> dict[str, int]:
        """Return by how much each goal gets worse (below 0: better) in an exchange of that weight."""
        result: dict[str, int] = {}
        for goal, unit in self.weight.items():
            result[goal] = (weight + self.later[goal]) // unit
            weight -= result[goal] * unit
        return result


@dataclass(frozen=True, slots=True)
class Worth:
    """The allowed pairs with what all goals together make of them; people are counted as in the problem."""

    problem: Problem
    candidates: Candidates
    units: Units
    gain: Numbers
    """What a pair adds, by candidate."""
    alone: Numbers
    """What is lost when a mentee has no pair."""
    square: Numbers
    """What one more in the sum of squared loads costs: a column of one number."""
    capacity: Numbers

    @classmethod
    def of(cls, problem: Problem, candidates: Candidates, *, whole: bool = False) -> Self:
        """Return the worth of all pairs; groups are not told apart.

        Its numbers compare assignments that are one exchange apart; ``whole``: any two, in larger numbers.
        """
        wishes, mentors = Wishes(problem), len(problem.mentors)
        interest = candidates.on_pairs(candidates.first_of(wishes.marked, mentors=mentors), wishes.marks)
        overdue, current = wishes.overdue, candidates.first_of(wishes.current, mentors=mentors)
        stay = candidates.on_pairs(current, np.ones_like(current))
        columns = {"fit": candidates.points, "interest": interest, "stay": stay}
        reach = _reach(problem, columns, wishes.capacity, whole=whole)
        units = Units.of(goals_in_order(problem), reach)
        return cls(
            problem=problem,
            candidates=candidates,
            units=units,
            gain=_added([units.times(goal, column) for goal, column in columns.items()]),
            alone=units.times("matched", np.ones_like(overdue)) + units.times("overdue", overdue),
            square=units.times("load", np.ones(1, dtype=np.int64)),
            capacity=wishes.capacity,
        )

    @property
    def nobody(self) -> int:
        """The number that stands for no mentor: one more than the last mentor."""
        return len(self.capacity)

    def candidates_of(self, mentee: int) -> slice:
        """Return where the candidates of a mentee stand."""
        first, last = np.searchsorted(self.candidates.mentee, [mentee, mentee + 1]).tolist()
        return slice(first, last)

    def chosen(self, pairs: Iterable[Pair]) -> Numbers:
        """Return the candidate of every mentee who has one of the pairs, -1 for the others.

        Raises: KeyError for a pair that is not allowed.
        """
        wanted = list(pairs)
        found = self.candidates.first_of(pair_numbers(self.problem, wanted), mentors=self.nobody)
        for pair, position in zip(wanted, found.tolist(), strict=True):
            if position < 0:
                raise KeyError(pair.key)
        result = np.full(len(self.alone), -1, dtype=np.int64)
        result[self.candidates.mentee[found]] = found
        return result


def _reach(
    problem: Problem, columns: dict[str, Numbers], capacity: Numbers, *, whole: bool
) -> dict[str, int]:
    """Return by how much each goal can change: in one exchange every mentor and every mentee moves once."""
    people = len(problem.mentees)
    places = int(np.minimum(capacity, people).max(initial=0))
    longest = people if whole else min(people, len(problem.mentors) + 1)
    reach = {goal: int(column.max(initial=0)) * longest for goal, column in columns.items()}
    if whole:
        return reach | {"matched": people, "overdue": people, "load": people * places}
    return reach | {"matched": 1, "overdue": 1, "load": 2 * places + 1}


def _added(columns: list[Numbers]) -> Numbers:
    first, *others = columns
    for column in others:
        first = first + column
    return first
