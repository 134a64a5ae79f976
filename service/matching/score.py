"""Points of an allowed pair by criterion: whole numbers whose sum is 0..1000.

``CRITERIA`` is the one table of weights; ``docs/matching.md`` repeats it for people.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from service.matching.columns import UNKNOWN, Columns, Numbers
from service.matching.eligible import Eligibility
from service.matching.problem import Mentee, Mentor
from service.matching.rules import possible_types

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
    return _same(mentors.subject == mentee.subject, most, known=mentee.subject is not None)


def _department(mentors: Columns, mentee: Mentee, most: int) -> Numbers:
    """Everything for the same department."""
    return _same(mentors.department == mentee.department, most, known=mentee.department is not None)


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
"""All criteria; the sum of ``most`` is 1000. What is unknown gives no points."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The allowed pairs as columns, sorted by mentee and mentor (both by index), with their points."""

    mentee: Numbers
    mentor: Numbers
    points: Numbers

    def __len__(self) -> int:
        return len(self.points)


@dataclass(frozen=True, slots=True)
class Covered:
    """One request of the mentee that the mentor can meet: code, priority 1..3, level 1..3."""

    code: str
    priority: int
    level: int


def candidates(eligibility: Eligibility) -> Candidates:
    """Return all allowed pairs of the problem with their points."""
    mentors: list[Numbers] = []
    points: list[Numbers] = []
    for mentee in eligibility.problem.mentees:
        allowed = eligibility.allowed(mentee)
        mentors.append(allowed)
        points.append(_points(eligibility, mentee, allowed))
    sizes = [len(allowed) for allowed in mentors]
    return Candidates(
        mentee=np.repeat(np.arange(len(sizes), dtype=np.int64), sizes),
        mentor=_joined(mentors),
        points=_joined(points),
    )


def terms(eligibility: Eligibility, mentee: Mentee, mentor: Mentor) -> dict[str, int]:
    """Return the points of one pair by criterion; a pair that the problem rated has one term, ``given``."""
    position = eligibility.mentors.index[mentor.id]
    if eligibility.listed is not None:
        return {GIVEN: eligibility.listed[mentee.id][position]}
    return {code: int(values[position]) for code, values in _all_terms(eligibility.mentors, mentee).items()}


def totals(eligibility: Eligibility, mentee: Mentee) -> Numbers:
    """Return what the profiles alone would give with every mentor, allowed or not."""
    total = np.zeros(len(eligibility.mentors), dtype=np.int64)
    for values in _all_terms(eligibility.mentors, mentee).values():
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


def _all_terms(mentors: Columns, mentee: Mentee) -> dict[str, Numbers]:
    return {code: c.points(mentors, mentee, c.most) for code, c in CRITERIA.items()}


def _same(equal: object, most: int, *, known: bool) -> Numbers:
    flags = np.asarray(equal, dtype=np.bool_)
    result: Numbers = np.where(flags & known, most, 0).astype(np.int64)
    return result


def _joined(parts: list[Numbers]) -> Numbers:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])
