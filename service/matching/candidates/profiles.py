"""Both banks as bits and numbers, so that the rules and the points of millions of pairs are array operations.

``rules.py`` says the same for one mentee and all mentors and tells the reasons; both must always agree.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from service.matching.candidates.columns import UNKNOWN, Flags, Numbers, labels, numbered, places, years
from service.matching.candidates.rules import HEAD_TEACHER, REVERSE, SPEED, TRADITIONAL, VIRTUAL
from service.matching.formats.problem import GROUP, Mentee, Mentor, Problem

Words = NDArray[np.uint64]

PRIORITY_WEIGHT = {1: 3, 2: 2, 3: 1}
"""What a request counts by its priority."""


@dataclass(frozen=True, slots=True)
class Bits:
    """Which of the codes that occur in both banks everybody has; one bit each, rows of 64-bit words."""

    codes: Mapping[str, int]
    mentees: Words
    mentors: Words

    @classmethod
    def of(cls, mentees: Sequence[Collection[str]], mentors: Sequence[Collection[str]]) -> Self:
        """Return the bits of the words of both banks, one row per person."""
        words = {word for row in mentees for word in row} & {word for row in mentors for word in row}
        codes = numbered(words)
        return cls(codes, _packed(mentees, codes), _packed(mentors, codes))

    def common(self, mentee: Numbers, mentor: Numbers) -> Words:
        """Return the common bits of each pair."""
        result: Words = self.mentees[mentee] & self.mentors[mentor]
        return result

    def meet(self, mentee: Numbers, mentor: Numbers) -> Flags:
        """Return which pairs have a code in common."""
        return anything(self.common(mentee, mentor))

    def bit(self, code: str) -> Words:
        """Return the row in which only this code is set; nothing is set for a code that one bank lacks."""
        row = np.zeros(self.mentees.shape[1], dtype=np.uint64)
        if code in self.codes:
            word, position = divmod(self.codes[code], 64)
            row[word] = np.uint64(1) << np.uint64(position)
        return row

    def without(self, *codes: str) -> Self:
        """Return the same bits with some codes cleared."""
        cleared = np.zeros(self.mentees.shape[1], dtype=np.uint64)
        for code in codes:
            cleared |= self.bit(code)
        return type(self)(self.codes, self.mentees & ~cleared, self.mentors & ~cleared)


def anything(words: Words) -> Flags:
    """Return which rows have any bit."""
    result: Flags = words[:, 0] != 0
    for word in range(1, words.shape[1]):
        result |= words[:, word] != 0
    return result


def counted(words: Words) -> Numbers:
    """Return how many bits each row has."""
    result: Numbers = np.bitwise_count(words).sum(axis=1, dtype=np.int64)
    return result


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
    def of(cls, mentees: Sequence[Mentee], codes: Mapping[str, int]) -> Self:
        """Return the requests; codes that no mentor has are left out of the columns but not of the whole."""
        lengths = np.array([len(mentee.request) for mentee in mentees], dtype=np.int64)
        row = np.repeat(np.arange(len(mentees), dtype=np.int64), lengths)
        rank = np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        known = labels([code for mentee in mentees for code in mentee.request], codes)
        weights = [PRIORITY_WEIGHT[value] for mentee in mentees for value in mentee.request.values()]
        weight = np.array(weights, dtype=np.int64)
        shape = (len(mentees), int(lengths.max(initial=0)))
        columns = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        columns[0][row, rank] = np.maximum(known, 0)
        columns[1][row, rank] = np.where(known == UNKNOWN, 0, weight)
        whole = np.bincount(row, weights=weight, minlength=len(mentees)).astype(np.int64)
        return cls(*columns, whole)


@dataclass(frozen=True, slots=True)
class Profiles:
    """Both banks of a problem."""

    mentees: Bank
    mentors: Bank
    forms: Bits
    types: Bits
    """The types that can carry a pair."""
    free: Bits
    competencies: Bits
    requests: Requests
    codes: tuple[str, ...]
    """The competencies by their numbers."""
    levels: NDArray[np.int8]
    """Level 0..3 by number of the code, as ``requests`` counts them, and mentor."""
    mentoring: Numbers
    heads: Numbers
    """Sorted numbers of (mentor, department) for those who directly head a department."""
    departments: int

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return the banks of a problem."""
        mentees, mentors = problem.mentees, problem.mentors
        types = Bits.of([one.types for one in mentees], [one.types for one in mentors])
        codes = numbered(code for mentor in mentors for code in mentor.competencies)
        departments = _named([[one.department for one in mentees], [one.department for one in mentors]])
        others = _named([[one.institution for one in mentees], [one.institution for one in mentors]])
        subjects = _named([[one.subject for one in mentees], [one.subject for one in mentors]])
        named = departments, others, subjects
        leads = np.array([len(mentor.group_sizes) > 0 for mentor in mentors], dtype=np.bool_)
        wants = np.array([GROUP in mentee.types for mentee in mentees], dtype=np.bool_)
        levels = np.zeros((max(len(codes), 1), len(mentors)), dtype=np.int8)
        owner, code = places([mentor.competencies for mentor in mentors], codes)
        levels[code, owner] = [level for mentor in mentors for level in mentor.competencies.values()]
        return cls(
            mentees=_bank(mentees, *named, wants),
            mentors=_bank(mentors, *named, leads),
            forms=Bits.of([one.forms for one in mentees], [one.forms for one in mentors]),
            types=types.without(GROUP, SPEED),
            free=Bits.of([one.free or () for one in mentees], [one.free or () for one in mentors]),
            competencies=Bits.of([one.request for one in mentees], [one.competencies for one in mentors]),
            requests=Requests.of(mentees, codes),
            codes=tuple(codes),
            levels=levels,
            mentoring=years([mentor.mentoring_years for mentor in mentors]),
            heads=_heads(mentors, departments),
            departments=max(len(departments), 1),
        )

    def far(self, mentee: Numbers, mentor: Numbers) -> Flags:
        """Return which pairs are known to be of two institutions."""
        one, other = self.mentees.institution[mentee], self.mentors.institution[mentor]
        result: Flags = (one != other) & (one != UNKNOWN) & (other != UNKNOWN)
        return result

    def possible_types(self, mentee: Numbers, mentor: Numbers) -> Words:
        """Return the types that each pair can have."""
        types = self.types.common(mentee, mentor)
        one, other = self.mentees.experience[mentee], self.mentors.experience[mentor]
        barred = ((one != UNKNOWN) & (other != UNKNOWN) & (other <= one))[:, None] * self.types.bit(
            TRADITIONAL
        )
        one, other = self.mentees.age[mentee], self.mentors.age[mentor]
        barred |= ((one != UNKNOWN) & (other != UNKNOWN) & (other >= one))[:, None] * self.types.bit(REVERSE)
        barred |= self.far(mentee, mentor)[:, None] * ~self.types.bit(VIRTUAL)
        result: Words = types & ~barred
        return result

    def headed(self, mentee: Numbers, mentor: Numbers) -> Flags:
        """Return in which pairs the mentor directly heads the mentee's department."""
        department = self.mentees.department[mentee]
        result = np.zeros(len(mentee), dtype=np.bool_)
        asked = np.flatnonzero((department != UNKNOWN) & self._heads_any()[mentor])
        numbers = mentor[asked] * self.departments + department[asked]
        found = np.minimum(np.searchsorted(self.heads, numbers), max(len(self.heads) - 1, 0))
        if len(self.heads):
            result[asked] = self.heads[found] == numbers
        return result

    def head_form(self) -> Words:
        """Return the bit of the only form in which a head mentors his own people."""
        return self.forms.bit(HEAD_TEACHER)

    def _heads_any(self) -> Flags:
        result = np.zeros(len(self.mentors), dtype=np.bool_)
        result[self.heads // self.departments] = True
        return result


def _packed(rows: Sequence[Collection[str]], codes: Mapping[str, int]) -> Words:
    words = max((len(codes) + 63) // 64, 1)
    packed = np.zeros(len(rows) * words, dtype=np.uint64)
    row, code = places(rows, codes)
    np.bitwise_or.at(packed, row * words + code // 64, np.uint64(1) << (code % 64).astype(np.uint64))
    return packed.reshape(-1, words)


def _bank(
    people: Sequence[Mentee] | Sequence[Mentor],
    departments: Mapping[str, int],
    institutions: Mapping[str, int],
    subjects: Mapping[str, int],
    in_groups: Flags,
) -> Bank:
    return Bank(
        age=years([person.age for person in people]),
        experience=years([person.experience_years for person in people]),
        subject=labels([person.subject for person in people], subjects),
        department=labels([person.department for person in people], departments),
        institution=labels([person.institution for person in people], institutions),
        network=np.array([person.network for person in people], dtype=np.bool_),
        virtual=np.array([VIRTUAL in person.types for person in people], dtype=np.bool_),
        free_known=np.array([person.free is not None for person in people], dtype=np.bool_),
        in_groups=in_groups,
    )


def _named(banks: Sequence[Sequence[str | None]]) -> dict[str, int]:
    return numbered(word for words in banks for word in words if word is not None)


def _heads(mentors: Sequence[Mentor], departments: Mapping[str, int]) -> Numbers:
    """Return the numbers of (mentor, department); a department in which nobody is known leads nowhere."""
    mentor, department = places([one.head_of for one in mentors], departments)
    return np.sort(mentor * max(len(departments), 1) + department)
