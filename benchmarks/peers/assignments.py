"""Peers that know no capacities: each place of a mentor is a partner of its own."""

from importlib import import_module

import numpy as np

from benchmarks.peers.arena import Arena, Numbers


def scipy_sparse(arena: Arena) -> Numbers:
    """The sparse Jonker–Volgenant of scipy; a column of its own for each mentee who stays alone."""
    sparse = import_module("scipy.sparse")
    graph = import_module("scipy.sparse.csgraph")
    mentee, place, points, owner = arena.slots()
    people, places = np.arange(arena.mentees), len(owner)
    weights = np.concatenate([points + 1, np.ones(arena.mentees, dtype=np.int64)])
    ends = (np.concatenate([mentee, people]), np.concatenate([place, places + people]))
    matrix = sparse.csr_array((weights, ends), shape=(arena.mentees, places + arena.mentees))
    rows, columns = graph.min_weight_full_bipartite_matching(matrix, maximize=True)
    kept = columns < places
    return arena.possible(rows[kept].astype(np.int64), owner[columns[kept]])


def scipy_dense(arena: Arena) -> Numbers:
    """The dense Jonker–Volgenant of scipy."""
    weights, owner = arena.dense()
    rows, columns = import_module("scipy.optimize").linear_sum_assignment(weights, maximize=True)
    return arena.possible(rows.astype(np.int64), owner[columns])


def lapx(arena: Arena) -> Numbers:
    """The dense Jonker–Volgenant of lapx."""
    weights, owner = arena.dense()
    _, columns, _ = import_module("lap").lapjv(weights.max(initial=0) - weights, extend_cost=True)
    rows = np.flatnonzero((columns >= 0) & (columns < len(owner)))
    return arena.possible(rows, owner[columns[rows]])


def pot(arena: Arena) -> Numbers:
    """Optimal transport (POT): the dense network simplex, with one more mentor who takes those left alone."""
    mentees, mentors = arena.mentees, len(arena.places)
    cost = np.zeros((mentees + 1, mentors + 1))
    cost[arena.mentee, arena.mentor] = -arena.points
    left = np.concatenate([np.ones(mentees), [float(arena.places.sum())]])
    right = np.concatenate([arena.places.astype(np.float64), [float(mentees)]])
    plan = import_module("ot").emd(left, right, cost, numItermax=100_000_000)
    rows, columns = np.nonzero(plan[:mentees, :mentors] > 0.5)
    return arena.possible(rows.astype(np.int64), columns.astype(np.int64))


def munkres(arena: Arena) -> Numbers:
    """The Hungarian method of munkres, in Python."""
    weights, owner = arena.dense()
    module = import_module("munkres")
    flipped = weights.shape[0] > weights.shape[1]
    cost = (weights.max(initial=0) - (weights.T if flipped else weights)).tolist()
    found = np.array(module.Munkres().compute(cost), dtype=np.int64).reshape(-1, 2)
    rows, columns = (found[:, 1], found[:, 0]) if flipped else (found[:, 0], found[:, 1])
    return arena.possible(rows, owner[columns])


def kwok(arena: Arena) -> Numbers:
    """Kwok's sparse Hungarian method (arXiv 2502.20889); the smaller side goes first."""
    mentee, place, points, owner = arena.slots()
    flipped = arena.mentees > len(owner)
    left, right = (place, mentee) if flipped else (mentee, place)
    lists: list[list[tuple[int, int]]] = [[] for _ in range(min(arena.mentees, len(owner)))]
    for one, other, value in zip(left.tolist(), right.tolist(), points.tolist(), strict=True):
        lists[one].append((other, value))
    partners = import_module("kwok").kwok(lists, False).left_pairs  # noqa: FBT003 - the library takes it so
    other = np.array(partners, dtype=np.int64)
    one = np.flatnonzero(other >= 0)
    rows, columns = (other[one], one) if flipped else (one, other[one])
    return arena.possible(rows, owner[columns])


def rustworkx(arena: Arena) -> Numbers:
    """The blossom method of rustworkx."""
    module = import_module("rustworkx")
    mentee, place, points, owner = arena.slots()
    graph = module.PyGraph()
    graph.add_nodes_from(range(arena.mentees + len(owner)))
    ends = zip(mentee.tolist(), (arena.mentees + place).tolist(), points.tolist(), strict=True)
    graph.add_edges_from(list(ends))
    found = module.max_weight_matching(graph, max_cardinality=False, weight_fn=int)
    return _by_couples(arena, found, owner)


def networkx_blossom(arena: Arena) -> Numbers:
    """The blossom method of networkx."""
    module = import_module("networkx")
    mentee, place, points, owner = arena.slots()
    graph = module.Graph()
    ends = zip(mentee.tolist(), (arena.mentees + place).tolist(), points.tolist(), strict=True)
    graph.add_weighted_edges_from(ends)
    return _by_couples(arena, module.max_weight_matching(graph), owner)


def igraph(arena: Arena) -> Numbers:
    """The push-relabel method of igraph."""
    module = import_module("igraph")
    mentee, place, points, owner = arena.slots()
    sides = [0] * arena.mentees + [1] * len(owner)
    ends = list(zip(mentee.tolist(), (arena.mentees + place).tolist(), strict=True))
    graph = module.Graph.Bipartite(sides, ends)
    found = graph.maximum_bipartite_matching(types="type", weights=points.tolist()).matching
    partner = np.array(found[: arena.mentees], dtype=np.int64)
    rows = np.flatnonzero(partner >= 0)
    return arena.possible(rows, owner[partner[rows] - arena.mentees])


def _by_couples(arena: Arena, found: set[tuple[int, int]], owner: Numbers) -> Numbers:
    ends = np.sort(np.array(sorted(found), dtype=np.int64).reshape(-1, 2), axis=1)
    return arena.possible(ends[:, 0], owner[ends[:, 1] - arena.mentees])
