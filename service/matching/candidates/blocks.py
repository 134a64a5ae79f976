"""Which of many pairs the profiles allow, all at once: first a coarse look at bits, then every rule.

Nobody ever looks at all pairs of a country: the people of one institution meet, and those of the network.
Only the blocks keep institutions apart; no rule looks at them again. The coarse look takes about ``_CELLS``
pairs at a time, so that memory does not grow with the banks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from service.matching.candidates.columns import UNKNOWN, Flags, Numbers
from service.matching.candidates.profiles import Bank, Bits, Profiles, Words, anything

_CELLS = 2**19
_WORD = 64
_SMALL = 2**12
"""Institutions with fewer pairs than that are looked at together."""

Both = tuple[Numbers, Numbers]
Test = Callable[[Profiles, Numbers, Numbers], Flags]
Needed = tuple[NDArray[np.unsignedinteger], NDArray[np.unsignedinteger]]
"""Bits of all mentees and of all mentors; who has none in common is not looked at further."""


@dataclass(frozen=True, slots=True)
class Bond:
    """A way to come together: the bits that two people need in common, and the rules that then decide."""

    needed: tuple[Callable[[Profiles], Needed], ...]
    tests: tuple[Test, ...]

    def pairs(self, profiles: Profiles, mentees: Numbers, mentors: Numbers) -> Iterator[Both]:
        """Yield (mentees, mentors) in parts: every pair of these people that all tests allow, once."""
        needed = [make(profiles) for make in self.needed]
        for rows, columns, far in _blocks(profiles, mentees, mentors):
            for mentee, mentor in _coarse(needed, rows, columns):
                kept = profiles.far(mentee, mentor) if far else slice(None)
                yield self.tested(profiles, mentee[kept], mentor[kept])
        for mentee, mentor in _neighbours(profiles, mentees, mentors):
            yield self.tested(profiles, mentee, mentor)

    def tested(self, profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Both:
        """Return the pairs that every test allows."""
        for test in self.tests:
            kept = test(profiles, mentee, mentor)
            mentee, mentor = mentee[kept], mentor[kept]
        return mentee, mentor


def _blocks(
    profiles: Profiles, mentees: Numbers, mentors: Numbers
) -> Iterator[tuple[Numbers, Numbers, bool]]:
    """Yield blocks of people (mentees, mentors) who may meet; True: only those of two institutions."""
    home, place = profiles.mentees.institution[mentees], profiles.mentors.institution[mentors]
    yield mentees[home == UNKNOWN], mentors, False
    mentees, home = mentees[home != UNKNOWN], home[home != UNKNOWN]
    yield mentees, mentors[place == UNKNOWN], False
    mentors, place = mentors[place != UNKNOWN], place[place != UNKNOWN]
    if len(np.unique(np.concatenate([home, place]))) > 1:
        yield _open(profiles.mentees, mentees), _open(profiles.mentors, mentors), True
    for institution in np.flatnonzero(_sizes(home, place) >= _SMALL):
        yield mentees[home == institution], mentors[place == institution], False


def _open(bank: Bank, people: Numbers) -> Numbers:
    """Return those who meet people of other institutions: in the network and the virtual way."""
    return people[bank.network[people] & bank.virtual[people]]


def _sizes(home: Numbers, place: Numbers) -> Numbers:
    """Return how many pairs each institution has."""
    most = int(max(home.max(initial=0), place.max(initial=0))) + 1
    return np.bincount(home, minlength=most) * np.bincount(place, minlength=most)


def _neighbours(profiles: Profiles, mentees: Numbers, mentors: Numbers) -> Iterator[Both]:
    """Yield all pairs of the small institutions, many institutions in one part."""
    home, place = profiles.mentees.institution[mentees], profiles.mentors.institution[mentors]
    mentees, home = mentees[home != UNKNOWN], home[home != UNKNOWN]
    mentors = mentors[np.argsort(place, kind="stable")]
    place = np.sort(place)
    small = _sizes(home, place[place != UNKNOWN])[home] < _SMALL
    mentees, home = mentees[small], home[small]
    first = np.searchsorted(place, home)
    count = np.searchsorted(place, home, side="right") - first
    for part in _parts(count):
        row = np.repeat(np.arange(part.start, part.stop), count[part])
        before = np.cumsum(count[part]) - count[part]
        column = np.arange(len(row)) - np.repeat(before - first[part], count[part])
        yield mentees[row], mentors[column]


def _parts(count: Numbers) -> Iterator[slice]:
    """Yield slices of rows with about ``_CELLS`` pairs each."""
    part = np.cumsum(count) // _CELLS
    edges = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(count)]
    for start, stop in pairwise(edges):
        yield slice(start, stop)


def _coarse(needed: list[Needed], rows: Numbers, columns: Numbers) -> Iterator[Both]:
    """Yield the pairs of a block that have something in common of everything that is needed."""
    if not len(columns):
        return
    right = [each[columns] for _, each in needed]
    height = max(_CELLS // len(columns), 1)
    for start in range(0, len(rows), height):
        part = rows[start : start + height]
        hit = np.ones((len(part), len(columns)), dtype=np.bool_)
        for (left, _), other in zip(needed, right, strict=True):
            hit &= (left[part][:, None] & other) != 0
        found = np.flatnonzero(hit)
        yield part[found // len(columns)], columns[found % len(columns)]


def _overlap(bits: Bits) -> Needed:
    """Return the bits; beyond 64 codes everybody is looked at, and the rule decides."""
    if len(bits.codes) > _WORD:
        return np.ones(len(bits.mentees), dtype=np.uint8), np.ones(len(bits.mentors), dtype=np.uint8)
    return _narrow(bits.mentees[:, 0], bits.mentors[:, 0], len(bits.codes))


def _overlap_or_unknown(profiles: Profiles) -> Needed:
    """Return the free slots with two bits more, so that everybody meets those of whom nothing is known."""
    bits = profiles.free
    if len(bits.codes) > _WORD - 2:
        return np.ones(len(bits.mentees), dtype=np.uint8), np.ones(len(bits.mentors), dtype=np.uint8)
    shift = np.uint64(2)
    left = (bits.mentees[:, 0] << shift) | np.where(profiles.mentees.free_known, 2, 3).astype(np.uint64)
    right = (bits.mentors[:, 0] << shift) | np.where(profiles.mentors.free_known, 1, 3).astype(np.uint64)
    return _narrow(left, right, len(bits.codes) + 2)


def _narrow(left: Words, right: Words, bits: int) -> Needed:
    """Return the bits in the smallest numbers that hold them."""
    kinds: tuple[type[np.unsignedinteger], ...] = (np.uint8, np.uint16, np.uint32, np.uint64)
    kind = next(kind for kind in kinds if bits <= np.dtype(kind).itemsize * 8)
    return left.astype(kind), right.astype(kind)


def _time(profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Flags:
    unknown = ~(profiles.mentees.free_known[mentee] & profiles.mentors.free_known[mentor])
    return unknown | profiles.free.meet(mentee, mentor)


def _head(profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Flags:
    head_form = anything(profiles.forms.common(mentee, mentor) & profiles.head_form())
    return head_form | ~profiles.headed(mentee, mentor)


def _types(profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Flags:
    return anything(profiles.possible_types(mentee, mentor))


def _forms(profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Flags:
    return profiles.forms.meet(mentee, mentor)


def _competencies(profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Flags:
    return profiles.competencies.meet(mentee, mentor)


_EVERYWHERE = (_forms, _time, _competencies, _head)

SINGLE = Bond(
    needed=(lambda p: _overlap(p.forms), lambda p: _overlap(p.types), _overlap_or_unknown),
    tests=(*_EVERYWHERE, _types),
)
"""A pair of its own."""

IN_GROUP = Bond(needed=(lambda p: _overlap(p.forms), _overlap_or_unknown), tests=_EVERYWHERE)
"""A member and a leader of groups."""
