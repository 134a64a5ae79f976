"""Requests that hang on too few mentors: Hall sets of all who are left, at once.

From the mentees without a mentor one goes to all their possible mentors, from these to those who hold their
places, and so on. If no place is free anywhere on the way, all these people have only these mentors, and
they are more than the places (Hall 1935, doi:10.1112/jlms/s1-10.37.26; Dulmage and Mendelsohn 1958,
doi:10.4153/CJM-1958-052-0). Sizes of groups are not looked at: they can only make it worse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.components import connected
from service.matching.candidates.rows import Rows
from service.matching.candidates.score import Candidates
from service.matching.candidates.wishes import Wishes
from service.matching.explaining.reach import NOBODY, Seating
from service.matching.formats.problem import Problem


@dataclass(frozen=True, slots=True)
class HallSet:
    """Mentees (ids) whose only possible mentors are these, with fewer ``places`` than there are mentees.

    Pinned pairs are settled: neither their mentees nor their places are counted.
    """

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    places: int

    @property
    def deficit(self) -> int:
        """How many of the mentees get nobody in any proposal."""
        return len(self.mentees) - self.places


@dataclass(frozen=True, slots=True)
class _Situation:
    """Who could go where and who sits where; ``free`` counts the free places of every mentor."""

    wishes: Rows
    held: Rows
    mentor_of: Numbers
    """The mentor of every mentee who could move; otherwise NOBODY."""
    left: Numbers
    """The mentees without a mentor to whom somebody is allowed."""
    free: Numbers

    def reached(self, begin: Numbers) -> tuple[Flags, Flags]:
        """Return the mentees and the mentors on alternating paths from the given mentees."""
        mentees = np.zeros(len(self.mentor_of), dtype=np.bool_)
        mentors = np.zeros(len(self.free), dtype=np.bool_)
        while len(begin):
            mentees[begin] = True
            beyond = np.zeros(len(mentors), dtype=np.bool_)
            beyond[self.wishes.joined(begin)] = True
            newly = np.flatnonzero(beyond & ~mentors)
            mentors[newly] = True
            begin = self.held.joined(newly)
        return mentees, mentors

    def open(self) -> Flags:
        """Return the mentors who could take one more, if need be after others have moved."""
        target, source = self.wishes.values, np.repeat(self.mentor_of, self.wishes.sizes)
        moves = source != NOBODY
        return Rows.of(target[moves], source[moves], len(self.free)).spread(self.free > 0)


def hall_sets(problem: Problem, candidates: Candidates, seating: Seating) -> tuple[HallSet, ...]:
    """Return the parts, without anybody in common, in which requests hang on too few places.

    The deficits add up to the mentees left although somebody is allowed to them and no place could be freed:
    with ``matched`` among the goals of pairs these are all of them. The largest deficit comes first.
    """
    situation = _situation(problem, candidates, seating)
    left = situation.left
    mentees, mentors = situation.reached(left)
    if (situation.free[mentors] > 0).any():
        free = situation.open()
        hopeful = np.repeat(left, situation.wishes.sizes[left])[free[situation.wishes.joined(left)]]
        mentees, mentors = situation.reached(np.setdiff1d(left, hopeful))
    return _parts(problem, situation, mentees, mentors)


def _situation(problem: Problem, candidates: Candidates, seating: Seating) -> _Situation:
    mentor_of, fixed = seating.mentor_of, seating.fixed
    load = np.bincount(mentor_of[mentor_of != NOBODY], minlength=len(problem.mentors))
    capacity = Wishes(problem).capacity
    movable = np.flatnonzero((mentor_of != NOBODY) & ~fixed)
    wishes = Rows.of_sorted(candidates.mentee, candidates.mentor, len(mentor_of))
    return _Situation(
        wishes=wishes,
        held=Rows.of(mentor_of[movable], movable, len(capacity)),
        mentor_of=np.where(fixed, NOBODY, mentor_of),
        left=np.flatnonzero((mentor_of == NOBODY) & (wishes.sizes > 0)),
        free=capacity - load,
    )


def _parts(problem: Problem, situation: _Situation, mentees: Flags, mentors: Flags) -> tuple[HallSet, ...]:
    people = np.flatnonzero(mentees)
    if not len(people):
        return ()
    wishes = situation.wishes
    first = wishes.values[wishes.start[people]]
    label = connected(np.repeat(first, wishes.sizes[people]), wishes.joined(people), len(situation.free))
    held, begins = np.flatnonzero(mentors), np.zeros(len(label), dtype=np.bool_)
    begins[label[held]] = True
    part, count = np.cumsum(begins)[label] - 1, int(begins.sum())
    of_mentees, of_mentors = Rows.of(part[first], people, count), Rows.of(part[held], held, count)
    mentee_ids, mentor_ids = [*problem.mentee_index], [*problem.mentor_index]
    found = (
        HallSet(
            mentees=_named(mentee_ids, of_mentees[i]),
            mentors=_named(mentor_ids, of_mentors[i]),
            places=int(situation.held.sizes[of_mentors[i]].sum()),
        )
        for i in range(count)
    )
    return tuple(sorted(found, key=lambda hall: (-hall.deficit, hall.mentees)))


def _named(ids: Sequence[str], numbers: Numbers) -> tuple[str, ...]:
    if len(numbers) < 2:  # of one number itemgetter makes no tuple
        return tuple(ids[i] for i in numbers.tolist())
    named: tuple[str, ...] = itemgetter(*numbers.tolist())(ids)
    return named
