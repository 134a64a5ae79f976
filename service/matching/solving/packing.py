"""Which groups to lead where there are too many people for a proof: fill, look at bids, cross, and mend.

The groups that the plain flow suggests are filled by a flow that rewards their least sizes. Mentors' bids
(``bids.py``) tell a bound and which other groups look worth it, price after price: each such choice is filled
too, and what is better in it is kept (``group_crossing.py``). Around those for whom the bids still promise
more than they have, small questions are asked of CP-SAT (large neighbourhood search; Shaw 1998,
10.1007/3-540-49481-2_30).
"""

from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import SINGLE
from service.matching.solving.exact import Budget
from service.matching.solving.group_bounds import Auction, Guide
from service.matching.solving.group_crossing import crossed
from service.matching.solving.group_question import Question
from service.matching.solving.group_start import suggested
from service.matching.solving.mentee_prices import Prices
from service.matching.solving.neighbours import mended
from service.matching.solving.opened import filled, pursue_opened

_FIRST = 60
"""After so many rounds of bids their groups are worth filling,"""
_TURNS = (5, 6)
"""so many times, with so many rounds between them;"""
_LONG_TURNS = (4, 8)
"""one less where a filling takes seconds,"""
_MANY = 500_000
"""that is with more arcs than these."""
_NEAR = 40
"""Then only candidates are asked that cost so many points more than the best."""
_NEARLY = 100
"""In small questions these are asked, too."""
_HOPED = 256
"""A first guess: sizes of groups cost this part of what the plain flow is worth."""


def packed(
    question: Question,
    decided: Numbers,
    held: Numbers,
    *,
    among: Flags | None = None,
    once: bool = False,
) -> Flags:
    """Return a flow that leads those of the decided groups that can be filled (from some candidates).

    Raises: UnexpectedSolverStatus.
    """
    return filled(
        question.network,
        question.groups,
        _only(question, among, held),
        decided=decided,
        held=held,
        cost=question.cost,
        reward=max(question.weights.values(), default=1),
        once=once,
    )


def _only(question: Question, among: Flags | None, held: Numbers) -> Flags:
    """Return the arcs that may be used when only some candidates are asked, beside pins and held groups."""
    if among is None:
        return question.free
    free = question.free.copy()
    pinned = ~free[question.network.unmatched][question.network.candidates.mentee]
    free[question.network.pairs] &= among | pinned | np.isin(question.groups.of, held)
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
    led = question.led(flow)
    found = pursue_opened(
        question.network,
        question.groups,
        _only(question, among | flow[question.network.pairs], led),
        decided=led,
        costs=(question.cost, *question.costs[len(question.first) :]),
    )
    return min(flow, found, key=question.value)


@dataclass(frozen=True, slots=True)
class Packing:
    """The best flow that was found, and if there is a fit to bid for the guide and the last prices."""

    flow: Flags
    guide: Guide | None = None
    auction: Auction | None = None
    prices: Prices | None = None


def improved(question: Question, held: Numbers) -> Packing:
    """Return the best flow that comes of the groups that the plain flow and, turn by turn, the bids suggest.

    Raises: UnexpectedSolverStatus.
    """
    pairs = question.network.pairs
    if "fit" not in question.names:
        return Packing(packed(question, suggested(question.groups, question.plain[pairs], held), held))
    guide = Guide.of(question)
    auction = Auction.of_all(question, guide)
    most = question.worth(question.plain)
    turns, rounds = _LONG_TURNS if len(question.free) > _MANY else _TURNS
    steps = islice(auction.descent(most - most // _HOPED), _FIRST + turns * rounds)
    best = next(steps)
    flow, near = None, guide.near
    for turn, prices in enumerate(steps, start=1):
        best = min(best, prices, key=lambda either: either.value)
        if turn == _FIRST:
            near = auction.near(best, _NEAR)
        if turn >= _FIRST and (turn - _FIRST) % rounds == 0:
            led = prices.bids.group[prices.bids.group != SINGLE]
            among = near if flow is None else near | flow[pairs]
            other = packed(question, led, held, among=among, once=True)
            flow = other if flow is None else crossed(question.network, flow, other, question.cost)
    if flow is None:
        flow = packed(question, best.bids.group[best.bids.group != SINGLE], held)
    return Packing(flow, guide, auction, best)


def best_packing(question: Question, held: Numbers, budget: Budget) -> tuple[Packing, Budget]:
    """Return the best flow found, and what is left of the budget.

    Raises: UnexpectedSolverStatus.
    """
    packing = improved(question, held)
    flow, auction, prices = packing.flow, packing.auction, packing.prices
    if auction is None or prices is None:
        return replace(packing, flow=polished(question, flow)), budget
    near = auction.near(prices, _NEARLY)
    flow, budget = mended(question, flow, auction, prices, near, budget)
    near = auction.near(prices, _NEAR)
    return replace(packing, flow=_nearly_polished(question, flow, near)), budget
