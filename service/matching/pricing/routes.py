"""Lightest paths from or to one node of a network, when some arcs weigh less than 0 but no cycle does.

Prices of the nodes turn the weights into reduced weights, none below 0 (Johnson 1977,
doi:10.1145/321992.321993). Then the nearest nodes are settled first (Dijkstra 1959, doi:10.1007/BF01386390),
and a search ends as soon as it knows what was asked. Of the lightest paths the one with the fewest arcs is
told, of these the one whose last arcs come first: they do not depend on the prices.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Self

import numpy as np

from service.matching.candidates.columns import Numbers
from service.matching.candidates.rows import Rows

NO_ARC = -1
_BITS = 40
"""So many bits of a weight are compared first: sums of many of them stay within 64."""

_NOWHERE = int(np.iinfo(np.int64).max)
"""Further than any node, as these first bits tell it."""

_HERE = -1
"""Nearer than any node."""

_Key = tuple[int, int, int]
"""How far a node is, over how many arcs, and the last of them."""


class EndlessDescent(ValueError):  # noqa: N818 - named after the fact
    """A cycle weighs less than 0, so that there are no lightest paths."""


@dataclass(frozen=True, slots=True)
class Routes:
    """The lightest paths between one node and others."""

    start: int
    keys: Sequence[_Key]
    """By node, the lightest path in reduced weights as far as the search went."""
    settled: bytearray
    """By node, 1 where this is certain: the search has come to the node before it ended."""
    height: Numbers
    """By node, what leads from reduced weights back (``Atlas.height``)."""
    before: Numbers
    """By arc, the node from which the search came to it."""
    far: int
    along: bool
    """Whether the search followed the arcs, so that paths lead from its start, or came to it against them."""

    def weight(self, node: int) -> int:
        """Return the weight of the path between the node and the start, ``far`` where none is known."""
        if not self.settled[node]:
            return self.far
        return self.keys[node][0] - int(self.height[node]) + int(self.height[self.start])

    def weights(self, nodes: Numbers) -> Numbers:
        """Return the same for several nodes."""
        return np.array([self.weight(node) for node in nodes.tolist()], dtype=self.height.dtype)

    def path(self, node: int) -> list[int]:
        """Return the arcs between the node and the start of the search, in the order in which they lead."""
        arcs = list[int]()
        while (arc := self.keys[node][2]) != NO_ARC:
            arcs.append(arc)
            node = int(self.before[arc])
        return arcs[::-1] if self.along else arcs


@dataclass(frozen=True, slots=True)
class Ends:
    """What a search is for: the ``most`` lightest of some ways that go on beyond a node, each at a weight."""

    nodes: Numbers
    weight: Numbers
    most: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """Arcs sorted by the node from which a search comes to them, with weights reduced by prices."""

    before: Numbers
    onward: Rows
    """By node, the arcs that go on from it."""
    other: Numbers
    """Where each of the sorted arcs leads."""
    reduced: Numbers
    """What each of the sorted arcs weighs; 0 or more."""
    coarse: Numbers
    """The same without as many of the last bits as do not fit into 64: they tell what cannot be lighter."""
    bits: int
    """How many bits are left out there."""
    height: Numbers
    """By node; how much less a path weighs than its reduced weight is the difference of its two heights."""
    along: bool

    @classmethod
    def of(cls, tails: Numbers, heads: Numbers, reduced: Numbers, prices: Numbers, *, along: bool) -> Self:
        """Return the arcs for searches that follow them (``along``) or go against them."""
        before, other = (tails, heads) if along else (heads, tails)
        onward = Rows.of(before, np.arange(len(before)), len(prices))
        reduced, height = reduced[onward.values], -prices if along else prices
        bits = max(int(reduced.max(initial=0)).bit_length() - _BITS, 0)
        coarse = (reduced >> bits).astype(np.int64)
        return cls(before, onward, other[onward.values], reduced, coarse, bits, height, along)

    def search(self, start: int, *, far: int, ends: Ends | None = None) -> Routes:
        """Return the lightest paths between the start and all nodes, or at least those the ends ask for.

        ``far`` is above the weight of every path, and above every difference of heights.
        """
        keys, settled = self._settled(start, _Radius(self.height, ends, nowhere=2 * far))
        return Routes(start, keys, settled, self.height, self.before, far, self.along)

    def _settled(self, start: int, radius: "_Radius") -> tuple[list[_Key], bytearray]:
        """Return the keys of the nodes, and which of them are certain: those within the radius."""
        keys: list[_Key] = [(radius.most, 0, NO_ARC)] * len(self.height)
        nearest, starts = np.full(len(keys), _NOWHERE), self.onward.start.tolist()
        settled, queue = bytearray(len(keys)), [(0, 0, start)]
        keys[start], nearest[start] = (0, 0, NO_ARC), 0
        if start in radius.beyond:
            radius.shrink(start, 0)
        while queue and queue[0][0] <= radius.most:
            away, steps, node = heappop(queue)
            if settled[node]:
                continue
            settled[node] = 1
            if node in radius.beyond:
                radius.settle(node)
            own = slice(starts[node], starts[node + 1])
            near = (self.coarse[own] <= nearest[self.other[own]] - (away >> self.bits)).nonzero()[0]
            near += own.start
            columns = (
                self.reduced[near].tolist(),
                self.other[near].tolist(),
                self.onward.values[near].tolist(),
            )
            for more, other, arc in zip(*columns, strict=True):
                weight = away + more
                key = (weight, steps + 1, arc)
                if weight <= radius.most and key < keys[other]:
                    keys[other], nearest[other] = key, weight >> self.bits
                    heappush(queue, (weight, steps + 1, other))
                    if other in radius.beyond:
                        radius.shrink(other, weight)
                        np.minimum(nearest, min(radius.most >> self.bits, _NOWHERE), out=nearest)
        return keys, settled


class _Radius:
    """How far a search must go until it knows its ends: ``most`` is never too small, and shrinks.

    The lightest ways that are known bound the others, and whoever is still to come has his own way to go on.
    """

    def __init__(self, height: Numbers, ends: Ends | None, *, nowhere: int) -> None:
        self.most = self._enough = nowhere
        self._wanted = 0 if ends is None else min(ends.most, len(ends.nodes))
        self.beyond: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._ways: dict[int, int] = {}
        self._settled = set[int]()
        self._ahead: list[tuple[int, int]] = []
        """What the ways weigh beyond the nodes that are not settled, the lightest last."""
        if ends is not None and len(ends.nodes):
            beyond = ends.weight - height[ends.nodes]
            onward = [*zip((beyond - beyond.min()).tolist(), ends.nodes.tolist(), strict=True)]
            for way, (more, node) in enumerate(onward):
                self.beyond[node].append((way, more))
            self._ahead = sorted(onward, reverse=True)

    def shrink(self, node: int, away: int) -> None:
        """Take note that a node from which ways go on (``beyond``) is no further away."""
        self._ways |= {way: away + more for way, more in self.beyond[node]}
        if len(self._ways) >= self._wanted:
            self._enough = min(self._enough, sorted(self._ways.values())[self._wanted - 1])
            self._limit()

    def settle(self, node: int) -> None:
        """Take note that it is certain how far a node is from which ways go on."""
        self._settled.add(node)
        while self._ahead and self._ahead[-1][1] in self._settled:
            self._ahead.pop()
        self._limit()

    def _limit(self) -> None:
        self.most = min(self.most, self._enough - self._ahead[-1][0]) if self._ahead else _HERE


def lightest(tails: Numbers, heads: Numbers, weight: Numbers, *, nodes: int) -> Numbers:
    """Return by node what the lightest path weighs that ends there, wherever it begins: prices, 0 or less.

    Bellman-Ford that goes on only from the nodes whose price has just changed, all of them at once.
    Raises: EndlessDescent.
    """
    onward = Rows.of(tails, np.arange(len(tails)), nodes)
    price = np.zeros(nodes, dtype=weight.dtype)
    changed = np.arange(nodes)
    for _ in range(nodes + 1):
        arcs, lower = onward.joined(changed), price.copy()
        np.minimum.at(lower, heads[arcs], weight[arcs] + price[tails[arcs]])
        changed, price = np.flatnonzero((lower < price).astype(np.bool_)), lower
        if not len(changed):
            return price
    raise EndlessDescent
