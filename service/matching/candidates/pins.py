"""Pairs that the curator pinned although a rule, a place, another pin or a group speaks against them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

import numpy as np

from service.matching.candidates.columns import Numbers
from service.matching.candidates.eligible import Ban, Eligibility
from service.matching.candidates.score import SINGLE, Candidates
from service.matching.candidates.wishes import ANYBODY, Pins, Wishes
from service.matching.formats.problem import Pair

TWICE = Ban("pinned_twice")
OVER_CAPACITY = Ban("pinned_over_capacity")
PLACES_KEPT = Ban("places_kept")
NO_GROUP = Ban("pinned_to_no_group")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A pinned pair and everything that speaks against it."""

    pair: Pair
    bans: tuple[Ban, ...]


def contradictions(eligibility: Eligibility, allowed: Candidates) -> tuple[Contradiction, ...]:
    """Return the pinned pairs that no proposal can contain, whatever the others.

    If there are none, a proposal exists, unless some pairs need groups that cannot all be led.
    """
    return tuple(_contradictions(eligibility, allowed)) if eligibility.problem.pinned else ()


def without_a_group(eligibility: Eligibility, allowed: Candidates) -> tuple[Contradiction, ...]:
    """Return the pinned pairs that are only possible in a group, once it is known that there is none."""
    pinned = eligibility.problem.pinned
    first = _positions(eligibility.wishes, allowed)
    grouped = compress(pinned, (allowed.theme[first] != SINGLE).tolist())
    return tuple(Contradiction(pair, (NO_GROUP,)) for pair in grouped)


def left_by_pins(pins: Pins, allowed: Candidates, *, capacity: Numbers) -> Numbers:
    """Return the positions of the candidates that are left when every pinned mentee has the pinned mentor.

    Nobody else comes to a mentor whose places are all pinned. Every pinned pair must be allowed
    (``contradictions``).
    """
    mentor, full = pins.mentor.take(allowed.mentee), pins.held >= capacity
    left = np.flatnonzero((mentor == ANYBODY) | (mentor == allowed.mentor))
    kept: Numbers = left[(mentor[left] != ANYBODY) | ~full[allowed.mentor[left]]]
    return kept


def _contradictions(eligibility: Eligibility, allowed: Candidates) -> Iterator[Contradiction]:
    problem = eligibility.problem
    per_mentee = Counter(pair.mentee for pair in problem.pinned)
    per_mentor = Counter(pair.mentor for pair in problem.pinned)
    for pair, position in zip(problem.pinned, _positions(eligibility.wishes, allowed).tolist(), strict=True):
        mentor = problem.mentor(pair.mentor)
        bans: list[Ban] = []
        if position < 0:
            bans += eligibility.forbidding(problem.mentee(pair.mentee), mentor)
        if per_mentee[pair.mentee] > 1:
            bans.append(TWICE)
        if per_mentor[pair.mentor] > mentor.capacity > 0:
            bans.append(OVER_CAPACITY)
        if bans:
            yield Contradiction(pair, tuple(bans))


def _positions(wishes: Wishes, allowed: Candidates) -> Numbers:
    """Return where the pinned pairs stand among the candidates, -1 where they do not."""
    return allowed.first_of(wishes.pinned, mentors=len(wishes.problem.mentors))
