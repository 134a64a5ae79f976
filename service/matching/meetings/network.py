"""Speed meetings without their rounds, as a flow: how often everybody meets, and with whom.

Where nobody has more meetings than there are rounds, rounds can be given afterwards (``rounds.py``).
So the best choice of meetings is a flow, as long as nobody takes part both as a mentee and as a mentor.
Every mentee sends as many units as he may have meetings: each over a meeting and a turn of its mentor, or
directly to the sink (a turn that is not used). Nothing here searches for a flow: what was found is proven.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.meetings.encounters import Encounters


@dataclass(frozen=True, slots=True)
class MeetingNetwork:
    """Arcs in three blocks (meetings, unused turns of mentees, turns of mentors), each of one unit."""

    encounters: Encounters
    turns: Numbers
    """How many meetings each mentee may have."""
    tails: Numbers
    heads: Numbers
    unused: Numbers
    """For every arc of the second block, how many meetings the mentee has left when it is used, too."""
    turn: Numbers
    """For every arc of the last block, which turn of its mentor it is, from 0."""

    @classmethod
    def of(cls, encounters: Encounters, *, rounds: int) -> Self:
        """Return the network of the possible meetings; nobody has more turns than partners."""
        mentees, mentors = len(encounters.problem.mentees), len(encounters.problem.mentors)
        turns = np.minimum(np.bincount(encounters.mentee, minlength=mentees), rounds)
        taken = np.minimum(np.bincount(encounters.mentor, minlength=mentors), rounds)
        mentee, skipped = _numbered(turns)
        mentor, turn = _numbered(taken)
        sink = mentees + mentors
        return cls(
            encounters=encounters,
            turns=turns,
            tails=np.concatenate([encounters.mentee, mentee, mentees + mentor]),
            heads=np.concatenate(
                [mentees + encounters.mentor, np.full(len(mentee) + len(mentor), sink, dtype=np.int64)]
            ),
            unused=turns[mentee] - skipped - 1,
            turn=turn,
        )

    @property
    def nodes(self) -> int:
        """The number of nodes: mentees, mentors, the sink."""
        return len(self.turns) + len(self.encounters.problem.mentors) + 1

    @property
    def meetings(self) -> slice:
        """The block of meetings."""
        return slice(0, len(self.encounters))

    @property
    def unused_turns(self) -> slice:
        """The block of turns that mentees do not use."""
        return slice(len(self.encounters), len(self.encounters) + len(self.unused))

    @property
    def mentor_turns(self) -> slice:
        """The block of turns of mentors."""
        return slice(len(self.encounters) + len(self.unused), len(self.tails))

    def supplies(self) -> Numbers:
        """Return the turns of every mentee and the demand of the sink."""
        supplies = np.zeros(self.nodes, dtype=np.int64)
        supplies[: len(self.turns)] = self.turns
        supplies[-1] = -int(self.turns.sum())
        return supplies

    def on(self, block: slice, values: Numbers) -> Numbers:
        """Return costs that are 0 outside one block of arcs."""
        cost = np.zeros(len(self.tails), dtype=np.int64)
        cost[block] = values
        return cost

    def flow(self, chosen: Flags) -> Flags:
        """Return the flow (True where an arc carries a unit) of exactly the chosen meetings."""
        held = np.bincount(self.encounters.mentee[chosen], minlength=len(self.turns))
        owner = self.tails[self.unused_turns]
        taken = np.bincount(self.heads[self.meetings][chosen], minlength=self.nodes)
        leading = self.tails[self.mentor_turns]
        return np.concatenate([chosen, self.unused >= held[owner], self.turn < taken[leading]])


def _numbered(counts: Numbers) -> tuple[Numbers, Numbers]:
    """Return owner and number from 0 of ``counts[i]`` things of each owner i."""
    owner = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    first = np.cumsum(counts) - counts
    return owner, np.arange(len(owner), dtype=np.int64) - first[owner]


@dataclass(frozen=True, slots=True)
class MeetingGoal:
    """A goal: its direction, the cost of every arc (small is good) and the value at cost 0."""

    direction: str
    cost: Callable[[MeetingNetwork], Numbers]
    at_zero: Callable[[MeetingNetwork], int]

    def value(self, network: MeetingNetwork, cost: int) -> int:
        """Return the value of the goal at a total cost."""
        return self.at_zero(network) + (cost if self.direction == "min" else -cost)


def _meetings(network: MeetingNetwork) -> Numbers:
    return network.on(network.unused_turns, np.ones(len(network.unused), dtype=np.int64))


def _even_mentees(network: MeetingNetwork) -> Numbers:
    """Giving up the n-th meeting takes n² − (n−1)² from the sum of squares."""
    return network.on(network.unused_turns, -(2 * network.unused + 1))


def _even_mentors(network: MeetingNetwork) -> Numbers:
    return network.on(network.mentor_turns, 2 * network.turn + 1)


def _points(network: MeetingNetwork) -> Numbers:
    return network.on(network.meetings, -network.encounters.points)


def _none(_network: MeetingNetwork) -> int:
    return 0


MEETING_GOALS: Mapping[str, MeetingGoal] = MappingProxyType(
    {
        "meetings": MeetingGoal("max", _meetings, lambda network: int(network.turns.sum())),
        "even_mentees": MeetingGoal("min", _even_mentees, lambda network: int((network.turns**2).sum())),
        "even_mentors": MeetingGoal("min", _even_mentors, _none),
        "points": MeetingGoal("max", _points, _none),
    }
)
"""Most meetings; then the sum of squared numbers of meetings, of mentees and then of mentors; then points.

The numbers of meetings that mentees can have in a flow are an M-convex set. There the least sum of squares is
also the fairest choice: fewest people without a meeting, then fewest with one, and so on (Frank, Murota:
Decreasing minimization on M-convex sets, 2022, arXiv 2007.09616).
"""


@dataclass(frozen=True, slots=True)
class MeetingFace:
    """All flows that are still possible: arcs that may be used and arcs that are used in any case."""

    network: MeetingNetwork
    free: Flags
    used: Flags

    @classmethod
    def whole(cls, network: MeetingNetwork) -> Self:
        """Return all flows."""
        nothing = np.zeros(len(network.tails), dtype=np.bool_)
        return cls(network, ~nothing, nothing)

    def proven(self, cost: Numbers, flow: Flags) -> Self | None:
        """Return all flows that cost no more than this one, or None if some flow costs less."""
        free = np.flatnonzero(self.free)
        tails, heads, used = self.network.tails[free], self.network.heads[free], flow[free]
        residual = np.where(used, -1, 1) * cost[free]
        prices = _prices(np.where(used, heads, tails), np.where(used, tails, heads), residual, self.network)
        if prices is None:
            return None
        reduced = cost[free] + prices[tails] - prices[heads]
        narrowed, certain = self.free.copy(), self.used.copy()
        narrowed[free], certain[free] = reduced == 0, reduced < 0
        return type(self)(self.network, narrowed, certain)


def _prices(tails: Numbers, heads: Numbers, cost: Numbers, network: MeetingNetwork) -> Numbers | None:
    """Return shortest distances in the residual network; there are some exactly when the flow is optimal."""
    order = np.argsort(heads, kind="stable")
    tails, heads, cost = tails[order], heads[order], cost[order]
    starts = np.flatnonzero(np.diff(heads, prepend=-1))
    targets, prices = heads[starts], np.zeros(network.nodes, dtype=np.int64)
    for _ in range(network.nodes + 1 if len(starts) else 0):
        best = np.minimum(prices[targets], np.minimum.reduceat(prices[tails] + cost, starts))
        if np.array_equal(best, prices[targets]):
            return prices
        prices[targets] = best
    return None if len(starts) else prices
