"""Which of many pairs the profiles allow, all at once: first a coarse look at bits, then every rule.

Nobody ever looks at all pairs of a country: the people of one institution meet, and those of the network.
Only the blocks keep institutions apart; no rule looks at them again. The coarse look takes about ``_CELLS``
pairs at a time, so that memory does not grow with the banks.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from service.matching.candidates.bits import Bits, Words, anything
from service.matching.candidates.columns import UNKNOWN, Flags, Numbers
from service.matching.candidates.profiles import Bank, Profiles

_CELLS = 2**17
_WORD = 64
_SMALL = 2**12
"""Institutions with fewer pairs than that are looked at together."""

Both = tuple[Numbers, Numbers]
Test = Callable[[Profiles, Numbers, Numbers], Flags]
Narrow = NDArray[np.unsignedinteger]


@dataclass(frozen=True, slots=True)
class Needed:
    """Bits of all mentees and of all mentors; who has none in common cannot come together."""

    mentees: Narrow
    mentors: Narrow

    def meet(self, mentee: Numbers, mentor: Numbers) -> Flags:
        """Return which pairs have a bit in common."""
        result: Flags = (self.mentees.take(mentee) & self.mentors.take(mentor)) != 0
        return result


@dataclass(frozen=True, slots=True)
class Look:
    """A rule as bits that both need in common, and as a test for where there are too many codes for that."""

    bits: Callable[[Profiles], Needed | None]
    test: Test


@dataclass(frozen=True, slots=True)
class Block:
    """People who may meet; ``apart`` if only those of two institutions are meant."""

    mentees: Numbers
    mentors: Numbers
    apart: bool


@dataclass(frozen=True, slots=True)
class Bond:
    """A way to come together: what two people need in common, and the rules that then decide.

    The rules ``near`` hold for everybody of two institutions who is in the network the virtual way.
    """

    looks: tuple[Look, ...]
    tests: tuple[Test, ...]
    near: tuple[Test, ...] = ()

    def pairs(self, profiles: Profiles, mentees: Numbers, mentors: Numbers) -> Iterator[Both]:
        """Yield (mentees, mentors) in parts: every pair of these people that all tests allow, once."""
        found = [look.bits(profiles) for look in self.looks]
        needed = [bits for bits in found if bits is not None]
        open_ = [look.test for look, bits in zip(self.looks, found, strict=True) if bits is None]
        far, near = (*open_, *self.tests), (*open_, *self.tests, *self.near)
        for block in _blocks(profiles, mentees, mentors):
            for both in _coarse(profiles, needed, block):
                yield _tested(profiles, far if block.apart else near, both)
        alike = tuple(_common(bits) for bits in needed)
        for both in _neighbours(profiles, mentees, mentors):
            yield _tested(profiles, (*alike, *near), both)


def _common(needed: Needed) -> Test:
    return lambda _profiles, mentee, mentor: needed.meet(mentee, mentor)


def _tested(profiles: Profiles, tests: Iterable[Test], both: Both) -> Both:
    """Return the pairs that every test allows."""
    mentee, mentor = both
    for test in tests:
        kept = np.flatnonzero(test(profiles, mentee, mentor))
        if len(kept) < len(mentee):
            mentee, mentor = mentee.take(kept), mentor.take(kept)
    return mentee, mentor


def _blocks(profiles: Profiles, mentees: Numbers, mentors: Numbers) -> Iterator[Block]:
    """Yield all blocks but the small institutions."""
    home, place = profiles.mentees.institution.take(mentees), profiles.mentors.institution.take(mentors)
    yield Block(mentees[home == UNKNOWN], mentors, apart=False)
    mentees, home = mentees[home != UNKNOWN], home[home != UNKNOWN]
    yield Block(mentees, mentors[place == UNKNOWN], apart=False)
    mentors, place = mentors[place != UNKNOWN], place[place != UNKNOWN]
    if len(np.unique(np.concatenate([home, place]))) > 1:
        yield Block(_open(profiles.mentees, mentees), _open(profiles.mentors, mentors), apart=True)
    for institution in np.flatnonzero(_sizes(home, place) >= _SMALL):
        yield Block(mentees[home == institution], mentors[place == institution], apart=False)


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
        yield mentees.take(row), mentors.take(column)


def _parts(count: Numbers) -> Iterator[slice]:
    """Yield slices of rows with about ``_CELLS`` pairs each."""
    part = np.cumsum(count) // _CELLS
    edges = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(count)]
    for start, stop in pairwise(edges):
        yield slice(start, stop)


def _coarse(profiles: Profiles, needed: Sequence[Needed], block: Block) -> Iterator[Both]:
    """Yield the pairs of a block that have something in common of everything that is needed."""
    rows, columns = block.mentees, block.mentors
    if not len(columns):
        return
    home, place = profiles.mentees.institution.take(rows), profiles.mentors.institution.take(columns)
    height, right = max(_CELLS // len(columns), 1), [each.mentors.take(columns) for each in needed]
    for start in range(0, len(rows), height):
        part = rows[start : start + height]
        hit = np.ones((len(part), len(columns)), dtype=np.bool_)
        for each, other in zip(needed, right, strict=True):
            hit &= (each.mentees.take(part)[:, None] & other) != 0
        if block.apart:
            hit &= home[start : start + height, None] != place
        found = np.flatnonzero(hit)
        row = found // len(columns)
        yield part.take(row), columns.take(found - row * len(columns))


def _overlap(bits: Bits) -> Needed | None:
    """Return the bits; beyond 64 codes the test decides."""
    if len(bits.codes) > _WORD:
        return None
    return _narrow(bits.mentees[:, 0], bits.mentors[:, 0], len(bits.codes))


def _overlap_or_unknown(profiles: Profiles) -> Needed | None:
    """Return the free slots with two bits more, so that everybody meets those of whom nothing is known."""
    bits = profiles.free
    if len(bits.codes) > _WORD - 2:
        return None
    shift = np.uint64(2)
    left = (bits.mentees[:, 0] << shift) | np.where(profiles.mentees.free_known, 2, 3).astype(np.uint64)
    right = (bits.mentors[:, 0] << shift) | np.where(profiles.mentors.free_known, 1, 3).astype(np.uint64)
    return _narrow(left, right, len(bits.codes) + 2)


def _narrow(left: Words, right: Words, bits: int) -> Needed:
    """Return the bits in the smallest numbers that hold them."""
    kinds: tuple[type[np.unsignedinteger], ...] = (np.uint8, np.uint16, np.uint32, np.uint64)
    kind = next(kind for kind in kinds if bits <= np.dtype(kind).itemsize * 8)
    return Needed(left.astype(kind), right.astype(kind))


def _time(profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Flags:
    unknown = ~(profiles.mentees.free_known[mentee] & profiles.mentors.free_known[mentor])
    return unknown | profiles.free.meet(mentee, mentor)


def _head(profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Flags:
    """Look at the form of those alone whom the mentor heads: they are few."""
    result = np.ones(len(mentee), dtype=np.bool_)
    headed = np.flatnonzero(profiles.headed(mentee, mentor))
    forms = profiles.forms.common(mentee.take(headed), mentor.take(headed))
    result[headed] = anything(forms & profiles.head_form())
    return result


def _types(profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Flags:
    return anything(profiles.possible_types(mentee, mentor))


_FORMS = Look(lambda p: _overlap(p.forms), lambda p, mentee, mentor: p.forms.meet(mentee, mentor))
_TIME = Look(_overlap_or_unknown, _time)
_TYPES = Look(lambda p: _overlap(p.types), lambda p, mentee, mentor: p.types.meet(mentee, mentor))


def _competencies(profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Flags:
    return profiles.competencies.meet(mentee, mentor)


SINGLE = Bond(looks=(_FORMS, _TYPES, _TIME), tests=(_competencies, _head), near=(_types,))
"""A pair of its own."""

IN_GROUP = Bond(looks=(_FORMS, _TIME), tests=(_competencies, _head))
"""A member and a leader of groups."""
