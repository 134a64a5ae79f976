"""Many short lists of numbers as two columns, and what can be reached by following them."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers

_NARROW = np.iinfo(np.uint16).max
"""Up to so many lists their numbers are sorted digit by digit, which is several times as fast."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Lists of numbers, one after the other; list ``i`` stands from ``start[i]`` to ``start[i + 1]``."""

    start: Numbers
    values: Numbers

    @classmethod
    def of(cls, keys: Numbers, values: Numbers, count: int) -> Self:
        """Return ``count`` lists: each value stands in the list of its key."""
        narrow = keys.astype(np.uint16) if count <= _NARROW else keys
        return cls.of_sorted(keys, values[np.argsort(narrow, kind="stable")], count)

    @classmethod
    def of_sorted(cls, keys: Numbers, values: Numbers, count: int) -> Self:
        """Return the same for values that are sorted by their keys; the keys may come in any order."""
        start = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(keys, minlength=count), out=start[1:])
        return cls(start, values)

    @property
    def sizes(self) -> Numbers:
        """How long each list is."""
        return np.diff(self.start)

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
