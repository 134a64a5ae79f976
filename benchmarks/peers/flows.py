"""Peers that take places as capacities: flows, linear programs, CP-SAT."""

from collections import defaultdict
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.peers.arena import Arena, Numbers


def _network(arena: Arena) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers]:
    """Return tails, heads, capacities and costs of the arcs, and the supplies of the nodes."""
    mentees, mentors = arena.mentees, len(arena.places)
    people, sink = np.arange(mentees), mentees + mentors
    tails = np.concatenate([arena.mentee, people, mentees + np.arange(mentors)])
    heads = np.concatenate([mentees + arena.mentor, np.full(mentees + mentors, sink)])
    capacity = np.concatenate([np.ones(len(arena.points) + mentees, dtype=np.int64), arena.places])
    cost = np.concatenate([-arena.points, np.zeros(mentees + mentors, dtype=np.int64)])
    supplies = np.concatenate([np.ones(mentees), np.zeros(mentors), [-mentees]]).astype(np.int64)
    return tails, heads, capacity, cost, supplies


def ortools_flow(arena: Arena) -> Numbers:
    """OR-Tools SimpleMinCostFlow, arcs handed over as arrays."""
    solver = import_module("ortools.graph.python.min_cost_flow").SimpleMinCostFlow()
    tails, heads, capacity, cost, supplies = _network(arena)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacity, cost)
    solver.set_nodes_supplies(np.arange(len(supplies)), supplies)
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("not solved")
    return arena.by_pairs(solver.flows(arcs)[: len(arena.points)] > 0)


def ortools_loop(arena: Arena) -> Numbers:
    """OR-Tools SimpleMinCostFlow, one call for each arc."""
    solver = import_module("ortools.graph.python.min_cost_flow").SimpleMinCostFlow()
    *arcs, supplies = _network(arena)
    for tail, head, capacity, cost in zip(*(column.tolist() for column in arcs), strict=True):
        solver.add_arc_with_capacity_and_unit_cost(tail, head, capacity, cost)
    for node, supply in enumerate(supplies.tolist()):
        solver.set_node_supply(node, supply)
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("not solved")
    chosen = [solver.flow(arc) > 0 for arc in range(len(arena.points))]
    return arena.by_pairs(np.array(chosen, dtype=np.bool_))


def cp_sat_model(arena: Arena) -> tuple[Any, list[Any]]:
    """Return the usual model, made by operators, and its variables."""
    cp_model = import_module("ortools.sat.python.cp_model")
    model = cp_model.CpModel()
    chosen = [model.new_bool_var(f"x{i}") for i in range(len(arena.points))]
    by_mentee, by_mentor = defaultdict[int, list[Any]](list), defaultdict[int, list[Any]](list)
    for mentee, mentor, variable in zip(arena.mentee.tolist(), arena.mentor.tolist(), chosen, strict=True):
        by_mentee[mentee].append(variable)
        by_mentor[mentor].append(variable)
    for own in by_mentee.values():
        model.add(sum(own) <= 1)
    for mentor, own in by_mentor.items():
        model.add(sum(own) <= int(arena.places[mentor]))
    model.maximize(sum(value * x for value, x in zip(arena.points.tolist(), chosen, strict=True)))
    return model, chosen


def cp_sat(arena: Arena) -> Numbers:
    """OR-Tools CP-SAT, the usual model, one worker."""
    cp_model = import_module("ortools.sat.python.cp_model")
    model, chosen = cp_sat_model(arena)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        raise RuntimeError("not proven")
    return arena.by_pairs(np.array([bool(solver.value(variable)) for variable in chosen]))


def highs(arena: Arena) -> Numbers:
    """HiGHS, the linear program by columns; its basic solutions are whole."""
    highspy = import_module("highspy")
    size, mentees, mentors = len(arena.points), arena.mentees, len(arena.places)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = size, mentees + mentors
    program.col_cost_ = -arena.points.astype(np.float64)
    program.col_lower_, program.col_upper_ = np.zeros(size), np.ones(size)
    program.row_lower_ = np.full(mentees + mentors, -highspy.kHighsInf)
    program.row_upper_ = np.concatenate([np.ones(mentees), arena.places.astype(np.float64)])
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = np.arange(0, 2 * size + 1, 2, dtype=np.int32)
    rows = np.stack([arena.mentee, mentees + arena.mentor], axis=1).ravel()
    program.a_matrix_.index_ = rows.astype(np.int32)
    program.a_matrix_.value_ = np.ones(2 * size)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - the library takes it so
    solver.setOptionValue("threads", 1)
    solver.passModel(program)
    solver.run()
    return arena.by_pairs(np.array(solver.getSolution().col_value) > 0.5)


def networkx_simplex(arena: Arena) -> Numbers:
    """The network simplex of networkx."""
    networkx = import_module("networkx")
    graph = networkx.DiGraph()
    *arcs, supplies = _network(arena)
    for node, supply in enumerate(supplies.tolist()):
        graph.add_node(node, demand=-supply)
    for tail, head, capacity, cost in zip(*(column.tolist() for column in arcs), strict=True):
        graph.add_edge(tail, head, capacity=capacity, weight=cost)
    _, flow = networkx.network_simplex(graph)
    both = zip(arena.mentee.tolist(), arena.mentor.tolist(), strict=True)
    return arena.by_pairs(np.array([flow[e][arena.mentees + m] > 0 for e, m in both]))
