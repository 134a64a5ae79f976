"""Pairs that the curator pinned although a rule, a place, another pin or a group speaks against them."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from service.matching.candidates.eligible import Ban, Eligibility
from service.matching.candidates.score import SINGLE, candidates
from service.matching.formats.problem import Pair

TWICE = Ban("pinned_twice")
OVER_CAPACITY = Ban("pinned_over_capacity")
NO_GROUP = Ban("pinned_to_no_group")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A pinned pair and everything that speaks against it."""

    pair: Pair
    bans: tuple[Ban, ...]


def contradictions(eligibility: Eligibility) -> tuple[Contradiction, ...]:
    """Return the pinned pairs that no proposal can contain, whatever the others.

    If there are none, a proposal exists, unless some pairs need groups that cannot all be led.
    """
    return tuple(_contradictions(eligibility))


def without_a_group(eligibility: Eligibility) -> tuple[Contradiction, ...]:
    """Return the pinned pairs that are only possible in a group, once it is known that there is none."""
    return tuple(Contradiction(pair, (NO_GROUP,)) for pair in _in_groups(eligibility, _banned(eligibility)))


def _contradictions(eligibility: Eligibility) -> Iterator[Contradiction]:
    problem, banned = eligibility.problem, _banned(eligibility)
    mentors = {mentor.id: mentor for mentor in problem.mentors}
    per_mentee = Counter(pair.mentee for pair in problem.pinned)
    per_mentor = Counter(pair.mentor for pair in problem.pinned)
    for pair in _in_groups(eligibility, banned):
        del banned[pair]
    for pair in problem.pinned:
        bans = list(banned.get(pair, ()))
        if per_mentee[pair.mentee] > 1:
            bans.append(TWICE)
        if per_mentor[pair.mentor] > mentors[pair.mentor].capacity > 0:
            bans.append(OVER_CAPACITY)
        if bans:
            yield Contradiction(pair, tuple(bans))


def _banned(eligibility: Eligibility) -> dict[Pair, tuple[Ban, ...]]:
    """Return the pinned people who cannot be a pair of their own, with the rules that forbid it."""
    mentees = {mentee.id: mentee for mentee in eligibility.problem.mentees}
    mentors = {mentor.id: mentor for mentor in eligibility.problem.mentors}
    found = {
        pair: eligibility.forbidding(mentees[pair.mentee], mentors[pair.mentor])
        for pair in eligibility.problem.pinned
    }
    return {pair: bans for pair, bans in found.items() if bans}


def _in_groups(eligibility: Eligibility, pairs: Collection[Pair]) -> list[Pair]:
    """Return those of the pairs who could be together in a group."""
    if not pairs:
        return []
    found = candidates(eligibility)
    member, width = found.theme != SINGLE, len(eligibility.mentors)
    together = set((found.mentee[member] * width + found.mentor[member]).tolist())
    numbers = eligibility.numbers_of(pairs).tolist()
    return [pair for pair, number in zip(pairs, numbers, strict=True) if number in together]
