"""What no proposal with groups can pass in the fit, told by the bids of mentors, and what that rules out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.bids import Duty, Market, Prices, lowest
from service.matching.columns import Flags, Numbers
from service.matching.flow import optimise
from service.matching.group_question import Question

_ROUNDS = 40
_SCALE = 64
"""Prices are counted in parts of a point, so that steps can be small."""


@dataclass(frozen=True, slots=True)
class Auction:
    """The fit of a question as worth of its candidates, among proposals no worse in the goals before it."""

    question: Question
    market: Market
    worth: Numbers
    """Scaled; with goals before the fit that are counted per candidate (pairs to keep) in their weights."""
    beside: int
    """What these goals add, as achieved."""
    duty: Duty

    @classmethod
    def of(cls, question: Question, achieved: tuple[int, ...]) -> Self:
        """Return the auction when the goals before the fit must cost no more than achieved."""
        weights = {n: w for n, w in question.weights().items() if n not in {"matched", "overdue"}}
        costs = dict(zip(question.names, achieved, strict=True))
        pairs = question.network.pairs
        return cls(
            question=question,
            market=Market.of(question.network, question.groups, question.free[pairs]),
            worth=-question.mixed(weights)[pairs] * _SCALE,
            beside=-sum(weight * costs[name] for name, weight in weights.items() if name != "fit"),
            duty=question.duty(achieved),
        )

    def prices(self, *, fit: int, rounds: int, start: Numbers | None = None) -> list[Prices]:
        """Return prices with smaller and smaller bounds, when a proposal with this total fit is known."""
        begin = self.first_prices() if start is None else start
        return lowest(
            self.market, self.worth, self.duty, start=begin, reached=self._scaled(fit), rounds=rounds
        )

    def first_prices(self) -> Numbers:
        """Return the prices that the flow without group sizes pays for each mentee.

        Raises: UnexpectedSolverStatus.
        """
        question = self.question
        prices = optimise(question.face, question.mixed(question.weights())).prices
        return (prices[: len(question.network.problem.mentees)] - prices[-1]) * _SCALE

    def bound(self, prices: Prices) -> int:
        """Return the total fit that no proposal can pass."""
        return (prices.value // _SCALE) - self.beside

    def within(self, prices: Prices, fit: int) -> Flags:
        """Return the candidates that may be in a proposal with at least this total fit."""
        return prices.at_most(self.market) >= self._scaled(fit)

    def _scaled(self, fit: int) -> int:
        return (fit + self.beside) * _SCALE


def bounds(question: Question, flow: Flags) -> tuple[int, ...]:
    """Return per goal a cost that no proposal goes below that is no worse in the goals before it.

    These bounds are plain: of the goals before one counts that no more mentees are left without a mentor,
    and after the fit that only candidates stay which so good a proposal may contain.
    Raises: UnexpectedSolverStatus.
    """
    return tuple(_bounds(question, flow))


def _bounds(question: Question, flow: Flags) -> Iterator[int]:
    achieved = question.value(flow)
    free = question.free.copy()
    for name, cost, value in zip(question.names, question.costs, achieved, strict=True):
        if name == "fit":
            auction = Auction.of(question, achieved)
            prices = auction.prices(fit=-value, rounds=_ROUNDS)[-1]
            free[question.network.pairs] &= auction.within(prices, -value)
            yield -auction.bound(prices)
        elif name == "load":
            yield min(value, _even(question, question.duty(achieved).left))
        else:
            yield min(value, _each_alone(question, free, cost))


def _each_alone(question: Question, free: Flags, cost: Numbers) -> int:
    """Return the cost if every mentee could take what is best for him."""
    network = question.network
    best = np.where(free[network.unmatched], cost[network.unmatched], np.iinfo(np.int64).max)
    arcs = np.flatnonzero(free[network.pairs])
    np.minimum.at(best, network.candidates.mentee[arcs], cost[arcs])
    return int(best.sum())


def _even(question: Question, left: int) -> int:
    """Return the least sum of squared loads when no more mentees than that are left."""
    network = question.network
    costs = np.sort(2 * network.place + 1)
    return int(costs[: max(len(network.problem.mentees) - left, 0)].sum())
