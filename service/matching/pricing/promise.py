"""How much one more competency or place of a mentor can bring at most, told by prices without solving anew.

The goals are added up with units so large that one of an earlier goal outweighs all of the later ones. Let p
be the prices of the best flow of this sum. A change of one mentor gives him new pairs or more points; no
assignment can gain more by them than their reduced costs under p say, and he takes no more of them than he
has places (weak duality; Ahuja, Magnanti, Orlin, Network Flows, 1993, ch. 9).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from service.matching.candidates.allowed import allowed_pairs, possible_members
from service.matching.candidates.columns import Flags, Numbers, numbered, pair_numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.profiles import PRIORITY_WEIGHT
from service.matching.candidates.score import Candidates, most_points, points_of
from service.matching.formats.problem import Problem
from service.matching.solving.face import Face
from service.matching.solving.flow import optimise
from service.matching.solving.network import GOAL_TABLE, Network
from service.matching.solving.solution import Solution
from service.matching.solving.solve import relaxed

TOP_LEVEL = 3
"""The highest level of a competency."""

NO_CODE = -1
"""Stands where a mentee has no more requests."""


@dataclass(frozen=True, slots=True)
class Rises:
    """The requests of every mentee in columns: which competency, and the points that one level more adds."""

    codes: tuple[str, ...]
    """All competencies that are requested, sorted."""
    code: Numbers
    """By mentee the numbers of his requests, NO_CODE if there are fewer."""
    rise: Numbers
    """The most points that one level more adds, rounded up."""
    levels: NDArray[np.int8]
    """The level 0..3 by number of the code and mentor."""

    @classmethod
    def of(cls, eligibility: Eligibility) -> Self:
        """Return the requests of a problem."""
        problem = eligibility.problem
        codes = numbered(code for mentee in problem.mentees for code in mentee.request)
        most = most_points(problem)["competencies"]
        shape = (len(problem.mentees), max((len(mentee.request) for mentee in problem.mentees), default=0))
        code, rise = np.full(shape, NO_CODE, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, mentee in enumerate(problem.mentees):
            weights = [PRIORITY_WEIGHT[priority] for priority in mentee.request.values()]
            whole, count = TOP_LEVEL * sum(weights), len(weights)
            code[row, :count] = [codes[name] for name in mentee.request]
            rise[row, :count] = [-(-most * weight // whole) for weight in weights]
        levels = [eligibility.mentors.competencies.column(name).astype(np.int8) for name in codes]
        return cls(tuple(codes), code, rise, np.array(levels, dtype=np.int8))


@dataclass(frozen=True, slots=True)
class Promises:
    """The best relaxed proposal of a problem with its prices; groups may have any size in it."""

    eligibility: Eligibility
    candidates: Candidates
    units: Mapping[str, int]
    """How much one of each goal weighs."""
    values: Mapping[str, int]
    """The best value of each goal."""
    mentees: Numbers
    mentors: Numbers
    sink: int

    @classmethod
    def of(cls, eligibility: Eligibility, candidates: Candidates, goals: tuple[str, ...]) -> Self:
        """Solve the goals of the problem, all of which must be maximised.

        Raises: UnexpectedSolverStatus.
        """
        units = units_of(eligibility.problem, goals)
        network = Network.of(eligibility.problem, candidates)
        found = relaxed(network)
        prices, count = _prices(network, units, found), len(eligibility.problem.mentees)
        return cls(
            eligibility=eligibility,
            candidates=candidates,
            units=units,
            values={goal.name: goal.value for goal in found.goals},
            mentees=prices[:count],
            mentors=prices[count:-1],
            sink=int(prices[-1]),
        )

    @property
    def value(self) -> int:
        """What the proposal weighs."""
        return sum(unit * self.values[goal] for goal, unit in self.units.items())

    def of_trainings(self) -> dict[tuple[int, str], int]:
        """Return per (mentor by index, competency) what one level more can bring at most, above 0."""
        rises = Rises.of(self.eligibility)
        keys, gains = _stacked(self._gains(rises))
        width = max(len(rises.codes), 1)
        best = _best_of_places(keys, gains, self.eligibility.mentors.capacity, width)
        return {(key // width, rises.codes[key % width]): gain for key, gain in best.items()}

    def of_places(self) -> dict[int, int]:
        """Return per mentor (by index) what one more place can bring at most, above 0."""
        capacity = self.eligibility.mentors.capacity
        gain = np.where(capacity > 0, self.sink - self.mentors, 0)
        mentee, mentor = allowed_pairs(Eligibility.of(_with_places(self.eligibility.problem)))
        first = (capacity[mentor] == 0) & ~self._pinned[mentee]
        mentee, mentor = mentee[first], mentor[first]
        np.maximum.at(gain, mentor, self._worth(mentee, mentor) + self.sink - self.mentors[mentor])
        return {int(mentor): int(gain[mentor]) for mentor in np.flatnonzero(gain > 0)}

    @property
    def _pinned(self) -> Flags:
        pinned = {pair.mentee for pair in self.eligibility.problem.pinned}
        people = self.eligibility.problem.mentees
        return np.array([mentee.id in pinned for mentee in people], dtype=np.bool_)

    def _worth(self, mentee: Numbers, mentor: Numbers) -> Numbers:
        """Return by how much pairs would beat the prices; below 0: not."""
        points = points_of(self.eligibility, mentee, mentor)
        worth: Numbers = self.units.get("fit", 0) * points - self.mentees[mentee] + self.mentors[mentor]
        return worth

    def _gains(self, rises: Rises) -> Iterator[tuple[Numbers, Numbers]]:
        """Yield keys (mentor and competency as one number) and by how much a mentee can gain there."""
        mentee, mentor, own = self._trainable()
        before, fit = self._worth(mentee, mentor), self.units.get("fit", 0)
        without = np.where(own, np.maximum(before, 0), 0)
        for code, rise in zip(rises.code.T, rises.rise.T, strict=True):
            gain = np.maximum(before + fit * rise[mentee], 0) - without
            better = np.flatnonzero((gain > 0) & (code[mentee] != NO_CODE))
            level = rises.levels[code[mentee[better]], mentor[better]]
            better = better[level < TOP_LEVEL]
            yield mentor[better] * len(rises.codes) + code[mentee[better]], gain[better]

    def _trainable(self) -> tuple[Numbers, Numbers, Flags]:
        """Return the pairs that a training can touch, and which of them are possible as things are.

        The others want a competency alone: as a pair or as a place in a group, or the group that is possible
        may come about with one more member. A pinned mentee stays with his mentor.
        """
        width = max(len(self.mentors), 1)
        asked = Eligibility.of(_with_one_competency(self.eligibility.problem))
        new = [mentee * width + mentor for mentee, mentor in (allowed_pairs(asked), possible_members(asked))]
        own = np.unique(self.candidates.mentee * width + self.candidates.mentor)
        every = np.unique(np.concatenate([own, *new]))
        possible = np.isin(every, own, assume_unique=True)
        pins = pair_numbers(self.eligibility.problem, self.eligibility.problem.pinned)
        kept = ~self._pinned[every // width] | (possible & np.isin(every, pins))
        return every[kept] // width, every[kept] % width, possible[kept]


def units_of(problem: Problem, goals: tuple[str, ...]) -> dict[str, int]:
    """Return a weight for one of each goal: an earlier one outweighs all of the later ones together."""
    count = len(problem.mentees)
    most = {"fit": 1000 * count, "overdue": sum(m.overdue for m in problem.mentees), "matched": count}
    units: dict[str, int] = {}
    unit = 1
    for goal in reversed(goals):
        units[goal] = unit
        unit *= most[goal] + 1
    return {goal: units[goal] for goal in goals}


def _prices(network: Network, units: Mapping[str, int], found: Solution) -> Numbers:
    """Return the prices of all goals at once, people in the order of the problem, the sink last.

    Those of the certificate, one goal outweighing the next, if they prove the sum of the goals; otherwise
    the sum is solved.
    """
    goals = {goal.name: GOAL_TABLE[goal.name] for goal in found.goals}
    cost = sum(
        (units[name] * goal.cost(network) for name, goal in goals.items()),
        start=np.zeros(len(network.tails), dtype=np.int64),
    )
    prices = sum(
        (units[p.goal] * np.array([*p.mentees, *p.mentors, p.sink]) for p in found.certificate),
        start=np.zeros(network.nodes, dtype=np.int64),
    )
    least = sum(units[goal.name] * (goals[goal.name].at_zero(network) - goal.value) for goal in found.goals)
    reduced = (cost + prices[network.tails] - prices[network.heads])[~network.taken_away()]
    bound = int(np.minimum(reduced, 0).sum()) - int((prices * network.supplies()).sum())
    return prices if bound == least else optimise(Face.whole(network), cost).prices


def _with_places(problem: Problem) -> Problem:
    """Return the problem in which every mentor has a place."""
    mentors = (mentor if mentor.capacity else replace(mentor, capacity=1) for mentor in problem.mentors)
    return problem.replace(mentors=tuple(mentors))


def _with_one_competency(problem: Problem) -> Problem:
    """Return the problem in which no pair wants a competency: everybody asks for one that everybody has."""
    return problem.replace(
        mentors=tuple(replace(one, competencies={**one.competencies, _COMMON: 1}) for one in problem.mentors),
        mentees=tuple(replace(one, request={**one.request, _COMMON: 3}) for one in problem.mentees),
    )


_COMMON = "\0"
"""A code that nobody can have given."""


def _stacked(parts: Iterator[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    nothing = np.zeros(0, dtype=np.int64)
    keys, gains = zip((nothing, nothing), *parts, strict=True)
    return np.concatenate(keys), np.concatenate(gains)


def _best_of_places(keys: Numbers, gains: Numbers, capacity: Numbers, width: int) -> dict[int, int]:
    """Add up, per key, as many of the largest gains as its mentor has places."""
    order = np.lexsort((-gains, keys))
    keys, gains = keys[order], gains[order]
    found, first = np.unique(keys, return_index=True)
    rank = np.arange(len(keys)) - np.repeat(first, np.diff(first, append=len(keys)))
    taken = rank < capacity[keys // width]
    total: dict[int, int] = {}
    for key, gain in zip(keys[taken].tolist(), gains[taken].tolist(), strict=True):
        total[key] = total.get(key, 0) + gain
    return {key: total[key] for key in found.tolist() if total.get(key, 0) > 0}
