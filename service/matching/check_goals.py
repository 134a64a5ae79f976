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
    first, _ = _stages(problem)
    numbers = (
        *_check_numbers(board.values(chosen), proposal),
        *_check_bounds(board.trivial_bounds(chosen), proposal, proven=first),
        *_check_status(problem, proposal),
    )
    if numbers:
        return GoalsVerdict(numbers)
    return _check_optimum(board, chosen, proposal)


def _stages(problem: Problem) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the goals that are always proven, and those that a floor couples with the fit."""
    goals = problem.goals
    position = goals.index("fit") if "fit" in goals else len(goals)
    if problem.limits.fit_tolerance == 0 or not goals[position + 1 :]:
        return goals, ()
    return goals[:position], goals[position + 1 :]


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


def _check_bounds(
    trivial: dict[str, int], proposal: Proposal, *, proven: tuple[str, ...]
) -> Iterator[Violation]:
    """A goal that needs no search is always proven; no bound knows less than simple counting."""
    for index, goal in enumerate(proposal.goals):
        path, most = f"$.goals[{index}].bound", trivial[goal.name]
        if goal.name in proven and goal.bound != goal.value:
            yield Violation(
                path, "not_proven", "эта цель доказывается всегда, граница должна равняться значению"
            )
        if goal.bound > most if _DIRECTIONS[goal.name] == "max" else goal.bound < most:
            yield Violation(path, "bound", f"граница лежит дальше, чем вообще возможно: {most}")


def _check_status(problem: Problem, proposal: Proposal) -> Iterator[Violation]:
    if proposal.status == FEASIBLE and not _stages(problem)[1]:
        message = "без допуска по баллам лучшее находится всегда, недоказанным предложение быть не может"
        yield Violation("$.status", "status", message)
        return
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
    first, then = _stages(board.problem)
    if then:
        return _check_tolerant(board, chosen, proposal, first, then)
    improved = better(board, chosen, first)
    return GoalsVerdict(() if improved is None else (_improvable(board, chosen, improved, first),))


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
