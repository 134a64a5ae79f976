"""Rules and points one pair after the other, as one would write them without arrays, to compare ours with.

The same work on pairs of their own: every rule, then the points of what is left. Sets of words are made once
for each person, and the rules that are cheap and keep most people apart come first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from service.matching.formats.problem import Mentee, Mentor, Pair, Problem

_WEIGHT = {1: 3, 2: 2, 3: 1}
_NO_PAIR = frozenset({"group", "speed"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a person as sets."""

    forms: frozenset[str]
    types: frozenset[str]
    free: frozenset[str] | None

    @classmethod
    def of(cls, person: Mentee | Mentor) -> Self:
        """Return the sets of a person; only types that can carry a pair."""
        free = None if person.free is None else frozenset(person.free)
        return cls(frozenset(person.forms), frozenset(person.types) - _NO_PAIR, free)


@dataclass(frozen=True, slots=True)
class Loops:
    """A problem with what its lists forbid, and the words of all mentors."""

    mentors: tuple[tuple[Mentor, Words], ...]
    excluded: frozenset[str]
    barred: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return what is asked of all pairs again and again."""
        excluded = frozenset(one.id for one in problem.excluded)
        taking = (one for one in problem.mentors if one.capacity and one.id not in excluded)
        declined: list[Pair] = [marks for marks in problem.interest if marks.declined]
        barred = frozenset(pair.key for pair in (*declined, *problem.forbidden))
        return cls(tuple((mentor, Words.of(mentor)) for mentor in taking), excluded, barred)

    def of_mentee(self, mentee: Mentee) -> Iterator[tuple[str, int]]:
        """Yield the mentors with whom the mentee may be a pair, and the points."""
        if mentee.id in self.excluded:
            return
        own = Words.of(mentee)
        for mentor, words in self.mentors:
            types = _allowed(mentee, own, mentor, words)
            if types and (mentee.id, mentor.id) not in self.barred:
                yield mentor.id, _points(mentee, own, mentor, words, types)


def _allowed(mentee: Mentee, own: Words, mentor: Mentor, words: Words) -> frozenset[str]:
    """Return the types that the pair can have; none if a rule forbids it."""
    nothing = frozenset[str]()
    far = mentee.institution != mentor.institution and None not in (mentee.institution, mentor.institution)
    if far and not (mentee.network and mentor.network):
        return nothing
    if own.forms.isdisjoint(words.forms):
        return nothing
    if mentee.department in mentor.head_of and "HEAD_TEACHER" not in own.forms & words.forms:
        return nothing
    if own.free is not None and words.free is not None and own.free.isdisjoint(words.free):
        return nothing
    if mentee.request.keys().isdisjoint(mentor.competencies):
        return nothing
    return _types(mentee, own, mentor, words, far=far)


def _types(mentee: Mentee, own: Words, mentor: Mentor, words: Words, *, far: bool) -> frozenset[str]:
    types = own.types & words.types
    if far:
        return types & {"virtual"}
    less, years = mentee.experience_years, mentor.experience_years
    if less is not None and years is not None and years <= less:
        types -= {"traditional"}
    if mentee.age is not None and mentor.age is not None and mentor.age >= mentee.age:
        types -= {"reverse"}
    return types


def _points(mentee: Mentee, own: Words, mentor: Mentor, words: Words, types: frozenset[str]) -> int:
    reached = whole = 0
    for code, priority in mentee.request.items():
        whole += _WEIGHT[priority]
        reached += _WEIGHT[priority] * mentor.competencies.get(code, 0)
    points = 600 * reached // (3 * whole)
    if mentee.subject is not None and mentee.subject == mentor.subject:
        points += 150
    if mentee.experience_years is not None and mentor.experience_years is not None:
        points += 3 * min(max(mentor.experience_years - mentee.experience_years, 0), 20)
    points += 12 * min(mentor.mentoring_years or 0, 5)
    if own.free and words.free:
        points += 20 * min(len(own.free & words.free), 3)
    if mentee.department is not None and mentee.department == mentor.department:
        points += 40
    return points + 10 * min(len(types), 3)


def competencies_alone(problem: Problem, mentees: tuple[Mentee, ...]) -> int:
    """Return the points for competencies of some mentees with all mentors, whatever the rules, added up."""
    total = 0
    for mentee in mentees:
        for mentor in problem.mentors:
            for code, priority in mentee.request.items():
                total += _WEIGHT[priority] * mentor.competencies.get(code, 0)
    return total


def found(problem: Problem, mentees: tuple[Mentee, ...]) -> Mapping[tuple[str, str], int]:
    """Return the points of all possible pairs of some mentees."""
    loops = Loops.of(problem)
    return {(one.id, mentor): points for one in mentees for mentor, points in loops.of_mentee(one)}
