"""Prices of mentees at which the mentors' bids bound what any choice can be worth, lower and lower."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.solving.bids import Bids, Market


@dataclass(frozen=True, slots=True)
class Duty:
    """How many mentees may be left without a mentor: in all, and of those who are overdue."""

    overdue: Flags
    left: int
    left_overdue: int

    def allowed(self, price: Numbers) -> tuple[Numbers, int]:
        """Return the nearest prices that the duty allows, and what the duty itself adds to the bound.

        A price below 0 pays for a mentee; nobody is paid for more than those who may not be left.
        """
        floor = _lowest_but(price, self.left)
        if floor is None:
            return price, 0
        urgent = _lowest_but(price[self.overdue], self.left_overdue)
        result = np.where(self.overdue, price, np.maximum(price, floor))
        if urgent is None:
            return result, -floor * self.left
        urgent = min(urgent, floor)
        result = np.where(self.overdue, np.maximum(price, urgent), result)
        return result, -floor * self.left + (floor - urgent) * self.left_overdue


def _lowest_but(price: Numbers, left: int) -> int | None:
    """Return the lowest price, at most 0, when so many lower ones do not count; None without a limit."""
    if left == 0:
        return None
    return 0 if left >= len(price) else min(int(np.partition(price, left)[left]), 0)


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of the mentees and what all mentors bid at them; ``value`` bounds what any choice is worth."""

    price: Numbers
    bids: Bids
    value: int

    @classmethod
    def at(cls, market: Market, duty: Duty, price: Numbers) -> Self:
        """Return the bids at these prices, or the nearest allowed ones."""
        price, paid = duty.allowed(price)
        bids = market.bids(price)
        return cls(price, bids, int(price.sum()) + paid + int(bids.worth.sum()))

    def at_most(self, market: Market) -> Numbers:
        """Return per candidate what no choice that contains it can pass."""
        ceilings = market.at_most(self.price)
        return self.value - self.bids.worth[market.network.candidates.mentor] + ceilings


def descent(market: Market, duty: Duty, *, start: Numbers, reached: int) -> Iterator[Prices]:
    """Yield prices whose bounds get smaller, though not with every step, until nothing is left to do.

    ``reached`` is what some choice is worth. A step goes as far as a bound some hope below the best one asks
    (Polyak 1969, 10.1016/0041-5553(69)90061-5), less hope when nothing comes of it, and keeps some of the
    direction of those before (Camerini, Fratta, Maffioli 1975, 10.1007/BFb0120696), in whole numbers.
    """
    now = best = Prices.at(market, duty, start)
    hope, idle = _HOPE * (now.value - reached), 0
    direction = np.zeros(len(start), dtype=np.int64)
    for turn in count():
        yield now
        asked = np.bincount(market.network.candidates.mentee[now.bids.taken], minlength=len(start)) - 1
        asked[_left_out(now.price, asked, duty)] = 0
        if now.value <= reached or not asked.any():
            return
        kept = _KEPT if turn else 0
        direction = (kept * direction + (_WHOLE - kept) * _FINE * asked) // _WHOLE
        length = int((direction * direction).sum())
        if length < _FINE * _FINE:  # what is kept and what is asked cancel out
            direction = _FINE * asked
            length = int((direction * direction).sum())
        stride = _STRIDE * _FINE * (min(now.value - best.value, hope) + hope) / length
        now = Prices.at(market, duty, now.price + np.rint(stride * direction).astype(np.int64))
        idle = 0 if now.value < best.value else idle + 1
        best = min(best, now, key=lambda prices: prices.value)
        if idle % _PATIENCE == _PATIENCE - 1:
            hope *= _LESS
        if idle >= _ASTRAY:
            now, direction, idle = best, np.zeros_like(direction), 0


def lowest(market: Market, duty: Duty, *, start: Numbers, reached: int, rounds: int) -> Prices:
    """Return the prices with the smallest bound that a descent of so many rounds comes by."""
    steps = descent(market, duty, start=start, reached=reached)
    return min(islice(steps, rounds + 1), key=lambda prices: prices.value)


def _left_out(price: Numbers, asked: Numbers, duty: Duty) -> Numbers:
    """Return the mentees whom nobody takes at the lowest prices, as many as may be left."""
    nobody = np.flatnonzero((asked < 0) & (price <= 0))
    nobody = nobody[np.argsort(price[nobody], kind="stable")]
    overdue = duty.overdue[nobody]
    urgent = nobody[overdue][: duty.left_overdue]
    others = nobody[~overdue][: max(duty.left - len(urgent), 0)]
    return np.concatenate([urgent, others])


_HOPE = 0.3
_LESS = 0.7
_PATIENCE = 3
_ASTRAY = 12
"""After so many steps in vain the next one begins at the best prices."""
_STRIDE = 0.3
_KEPT = 4
_WHOLE = 5
_FINE = 1024
