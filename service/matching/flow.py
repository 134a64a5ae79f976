"""Minimum cost flow, one goal after the other, each proven; the only place that calls SimpleMinCostFlow.

After a goal is solved, prices from the residual network tell which arcs every optimum must use, which it
must not, and which are free: the next goal is solved on the free ones (the optimal face, itself a flow).
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from ortools.graph.python import min_cost_flow

from service.matching.columns import Flags, Numbers
from service.matching.network import Network


class UnexpectedSolverStatus(RuntimeError):  # noqa: N818 - named after the fact
    """The solver answered with a status that a correct model cannot have."""


@dataclass(frozen=True, slots=True)
class Face:
    """All flows that are still possible: arcs that may be used and arcs that are used in any case."""

    network: Network
    free: Flags
    used: Flags

    @classmethod
    def whole(cls, network: Network, *, pinned: frozenset[tuple[str, str]]) -> Self:
        """Return all flows that contain the pinned pairs."""
        used = np.zeros(len(network.tails), dtype=np.bool_)
        used[network.pairs] = network.pair_flags(pinned)
        return cls(network, ~used, used)


@dataclass(frozen=True, slots=True)
class Optimum:
    """A flow of least cost on a face (True where an arc carries a unit), with its proof by prices."""

    flow: Flags
    cost: int
    reduced: Numbers
    """What a flow that differs in one arc costs more at least; 0 on arcs that are not free."""
    before: Face

    @property
    def face(self) -> Face:
        """All flows of the same cost (complementary slackness)."""
        return self.within(0)

    def within(self, slack: int) -> Face:
        """Return a face that holds all flows that cost at most ``slack`` more, and maybe others."""
        free = self.before.free & (np.abs(self.reduced) <= slack)
        used = self.before.used | (self.reduced < -slack)
        return Face(self.before.network, free, used)


def optimise(face: Face, cost: Numbers) -> Optimum:
    """Return the least cost on the face, proven by prices.

    Raises: UnexpectedSolverStatus.
    """
    flow = _solve(face, cost)
    return Optimum(flow, int(cost[flow].sum()), _reduced(face, cost, flow), face)


def _solve(face: Face, cost: Numbers) -> Flags:
    network, free = face.network, np.flatnonzero(face.free)
    supplies = network.supplies()
    np.subtract.at(supplies, network.tails[face.used], 1)
    np.add.at(supplies, network.heads[face.used], 1)
    solver = min_cost_flow.SimpleMinCostFlow()
    ones = np.ones(len(free), dtype=np.int64)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.tails[free], network.heads[free], ones, cost[free]
    )
    solver.set_nodes_supplies(np.arange(network.nodes), supplies)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise UnexpectedSolverStatus(f"min cost flow: {status.name}")
    flow = face.used.copy()
    flow[free] = solver.flows(arcs) > 0
    return flow


def _reduced(face: Face, cost: Numbers, flow: Flags) -> Numbers:
    """Return reduced costs that prove the flow: not negative unless used, not positive if used."""
    free = np.flatnonzero(face.free)
    tails, heads, used = face.network.tails[free], face.network.heads[free], flow[free]
    prices = _prices(
        np.where(used, heads, tails),
        np.where(used, tails, heads),
        np.where(used, -1, 1) * cost[free],
        face.network.nodes,
    )
    reduced = np.zeros(len(cost), dtype=np.int64)
    reduced[free] = cost[free] + prices[tails] - prices[heads]
    return reduced


def _prices(tails: Numbers, heads: Numbers, cost: Numbers, nodes: int) -> Numbers:
    """Return shortest distances in the residual network; there are some exactly when the flow is optimal."""
    order = np.argsort(heads, kind="stable")
    tails, heads, cost = tails[order], heads[order], cost[order]
    starts = np.flatnonzero(np.diff(heads, prepend=-1))
    targets = heads[starts]
    prices = np.zeros(nodes, dtype=np.int64)
    for _ in range(nodes + 1):
        if not len(starts):
            return prices
        best = np.minimum(prices[targets], np.minimum.reduceat(prices[tails] + cost, starts))
        if np.array_equal(best, prices[targets]):
            return prices
        prices[targets] = best
    raise UnexpectedSolverStatus("min cost flow: the flow is not optimal")
