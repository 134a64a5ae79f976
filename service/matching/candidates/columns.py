"""The mentors of a problem as columns, so that a mentee is compared with all of them at once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from service.matching.formats.problem import Mentor, Pair, Problem

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]

UNKNOWN = -1
"""Stands in a column of years where the bank says nothing."""


def pair_numbers(problem: Problem, pairs: Iterable[Pair]) -> Numbers:
    """Return the number of each pair: mentee times mentors plus mentor, all by index."""
    width, mentees, mentors = len(problem.mentors), problem.mentee_index, problem.mentor_index
    return np.array([mentees[pair.mentee] * width + mentors[pair.mentor] for pair in pairs], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Levels:
    """A small number 0..127 per mentor and code; 0 where the mentor does not have the code."""

    codes: dict[str, int]
    values: NDArray[np.int8]

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, int]]) -> Self:
        """Return the table of the given rows, one per mentor."""
        codes = numbered(code for row in rows for code in row)
        values = np.zeros((len(rows), len(codes)), dtype=np.int8, order="F")
        values[places(rows, codes)] = [value for row in rows for value in row.values()]
        return cls(codes, values)

    @classmethod
    def of_words(cls, rows: Sequence[Collection[str]]) -> Self:
        """Return the table of words that mentors have (1) or not (0)."""
        codes = numbered(word for row in rows for word in row)
        values = np.zeros((len(rows), len(codes)), dtype=np.int8, order="F")
        values[places(rows, codes)] = 1
        return cls(codes, values)

    def column(self, code: str) -> Numbers:
        """Return the value of every mentor for one code."""
        position = self.codes.get(code)
        if position is None:
            return np.zeros(len(self.values), dtype=np.int64)
        return self.values[:, position].astype(np.int64)

    def any_of(self, codes: Iterable[str]) -> Flags:
        """Return which mentors have at least one of the codes."""
        found = np.zeros(len(self.values), dtype=np.bool_)
        for code in codes:
            if code in self.codes:
                found |= self.has(code)
        return found

    def has(self, code: str) -> Flags:
        """Return which mentors have the code."""
        position = self.codes.get(code)
        if position is None:
            return np.zeros(len(self.values), dtype=np.bool_)
        result: Flags = self.values[:, position] > 0
        return result


@dataclass(frozen=True)
class Columns:
    """All that the rules ask about mentors; every column is in the order of the problem's mentors.

    A column is made when it is first asked for: those who look at all pairs at once need few of them.
    """

    people: Sequence[Mentor]

    @cached_property
    def capacity(self) -> Numbers:
        """The places."""
        return np.array([mentor.capacity for mentor in self.people], dtype=np.int64)

    @cached_property
    def competencies(self) -> Levels:
        """The levels 1..3 of competencies."""
        return Levels.of([mentor.competencies for mentor in self.people])

    @cached_property
    def forms(self) -> Levels:
        """The forms that are accepted."""
        return Levels.of_words([mentor.forms for mentor in self.people])

    @cached_property
    def types(self) -> Levels:
        """The types that are accepted."""
        return Levels.of_words([mentor.types for mentor in self.people])

    @cached_property
    def free(self) -> Levels:
        """The free slots."""
        return Levels.of_words([mentor.free or () for mentor in self.people])

    @cached_property
    def free_known(self) -> Flags:
        """Whether the timetable is known."""
        return np.array([mentor.free is not None for mentor in self.people], dtype=np.bool_)

    @cached_property
    def heads(self) -> dict[str, tuple[int, ...]]:
        """Who directly heads a department, by its name."""
        found: dict[str, list[int]] = defaultdict(list)
        for position, mentor in enumerate(self.people):
            for department in mentor.head_of:
                found[department].append(position)
        return {department: tuple(positions) for department, positions in found.items()}

    @cached_property
    def age(self) -> Numbers:
        """The age in years."""
        return years([mentor.age for mentor in self.people])

    @cached_property
    def experience(self) -> Numbers:
        """The experience in years."""
        return years([mentor.experience_years for mentor in self.people])

    @cached_property
    def institution(self) -> tuple[dict[str, int], Numbers]:
        """The institutions as numbers, and the number of every mentor's."""
        words = [mentor.institution for mentor in self.people]
        codes = numbered(word for word in words if word is not None)
        return codes, labels(words, codes)

    @cached_property
    def network(self) -> Flags:
        """Who may mentor people of other institutions."""
        return np.array([mentor.network for mentor in self.people], dtype=np.bool_)

    @cached_property
    def leads_groups(self) -> Flags:
        """Who leads a group, with places for it."""
        return np.array([len(mentor.group_sizes) > 0 for mentor in self.people], dtype=np.bool_)

    def __len__(self) -> int:
        return len(self.people)


def numbered(words: Iterable[str]) -> dict[str, int]:
    """Return the words, each once and sorted, with their numbers from 0."""
    return {word: i for i, word in enumerate(sorted(set(words)))}


def places(rows: Sequence[Collection[str]], codes: Mapping[str, int]) -> tuple[Numbers, Numbers]:
    """Return (row, number of the code) for every word of every row; words without a number are left out."""
    row = np.arange(len(rows), dtype=np.int64).repeat(list(map(len, rows)))
    code = labels(chain.from_iterable(rows), codes)
    known = code != UNKNOWN
    return (row, code) if known.all() else (row.compress(known), code.compress(known))


def labels(words: Iterable[str | None], codes: Mapping[str, int]) -> Numbers:
    """Return the number of every word; ``UNKNOWN`` for None and for words without a number."""
    number: Callable[[Any, int], int] = codes.get
    return np.fromiter(map(number, words, repeat(UNKNOWN)), dtype=np.int64)


def years(values: Sequence[int | None]) -> Numbers:
    """Return numbers of years, ``UNKNOWN`` for None."""
    return np.array([UNKNOWN if value is None else value for value in values], dtype=np.int64)
