"""Which groups to lead where there are too many people for a proof: fill, look at bids, and mend.

The groups that the plain flow suggests are filled by a flow that rewards their least sizes. Mentors' bids
(``bids.py``) tell a bound and which other groups look worth it. Around those for whom the bids promise more
than they have, small questions are asked of CP-SAT (large neighbourhood search; Shaw 1998,
10.1007/3-540-49481-2_30). Of everything tried the best is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import SINGLE
from service.matching.solving.exact import Budget
from service.matching.solving.group_bounds import Auction, Guide
from service.matching.solving.group_question import Question
from service.matching.solving.mentee_prices import Prices
from service.matching.solving.neighbours import mended
from service.matching.solving.opened import filled, pursue_opened

_TURNS = 4
_OFFERS = 3
"""So many of the last prices of a turn are tried, each with the groups that the bids at them suggest."""
_ROUNDS = 40
MANY = 300_000
"""With more candidates there is one turn, and flows only use those that matter."""


def packed(question: Question, decided: Iterable[int], held: Numbers, among: Flags | None = None) -> Flags:
    """Return a flow that leads those of the decided groups that can be filled (from some candidates).

    Raises: UnexpectedSolverStatus.
    """
    weights = question.weights()
    _, flow = filled(
        question.network,
        question.groups,
        _only(question, among),
        decided=decided,
        held=held.tolist(),
        cost=question.mixed(weights),
        reward=max(weights.values(), default=1),
    )
    return flow


def _only(question: Question, among: Flags | None) -> Flags:
    """Return the arcs that may be used when only some candidates are asked; pinned mentees keep theirs."""
    if among is None:
        return question.free
    free = question.free.copy()
    held = ~free[question.network.unmatched][question.network.candidates.mentee]
    free[question.network.pairs] &= among | held
    return free


def polished(question: Question, flow: Flags) -> Flags:
    """Return the best flow by all goals that leads the same groups.

    Raises: UnexpectedSolverStatus.
    """
    return pursue_opened(
        question.network,
        question.groups,
        question.free,
        decided=question.led(flow),
        costs=question.costs,
    )


def _nearly_polished(question: Question, flow: Flags, among: Flags) -> Flags:
    """Return a flow that leads the same groups and is better by some goals: fast where there are many people.

    The goals up to the fit are one cost; only candidates are asked that are near or used.
    Raises: UnexpectedSolverStatus.
    """
    found = pursue_opened(
        question.network,
        question.groups,
        _only(question, among | flow[question.network.pairs]),
        decided=question.led(flow),
        costs=(question.mixed(question.weights()), *question.costs[len(question.first) :]),
    )
    return min(flow, found, key=question.value)


@dataclass(frozen=True, slots=True)
class Packing:
    """The best flow that was found, and the last prices with their auction, if there is a fit to bid for."""

    flow: Flags
    guide: Guide | None = None
    auction: Auction | None = None
    prices: Prices | None = None


def improved(question: Question, start: Flags, held: Numbers) -> Packing:
    """Return the best flow of those whose groups the bids suggest, turn by turn.

    Raises: UnexpectedSolverStatus.
    """
    if "fit" not in question.names:
        return Packing(start)
    few = len(question.network.candidates) <= MANY
    guide = Guide.of(question)
    auction = Auction.of(question, guide, question.value(question.plain))
    flow, begin, prices = start, guide.price, list[Prices]()
    among = None if few else guide.near
    for _ in range(_TURNS if few else 1):
        prices = auction.prices(fit=question.fit(flow), rounds=_ROUNDS, start=begin)
        begin = prices[-1].price
        offers = [offer.bids.group for offer in prices[-(_OFFERS if few else 1) :]]
        found = [packed(question, led[led != SINGLE].tolist(), held, among) for led in offers]
        flow = min([flow, *found], key=question.value)
    return Packing(flow, guide, auction, prices[-1])


def _weighed(question: Question, packing: Packing) -> Packing:
    """Return the packing with prices for what it achieves before the fit, if that is less than hoped."""
    achieved, before = question.value(packing.flow), len(question.first) - 1
    if achieved[:before] == question.value(question.plain)[:before]:
        return packing
    guide = Guide.of(question, achieved)
    auction = Auction.of(question, guide, achieved)
    prices = auction.prices(fit=question.fit(packing.flow), rounds=_ROUNDS)[-1]
    return Packing(packing.flow, guide, auction, prices)


def best_packing(question: Question, start: Flags, held: Numbers, budget: Budget) -> tuple[Packing, Budget]:
    """Return the best flow found from a start, and what is left of the budget.

    Raises: UnexpectedSolverStatus.
    """
    packing = improved(question, start, held)
    packing, budget = _mended(question, packing, budget, share=0.5)
    if packing.guide is None:
        return replace(packing, flow=polished(question, packing.flow)), budget
    packing, budget = _mended(question, _weighed(question, packing), budget, share=1.0)
    if packing.guide is not None and len(question.network.candidates) > MANY:
        return replace(packing, flow=_nearly_polished(question, packing.flow, packing.guide.near)), budget
    return replace(packing, flow=polished(question, packing.flow)), budget


def _mended(question: Question, packing: Packing, budget: Budget, *, share: float) -> tuple[Packing, Budget]:
    """Return the packing mended with a share of the budget, and what is left of all."""
    if packing.auction is None or packing.prices is None:
        return packing, budget
    part = replace(budget, work=budget.work * share)
    flow, left = mended(question, packing.flow, packing.auction, packing.prices, part)
    return replace(packing, flow=flow), budget.without(part.without(left))
