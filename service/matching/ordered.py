"""Goals one after the other on a flow network: each is solved, proven and frozen before the next.

The most mentees and the most overdue ones never contradict each other, because the sets of mentees who can
be matched at once are the independent sets of a transversal matroid (Edmonds, Fulkerson 1965,
10.6028/jres.069B.016). So both are solved together with the goal after them, as a reward that is small
enough for a fast flow; the prices then prove goal by goal that it was large enough.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from service.matching.certificate import certified
from service.matching.columns import Flags, Numbers
from service.matching.face import Face, Optimum, prove
from service.matching.flow import UnexpectedSolverStatus, least
from service.matching.network import GOAL_TABLE
from service.matching.proposal import Achieved, GoalPrices

_REWARDED = frozenset({"matched", "overdue"})
_FIRST_REWARD = 2
_NEXT_REWARD = 4
_SAFE = 2**60


@dataclass(frozen=True, slots=True)
class Ordered:
    """All flows that are best for the goals in their order, what they achieve, and the proof."""

    face: Face
    flow: Flags | None = None
    achieved: tuple[Achieved, ...] = ()
    certificate: tuple[GoalPrices, ...] = ()

    def then(self, name: str, optimum: Optimum) -> "Ordered":
        """Return the same with one more goal."""
        goal, network = GOAL_TABLE[name], optimum.before.network
        value = goal.value(network, optimum.cost)
        achieved = Achieved(name=name, direction=goal.direction, value=value, bound=value)
        return Ordered(
            optimum.face,
            optimum.flow,
            (*self.achieved, achieved),
            (*self.certificate, certified(network, name, optimum.prices)),
        )


def pursue(face: Face, names: Sequence[str]) -> Ordered:
    """Return the flows of the face that are best for the named goals in their order.

    Raises: UnexpectedSolverStatus.
    """
    *_, result = steps(face, names)
    return result


def steps(face: Face, names: Sequence[str]) -> Iterator[Ordered]:
    """Return what is left before the first goal and after each of them.

    Raises: UnexpectedSolverStatus.
    """
    result, left = Ordered(face), list(names)
    yield result
    while left:
        together = _together(left)
        costs = [GOAL_TABLE[name].cost(face.network) for name in together]
        for name, optimum in zip(together, _proven(result, costs), strict=True):
            result = result.then(name, optimum)
            yield result
        left = left[len(together) :]


def _together(names: Sequence[str]) -> Sequence[str]:
    """Return the goals that one flow solves: the rewarded ones at the front and the goal after them."""
    rewarded = len(list(takewhile(_REWARDED.__contains__, names)))
    return names[: rewarded + 1]


def _proven(before: Ordered, costs: Sequence[Numbers]) -> Sequence[Optimum]:
    """Return the optimum of each cost on the face that the ones before it leave."""
    *rewarded, last = costs
    reward = _FIRST_REWARD * max(int(np.abs(last).max(initial=0)), 1)
    while reward < _SAFE:
        found = _proofs(before, costs, last + reward * sum(rewarded))
        if len(found) == len(costs):
            return found
        reward *= _NEXT_REWARD
    raise UnexpectedSolverStatus("min cost flow: no reward was large enough")


def _proofs(before: Ordered, costs: Sequence[Numbers], mixed: Numbers) -> list[Optimum]:
    """Return the proofs that the best flow for the mixed cost has for the costs, as far as they go."""
    face, found = before.face, list[Optimum]()
    flow = least(face, mixed, known=before.flow)
    for cost in costs:
        optimum = prove(face, cost, flow)
        if optimum is None:
            break
        found.append(optimum)
        face = optimum.face
    return found
