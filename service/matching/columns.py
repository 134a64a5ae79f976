"""The mentors of a problem as columns, so that a mentee is compared with all of them at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from service.matching.problem import Mentor

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]

UNKNOWN = -1
"""Stands in a column of years where the bank says nothing."""


@dataclass(frozen=True, slots=True)
class Levels:
    """A number per mentor and code; 0 where the mentor does not have the code."""

    codes: dict[str, int]
    values: Numbers

    @classmethod
    def of(cls, rows: Sequence[dict[str, int]]) -> Self:
        """Return the table of the given rows, one per mentor."""
        codes = {code: i for i, code in enumerate(sorted({code for row in rows for code in row}))}
        values = np.zeros((len(rows), len(codes)), dtype=np.int64)
        for i, row in enumerate(rows):
            for code, value in row.items():
                values[i, codes[code]] = value
        return cls(codes, values)

    @classmethod
    def of_words(cls, rows: Sequence[Iterable[str]]) -> Self:
        """Return the table of words that mentors have (1) or not (0)."""
        return cls.of([dict.fromkeys(row, 1) for row in rows])

    def column(self, code: str) -> Numbers:
        """Return the value of every mentor for one code."""
        position = self.codes.get(code)
        return np.zeros(len(self.values), dtype=np.int64) if position is None else self.values[:, position]

    def common(self, codes: Iterable[str]) -> Numbers:
        """Return how many of the codes every mentor has."""
        positions = [self.codes[code] for code in codes if code in self.codes]
        counted: Numbers = np.count_nonzero(self.values[:, positions], axis=1)
        return counted


@dataclass(frozen=True, slots=True)
class Labels:
    """One word per mentor as a number; ``UNKNOWN`` where the bank says nothing."""

    codes: dict[str, int]
    values: Numbers

    @classmethod
    def of(cls, words: Sequence[str | None]) -> Self:
        """Return the column of the given words, one per mentor."""
        codes = {word: i for i, word in enumerate(sorted({word for word in words if word is not None}))}
        values = [UNKNOWN if word is None else codes[word] for word in words]
        return cls(codes, np.array(values, dtype=np.int64))

    def same(self, word: str | None) -> Flags:
        """Return where the word stands; what is unknown is the same as nothing."""
        code = None if word is None else self.codes.get(word)
        result: Flags = np.zeros(len(self.values), np.bool_) if code is None else self.values == code
        return result


@dataclass(frozen=True, slots=True)
class Columns:
    """All that rules and points ask about mentors; every column is in the order of the problem's mentors."""

    index: dict[str, int]
    capacity: Numbers
    competencies: Levels
    forms: Levels
    types: Levels
    free: Levels
    free_known: Flags
    head_of: Levels
    age: Numbers
    experience: Numbers
    mentoring: Numbers
    subject: Labels
    department: Labels
    institution: Labels
    network: Flags
    leads_groups: Flags

    @classmethod
    def of(cls, mentors: Sequence[Mentor]) -> Self:
        """Return the columns of the mentors."""
        return cls(
            index={mentor.id: i for i, mentor in enumerate(mentors)},
            capacity=np.array([mentor.capacity for mentor in mentors], dtype=np.int64),
            competencies=Levels.of([mentor.competencies for mentor in mentors]),
            forms=Levels.of_words([mentor.forms for mentor in mentors]),
            types=Levels.of_words([mentor.types for mentor in mentors]),
            free=Levels.of_words([mentor.free or () for mentor in mentors]),
            free_known=np.array([mentor.free is not None for mentor in mentors], dtype=np.bool_),
            head_of=Levels.of_words([mentor.head_of for mentor in mentors]),
            age=_years([mentor.age for mentor in mentors]),
            experience=_years([mentor.experience_years for mentor in mentors]),
            mentoring=_years([mentor.mentoring_years for mentor in mentors]),
            subject=Labels.of([mentor.subject for mentor in mentors]),
            department=Labels.of([mentor.department for mentor in mentors]),
            institution=Labels.of([mentor.institution for mentor in mentors]),
            network=np.array([mentor.network for mentor in mentors], dtype=np.bool_),
            leads_groups=np.array([len(mentor.group_sizes) > 0 for mentor in mentors], dtype=np.bool_),
        )

    def __len__(self) -> int:
        return len(self.capacity)


def _years(values: Sequence[int | None]) -> Numbers:
    return np.array([UNKNOWN if value is None else value for value in values], dtype=np.int64)
