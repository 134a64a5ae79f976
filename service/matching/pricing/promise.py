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

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Ban, Eligibility
from service.matching.candidates.profiles import PRIORITY_WEIGHT
from service.matching.candidates.score import Candidates, most_points, totals
from service.matching.explaining.obstacles import NO_CAPACITY
from service.matching.formats.problem import Mentee, Problem
from service.matching.solving.face import Face
from service.matching.solving.flow import optimise
from service.matching.solving.network import GOAL_TABLE, Network

TOP_LEVEL = 3
"""The highest level of a competency."""

_NO_COMPETENCY = Ban("no_common_competency")


@dataclass(frozen=True, slots=True)
class Promises:
    """The best relaxed proposal of a problem with its prices; groups may have any size in it."""

    eligibility: Eligibility
    candidates: Candidates
    units: Mapping[str, int]
    """How much one of each goal weighs."""
    value: int
    """What the proposal weighs."""
    mentees: Numbers
    mentors: Numbers
    sink: int

    @classmethod
    def of(cls, eligibility: Eligibility, candidates: Candidates, goals: tuple[str, ...]) -> Self:
        """Solve the sum of the goals, which must be maximised.

        Raises: UnexpectedSolverStatus.
        """
        problem = eligibility.problem
        units = units_of(problem, goals)
        network = Network.of(problem, candidates)
        cost = sum(
            (unit * GOAL_TABLE[goal].cost(network) for goal, unit in units.items()),
            start=np.zeros(len(network.tails), dtype=np.int64),
        )
        optimum = optimise(Face.whole(network), cost)
        at_zero = sum(unit * GOAL_TABLE[goal].at_zero(network) for goal, unit in units.items())
        count = len(problem.mentees)
        return cls(
            eligibility=eligibility,
            candidates=candidates,
            units=units,
            value=at_zero - optimum.cost,
            mentees=optimum.prices[:count],
            mentors=optimum.prices[count:-1],
            sink=int(optimum.prices[-1]),
        )

    def of_trainings(self) -> dict[tuple[int, str], int]:
        """Return per (mentor by index, competency) what one level more can bring at most, above 0."""
        codes = sorted({code for mentee in self.eligibility.problem.mentees for code in mentee.request})
        keys, gains = _stacked(self._rises({code: i for i, code in enumerate(codes)}))
        width = max(len(codes), 1)
        best = _best_of_places(keys, gains, self.eligibility.mentors.capacity, width)
        return {(key // width, codes[key % width]): gain for key, gain in best.items()}

    def of_places(self) -> dict[int, int]:
        """Return per mentor (by index) what one more place can bring at most, above 0."""
        gain = np.where(self.eligibility.mentors.capacity > 0, self.sink - self.mentors, 0)
        for position, mentee in self._movable():
            first = _only(self.eligibility.bans(mentee), NO_CAPACITY, len(gain))
            worth = self._worth(position, self._points(mentee)) + self.sink - self.mentors
            gain = np.where(first, np.maximum(gain, worth), gain)
        return {int(mentor): int(gain[mentor]) for mentor in np.flatnonzero(gain > 0)}

    def _movable(self) -> Iterator[tuple[int, Mentee]]:
        pinned = {pair.mentee for pair in self.eligibility.problem.pinned}
        for position, mentee in enumerate(self.eligibility.problem.mentees):
            if mentee.id not in pinned:
                yield position, mentee

    def _points(self, mentee: Mentee) -> Numbers:
        listed = self.eligibility.listed
        if listed is None:
            return totals(self.eligibility, mentee)
        points = np.zeros(len(self.mentors), dtype=np.int64)
        for mentor, given in listed.get(mentee.id, {}).items():
            points[mentor] = given
        return points

    def _worth(self, position: int, points: Numbers) -> Numbers:
        """Return by how much pairs of one mentee with these points would beat the prices; below 0: not."""
        worth: Numbers = self.units.get("fit", 0) * points - self.mentees[position] + self.mentors
        return worth

    def _rises(self, codes: Mapping[str, int]) -> Iterator[tuple[Numbers, Numbers]]:
        """Yield keys (mentor and competency as one number) and by how much a mentee can gain there."""
        pinned = {pair.mentee: pair.mentor for pair in self.eligibility.problem.pinned}
        for position, mentee in enumerate(self.eligibility.problem.mentees):
            own = np.zeros(len(self.mentors), dtype=np.bool_)
            own[self._allowed(position)] = True
            new = self._missing(mentee)
            if mentee.id in pinned:
                own &= np.arange(len(own)) == self.eligibility.mentors.index[pinned[mentee.id]]
                new[:] = False
            before = self._worth(position, totals(self.eligibility, mentee))
            for code, rise in _rise(self.eligibility.problem, mentee).items():
                level = self.eligibility.mentors.competencies.column(code)
                after = before + self.units.get("fit", 0) * rise
                gain = np.maximum(after, 0) - np.where(own, np.maximum(before, 0), 0)
                better = np.flatnonzero((own | new) & (level < TOP_LEVEL) & (gain > 0))
                yield better * len(codes) + codes[code], gain[better]

    def _allowed(self, position: int) -> Numbers:
        first, last = np.searchsorted(self.candidates.mentee, [position, position + 1])
        return self.candidates.mentor[first:last]

    def _missing(self, mentee: Mentee) -> Flags:
        """Return with whom a pair, or a place in a group, is impossible for want of a competency alone.

        Where groups are led, also those whose group may come about with one more member.
        """
        count = len(self.mentors)
        pair = _only(self.eligibility.bans(mentee), _NO_COMPETENCY, count)
        if not self.eligibility.mentors.leads_groups.any():
            return pair
        bans = self.eligibility.group_bans(mentee)
        pair |= _only(bans, _NO_COMPETENCY, count)
        possible = np.ones(count, dtype=np.bool_)
        for flags in bans.values():
            possible &= ~flags
        return pair | possible


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


def _only(bans: Mapping[Ban, Flags], ban: Ban, mentors: int) -> Flags:
    """Return where this rule alone forbids."""
    count = np.zeros(mentors, dtype=np.int64)
    for flags in bans.values():
        count += flags
    result: Flags = bans[ban] & (count == 1) if ban in bans else np.zeros(mentors, dtype=np.bool_)
    return result


def _rise(problem: Problem, mentee: Mentee) -> dict[str, int]:
    """Return per requested competency the most points that one level more adds, rounded up."""
    most = most_points(problem)["competencies"]
    weights = {code: PRIORITY_WEIGHT[priority] for code, priority in mentee.request.items()}
    whole = TOP_LEVEL * sum(weights.values())
    return {code: -(-most * weight // whole) for code, weight in weights.items()}


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
