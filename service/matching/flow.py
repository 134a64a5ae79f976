"""Minimum cost flow; the only place that calls SimpleMinCostFlow. What it finds is proven by prices."""

import numpy as np
from ortools.graph.python import min_cost_flow

from service.matching.columns import Flags, Numbers
from service.matching.face import Face, Optimum, prove


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


def least(face: Face, cost: Numbers) -> Flags:
    """Return a flow of least cost on the face, as the solver says; it stands in no proposal unproven.

    Raises: UnexpectedSolverStatus.
    """
    network, free = face.network, np.flatnonzero(face.free)
    flow = face.used.copy()
    supplies = network.supplies()
    np.subtract.at(supplies, network.tails[face.used], 1)
    np.add.at(supplies, network.heads[face.used], 1)
    tails, heads = network.tails[free], network.heads[free]
    touched = np.zeros(network.nodes, dtype=np.bool_)
    touched[tails] = touched[heads] = True
    number = np.cumsum(touched) - 1
    if supplies[~touched].any():
        raise UnexpectedSolverStatus("min cost flow: INFEASIBLE")
    solver = min_cost_flow.SimpleMinCostFlow()
    ones = np.ones(len(free), dtype=np.int64)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(number[tails], number[heads], ones, cost[free])
    solver.set_nodes_supplies(np.arange(np.count_nonzero(touched)), supplies[touched])
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise UnexpectedSolverStatus(f"min cost flow: {status.name}")
    flow[free] = solver.flows(arcs) > 0
    return flow
