"""What no proposal with groups can pass in the fit, told by the bids of mentors, and what that rules out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import SINGLE
from service.matching.solving.bids import Market
from service.matching.solving.face import Face, prove
from service.matching.solving.flow import optimise
from service.matching.solving.group_question import Question
from service.matching.solving.mentee_prices import Duty, Prices, descent, lowest
from service.matching.solving.relax import Ceiling, price

_NEAR = 100
"""Pairs that cost so many points more than the best matter too."""
_ROUNDS = 20
_TURNS = 3
"""So many times the prices are shown to everybody, and who bids all the same joins those who matter."""
_PRICED = 500_000
"""With more arcs the goals after the fit are bounded by counting alone."""
_PATIENCE = 1000
_SCALE = 64
"""Prices are counted in parts of a point, so that steps can be small."""


@dataclass(frozen=True, slots=True)
class Guide:
    """What the best flow without group sizes tells: prices of mentees, and who matters at about these."""

    price: Numbers
    """Per mentee, scaled: what all goals up to the fit lose without him."""
    near: Flags
    """The candidates of groups, and the pairs that are not far from being worth it."""

    @classmethod
    def of(cls, question: Question) -> Self:
        """Return the guide for a question.

        Raises: UnexpectedSolverStatus.
        """
        cost = question.cost
        optimum = prove(question.face, cost, question.plain, rounds=_PATIENCE)
        optimum = optimum or optimise(question.face, cost)
        mentees, network = len(question.network.problem.mentees), question.network
        price = optimum.prices[:mentees] - optimum.prices[-1] + cost[network.unmatched]
        near = optimum.flow[network.pairs] | (np.abs(optimum.reduced[network.pairs]) <= _NEAR)
        return cls(price * _SCALE, near | (question.groups.of != SINGLE))

    @classmethod
    def less(cls, question: Question, guide: Self, achieved: tuple[int, ...]) -> Self:
        """Return the guide where not all who could be are matched: one more is worth about a usual pair.

        Raises: UnexpectedSolverStatus.
        """
        costs, network = dict(zip(question.names, achieved, strict=True)), question.network
        weights, mentees = question.weights, len(network.problem.mentees)
        usual = -costs["fit"] // max(mentees - costs.get("matched", 0), 1)
        less = {
            name: share for name, share in (("matched", usual), ("overdue", usual // 3)) if name in weights
        }
        cost = question.mixed(weights | less)
        prices = optimise(_narrowed(question.face, guide.near), cost).prices
        price = prices[:mentees] - prices[-1] + question.cost[network.unmatched]
        reduced = (cost + prices[network.tails] - prices[network.heads])[network.pairs]
        return cls(price * _SCALE, guide.near | (reduced <= _NEAR))


@dataclass(frozen=True)
class Auction:
    """What candidates are worth to the goals of a question, and the mentors who bid for them."""

    open_to: Flags
    core: Market
    """The market of those who matter: bids in it are fast, but no bound until all others were asked."""
    begin: Numbers
    """Prices of the mentees to begin with."""
    beside: int
    """What is counted in the worth beside the fit, as achieved."""
    duty: Duty

    @classmethod
    def of_all(cls, question: Question, guide: Guide) -> Self:
        """Return the auction of all goals up to the fit, weighed: it is worth much to take somebody."""
        cost, network = question.cost, question.network
        worth = cost[network.unmatched][network.candidates.mentee] - cost[network.pairs]
        return cls._of(question, guide, worth, guide.price, 0, question.no_duty())

    @classmethod
    def of(
        cls, question: Question, guide: Guide, achieved: tuple[int, ...], start: Numbers | None = None
    ) -> Self:
        """Return the auction of the fit when the goals before it must cost no more than achieved.

        Pairs to keep are counted in their weight. ``start`` are prices of the auction of all goals.
        """
        weights = {n: w for n, w in question.weights.items() if n not in {"matched", "overdue"}}
        costs = dict(zip(question.names, achieved, strict=True))
        left = question.cost[question.network.unmatched]
        begin = (guide.price if start is None else start) - left * _SCALE
        beside = -sum(weight * costs[name] for name, weight in weights.items() if name != "fit")
        worth = -question.mixed(weights)[question.network.pairs]
        return cls._of(question, guide, worth, begin, beside, question.duty(achieved))

    @classmethod
    def _of(
        cls, question: Question, guide: Guide, worth: Numbers, begin: Numbers, beside: int, duty: Duty
    ) -> Self:
        free = question.open_candidates()
        core = Market.of(question.network, question.groups, worth * _SCALE, free & guide.near)
        return cls(free, core, begin, beside, duty)

    @cached_property
    def market(self) -> Market:
        """The market of all who are open to anybody."""
        return self.core.joined(np.flatnonzero(self.open_to))

    def descent(self, reached: int) -> Iterator[Prices]:
        """Yield prices in the market of those who matter, when some choice is worth so much."""
        return descent(self.core, self.duty, start=self.begin, reached=self._scaled(reached))

    def near(self, prices: Prices, points: int) -> Flags:
        """Return the candidates of the core whose best load misses at most so many points."""
        return prices.value - prices.at_most(self.core) <= points * _SCALE

    def prices(self, *, fit: int, rounds: int) -> Prices:
        """Return prices that bound what is possible, when a proposal with this total fit is known."""
        goal, core, price = self._scaled(fit), self.core, self.begin
        told = list[Prices]()
        while len(told) < _TURNS and (not told or told[-1].value > goal):
            price = lowest(core, self.duty, start=price, reached=goal, rounds=rounds).price
            told.append(Prices.at(self.market, self.duty, price))
            core = core.joined(told[-1].bids.taken)
        return min(told, key=lambda prices: prices.value)

    def bound(self, prices: Prices) -> int:
        """Return the total fit that no proposal can pass."""
        return (prices.value // _SCALE) - self.beside

    def within(self, prices: Prices, fit: int) -> Flags:
        """Return the candidates that may be in a proposal with at least this total fit."""
        return prices.at_most(self.market) >= self._scaled(fit)

    def _scaled(self, fit: int) -> int:
        return (fit + self.beside) * _SCALE


def bounds(question: Question, flow: Flags, guide: Guide, start: Numbers | None = None) -> tuple[int, ...]:
    """Return per goal a cost that no proposal goes below that is no worse in the goals before it.

    They need not be near: of the goals before the fit counts how many are left without a mentor, after it
    prices weigh what is left of the fit. ``start`` are prices of the auction of all goals.
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


def _bounds(question: Question, flow: Flags, guide: Guide, start: Numbers | None) -> Iterator[int]:
    achieved = question.value(flow)
    few = len(question.free) <= _PRICED
    face, joined = _face_before_fit(question, achieved) if few else question.face, None
    before = max(len(question.first) - 1, 0)
    if achieved[:before] != question.value(question.plain)[:before]:
        guide, start = Guide.less(question, guide, achieved), None
    for name, cost, value in zip(question.names, question.costs, achieved, strict=True):
        if name == "fit":
            auction = Auction.of(question, guide, achieved, start)
            prices = auction.prices(fit=-value, rounds=_ROUNDS)
            if few:
                face, joined = _narrowed(face, auction.within(prices, -value)), Ceiling(cost, value)
            yield -auction.bound(prices)
        elif joined is not None:
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
        face = (prove(face, cost, question.plain) or optimise(face, cost)).face
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
