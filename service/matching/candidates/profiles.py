"""Both banks as bits and numbers, so that the rules and the points of millions of pairs are array operations.

``rules.py`` says the same for one mentee and all mentors and tells the reasons; both must always agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

from service.matching.candidates.bits import Bits, Words, anything, packed
from service.matching.candidates.columns import UNKNOWN, Flags, Numbers, labels, numbered, places, years
from service.matching.candidates.rules import HEAD_TEACHER, REVERSE, SPEED, TRADITIONAL, VIRTUAL
from service.matching.formats.problem import GROUP, Mentee, Mentor, Problem

PRIORITY_WEIGHT = {1: 3, 2: 2, 3: 1}
"""What a request counts by its priority."""

_WEIGHTS = np.array([0, *(PRIORITY_WEIGHT[priority] for priority in (1, 2, 3))], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Bank:
    """What is known of one side, in the order of the problem; ``UNKNOWN`` where nothing is."""

    age: Numbers
    experience: Numbers
    subject: Numbers
    department: Numbers
    institution: Numbers
    network: Flags
    virtual: Flags
    free_known: Flags
    in_groups: Flags
    """Mentors who lead a group, mentees who want one."""

    def __len__(self) -> int:
        return len(self.age)


@dataclass(frozen=True, slots=True)
class Requests:
    """The requests of every mentee in columns: code, weight 0..3 (0 if there are fewer), what all weigh."""

    code: Numbers
    weight: Numbers
    whole: Numbers

    @classmethod
    def of(cls, requests: Sequence[Mapping[str, int]], codes: Mapping[str, int]) -> Self:
        """Return the requests; codes that no mentor has are left out of the columns but not of the whole."""
        lengths = np.fromiter(map(len, requests), dtype=np.int64, count=len(requests))
        row = np.arange(len(requests), dtype=np.int64).repeat(lengths)
        rank = np.arange(len(row)) - (np.cumsum(lengths) - lengths).repeat(lengths)
        known = labels(chain.from_iterable(requests), codes)
        priority = chain.from_iterable(request.values() for request in requests)
        weight = _WEIGHTS.take(np.fromiter(priority, dtype=np.int64, count=len(row)))
        shape = (len(requests), int(lengths.max(initial=0)))
        columns = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        columns[0][row, rank] = np.maximum(known, 0)
        columns[1][row, rank] = np.where(known == UNKNOWN, 0, weight)
        whole = np.bincount(row, weights=weight, minlength=len(requests)).astype(np.int64)
        return cls(*columns, whole)


@dataclass(frozen=True, slots=True)
class Profiles:
    """Both banks of a problem."""

    mentees: Bank
    mentors: Bank
    forms: Bits
    types: Bits
    """The types that can carry a pair."""
    kinds: Words
    """The types that are left for a pair by ``_state``."""
    free: Bits
    competencies: Bits
    """Requests and what meets them, without names."""
    requests: Requests
    codes: tuple[str, ...]
    """The competencies by their numbers."""
    weighted: NDArray[np.int8]
    """Weight of a request 0..3 times level 0..3, by weight, number of the code and mentor."""
    mentoring: Numbers
    heads: Numbers
    """Sorted numbers of (mentor, department) for those who directly head a department."""
    departments: int

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return the banks of a problem."""
        mentees, mentors = problem.mentees, problem.mentors
        types = Bits.of([one.types for one in mentees], [one.types for one in mentors])
        offers = [one.competencies for one in mentors]
        codes = numbered(chain.from_iterable(offers))
        departments = _named([[one.department for one in mentees], [one.department for one in mentors]])
        others = _named([[one.institution for one in mentees], [one.institution for one in mentors]])
        subjects = _named([[one.subject for one in mentees], [one.subject for one in mentors]])
        named = departments, others, subjects
        virtual, group = types.bit(VIRTUAL), types.bit(GROUP)
        leads = np.array([len(mentor.group_sizes) > 0 for mentor in mentors], dtype=np.bool_)
        wants = anything(types.mentees & group)
        carrying, requests = types.without(GROUP, SPEED), Requests.of([one.request for one in mentees], codes)
        weighted = _weighted(offers, codes)
        return cls(
            mentees=_bank(mentees, *named, anything(types.mentees & virtual), wants),
            mentors=_bank(mentors, *named, anything(types.mentors & virtual), leads),
            forms=Bits.of([one.forms for one in mentees], [one.forms for one in mentors]),
            types=carrying,
            kinds=_kinds(carrying),
            free=Bits.of([one.free or () for one in mentees], [one.free or () for one in mentors]),
            competencies=_in_both(requests, weighted[1]),
            requests=requests,
            codes=tuple(codes),
            weighted=weighted,
            mentoring=years([mentor.mentoring_years for mentor in mentors]),
            heads=_heads(mentors, departments),
            departments=max(len(departments), 1),
        )

    @property
    def levels(self) -> NDArray[np.int8]:
        """Level 0..3 by number of the code, as ``requests`` counts them, and mentor."""
        result: NDArray[np.int8] = self.weighted[1]
        return result

    def far(self, mentee: Numbers, mentor: Numbers) -> Flags:
        """Return which pairs are known to be of two institutions."""
        one, other = self.mentees.institution.take(mentee), self.mentors.institution.take(mentor)
        result: Flags = (one != other) & (one != UNKNOWN) & (other != UNKNOWN)
        return result

    def possible_types(self, mentee: Numbers, mentor: Numbers) -> Words:
        """Return the types that each pair can have."""
        result: Words = self.types.common(mentee, mentor) & self.kinds.take(
            self._state(mentee, mentor), axis=0
        )
        return result

    def _state(self, mentee: Numbers, mentor: Numbers) -> NDArray[np.uint8]:
        """Return 1 where the mentor is not more experienced, plus 2 where not younger, plus 4 where far."""
        one, other = self.mentees.experience.take(mentee), self.mentors.experience.take(mentor)
        state = ((other <= one) & (other != UNKNOWN)).view(np.uint8)
        one, other = self.mentees.age.take(mentee), self.mentors.age.take(mentor)
        state = state | ((other >= one) & (one != UNKNOWN)).view(np.uint8) << 1
        result: NDArray[np.uint8] = state | self.far(mentee, mentor).view(np.uint8) << 2
        return result

    def headed(self, mentee: Numbers, mentor: Numbers) -> Flags:
        """Return in which pairs the mentor directly heads the mentee's department."""
        department = self.mentees.department.take(mentee)
        result = np.zeros(len(mentee), dtype=np.bool_)
        asked = np.flatnonzero((department != UNKNOWN) & self._heads_any().take(mentor))
        numbers = mentor.take(asked) * self.departments + department.take(asked)
        found = np.minimum(np.searchsorted(self.heads, numbers), max(len(self.heads) - 1, 0))
        if len(self.heads):
            result[asked] = self.heads.take(found) == numbers
        return result

    def head_form(self) -> Words:
        """Return the bit of the only form in which a head mentors his own people."""
        return self.forms.bit(HEAD_TEACHER)

    def _heads_any(self) -> Flags:
        result = np.zeros(len(self.mentors), dtype=np.bool_)
        result[self.heads // self.departments] = True
        return result


def _kinds(types: Bits) -> Words:
    """Return per state of a pair the types that it leaves."""
    every = np.full(types.mentees.shape[1], ~np.uint64(0), dtype=np.uint64)
    rows = [
        every
        & (~types.bit(TRADITIONAL) if state & 1 else every)
        & (~types.bit(REVERSE) if state & 2 else every)
        & (types.bit(VIRTUAL) if state & 4 else every)
        for state in range(8)
    ]
    return np.stack(rows)


def _weighted(offers: Sequence[Mapping[str, int]], codes: Mapping[str, int]) -> NDArray[np.int8]:
    levels = np.zeros((max(len(codes), 1), len(offers)), dtype=np.int8)
    owner, code = places(offers, codes)
    own = chain.from_iterable(offer.values() for offer in offers)
    levels[code, owner] = np.fromiter(own, dtype=np.int8, count=len(code))
    result: NDArray[np.int8] = np.arange(len(_WEIGHTS), dtype=np.int8)[:, None, None] * levels
    return result


def _in_both(requests: Requests, levels: NDArray[np.int8]) -> Bits:
    """Return the competencies that somebody asks for and somebody has."""
    asking, rank = np.nonzero(requests.weight)
    asked, (code, mentor) = requests.code[asking, rank], np.nonzero(levels)
    both = np.zeros(len(levels), dtype=np.bool_)
    both[asked] = True
    number = np.cumsum(both) - 1
    code, mentor = code[both[code]], mentor[both[code]]
    return Bits(
        codes={},
        mentees=packed(len(requests.whole), asking, number[asked], int(both.sum())),
        mentors=packed(levels.shape[1], mentor, number[code], int(both.sum())),
    )


def _bank(
    people: Sequence[Mentee] | Sequence[Mentor],
    departments: Mapping[str, int],
    institutions: Mapping[str, int],
    subjects: Mapping[str, int],
    virtual: Flags,
    in_groups: Flags,
) -> Bank:
    return Bank(
        age=years([person.age for person in people]),
        experience=years([person.experience_years for person in people]),
        subject=labels([person.subject for person in people], subjects),
        department=labels([person.department for person in people], departments),
        institution=labels([person.institution for person in people], institutions),
        network=np.array([person.network for person in people], dtype=np.bool_),
        virtual=virtual,
        free_known=np.array([person.free is not None for person in people], dtype=np.bool_),
        in_groups=in_groups,
    )


def _named(banks: Sequence[Sequence[str | None]]) -> dict[str, int]:
    return numbered(word for words in banks for word in words if word is not None)


def _heads(mentors: Sequence[Mentor], departments: Mapping[str, int]) -> Numbers:
    """Return the numbers of (mentor, department); a department in which nobody is known leads nowhere."""
    mentor, department = places([one.head_of for one in mentors], departments)
    return np.sort(mentor * max(len(departments), 1) + department)
