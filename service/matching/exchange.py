"""Who could move where in an assignment, and the lightest chain of moves: its residual network.

The nodes are the mentors and *nobody*. A mentee who leaves one for another is an arc between them, and so are
a place more or less that a mentor fills. In the best assignment no cycle weighs less than 0 (Klein 1967,
doi:10.1287/mnsc.14.3.205); then the least that a pin or a ban costs is one move and a shortest path.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from service.matching.columns import Flags, Numbers
from service.matching.routes import Atlas, Routes
from service.matching.worth import Worth

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

    @classmethod
    def of(cls, worth: Worth, chosen: Numbers, *, fixed: Flags, banned: Flags | None = None) -> Self:
        """Return the moves of mentees who are not fixed, to candidates that are not banned."""
        without = np.zeros(len(worth.candidates), dtype=np.bool_) if banned is None else banned
        parts = (
            _to_others(worth, chosen, fixed, without),
            _to_nobody(worth, chosen, fixed),
            *_places(worth, chosen),
        )
        return cls(worth, chosen, without, *(np.concatenate(column) for column in zip(*parts, strict=True)))

    def mentor_of(self, mentee: int) -> int:
        """Return the mentor of a mentee, or nobody."""
        return _mentor(self.worth, int(self.chosen[mentee]))

    def toward(self, mentor: int) -> Routes:
        """Return the lightest paths that end by freeing a place of the mentor.

        Raises: EndlessDescent if the assignment is not the best.
        """
        return self._by_joins.search(mentor, far=self.worth.units.limit + 1)

    def outward(self, mentor: int) -> Routes:
        """Return the lightest paths that begin where the mentor has one mentee too many.

        Raises: EndlessDescent if the assignment is not the best.
        """
        return self._by_leaves.search(mentor, far=self.worth.units.limit + 1)

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
        mentors = self.worth.candidates.mentor[own]
        total = routes.distance[mentors] - self.worth.gain[own]
        total[~routes.reached(mentors)] = routes.far
        alone = routes.distance[self.worth.nobody] + self.worth.alone[mentee]
        best = int(np.argmin(total)) if len(own) else NONE
        taken = NONE if best == NONE or total[best] >= alone else int(own[best])
        chain = self._chain(mentee, taken, routes)
        if chain is None:
            raise AssertionError("to be left alone is always possible")
        return chain

    def _chain(self, mentee: int, taken: int, routes: Routes) -> Chain | None:
        joins, before = _mentor(self.worth, taken), int(self.chosen[mentee])
        end = self.mentor_of(mentee) if routes.along else joins
        if not routes.reached(np.array([end]))[0]:
            return None
        own = _worth_of(self.worth, mentee, before) - _worth_of(self.worth, mentee, taken)
        arcs = [arc for arc in routes.path(end) if self.mentee[arc] != NONE]
        then = zip(self.mentee[arcs].tolist(), self.candidate[arcs].tolist(), strict=True)
        return Chain(own + int(routes.distance[end]), ((mentee, taken), *then))

    @cached_property
    def _by_joins(self) -> Atlas:
        nodes = self.worth.nobody + 1
        return Atlas.of(self.leaves, self.joins, self.weight, nodes=nodes, along=False)

    @cached_property
    def _by_leaves(self) -> Atlas:
        nodes = self.worth.nobody + 1
        return Atlas.of(self.leaves, self.joins, self.weight, nodes=nodes, along=True)


_Columns = tuple[Numbers, Numbers, Numbers, Numbers, Numbers]


def _to_others(worth: Worth, chosen: Numbers, fixed: Flags, banned: Flags) -> _Columns:
    mentee = worth.candidates.mentee
    held = np.zeros(len(mentee), dtype=np.bool_)
    held[chosen[chosen != NONE]] = True
    other = np.flatnonzero(~(banned | held | fixed[mentee]))
    person = mentee[other]
    mentor, freed = np.full(len(chosen), worth.nobody), -worth.alone
    paired = chosen != NONE
    mentor[paired] = worth.candidates.mentor[chosen[paired]]
    freed[paired] = worth.gain[chosen[paired]]
    return mentor[person], worth.candidates.mentor[other], freed[person] - worth.gain[other], person, other


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


def _mentor(worth: Worth, candidate: int) -> int:
    return worth.nobody if candidate == NONE else int(worth.candidates.mentor[candidate])


def _worth_of(worth: Worth, mentee: int, candidate: int) -> int:
    return -int(worth.alone[mentee]) if candidate == NONE else int(worth.gain[candidate])
