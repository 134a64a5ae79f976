"""Who may meet whom in speed mentoring: all rules but those on places and on the types of a pair.

A speed meeting happens once, beside any pair and any load (A-02, R-086), so that a mentor without a free
place takes part, too. Between institutions people meet only in the virtual way.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.rules import SPEED, far_group_not_virtual
from service.matching.candidates.score import totals
from service.matching.formats.problem import Mentee, Problem

_NOT_ASKED = frozenset(
    {
        "no_capacity",
        "no_common_type",
        "group_only",
        "speed_only",
        "not_more_experienced",
        "not_younger",
        "far_not_virtual",
    }
)


@dataclass(frozen=True, slots=True)
class Encounters:
    """The possible meetings as columns, sorted by mentee and mentor (both by index), with their points."""

    problem: Problem
    mentee: Numbers
    mentor: Numbers
    points: Numbers
    person: Numbers
    """Who is who: a number for each mentee and, behind them, for each mentor; one person has one number."""

    def __len__(self) -> int:
        return len(self.points)

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return the possible meetings of those who accept speed mentoring."""
        eligibility = Eligibility.of(problem)
        rows = [_row(eligibility, mentee) for mentee in problem.mentees]
        sizes = [len(mentors) for mentors, _ in rows]
        none = np.zeros(0, dtype=np.int64)
        return cls(
            problem=problem,
            mentee=np.repeat(np.arange(len(sizes), dtype=np.int64), sizes),
            mentor=np.concatenate([none, *(mentors for mentors, _ in rows)]),
            points=np.concatenate([none, *(points for _, points in rows)]),
            person=_persons(eligibility),
        )

    @property
    def crossed(self) -> bool:
        """Whether somebody may meet people both as a mentee and as a mentor."""
        return not self.one_sided().all()

    def one_sided(self) -> Flags:
        """Return the meetings whose mentor is a mentee in none."""
        mentee, mentor = self.people().T
        return ~np.isin(mentor, mentee)

    def part(self, wanted: Flags) -> Self:
        """Return some of the meetings, as if the others were not possible."""
        columns = (self.mentee[wanted], self.mentor[wanted], self.points[wanted])
        return type(self)(self.problem, *columns, self.person)

    def people(self) -> Numbers:
        """Return the two persons of every possible meeting, one row each."""
        both = [self.person[self.mentee], self.person[len(self.problem.mentees) + self.mentor]]
        return np.stack(both, axis=1)


def _row(eligibility: Eligibility, mentee: Mentee) -> tuple[Numbers, Numbers]:
    """Return the mentors whom the mentee may meet, and the points with each."""
    if SPEED not in mentee.types:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    free: Flags = eligibility.mentors.types.column(SPEED) > 0
    for ban, flags in eligibility.bans(mentee).items():
        if ban.whose is not None or ban.rule not in _NOT_ASKED:
            free &= ~flags
    if eligibility.listed is not None:
        allowed = np.flatnonzero(free)
        given = eligibility.listed.get(mentee.id, {})
        return allowed, np.array([given[mentor] for mentor in allowed.tolist()], dtype=np.int64)
    allowed = np.flatnonzero(free & ~far_group_not_virtual(eligibility.mentors, mentee))
    return allowed, totals(eligibility, mentee)[allowed]


def _persons(eligibility: Eligibility) -> Numbers:
    """Number the people: a mentee and a mentor who are one person have one number."""
    mentees, mentors = eligibility.problem.mentees, eligibility.problem.mentors
    number = np.arange(len(mentees) + len(mentors), dtype=np.int64)
    for position, mentee in enumerate(mentees):
        for mentor in eligibility.same_person.get(mentee.id, ()):
            one, other = number[position], number[len(mentees) + mentor]
            number[number == other] = one
    return number


def possible_partners(encounters: Encounters) -> tuple[dict[str, int], dict[str, int]]:
    """Return with how many people a meeting is allowed, by id: mentees and mentors who accept speed."""
    problem = encounters.problem
    found: list[dict[str, int]] = []
    for people, column in ((problem.mentees, encounters.mentee), (problem.mentors, encounters.mentor)):
        counts = np.bincount(column, minlength=len(people)).tolist()
        found.append(
            {person.id: count for person, count in zip(people, counts, strict=True) if SPEED in person.types}
        )
    return found[0], found[1]
