"""What decides between proposals equal in every goal: fewer in groups, longer waiting, then a lot."""

from collections.abc import Callable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import SINGLE
from service.matching.solving.network import Network

_LONGEST_WAIT = 100_000
_LOTS = 2**29
_SAFE = 2**60

_Words = NDArray[np.uint64]


def in_groups(network: Network) -> Numbers:
    """Return 1 for each candidate that is a member of a group: a pair of one's own comes first."""
    return network.on(network.pairs, (network.candidates.theme != SINGLE).astype(np.int64))


def waiting(network: Network) -> Numbers:
    """Return for each mentee without a mentor the days of waiting."""
    return network.on(network.unmatched, np.minimum(network.wishes.waiting, _LONGEST_WAIT))


def lot(network: Network, among: Flags) -> Numbers:
    """Return a drawn number for each of the arcs in ``among`` that is a candidate.

    It follows from the seed, the ids and the theme alone, whatever the order of the lists.
    """
    problem, candidates = network.problem, network.candidates
    positions = np.flatnonzero(among[network.pairs])
    mentee, mentor, theme = (
        column[positions] for column in (candidates.mentee, candidates.mentor, candidates.theme)
    )
    seed = problem.limits.seed.to_bytes(8, "big")
    words = (
        _drawn(seed + b"mentee", lambda i: problem.mentees[i].id, mentee)
        + np.uint64(3) * _drawn(seed + b"mentor", lambda j: problem.mentors[j].id, mentor)
        + np.uint64(5) * _drawn(seed + b"theme", ["", *candidates.themes].__getitem__, theme + 1)
    )
    lots = min(_LOTS, _SAFE // network.nodes**2)
    cost = np.zeros(len(network.tails), dtype=np.int64)
    cost[positions] = -1 - (_mixed(words) % np.uint64(lots)).astype(np.int64)
    return cost


def _drawn(salt: bytes, name: Callable[[int], str], wanted: Numbers) -> _Words:
    """Return a word for the name of each wanted number; every name is hashed once."""
    words = np.zeros(int(wanted.max(initial=-1)) + 1, dtype=np.uint64)
    for position in np.flatnonzero(np.bincount(wanted)).tolist():
        digest = blake2b(salt + name(position).encode(), digest_size=8).digest()
        words[position] = int.from_bytes(digest, "big")
    return words[wanted]


def _mixed(words: _Words) -> _Words:
    """Return well mixed bits (the finalizer of SplitMix64, Steele et al. 2014, 10.1145/2660193.2660195)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))
