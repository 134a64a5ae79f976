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
from service.matching.candidates.rows import Rows
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

    Sorting plain numbers is many times faster than sorting positions, wherever one number can hold it all,
    and a stable sort finds out by itself that the owners come in order.
    """
    most, least = int(worth.max(initial=0)), int(worth.min(initial=0))
    width, length = most - least + 1, max(len(worth), 1)
    if count * width * length >= _SAFE:
        return np.argsort(owner * (2 * _HIGH) - worth, kind="stable")
    keys = ((owner * width) + (most - worth)) * length + np.arange(len(worth))
    result: Numbers = np.sort(keys, kind="stable") % length
    return result


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Candidates sorted by owner (a mentor or a group) and worth, the best first."""

    number: Numbers
    """Where they stood before they were sorted."""
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
        return cls(order, arcs[order], owner, worth[order], np.arange(len(owner)) - first[owner])

    def where(self, kept: Flags | Numbers) -> Self:
        """Return some of them, by flags or positions; ranks stay as they were."""
        some = np.flatnonzero(kept) if kept.dtype == np.bool_ else kept
        columns = (self.number, self.arcs, self.owner, self.worth, self.rank)
        return type(self)(*(column[some] for column in columns))

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


def _twins(network: Network, singles: Numbers, members: Numbers) -> Numbers:
    """Return by member which of the singles the same two people are, one behind the last for none."""
    candidates, mentors = network.candidates, len(network.problem.mentors)
    order = np.argsort(singles, kind="stable")
    pair, own = (
        candidates.mentee[part] * mentors + candidates.mentor[part] for part in (singles[order], members)
    )
    found = np.searchsorted(pair, own)
    twin = np.append(order, len(singles))[found]
    same = np.append(pair, -1)[found] == own
    return np.where(same, twin, len(singles))


@dataclass(frozen=True, slots=True)
class _Offers:
    """Candidates by owner (a mentor or a group), with what each is worth and whose price it pays."""

    arcs: Numbers
    owner: Numbers
    mentee: Numbers
    worth: Numbers
    places: Numbers
    """By owner how many he can take."""
    rank: Numbers
    """Where each would stand among those of its owner if they were sorted."""

    @classmethod
    def of(cls, network: Network, owner: Numbers, open_to: Flags, worth: Numbers, places: Numbers) -> Self:
        """Return those of the candidates that are open."""
        some = np.flatnonzero(open_to)
        rows = Rows.of(owner[some], some, len(places))
        arcs, owners = rows.values, np.repeat(np.arange(len(places)), rows.sizes)
        rank = np.arange(len(arcs)) - rows.start[owners]
        return cls(arcs, owners, network.candidates.mentee[arcs], worth[arcs], places, rank)

    def surplus(self, price: Numbers) -> Numbers:
        """Return what each is worth beyond the price of its mentee."""
        surplus: Numbers = self.worth - price[self.mentee]
        return surplus

    def best(self, price: Numbers) -> _Ranked:
        """Return those that are worth most beyond the price, as many as there are places."""
        surplus, top = self.surplus(price), np.flatnonzero(self.rank < self.places[self.owner])
        order = _order(self.owner, surplus, len(self.places))[top]
        return _Ranked(order, self.arcs[order], self.owner[top], surplus[order], self.rank[top])


@dataclass(frozen=True, slots=True)
class Market:
    """The mentors with their places, pairs and groups, and what every candidate is worth."""

    network: Network
    groups: Groups
    worth: Numbers
    places: Numbers
    singles: _Offers
    """By mentor the candidates of pairs."""
    members: _Offers
    """By group the candidates of its members."""
    twins: Numbers
    """By member which of the pairs the same two people are; one behind the last for none."""

    @classmethod
    def of(cls, network: Network, groups: Groups, worth: Numbers, open_to: Flags) -> Self:
        """Return the market of the candidates that may be used; |worth| < 2⁴⁰."""
        grouped, mentor = groups.of != SINGLE, network.candidates.mentor
        places = network.wishes.capacity
        singles = _Offers.of(network, mentor, open_to & ~grouped, worth, places)
        members = _Offers.of(network, groups.of, open_to & grouped, worth, places[groups.mentor])
        twins = _twins(network, singles.arcs, members.arcs)
        return cls(network, groups, worth, places, singles, members, twins)

    def joined(self, candidates: Numbers) -> Self:
        """Return the market in which these candidates may be used, too."""
        open_to = np.zeros(len(self.worth), dtype=np.bool_)
        open_to[self.singles.arcs] = open_to[self.members.arcs] = open_to[candidates] = True
        return self.of(self.network, self.groups, self.worth, open_to)

    def bids(self, price: Numbers) -> Bids:
        """Return the best loads when every mentee has a price; nothing is worth 2⁴⁰ beyond it."""
        pairs = self._pairs(price)
        forced, rest = self._in_groups(price, pairs)
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

    def at_most(self, price: Numbers) -> Numbers:
        """Return per candidate a ceiling for loads with it, which takes the place of the least worthy.

        As one of the forced members of a group it replaces the worst of them, otherwise the last of all.
        """
        count, mentor = len(self.groups), self.network.candidates.mentor
        pairs = self._pairs(price)
        forced, rest = self._in_groups(price, pairs)
        ranked, grouped = pairs.total(len(self.places)), self._group_worth(forced, rest)
        worst = np.zeros(count, dtype=np.int64)
        last = forced.rank == self.groups.least[forced.owner] - 1
        worst[forced.owner[last]] = forced.worth[last]
        left = self.places[self.groups.mentor] - self.groups.least
        free = np.where(left == 0, _HIGH, rest.last(count, left))
        without = np.where(grouped > -_HIGH, grouped - np.minimum(worst, free), -_HIGH)
        best = ranked - pairs.last(len(self.places), self.places)
        np.maximum.at(best, self.groups.mentor, without)
        at_most = np.full(len(mentor), -_HIGH, dtype=np.int64)
        for part, ceiling in ((self.singles, best), (self.members, without)):
            at_most[part.arcs] = ceiling[part.owner] + part.surplus(price)
        np.maximum.at(ranked, self.groups.mentor, grouped)
        return np.minimum(at_most, ranked[mentor])

    def _pairs(self, price: Numbers) -> _Ranked:
        """Return the pairs that are worth something, as many as there are places."""
        best = self.singles.best(price)
        return best.where(best.worth > 0)

    def _in_groups(self, price: Numbers, pairs: _Ranked) -> tuple[_Ranked, _Ranked]:
        """Return the best members up to the least size, and who is best beside them in the other places."""
        groups, members = self.groups, self.members.best(price)
        is_forced = members.rank < groups.least[members.owner]
        forced, others = members.where(is_forced), members.where(~is_forced & (members.worth > 0))
        beside = self._beside(pairs)
        rest = _Ranked.of(
            np.concatenate([others.arcs, beside.arcs]),
            np.concatenate([others.owner, beside.owner]),
            np.concatenate([others.worth, beside.worth]),
            len(groups),
        )
        return forced, rest.where(rest.rank < (self.members.places - groups.least)[rest.owner])

    def _beside(self, pairs: _Ranked) -> _Ranked:
        """Return the best pairs of its mentor for every group, without those whose people are members.

        Two people are worth the same in either way, so that the member stands before the pair.
        """
        size = np.bincount(pairs.owner, minlength=len(self.places))
        wanted = size[self.groups.mentor]
        begin, owner = np.cumsum(wanted) - wanted, np.repeat(np.arange(len(self.groups)), wanted)
        first = (np.cumsum(size) - size)[self.groups.mentor]
        every = pairs.where(np.arange(len(owner)) + (first - begin)[owner])
        rank = np.full(len(self.singles.arcs) + 1, -1)
        rank[pairs.number] = pairs.rank
        twin = rank[self.twins]
        doubled, other = np.flatnonzero(twin >= 0), np.ones(len(owner), dtype=np.bool_)
        other[begin[self.members.owner[doubled]] + twin[doubled]] = False
        return replace(every, owner=owner).where(other)

    def _group_worth(self, forced: _Ranked, rest: _Ranked) -> Numbers:
        """Return what the best load with each group is worth, far below 0 where it cannot be filled."""
        count = len(self.groups)
        enough = np.bincount(forced.owner, minlength=count) >= self.groups.least
        return np.where(enough, forced.total(count) + rest.total(count), -_HIGH)
