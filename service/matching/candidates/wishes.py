"""What a problem asks of its pairs and people beside the profiles, as numbers."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from service.matching.candidates.columns import Numbers, pair_numbers
from service.matching.formats.problem import Problem


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
