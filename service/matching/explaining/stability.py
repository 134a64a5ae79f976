"""Two people who would both rather have each other: blocking pairs, counted and listed, never promised away.

To leave the fewest of them is a problem without a good bound even for short lists (Biró, Manlove and Mittal
2010, doi:10.1016/j.tcs.2010.02.003); so they are a figure beside the goals, not a goal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import SINGLE, Candidates
from service.matching.candidates.wishes import Wishes
from service.matching.explaining.reach import NOBODY, Seating
from service.matching.formats.problem import Pair, Problem

MUTUAL = 3
"""From this mark of both sides on (of 0..5) interest is called mutual."""

_SILENCE = 5
"""Twice the 2.5 that somebody who was given no mark counts."""
_NOTHING = -1


@dataclass(frozen=True, slots=True)
class BlockingPair:
    """A possible pair (ids) whose two people marked each other 3..5 and both higher than whom they have."""

    mentee: str
    mentor: str
    by_mentee: int
    by_mentor: int


def blocking_pairs(
    problem: Problem, candidates: Candidates, pairs: Sequence[Pair]
) -> tuple[BlockingPair, ...]:
    """Return the pairs of mutual interest whose people would both rather have each other.

    They stand by mentee and mentor. A mentee prefers a higher mark, and anybody to nobody; a mentor prefers a
    higher mark to the lowest of those he has, and anybody to a free place. Equal marks block nothing (weak
    stability).
    """
    marks = _Marks.among(problem)
    mentor_of = Seating.of(problem, pairs).mentor_of
    own, lowest = _own(marks, mentor_of), _lowest(problem, marks, mentor_of)
    mutual = (marks.by_mentee >= 2 * MUTUAL) & (marks.by_mentor >= 2 * MUTUAL) & _possible(marks, candidates)
    apart = mentor_of[marks.mentee] != marks.mentor
    both = (marks.by_mentee > own[marks.mentee]) & (marks.by_mentor > lowest[marks.mentor])
    return tuple(
        BlockingPair(
            mentee=problem.mentees[marks.mentee[i]].id,
            mentor=problem.mentors[marks.mentor[i]].id,
            by_mentee=int(marks.by_mentee[i]) // 2,
            by_mentor=int(marks.by_mentor[i]) // 2,
        )
        for i in np.flatnonzero(mutual & apart & both).tolist()
    )


@dataclass(frozen=True, slots=True)
class _Marks:
    """All marks as columns, twice what was given, sorted by mentee and mentor."""

    mentee: Numbers
    mentor: Numbers
    by_mentee: Numbers
    by_mentor: Numbers
    width: int

    @classmethod
    def among(cls, problem: Problem) -> Self:
        mentees, mentors = problem.mentee_index, problem.mentor_index
        return cls(
            mentee=_column([mentees[marks.mentee] for marks in problem.interest]),
            mentor=_column([mentors[marks.mentor] for marks in problem.interest]),
            by_mentee=_column([_twice(marks.by_mentee) for marks in problem.interest]),
            by_mentor=_column([_twice(marks.by_mentor) for marks in problem.interest]),
            width=max(len(mentors), 1),
        )

    @property
    def keys(self) -> Numbers:
        """The pairs as numbers, ascending."""
        return self.mentee * self.width + self.mentor

    def of(self, side: Numbers, mentee: Numbers, mentor: Numbers) -> Numbers:
        """Return the marks of one side for the given pairs."""
        keys, wanted = self.keys, mentee * self.width + mentor
        if not len(keys):
            return np.full(len(wanted), _SILENCE, dtype=np.int64)
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[place] == wanted, side[place], _SILENCE)


def _twice(mark: int | None) -> int:
    return _SILENCE if mark is None else 2 * mark


def _column(values: Sequence[int]) -> Numbers:
    return np.array(values, dtype=np.int64)


def _own(marks: _Marks, mentor_of: Numbers) -> Numbers:
    """Return the mark of every mentee for the mentor he has; less than any mark for nobody."""
    result = np.full(len(mentor_of), _NOTHING, dtype=np.int64)
    have = np.flatnonzero(mentor_of != NOBODY)
    result[have] = marks.of(marks.by_mentee, have, mentor_of[have])
    return result


def _lowest(problem: Problem, marks: _Marks, mentor_of: Numbers) -> Numbers:
    """Return the lowest mark of every mentor for those he has; less than any mark if he has a place left."""
    have = np.flatnonzero(mentor_of != NOBODY)
    result = np.full(len(problem.mentors), 2 * _SILENCE + 1, dtype=np.int64)
    np.minimum.at(result, mentor_of[have], marks.of(marks.by_mentor, have, mentor_of[have]))
    load = np.bincount(mentor_of[have], minlength=len(result))
    capacity = Wishes(problem).capacity
    return np.where(load < capacity, _NOTHING, result)


def _possible(marks: _Marks, candidates: Candidates) -> Flags:
    """Return which of the marked pairs are allowed as a pair."""
    single = candidates.theme == SINGLE
    keys = candidates.mentee[single] * marks.width + candidates.mentor[single]
    if not len(keys):
        return np.zeros(len(marks.keys), dtype=np.bool_)
    place = np.minimum(np.searchsorted(keys, marks.keys), len(keys) - 1)
    result: Flags = keys[place] == marks.keys
    return result
