"""Measure our matcher on an invented instance without groups, in a process of its own; one line of JSON.

``python -m benchmarks.ours SIZE SEED REPEATS FILE`` writes the possible pairs to FILE for the peers. What is
compared is interleaved, so that all of it meets the same load of the machine.
"""

import json
import resource
import sys
from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.instances import instance
from benchmarks.peers.arena import Arena, Numbers
from benchmarks.peers.assignments import scipy_dense, scipy_sparse
from benchmarks.peers.clock import seconds_of
from benchmarks.peers.flows import ortools_flow
from service.matching.candidates.columns import Flags
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import SINGLE, Candidates, candidates, single_pairs
from service.matching.formats.problem import Mentee, Mentor, Problem
from service.matching.solving.face import Face
from service.matching.solving.flow import least
from service.matching.solving.network import GOAL_TABLE, Network
from service.matching.solving.solution import Solution
from service.matching.solving.solve import solve

_FASTEST: tuple[tuple[str, Callable[[Arena], Numbers], int], ...] = (
    ("scipy dense", scipy_dense, 5_000),
    ("scipy sparse", scipy_sparse, 50_000),
)
"""Peers that are the fastest at some size, and the number of mentees from which they take far longer."""


def arena_of(problem: Problem, pairs: Candidates) -> Arena:
    """Return the possible pairs as every peer gets them."""
    places = np.array([mentor.capacity for mentor in problem.mentors], dtype=np.int64)
    return Arena(pairs.mentee, pairs.mentor, pairs.points, places, len(problem.mentees))


def possible(problem: Problem) -> Candidates:
    """Return the possible pairs of a problem."""
    return single_pairs(candidates(Eligibility.of(problem)))


def built_and_solved(problem: Problem, pairs: Candidates) -> Flags:
    """Build the network and find the most points, as the peers do; return which pairs are chosen."""
    network = Network.of(problem, pairs)
    return least(Face.whole(network), GOAL_TABLE["fit"].cost(network))[network.pairs]


def raw(problem: Problem, pairs: Candidates) -> tuple[int, int]:
    """Return matched mentees and points of the pairs with the most points."""
    chosen = built_and_solved(problem, pairs)
    return int(chosen.sum()), int(pairs.points[chosen].sum())


def from_columns(arena: Arena) -> Numbers:
    """Return the mentors of all mentees from the columns alone: people of whom nothing else is known."""
    nothing: dict[str, Any] = {"forms": (), "types": ()}
    mentors = (
        Mentor(id=f"m{i:06}", capacity=places, competencies={}, **nothing)
        for i, places in enumerate(arena.places.tolist())
    )
    mentees = (Mentee(id=f"e{i:06}", request={}, **nothing) for i in range(arena.mentees))
    problem = Problem(mentors=tuple(mentors), mentees=tuple(mentees))
    theme = np.full(len(arena.points), SINGLE, dtype=np.int64)
    pairs = Candidates(arena.mentee, arena.mentor, arena.points, theme, ())
    return arena.by_pairs(built_and_solved(problem, pairs))


def solved(problem: Problem, pairs: Candidates) -> Solution:
    """Solve a problem without pins, which has a proposal.

    Raises: ValueError if it has none.
    """
    found = solve(problem, pairs)
    if found is None:
        raise ValueError("no proposal without pins")
    return found


def medians(work: Mapping[str, Callable[[], object]], *, repeats: int) -> dict[str, float]:
    """Return the median seconds of each piece of work, all in turn, after a run that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(repeats + 1):
        for name, piece in work.items():
            if turn:
                seconds[name].append(seconds_of(piece))
            else:
                piece()
    return {name: median(found) for name, found in seconds.items()}


def measured(problem: Problem, pairs: Candidates, *, repeats: int) -> dict[str, object]:
    """Return what we reach and the median seconds of our work and of the fastest peers."""
    only_fit = problem.replace(goals=("fit",))
    arena = arena_of(problem, pairs)
    work: dict[str, Callable[[], object]] = {
        "candidates": lambda: possible(problem),
        "raw": lambda: raw(problem, pairs),
        "proven": lambda: solve(only_fit, pairs),
        "two goals": lambda: solve(problem.replace(goals=("matched", "overdue", "fit")), pairs),
        "all goals": lambda: solve(problem, pairs),
    }
    for piece in work.values():
        piece()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    work["peer: OR-Tools flow, arrays"] = lambda: ortools_flow(arena)
    for name, peer, too_many in _FASTEST if find_spec("scipy") else ():
        if len(problem.mentees) < too_many:
            work[f"peer: {name}"] = partial(peer, arena)
    seconds = medians(work, repeats=repeats)
    matched, points = raw(problem, pairs)
    fit = solved(only_fit, pairs).goals[0]
    goals = {goal.name: (goal.value, goal.bound) for goal in solved(problem, pairs).goals}
    return {
        "pairs": len(pairs),
        "points": points,
        "matched": matched,
        "proven": fit.value == fit.bound == points,
        "goals": goals,
        "seconds": seconds,
        "megabytes": memory,
    }


def main() -> None:
    """Measure the size that the arguments name."""
    size, seed, repeats, path = sys.argv[1:]
    problem = instance(size, seed=int(seed), groups=False)
    pairs = possible(problem)
    arena_of(problem, pairs).write(Path(path))
    print(json.dumps(measured(problem, pairs, repeats=int(repeats))))


if __name__ == "__main__":
    main()
