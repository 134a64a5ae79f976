"""The candidates of a problem as a flow network, and the costs that each goal puts on its arcs.

Every mentee sends one unit to the sink, over a candidate and a place of its mentor or directly (unmatched).
Every place of a mentor is an arc of its own, so that his second mentee can cost more than his first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import Candidates
from service.matching.candidates.wishes import ANYBODY, Pins, Wishes
from service.matching.formats.problem import GOALS, REPAIR, Problem


@dataclass(frozen=True)
class Network:
    """Arcs in three blocks (candidates, unmatched, places); nodes are mentees, mentors and the sink."""

    problem: Problem
    candidates: Candidates
    tails: Numbers
    heads: Numbers
    place: Numbers
    """For every arc of the last block, which place of its mentor it is, from 0."""
    wishes: Wishes
    pins: Pins | None
    """The pairs that must be; None where there are none."""

    @classmethod
    def of(
        cls,
        problem: Problem,
        candidates: Candidates,
        *,
        wishes: Wishes | None = None,
        pins: Pins | None = None,
    ) -> Self:
        """Return the network of the candidates; a mentor has no more places than mentees who could come.

        ``pins`` may stand for those of the problem.
        """
        mentees, mentors = len(problem.mentees), len(problem.mentors)
        wishes = wishes or Wishes(problem)
        places = np.minimum(candidates.wanted(mentors), wishes.capacity)
        owner = np.repeat(np.arange(mentors, dtype=np.int64), places)
        first = np.cumsum(places) - places
        sink = mentees + mentors
        return cls(
            problem=problem,
            candidates=candidates,
            tails=np.concatenate([candidates.mentee, np.arange(mentees), mentees + owner]),
            heads=np.concatenate([mentees + candidates.mentor, np.full(mentees + len(owner), sink)]),
            place=np.arange(len(owner)) - first[owner],
            wishes=wishes,
            pins=wishes.pins if pins is None and problem.pinned else pins,
        )

    @property
    def nodes(self) -> int:
        """The number of nodes."""
        return len(self.problem.mentees) + len(self.problem.mentors) + 1

    @property
    def pairs(self) -> slice:
        """The block of candidate arcs, single pairs and members of groups alike."""
        return slice(0, len(self.candidates))

    @property
    def unmatched(self) -> slice:
        """The block of arcs that leave a mentee without a mentor."""
        return slice(len(self.candidates), len(self.candidates) + len(self.problem.mentees))

    @property
    def places(self) -> slice:
        """The block of arcs that are places of mentors."""
        return slice(len(self.candidates) + len(self.problem.mentees), len(self.tails))

    def supplies(self) -> Numbers:
        """Return one unit per mentee and the demand of the sink."""
        supplies = np.zeros(self.nodes, dtype=np.int64)
        supplies[: len(self.problem.mentees)] = 1
        supplies[-1] = -len(self.problem.mentees)
        return supplies

    @cached_property
    def marked(self) -> Numbers:
        """Where the marked pairs stand among the candidates, -1 where they do not."""
        return self._first_of(self.wishes.marked)

    @cached_property
    def current(self) -> Numbers:
        """Where the existing pairs stand among the candidates, -1 where they do not."""
        return self._first_of(self.wishes.current)

    def _first_of(self, pairs: Numbers) -> Numbers:
        return self.candidates.first_of(pairs, mentors=len(self.problem.mentors))

    def taken_away(self) -> Flags:
        """Return the arcs that pins take away: all that would give a pinned mentee another mentor or none.

        A pin names two people; whether they become a single pair or are in a group stays open.
        """
        taken = np.zeros(len(self.tails), dtype=np.bool_)
        if self.pins is None:
            return taken
        mentor = self.pins.mentor.take(self.candidates.mentee)
        taken[self.pairs] = (mentor != ANYBODY) & (mentor != self.candidates.mentor)
        taken[self.unmatched] = self.pins.pinned
        return taken

    def flow_of(self, chosen: Flags) -> Flags:
        """Return the flow that carries the chosen candidates: every mentor fills his first places."""
        flow = np.zeros(len(self.tails), dtype=np.bool_)
        flow[self.pairs] = chosen
        flow[self.unmatched] = True
        flow[self.unmatched][self.candidates.mentee[chosen]] = False
        loads = np.bincount(self.candidates.mentor[chosen], minlength=len(self.problem.mentors))
        owner = self.tails[self.places] - len(self.problem.mentees)
        flow[self.places] = self.place < loads[owner]
        return flow

    def on(self, block: slice, values: Numbers) -> Numbers:
        """Return costs that are 0 outside one block of arcs."""
        cost = np.zeros(len(self.tails), dtype=np.int64)
        cost[block] = values
        return cost


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: its direction, what the arcs of one block cost (small is good) and the value at cost 0."""

    direction: str
    block: Callable[[Network], slice]
    costs: Callable[[Network], Numbers]
    at_zero: Callable[[Network], int]

    def cost(self, network: Network) -> Numbers:
        """Return the cost of every arc."""
        return network.on(self.block(network), self.costs(network))

    def value(self, network: Network, cost: int) -> int:
        """Return the value of the goal at a total cost."""
        return self.at_zero(network) + (cost if self.direction == "min" else -cost)


def goals_in_order(problem: Problem) -> tuple[str, ...]:
    """Return the goals in the order in which they are pursued: a repair keeps pairs before the fit."""
    order = _REPAIR_ORDER if problem.mode == REPAIR else GOALS
    return tuple(name for name in order if name in problem.goals)


def _pairs(network: Network) -> slice:
    return network.pairs


def _unmatched(network: Network) -> slice:
    return network.unmatched


def _places(network: Network) -> slice:
    return network.places


def _matched(network: Network) -> Numbers:
    return np.ones(len(network.problem.mentees), dtype=np.int64)


def _overdue(network: Network) -> Numbers:
    return network.wishes.overdue


def _fit(network: Network) -> Numbers:
    return -network.candidates.points


def _interest(network: Network) -> Numbers:
    return network.candidates.on_pairs(network.marked, -network.wishes.marks)


def _load(network: Network) -> Numbers:
    """The n-th mentee of a mentor adds n² − (n−1)² to the sum of squares."""
    return 2 * network.place + 1


def _stay(network: Network) -> Numbers:
    return network.candidates.on_pairs(network.current, -np.ones_like(network.current))


def _none(_network: Network) -> int:
    return 0


_REPAIR_ORDER = ("matched", "overdue", "stay", "fit", "interest", "load")

GOAL_TABLE: Mapping[str, Goal] = MappingProxyType(
    {
        "matched": Goal("max", _unmatched, _matched, lambda network: len(network.problem.mentees)),
        "overdue": Goal("max", _unmatched, _overdue, lambda network: int(network.wishes.overdue.sum())),
        "fit": Goal("max", _pairs, _fit, _none),
        "interest": Goal("max", _pairs, _interest, _none),
        "load": Goal("min", _places, _load, _none),
        "stay": Goal("max", _pairs, _stay, _none),
    }
)
"""The goals and what they cost."""
