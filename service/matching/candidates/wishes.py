"""What a problem asks of its pairs and people beside the profiles, as numbers."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers, pair_numbers
from service.matching.formats.problem import Problem

ANYBODY = -1
"""Stands for the mentor of a mentee who is not pinned."""


@dataclass(frozen=True, slots=True)
class Pins:
    """Pairs that must be: of each mentee the mentor (by index) or ``ANYBODY``, of each mentor how many."""

    mentor: Numbers
    held: Numbers

    @classmethod
    def of(cls, mentor: Numbers, *, mentors: int) -> Self:
        """Return the pins to so many mentors, given that of each mentee."""
        return cls(mentor, np.bincount(mentor[mentor != ANYBODY], minlength=mentors))

    def __len__(self) -> int:
        return int(self.held.sum())

    @property
    def pinned(self) -> Flags:
        """Which mentees must have a certain mentor."""
        pinned: Flags = self.mentor != ANYBODY
        return pinned


@dataclass(frozen=True)
class Wishes:
    """Pairs by number (mentee times mentors plus mentor, by index, ascending) and people in their order.

    A column is made when it is first asked for.
    """

    problem: Problem

    @cached_property
    def pinned(self) -> Numbers:
        """The pairs that must be."""
        return pair_numbers(self.problem, self.problem.pinned)

    @cached_property
    def pins(self) -> Pins:
        """The same by people."""
        return self._pins(self.pinned)

    def as_it_is(self, possible: Flags) -> Pins:
        """Return the pins and those of the existing pairs, if ``possible``, that can be kept beside them.

        A mentor with more of them than places keeps none.
        """
        both = self._pins(np.concatenate([self.current[possible], self.pinned]))
        crowded = np.flatnonzero(both.held > self.capacity)
        kept = np.where(np.isin(both.mentor, crowded), self.pins.mentor, both.mentor)
        return Pins.of(kept, mentors=len(both.held))

    def _pins(self, pairs: Numbers) -> Pins:
        result, mentors = np.full(len(self.problem.mentees), ANYBODY), len(self.problem.mentors)
        mentee, mentor = np.divmod(pairs, max(mentors, 1))
        result[mentee] = mentor
        return Pins.of(result, mentors=mentors)

    @cached_property
    def current(self) -> Numbers:
        """The pairs that exist."""
        return pair_numbers(self.problem, self.problem.current)

    @cached_property
    def marked(self) -> Numbers:
        """The pairs of which somebody said what he thinks."""
        return pair_numbers(self.problem, self.problem.interest)

    @cached_property
    def marks(self) -> Numbers:
        """The sum of both marks 0..10 of each of these."""
        return np.array([marks.total for marks in self.problem.interest], dtype=np.int64)

    @cached_property
    def capacity(self) -> Numbers:
        """For each mentor the places."""
        return np.array([mentor.capacity for mentor in self.problem.mentors], dtype=np.int64)

    @cached_property
    def waiting(self) -> Numbers:
        """For each mentee the days of waiting, 0 where nobody knows."""
        days = [mentee.waiting_days or 0 for mentee in self.problem.mentees]
        return np.array(days, dtype=np.int64)

    @cached_property
    def overdue(self) -> Numbers:
        """1 for each mentee whose day has passed."""
        return np.array([mentee.overdue for mentee in self.problem.mentees], dtype=np.int64)
