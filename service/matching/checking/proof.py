"""A second, independent proof that pairs are the best for ordered goals: no exchange makes them better.

An assignment is a flow; it is optimal exactly when its residual network has no cycle of negative cost
(Klein 1967). All goals are compared at once, an earlier goal outweighing every later one, in whole numbers.
Nothing of the solver is used here. Groups keep their largest size, and those that must take place their
least; that a group which may stay closed is not begun with too few, ``branch.py`` sees to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.checking.board import NO_GROUP, Board
from service.matching.checking.cycles import NO_PAIR, Arcs, joined, negative_cycle

FEWEST_IN_GROUPS = "fewest_in_groups"
"""A last wish beside the goals: who can be a pair is in no group."""


def better(board: Board, chosen: Flags, goals: Sequence[str]) -> Flags | None:
    """Return better pairs for the goals in their order, or None: the chosen ones are proven the best.

    What must be (pins, members of decided groups) comes before all goals.
    """
    arcs = _residual(board, chosen, goals)
    cycle = negative_cycle(arcs, nodes=len(board.overdue) + len(board.capacity) + 1 + len(board.groups))
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


def missing(board: Board, chosen: Flags) -> int:
    """Return how much of what must be is not: pinned mentees left alone, members that decided groups lack."""
    alone = int(np.count_nonzero(board.pinned & ~board.matched(chosen)))
    return alone + int(np.maximum(board.must - board.groups.sizes(chosen), 0).sum())


def in_64_bits(board: Board, goals: Sequence[str]) -> bool:
    """Return whether the goals can be weighed in 64 bits, which is many times faster."""
    return _Weights.of(board, goals).limit < _SAFE


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
        longest = 2 * min(len(board.overdue), len(board.capacity) + len(board.groups)) + 2
        reach = {
            "must": 2 + int(np.count_nonzero(board.must)),
            "matched": 2,
            "overdue": 2,
            "fit": _LARGEST_POINTS * longest,
            "interest": _LARGEST_MARKS * longest,
            "load": 4 * int(board.capacity.max(initial=0)) + 4,
            "stay": longest,
            FEWEST_IN_GROUPS: longest,
        }
        units, later = dict.fromkeys(reach, 0), 0
        for goal in reversed(["must", *goals]):
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
            *_group_arcs(board, chosen, weights),
        ],
        limit=weights.limit,
    )


def _pair_arcs(board: Board, chosen: Flags, weights: _Weights) -> Arcs:
    """Add a pair (mentee to mentor or group) or take one away (the other way round)."""
    pairs, movable = board.candidates, np.flatnonzero(~board.blocked)
    gain = (
        weights.times("fit", pairs.points)
        + weights.times("interest", board.interest)
        + weights.times("stay", board.stay)
        - weights.times(FEWEST_IN_GROUPS, (board.groups.of != NO_GROUP).astype(np.int64))
    )[movable]
    group = board.groups.of[movable]
    target = np.where(group == NO_GROUP, pairs.mentor[movable], len(board.capacity) + 1 + group)
    left, right = pairs.mentee[movable], len(board.overdue) + target
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
    loss = (
        weights.times("must", board.pinned.astype(np.int64))
        + weights.times("matched", np.ones(mentees, dtype=np.int64))
        + weights.times("overdue", board.overdue)
    )
    taken = board.matched(chosen)
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
    mentees, load = len(board.overdue), board.loads(chosen)
    more, less = np.flatnonzero(load < board.capacity), np.flatnonzero(load > 0)
    sink = mentees + len(board.capacity)
    return (
        _steps(mentees + more, np.full(len(more), sink), weights.times("load", 2 * load[more] + 1)),
        _steps(np.full(len(less), sink), mentees + less, -weights.times("load", 2 * load[less] - 1)),
    )


def _group_arcs(board: Board, chosen: Flags, weights: _Weights) -> tuple[Arcs, Arcs]:
    """Let a group have one member more (group to mentor) or one less (mentor to group)."""
    groups, size = board.groups, board.groups.sizes(chosen)
    node = len(board.overdue) + len(board.capacity) + 1 + np.arange(len(groups))
    leader = len(board.overdue) + groups.mentor
    more, less = np.flatnonzero(size < groups.most), np.flatnonzero(size > 0)
    gain = (size < board.must).astype(np.int64)
    loss = (size <= board.must).astype(np.int64) * (board.must > 0)
    return (
        _steps(node[more], leader[more], -weights.times("must", gain[more])),
        _steps(leader[less], node[less], weights.times("must", loss[less])),
    )


def _steps(tails: Numbers, heads: Numbers, cost: Numbers) -> Arcs:
    return Arcs(tails=tails, heads=heads, cost=cost, pair=np.full(len(tails), NO_PAIR))
