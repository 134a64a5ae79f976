"""A ceiling under which a goal is pursued, priced instead of kept: bounds, good flows, a smaller face.

Lagrangian relaxation with one price: for any price the least of cost + price × (ceilinged cost − ceiling) is
a bound; the best price is found exactly, in integers, from the two flows on both sides of the ceiling.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.solving.face import Face, Optimum
from service.matching.solving.flow import optimise

_SAFE = 2**61


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A total cost that a flow may not exceed."""

    cost: Numbers
    most: int

    def of(self, flow: Flags) -> int:
        """Return the total cost of a flow."""
        return int(self.cost[flow].sum())

    def holds(self, flow: Flags) -> bool:
        """Return whether the flow stays below."""
        return self.of(flow) <= self.most


@dataclass(frozen=True, slots=True)
class Priced:
    """A flow under all ceilings, a bound, and the prices: ``weight`` × cost + ``rate`` × ceilinged cost."""

    flow: Flags
    bound: int
    weight: int
    rate: int
    ceiling: Ceiling
    optimum: Optimum

    def joined(self, cost: Numbers, value: int) -> Ceiling:
        """Return the one ceiling that holds for flows under the ceiling whose cost is at most ``value``."""
        if self.rate == 0:
            return self.ceiling
        joined = self.weight * cost + self.rate * self.ceiling.cost
        divisor = int(np.gcd.reduce(joined)) or 1
        return Ceiling(joined // divisor, self._most(value) // divisor)

    def narrowed(self, value: int) -> Face:
        """Return a face that holds every flow under the ceiling whose cost is at most ``value``."""
        return self.optimum.within(self._most(value) - self.optimum.cost)

    def _most(self, value: int) -> int:
        return self.weight * value + self.rate * self.ceiling.most


def price(face: Face, cost: Numbers, *, ceilings: Sequence[Ceiling], joined: Ceiling, start: Flags) -> Priced:
    """Relax the joined ceiling at its best price; ``start`` is a flow under all ceilings."""
    optimum = optimise(face, cost)
    best = _better(start, optimum.flow, cost, ceilings)
    result = _priced(optimum, joined, best, weight=1, rate=0)
    below, above = _point(start, cost, joined), _point(optimum.flow, cost, joined)
    while above[1] > joined.most and below[0] > above[0]:
        weight, rate = _slope(below, above)
        mixed = weight * cost + rate * joined.cost
        if int(np.abs(mixed).max(initial=0)) * face.network.nodes**2 > _SAFE:
            return result
        optimum = optimise(face, mixed)
        best = _better(best, optimum.flow, cost, ceilings)
        result = _priced(optimum, joined, best, weight=weight, rate=rate)
        if optimum.cost == weight * above[0] + rate * above[1]:
            return result
        point = _point(optimum.flow, cost, joined)
        below, above = (point, above) if point[1] <= joined.most else (below, point)
    return result


def _slope(below: tuple[int, int], above: tuple[int, int]) -> tuple[int, int]:
    """Return the weights under which both points cost the same."""
    weight, rate = above[1] - below[1], below[0] - above[0]
    divisor = gcd(weight, rate)
    return weight // divisor, rate // divisor


def _point(flow: Flags, cost: Numbers, joined: Ceiling) -> tuple[int, int]:
    return int(cost[flow].sum()), joined.of(flow)


def _better(best: Flags, found: Flags, cost: Numbers, ceilings: Sequence[Ceiling]) -> Flags:
    cheaper = int(cost[found].sum()) < int(cost[best].sum())
    return found if cheaper and all(ceiling.holds(found) for ceiling in ceilings) else best


def _priced(optimum: Optimum, joined: Ceiling, best: Flags, *, weight: int, rate: int) -> Priced:
    bound = -((rate * joined.most - optimum.cost) // weight)
    return Priced(best, bound, weight, rate, joined, optimum)
