"""Who could move to whom: alternating paths between mentees and the seats that mentors have for them.

A seat is a pair with a mentor or a place in a group that he leads in the proposal; moves keep the sizes of
these groups within bounds. Whether groups could be made anew is not looked at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Self

import msgspec
import networkx as nx
import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.rows import Rows
from service.matching.candidates.score import SINGLE, Candidates
from service.matching.candidates.wishes import Wishes
from service.matching.formats.problem import Pair, Problem
from service.matching.formats.proposal import ProposedGroup

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Seating:
    """Which pairs an assignment has, as numbers."""

    mentor_of: Numbers
    """The mentor of every mentee, or NOBODY."""
    fixed: Flags
    """The mentees who are pinned to him."""

    @classmethod
    def of(cls, problem: Problem, pairs: Sequence[Pair]) -> Self:
        """Return the numbers of the pairs."""
        mentees, mentors = problem.mentee_index, problem.mentor_index
        mentor_of = np.full(len(mentees), NOBODY, dtype=np.int64)
        mentor_of[_found(mentees, "mentee", pairs)] = _found(mentors, "mentor", pairs)
        fixed = np.zeros(len(mentees), dtype=np.bool_)
        for pin in problem.pinned:
            fixed[mentees[pin.mentee]] |= mentor_of[mentees[pin.mentee]] == mentors[pin.mentor]
        return cls(mentor_of, fixed)


@dataclass(frozen=True, slots=True)
class Seats:
    """Where everybody sits; seat ``j`` is a pair with mentor ``j``, later seats are groups."""

    owner: Numbers
    """The mentor of every seat."""
    seat_of: Numbers
    """The seat of every mentee, or NOBODY."""
    fixed: Flags
    """The mentees who are pinned."""
    free: Numbers
    """How many places every mentor has free."""
    has_room: Flags
    """The seats that take one more at once."""
    groups: tuple[ProposedGroup, ...]

    @classmethod
    def of(cls, problem: Problem, pairs: Sequence[Pair], groups: Sequence[ProposedGroup]) -> Self:
        """Return the seats of an assignment."""
        mentees, mentors = problem.mentee_index, problem.mentor_index
        leaders = np.array([mentors[group.mentor] for group in groups], dtype=np.int64)
        owner = np.concatenate([np.arange(len(mentors)), leaders])
        seating = Seating.of(problem, pairs)
        seat_of = seating.mentor_of
        for number, group in enumerate(groups, start=len(mentors)):
            seat_of[[mentees[member] for member in group.mentees]] = number
        load = np.bincount(owner[seat_of[seat_of != NOBODY]], minlength=len(mentors))
        capacity = Wishes(problem).capacity
        has_room = (load < capacity)[owner]
        for number, group in enumerate(groups, start=len(mentors)):
            has_room[number] &= len(group.mentees) + 1 in problem.mentors[owner[number]].group_sizes
        return cls(owner, seat_of, seating.fixed, capacity - load, has_room, tuple(groups))

    def grows(self, problem: Problem, seat: int) -> bool:
        """Whether one more place of its mentor would let the seat take one more."""
        if seat < len(problem.mentors):
            return True
        mentor = problem.mentors[self.owner[seat]]
        larger = msgspec.structs.replace(mentor, capacity=mentor.capacity + 1)
        return len(self.groups[seat - len(problem.mentors)].mentees) + 1 in larger.group_sizes

    def leaving(self, problem: Problem) -> Iterator[tuple[int, int]]:
        """Yield (seat taken, seat left) for moves within one mentor that keep the size of his group."""
        for number, group in enumerate(self.groups, start=len(problem.mentors)):
            mentor, size = int(self.owner[number]), len(group.mentees)
            sizes = problem.mentors[mentor].group_sizes
            if size - 1 in sizes:
                yield mentor, number
            if size + 1 in sizes:
                yield number, mentor


@dataclass(frozen=True, slots=True)
class Reach:
    """An assignment and what could be moved in it; people are counted from 0 in canonical order."""

    seats: Seats
    wishes: Rows
    """The seats allowed to every mentee: pairs, and the groups of the assignment."""
    next_to: Rows
    """To which seats those could move who would have to leave a seat; pinned mentees cannot."""
    behind: Rows
    """The same backwards: from which seats somebody could come."""
    open: Flags
    """The seats that could take one more mentee, if need be after others have moved."""

    @classmethod
    def of(
        cls,
        problem: Problem,
        candidates: Candidates,
        pairs: Sequence[Pair],
        groups: Sequence[ProposedGroup] = (),
    ) -> Self:
        """Return the reach of an assignment."""
        seats = Seats.of(problem, pairs, groups)
        wishes = _wishes(problem, candidates, seats)
        source, target = _moves(problem, seats, wishes)
        behind = Rows.of(target, source, len(seats.owner))
        return cls(
            seats=seats,
            wishes=wishes,
            next_to=Rows.of(source, target, len(seats.owner)),
            behind=behind,
            open=behind.spread(seats.has_room),
        )

    def without_seat(self) -> list[int]:
        """Return the mentees whom nobody has taken."""
        return np.flatnonzero(self.seats.seat_of == NOBODY).tolist()

    def rivals(self, mentees: Sequence[int]) -> list[int]:
        """Count for each the mentors whose places are held by people who could only move among themselves.

        Those who hold the places and the given mentee are a Hall set: one more mentee than places. Mentees
        for whom a seat is open get 0. Whole cycles of moves are counted at once (strong components).
        """
        stuck = [i if not self.open[self.wishes[i]].any() else None for i in mentees]
        begin = np.zeros(len(self.open), dtype=np.bool_)
        begin[self.wishes.joined(np.array([i for i in stuck if i is not None], dtype=np.int64))] = True
        beyond = self._beyond(self.next_to.spread(begin))
        return [0 if i is None else beyond.mentors(self.wishes[i]) for i in stuck]

    def _beyond(self, among: Flags) -> "_Beyond":
        """Return the mentors that can be reached from every seat in ``among``."""
        seats = np.flatnonzero(among)
        sizes = self.next_to.start[seats + 1] - self.next_to.start[seats]
        name = np.arange(len(among))
        if len(seats):
            name[self._ring(int(seats[np.argmax(sizes)]))] = seats[np.argmax(sizes)]
        source, target = name[np.repeat(seats, sizes)], name[self.next_to.joined(seats)]
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(name[seats].tolist())
        apart = source != target
        graph.add_edges_from(zip(source[apart].tolist(), target[apart].tolist(), strict=True))
        own = Rows.of(name[seats], self.seats.owner[seats], len(among))
        return _Beyond(name, _gathered(graph, own))

    def _ring(self, seat: int) -> Flags:
        """Return the seats from which one can get to a seat and back: nearly always most of them."""
        begin = np.zeros(len(self.open), dtype=np.bool_)
        begin[seat] = True
        return self.next_to.spread(begin) & self.behind.spread(begin)


@dataclass(frozen=True, slots=True)
class _Beyond:
    """Which mentors can be reached from where; seats of one ring have one name."""

    name: Numbers
    found: dict[int, int]
    """By name the mentors as bits of one number."""

    def mentors(self, seats: Numbers) -> int:
        """Count the mentors that can be reached from any of the seats."""
        every = 0
        for name in set(self.name[seats].tolist()):
            every |= self.found[name]
        return every.bit_count()


def _gathered(graph: "nx.DiGraph[int]", own: Rows) -> dict[int, int]:
    result: dict[int, int] = {}
    # strong components come with their successors first
    for component in nx.strongly_connected_components(graph):
        found = 0
        for name in component:
            found |= _bits(own[name])
            for other in graph[name]:
                found |= result.get(other, 0)
        result |= dict.fromkeys(component, found)
    return result


def _bits(numbers: Numbers) -> int:
    flags = np.zeros(int(numbers.max(initial=-1)) + 1, dtype=np.bool_)
    flags[numbers] = True
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def _found(index: Mapping[str, int], side: str, pairs: Sequence[Pair]) -> Numbers:
    return np.fromiter(map(index.__getitem__, map(attrgetter(side), pairs)), np.int64, len(pairs))


def _wishes(problem: Problem, candidates: Candidates, seats: Seats) -> Rows:
    single = candidates.theme == SINGLE
    mentee, seat = _joining(candidates, seats, len(problem.mentors))
    return Rows.of(
        np.concatenate([candidates.mentee[single], mentee]),
        np.concatenate([candidates.mentor[single], seat]),
        len(problem.mentees),
    )


def _joining(candidates: Candidates, seats: Seats, mentors: int) -> tuple[Numbers, Numbers]:
    """Return who could be in which group of the assignment."""
    index = {theme: i for i, theme in enumerate(candidates.themes)}
    theme = np.array([index.get(group.theme, len(index)) for group in seats.groups], dtype=np.int64)
    width = len(index) + 1
    keys = seats.owner[mentors:] * width + theme
    order = np.argsort(keys)
    arcs = np.flatnonzero(candidates.theme != SINGLE)
    wanted = candidates.mentor[arcs] * width + candidates.theme[arcs]
    if not len(keys):
        return wanted[:0], wanted[:0]
    place = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    joins = keys[order][place] == wanted
    return candidates.mentee[arcs[joins]], mentors + order[place[joins]]


def _moves(problem: Problem, seats: Seats, wishes: Rows) -> tuple[Numbers, Numbers]:
    """Return the moves: who takes the first seat can make somebody take the second."""
    movable = np.flatnonzero((seats.seat_of != NOBODY) & ~seats.fixed)
    sizes = wishes.start[movable + 1] - wishes.start[movable]
    left = np.repeat(seats.seat_of[movable], sizes)
    target = wishes.joined(movable)
    sources, targets = [left], [target]
    for taken, freed in seats.leaving(problem):
        own = target[left == freed]
        sources.append(np.full(len(own), taken))
        targets.append(own)
    return np.concatenate(sources), np.concatenate(targets)
