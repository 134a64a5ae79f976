"""Points of an allowed pair by criterion: whole numbers whose sum is 0..1000.

``CRITERIA`` is the one table of weights; ``docs/matching.md`` repeats it for people.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from service.matching.columns import UNKNOWN, Columns, Numbers
from service.matching.eligible import Eligibility
from service.matching.problem import Mentee, Mentor, Problem
from service.matching.rules import possible_types
from service.matching.themes import useful_members

SINGLE = -1
"""Stands for the theme where two people form a pair of their own."""

GIVEN = "given"
"""The criterion under which points stand that the problem itself gave."""

_PRIORITY_WEIGHT = {1: 3, 2: 2, 3: 1}
_TOP_LEVEL = 3

Points = Callable[[Columns, Mentee, int], Numbers]


@dataclass(frozen=True, slots=True)
class Criterion:
    """How many points a criterion can give at most, and the function that counts them for every mentor."""

    most: int
    points: Points


def _competencies(mentors: Columns, mentee: Mentee, most: int) -> Numbers:
    """Share of the requests that is covered, weighted 3, 2, 1 by priority and by level of 3."""
    reached = np.zeros(len(mentors), dtype=np.int64)
    for code, priority in mentee.request.items():
        reached += _PRIORITY_WEIGHT[priority] * mentors.competencies.column(code)
    whole = _TOP_LEVEL * sum(_PRIORITY_WEIGHT[priority] for priority in mentee.request.values())
    result: Numbers = most * reached // max(whole, 1)
    return result


def _subject(mentors: Columns, mentee: Mentee, most: int) -> Numbers:
    """Everything for the same subject or direction."""
    return np.where(mentors.subject.same(mentee.subject), most, 0)


def _department(mentors: Columns, mentee: Mentee, most: int) -> Numbers:
    """Everything for the same department."""
    return np.where(mentors.department.same(mentee.department), most, 0)


def _experience(mentors: Columns, mentee: Mentee, most: int) -> Numbers:
    """A twentieth for each year that the mentor has worked longer than the mentee."""
    if mentee.experience_years is None:
        return np.zeros(len(mentors), dtype=np.int64)
    longer = np.clip(mentors.experience - mentee.experience_years, 0, 20)
    return np.where(mentors.experience == UNKNOWN, 0, longer) * most // 20


def _mentoring(mentors: Columns, _mentee: Mentee, most: int) -> Numbers:
    """A fifth for each year in which the mentor has mentored."""
    result: Numbers = np.clip(mentors.mentoring, 0, 5) * most // 5
    return result


def _time(mentors: Columns, mentee: Mentee, most: int) -> Numbers:
    """A third for each common free slot."""
    result: Numbers = np.clip(mentors.free.common(mentee.free or ()), 0, 3) * most // 3
    return result


def _types(mentors: Columns, mentee: Mentee, most: int) -> Numbers:
    """A third for each type that both accept and that this pair can have."""
    count = np.zeros(len(mentors), dtype=np.int64)
    for possible in possible_types(mentors, mentee).values():
        count += possible
    result: Numbers = np.clip(count, 0, 3) * most // 3
    return result


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


@dataclass(frozen=True, slots=True)
class Covered:
    """One request of the mentee that the mentor can meet: code, priority 1..3, level 1..3."""

    code: str
    priority: int
    level: int


def candidates(eligibility: Eligibility) -> Candidates:
    """Return all allowed pairs and members of groups of the problem with their points."""
    members = useful_members(eligibility)
    groups = [members.get(mentee.id, ()) for mentee in eligibility.problem.mentees]
    themes = tuple(sorted({theme for found in groups for _, theme in found}))
    index = {theme: i for i, theme in enumerate(themes)}
    arcs: list[tuple[int, int, int, int]] = []
    for position, person in enumerate(eligibility.problem.mentees):
        allowed = eligibility.allowed(person)
        both = [(mentor, SINGLE) for mentor in allowed.tolist()]
        both += [(mentor, index[theme]) for mentor, theme in groups[position]]
        wanted = np.array([mentor for mentor, _ in sorted(both)], dtype=np.int64)
        points = _points(eligibility, person, wanted).tolist()
        arcs += [(position, *arc, value) for arc, value in zip(sorted(both), points, strict=True)]
    mentee, mentor, theme, value = np.array(arcs, dtype=np.int64).reshape(-1, 4).T
    return Candidates(mentee=mentee, mentor=mentor, points=value, theme=theme, themes=themes)


def single_pairs(found: Candidates) -> Candidates:
    """Return the candidates without groups."""
    single = found.theme == SINGLE
    return Candidates(
        mentee=found.mentee[single],
        mentor=found.mentor[single],
        points=found.points[single],
        theme=found.theme[single],
        themes=(),
    )


def terms(eligibility: Eligibility, mentee: Mentee, mentor: Mentor) -> dict[str, int]:
    """Return the points of one pair by criterion; a pair that the problem rated has one term, ``given``."""
    position = eligibility.mentors.index[mentor.id]
    if eligibility.listed is not None:
        return {GIVEN: eligibility.listed[mentee.id][position]}
    return {code: int(values[position]) for code, values in _all_terms(eligibility, mentee).items()}


def totals(eligibility: Eligibility, mentee: Mentee) -> Numbers:
    """Return what the profiles alone would give with every mentor, allowed or not."""
    total = np.zeros(len(eligibility.mentors), dtype=np.int64)
    for values in _all_terms(eligibility, mentee).values():
        total += values
    return total


def covered(mentee: Mentee, mentor: Mentor) -> tuple[Covered, ...]:
    """Return the requests that the mentor can meet, the most important first."""
    found = [
        Covered(code, priority, mentor.competencies[code])
        for code, priority in mentee.request.items()
        if code in mentor.competencies
    ]
    return tuple(sorted(found, key=lambda request: (request.priority, -request.level, request.code)))


def _points(eligibility: Eligibility, mentee: Mentee, allowed: Numbers) -> Numbers:
    if eligibility.listed is not None:
        row = eligibility.listed.get(mentee.id, {})
        return np.array([row[position] for position in allowed.tolist()], dtype=np.int64)
    return totals(eligibility, mentee)[allowed]


def most_points(problem: Problem) -> dict[str, int]:
    """Return the most points that each criterion gives in this problem."""
    if problem.weights is None:
        return {code: criterion.most for code, criterion in CRITERIA.items()}
    return {code: problem.weights.get(code, 0) for code in CRITERIA}


def _all_terms(eligibility: Eligibility, mentee: Mentee) -> dict[str, Numbers]:
    most = most_points(eligibility.problem)
    return {code: c.points(eligibility.mentors, mentee, most[code]) for code, c in CRITERIA.items()}
