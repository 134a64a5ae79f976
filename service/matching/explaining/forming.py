"""Groups that do not come about: who could lead one for a mentee, and how many members are missing."""

from collections import Counter
from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.themes import common_themes
from service.matching.explaining.reach import Seats


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A group that a mentor (by index) has room for: ``more`` mentees are missing, 0: it is complete."""

    mentor: int
    theme: str
    more: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """What groups could mean for one mentee."""

    leaders: Flags
    """The mentors in a group of whom he could be, if it came about."""
    busy: Flags
    """The mentors who lead a group of the proposal."""
    shortfalls: tuple[Shortfall, ...]
    """Per mentor with room for a new group the theme that lacks fewest, by mentor."""

    @property
    def complete(self) -> int:
        """How many mentors could lead a group for him with those who are left."""
        return sum(found.more == 0 for found in self.shortfalls)

    @property
    def possible_now(self) -> bool:
        """Whether a group could be made as things are."""
        return self.complete > 0


@dataclass(frozen=True, slots=True)
class Forming:
    """How many of those who are left could be in each group that no mentor leads yet."""

    eligibility: Eligibility
    busy: Flags
    roomy: Flags
    """The mentors who have enough free places for a group and lead none."""
    leaders: dict[int, Numbers]
    """Per mentee who is left the mentors who could lead a group for him."""
    waiting: Counter[tuple[int, str]]

    @classmethod
    def of(cls, eligibility: Eligibility, seats: Seats, left: list[int]) -> Self:
        """Return what could be formed among the mentees who are left."""
        problem = eligibility.problem
        mentors = len(problem.mentors)
        busy = np.zeros(mentors, dtype=np.bool_)
        busy[seats.owner[mentors:]] = True
        least = np.array([mentor.group_sizes.start for mentor in problem.mentors], dtype=np.int64)
        roomy = eligibility.mentors.leads_groups & ~busy & (seats.free >= least)
        leaders = {position: _leaders(eligibility, position) for position in left}
        waiting = Counter(
            (mentor, theme)
            for position, found in leaders.items()
            for mentor in found[roomy[found]].tolist()
            for theme in common_themes(problem.mentees[position], problem.mentors[mentor])
        )
        return cls(eligibility, busy, roomy, leaders, waiting)

    def lacking(self, position: int) -> Lacking:
        """Return what groups could mean for a mentee who is left."""
        found = self.leaders[position]
        flags = np.zeros(len(self.busy), dtype=np.bool_)
        flags[found] = True
        return Lacking(
            leaders=flags,
            busy=self.busy,
            shortfalls=tuple(self._shortfall(position, j) for j in found[self.roomy[found]].tolist()),
        )

    def _shortfall(self, position: int, mentor: int) -> Shortfall:
        problem = self.eligibility.problem
        themes = common_themes(problem.mentees[position], problem.mentors[mentor])
        best = max(themes, key=lambda theme: self.waiting[mentor, theme])
        missing = problem.mentors[mentor].group_sizes.start - self.waiting[mentor, best]
        return Shortfall(mentor, best, max(missing, 0))


def _leaders(eligibility: Eligibility, position: int) -> Numbers:
    """Return the mentors of whose groups no rule keeps the mentee out."""
    if not eligibility.mentors.leads_groups.any():
        return np.zeros(0, dtype=np.int64)
    possible = np.ones(len(eligibility.mentors), dtype=np.bool_)
    for flags in eligibility.group_bans(eligibility.problem.mentees[position]).values():
        possible &= ~flags
    return np.flatnonzero(possible)
