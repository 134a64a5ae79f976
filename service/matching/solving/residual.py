"""Prices of a flow: the shortest distances in its residual network, by rounds over what has just changed.

In the residual network a free arc that carries nothing may be taken at its cost, and one that carries a unit
may be given back at minus its cost. The distance of a node is that of the cheapest way that ends there, at
most 0 (a way may begin anywhere). There are distances exactly when no flow on the face costs less (no
negative cycle), and they are the same for every flow of least cost: the largest prices <= 0 under which no
residual arc has a negative reduced cost (Ahuja, Magnanti, Orlin, Network Flows, 1993, ch. 9).
"""

from dataclasses import dataclass
from itertools import count
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.rows import Rows
from service.matching.solving.network import Network

_FAR = np.int64(2**62)
_MANY = 3
"""From a third of the mentees, or of the candidates, on it is faster to look at all than to pick some."""


@dataclass(frozen=True, slots=True)
class _Moves:
    """The candidates that a mentee may take, in order of mentees; the cost is _FAR where he may not."""

    starts: Numbers
    """Where the candidates of each mentee begin."""
    tails: Numbers
    heads: Numbers
    cost: Numbers

    @classmethod
    def of(cls, network: Network, open_: Flags, cost: Numbers) -> Self:
        """Return the moves over the open candidates."""
        tails, heads = network.candidates.mentee, network.candidates.mentor
        if np.count_nonzero(open_) * _MANY > len(open_):
            cost = np.where(open_, cost, _FAR)
        else:
            positions = np.flatnonzero(open_)
            tails, heads, cost = tails[positions], heads[positions], cost[positions]
        starts = Rows.of_sorted(tails, heads, len(network.problem.mentees)).start
        return cls(starts, tails, heads, cost)

    def out_of(self, mentees: Numbers) -> Numbers | slice:
        """Return the moves of some mentees."""
        if len(mentees) * _MANY > len(self.starts):
            return slice(None)
        count = self.starts[mentees + 1] - self.starts[mentees]
        ends = np.cumsum(count)
        picked: Numbers = np.repeat(self.starts[mentees] - ends + count, count) + np.arange(count.sum())
        return picked


@dataclass(frozen=True, slots=True)
class _Ways:
    """The residual arcs by kind; costs are _FAR where there is no such arc."""

    moves: _Moves
    """From a mentee to a mentor who does not hold him."""
    held: Numbers
    """The mentor who holds each mentee (one behind the last, if nobody does)."""
    back: Numbers
    """From his mentor to the mentee: giving the candidate back."""
    alone: Numbers
    """From the mentee to the sink: being left without a mentor."""
    anew: Numbers
    """From the sink to the mentee: being no longer without one."""
    more: Numbers
    """From the mentor to the sink: one more place."""
    less: Numbers
    """From the sink to the mentor: giving a place back."""

    @classmethod
    def of(cls, network: Network, free: Flags, cost: Numbers, flow: Flags) -> Self:
        """Return the residual arcs of a flow on the free arcs."""
        mentees = len(network.problem.mentees)
        pairs, unmatched, places = network.pairs, network.unmatched, network.places
        given = np.flatnonzero(free[pairs] & flow[pairs])
        held, back = np.full(mentees, len(network.problem.mentors)), np.full(mentees, _FAR)
        held[network.candidates.mentee[given]] = network.candidates.mentor[given]
        back[network.candidates.mentee[given]] = -cost[given]
        more, less = (np.full(len(network.problem.mentors) + 1, _FAR) for _ in range(2))
        owner = network.tails[places] - mentees
        can_take, can_give = free[places] & ~flow[places], free[places] & flow[places]
        np.minimum.at(more, owner[can_take], cost[places][can_take])
        np.minimum.at(less, owner[can_give], -cost[places][can_give])
        return cls(
            moves=_Moves.of(network, free[pairs] & ~flow[pairs], cost[pairs]),
            held=held,
            back=back,
            alone=np.where(free[unmatched] & ~flow[unmatched], cost[unmatched], _FAR),
            anew=np.where(free[unmatched] & flow[unmatched], -cost[unmatched], _FAR),
            more=more,
            less=less,
        )


def prices_of(
    network: Network, free: Flags, cost: Numbers, flow: Flags, *, rounds: int | None = None
) -> Numbers | None:
    """Return the price of every node, or None if some flow on the free arcs costs less.

    None too when ``rounds`` are not enough: a small gain on a long exchange takes many to come to light.
    """
    ways, least = _Ways.of(network, free, cost, flow), _least(network, cost)
    moves, price = ways.moves, np.zeros(len(network.problem.mentees), dtype=np.int64)
    offer = np.zeros(len(network.problem.mentors) + 1, dtype=np.int64)
    sink, picked = 0, moves.out_of(np.arange(len(price) if moves.cost.min(initial=0) < 0 else 0))
    for _ in count() if rounds is None else range(rounds):
        np.minimum.at(offer, moves.heads[picked], price[moves.tails[picked]] + moves.cost[picked])
        sink = min(sink, int((offer + ways.more).min()), int((price + ways.alone).min(initial=0)))
        offer = np.minimum(offer, sink + ways.less)
        lower = np.minimum(np.minimum(offer[ways.held] + ways.back, sink + ways.anew), price)
        changed = np.flatnonzero(lower < price)
        if not len(changed) and int((offer + ways.more).min()) >= sink:
            return np.concatenate([price, offer[:-1], [sink]])
        if min(sink, int(lower.min(initial=0))) < least:
            return None
        price, picked = lower, moves.out_of(changed)
    return None


def _least(network: Network, cost: Numbers) -> int:
    """Return what no price falls below unless there is a negative cycle: a way meets a node only once."""
    mentors = min(len(network.problem.mentees), len(network.problem.mentors)) + 1
    pairs, unmatched, places = (
        max(int(cost[block].max(initial=0)), -int(cost[block].min(initial=0)))
        for block in (network.pairs, network.unmatched, network.places)
    )
    return -(2 * mentors * pairs + unmatched + 2 * places)
