"""All flows that are still possible, the least cost on them, and the prices that prove it.

Nothing here searches for a flow: a flow that somebody found is proven, or found out.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.solving.network import Network
from service.matching.solving.residual import prices_of


@dataclass(frozen=True, slots=True)
class Face:
    """All flows that are still possible: arcs that may be used and arcs that are used in any case."""

    network: Network
    free: Flags
    used: Flags

    @classmethod
    def whole(cls, network: Network) -> Self:
        """Return all flows that contain the pinned pairs, with prices for whatever else could be."""
        return cls(network, ~network.taken_away(), np.zeros(len(network.tails), dtype=np.bool_))

    @classmethod
    def beside_pins(cls, network: Network) -> Self:
        """Return the same flows, without what the pins decide: none of that is free or has a price.

        A pinned pair is used if its two people can come together in one way alone, and so is a place of its
        mentor. Nobody else goes to a mentor whose places are all pinned; whom that leaves no way stays alone,
        and a mentor has no more places than mentees who are left to come.
        """
        whole, pins, mentee = cls.whole(network), network.pins, network.candidates.mentee
        if pins is None:
            return whole
        free, used, pinned = whole.free, whole.used, pins.pinned
        full = pins.held >= network.wishes.capacity
        free[network.pairs] &= ~full[network.candidates.mentor] | pinned[mentee]
        ways = np.bincount(mentee[free[network.pairs]], minlength=len(pinned))
        used[network.pairs] = free[network.pairs] & (pinned & (ways == 1))[mentee]
        used[network.unmatched] = ~pinned & (ways == 0)
        owner = network.tails[network.places] - len(pinned)
        wanted = network.candidates.only(free[network.pairs]).wanted(len(full))
        used[network.places] = network.place < pins.held[owner]
        free[network.places] = network.place < wanted[owner]
        free &= ~used
        return cls(network, free, used)

    def decides(self, cost: Numbers) -> bool:
        """Return whether flows of the face can differ in the cost."""
        return bool((self.free & (cost != 0)).any())

    def settled(self) -> Self:
        """Return the same flows; a mentee's last way is used in any case, and all places of a full mentor."""
        network, used = self.network, self.used.copy()
        ways = slice(0, network.places.start)
        waits = np.ones(network.nodes, dtype=np.bool_)
        waits[network.tails[ways][self.used[ways]]] = False
        room, arcs, closing = self._room(), np.flatnonzero(self.free[ways]), True
        while closing:
            tails, heads = network.tails[arcs], network.heads[arcs]
            open_ = waits[tails] & (room[heads] > 0)
            arcs, tails, heads = arcs[open_], tails[open_], heads[open_]
            last = np.bincount(tails, minlength=network.nodes)[tails] == 1
            used[arcs[last]] = True
            waits[tails[last]] = False
            np.subtract.at(room, heads[last], 1)
            closing = bool(last.any())
        used[network.places] |= self.free[network.places] & (room[network.tails[network.places]] == 0)
        free = self.free & ~used
        free[ways] = False
        free[arcs[waits[network.tails[arcs]]]] = True
        return type(self)(network, free, used)

    def _room(self) -> Numbers:
        """Return for each mentor the places that are not taken in any case; other nodes take everybody."""
        network, mentees = self.network, len(self.network.problem.mentees)
        sink = mentees + len(network.problem.mentors)
        usable = (self.free | self.used)[network.places]
        places = np.bincount(network.tails[network.places][usable], minlength=sink)
        taken = np.bincount(network.heads[network.pairs][self.used[network.pairs]], minlength=sink)
        room = np.full(network.nodes, len(network.tails))
        room[mentees:sink] = places[mentees:sink] - taken[mentees:sink]
        return room


@dataclass(frozen=True)
class Optimum:
    """A flow of least cost on a face (True where an arc carries a unit), with its proof by prices."""

    flow: Flags
    cost: int
    reduced: Numbers
    """What a flow that differs in one arc costs more at least; 0 on arcs that are not free."""
    prices: Numbers
    """The largest prices <= 0 that prove the flow, one per node."""
    before: Face

    @cached_property
    def face(self) -> Face:
        """All flows of the same cost (complementary slackness)."""
        return self.within(0)

    def within(self, slack: int) -> Face:
        """Return a face that holds all flows that cost at most ``slack`` more, and maybe others."""
        used = self.reduced < -slack
        free = self.before.free & ~used & (self.reduced <= slack)
        return Face(self.before.network, free, self.before.used | used)


def prove(face: Face, cost: Numbers, flow: Flags, *, rounds: int | None = None) -> Optimum | None:
    """Return the flow with the proof that none on the face costs less, or None if one does.

    With ``rounds`` the proof is given up after so many (then None says nothing).
    """
    if not face.decides(cost):
        same, free_of_charge = (np.zeros(size, dtype=np.int64) for size in (len(cost), face.network.nodes))
        return Optimum(flow, int(cost[flow].sum()), same, free_of_charge, face)
    prices = prices_of(face.network, face.free, cost, flow, rounds=rounds)
    if prices is None:
        return None
    return Optimum(flow, int(cost[flow].sum()), _reduced(face, cost, prices), prices, face)


def _reduced(face: Face, cost: Numbers, prices: Numbers) -> Numbers:
    """Return c + p(tail) - p(head) for every free arc, and 0 for the others."""
    network, free = face.network, np.flatnonzero(face.free)
    if len(free) * _MOST > len(cost):
        reduced = cost + prices.take(network.tails)
        reduced -= prices.take(network.heads)
        reduced *= face.free
        return reduced
    reduced = np.zeros(len(cost), dtype=np.int64)
    reduced[free] = cost[free] + prices[network.tails[free]] - prices[network.heads[free]]
    return reduced


_MOST = 2
"""Where more than half of the arcs are free it is faster to count for all."""
