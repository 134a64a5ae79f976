"""Who could move where in an assignment, and the lightest chain of moves: its residual network.

The nodes are the mentors and *nobody*. A mentee who leaves one for another is an arc between them, and so are
a place more or less that a mentor fills. In the best assignment no cycle weighs less than 0 (Klein 1967,
doi:10.1287/mnsc.14.3.205); then the least that a pin or a ban costs is one move and a shortest path.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.pricing.routes import Atlas, EndlessDescent, Ends, Routes, lightest
from service.matching.pricing.worth import Worth

NONE = -1
"""No candidate: the mentee has no pair, or nobody moves."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Mentees with the candidate that each takes (or NONE), in the order of the chain, and its weight."""

    weight: int
    moves: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Exchanges:
    """All single moves that are possible in an assignment, as arcs, and what each weighs."""

    worth: Worth
    chosen: Numbers
    """The candidate of every mentee, or NONE."""
    banned: Flags
    """The candidates that nobody may take."""
    leaves: Numbers
    joins: Numbers
    weight: Numbers
    mentee: Numbers
    """By arc, who moves; NONE where a mentor only fills a place more or less."""
    candidate: Numbers
    """By arc, what the mentee takes, or NONE."""
    known: Numbers | None = None
    """Prices of mentors and nobody that may prove the assignment to be the best."""

    @classmethod
    def of(
        cls,
        worth: Worth,
        chosen: Numbers,
        *,
        fixed: Flags,
        banned: Flags | None = None,
        known: Numbers | None = None,
    ) -> Self:
        """Return the moves of mentees who are not fixed, to candidates that are not banned."""
        without = np.zeros(len(worth.candidates), dtype=np.bool_) if banned is None else banned
        parts = (
            _to_others(worth, chosen, fixed, without),
            _to_nobody(worth, chosen, fixed),
            *_places(worth, chosen),
        )
        columns = (np.concatenate(column) for column in zip(*parts, strict=True))
        leaves, joins, weight, mentee, candidate = columns
        return cls(worth, chosen, without, leaves, joins, weight, mentee, candidate, known)

    def mentor_of(self, mentee: int) -> int:
        """Return the mentor of a mentee, or nobody."""
        return int(self._mentors[mentee])

    def toward(self, mentor: int, ends: Ends | None = None) -> Routes:
        """Return the lightest paths that end by freeing a place of the mentor.

        Raises: EndlessDescent if the assignment is not the best.
        """
        return self._by_joins.search(mentor, far=self.worth.units.limit + 1, ends=ends)

    def outward(self, mentor: int, ends: Ends | None = None) -> Routes:
        """Return the lightest paths that begin where the mentor has one mentee too many.

        Raises: EndlessDescent if the assignment is not the best.
        """
        return self._by_leaves.search(mentor, far=self.worth.units.limit + 1, ends=ends)

    def joined(self, candidates: Numbers, *, most: int) -> Ends:
        """Return what to search for ``toward`` a mentor when some of his mentees' candidates are compared."""
        return Ends(self.worth.candidates.mentor[candidates], self._ahead(candidates), most)

    def left(self, candidates: Numbers, *, most: int) -> Ends:
        """Return what to search for ``outward`` from a mentor when some of his candidates are compared."""
        return Ends(self._mentors[self.worth.candidates.mentee[candidates]], self._ahead(candidates), most)

    @cached_property
    def settled(self) -> bool:
        """Whether no exchange makes the assignment better."""
        try:
            return bool(len(self.prices))
        except EndlessDescent:
            return False

    @cached_property
    def prices(self) -> Numbers:
        """Prices of mentors and nobody that prove the assignment: with them no move weighs less than 0.

        Raises: EndlessDescent if the assignment is not the best.
        """
        if self.known is not None and (self._reduced(self.known) >= 0).all():
            return self.known
        return lightest(self.leaves, self.joins, self.weight, nodes=self.worth.nobody + 1)

    def forced(self, candidate: int, routes: Routes) -> Chain | None:
        """Return the lightest chain in which a candidate is taken; None if no place can be freed for it.

        ``routes`` lead toward the mentor whom the mentee leaves, or outward from the one whom he joins.
        """
        return self._chain(int(self.worth.candidates.mentee[candidate]), candidate, routes)

    def forbidden(self, mentee: int, routes: Routes) -> Chain:
        """Return the lightest chain in which a mentee gives up his pair; ``routes`` free his place."""
        span = self.worth.candidates_of(mentee)
        own = np.arange(span.start, span.stop)
        own = own[~self.banned[own] & (own != self.chosen[mentee])]
        total = self.totals(own, routes)
        alone = self._freed[mentee] + self.worth.alone[mentee] + routes.weight(self.worth.nobody)
        best = int(np.argmin(total)) if len(own) else NONE
        taken = NONE if best == NONE or total[best] >= alone else int(own[best])
        chain = self._chain(mentee, taken, routes)
        if chain is None:
            raise AssertionError("to be left alone is always possible")
        return chain

    def totals(self, candidates: Numbers, routes: Routes) -> Numbers:
        """Return what ``forced`` weighs for each candidate, ``routes.far`` where there is no chain.

        Toward a mentor all candidates belong to his mentees, outward all are his own.
        """
        mentees = self.worth.candidates.mentee[candidates]
        ends = self._mentors[mentees] if routes.along else self.worth.candidates.mentor[candidates]
        weights = routes.weights(ends)
        total: Numbers = self._ahead(candidates) + weights
        total[weights == routes.far] = routes.far
        return total

    def _ahead(self, candidates: Numbers) -> Numbers:
        """Return what the first move weighs, by which a candidate is taken."""
        ahead: Numbers = self._freed[self.worth.candidates.mentee[candidates]] - self.worth.gain[candidates]
        return ahead

    def _reduced(self, prices: Numbers) -> Numbers:
        return self.weight + prices[self.leaves] - prices[self.joins]

    def _chain(self, mentee: int, taken: int, routes: Routes) -> Chain | None:
        joins = self.worth.nobody if taken == NONE else int(self.worth.candidates.mentor[taken])
        gains = -int(self.worth.alone[mentee]) if taken == NONE else int(self.worth.gain[taken])
        end = self.mentor_of(mentee) if routes.along else joins
        onward = routes.weight(end)
        if onward == routes.far:
            return None
        arcs = [arc for arc in routes.path(end) if self.mentee[arc] != NONE]
        then = zip(self.mentee[arcs].tolist(), self.candidate[arcs].tolist(), strict=True)
        weight = int(self._freed[mentee]) - gains + onward
        return Chain(weight, ((mentee, taken), *then))

    @cached_property
    def held(self) -> Flags:
        """Which candidates are chosen."""
        return _held(self.worth, self.chosen)

    @cached_property
    def _mentors(self) -> Numbers:
        return _mentors(self.worth, self.chosen)

    @cached_property
    def _freed(self) -> Numbers:
        return _freed(self.worth, self.chosen)

    @cached_property
    def _by_joins(self) -> Atlas:
        return self._atlas(along=False)

    @cached_property
    def _by_leaves(self) -> Atlas:
        return self._atlas(along=True)

    def _atlas(self, *, along: bool) -> Atlas:
        return Atlas.of(self.leaves, self.joins, self._reduced(self.prices), self.prices, along=along)


_Columns = tuple[Numbers, Numbers, Numbers, Numbers, Numbers]


def _to_others(worth: Worth, chosen: Numbers, fixed: Flags, banned: Flags) -> _Columns:
    mentee = worth.candidates.mentee
    other = np.flatnonzero(~(banned | _held(worth, chosen) | fixed[mentee]))
    person = mentee[other]
    weight = _freed(worth, chosen)[person] - worth.gain[other]
    return _mentors(worth, chosen)[person], worth.candidates.mentor[other], weight, person, other


def _to_nobody(worth: Worth, chosen: Numbers, fixed: Flags) -> _Columns:
    person = np.flatnonzero(~fixed & (chosen != NONE))
    mentor, weight = worth.candidates.mentor[chosen[person]], worth.gain[chosen[person]] + worth.alone[person]
    return mentor, np.full_like(person, worth.nobody), weight, person, np.full_like(person, NONE)


def _places(worth: Worth, chosen: Numbers) -> tuple[_Columns, _Columns]:
    """A mentor takes one more, or one less: the squares of loads grow by 2n + 1 and shrink by 2n - 1."""
    load = np.bincount(worth.candidates.mentor[chosen[chosen != NONE]], minlength=worth.nobody)
    more, less = np.flatnonzero(load < worth.capacity), np.flatnonzero(load > 0)
    grown, shrunk = worth.square * (2 * load[more] + 1), -worth.square * (2 * load[less] - 1)
    return (
        (more, np.full_like(more, worth.nobody), grown, np.full_like(more, NONE), np.full_like(more, NONE)),
        (np.full_like(less, worth.nobody), less, shrunk, np.full_like(less, NONE), np.full_like(less, NONE)),
    )


def _held(worth: Worth, chosen: Numbers) -> Flags:
    result = np.zeros(len(worth.candidates), dtype=np.bool_)
    result[chosen[chosen != NONE]] = True
    return result


def _mentors(worth: Worth, chosen: Numbers) -> Numbers:
    """Return the mentor of every mentee, or nobody."""
    result, paired = np.full(len(chosen), worth.nobody), chosen != NONE
    result[paired] = worth.candidates.mentor[chosen[paired]]
    return result


def _freed(worth: Worth, chosen: Numbers) -> Numbers:
    """Return what every mentee gives up when he leaves his pair, or no longer loses without one."""
    result, paired = -worth.alone, chosen != NONE
    result[paired] = worth.gain[chosen[paired]]
    return result
