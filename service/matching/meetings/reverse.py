"""Two people who could teach each other: technologies one way, teaching methods the other (M-8, R-084)."""

from dataclasses import dataclass
from itertools import combinations

import msgspec
import numpy as np

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.rules import REVERSE
from service.matching.candidates.score import terms
from service.matching.formats.problem import Mentee, Mentor, Problem
from service.matching.formats.proposal import Proposal

_NOT_ASKED = frozenset({"no_common_type", "group_only", "speed_only", "not_more_experienced", "not_younger"})


class Direction(msgspec.Struct, frozen=True, kw_only=True):
    """One of two directions: ids in their banks, points 0..1000, and whether the proposal has this pair."""

    mentor: str
    mentee: str
    points: int
    proposed: bool


class ReversePair(msgspec.Struct, frozen=True, kw_only=True):
    """Two people with both directions: in ``technology`` the younger one is the mentor."""

    technology: Direction
    methodology: Direction


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody who stands in both banks and accepts the reverse type in both; the age is known."""

    mentor: Mentor
    mentee: Mentee
    age: int


def reverse_pairs(*, problem: Problem, proposal: Proposal | None = None) -> tuple[ReversePair, ...]:
    """Return all pairs of people of one institution who could be mentor and mentee of each other.

    Both stand in both banks, accept the reverse type, differ in age, and in each direction all rules hold
    but those on types. The most points come first. Free places are asked for each direction alone.
    """
    eligibility = Eligibility.of(problem)
    people = _people(eligibility)
    allowed = {person.mentee.id: _mentors_of(eligibility, person.mentee) for person in people}
    chosen = {(pair.mentee, pair.mentor) for pair in proposal.pairs} if proposal else set[tuple[str, str]]()
    found = [
        _pair(eligibility, *_by_age(*both), chosen)
        for both in combinations(people, 2)
        if _possible(*both, allowed)
    ]
    return tuple(sorted(found, key=_rank))


def _by_age(one: _Person, other: _Person) -> tuple[_Person, _Person]:
    return (one, other) if one.age <= other.age else (other, one)


def _people(eligibility: Eligibility) -> list[_Person]:
    mentors = eligibility.problem.mentors
    return [
        _Person(mentors[position], mentee, age)
        for mentee in eligibility.problem.mentees
        for position in eligibility.same_person.get(mentee.id, ())
        if REVERSE in mentee.types and REVERSE in mentors[position].types
        if (age := mentors[position].age or mentee.age) is not None
    ]


def _mentors_of(eligibility: Eligibility, mentee: Mentee) -> frozenset[str]:
    """Return the mentors whom all rules but those on types allow."""
    free = np.ones(len(eligibility.mentors), dtype=np.bool_)
    for ban, flags in eligibility.bans(mentee).items():
        if ban.whose is not None or ban.rule not in _NOT_ASKED:
            free &= ~flags
    return frozenset(eligibility.problem.mentors[position].id for position in np.flatnonzero(free).tolist())


def _possible(one: _Person, other: _Person, allowed: dict[str, frozenset[str]]) -> bool:
    far = None not in {one.mentor.institution, other.mentor.institution} and (
        one.mentor.institution != other.mentor.institution
    )
    return (
        one.age != other.age
        and not far
        and other.mentor.id in allowed[one.mentee.id]
        and one.mentor.id in allowed[other.mentee.id]
    )


def _pair(
    eligibility: Eligibility, younger: _Person, older: _Person, chosen: set[tuple[str, str]]
) -> ReversePair:
    def direction(mentor: Mentor, mentee: Mentee) -> Direction:
        return Direction(
            mentor=mentor.id,
            mentee=mentee.id,
            points=sum(terms(eligibility, mentee, mentor).values()),
            proposed=(mentee.id, mentor.id) in chosen,
        )

    return ReversePair(
        technology=direction(younger.mentor, older.mentee),
        methodology=direction(older.mentor, younger.mentee),
    )


def _rank(pair: ReversePair) -> tuple[int, str, str]:
    return (
        -pair.technology.points - pair.methodology.points,
        pair.technology.mentor,
        pair.methodology.mentor,
    )
