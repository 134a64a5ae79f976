"""Checks of what a proposal with groups says about its parts: how large, how solved, whether proven."""

from collections import Counter
from collections.abc import Iterator

from service.matching.candidates.components import parts
from service.matching.checking.board import Board
from service.matching.checking.prices import Certified
from service.matching.checking.stages import Stages
from service.matching.checking.violation import Violation
from service.matching.formats.proposal import FEASIBLE, OPTIMAL, ComponentResult, Proposal

_PATH = "$.components"
_FLOW, _EXACT, _PACKING = "flow", "exact", "packing"
_SMALL = 300
"""Up to so many mentees a part is solved exactly."""


def check_components(
    board: Board, stages: Stages, certified: Certified, proposal: Proposal
) -> Iterator[Violation]:
    """Compare the rows with the parts of the people who share no candidates."""
    rows = proposal.components
    plain = all(row.method == _FLOW for row in rows)
    if plain and not stages.then and set(certified.reached) != set(stages.order):
        message = "не сказано, как решены части задачи, в которых размеры групп мешают"
        yield Violation(_PATH, "components", message)
    if rows and not stages.groups:
        yield Violation(_PATH, "components", "без групп задача решается целиком, а не по частям")
    elif rows:
        yield from _check_sizes(board, rows)
        yield from _check_statuses(stages, proposal)


def _check_sizes(board: Board, rows: tuple[ComponentResult, ...]) -> Iterator[Violation]:
    """Every part that is told alone is one of the parts; the row ``flow`` stands for all the others."""
    everybody = parts(board.candidates, mentees=len(board.overdue), mentors=len(board.capacity))
    left = Counter((len(part.mentees), len(part.mentors)) for part in everybody)
    for index, row in enumerate(rows):
        size = (row.mentees, row.mentors)
        if row.method != _FLOW and not left[size]:
            yield Violation(f"{_PATH}[{index}]", "components", "части с таким числом людей в задаче нет")
        if row.method == (_EXACT if row.mentees > _SMALL else _PACKING):
            message = f"до {_SMALL} наставляемых часть решается точно, а большая — заполнением групп"
            yield Violation(f"{_PATH}[{index}].method", "components", message)
        if row.method != _FLOW:
            left[size] -= 1
    others = tuple(sum(size[side] * count for size, count in left.items()) for side in (0, 1))
    told = [(row.mentees, row.mentors) for row in rows if row.method == _FLOW]
    if told != ([others] if any(others) else []):
        yield Violation(_PATH, "components", "число людей в остальных частях не то, что даёт пересчёт")


def _check_statuses(stages: Stages, proposal: Proposal) -> Iterator[Violation]:
    """What a plain flow solves is the best; a part that is not proven leaves the whole unproven."""
    for index, row in enumerate(proposal.components):
        if row.status == FEASIBLE and (row.method == _FLOW or proposal.status == OPTIMAL):
            yield Violation(f"{_PATH}[{index}].status", "components", "эта часть доказана")
    proven = all(row.status == OPTIMAL for row in proposal.components)
    if proven and proposal.status == FEASIBLE and not stages.then:
        yield Violation(_PATH, "components", "все части доказаны, а предложение названо недоказанным")
