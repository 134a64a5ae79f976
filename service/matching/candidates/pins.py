"""Pairs that the curator pinned although a rule, a place, another pin or a group speaks against them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

import numpy as np

from service.matching.candidates.eligible import Ban, Eligibility
from service.matching.candidates.score import SINGLE, Candidates
from service.matching.formats.problem import Pair

TWICE = Ban("pinned_twice")
OVER_CAPACITY = Ban("pinned_over_capacity")
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
    alone = _among(eligibility, allowed, single=True)
    return tuple(Contradiction(pair, (NO_GROUP,)) for pair in eligibility.problem.pinned if pair not in alone)


def _contradictions(eligibility: Eligibility, allowed: Candidates) -> Iterator[Contradiction]:
    problem = eligibility.problem
    mentees = {mentee.id: mentee for mentee in problem.mentees}
    mentors = {mentor.id: mentor for mentor in problem.mentors}
    per_mentee = Counter(pair.mentee for pair in problem.pinned)
    per_mentor = Counter(pair.mentor for pair in problem.pinned)
    possible = _among(eligibility, allowed, single=True) | _among(eligibility, allowed, single=False)
    for pair in problem.pinned:
        bans: list[Ban] = []
        if pair not in possible:
            bans += eligibility.forbidding(mentees[pair.mentee], mentors[pair.mentor])
        if per_mentee[pair.mentee] > 1:
            bans.append(TWICE)
        if per_mentor[pair.mentor] > mentors[pair.mentor].capacity > 0:
            bans.append(OVER_CAPACITY)
        if bans:
            yield Contradiction(pair, tuple(bans))


def _among(eligibility: Eligibility, allowed: Candidates, *, single: bool) -> set[Pair]:
    """Return the pinned pairs that are possible: of two people alone, or in a group."""
    which, width = (allowed.theme == SINGLE) == single, len(eligibility.mentors)
    pinned = eligibility.problem.pinned
    found = np.isin(eligibility.numbers_of(pinned), allowed.mentee[which] * width + allowed.mentor[which])
    return set(compress(pinned, found.tolist()))
