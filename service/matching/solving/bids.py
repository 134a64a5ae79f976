"""What every mentor would take if mentees had prices: bounds with groups, and which groups look worth it.

A Lagrangian relaxation of "one mentor per mentee": at given prices the mentors do not depend on each other,
and each takes the best load that his places, his pairs and at most one of his groups allow. Unlike the flow
this bound knows that a group needs its least size (Held, Karp 1971, 10.1007/BF01584070; Geoffrion 1974).
Everything is counted in whole numbers, so that every bound holds exactly.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import SINGLE
from service.matching.solving.groups import Groups
from service.matching.solving.network import Network

_HIGH = np.int64(2**40)
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Bids:
    """The best load of every mentor at some prices."""

    worth: Numbers
    """Per mentor what his best load is worth to him, at least 0."""
    taken: Numbers
    """The candidates in these loads."""
    group: Numbers
    """Per mentor the group in his best load, -1 for none."""


def _order(owner: Numbers, worth: Numbers, count: int) -> Numbers:
    """Return the order by owner and worth, the best first, and as they came where these are equal.

    Sorting plain numbers is many times faster than sorting positions, wherever one number can hold it all.
    """
    most, least = int(worth.max(initial=0)), int(worth.min(initial=0))
    width, length = most - least + 1, max(len(worth), 1)
    if count * width * length >= _SAFE:
        return np.argsort(owner * (2 * _HIGH) - worth, kind="stable")
    keys = ((owner * width) + (most - worth)) * length + np.arange(len(worth))
    result: Numbers = np.sort(keys) % length
    return result


def _first(keys: Numbers) -> Flags:
    """Return which of the keys (from 0, below 2⁴⁰) are the first of their kind."""
    length = max(len(keys), 1)
    key, position = np.divmod(np.sort(keys * length + np.arange(len(keys))), length)
    result = np.zeros(len(keys), dtype=np.bool_)
    result[position[np.diff(key, prepend=-1) > 0]] = True
    return result


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Candidates sorted by owner (a mentor or a group) and worth, the best first."""

    arcs: Numbers
    owner: Numbers
    worth: Numbers
    rank: Numbers

    @classmethod
    def of(cls, arcs: Numbers, owner: Numbers, worth: Numbers, count: int) -> Self:
        """Sort the candidates; equal worth keeps the order of the candidates."""
        order = _order(owner, worth, count)
        owner = owner[order]
        first = np.searchsorted(owner, np.arange(count))
        return cls(arcs[order], owner, worth[order], np.arange(len(owner)) - first[owner])

    def where(self, kept: Flags) -> Self:
        """Return some of them; ranks stay as they were."""
        return type(self)(self.arcs[kept], self.owner[kept], self.worth[kept], self.rank[kept])

    def total(self, count: int) -> Numbers:
        """Return the summed worth by owner."""
        total = np.zeros(count, dtype=np.int64)
        np.add.at(total, self.owner, self.worth)
        return total

    def last(self, count: int, places: Numbers) -> Numbers:
        """Return by owner the worth of the last of his places, 0 where one is left."""
        last = np.zeros(count, dtype=np.int64)
        full = self.rank == places[self.owner] - 1
        last[self.owner[full]] = self.worth[full]
        return last


@dataclass(frozen=True, slots=True)
class Market:
    """The mentors with their places, pairs and groups."""

    network: Network
    groups: Groups
    places: Numbers
    singles: Numbers
    members: Numbers

    @classmethod
    def of(cls, network: Network, groups: Groups, open_to: Flags) -> Self:
        """Return the market of the candidates that may be used."""
        return cls(
            network=network,
            groups=groups,
            places=network.wishes.capacity,
            singles=np.flatnonzero(open_to & (groups.of == SINGLE)),
            members=np.flatnonzero(open_to & (groups.of != SINGLE)),
        )

    def joined(self, candidates: Numbers) -> Self:
        """Return the market in which these candidates may be used, too."""
        single = self.groups.of[candidates] == SINGLE
        return replace(
            self,
            singles=np.union1d(self.singles, candidates[single]),
            members=np.union1d(self.members, candidates[~single]),
        )

    def bids(self, worth: Numbers) -> Bids:
        """Return the best loads when every candidate is worth so much, |worth| < 2⁴⁰."""
        pairs = self._pairs(worth)
        forced, rest = self._in_groups(worth, pairs)
        best, grouped = pairs.total(len(self.places)), self._group_worth(forced, rest)
        group = np.full(len(self.places), SINGLE, dtype=np.int64)
        order = np.argsort(grouped, kind="stable")
        order = order[grouped[order] > best[self.groups.mentor[order]]]
        group[self.groups.mentor[order]] = order
        led = group[group != SINGLE]
        best[self.groups.mentor[led]] = grouped[led]
        leads = np.zeros(len(self.groups), dtype=np.bool_)
        leads[led] = True
        taken = [part.arcs[leads[part.owner]] for part in (forced, rest)]
        return Bids(best, np.concatenate([pairs.arcs[group[pairs.owner] == SINGLE], *taken]), group)

    def at_most(self, worth: Numbers) -> Numbers:
        """Return per candidate a ceiling for loads with it, which takes the place of the least worthy.

        As one of the forced members of a group it replaces the worst of them, otherwise the last of all.
        """
        count, mentor = len(self.groups), self.network.candidates.mentor
        pairs = self._pairs(worth)
        forced, rest = self._in_groups(worth, pairs)
        ranked, grouped = pairs.total(len(self.places)), self._group_worth(forced, rest)
        worst = np.zeros(count, dtype=np.int64)
        last = forced.rank == self.groups.least[forced.owner] - 1
        worst[forced.owner[last]] = forced.worth[last]
        left = self.places[self.groups.mentor] - self.groups.least
        free = np.where(left == 0, _HIGH, rest.last(count, left))
        without = np.where(grouped > -_HIGH, grouped - np.minimum(worst, free), -_HIGH)
        best = ranked - pairs.last(len(self.places), self.places)
        np.maximum.at(best, self.groups.mentor, without)
        at_most = np.full(len(worth), -_HIGH, dtype=np.int64)
        at_most[self.singles] = best[mentor[self.singles]] + worth[self.singles]
        at_most[self.members] = without[self.groups.of[self.members]] + worth[self.members]
        np.maximum.at(ranked, self.groups.mentor, grouped)
        return np.minimum(at_most, ranked[mentor])

    def _pairs(self, worth: Numbers) -> _Ranked:
        """Return the pairs that are worth something, as many as there are places."""
        mentor = self.network.candidates.mentor
        arcs = self.singles[worth[self.singles] > 0]
        ranked = _Ranked.of(arcs, mentor[arcs], worth[arcs], len(self.places))
        return ranked.where(ranked.rank < self.places[ranked.owner])

    def _in_groups(self, worth: Numbers, pairs: _Ranked) -> tuple[_Ranked, _Ranked]:
        """Return the best members up to the least size, and who is best beside them in the other places."""
        groups, count = self.groups, len(self.groups)
        members = _Ranked.of(self.members, groups.of[self.members], worth[self.members], count)
        is_forced = members.rank < groups.least[members.owner]
        forced, others = members.where(is_forced), members.where(~is_forced & (members.worth > 0))
        beside, beside_group = self._beside(pairs)
        owner = np.concatenate([others.owner, beside_group])
        arcs = np.concatenate([others.arcs, beside])
        person = owner * len(self.network.problem.mentees) + self.network.candidates.mentee[arcs]
        own = forced.owner * len(self.network.problem.mentees) + self.network.candidates.mentee[forced.arcs]
        first = _first(np.concatenate([own, person]))[len(own) :]
        rest = _Ranked.of(arcs[first], owner[first], worth[arcs[first]], count)
        left = self.places[groups.mentor] - groups.least
        return forced, rest.where(rest.rank < left[rest.owner])

    def _beside(self, pairs: _Ranked) -> tuple[Numbers, Numbers]:
        """Return the best pairs of its mentor for every group, as candidates and groups."""
        size = np.bincount(pairs.owner, minlength=len(self.places))
        first = np.cumsum(size) - size
        wanted = size[self.groups.mentor]
        owner = np.repeat(np.arange(len(self.groups)), wanted)
        offset = np.arange(len(owner)) - np.repeat(np.cumsum(wanted) - wanted, wanted)
        return pairs.arcs[first[self.groups.mentor[owner]] + offset], owner

    def _group_worth(self, forced: _Ranked, rest: _Ranked) -> Numbers:
        """Return what the best load with each group is worth, far below 0 where it cannot be filled."""
        count = len(self.groups)
        enough = np.bincount(forced.owner, minlength=count) >= self.groups.least
        return np.where(enough, forced.total(count) + rest.total(count), -_HIGH)
