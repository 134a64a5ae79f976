"""How fast are pairs for a municipality? 600 mentors, 1,500 mentees, 30 eligible mentors for each mentee.

Our whole match, its parts, and three peers on the same pairs, medians of one run; ratios matter, not seconds.
Run from the root of the repository: ``PYTHONPATH=. python benchmarks/pairs.py``.
"""

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import numpy as np
from ortools.graph.python import min_cost_flow
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from service.matching.check import check
from service.matching.eligible import Eligibility
from service.matching.explain import explain
from service.matching.problem import Fit, Interest, Mentee, Mentor, Problem
from service.matching.propose import propose
from service.matching.score import Candidates, candidates
from service.matching.solve import solve

SEED = 2026
MENTORS, MENTEES, ELIGIBLE = 600, 1500, 30
REPEATS = 5
REWARD = 2_000_000
"""Points for being matched at all: more than all points of a proposal together."""

Total = tuple[int, int]
"""Matched mentees and their points."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, and its median in seconds."""

    name: str
    seconds: float


def instance(*, seed: int) -> Problem:
    """Return the problem: random points, every tenth eligible pair with marks of interest."""
    draw = random.Random(seed)
    mentors = [
        Mentor(id=f"m{i:04}", capacity=draw.choice((1, 2, 2, 3)), competencies={}, forms=(), types=())
        for i in range(MENTORS)
    ]
    mentees = [
        Mentee(id=f"e{i:04}", request={}, forms=(), types=(), due_in_days=draw.randint(-5, 30))
        for i in range(MENTEES)
    ]
    pairs = [(e.id, m.id) for e in mentees for m in draw.sample(mentors, ELIGIBLE)]
    fit = [Fit(mentee=e, mentor=m, points=draw.randint(1, 1000)) for e, m in pairs]
    marked = draw.sample(pairs, len(pairs) // 10)
    interest = [Interest(mentee=e, mentor=m, by_mentee=draw.randint(1, 5), by_mentor=None) for e, m in marked]
    return Problem(mentors=tuple(mentors), mentees=tuple(mentees), interest=tuple(interest), fit=tuple(fit))


def by_flow(problem: Problem, pairs: Candidates) -> Total:
    """Solve with OR-Tools' minimum cost flow, places as capacities."""
    sink = MENTEES + MENTORS
    people, mentors = np.arange(MENTEES), np.arange(MENTORS)
    tails = np.concatenate([pairs.mentee, people, MENTEES + mentors])
    heads = np.concatenate([MENTEES + pairs.mentor, np.full(MENTEES + MENTORS, sink)])
    places = np.array([mentor.capacity for mentor in problem.mentors])
    capacity = np.concatenate([np.ones(len(pairs) + MENTEES, dtype=np.int64), places])
    cost = np.concatenate([-pairs.points - REWARD, np.zeros(MENTEES + MENTORS, dtype=np.int64)])
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacity, cost)
    supplies = np.concatenate([np.ones(MENTEES), np.zeros(MENTORS), [-MENTEES]]).astype(np.int64)
    solver.set_nodes_supplies(np.arange(sink + 1), supplies)
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("the peer did not solve its own problem")
    return _total(pairs.points[solver.flows(arcs)[: len(pairs)] > 0])


def _columns(problem: Problem, pairs: Candidates) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Return rows, columns and points with one column for each place of each mentor."""
    places = np.array([mentor.capacity for mentor in problem.mentors])
    first = np.cumsum(places) - places
    repeat = places[pairs.mentor]
    rows, points = np.repeat(pairs.mentee, repeat), np.repeat(pairs.points, repeat)
    start = np.cumsum(repeat) - repeat
    columns = np.repeat(first[pairs.mentor], repeat) + np.arange(repeat.sum()) - np.repeat(start, repeat)
    return rows, columns, points, int(places.sum())


def by_sparse(problem: Problem, pairs: Candidates) -> Total:
    """Solve with scipy's sparse Jonker–Volgenant, one column per place and one more per mentee."""
    rows, columns, points, places = _columns(problem, pairs)
    people = np.arange(MENTEES)
    weights = np.concatenate([points + REWARD, np.ones(MENTEES, dtype=np.int64)])
    graph = csr_array(
        (weights, (np.concatenate([rows, people]), np.concatenate([columns, places + people]))),
        shape=(MENTEES, places + MENTEES),
    )
    chosen = graph[min_weight_full_bipartite_matching(graph, maximize=True)]
    return _total(np.asarray(chosen)[np.asarray(chosen) > 1] - REWARD)


def by_dense(problem: Problem, pairs: Candidates) -> Total:
    """Solve with scipy's dense assignment solver, one column per place and one more per mentee."""
    rows, columns, points, places = _columns(problem, pairs)
    weights = np.zeros((MENTEES, places + MENTEES))
    weights[:, :places] = -REWARD
    weights[rows, columns] = points + REWARD
    chosen = weights[linear_sum_assignment(weights, maximize=True)]
    return _total(chosen[chosen > 0] - REWARD)


def _total(points: np.ndarray) -> Total:
    return len(points), int(points.sum())


def measured(name: str, work: Callable[[], object]) -> Row:
    """Return the median seconds of several runs after one that does not count."""
    work()
    seconds = []
    for _ in range(REPEATS):
        began = perf_counter()
        work()
        seconds.append(perf_counter() - began)
    return Row(name, median(seconds))


def rows(problem: Problem) -> Sequence[Row]:
    """Measure everything on one problem; peers must reach the same matched count and points."""
    eligibility = Eligibility.of(problem)
    pairs = candidates(eligibility)
    short = problem.replace(goals=("matched", "fit"))
    proposal = propose(problem)
    chosen = [pair.people() for pair in proposal.pairs]
    reached = {goal.name: goal.value for goal in propose(short).goals}
    peers: dict[str, Callable[[], Total]] = {
        "OR-Tools SimpleMinCostFlow (peer)": lambda: by_flow(problem, pairs),
        "scipy min_weight_full_bipartite_matching (peer)": lambda: by_sparse(problem, pairs),
        "scipy linear_sum_assignment (peer)": lambda: by_dense(problem, pairs),
    }
    for name, peer in peers.items():
        if peer() != (reached["matched"], reached["fit"]):
            raise RuntimeError(f"{name} disagrees")
    return [
        *(measured(name, peer) for name, peer in peers.items()),
        measured("our solver: matched, fit, with proof and ties", lambda: solve(short, pairs)),
        measured("our solver: all six goals, with proof and ties", lambda: solve(problem, pairs)),
        measured("our eligibility and points", lambda: candidates(Eligibility.of(problem))),
        measured("our explanations", lambda: explain(eligibility, pairs, chosen)),
        measured("our whole match", lambda: propose(problem)),
        measured("our independent check", lambda: check(problem=problem, proposal=proposal)),
    ]


def main() -> None:
    """Print the table."""
    problem = instance(seed=SEED)
    found = rows(problem)
    unit = found[0].seconds
    print(
        f"seed {SEED}, {MENTORS} x {MENTEES} x {ELIGIBLE}, median of {REPEATS}, load {os.getloadavg()[0]:.1f}"
    )
    print("| what | seconds | ratio to the raw flow |\n|---|---|---|")
    for row in found:
        print(f"| {row.name} | {row.seconds:.3f} | {row.seconds / unit:.1f} |")


if __name__ == "__main__":
    main()
