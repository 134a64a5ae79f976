"""The second proof where a floor lies under the total fit: branch and bound over proven relaxations.

Without the floor the best pairs are found and proven by exchanges alone (``proof.py``). If they keep the
floor they are the answer; otherwise one of their pairs is forbidden or pinned, and both cases are looked at.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

import numpy as np

from service.matching.columns import Flags
from service.matching.proof import Board, best

_CASES = 300
_ATTEMPTS = 500


class Answer(Enum):
    """Whether the chosen pairs are the best, are not, or the task was too large to say."""

    PROVEN = "proven"
    BETTER = "better"
    OPEN = "open"


def refute(board: Board, chosen: Flags, goals: Sequence[str], *, floor: int) -> tuple[Answer, Flags | None]:
    """Look for better pairs for the goals in their order among those whose total fit reaches the floor."""
    goal = _key(board, chosen, goals)
    waiting, cases = [(board, chosen)], 0
    while waiting:
        case, start = waiting.pop()
        cases += 1
        found = best(case, start, goals, attempts=_ATTEMPTS)
        if found is None or cases > _CASES:
            return Answer.OPEN, None
        if _key(board, found, goals) <= goal:
            continue
        if board.values(found)["fit"] >= floor:
            return Answer.BETTER, found
        fittest = best(case, found, [*goals[: goals.index(_after_floor(goals))], "fit"], attempts=_ATTEMPTS)
        if fittest is None:
            return Answer.OPEN, None
        if board.values(fittest)["fit"] >= floor:
            waiting.extend(_cases(case, found, fittest))
    return Answer.PROVEN, None


def _after_floor(goals: Sequence[str]) -> str:
    return next(goal for goal in goals if goal in {"interest", "load", "stay"})


def _key(board: Board, chosen: Flags, goals: Sequence[str]) -> tuple[int, ...]:
    values = board.values(chosen)
    return tuple(-values[goal] if goal == "load" else values[goal] for goal in goals)


def _cases(case: Board, found: Flags, fittest: Flags) -> list[tuple[Board, Flags]]:
    """Split on the pair whose mentee gives away most fit: once with it, once without it."""
    loss = np.zeros(len(case.overdue), dtype=np.int64)
    mentee = case.candidates.mentee
    np.add.at(loss, mentee[fittest], case.candidates.points[fittest])
    np.subtract.at(loss, mentee[found], case.candidates.points[found])
    differs = np.flatnonzero((found ^ fittest) & ~case.blocked)
    pair = int(differs[np.argmax(loss[mentee[differs]])])
    blocked = case.blocked.copy()
    blocked[pair] = True
    with_it, without = (found, found.copy()) if found[pair] else (fittest, found.copy())
    without[pair] = False
    split = replace(case, blocked=blocked)
    return [(split, with_it), (split, without)]
