"""Shortest paths from or to one node of a network, when some arcs weigh less than 0 but no cycle does.

Bellman-Ford that goes on only from the nodes whose distance has just changed, all of them at once. Of the
lightest paths the one with the fewest arcs is told.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers

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
        return cls(before, order, _starts(before, nodes), other[order], weight[order], along)

    @property
    def nodes(self) -> int:
        """The number of nodes."""
        return len(self.first) - 1

    def search(self, start: int, *, far: int, heights: Numbers | None = None) -> Routes:
        """Return the lightest paths between the start and all nodes; ``far`` is above every path's weight.

        ``heights`` from ``survey`` make many searches faster: the nodes that lie nearest go on first.
        Raises: EndlessDescent.
        """
        distance = np.full(self.nodes, far, dtype=self.weight.dtype)
        distance[start] = 0
        waiting = np.array([start], dtype=np.int64)
        if heights is None:
            distance = self._descended(distance, waiting)
        while heights is not None and len(waiting):
            first, later = _nearest(waiting, distance - heights)
            changed, distance = self._onward(first, distance)
            waiting = np.union1d(later, changed)
        return Routes(distance, self._steps(start, distance, far), self.before, far, self.along)

    def survey(self) -> Numbers:
        """Return the least weight of any path between a node and wherever it likes, by node; 0 or less.

        Raises: EndlessDescent.
        """
        return self._descended(np.zeros(self.nodes, dtype=self.weight.dtype), np.arange(self.nodes))

    def _descended(self, distance: Numbers, changed: Numbers) -> Numbers:
        """Go on until nothing changes; without a negative cycle every path ends in time."""
        for _ in range(self.nodes + 1):
            if not len(changed):
                return distance
            changed, distance = self._onward(changed, distance)
        raise EndlessDescent

    def _onward(self, changed: Numbers, distance: Numbers) -> tuple[Numbers, Numbers]:
        """Go one arc on from the nodes that changed; return who changes now, and the new distances."""
        arcs, count = _ranges(self.first, changed)
        lowest = distance.copy()
        np.minimum.at(lowest, self.other[arcs], self.weight[arcs] + np.repeat(distance[changed], count))
        return np.flatnonzero((lowest < distance).astype(np.bool_)), lowest

    def _steps(self, start: int, distance: Numbers, far: int) -> Numbers:
        """Return by node the arc by which it is reached: breadth first over arcs that lose nothing."""
        here = self.before[self.order]
        lossless = (distance[self.other] == self.weight + distance[here]) & (distance[here] < far)
        arcs = np.flatnonzero(lossless.astype(np.bool_))
        first = _starts(here[arcs], self.nodes)
        step, seen = np.full(self.nodes, NO_ARC, dtype=np.int64), np.zeros(self.nodes, dtype=np.bool_)
        seen[start], newly = True, np.array([start], dtype=np.int64)
        while len(newly):
            found = arcs[_ranges(first, newly)[0]]
            found = found[~seen[self.other[found]]]
            step[self.other[found]] = self.order[found]
            newly = np.unique(self.other[found])
            seen[newly] = True
        return step


_FEW = 32
_SHARE = 10


def _starts(nodes: Numbers, count: int) -> Numbers:
    return np.concatenate([[0], np.cumsum(np.bincount(nodes, minlength=count))])


def _ranges(first: Numbers, nodes: Numbers) -> tuple[Numbers, Numbers]:
    """Return the positions that belong to each of the nodes, one after the other, and how many they are."""
    begin, count = first[nodes], first[nodes + 1] - first[nodes]
    return np.repeat(begin - (np.cumsum(count) - count), count) + np.arange(int(count.sum())), count


def _nearest(waiting: Numbers, distance: Numbers) -> tuple[Numbers, Numbers]:
    """Return the nearest tenth of the nodes that wait (or all, if they are few), and the others."""
    if len(waiting) <= _FEW:
        return waiting, waiting[:0]
    away = distance[waiting]
    middle = len(waiting) // _SHARE
    near = (away <= np.partition(away, middle)[middle]).astype(np.bool_)
    return waiting[near], waiting[~near]
