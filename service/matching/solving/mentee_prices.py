"""Prices of mentees at which the mentors' bids bound what any choice can be worth, lower and lower."""

from dataclasses import dataclass
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
    def at(cls, market: Market, worth: Numbers, duty: Duty, price: Numbers) -> Self:
        """Return the bids at these prices, or the nearest allowed ones."""
        price, paid = duty.allowed(price)
        bids = market.bids(worth - price[market.network.candidates.mentee])
        return cls(price, bids, int(price.sum()) + paid + int(bids.worth.sum()))

    def at_most(self, market: Market, worth: Numbers) -> Numbers:
        """Return per candidate what no choice that contains it can pass."""
        candidates = market.network.candidates
        ceilings = market.at_most(worth - self.price[candidates.mentee])
        return self.value - self.bids.worth[candidates.mentor] + ceilings


def lowest(
    market: Market, worth: Numbers, duty: Duty, *, start: Numbers, reached: int, rounds: int
) -> list[Prices]:
    """Return prices with smaller and smaller bounds, the smallest last, by subgradient steps.

    ``reached`` is what some choice is worth: it sets how far a step goes (Polyak 1969,
    10.1016/0041-5553(69)90061-5).
    """
    found = [Prices.at(market, worth, duty, start)]
    now, stride, idle = found[0], 1.0, 0
    for _ in range(rounds):
        asked = np.bincount(market.network.candidates.mentee[now.bids.taken], minlength=len(start)) - 1
        asked[_left_out(now.price, asked, duty)] = 0
        length = int((asked * asked).sum())
        if length == 0 or now.value <= reached:
            break
        step = np.rint(stride * (now.value - reached) / length * asked).astype(np.int64)
        now = Prices.at(market, worth, duty, now.price + step)
        idle += 1
        if now.value < found[-1].value:
            found.append(now)
            idle = 0
        elif idle > _PATIENCE:
            stride, idle, now = stride * _SHORTER, 0, found[-1]
    return found


def _left_out(price: Numbers, asked: Numbers, duty: Duty) -> Numbers:
    """Return the mentees whom nobody takes at the lowest prices, as many as may be left."""
    nobody = np.flatnonzero(asked < 0)
    nobody = nobody[np.argsort(price[nobody], kind="stable")]
    overdue = duty.overdue[nobody]
    urgent = nobody[overdue][: duty.left_overdue]
    others = nobody[~overdue][: max(duty.left - len(urgent), 0)]
    return np.concatenate([urgent, others])


_PATIENCE = 8
_SHORTER = 0.6
