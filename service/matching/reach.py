"""Who could move to whom: alternating paths between mentees and the places of mentors, and Hall sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.columns import Flags, Numbers
from service.matching.problem import Pair, Problem
from service.matching.score import Candidates

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Reach:
    """An assignment and what could be moved in it; people are counted from 0 in canonical order."""

    mentor_of: Numbers
    """The mentor of every mentee, or NOBODY."""
    open: Flags
    """The mentors who could take one more mentee, if need be after others have moved."""
    next_to: Sequence[int]
    """To which mentors, as bits, the mentees of every mentor could move; pinned mentees cannot."""
    wishes: Sequence[Numbers]
    """The mentors allowed to every mentee."""

    @classmethod
    def of(cls, problem: Problem, candidates: Candidates, pairs: Sequence[Pair]) -> Self:
        """Return the reach of an assignment."""
        mentees = {mentee.id: i for i, mentee in enumerate(problem.mentees)}
        mentors = {mentor.id: i for i, mentor in enumerate(problem.mentors)}
        pinned = {pair.key for pair in problem.pinned}
        mentor_of = np.full(len(mentees), NOBODY, dtype=np.int64)
        fixed = np.zeros(len(mentees), dtype=np.bool_)
        for pair in pairs:
            mentee, mentor = mentees[pair.mentee], mentors[pair.mentor]
            mentor_of[mentee] = mentor
            fixed[mentee] = pair.key in pinned
        starts = np.searchsorted(candidates.mentee, np.arange(1, len(mentees)))
        wishes = np.split(candidates.mentor, starts) if mentees else []
        return cls(
            mentor_of=mentor_of,
            open=_open(problem, candidates, mentor_of, fixed),
            next_to=_next_to(wishes, mentor_of, fixed, len(mentors)),
            wishes=wishes,
        )

    def rivals(self, mentee: int) -> int:
        """Count the mentors whose places are all taken by people who could only move among themselves.

        Those who hold the places and the given mentee are a Hall set: one more mentee than places.
        """
        found = waiting = _bits(self.wishes[mentee])
        while waiting:
            mentor = waiting & -waiting
            beyond = self.next_to[mentor.bit_length() - 1] & ~found
            found |= beyond
            waiting = (waiting ^ mentor) | beyond
        return found.bit_count()


def _bits(mentors: Numbers) -> int:
    """Return a set of mentors as the bits of one number; sets of this kind are joined at once."""
    return sum(1 << mentor for mentor in mentors.tolist())


def _next_to(wishes: Sequence[Numbers], mentor_of: Numbers, fixed: Flags, mentors: int) -> list[int]:
    result = [0] * mentors
    for mentee in np.flatnonzero((mentor_of != NOBODY) & ~fixed).tolist():
        result[mentor_of[mentee]] |= _bits(wishes[mentee])
    return result


def _open(problem: Problem, candidates: Candidates, mentor_of: Numbers, fixed: Flags) -> Flags:
    load = np.bincount(mentor_of[mentor_of != NOBODY], minlength=len(problem.mentors))
    capacity = np.array([mentor.capacity for mentor in problem.mentors], dtype=np.int64)
    result: Flags = load < capacity
    moves = (mentor_of[candidates.mentee] != NOBODY) & ~fixed[candidates.mentee]
    source, target = mentor_of[candidates.mentee][moves], candidates.mentor[moves]
    while True:
        newly = source[result[target] & ~result[source]]
        if not len(newly):
            return result
        result[newly] = True
