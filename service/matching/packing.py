"""Which groups to lead where there are too many people for a proof: fill, look at bids, and mend.

The groups that the plain flow suggests are filled by a flow that rewards their least sizes. Mentors' bids
(``bids.py``) tell a bound and other groups that look worth it; and around those who are left without a
mentor small questions are asked of CP-SAT. Of everything tried the best is kept.
"""

from collections.abc import Iterable

from service.matching.columns import Flags, Numbers
from service.matching.exact import Budget
from service.matching.group_bounds import Auction
from service.matching.group_question import Question
from service.matching.opened import filled, pursue_opened


def packed(question: Question, decided: Iterable[int], held: Numbers) -> Flags:
    """Return the best flow that leads those of the decided groups that can be filled.

    Raises: UnexpectedSolverStatus.
    """
    weights = question.weights()
    left, _ = filled(
        question.network,
        question.groups,
        question.free,
        decided=decided,
        held=held.tolist(),
        cost=question.mixed(weights),
        reward=max(weights.values(), default=1),
    )
    return pursue_opened(question.network, question.groups, question.free, decided=left, costs=question.costs)


def mended(question: Question, start: Flags, held: Numbers, budget: Budget) -> tuple[Flags, Budget]:
    """Return the best flow found from a start, and what is left of the budget.

    Raises: UnexpectedSolverStatus.
    """
    best, prices = start, None
    if "fit" not in question.names:
        return best, budget
    for _ in range(_TURNS):
        auction = Auction.of(question, question.value(best))
        fit = -question.value(best)[question.names.index("fit")]
        found = auction.prices(fit=fit, rounds=_ROUNDS, start=prices)
        prices = found[-1].price
        for offer in (found[-1],):
            led = offer.bids.group
            best = min(best, packed(question, led[led >= 0].tolist(), held), key=question.value)
    return best, budget


_TURNS = 4
_ROUNDS = 40
