"""Measure what goes beyond one assignment: explanations, repair, tolerance, groups, the same bytes.

``python -m benchmarks.features SIZE SEED`` in a process of its own prints one line of JSON: seconds beside
those of one plain flow. What takes less than that is run three times, for the median.
"""

import json
import random
import resource
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from statistics import median
from time import process_time
from typing import Any

import numpy as np

from benchmarks import loops
from benchmarks.instances import SIZES, Size, instance, made
from benchmarks.ours import arena_of, possible, raw
from benchmarks.peers.clock import seconds_of
from benchmarks.peers.flows import cp_sat_model
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import Candidates, candidates
from service.matching.candidates.wishes import Wishes
from service.matching.explaining.hall import hall_sets
from service.matching.explaining.reach import Seating
from service.matching.formats.problem import Problem, to_json
from service.matching.formats.proposal import Proposal
from service.matching.formats.reading import problem_from
from service.matching.pricing.alternatives import nearest_mentors
from service.matching.pricing.price import Prices
from service.matching.pricing.repair import repair, repair_problem, without_mentor
from service.matching.pricing.tolerance import curve
from service.matching.propose import propose
from service.matching.solving.exact_model import modelled
from service.matching.solving.face import Face
from service.matching.solving.network import GOAL_TABLE, Network
from service.matching.solving.solve import solve

ASKED = 7
"""For how many mentees the nearest alternatives are asked."""

LOOPED = 30
"""For how many mentees loops look for mentors."""

_CURVE = ("school", "college", "muni")
_SAME = ("school", "college", "muni")
_LARGE = ("region", "country")
"""Too large for CP-SAT over everybody: groups are filled and mended."""
_QUARTER = Size(100, 250, 1, 4, 20, 0, 0, 30)
"""The largest size up to which groups are to be proven: 250 mentees."""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds of one run, and what came of it."""
    began = process_time()
    result = work()
    return process_time() - began, result


def usual(work: Callable[[], Any]) -> float:
    """Return the median of the seconds of three runs."""
    return median(seconds_of(work) for _ in range(3))


def megabytes() -> int:
    """Return the most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def explained(problem: Problem, pairs: Candidates, proposal: Proposal) -> dict[str, float]:
    """Return the seconds of all Hall sets and of the alternatives of one mentee."""
    seating = Seating.of(problem, [pair.people() for pair in proposal.pairs])
    hall = usual(lambda: hall_sets(problem, pairs, seating))
    prices = Prices.of(problem=problem, proposal=proposal, allowed=pairs)
    asked = [pair.mentee for pair in proposal.pairs[:: max(1, len(proposal.pairs) // ASKED)]][:ASKED]
    first, _ = timed(partial(nearest_mentors, prices, asked[0]))
    seconds = [seconds_of(partial(nearest_mentors, prices, who)) for who in asked]
    return {"hall": hall, "alternatives": median(seconds), "first": first}


def repaired(problem: Problem, proposal: Proposal) -> dict[str, float]:
    """Let the mentor with the most mentees leave; return seconds, changed pairs and matched mentees."""
    before = [pair.people() for pair in proposal.pairs]
    busiest = Counter(pair.mentor for pair in before).most_common(1)[0][0]
    smaller = without_mentor(problem, busiest)
    best = {goal.name: goal.value for goal in propose(smaller).goals}
    found: dict[str, float] = {"matched anew": best["matched"]}
    for name, frozen in (("repair", False), ("frozen", True)):
        seconds, result = timed(partial(repair, smaller, pairs=before, frozen=frozen))
        found[f"{name}, s"] = seconds
        asked = repair_problem(smaller, pairs=before, frozen=frozen)
        found[f"{name}, solved"] = usual(partial(solve, asked, possible(asked), wishes=columns_of(asked)))
        found[f"{name}, changed"] = result.proof.changed
        found[f"{name}, matched"] = result.proof.matched
    return found


def columns_of(problem: Problem) -> Wishes:
    """Return places, pins, marks and existing pairs as numbers, as all programs get the possible pairs."""
    wishes = Wishes(problem)
    for name in ("capacity", "pinned", "pins", "current", "marked", "marks", "waiting", "overdue"):
        getattr(wishes, name)
    return wishes


def grouped(problem: Problem) -> dict[str, Any]:
    """Return what is reached with groups: seconds, values and bounds of the goals, how many groups."""
    seconds, proposal = timed(lambda: propose(problem))
    return {
        "seconds": seconds,
        "goals": {goal.name: (goal.value, goal.bound) for goal in proposal.goals},
        "groups": len(proposal.groups),
        "status": proposal.status,
        "mentees": len(problem.mentees),
    }


def beside_plain(size: str, seed: int) -> dict[str, float]:
    """Return the seconds for the goals up to the fit without groups, and those for all goals with groups."""
    plain = instance(size, seed=seed, groups=False).replace(goals=("matched", "overdue", "fit"))
    first = usual(partial(solve, plain, possible(plain)))
    problem = instance(size, seed=seed)
    every = candidates(Eligibility.of(problem))
    return {"plain": first, "solved": seconds_of(partial(solve, problem, every))}


def same_bytes(problem: Problem, proposal: Proposal) -> bool:
    """Whether the proposal comes out the same again, and with every list in another order."""
    draw, document = random.Random(1), to_json(problem)
    shuffled = {
        name: draw.sample(entries, len(entries)) if isinstance(entries, list) else entries
        for name, entries in document.items()
    }
    again = propose(problem_from(shuffled)).to_bytes()
    return again == proposal.to_bytes() == propose(problem).to_bytes()


def by_loops(problem: Problem, pairs: Candidates) -> dict[str, Any]:
    """Return the seconds that loops would take for all mentees, from those for a few.

    ``all`` does what ours does, ``competencies`` counts nothing else; ``same`` if the pairs are ours.
    """
    chosen = range(0, len(problem.mentees), max(1, len(problem.mentees) // LOOPED))
    mentees = tuple(problem.mentees[i] for i in chosen)
    times = len(problem.mentees) / len(mentees)
    before, _ = timed(lambda: loops.Loops.of(problem))
    both, found = timed(lambda: loops.found(problem, mentees))
    alone, _ = timed(lambda: loops.competencies_alone(problem, mentees))
    own = np.flatnonzero(np.isin(pairs.mentee, chosen))
    ids = ((problem.mentees[pairs.mentee[i]].id, problem.mentors[pairs.mentor[i]].id) for i in own.tolist())
    same = found == dict(zip(ids, pairs.points[own].tolist(), strict=True))
    return {"all": before + (both - before) * times, "competencies": alone * times, "same": same}


def built(problem: Problem, pairs: Candidates) -> dict[str, float]:
    """Return the seconds in which a CP-SAT model is built: into the protocol buffer, and by operators."""
    network = Network.of(problem, pairs)
    cost = GOAL_TABLE["fit"].cost(network)
    face = Face.whole(network)
    proto = [timed(lambda: modelled(face, cost, ceilings=(), start=None, groups=None))[0] for _ in range(3)]
    arena = arena_of(problem, pairs)
    operators = [timed(lambda: cp_sat_model(arena))[0] for _ in range(3)]
    return {"variables": len(pairs), "proto": median(proto), "operators": median(operators)}


def measured(size: str, seed: int) -> dict[str, Any]:
    """Return everything for one size."""
    problem = instance(size, seed=seed, groups=False)
    pairs = possible(problem)
    raw(problem, pairs)
    flow = usual(lambda: raw(problem, pairs))
    whole, proposal = timed(lambda: propose(problem))
    memory = {"proposed": megabytes()}
    found: dict[str, Any] = {"flow": flow, "whole match": whole, "megabytes": memory}
    found["candidates"] = seconds_of(lambda: possible(problem))
    found["loops"] = by_loops(problem, pairs)
    found |= {"explain": explained(problem, pairs, proposal), "repair": repaired(problem, proposal)}
    memory["repaired"] = megabytes()
    if size in _SAME:
        found["same bytes"] = same_bytes(problem, proposal)
    if size in _CURVE:
        strict, tolerant = curve(problem, tolerances=(0.0, 0.02))
        found["curve"] = [(p.blocking, p.value("matched"), p.value("fit")) for p in (strict, tolerant)]
    if size == "muni":
        found["build"] = built(problem, pairs)
    found["groups"] = grouped(instance(size, seed=seed))
    if size in _LARGE:
        found["groups"] |= beside_plain(size, seed)
    if size == "college":
        found["groups of 250"] = grouped(made(_QUARTER, seed=seed, groups=True))
    memory["grouped"] = megabytes()
    return found


def main() -> None:
    """Measure the size that the arguments name."""
    size, seed = sys.argv[1:]
    if size not in SIZES:
        raise SystemExit(f"no such size: {size}")
    print(json.dumps(measured(size, int(seed))))


if __name__ == "__main__":
    main()
