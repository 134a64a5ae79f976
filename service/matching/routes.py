"""Shortest paths from or to one node of a network, when some arcs weigh less than 0 but no cycle does.

Bellman-Ford that goes on only from the nodes whose distance has just changed, all of them at once.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.columns import Flags, Numbers

NO_ARC = -1


class EndlessDescent(ValueError):  # noqa: N818 - named after the fact
    """A cycle weighs less than 0, so that there are no shortest paths."""


@dataclass(frozen=True, slots=True)
class Routes:
    """The lightest paths between one node and all others."""

    distance: Numbers
    """The weight by node, ``far`` where there is no path."""
    step: Numbers
    """By node, the arc that leads one step nearer to the start of the search, or NO_ARC."""
    before: Numbers
    """By arc, the node from which the search came to it."""
    far: int
    along: bool
    """Whether the search followed the arcs, so that paths lead from its start, or came to it against them."""

    def reached(self, nodes: Numbers) -> Flags:
        """Return for which of the nodes there is a path."""
        found: Flags = (self.distance[nodes] < self.far).astype(np.bool_)
        return found

    def path(self, node: int) -> list[int]:
        """Return the arcs between the node and the start of the search, in the order in which they lead."""
        arcs = list[int]()
        while (arc := int(self.step[node])) != NO_ARC:
            arcs.append(arc)
            node = int(self.before[arc])
        return arcs[::-1] if self.along else arcs


@dataclass(frozen=True, slots=True)
class Atlas:
    """Arcs sorted by the node from which a search comes to them."""

    before: Numbers
    order: Numbers
    first: Numbers
    other: Numbers
    weight: Numbers
    along: bool

    @classmethod
    def of(cls, tails: Numbers, heads: Numbers, weight: Numbers, *, nodes: int, along: bool) -> Self:
        """Return the arcs for searches that follow them (``along``) or go against them."""
        before, other = (tails, heads) if along else (heads, tails)
        narrow = before.astype(np.uint16) if nodes <= np.iinfo(np.uint16).max else before
        order = np.argsort(narrow, kind="stable")
        first = np.concatenate([[0], np.cumsum(np.bincount(before, minlength=nodes))])
        return cls(before, order, first, other[order], weight[order], along)

    def search(self, start: int, *, far: int) -> Routes:
        """Return the lightest paths between the start and all nodes; ``far`` is above every path's weight.

        Raises: EndlessDescent.
        """
        nodes = len(self.first) - 1
        distance = np.full(nodes, far, dtype=self.weight.dtype)
        step = np.full(nodes, NO_ARC, dtype=np.int64)
        distance[start] = 0
        changed = np.array([start], dtype=np.int64)
        for _ in range(nodes + 1):
            if not len(changed):
                return Routes(distance, step, self.before, far, self.along)
            changed, distance = self._onward(changed, distance, step)
        raise EndlessDescent

    def _onward(self, changed: Numbers, distance: Numbers, step: Numbers) -> tuple[Numbers, Numbers]:
        """Go one arc on from the nodes that changed; return who changes now, and the new distances.

        Steps never form a circle: an arc is only kept where it makes its node strictly nearer.
        """
        begin, count = self.first[changed], self.first[changed + 1] - self.first[changed]
        arcs = np.repeat(begin - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))
        target, offered = self.other[arcs], self.weight[arcs] + np.repeat(distance[changed], count)
        lowest = distance.copy()
        np.minimum.at(lowest, target, offered)
        better = (lowest < distance).astype(np.bool_)
        won = better[target] & (offered == lowest[target]).astype(np.bool_)
        step[target[won]] = self.order[arcs[won]]
        return np.flatnonzero(better), lowest
