"""Minimum cost flow of pairs by OR-Tools (meetings have their own). What it finds is proven by prices."""

import numpy as np
from ortools.graph.python import min_cost_flow

from service.matching.candidates.columns import Flags, Numbers
from service.matching.solving.face import Face, Optimum, prove


class UnexpectedSolverStatus(RuntimeError):  # noqa: N818 - named after the fact
    """The solver answered with a status that a correct model cannot have."""


def optimise(face: Face, cost: Numbers) -> Optimum:
    """Return the least cost on the face, proven by prices.

    Raises: UnexpectedSolverStatus.
    """
    optimum = prove(face, cost, least(face, cost))
    if optimum is None:
        raise UnexpectedSolverStatus("min cost flow: the flow is not optimal")
    return optimum


def least(face: Face, cost: Numbers, *, known: Flags | None = None) -> Flags:
    """Return a flow of least cost on the face, as the solver says; it stands in no proposal unproven.

    ``known`` is a flow on the face, which is as good as any if the cost leaves no choice.
    Raises: UnexpectedSolverStatus.
    """
    network = face.network
    if known is not None and not face.decides(cost):
        return known
    if face.free.all():
        return _solved(network.tails, network.heads, cost, network.supplies()) > 0
    if np.count_nonzero(face.free) < max(len(face.free) // 2, _FEW * network.nodes):
        face = face.settled()
    free, flow = face.free, face.used.copy()
    flow[free] = _solved_among(network.tails[free], network.heads[free], cost[free], _supplies(face)) > 0
    return flow


_FEW = 3
"""Where at most half of the arcs are free, or so few for each node, it pays to look for the settled ones."""


def _solved(tails: Numbers, heads: Numbers, cost: Numbers, supplies: Numbers) -> Numbers:
    """Return the units on each arc, each for one unit; nothing else is kept while the solver works."""
    solver = min_cost_flow.SimpleMinCostFlow()
    nodes = np.arange(len(supplies), dtype=np.int32)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(nodes[tails], nodes[heads], _ONE, cost)
    solver.set_nodes_supplies(nodes, supplies)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise UnexpectedSolverStatus(f"min cost flow: {status.name}")
    units: Numbers = solver.flows(arcs)
    return units


def _solved_among(tails: Numbers, heads: Numbers, cost: Numbers, supplies: Numbers) -> Numbers:
    """Return the same for a few of the arcs; nodes without any do not go to the solver."""
    touched = np.zeros(len(supplies), dtype=np.bool_)
    touched[tails] = touched[heads] = True
    if supplies[~touched].any():
        raise UnexpectedSolverStatus("min cost flow: INFEASIBLE")
    number = np.cumsum(touched, dtype=np.int32) - np.int32(1)
    return _solved(number[tails], number[heads], cost, supplies[touched])


_ONE = np.ones(1, dtype=np.int64)
"""The capacity of every arc."""


def _supplies(face: Face) -> Numbers:
    """Return what every node sends when the arcs that are used in any case are set aside."""
    network, used = face.network, np.flatnonzero(face.used)
    supplies = network.supplies()
    np.subtract.at(supplies, network.tails[used], 1)
    np.add.at(supplies, network.heads[used], 1)
    return supplies
