"""Cycles of negative cost in a network: each is an exchange that makes an assignment better."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.matching.candidates.columns import Numbers

NO_PAIR = -1
_LOOK_EVERY = 4
_UNREACHED = -(2**62)


@dataclass(frozen=True, slots=True)
class Arcs:
    """Arcs as columns; ``pair`` is the pair that using the arc adds or takes away, or NO_PAIR."""

    tails: Numbers
    heads: Numbers
    cost: Numbers
    pair: Numbers
    limit: int = 0
    """No path that visits a node once costs more or less than this."""


def joined(parts: Sequence[Arcs], *, limit: int) -> Arcs:
    """Return all arcs together."""
    return Arcs(
        tails=np.concatenate([part.tails for part in parts]),
        heads=np.concatenate([part.heads for part in parts]),
        cost=np.concatenate([part.cost for part in parts]),
        pair=np.concatenate([part.pair for part in parts]),
        limit=limit,
    )


def negative_cycle(arcs: Arcs, *, nodes: int) -> Numbers | None:
    """Return the arcs of a cycle of negative cost, or None (Bellman–Ford over all nodes at once).

    A cycle among the arcs of arrival is negative; at the latest one exists when a distance falls below
    what any path without a cycle can cost.
    """
    order = np.argsort(arcs.heads, kind="stable")
    tails, heads, cost = arcs.tails[order], arcs.heads[order], arcs.cost[order]
    distance = np.zeros(nodes, dtype=cost.dtype)
    arrived = np.full(nodes, -1, dtype=np.int64)
    starts = np.flatnonzero(np.diff(heads, prepend=-1))
    rounds = 0
    while len(starts):
        offered = distance[tails] + cost
        lowest = np.minimum.reduceat(offered, starts)
        improved = lowest < distance[heads[starts]]
        if not improved.any():
            return None
        target = np.full(nodes, _UNREACHED, dtype=cost.dtype)
        target[heads[starts[improved]]] = lowest[improved]
        winners = np.flatnonzero(target[heads] == offered)
        arrived[heads[winners[::-1]]] = winners[::-1]
        distance[heads[starts[improved]]] = lowest[improved]
        rounds += 1
        if rounds % _LOOK_EVERY == 0 or distance.min() < -arcs.limit:
            cycle = _cycle(arrived, tails)
            if len(cycle) and cost[cycle].sum() < 0:
                return order[cycle]
    return None


def _cycle(arrived: Numbers, tails: Numbers) -> Numbers:
    """Return the arcs of a cycle among the arcs of arrival, or nothing."""
    nodes = len(arrived)
    before = np.where(arrived < 0, nodes, tails[arrived])
    far = np.append(before, nodes)
    for _ in range(nodes.bit_length()):
        far = far[far]
    inside = np.flatnonzero(far[:nodes] < nodes)
    if not len(inside):
        return inside
    first = node = int(far[inside[0]])
    walk = [int(arrived[node])]
    while (node := int(before[node])) != first:
        walk.append(int(arrived[node]))
    return np.array(walk, dtype=np.int64)
