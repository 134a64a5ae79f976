"""Checks of the goals: values, bounds, status, and the proof itself, repeated without the solver."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from service.matching.branch import Answer, refute
from service.matching.columns import Flags
from service.matching.problem import Problem
from service.matching.proof import Board, best, better
from service.matching.proposal import FEASIBLE, OPTIMAL, Achieved, Proposal
from service.matching.score import Candidates
from service.matching.violation import Violation
from service.matching.words import GOALS

_DIRECTIONS = {
    "matched": "max",
    "overdue": "max",
    "fit": "max",
    "interest": "max",
    "load": "min",
    "stay": "max",
}
_ATTEMPTS = 2_000


@dataclass(frozen=True, slots=True)
class GoalsVerdict:
    """What is wrong with the goals, and the goals whose best value could not be proven anew."""

    violations: tuple[Violation, ...]
    unproven: tuple[str, ...] = ()


def check_goals(problem: Problem, candidates: Candidates, proposal: Proposal) -> GoalsVerdict:
    """Check the goals of a proposal whose pairs are in order."""
    names = tuple(goal.name for goal in proposal.goals)
    if names != problem.goals:
        message = "цели должны быть те же и в том же порядке, что в задаче: " + ", ".join(problem.goals)
        return GoalsVerdict((Violation("$.goals", "goals", message),))
    board = Board.of(problem, candidates)
    chosen = board.chosen([pair.people() for pair in proposal.pairs])
    numbers = (*_check_numbers(board.values(chosen), proposal), *_check_status(proposal))
    if numbers:
        return GoalsVerdict(numbers)
    return _check_optimum(board, chosen, proposal)


def _check_numbers(values: dict[str, int], proposal: Proposal) -> Iterator[Violation]:
    for index, goal in enumerate(proposal.goals):
        path = f"$.goals[{index}]"
        if goal.direction != _DIRECTIONS[goal.name]:
            yield Violation(
                f"{path}.direction", "direction", f"направление должно быть {_DIRECTIONS[goal.name]}"
            )
        if goal.value != values[goal.name]:
            message = f"значение должно быть {values[goal.name]}, а указано {goal.value}"
            yield Violation(f"{path}.value", "value", message)
        if _beyond(goal):
            yield Violation(f"{path}.bound", "bound", "граница хуже достигнутого значения")


def _beyond(goal: Achieved) -> bool:
    """Return whether the bound excludes the value itself."""
    return goal.bound < goal.value if goal.direction == "max" else goal.bound > goal.value


def _check_status(proposal: Proposal) -> Iterator[Violation]:
    proven = all(goal.value == goal.bound for goal in proposal.goals)
    if proposal.status == OPTIMAL and not proven:
        index = next(i for i, goal in enumerate(proposal.goals) if goal.value != goal.bound)
        message = "названо наилучшим, но граница не равна значению"
        yield Violation(f"$.goals[{index}].bound", "not_proven", message)
    if proposal.status == FEASIBLE and proven:
        yield Violation("$.status", "status", "все цели доказаны, значит предложение наилучшее")
    if (proposal.status == FEASIBLE) != (proposal.stopped_by is not None):
        message = "остановка по пределу указывается тогда и только тогда, когда предложение не доказано"
        yield Violation("$.stopped_by", "stopped_by", message)


def _check_optimum(board: Board, chosen: Flags, proposal: Proposal) -> GoalsVerdict:
    goals, tolerance = board.problem.goals, board.problem.limits.fit_tolerance
    position = goals.index("fit") if "fit" in goals else len(goals)
    then = goals[position + 1 :]
    if tolerance == 0 or not then:
        return _check_strict(board, chosen, proposal)
    return _check_tolerant(board, chosen, proposal, goals[:position], then)


def _check_strict(board: Board, chosen: Flags, proposal: Proposal) -> GoalsVerdict:
    """Without a tolerance all goals that claim a proof, up to the first that does not, are proven at once."""
    goals = _claimed(proposal)
    improved = better(board, chosen, goals)
    return GoalsVerdict(() if improved is None else (_improvable(board, chosen, improved, goals),))


def _claimed(proposal: Proposal) -> tuple[str, ...]:
    claimed: list[str] = []
    for goal in proposal.goals:
        if goal.value != goal.bound:
            break
        claimed.append(goal.name)
    return tuple(claimed)


def _improvable(board: Board, chosen: Flags, improved: Flags, goals: tuple[str, ...]) -> Violation:
    now, then = board.values(chosen), board.values(improved)
    goal = next(goal for goal in goals if now[goal] != then[goal])
    index = board.problem.goals.index(goal)
    message = f"{GOALS[goal]}: бывает лучше, {then[goal]} вместо {now[goal]}"
    return Violation(f"$.goals[{index}].bound", "not_optimal", message)


def _check_tolerant(
    board: Board, chosen: Flags, proposal: Proposal, first: tuple[str, ...], then: tuple[str, ...]
) -> GoalsVerdict:
    """Prove the goals before the fit, the floor under the fit, and the goals after it if the size lets."""
    top = best(board, chosen, (*first, "fit"), attempts=_ATTEMPTS)
    if top is None:
        return GoalsVerdict((), board.problem.goals)
    now, most = board.values(chosen), board.values(top)
    if any(now[goal] != most[goal] for goal in first):
        return GoalsVerdict((_improvable(board, chosen, top, first),))
    floor = ceil(most["fit"] * (1 - Fraction(str(board.problem.limits.fit_tolerance))))
    if now["fit"] < floor:
        message = f"сумма баллов {now['fit']} меньше допустимой {floor}"
        path = f"$.goals[{board.problem.goals.index('fit')}].value"
        return GoalsVerdict((Violation(path, "below_tolerance", message),))
    if proposal.status != OPTIMAL:
        return GoalsVerdict((), then)
    order = (*first, *then, "fit")
    answer, improved = refute(board, chosen, order, floor=floor)
    if answer is Answer.BETTER and improved is not None:
        return GoalsVerdict((_improvable(board, chosen, improved, order),))
    return GoalsVerdict((), () if answer is Answer.PROVEN else then)
