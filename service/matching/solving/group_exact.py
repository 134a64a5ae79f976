"""A small part of the people with groups, proven goal after goal."""

from dataclasses import replace

import numpy as np

from service.matching.candidates.columns import Flags
from service.matching.solving.exact import Budget, Descent, Level
from service.matching.solving.face import Face
from service.matching.solving.group_bounds import Auction, Guide
from service.matching.solving.group_question import Question
from service.matching.solving.opened import pursue_opened
from service.matching.solving.relax import Ceiling
from service.matching.solving.ties import in_groups

_ROUNDS = 300


def proven(question: Question, start: Flags, budget: Budget) -> tuple[Flags, tuple[Level, ...], Budget]:
    """Return the best flow, per goal what is proven about it, and what is left of the budget.

    ``start`` is a flow that keeps the rules of groups. Raises: UnexpectedSolverStatus.
    """
    network, nothing = question.network, np.zeros(len(question.free), dtype=np.int64)
    descent = Descent.begin(
        question.face, start=start, ceiling=Ceiling(nothing, 0), budget=budget, groups=question.groups
    )
    goals = [*zip(question.names, question.costs, strict=True), ("", in_groups(network))]
    for position, (name, cost) in enumerate(goals):
        if name == "fit":
            descent = _without_the_hopeless(question, descent)
        descent = descent.step(cost, share=len(goals) - position)
        if name == "fit":
            descent = _without_the_hopeless(question, descent)
    led = question.led(descent.flow)
    flow = pursue_opened(network, question.groups, question.free, decided=led, costs=question.costs)
    return flow, descent.finished()[:-1], descent.budget


def _without_the_hopeless(question: Question, descent: Descent) -> Descent:
    """Leave out the candidates that, by the bids of mentors, are in no proposal with so much fit."""
    auction = Auction.of(question, Guide.of(question), question.value(descent.flow))
    fit = -question.value(descent.flow)[question.names.index("fit")]
    prices = auction.prices(fit=fit, rounds=_ROUNDS)
    free = descent.face.free.copy()
    free[question.network.pairs] &= auction.within(prices, fit)
    return replace(descent, face=Face(question.network, free, descent.face.used))
