"""Many short lists of numbers as two columns, and what can be reached by following them."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers


@dataclass(frozen=True, slots=True)
class Rows:
    """Lists of numbers, one after the other; list ``i`` stands from ``start[i]`` to ``start[i + 1]``."""

    start: Numbers
    values: Numbers

    @classmethod
    def of(cls, keys: Numbers, values: Numbers, count: int) -> Self:
        """Return ``count`` lists: each value stands in the list of its key."""
        order = np.argsort(keys, kind="stable")
        return cls(np.searchsorted(keys[order], np.arange(count + 1)), values[order])

    def __getitem__(self, row: int) -> Numbers:
        return self.values[self.start[row] : self.start[row + 1]]

    def joined(self, rows: Numbers) -> Numbers:
        """Return the values of several lists."""
        first, sizes = self.start[rows], self.start[rows + 1] - self.start[rows]
        before = np.cumsum(sizes) - sizes
        return self.values[np.repeat(first - before, sizes) + np.arange(int(sizes.sum()))]

    def spread(self, begin: Flags) -> Flags:
        """Return everything that can be reached if list ``i`` says where one can go from ``i``."""
        found = begin.copy()
        frontier = np.flatnonzero(begin)
        while len(frontier):
            beyond = np.zeros(len(found), dtype=np.bool_)
            beyond[self.joined(frontier)] = True
            frontier = np.flatnonzero(beyond & ~found)
            found[frontier] = True
        return found
