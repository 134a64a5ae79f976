"""The second method: whether any other proposal is better, found out by exchanges and cases.

It knows nothing of prices and nothing of the solver. What is too large for it is left to the certificate.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.matching.board import Board
from service.matching.branch import Floor, Outcome, key_of, search
from service.matching.check_prices import Certified
from service.matching.check_stages import Stages
from service.matching.columns import Flags
from service.matching.proof import best, better
from service.matching.proposal import OPTIMAL, Proposal
from service.matching.violation import Violation
from service.matching.words import GOALS

_MOST_CANDIDATES = 20_000
_ATTEMPTS = 2_000


@dataclass(frozen=True, slots=True)
class Anew:
    """What is wrong with an optimum, and the goals whose best value was too large a task to prove anew."""

    violations: tuple[Violation, ...] = ()
    unproven: tuple[str, ...] = ()


def prove_anew(board: Board, chosen: Flags, stages: Stages, certified: Certified, proposal: Proposal) -> Anew:
    """Prove the goals once more if that is not too large a task; else prices alone prove them."""
    open_goals = tuple(goal for goal in stages.order if goal not in certified.reached)
    if len(board.candidates) > _MOST_CANDIDATES:
        return Anew(unproven=open_goals)
    if stages.groups:
        return _with_groups(board, chosen, stages, open_goals, proposal)
    improved = better(board, chosen, stages.first)
    if improved is not None:
        return Anew((_improvable(board, stages, chosen, improved, stages.first),))
    return _tolerant(board, chosen, stages, certified, proposal) if stages.then else Anew()


def _tolerant(board: Board, chosen: Flags, stages: Stages, certified: Certified, proposal: Proposal) -> Anew:
    """Prove the floor under the fit, and the goals after it if the proposal calls itself the best."""
    top = best(board, chosen, (*stages.first, "fit"), attempts=_ATTEMPTS)
    if top is None:
        return Anew(unproven=stages.then)
    most = board.values(top)["fit"]
    if certified.limits.get("fit", most) != most:
        path = f"$.certificate[{len(stages.first)}]"
        return Anew((Violation(path, "certificate", f"наибольшая сумма баллов другая: {most}"),))
    floor = Floor(stages.floor(most), stages.first)
    if proposal.status != OPTIMAL:
        return Anew(unproven=stages.then)
    return _refuted(board, stages, chosen, search(board, chosen, stages.pursued, floor=floor, once=True))


def _with_groups(
    board: Board, chosen: Flags, stages: Stages, open_goals: tuple[str, ...], proposal: Proposal
) -> Anew:
    """Prove all goals over the sizes of groups; under a tolerance the best fit with groups is the floor."""
    floor = None
    if proposal.status == OPTIMAL and stages.then:
        top = search(board, chosen, (*stages.first, "fit"))
        if top.best is None or not top.complete:
            return Anew(unproven=open_goals)
        if key_of(board, top.best, stages.first) > key_of(board, chosen, stages.first):
            return Anew((_improvable(board, stages, chosen, top.best, stages.first),))
        floor = Floor(stages.floor(board.values(top.best)["fit"]), stages.first)
        if board.values(chosen)["fit"] < floor.fit:
            message = f"сумма баллов {board.values(chosen)['fit']} меньше допустимой {floor.fit}"
            return Anew((Violation(f"{stages.path('fit')}.value", "below_tolerance", message),))
    if proposal.status != OPTIMAL:
        return Anew(unproven=open_goals)
    found = _refuted(board, stages, chosen, search(board, chosen, stages.pursued, floor=floor, once=True))
    return Anew(found.violations, open_goals if found.unproven else ())


def _refuted(board: Board, stages: Stages, chosen: Flags, outcome: Outcome) -> Anew:
    if outcome.best is not None and key_of(board, outcome.best, stages.pursued) > key_of(
        board, chosen, stages.pursued
    ):
        return Anew((_improvable(board, stages, chosen, outcome.best, stages.pursued),))
    return Anew(unproven=() if outcome.complete else stages.then)


def _improvable(
    board: Board, stages: Stages, chosen: Flags, improved: Flags, goals: Sequence[str]
) -> Violation:
    now, then = board.values(chosen), board.values(improved)
    goal = next(goal for goal in goals if now[goal] != then[goal])
    message = f"{GOALS[goal]}: бывает лучше, {then[goal]} вместо {now[goal]}"
    return Violation(f"{stages.path(goal)}.bound", "not_optimal", message)
