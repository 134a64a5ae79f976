"""Points of an allowed pair by criterion: whole numbers whose sum is 0..1000.

``CRITERIA`` is the one table of weights; ``docs/matching.md`` repeats it for people.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Self

import numpy as np

from service.matching.candidates.allowed import allowed_pairs
from service.matching.candidates.bits import counted
from service.matching.candidates.columns import UNKNOWN, Flags, Numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.profiles import Profiles
from service.matching.candidates.themes import useful_members
from service.matching.formats.problem import Mentee, Mentor, Problem

SINGLE = -1
"""Stands for the theme where two people form a pair of their own."""

GIVEN = "given"
"""The criterion under which points stand that the problem itself gave."""

_TOP_LEVEL = 3
_NOTHING = -2
"""What is unknown of a mentee is like nothing that a mentor has."""

_LONG = 10_000
"""Years of a mentee of whom they are not known: no mentor has worked longer."""

_PART = 2**15
"""So many pairs are scored at a time: their columns stay in fast memory."""

Points = Callable[[Profiles, Numbers, Numbers, int], Numbers]


@dataclass(frozen=True, slots=True)
class Criterion:
    """How many points a criterion can give at most, and the function that counts them for pairs by index.

    One mentee (an array of one) may stand for all pairs.
    """

    most: int
    points: Points


def _competencies(profiles: Profiles, mentee: Numbers, mentor: Numbers, most: int) -> Numbers:
    """Share of the requests that is covered, weighted 3, 2, 1 by priority and by level of 3."""
    requests, weighted = profiles.requests, profiles.weighted
    reached, (_, codes, width) = np.zeros(len(mentor), dtype=np.int64), weighted.shape
    for code, weight in zip(requests.code.T, requests.weight.T, strict=True):
        row = (weight * codes + code) * width
        reached += weighted.take(row.take(mentee) + mentor)
    return most * reached // np.maximum(_TOP_LEVEL * requests.whole, 1).take(mentee)


def _subject(profiles: Profiles, mentee: Numbers, mentor: Numbers, most: int) -> Numbers:
    """Everything for the same subject or direction."""
    return _same(profiles.mentees.subject, profiles.mentors.subject, mentee, mentor) * most


def _department(profiles: Profiles, mentee: Numbers, mentor: Numbers, most: int) -> Numbers:
    """Everything for the same department."""
    return _same(profiles.mentees.department, profiles.mentors.department, mentee, mentor) * most


def _experience(profiles: Profiles, mentee: Numbers, mentor: Numbers, most: int) -> Numbers:
    """A twentieth for each year that the mentor has worked longer than the mentee."""
    own = np.where(profiles.mentees.experience == UNKNOWN, _LONG, profiles.mentees.experience)
    longer = profiles.mentors.experience.take(mentor) - own.take(mentee)
    return np.clip(longer, 0, 20) * most // 20


def _mentoring(profiles: Profiles, _mentee: Numbers, mentor: Numbers, most: int) -> Numbers:
    """A fifth for each year in which the mentor has mentored."""
    result: Numbers = (np.clip(profiles.mentoring, 0, 5) * most // 5).take(mentor)
    return result


def _time(profiles: Profiles, mentee: Numbers, mentor: Numbers, most: int) -> Numbers:
    """A third for each common free slot."""
    return np.minimum(counted(profiles.free.common(mentee, mentor)), 3) * most // 3


def _types(profiles: Profiles, mentee: Numbers, mentor: Numbers, most: int) -> Numbers:
    """A third for each type that both accept and that this pair can have."""
    return np.minimum(counted(profiles.possible_types(mentee, mentor)), 3) * most // 3


CRITERIA: Mapping[str, Criterion] = MappingProxyType(
    {
        "competencies": Criterion(600, _competencies),
        "subject": Criterion(150, _subject),
        "experience": Criterion(60, _experience),
        "mentoring": Criterion(60, _mentoring),
        "time": Criterion(60, _time),
        "department": Criterion(40, _department),
        "types": Criterion(30, _types),
    }
)
"""All criteria; the sum of ``most`` is 1000. What is unknown gives no points.

The weights of a problem replace ``most``.
"""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What is allowed as columns, sorted by mentee, mentor (both by index) and theme, with its points.

    ``theme`` is ``SINGLE`` for a pair, otherwise an index into ``themes``: the mentee may be in a group of
    this mentor. So the same two people can stand here several times, with the same points.
    """

    mentee: Numbers
    mentor: Numbers
    points: Numbers
    theme: Numbers
    themes: tuple[str, ...]
    """The themes of groups, sorted, each ``form/competency``."""

    def __len__(self) -> int:
        return len(self.points)

    def only(self, some: Flags | Numbers) -> Self:
        """Return some of the candidates, by flags or by ascending positions."""
        return replace(
            self,
            mentee=self.mentee[some],
            mentor=self.mentor[some],
            points=self.points[some],
            theme=self.theme[some],
        )

    def first_of(self, pairs: Numbers, *, mentors: int) -> Numbers:
        """Return where the first candidate of each pair (by number) stands, -1 where it is not allowed.

        A pair that two people can form alone stands before their places in groups.
        """
        known = self.mentee * mentors + self.mentor
        if not len(known):
            return np.full(len(pairs), -1, dtype=np.int64)
        found = np.searchsorted(known, pairs)
        same = known[np.minimum(found, len(known) - 1)] == pairs
        return np.where(same, found, -1)

    def on_pairs(self, first: Numbers, values: Numbers) -> Numbers:
        """Return for every candidate the value given to its two people, otherwise 0.

        ``first`` tells where the first candidate of each pair stands (``first_of`` of distinct pairs).
        """
        found = np.zeros(len(self), dtype=np.int64)
        found[first[first >= 0]] = values[first >= 0]
        if not self.themes:
            return found
        start = np.flatnonzero(self._other_pair())
        return np.repeat(found[start], np.diff(start, append=len(self)))

    def wanted(self, mentors: int) -> Numbers:
        """Return for each of so many mentors how many mentees could come to him, each counted once."""
        if not self.themes:
            return np.bincount(self.mentor, minlength=mentors)
        return np.bincount(self.mentor[self._other_pair()], minlength=mentors)

    def _other_pair(self) -> Flags:
        """Return which candidates are not of the same two people as the one before."""
        other: Flags = (np.diff(self.mentee, prepend=-1) != 0) | (np.diff(self.mentor, prepend=-1) != 0)
        return other


def candidates(eligibility: Eligibility) -> Candidates:
    """Return all allowed pairs and members of groups of the problem with their points."""
    pairs = allowed_pairs(eligibility)
    if not eligibility.profiles.mentors.in_groups.any():
        return _scored(eligibility, *pairs, np.full(len(pairs[0]), SINGLE, dtype=np.int64), ())
    members = useful_members(eligibility, pairs)
    mentee, mentor = np.concatenate([pairs[0], members.mentee]), np.concatenate([pairs[1], members.mentor])
    theme = np.concatenate([np.full(len(pairs[0]), SINGLE, dtype=np.int64), members.theme])
    if len(members.theme):
        order = np.lexsort((theme, mentor, mentee))
        mentee, mentor, theme = mentee[order], mentor[order], theme[order]
    return _scored(eligibility, mentee, mentor, theme, members.themes)


def _scored(
    eligibility: Eligibility, mentee: Numbers, mentor: Numbers, theme: Numbers, themes: tuple[str, ...]
) -> Candidates:
    points = points_of(eligibility, mentee, mentor)
    return Candidates(mentee=mentee, mentor=mentor, points=points, theme=theme, themes=themes)


def single_pairs(found: Candidates) -> Candidates:
    """Return the candidates without groups."""
    if not found.themes:
        return found
    return replace(found.only(found.theme == SINGLE), themes=())


def terms(eligibility: Eligibility, mentee: Mentee, mentor: Mentor) -> dict[str, int]:
    """Return the points of one pair by criterion; a pair that the problem rated has one term, ``given``."""
    problem = eligibility.problem
    both = problem.mentee_index[mentee.id], problem.mentor_index[mentor.id]
    return terms_of(eligibility, np.array(both[:1]), np.array(both[1:]))[0]


def terms_of(eligibility: Eligibility, mentee: Numbers, mentor: Numbers) -> list[dict[str, int]]:
    """Return the points of many pairs (by index) by criterion."""
    if eligibility.listed is not None:
        return [{GIVEN: value} for value in points_of(eligibility, mentee, mentor).tolist()]
    columns = [values.tolist() for values in _by_criterion(eligibility, mentee, mentor)]
    return [dict(zip(CRITERIA, values, strict=True)) for values in zip(*columns, strict=True)]


def points_of(eligibility: Eligibility, mentee: Numbers, mentor: Numbers) -> Numbers:
    """Return the points of many pairs (by index), allowed or not; with given points they must be listed."""
    if eligibility.listed is not None:
        people = eligibility.problem.mentees
        both = zip(mentee.tolist(), mentor.tolist(), strict=True)
        return np.array([eligibility.listed[people[i].id][j] for i, j in both], dtype=np.int64)
    total = np.zeros(len(mentee), dtype=np.int64)
    for part in range(0, len(mentee), _PART):
        these = slice(part, part + _PART)
        for values in _by_criterion(eligibility, mentee[these], mentor[these]):
            total[these] += values
    return total


def totals(eligibility: Eligibility, mentee: Mentee) -> Numbers:
    """Return what the profiles alone would give with every mentor, allowed or not."""
    mentor = np.arange(len(eligibility.mentors), dtype=np.int64)
    one = np.array([eligibility.problem.mentee_index[mentee.id]])
    return sum(_by_criterion(eligibility, one, mentor), start=np.zeros(len(mentor), dtype=np.int64))


def most_points(problem: Problem) -> dict[str, int]:
    """Return the most points that each criterion gives in this problem."""
    if problem.weights is None:
        return {code: criterion.most for code, criterion in CRITERIA.items()}
    return {code: problem.weights.get(code, 0) for code in CRITERIA}


def _by_criterion(eligibility: Eligibility, mentee: Numbers, mentor: Numbers) -> Iterator[Numbers]:
    most = most_points(eligibility.problem)
    for code, criterion in CRITERIA.items():
        yield criterion.points(eligibility.profiles, mentee, mentor, most[code])


def _same(of_mentees: Numbers, of_mentors: Numbers, mentee: Numbers, mentor: Numbers) -> Flags:
    """Return which pairs are known to have the same."""
    own = np.where(of_mentees == UNKNOWN, _NOTHING, of_mentees)
    result: Flags = own.take(mentee) == of_mentors.take(mentor)
    return result
