"""Checks of the goals: their order, values, bounds and status, and what proves them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.matching.candidates.columns import Flags
from service.matching.checking.board import Board
from service.matching.checking.components import check_components
from service.matching.checking.optimum import prove_anew
from service.matching.checking.prices import Certified, check_certificate
from service.matching.checking.stages import DIRECTIONS, Stages, beyond
from service.matching.checking.violation import Violation
from service.matching.formats.proposal import FEASIBLE, OPTIMAL, Achieved, Proposal


@dataclass(frozen=True, slots=True)
class GoalsVerdict:
    """What is wrong with the goals, and the goals whose best value could not be proven anew."""

    violations: tuple[Violation, ...]
    unproven: tuple[str, ...] = ()


def check_goals(board: Board, chosen: Flags, proposal: Proposal) -> GoalsVerdict:
    """Check the goals of a proposal whose pairs are in order."""
    stages = Stages.of(board)
    if tuple(goal.name for goal in proposal.goals) != stages.order:
        message = "цели должны быть те же и в том же порядке, что в задаче: " + ", ".join(stages.order)
        return GoalsVerdict((Violation("$.goals", "goals", message),))
    numbers = (
        *_check_numbers(board.values(chosen), proposal),
        *_check_bounds(board.trivial_bounds(chosen), proposal, proven=stages.always_proven),
        *_check_status(stages, proposal),
    )
    if numbers:
        return GoalsVerdict(numbers)
    certified = check_certificate(board, chosen, stages.certified, proposal.certificate)
    violations = certified.violations or (
        *_check_certified(stages, certified, proposal),
        *check_components(board, chosen, stages, certified.best, proposal),
    )
    anew = prove_anew(board, chosen, stages, certified, proposal)
    return GoalsVerdict((*violations, *anew.violations), () if violations else anew.unproven)


def _check_numbers(values: Mapping[str, int], proposal: Proposal) -> Iterator[Violation]:
    for index, goal in enumerate(proposal.goals):
        path = f"$.goals[{index}]"
        if goal.direction != DIRECTIONS[goal.name]:
            message = f"направление должно быть {DIRECTIONS[goal.name]}"
            yield Violation(f"{path}.direction", "direction", message)
        if goal.value != values[goal.name]:
            message = f"значение должно быть {values[goal.name]}, а указано {goal.value}"
            yield Violation(f"{path}.value", "value", message)
        if beyond(goal.name, goal.value, goal.bound):
            yield Violation(f"{path}.bound", "bound", "граница хуже достигнутого значения")


def _check_bounds(
    trivial: Mapping[str, int], proposal: Proposal, *, proven: tuple[str, ...]
) -> Iterator[Violation]:
    """A goal that needs no search is always proven; no bound knows less than simple counting."""
    for index, goal in enumerate(proposal.goals):
        path, most = f"$.goals[{index}].bound", trivial[goal.name]
        if goal.name in proven and goal.bound != goal.value:
            message = "эта цель доказывается всегда, граница должна равняться значению"
            yield Violation(path, "not_proven", message)
        if beyond(goal.name, goal.bound, most):
            yield Violation(path, "bound", f"граница лежит дальше, чем вообще возможно: {most}")


def _check_status(stages: Stages, proposal: Proposal) -> Iterator[Violation]:
    if proposal.status == FEASIBLE and not stages.then and not stages.groups:
        message = "без групп и уступки по баллам лучшее находится всегда, недоказанного быть не может"
        yield Violation("$.status", "status", message)
        return
    unproven = [goal for goal in proposal.goals if goal.value != goal.bound]
    if proposal.status == OPTIMAL and unproven:
        message = "названо наилучшим, но граница не равна значению"
        yield Violation(f"{stages.path(unproven[0].name)}.bound", "not_proven", message)
    if proposal.status == FEASIBLE and not unproven:
        yield Violation("$.status", "status", "все цели доказаны, значит предложение наилучшее")
    if (proposal.status == FEASIBLE) != (proposal.stopped_by is not None):
        message = "остановка по пределу указывается тогда и только тогда, когда предложение не доказано"
        yield Violation("$.stopped_by", "stopped_by", message)


def _check_certified(stages: Stages, certified: Certified, proposal: Proposal) -> Iterator[Violation]:
    """No bound says less than the prices do, and what needs no search is proven by them."""
    stored: dict[str, Achieved] = {goal.name: goal for goal in proposal.goals}
    for index, (goal, limit) in enumerate(certified.limits.items()):
        if goal in stages.first and beyond(goal, stored[goal].bound, limit):
            message = f"граница лежит дальше, чем доказывают цены: {limit}"
            yield Violation(f"{stages.path(goal)}.bound", "bound", message)
        if goal in stages.always_proven and goal not in certified.reached:
            message = f"эти цены не доказывают, что лучшего нет: по ним возможно {limit}"
            yield Violation(f"$.certificate[{index}]", "certificate", message)
        elif goal not in stages.first and not stages.groups and stored[goal].value < stages.floor(limit):
            message = f"сумма баллов {stored[goal].value} меньше допустимой {stages.floor(limit)}"
            yield Violation(f"{stages.path(goal)}.value", "below_tolerance", message)
