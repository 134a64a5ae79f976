"""Which goals a problem pursues in which order, and what kind of proof covers each."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from types import MappingProxyType
from typing import Self

from service.matching.checking.board import Board
from service.matching.formats.problem import GOALS, REPAIR

DIRECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "matched": "max",
        "overdue": "max",
        "fit": "max",
        "interest": "max",
        "load": "min",
        "stay": "max",
    }
)
_REPAIR = ("matched", "overdue", "stay", "fit", "interest", "load")


@dataclass(frozen=True, slots=True)
class Stages:
    """The goals in the order in which they are pursued."""

    order: tuple[str, ...]
    first: tuple[str, ...]
    """Those for which nothing may be given away."""
    then: tuple[str, ...]
    """Those for which some fit may be given away."""
    groups: bool
    """Whether sizes of groups couple the pairs, so that prices give bounds only."""
    tolerance: float

    @classmethod
    def of(cls, board: Board) -> Self:
        """Return the stages of a problem."""
        problem = board.problem
        order = tuple(
            name for name in (_REPAIR if problem.mode == REPAIR else GOALS) if name in problem.goals
        )
        position = order.index("fit") if "fit" in order else len(order)
        tolerant = problem.limits.fit_tolerance > 0 and len(order) > position + 1
        return cls(
            order=order,
            first=order[:position] if tolerant else order,
            then=order[position + 1 :] if tolerant else (),
            groups=len(board.groups) > 0,
            tolerance=problem.limits.fit_tolerance,
        )

    @property
    def certified(self) -> tuple[str, ...]:
        """The goals that the certificate covers: under a tolerance the best fit makes the floor."""
        return (*self.first, "fit") if self.then else self.first

    @property
    def always_proven(self) -> tuple[str, ...]:
        """The goals that need no search."""
        return () if self.groups else self.first

    @property
    def pursued(self) -> tuple[str, ...]:
        """All goals as they are pursued: under a tolerance the fit comes last once more."""
        return (*self.first, *self.then, "fit") if self.then else self.first

    def path(self, goal: str) -> str:
        """Return where the goal stands in a proposal."""
        return f"$.goals[{self.order.index(goal)}]"

    def floor(self, best: int) -> int:
        """Return the least total fit that is still within the tolerance of the best."""
        return ceil(best * (1 - Fraction(str(self.tolerance))))


def beyond(goal: str, value: int, limit: int) -> bool:
    """Return whether a value of a goal is better than a limit."""
    return value > limit if DIRECTIONS[goal] == "max" else value < limit
