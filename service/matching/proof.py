"""A second, independent proof that pairs are the best for ordered goals: no exchange makes them better.

An assignment is a flow; it is optimal exactly when its residual network has no cycle of negative cost
(Klein 1967). All goals are compared at once, an earlier goal outweighing every later one, in whole numbers.
Nothing of the solver is used here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.columns import Flags, Numbers
from service.matching.cycles import NO_PAIR, Arcs, joined, negative_cycle
from service.matching.problem import Pair, Problem
from service.matching.score import Candidates


@dataclass(frozen=True, slots=True)
class Board:
    """The allowed pairs with what each goal counts for them; ``blocked`` pairs may not change."""

    problem: Problem
    candidates: Candidates
    capacity: Numbers
    interest: Numbers
    stay: Numbers
    overdue: Numbers
    blocked: Flags

    @classmethod
    def of(cls, problem: Problem, candidates: Candidates) -> Self:
        """Return the board of a problem; pinned pairs are blocked."""
        mentees = [mentee.id for mentee in problem.mentees]
        mentors = [mentor.id for mentor in problem.mentors]
        both = zip(candidates.mentee.tolist(), candidates.mentor.tolist(), strict=True)
        keys = [(mentees[i], mentors[j]) for i, j in both]
        marks = {marks.key: (marks.by_mentee or 0) + (marks.by_mentor or 0) for marks in problem.interest}
        current, pinned = ({pair.key for pair in pairs} for pairs in (problem.current, problem.pinned))
        return cls(
            problem=problem,
            candidates=candidates,
            capacity=np.array([mentor.capacity for mentor in problem.mentors], dtype=np.int64),
            interest=np.array([marks.get(key, 0) for key in keys], dtype=np.int64),
            stay=np.array([key in current for key in keys], dtype=np.int64),
            overdue=np.array([mentee.overdue for mentee in problem.mentees], dtype=np.int64),
            blocked=np.array([key in pinned for key in keys], dtype=np.bool_),
        )

    def chosen(self, pairs: Sequence[Pair]) -> Flags:
        """Return which allowed pairs are among the given ones."""
        mentees = {mentee.id: i for i, mentee in enumerate(self.problem.mentees)}
        mentors = {mentor.id: i for i, mentor in enumerate(self.problem.mentors)}
        wanted = {(mentees[pair.mentee], mentors[pair.mentor]) for pair in pairs}
        both = zip(self.candidates.mentee.tolist(), self.candidates.mentor.tolist(), strict=True)
        return np.array([key in wanted for key in both], dtype=np.bool_)

    def values(self, chosen: Flags) -> dict[str, int]:
        """Return the value of every goal for the chosen pairs."""
        loads = np.bincount(self.candidates.mentor[chosen], minlength=len(self.capacity))
        return {
            "matched": int(np.count_nonzero(chosen)),
            "overdue": int(self.overdue[self.candidates.mentee[chosen]].sum()),
            "fit": int(self.candidates.points[chosen].sum()),
            "interest": int(self.interest[chosen].sum()),
            "load": int((loads * loads).sum()),
            "stay": int(self.stay[chosen].sum()),
        }

    def trivial_bounds(self, chosen: Flags) -> dict[str, int]:
        """Return per goal what no proposal can pass, by mere counting: the best pair for each mentee.

        Every pair adds at least 1 to the load; how many pairs there are is fixed if ``matched`` is a goal.
        """
        able = np.zeros(len(self.overdue), dtype=np.bool_)
        able[self.candidates.mentee] = True
        return {
            "matched": int(np.count_nonzero(able)),
            "overdue": int(self.overdue[able].sum()),
            "fit": self._most(self.candidates.points),
            "interest": self._most(self.interest),
            "load": int(np.count_nonzero(chosen)) if "matched" in self.problem.goals else 0,
            "stay": self._most(self.stay),
        }

    def _most(self, column: Numbers) -> int:
        best = np.zeros(len(self.overdue), dtype=np.int64)
        np.maximum.at(best, self.candidates.mentee, column)
        return int(best.sum())


def better(board: Board, chosen: Flags, goals: Sequence[str]) -> Flags | None:
    """Return better pairs for the goals in their order, or None: the chosen ones are proven the best."""
    arcs = _residual(board, chosen, goals)
    cycle = negative_cycle(arcs, nodes=len(board.overdue) + len(board.capacity) + 1)
    if cycle is None:
        return None
    result = chosen.copy()
    flipped = arcs.pair[cycle]
    flipped = flipped[flipped >= 0]
    result[flipped] = ~result[flipped]
    return result


def best(board: Board, chosen: Flags, goals: Sequence[str], *, attempts: int) -> Flags | None:
    """Return the best pairs for the ordered goals, or None if it takes more than ``attempts`` exchanges."""
    for _ in range(attempts):
        improved = better(board, chosen, goals)
        if improved is None:
            return chosen
        chosen = improved
    return None


_SAFE = 2**60
_LARGEST_MARKS = 10
_LARGEST_POINTS = 1000


@dataclass(frozen=True, slots=True)
class _Weights:
    """How much one unit of each goal weighs: more than all later goals together can change on a cycle."""

    units: dict[str, int]
    limit: int
    """No path that visits a node once weighs more or less than this."""

    @classmethod
    def of(cls, board: Board, goals: Sequence[str]) -> Self:
        longest = 2 * min(len(board.overdue), len(board.capacity)) + 2
        places = int(np.minimum(board.capacity, len(board.overdue)).max(initial=0))
        reach = {
            "matched": 2,
            "overdue": 2,
            "fit": _LARGEST_POINTS * longest,
            "interest": _LARGEST_MARKS * longest,
            "load": 4 * places + 4,
            "stay": longest,
        }
        units, later = dict.fromkeys(reach, 0), 0
        for goal in reversed(goals):
            units[goal] = 2 * later + 1
            later += units[goal] * reach[goal]
        return cls(units, later)

    def times(self, goal: str, column: Numbers) -> Numbers:
        """Return a column of values in weights, in Python's own integers where 64 bits might not do."""
        exact = column if self.limit < _SAFE else column.astype(np.object_)
        weighed: Numbers = exact * self.units[goal]
        return weighed


def _residual(board: Board, chosen: Flags, goals: Sequence[str]) -> Arcs:
    """Return every single change that is possible, with what it costs (gains count negative)."""
    weights = _Weights.of(board, goals)
    return joined(
        [
            _pair_arcs(board, chosen, weights),
            _alone_arcs(board, chosen, weights),
            *_place_arcs(board, chosen, weights),
        ],
        limit=weights.limit,
    )


def _pair_arcs(board: Board, chosen: Flags, weights: _Weights) -> Arcs:
    """Add a pair (mentee to mentor) or take one away (mentor to mentee)."""
    pairs, movable = board.candidates, np.flatnonzero(~board.blocked)
    gain = (
        weights.times("fit", pairs.points)
        + weights.times("interest", board.interest)
        + weights.times("stay", board.stay)
    )[movable]
    left, right = pairs.mentee[movable], len(board.overdue) + pairs.mentor[movable]
    adds = ~chosen[movable]
    return Arcs(
        tails=np.where(adds, left, right),
        heads=np.where(adds, right, left),
        cost=np.where(adds, -gain, gain),
        pair=movable,
    )


def _alone_arcs(board: Board, chosen: Flags, weights: _Weights) -> Arcs:
    """Leave a mentee without a pair (mentee to sink) or no longer (sink to mentee)."""
    mentees = len(board.overdue)
    loss = weights.times("matched", np.ones(mentees, dtype=np.int64)) + weights.times(
        "overdue", board.overdue
    )
    taken = np.zeros(mentees, dtype=np.bool_)
    taken[board.candidates.mentee[chosen]] = True
    person = np.arange(mentees, dtype=np.int64)
    sink = np.full(mentees, mentees + len(board.capacity), dtype=np.int64)
    return Arcs(
        tails=np.where(taken, person, sink),
        heads=np.where(taken, sink, person),
        cost=np.where(taken, loss, -loss),
        pair=np.full(mentees, NO_PAIR),
    )


def _place_arcs(board: Board, chosen: Flags, weights: _Weights) -> tuple[Arcs, Arcs]:
    """Take one more place of a mentor (mentor to sink) or give the last one back (sink to mentor)."""
    mentees, mentors = len(board.overdue), len(board.capacity)
    load = np.bincount(board.candidates.mentor[chosen], minlength=mentors)
    more, less = np.flatnonzero(load < board.capacity), np.flatnonzero(load > 0)
    sink = mentees + mentors
    return (
        Arcs(
            tails=mentees + more,
            heads=np.full(len(more), sink),
            cost=weights.times("load", 2 * load[more] + 1),
            pair=np.full(len(more), NO_PAIR),
        ),
        Arcs(
            tails=np.full(len(less), sink),
            heads=mentees + less,
            cost=-weights.times("load", 2 * load[less] - 1),
            pair=np.full(len(less), NO_PAIR),
        ),
    )
