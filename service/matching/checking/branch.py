"""The second proof where something couples the pairs: branch and bound over proven relaxations.

Without sizes of groups and without a floor under the total fit the best pairs are found and proven by
exchanges alone (``proof.py``). If they keep the groups and the floor they are the answer; otherwise a group
takes place or is closed, or a pair is kept or forbidden, and both cases are looked at (Land, Doig 1960,
doi:10.2307/1910129).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.matching.candidates.columns import Flags
from service.matching.checking.board import NO_GROUP, Board
from service.matching.checking.proof import FEWEST_IN_GROUPS, best, missing

_MOST_CASES = 1_000
_EFFORT = 80_000
"""Cases times candidates: so many are looked at before the task is called too large."""
_EXCHANGES = 1_000_000
"""Exchanges times candidates in one case."""

Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Floor:
    """The least total fit that pairs must reach, and the goals for which none of it was given away."""

    fit: int
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best pairs that were found (None: nothing is possible) and whether all cases were looked at."""

    best: Flags | None
    complete: bool


def search(
    board: Board,
    known: Flags | None,
    goals: Sequence[str],
    *,
    floor: Floor | None = None,
    once: bool = False,
) -> Outcome:
    """Look for the best pairs for the goals in their order, above the floor.

    ``known`` is possible, if it is given; with ``once`` the first better pairs are enough.
    """
    nobody = np.zeros(len(board.candidates), dtype=np.bool_)
    found, waiting = known, [_Case(board, nobody if known is None else known)]
    for _ in range(min(_MOST_CASES, 1 + _EFFORT // (len(nobody) + 1))):
        if not waiting:
            return Outcome(found, complete=True)
        looked = waiting.pop().look(goals, floor, None if found is None else key_of(board, found, goals))
        if looked is None:
            return Outcome(found, complete=False)
        if looked.better is not None:
            found = looked.better
            if once:
                return Outcome(found, complete=False)
        waiting.extend(looked.cases)
    return Outcome(found, complete=not waiting)


def _attempts(board: Board) -> int:
    return min(500, 1 + _EXCHANGES // (len(board.candidates) + 1))


def key_of(board: Board, chosen: Flags, goals: Sequence[str]) -> Key:
    """Return the values of the goals so that the larger key is the better one."""
    values = board.values(chosen)
    return tuple(-values[goal] if goal == "load" else values[goal] for goal in goals)


@dataclass(frozen=True, slots=True)
class _Case:
    """Some decisions, and pairs from which the search for the best under them starts."""

    board: Board
    start: Flags

    def look(self, goals: Sequence[str], floor: Floor | None, known: Key | None) -> "_Looked | None":
        """Return what the case holds: better pairs, smaller cases or neither; None if it is too large."""
        board = self.board
        found = best(board, self.start, (*goals, FEWEST_IN_GROUPS), attempts=_attempts(board))
        if found is None:
            return None
        if missing(board, found) or (known is not None and key_of(board, found, goals) <= known):
            return _Looked()
        group = _unfinished(board, found)
        if group != NO_GROUP:
            return _Looked(cases=tuple(self._decided(found, group)))
        if floor is None or board.values(found)["fit"] >= floor.fit:
            return _Looked(better=found)
        return self._below(found, floor)

    def _below(self, found: Flags, floor: Floor) -> "_Looked | None":
        """Split the case if some of its pairs reach the floor."""
        board = self.board
        fittest = best(board, found, (*floor.before, "fit"), attempts=_attempts(board))
        if fittest is None:
            return None
        if board.values(fittest)["fit"] < floor.fit:
            return _Looked()
        return _Looked(cases=self._split(found, fittest))

    def _decided(self, found: Flags, group: int) -> Iterator["_Case"]:
        """Close the group, or let it take place as the only one of its mentor; a kept pair may forbid it."""
        board, groups = self.board, self.board.groups
        own = groups.of == group
        others = (groups.mentor[groups.of] == groups.mentor[group]) & (groups.of != NO_GROUP) & ~own
        must = board.must.copy()
        must[group] = groups.least[group]
        for closed, decided in ((own, board.must), (others, must)):
            if not (closed & board.blocked & found).any():
                yield _Case(replace(board, blocked=board.blocked | closed, must=decided), found & ~closed)

    def _split(self, found: Flags, fittest: Flags) -> tuple["_Case", "_Case"]:
        """Split on the pair whose mentee gives away most fit: once with it, once without it."""
        board = self.board
        loss = np.zeros(len(board.overdue), dtype=np.int64)
        mentee = board.candidates.mentee
        np.add.at(loss, mentee[fittest], board.candidates.points[fittest])
        np.subtract.at(loss, mentee[found], board.candidates.points[found])
        differs = np.flatnonzero((found ^ fittest) & ~board.blocked)
        pair = int(differs[np.argmax(loss[mentee[differs]])])
        blocked = board.blocked.copy()
        blocked[pair] = True
        with_it, without = (found, found.copy()) if found[pair] else (fittest, found.copy())
        without[pair] = False
        split = replace(board, blocked=blocked)
        return _Case(split, with_it), _Case(split, without)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a case holds; neither means that nothing in it is better than what is known."""

    better: Flags | None = None
    cases: tuple[_Case, ...] = ()


def _unfinished(board: Board, found: Flags) -> int:
    """Return the largest group that has too few members or is not the only one of its mentor; or NO_GROUP."""
    groups, size = board.groups, board.groups.sizes(found)
    led = np.bincount(groups.mentor[size > 0], minlength=len(board.capacity))
    wrong = (size > 0) & ((size < groups.least) | (led[groups.mentor] > 1)) & (board.must == 0)
    return int(np.argmax(np.where(wrong, size, 0))) if wrong.any() else NO_GROUP
