"""One instance as every peer gets it: possible pairs with points, and places. Numpy is all that it needs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Arena:
    """Choose a mentor or none for each mentee, within the places, so that the points are most."""

    mentee: Numbers
    mentor: Numbers
    points: Numbers
    places: Numbers
    mentees: int

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the instance in a file."""
        with np.load(path) as found:
            mentee, mentor, points, places = (found[n] for n in ("mentee", "mentor", "points", "places"))
            return cls(mentee, mentor, points, places, int(found["mentees"]))

    def write(self, path: Path) -> None:
        """Write the instance to a file."""
        np.savez(
            path,
            mentee=self.mentee,
            mentor=self.mentor,
            points=self.points,
            places=self.places,
            mentees=np.array(self.mentees),
        )

    def first(self, count: int) -> Self:
        """Return the instance of the first mentees alone, for warming up."""
        kept = self.mentee < count
        columns = (self.mentee[kept], self.mentor[kept], self.points[kept])
        return type(self)(*columns, self.places, min(count, self.mentees))

    def slots(self) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Return mentee, place and points for each place of the mentor of each pair, and whose places."""
        owner = np.repeat(np.arange(len(self.places), dtype=np.int64), self.places)
        first = np.cumsum(self.places) - self.places
        repeat = self.places[self.mentor]
        start = np.cumsum(repeat) - repeat
        within = np.arange(repeat.sum(), dtype=np.int64) - np.repeat(start, repeat)
        place = np.repeat(first[self.mentor], repeat) + within
        return np.repeat(self.mentee, repeat), place, np.repeat(self.points, repeat), owner

    def dense(self) -> tuple[NDArray[np.float64], Numbers]:
        """Return the points of every mentee with every place, 0 where they are no pair, and whose places."""
        mentee, place, points, owner = self.slots()
        weights = np.zeros((self.mentees, len(owner)))
        weights[mentee, place] = points
        return weights, owner

    def keys(self) -> Numbers:
        """Return one number for each possible pair, increasing."""
        return self.mentee * len(self.places) + self.mentor

    def by_pairs(self, chosen: NDArray[np.bool_]) -> Numbers:
        """Return the mentor of every mentee (-1: none) where these pairs are chosen."""
        found = np.full(self.mentees, -1, dtype=np.int64)
        found[self.mentee[chosen]] = self.mentor[chosen]
        return found

    def possible(self, mentees: Numbers, mentors: Numbers) -> Numbers:
        """Return the mentor of every mentee, leaving out what is no possible pair."""
        wanted = mentees * len(self.places) + mentors
        keys = self.keys()
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        kept = keys[at] == wanted
        found = np.full(self.mentees, -1, dtype=np.int64)
        found[mentees[kept]] = mentors[kept]
        return found

    def total(self, found: Numbers) -> tuple[int, int]:
        """Return the matched mentees and the points.

        Raises: ValueError for what is no assignment.
        """
        mentees = np.flatnonzero(found >= 0)
        wanted = mentees * len(self.places) + found[mentees]
        at = np.searchsorted(self.keys(), wanted)
        if not np.array_equal(self.keys()[np.minimum(at, len(self.points) - 1)], wanted):
            raise ValueError("a pair that is not possible")
        if (np.bincount(found[mentees], minlength=len(self.places)) > self.places).any():
            raise ValueError("more mentees than places")
        return len(mentees), int(self.points[at].sum())
