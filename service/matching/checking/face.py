"""The checker's picture of all assignments that are still possible when some goals are proven.

A price for every person and for the sink proves a goal: by them every candidate, every mentee left alone and
every place of a mentor has a reduced cost (linear programming duality; Ahuja, Magnanti, Orlin, Network Flows,
1993, ch. 9). Below 0 it is used by every best assignment, above 0 by none; at 0 the goals that follow decide.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.checking.board import Board


@dataclass(frozen=True, slots=True)
class Costs:
    """What a goal costs per candidate, per mentee left alone, and whether loads count squared."""

    pair: Numbers
    alone: Numbers
    square: int
    whole: int
    """What a goal to maximise is worth at cost 0."""

    @classmethod
    def of(cls, board: Board, goal: str) -> Self:
        """Return the costs of a goal; small is good."""
        pair = np.zeros(len(board.candidates), dtype=np.int64)
        alone = np.zeros(len(board.overdue), dtype=np.int64)
        if goal in {"matched", "overdue"}:
            alone = board.overdue if goal == "overdue" else np.ones_like(alone)
        elif goal != "load":
            pair = -{"fit": board.candidates.points, "interest": board.interest, "stay": board.stay}[goal]
        return cls(pair, alone, int(goal == "load"), int(alone.sum()))

    def value(self, cost: int) -> int:
        """Return the value of the goal at a cost."""
        return cost if self.square else self.whole - cost

    def largest(self) -> int:
        """Return what a single step can cost at most."""
        steps = (np.abs(self.pair).max(initial=0), self.alone.max(initial=0), 2 * len(self.alone) + 1)
        return max(int(step) for step in steps)


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of one goal: of every mentee, of every mentor (in canonical order), and of the sink."""

    mentees: Numbers
    mentors: Numbers
    sink: int


@dataclass(frozen=True, slots=True)
class Face:
    """What may be chosen (``free``) and what is chosen in any case (``held``).

    Places of a mentor are taken in their order, so that two numbers say which of them are free.
    """

    pair_free: Flags
    pair_held: Flags
    alone_free: Flags
    alone_held: Flags
    least: Numbers
    most: Numbers

    @classmethod
    def whole(cls, board: Board) -> Self:
        """Return the face of all assignments in which the pins hold; groups may have any size.

        What the pins decide is held from the start: a pinned pair, if its two people can come together in
        one way alone, with a place of its mentor, and whoever is left nobody but mentors full of pins.
        """
        mentee, mentor, mentees = board.candidates.mentee, board.candidates.mentor, len(board.pinned)
        full = (board.places_pinned >= board.capacity)[mentor] & ~board.pinned[mentee]
        open_ = ~(board.blocked | (full & board.pinned.any()))
        ways = np.bincount(mentee[open_], minlength=mentees)
        held = open_ & (board.pinned & (ways == 1))[mentee]
        alone = ~board.pinned & (ways == 0) & board.pinned.any()
        wanted = board.candidates.only(open_).wanted(len(board.capacity))
        return cls(
            pair_free=open_ & ~held,
            pair_held=held,
            alone_free=~(board.pinned | alone),
            alone_held=alone,
            least=board.places_pinned,
            most=np.minimum(board.capacity, wanted),
        )

    def holds(self, board: Board, chosen: Flags) -> bool:
        """Return whether an assignment is one of the face."""
        return not any(outside.any() for outside in self.outside(board, chosen))

    def outside(self, board: Board, chosen: Flags) -> tuple[Flags, Flags]:
        """Return the mentees and the mentors with whom an assignment leaves the face."""
        alone, load = ~board.matched(chosen), board.loads(chosen)
        open_ = self.pair_held | self.pair_free
        mentees = (self.alone_held & ~alone) | (alone & ~(self.alone_held | self.alone_free))
        mentees[board.candidates.mentee[(self.pair_held & ~chosen) | (chosen & ~open_)]] = True
        return mentees, (load < self.least) | (load > self.most)


@dataclass(frozen=True, slots=True)
class Priced:
    """A face under the prices of a goal: the face of those who are the best, and what none can beat."""

    face: Face
    bound: int
    """The least cost that the prices leave possible; the cost of every assignment on ``face``."""

    @classmethod
    def of(cls, board: Board, before: Face, costs: Costs, prices: Prices) -> Self:
        """Narrow a face by prices."""
        mentee, mentor = board.candidates.mentee, board.candidates.mentor
        pair = costs.pair + prices.mentees[mentee] - prices.mentors[mentor]
        alone = costs.alone + prices.mentees - prices.sink
        step = prices.mentors - prices.sink
        face = Face(
            pair_free=before.pair_free & (pair == 0),
            pair_held=before.pair_held | (before.pair_free & (pair < 0)),
            alone_free=before.alone_free & (alone == 0),
            alone_held=before.alone_held | (before.alone_free & (alone < 0)),
            least=_places(costs, step, before, zero_too=False),
            most=_places(costs, step, before, zero_too=True),
        )
        reduced = int(pair[face.pair_held].sum()) + int(alone[face.alone_held].sum())
        places = int((face.least * step).sum()) + costs.square * int((face.least**2).sum())
        supplies = len(prices.mentees) * prices.sink - int(prices.mentees.sum())
        return cls(face, reduced + places + supplies)


def _places(costs: Costs, step: Numbers, before: Face, *, zero_too: bool) -> Numbers:
    """Count the places with a reduced cost below 0, or at most 0; squared loads make the n-th cost 2n + 1."""
    if costs.square:
        below = (-step - 1) // 2 + 1 if zero_too else -step // 2
        return np.clip(below, before.least, before.most)
    taken = step <= 0 if zero_too else step < 0
    return np.where(taken, before.most, before.least)
