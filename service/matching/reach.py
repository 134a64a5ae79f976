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
    movable: Sequence[Sequence[int]]
    """The mentees of every mentor who are not pinned to him."""
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
        movable: list[list[int]] = [[] for _ in mentors]
        for pair in pairs:
            mentee, mentor = mentees[pair.mentee], mentors[pair.mentor]
            mentor_of[mentee] = mentor
            if pair.key in pinned:
                fixed[mentee] = True
            else:
                movable[mentor].append(mentee)
        starts = np.searchsorted(candidates.mentee, np.arange(1, len(mentees)))
        return cls(
            mentor_of=mentor_of,
            open=_open(problem, candidates, mentor_of, fixed),
            movable=movable,
            wishes=np.split(candidates.mentor, starts) if mentees else (),
        )

    def rivals(self, mentee: int) -> frozenset[int]:
        """Return the mentors whose places are all taken by people who could only move among themselves.

        Those who hold the places and the given mentee are a Hall set: one more mentee than places.
        """
        found: set[int] = set()
        waiting = list(map(int, self.wishes[mentee]))
        while waiting:
            mentor = waiting.pop()
            if mentor not in found:
                found.add(mentor)
                for other in self.movable[mentor]:
                    waiting.extend(m for m in self.wishes[other].tolist() if m not in found)
        return frozenset(found)


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
