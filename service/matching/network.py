"""The pairs of a problem as a flow network, and the costs that each goal puts on its arcs.

Every mentee sends one unit to the sink, over a pair and a place of its mentor or directly (unmatched).
Every place of a mentor is an arc of its own, so that his second mentee can cost more than his first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from types import MappingProxyType
from typing import Self

import numpy as np

from service.matching.columns import Flags, Numbers
from service.matching.problem import Problem
from service.matching.score import Candidates


@dataclass(frozen=True, slots=True)
class Network:
    """Arcs in three blocks (pairs, unmatched, places); nodes are mentees, mentors and the sink."""

    problem: Problem
    candidates: Candidates
    tails: Numbers
    heads: Numbers
    place: Numbers
    """For every arc of the last block, which place of its mentor it is, from 0."""

    @classmethod
    def of(cls, problem: Problem, candidates: Candidates) -> Self:
        """Return the network of the allowed pairs; a mentor has no more places than candidates."""
        mentees, mentors = len(problem.mentees), len(problem.mentors)
        wanted = np.bincount(candidates.mentor, minlength=mentors)
        capacity = np.array([mentor.capacity for mentor in problem.mentors], dtype=np.int64)
        places = np.minimum(wanted, capacity)
        owner = np.repeat(np.arange(mentors, dtype=np.int64), places)
        first = np.cumsum(places) - places
        sink = mentees + mentors
        return cls(
            problem=problem,
            candidates=candidates,
            tails=np.concatenate([candidates.mentee, np.arange(mentees), mentees + owner]),
            heads=np.concatenate([mentees + candidates.mentor, np.full(mentees + len(owner), sink)]),
            place=np.arange(len(owner)) - first[owner],
        )

    @property
    def nodes(self) -> int:
        """The number of nodes."""
        return len(self.problem.mentees) + len(self.problem.mentors) + 1

    @property
    def pairs(self) -> slice:
        """The block of pair arcs."""
        return slice(0, len(self.candidates))

    @property
    def unmatched(self) -> slice:
        """The block of arcs that leave a mentee without a pair."""
        return slice(len(self.candidates), len(self.candidates) + len(self.problem.mentees))

    @property
    def places(self) -> slice:
        """The block of arcs that are places of mentors."""
        return slice(len(self.candidates) + len(self.problem.mentees), len(self.tails))

    def supplies(self) -> Numbers:
        """Return one unit per mentee and the demand of the sink."""
        supplies = np.zeros(self.nodes, dtype=np.int64)
        supplies[: len(self.problem.mentees)] = 1
        supplies[-1] = -len(self.problem.mentees)
        return supplies

    def pair_flags(self, wanted: frozenset[tuple[str, str]]) -> Flags:
        """Return which allowed pairs are among the wanted ones, given as (mentee, mentor) ids."""
        return np.array(
            [key in wanted for key in self.pair_keys()] if wanted else [False] * len(self.candidates)
        )

    def pair_keys(self) -> list[tuple[str, str]]:
        """Return the ids (mentee, mentor) of every allowed pair, in canonical order."""
        mentees = [mentee.id for mentee in self.problem.mentees]
        mentors = [mentor.id for mentor in self.problem.mentors]
        both = zip(self.candidates.mentee.tolist(), self.candidates.mentor.tolist(), strict=True)
        return [(mentees[i], mentors[j]) for i, j in both]

    def on(self, block: slice, values: Numbers) -> Numbers:
        """Return costs that are 0 outside one block of arcs."""
        cost = np.zeros(len(self.tails), dtype=np.int64)
        cost[block] = values
        return cost


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: its direction, the cost of every arc (small is good) and the value at cost 0."""

    direction: str
    cost: Callable[[Network], Numbers]
    at_zero: Callable[[Network], int]

    def value(self, network: Network, cost: int) -> int:
        """Return the value of the goal at a total cost."""
        return self.at_zero(network) + (cost if self.direction == "min" else -cost)


def _matched(network: Network) -> Numbers:
    return network.on(network.unmatched, np.ones(len(network.problem.mentees), dtype=np.int64))


def _overdue(network: Network) -> Numbers:
    overdue = np.array([mentee.overdue for mentee in network.problem.mentees], dtype=np.int64)
    return network.on(network.unmatched, overdue)


def _fit(network: Network) -> Numbers:
    return network.on(network.pairs, -network.candidates.points)


def _interest(network: Network) -> Numbers:
    marks = {marks.key: marks.total for marks in network.problem.interest}
    return network.on(
        network.pairs, np.array([-marks.get(key, 0) for key in network.pair_keys()], dtype=np.int64)
    )


def _load(network: Network) -> Numbers:
    """The n-th mentee of a mentor adds n² − (n−1)² to the sum of squares."""
    return network.on(network.places, 2 * network.place + 1)


def _stay(network: Network) -> Numbers:
    current = frozenset(pair.key for pair in network.problem.current)
    return network.on(network.pairs, -network.pair_flags(current).astype(np.int64))


def waiting(network: Network) -> Numbers:
    """Return for each mentee without a pair the days of waiting."""
    days = [min(mentee.waiting_days or 0, _LONGEST_WAIT) for mentee in network.problem.mentees]
    return network.on(network.unmatched, np.array(days, dtype=np.int64))


def lot(network: Network, among: Flags) -> Numbers:
    """Return a drawn number for each of the arcs in ``among`` that is a pair.

    It follows from the seed and the ids alone, whatever the order of the lists.
    """
    seed = network.problem.limits.seed.to_bytes(8, "big")
    lots = min(_LOTS, _SAFE // network.nodes**2)
    keys, cost = network.pair_keys(), np.zeros(len(network.tails), dtype=np.int64)
    for position in np.flatnonzero(among[network.pairs]).tolist():
        cost[position] = -1 - _draw(seed, *keys[position]) % lots
    return cost


def _draw(seed: bytes, mentee: str, mentor: str) -> int:
    parts = (mentee.encode(), mentor.encode())
    text = seed + b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return int.from_bytes(blake2b(text, digest_size=4).digest(), "big")


_LONGEST_WAIT = 100_000
_LOTS = 2**29
_SAFE = 2**60


def _none(_network: Network) -> int:
    return 0


GOAL_TABLE: Mapping[str, Goal] = MappingProxyType(
    {
        "matched": Goal("max", _matched, lambda network: len(network.problem.mentees)),
        "overdue": Goal("max", _overdue, lambda network: sum(m.overdue for m in network.problem.mentees)),
        "fit": Goal("max", _fit, _none),
        "interest": Goal("max", _interest, _none),
        "load": Goal("min", _load, _none),
        "stay": Goal("max", _stay, _none),
    }
)
"""The goals in their order."""
