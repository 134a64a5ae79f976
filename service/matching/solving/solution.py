"""What a solver found: the chosen candidates, what was achieved per goal, and the proof."""

from dataclasses import dataclass

from service.matching.candidates.columns import Flags
from service.matching.formats.proposal import Achieved, ComponentResult, GoalPrices


@dataclass(frozen=True, slots=True)
class Solution:
    """The chosen candidates (True per candidate), the goals in the order pursued, and which limit struck."""

    chosen: Flags
    goals: tuple[Achieved, ...]
    certificate: tuple[GoalPrices, ...] = ()
    components: tuple[ComponentResult, ...] = ()
    stopped_by: str | None = None
