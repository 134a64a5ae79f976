"""What the checker knows about a problem, as columns: candidates, people, groups, and what each goal counts.

Built from the problem alone, by other code than the network of the solver.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import Candidates
from service.matching.candidates.wishes import Wishes
from service.matching.formats.problem import Problem

NO_GROUP = -1


@dataclass(frozen=True, slots=True)
class Groups:
    """Every possible group, one mentor with one theme; ``of`` tells the group of a candidate or NO_GROUP."""

    of: Numbers
    mentor: Numbers
    least: Numbers
    most: Numbers

    @classmethod
    def among(cls, problem: Problem, candidates: Candidates) -> Self:
        """Return the groups that the candidates can form."""
        number = np.full(len(candidates), NO_GROUP, dtype=np.int64)
        member = np.flatnonzero(candidates.theme >= 0)
        keys = candidates.mentor[member] * (len(candidates.themes) + 1) + candidates.theme[member]
        unique, number[member] = np.unique(keys, return_inverse=True)
        mentor = unique // (len(candidates.themes) + 1)
        sizes = [problem.mentors[position].group_sizes for position in mentor.tolist()]
        return cls(
            of=number,
            mentor=mentor,
            least=np.array([size.start for size in sizes], dtype=np.int64),
            most=np.array([min(size.stop - 1, len(problem.mentees)) for size in sizes], dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.mentor)

    def sizes(self, chosen: Flags) -> Numbers:
        """Return how many members every group has."""
        members = self.of[chosen]
        return np.bincount(members[members != NO_GROUP], minlength=len(self))


@dataclass(frozen=True, slots=True)
class Board:
    """The candidates with what each goal counts for them; people are counted from 0 in canonical order."""

    problem: Problem
    candidates: Candidates
    capacity: Numbers
    """Places of every mentor, at most as many as there are mentees."""
    interest: Numbers
    stay: Numbers
    overdue: Numbers
    pinned: Flags
    """Mentees who may not be left alone."""
    places_pinned: Numbers
    """How many of them every mentor must have."""
    groups: Groups
    must: Numbers
    """Members that every group must have; 0 unless somebody decided that the group takes place."""
    blocked: Flags
    """Candidates that may not change."""

    @classmethod
    def of(cls, problem: Problem, candidates: Candidates) -> Self:
        """Return the board of a problem: who is pinned to one mentor goes to no other."""
        keys = candidates.mentee * len(problem.mentors) + candidates.mentor
        wishes = Wishes(problem)
        pinned = np.zeros(len(problem.mentees), dtype=np.bool_)
        who, whose = np.divmod(wishes.pinned, max(len(problem.mentors), 1))
        pinned[who] = True
        groups = Groups.among(problem, candidates)
        capacity = [min(mentor.capacity, len(problem.mentees)) for mentor in problem.mentors]
        return cls(
            problem=problem,
            candidates=candidates,
            capacity=np.array(capacity, dtype=np.int64),
            interest=_looked_up(keys, wishes.marked, wishes.marks),
            stay=np.isin(keys, wishes.current).astype(np.int64),
            overdue=wishes.overdue,
            pinned=pinned,
            places_pinned=np.bincount(whose, minlength=len(problem.mentors)),
            groups=groups,
            must=np.zeros(len(groups), dtype=np.int64),
            blocked=pinned[candidates.mentee] & ~np.isin(keys, wishes.pinned),
        )

    def loads(self, chosen: Flags) -> Numbers:
        """Return how many mentees every mentor has."""
        return np.bincount(self.candidates.mentor[chosen], minlength=len(self.capacity))

    def matched(self, chosen: Flags) -> Flags:
        """Return which mentees have a mentor."""
        matched = np.zeros(len(self.overdue), dtype=np.bool_)
        matched[self.candidates.mentee[chosen]] = True
        return matched

    def values(self, chosen: Flags) -> dict[str, int]:
        """Return the value of every goal for the chosen candidates."""
        loads = self.loads(chosen)
        return {
            "matched": int(np.count_nonzero(chosen)),
            "overdue": int(self.overdue[self.candidates.mentee[chosen]].sum()),
            "fit": int(self.candidates.points[chosen].sum()),
            "interest": int(self.interest[chosen].sum()),
            "load": int((loads * loads).sum()),
            "stay": int(self.stay[chosen].sum()),
        }

    def trivial_bounds(self, chosen: Flags) -> dict[str, int]:
        """Return per goal what no proposal can pass, by mere counting: the best pair for each mentee.

        Every pair adds at least 1 to the load; how many pairs there are is fixed if ``matched`` is a goal.
        """
        able = np.zeros(len(self.overdue), dtype=np.bool_)
        able[self.candidates.mentee] = True
        return {
            "matched": int(np.count_nonzero(able)),
            "overdue": int(self.overdue[able].sum()),
            "fit": self._most(self.candidates.points),
            "interest": self._most(self.interest),
            "load": int(np.count_nonzero(chosen)) if "matched" in self.problem.goals else 0,
            "stay": self._most(self.stay),
        }

    def _most(self, column: Numbers) -> int:
        best = np.zeros(len(self.overdue), dtype=np.int64)
        np.maximum.at(best, self.candidates.mentee, column)
        return int(best.sum())


def _looked_up(keys: Numbers, listed: Numbers, values: Numbers) -> Numbers:
    """Return the value listed for each key, 0 where none is listed."""
    if not len(listed):
        return np.zeros(len(keys), dtype=np.int64)
    order = np.argsort(listed)
    found = order[np.minimum(np.searchsorted(listed, keys, sorter=order), len(listed) - 1)]
    return np.where(listed[found] == keys, values[found], 0)
