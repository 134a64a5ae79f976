"""Checks of what a proposal with groups says about its parts: how large, how solved, whether proven."""

from collections.abc import Iterator, Sequence

from service.matching.candidates.columns import Flags
from service.matching.candidates.components import Part, parts
from service.matching.checking.board import Board
from service.matching.checking.face import Face
from service.matching.checking.stages import Stages
from service.matching.checking.violation import Violation
from service.matching.formats.proposal import FEASIBLE, OPTIMAL, ComponentResult, Proposal
from service.matching.words import METHODS

_PATH = "$.components"
_FLOW, _EXACT, _PACKING = "flow", "exact", "packing"
_SMALL = 300
"""Up to so many mentees a part is solved exactly."""

_Row = tuple[int, int, str]
"""Mentees, mentors and how the part is solved."""


def check_components(
    board: Board, chosen: Flags, stages: Stages, best: Face | None, proposal: Proposal
) -> Iterator[Violation]:
    """Compare the rows with the parts of the people who share no candidates.

    ``best`` are the assignments that are best when groups may have any size.
    """
    rows = proposal.components
    parted = stages.groups and not stages.then and best is not None
    expected = [*_expected(board, best.outside(board, chosen))] if parted and best else []
    if rows and not parted:
        message = "без групп и при уступке по баллам задача решается целиком, а не по частям"
        yield Violation(_PATH, "components", message)
    elif len(rows) != len(expected):
        message = f"частей должно быть {len(expected)}, а указано {len(rows)}"
        yield Violation(_PATH, "components", message)
    else:
        yield from _check_rows(expected, rows)
        yield from _check_statuses(stages, proposal)


def _expected(board: Board, outside: tuple[Flags, Flags]) -> Iterator[_Row]:
    """Yield the rows that follow from the pairs, if there is more to tell than the plain flow.

    Every part that is not as good as it would be if groups had any size is told alone; one row stands for
    all the others.
    """
    everybody = parts(board.candidates, mentees=len(board.overdue), mentors=len(board.capacity))
    alone = [part for part in everybody if _leaves(part, outside)]
    others = {id(part) for part in alone}
    plain = [part for part in everybody if id(part) not in others]
    if alone and plain:
        yield sum(len(p.mentees) for p in plain), sum(len(p.mentors) for p in plain), _FLOW
    for part in alone:
        yield len(part.mentees), len(part.mentors), _EXACT if len(part.mentees) <= _SMALL else _PACKING


def _leaves(part: Part, outside: tuple[Flags, Flags]) -> bool:
    mentees, mentors = outside
    return bool(mentees[part.mentees].any() or mentors[part.mentors].any())


def _check_rows(expected: Sequence[_Row], rows: tuple[ComponentResult, ...]) -> Iterator[Violation]:
    for index, ((mentees, mentors, method), row) in enumerate(zip(expected, rows, strict=True)):
        path = f"{_PATH}[{index}]"
        if (row.mentees, row.mentors) != (mentees, mentors):
            message = f"по пересчёту в этой части наставляемых {mentees}, наставников {mentors}"
            yield Violation(path, "components", message)
        elif row.method != method:
            message = f"по пересчёту эта часть решается так: {METHODS[method]}"
            yield Violation(f"{path}.method", "components", message)


def _check_statuses(stages: Stages, proposal: Proposal) -> Iterator[Violation]:
    """What a plain flow solves is the best; a part that is not proven leaves the whole unproven."""
    for index, row in enumerate(proposal.components):
        if row.status == FEASIBLE and (row.method == _FLOW or proposal.status == OPTIMAL):
            yield Violation(f"{_PATH}[{index}].status", "components", "эта часть доказана")
    proven = all(row.status == OPTIMAL for row in proposal.components)
    if proven and proposal.status == FEASIBLE and not stages.then:
        yield Violation(_PATH, "components", "все части доказаны, а предложение названо недоказанным")
