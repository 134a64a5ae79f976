"""Which pairs are allowed, and which rules forbid each of the others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Self

import numpy as np

from service.matching.candidates.columns import Columns, Flags, Numbers
from service.matching.candidates.profiles import Profiles
from service.matching.candidates.rules import GROUP_PROFILE, PROFILE
from service.matching.candidates.wishes import Wishes
from service.matching.formats.problem import Mentee, Mentor, Pair, Problem

SAME_PERSON = "same_person"
"""A rule, and the reason in ``forbidden`` that means it: one person stands in both banks under two ids."""


@dataclass(frozen=True, slots=True)
class Ban:
    """A rule that forbids a pair, with the clause of the regulation where the problem names one."""

    rule: str
    clause: str | None = None
    whose: str | None = None
    """For a person who is excluded: ``mentee`` or ``mentor``."""


@dataclass(frozen=True)
class Eligibility:
    """Answers about pairs of one problem; mentors and mentees are counted from 0 in canonical order."""

    problem: Problem
    mentors: Columns
    excluded_mentors: tuple[tuple[Ban, Flags], ...]
    excluded_mentees: Mapping[str, tuple[Ban, ...]]
    declined: Mapping[str, tuple[int, ...]]
    forbidden: Mapping[str, tuple[int, ...]]
    same_person: Mapping[str, tuple[int, ...]]
    listed: Mapping[str, Mapping[int, int]] | None
    """Points by mentor where the problem itself lists the possible pairs."""

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Prepare the answers for a problem."""
        mentors = Columns(problem.mentors)
        own: dict[str, list[Ban]] = defaultdict(list)
        for excluded in problem.excluded:
            own[excluded.id].append(Ban(excluded.rule, excluded.clause, "mentee"))
        declines = (marks for marks in problem.interest if marks.declined)
        return cls(
            problem=problem,
            mentors=mentors,
            excluded_mentors=_excluded(problem, mentors),
            excluded_mentees={person: tuple(bans) for person, bans in own.items()},
            declined=_by_mentee(problem, declines),
            forbidden=_by_mentee(problem, (p for p in problem.forbidden if p.reason != SAME_PERSON)),
            same_person=_same_person(problem),
            listed=_listed(problem),
        )

    @cached_property
    def profiles(self) -> Profiles:
        """Both banks as bits and numbers."""
        return Profiles.of(self.problem)

    @cached_property
    def wishes(self) -> Wishes:
        """The pins, the marks and the existing pairs as numbers."""
        return Wishes(self.problem)

    def available(self) -> tuple[Numbers, Numbers]:
        """Return the mentees and the mentors, by index, whom nothing of their own keeps from a pair."""
        mentees = [mentee.id not in self.excluded_mentees for mentee in self.problem.mentees]
        mentors = self.mentors.capacity > 0
        for _, flags in self.excluded_mentors:
            mentors &= ~flags
        return np.flatnonzero(mentees), np.flatnonzero(mentors)

    def barred(self) -> Numbers:
        """Return the numbers of the pairs that are forbidden whatever the profiles, in no order."""
        width = len(self.mentors)
        numbers = [
            self.problem.mentee_index[mentee] * width + position
            for found in (self.same_person, self.forbidden, self.declined)
            for mentee, positions in found.items()
            for position in positions
        ]
        return np.array(numbers, dtype=np.int64)

    def bans(self, mentee: Mentee) -> dict[Ban, Flags]:
        """Return per rule the mentors with whom it forbids a pair, in the order in which reasons are told."""
        result: dict[Ban, Flags] = {}
        for ban, flags in chain(self._own_bans(mentee), self._pair_bans(mentee), self._profile_bans(mentee)):
            if flags.any():
                result[ban] = result[ban] | flags if ban in result else flags
        return result

    def group_bans(self, mentee: Mentee) -> dict[Ban, Flags]:
        """Return per rule the mentors of whose groups it keeps the mentee out, whatever the theme."""
        result: dict[Ban, Flags] = {}
        for ban, flags in chain(self._own_bans(mentee), self._pair_bans(mentee), self._group_bans(mentee)):
            if flags.any():
                result[ban] = result[ban] | flags if ban in result else flags
        return result

    def allowed(self, mentee: Mentee) -> Numbers:
        """Return the mentors, by index, with whom the mentee may form a pair."""
        free = np.ones(len(self.mentors), dtype=np.bool_)
        for flags in self.bans(mentee).values():
            free &= ~flags
        return np.flatnonzero(free)

    def forbidding(self, mentee: Mentee, mentor: Mentor) -> tuple[Ban, ...]:
        """Return the rules that forbid one pair; none means that it is allowed."""
        position = self.problem.mentor_index[mentor.id]
        return tuple(ban for ban, flags in self.bans(mentee).items() if flags[position])

    def _own_bans(self, mentee: Mentee) -> Iterator[tuple[Ban, Flags]]:
        """M-1, M-6: people who may not take part, and mentors without a place (M-5)."""
        for ban in self.excluded_mentees.get(mentee.id, ()):
            yield ban, np.ones(len(self.mentors), dtype=np.bool_)
        yield from self.excluded_mentors
        yield Ban("no_capacity"), self.mentors.capacity == 0

    def _pair_bans(self, mentee: Mentee) -> Iterator[tuple[Ban, Flags]]:
        """M-7: nobody mentors himself, a decline holds, and so does the curator's hand."""
        yield Ban(SAME_PERSON), _flags(self.mentors, self.same_person.get(mentee.id, ()))
        yield Ban("forbidden_by_hand"), _flags(self.mentors, self.forbidden.get(mentee.id, ()))
        yield Ban("declined"), _flags(self.mentors, self.declined.get(mentee.id, ()))

    def _profile_bans(self, mentee: Mentee) -> Iterator[tuple[Ban, Flags]]:
        """Rules about the profiles; a problem that lists the possible pairs needs none of them."""
        if self.listed is not None:
            yield Ban("not_listed"), ~_flags(self.mentors, self.listed.get(mentee.id, ()))
            return
        for code, rule in PROFILE.items():
            yield Ban(code), rule(self.mentors, mentee)

    def _group_bans(self, mentee: Mentee) -> Iterator[tuple[Ban, Flags]]:
        """Rules about groups; a problem that lists the possible pairs has none."""
        if self.listed is not None:
            yield Ban("not_listed"), np.ones(len(self.mentors), dtype=np.bool_)
            return
        for code, rule in GROUP_PROFILE.items():
            yield Ban(code), rule(self.mentors, mentee)


def _excluded(problem: Problem, mentors: Columns) -> tuple[tuple[Ban, Flags], ...]:
    """Return per rule and clause the mentors who may not take part, in the order of the first of them."""
    found: dict[Ban, list[int]] = defaultdict(list)
    for excluded in problem.excluded:
        if excluded.id in problem.mentor_index:
            found[Ban(excluded.rule, excluded.clause, "mentor")].append(problem.mentor_index[excluded.id])
    return tuple((ban, _flags(mentors, positions)) for ban, positions in found.items())


def _flags(mentors: Columns, positions: Iterable[int]) -> Flags:
    flags = np.zeros(len(mentors), dtype=np.bool_)
    flags[list(positions)] = True
    return flags


def _by_mentee(problem: Problem, pairs: Iterable[Pair]) -> dict[str, tuple[int, ...]]:
    result: dict[str, list[int]] = defaultdict(list)
    for pair in pairs:
        result[pair.mentee].append(problem.mentor_index[pair.mentor])
    return {mentee: tuple(found) for mentee, found in result.items()}


def _same_person(problem: Problem) -> dict[str, tuple[int, ...]]:
    """Return people who stand in both lists, under one id or named by ``forbidden`` with that reason.

    Given points are about numbered places, not about people: there an equal id means nothing.
    """
    named = (pair for pair in problem.forbidden if pair.reason == SAME_PERSON)
    if problem.fit is not None:
        return _by_mentee(problem, named)
    twice = (Pair(mentee=m.id, mentor=m.id) for m in problem.mentees if m.id in problem.mentor_index)
    return _by_mentee(problem, chain(named, twice))


def _listed(problem: Problem) -> dict[str, dict[int, int]] | None:
    if problem.fit is None:
        return None
    result: dict[str, dict[int, int]] = defaultdict(dict)
    for fit in problem.fit:
        result[fit.mentee][problem.mentor_index[fit.mentor]] = fit.points
    return result
