"""What a solver found: the chosen candidates, what was achieved per goal, and the proof."""

from collections.abc import Callable
from dataclasses import dataclass

from service.matching.columns import Flags
from service.matching.network import Network
from service.matching.proposal import Achieved, ComponentResult, GoalPrices


@dataclass(frozen=True, slots=True)
class Solution:
    """The chosen candidates (True per candidate), the goals in the order pursued, and which limit struck."""

    chosen: Flags
    goals: tuple[Achieved, ...]
    certificate: tuple[GoalPrices, ...] = ()
    components: tuple[ComponentResult, ...] = ()
    stopped_by: str | None = None


GroupSolver = Callable[[Network, Solution], Solution | None]
"""Keeps the sizes of groups too (``groups.solve_groups``), given the best without: its values are bounds.

The answer has the same goals in the same order and the certificate of what it was given; None if the pins
leave no proposal.
"""
