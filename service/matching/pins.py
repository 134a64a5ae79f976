"""Pairs that the curator pinned although a rule, a place or another pin speaks against them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from service.matching.eligible import Ban, Eligibility
from service.matching.problem import Pair

TWICE = Ban("pinned_twice")
OVER_CAPACITY = Ban("pinned_over_capacity")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A pinned pair and everything that speaks against it."""

    pair: Pair
    bans: tuple[Ban, ...]


def contradictions(eligibility: Eligibility) -> tuple[Contradiction, ...]:
    """Return the pinned pairs that no proposal can contain; if there are none, a proposal exists."""
    return tuple(_contradictions(eligibility))


def _contradictions(eligibility: Eligibility) -> Iterator[Contradiction]:
    problem = eligibility.problem
    mentees = {mentee.id: mentee for mentee in problem.mentees}
    mentors = {mentor.id: mentor for mentor in problem.mentors}
    per_mentee = Counter(pair.mentee for pair in problem.pinned)
    per_mentor = Counter(pair.mentor for pair in problem.pinned)
    for pair in problem.pinned:
        bans = list(eligibility.forbidding(mentees[pair.mentee], mentors[pair.mentor]))
        if per_mentee[pair.mentee] > 1:
            bans.append(TWICE)
        if per_mentor[pair.mentor] > mentors[pair.mentor].capacity > 0:
            bans.append(OVER_CAPACITY)
        if bans:
            yield Contradiction(pair, tuple(bans))
