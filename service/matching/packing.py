"""Which groups to lead where there are too many people for a proof: fill, look at bids, and mend.

The groups that the plain flow suggests are filled by a flow that rewards their least sizes. Mentors' bids
(``bids.py``) tell a bound and which other groups look worth it. Around those for whom the bids promise more
than they have, small questions are asked of CP-SAT (large neighbourhood search; Shaw 1998,
10.1007/3-540-49481-2_30). Of everything tried the best is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from service.matching.bids import Prices
from service.matching.columns import Flags, Numbers
from service.matching.exact import Budget
from service.matching.group_bounds import Auction, Guide
from service.matching.group_question import Question
from service.matching.neighbours import mended
from service.matching.opened import filled, pursue_opened
from service.matching.score import SINGLE

_TURNS = 4
_OFFERS = 3
"""So many of the last prices of a turn are tried, each with the groups that the bids at them suggest."""
_ROUNDS = 40
_MANY = 300_000
"""With more candidates there are only two turns of one offer each: every offer costs a flow."""


def packed(question: Question, decided: Iterable[int], held: Numbers) -> Flags:
    """Return a flow that leads those of the decided groups that can be filled.

    Raises: UnexpectedSolverStatus.
    """
    weights = question.weights()
    _, flow = filled(
        question.network,
        question.groups,
        question.free,
        decided=decided,
        held=held.tolist(),
        cost=question.mixed(weights),
        reward=max(weights.values(), default=1),
    )
    return flow


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
    few = len(question.network.candidates) <= _MANY
    guide = Guide.of(question)
    auction = Auction.of(question, guide, question.value(question.plain))
    flow, begin, prices = start, guide.price, list[Prices]()
    for _ in range(_TURNS if few else 2):
        prices = auction.prices(fit=question.fit(flow), rounds=_ROUNDS, start=begin)
        begin = prices[-1].price
        offers = [offer.bids.group for offer in prices[-(_OFFERS if few else 1) :]]
        found = [packed(question, led[led != SINGLE].tolist(), held) for led in offers]
        flow = min([flow, *found], key=question.value)
    return Packing(flow, guide, auction, prices[-1])


def best_packing(question: Question, start: Flags, held: Numbers, budget: Budget) -> tuple[Packing, Budget]:
    """Return the best flow found from a start, and what is left of the budget.

    Raises: UnexpectedSolverStatus.
    """
    packing = improved(question, start, held)
    flow = packing.flow
    if packing.prices is not None and packing.auction is not None:
        flow, budget = mended(question, flow, packing.auction, packing.prices, budget)
    return replace(packing, flow=polished(question, flow)), budget
