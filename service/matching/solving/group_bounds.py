"""What no proposal with groups can pass in the fit, told by the bids of mentors, and what that rules out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import SINGLE
from service.matching.solving.bids import Market
from service.matching.solving.face import Face
from service.matching.solving.flow import optimise
from service.matching.solving.group_question import Question
from service.matching.solving.mentee_prices import Duty, Prices, lowest
from service.matching.solving.relax import Ceiling, price

_NEAR = 200
"""Pairs that cost so many points more than the best matter too."""
_ROUNDS = 40
_AGAIN = 3
_ROUNDS_OF_ALL = 2
_PRICED = 500_000
"""With more arcs the goals after the fit are bounded by counting alone."""
_SCALE = 64
"""Prices are counted in parts of a point, so that steps can be small."""


@dataclass(frozen=True, slots=True)
class Guide:
    """What the best flow without group sizes tells: prices of the mentees, and who matters at about these."""

    price: Numbers
    near: Flags
    """The candidates of groups, and the pairs that are not far from being worth it."""

    @classmethod
    def of(cls, question: Question, achieved: tuple[int, ...] | None = None) -> Self:
        """Return the guide for a question, or for what was achieved before the fit, if that is less.

        Where not all who could be are matched, one mentee more is worth about a usual pair and no more.
        Raises: UnexpectedSolverStatus.
        """
        weights, before = question.weights(), max(len(question.first) - 1, 0)
        if achieved and achieved[:before] != question.value(question.plain)[:before]:
            costs = dict(zip(question.names, achieved, strict=True))
            mentees = len(question.network.problem.mentees)
            usual = -costs["fit"] // max(mentees - costs.get("matched", 0), 1)
            weights |= {"matched": usual, "overdue": usual // 3}
        optimum = optimise(question.face, question.mixed(weights))
        price = optimum.prices[: len(question.network.problem.mentees)] - optimum.prices[-1]
        pairs = question.network.pairs
        far = np.abs(optimum.reduced[pairs])
        always = optimum.flow[pairs] | (question.groups.of != SINGLE)
        return cls(price * _SCALE, always | (far <= _NEAR))


@dataclass(frozen=True, slots=True)
class Auction:
    """The fit of a question as worth of its candidates, among proposals no worse in the goals before it."""

    market: Market
    core: Market
    """The market of those who matter: bids in it are fast, but no bound until all others were asked."""
    guide: Guide
    worth: Numbers
    """Scaled; with goals before the fit that are counted per candidate (pairs to keep) in their weights."""
    beside: int
    """What these goals add, as achieved."""
    duty: Duty

    @classmethod
    def of(cls, question: Question, guide: Guide, achieved: tuple[int, ...]) -> Self:
        """Return the auction when the goals before the fit must cost no more than achieved."""
        weights = {n: w for n, w in question.weights().items() if n not in {"matched", "overdue"}}
        costs = dict(zip(question.names, achieved, strict=True))
        pairs = question.network.pairs
        return cls(
            market=Market.of(question.network, question.groups, question.free[pairs]),
            core=Market.of(question.network, question.groups, question.free[pairs] & guide.near),
            guide=guide,
            worth=-question.mixed(weights)[pairs] * _SCALE,
            beside=-sum(weight * costs[name] for name, weight in weights.items() if name != "fit"),
            duty=question.duty(achieved),
        )

    def prices(self, *, fit: int, rounds: int, start: Numbers | None = None) -> list[Prices]:
        """Return prices with smaller and smaller bounds, when a proposal with this total fit is known.

        The last ones were shown to everybody: only their value is a bound.
        """
        begin = self.guide.price if start is None else start
        reached = self._scaled(fit)
        found = lowest(self.core, self.worth, self.duty, start=begin, reached=reached, rounds=rounds)
        best = found[-1].price
        last = lowest(self.market, self.worth, self.duty, start=best, reached=reached, rounds=_ROUNDS_OF_ALL)
        return [*found, last[-1]]

    def bound(self, prices: Prices) -> int:
        """Return the total fit that no proposal can pass."""
        return (prices.value // _SCALE) - self.beside

    def within(self, prices: Prices, fit: int) -> Flags:
        """Return the candidates that may be in a proposal with at least this total fit."""
        return prices.at_most(self.market, self.worth) >= self._scaled(fit)

    def _scaled(self, fit: int) -> int:
        return (fit + self.beside) * _SCALE


def bounds(question: Question, flow: Flags, guide: Guide, start: Prices | None = None) -> tuple[int, ...]:
    """Return per goal a cost that no proposal goes below that is no worse in the goals before it.

    They need not be near: of the goals before the fit counts how many are left without a mentor, after it
    prices weigh what is left of the fit. ``start`` are prices from which to look for lower ones.
    Raises: UnexpectedSolverStatus.
    """
    return tuple(_bounds(question, flow, guide, start))


def counted(question: Question, flow: Flags) -> tuple[int, ...]:
    """Return per goal a cost that no proposal goes below that leaves no more mentees than this flow."""
    achieved = question.value(flow)
    goals = zip(question.names, question.costs, achieved, strict=True)
    return tuple(
        min(value, _counted(question, question.face, name, cost, achieved)) for name, cost, value in goals
    )


def _bounds(question: Question, flow: Flags, guide: Guide, start: Prices | None) -> Iterator[int]:
    achieved = question.value(flow)
    face, joined = _face_before_fit(question, achieved), None
    for name, cost, value in zip(question.names, question.costs, achieved, strict=True):
        if name == "fit":
            auction = Auction.of(question, guide, achieved)
            begin = guide.price if start is None else start.price
            for _ in range(_AGAIN):
                prices = auction.prices(fit=-value, rounds=_ROUNDS, start=begin)[-1]
                begin = prices.price
            face = _narrowed(face, auction.within(prices, -value))
            joined = Ceiling(cost, value)
            yield -auction.bound(prices)
        elif joined is not None and len(face.free) <= _PRICED:
            priced = price(face, cost, ceilings=(), joined=joined, start=flow)
            joined = priced.joined(cost, value)
            yield min(value, max(priced.bound, _counted(question, face, name, cost, achieved)))
        else:
            yield min(value, _counted(question, face, name, cost, achieved))


def _face_before_fit(question: Question, achieved: tuple[int, ...]) -> Face:
    """Return a face with all flows that are no worse in the goals before the fit."""
    face, before = question.face, max(len(question.first) - 1, 0)
    plain = question.value(question.plain)
    for cost, value, least in zip(question.costs[:before], achieved, plain, strict=False):
        if value != least:
            break
        face = optimise(face, cost).face
    return face


def _narrowed(face: Face, candidates: Flags) -> Face:
    free = face.free.copy()
    free[face.network.pairs] &= candidates
    return Face(face.network, free, face.used)


def _counted(question: Question, face: Face, name: str, cost: Numbers, achieved: tuple[int, ...]) -> int:
    """Return the cost if every mentee could take what is best for him, whoever else does."""
    network = question.network
    if name == "load":
        left = question.duty(achieved).left
        costs = np.sort(cost[network.places])
        return int(costs[: max(len(network.problem.mentees) - left, 0)].sum())
    possible = face.free | face.used
    best = np.where(possible[network.unmatched], cost[network.unmatched], np.iinfo(np.int64).max)
    arcs = np.flatnonzero(possible[network.pairs])
    np.minimum.at(best, network.candidates.mentee[arcs], cost[arcs])
    return int(best.sum())
