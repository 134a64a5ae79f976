"""Goals one after the other on a flow network: each is solved, proven and frozen before the next.

The most mentees and the most overdue ones never contradict each other, because the sets of mentees who can
be matched at once are the independent sets of a transversal matroid (Edmonds, Fulkerson 1965,
10.6028/jres.069B.016). So both are solved together with the goal after them, as a reward that is small
enough for a fast flow; the prices then prove goal by goal that it was large enough. Pairs that are to be kept
before anything else is looked at are rewarded in the same way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from service.matching.candidates.columns import Flags, Numbers
from service.matching.formats.proposal import Achieved, GoalPrices
from service.matching.solving.certificate import certified
from service.matching.solving.face import Face, Optimum, prove
from service.matching.solving.flow import UnexpectedSolverStatus, least
from service.matching.solving.network import GOAL_TABLE

_REWARDED = frozenset({"matched", "overdue"})
_KEPT = "stay"
_REWARDS = (4, 16, 64)
"""How many times the greatest cost of a later goal an earlier one weighs, until the proof succeeds."""
_PATIENCE = 1000
"""After so many rounds an attempt to prove a goal by a mixed flow is given up."""
_GUESSED = 50
"""After so many rounds an attempt to prove a goal by a flow that was known before is given up."""


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


def steps(face: Face, names: Sequence[str], *, known: Flags | None = None) -> Iterator[Ordered]:
    """Return what is left before the first goal and after each of them.

    ``known`` is a flow on the face that may be the best. Raises: UnexpectedSolverStatus.
    """
    only = known if face.free.any() else face.used
    result, left = Ordered(face, only), list(names)
    yield result
    while left:
        together = _together(left)
        for name, optimum in zip(together, _proven(result, together), strict=False):
            result = result.then(name, optimum)
            left.remove(name)
            yield result


def _together(names: Sequence[str]) -> Sequence[str]:
    """Return the goals that one flow solves: those at the front that are rewarded and the goal after them."""
    rewarded = len(list(takewhile(_REWARDED.__contains__, names)))
    kept = names[rewarded : rewarded + 1] == [_KEPT]
    return names[: rewarded + kept + 1]


def _proven(before: Ordered, names: Sequence[str]) -> list[Optimum]:
    """Return the optimum of the first of the goals at least, each on the face that those before leave.

    What is known already is tried first, then one flow for all of the goals, then one for the first alone.
    """
    for flow, patience in _attempts(before, names):
        found = _proofs(before.face, flow, patience)
        if found:
            return found
    raise UnexpectedSolverStatus("min cost flow: the flow is not optimal")


def _attempts(before: Ordered, names: Sequence[str]) -> Iterator[tuple[Flags, Mapping[str, int | None]]]:
    """Yield flows that may be best for the goals, and after how many rounds each proof is given up.

    The last goal of a mixed flow needs no patience: it is proven if those before it are.
    """
    if before.flow is not None and not before.achieved:
        yield before.flow, dict.fromkeys(names, _GUESSED)
    for reward in _REWARDS if len(names) > 1 else ():
        mixed = least(before.face, _mixed(before.face, names, reward), known=before.flow)
        yield mixed, {**dict.fromkeys(names, _PATIENCE), names[-1]: None}
    alone = GOAL_TABLE[names[0]].cost(before.face.network)
    yield least(before.face, alone, known=before.flow), {names[0]: None}


def _mixed(face: Face, names: Sequence[str], reward: int) -> Numbers:
    """Return one cost for all goals: the last as it is, those before it as many times its greatest part."""
    network, rewarded = face.network, [name for name in names[:-1] if name in _REWARDED]
    total, kept = GOAL_TABLE[names[-1]].cost(network), [name for name in names[:-1] if name == _KEPT]
    for together in filter(None, (kept, rewarded)):
        weight = reward * max(_greatest(total), 1)
        for name in together:
            goal = GOAL_TABLE[name]
            total[goal.block(network)] += weight * goal.costs(network)
    return total


def _greatest(cost: Numbers) -> int:
    return max(int(cost.max(initial=0)), -int(cost.min(initial=0)))


def _proofs(face: Face, flow: Flags, patience: Mapping[str, int | None]) -> list[Optimum]:
    """Return the proofs that a flow is best for the goals in their order, as far as they go.

    Each cost is counted when its turn comes: while the solver works none of them is kept.
    """
    found = list[Optimum]()
    for name, rounds in patience.items():
        optimum = prove(face, GOAL_TABLE[name].cost(face.network), flow, rounds=rounds)
        if optimum is None:
            break
        found.append(optimum)
        face = optimum.face
    return found
