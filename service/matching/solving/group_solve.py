"""Proposals with groups: the plain flow where it keeps the sizes of groups, part by part what else is needed.

People who share no candidates are a question of their own. A part in which the plain flow leads only groups
of allowed sizes is solved by it. Of the others the small ones are proven by CP-SAT (``group_exact.py``), the
large ones filled group by group (``packing.py``), with bounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.components import Part, parts
from service.matching.candidates.score import SINGLE
from service.matching.formats.proposal import FEASIBLE, OPTIMAL, ComponentResult
from service.matching.solving.exact import Budget
from service.matching.solving.group_bounds import Guide, bounds, counted
from service.matching.solving.group_exact import proven
from service.matching.solving.group_question import Question
from service.matching.solving.group_start import held_groups
from service.matching.solving.groups import Groups, settle
from service.matching.solving.network import GOAL_TABLE, Network
from service.matching.solving.packing import Packing, best_packing, improved, polished

SMALL = 300
"""Up to so many mentees a part is proven by CP-SAT."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A flow that keeps the rules of groups, per goal its cost and a bound, and how it was found."""

    flow: Flags
    cost: tuple[int, ...]
    bound: tuple[int, ...]
    components: tuple[ComponentResult, ...]
    budget: Budget
    stopped_by: str | None


@dataclass(frozen=True, slots=True)
class _Solved:
    """What was found for one part."""

    flow: Flags
    gap: tuple[int, ...]
    """Per goal what is between its cost and the bound."""
    row: ComponentResult | None
    """None if it is as good as without group sizes: then the prices of the flow prove it."""
    budget: Budget
    stopped_by: str | None


def answer(
    network: Network, names: Sequence[str], chosen: Flags, budget: Budget, *, small: int = SMALL
) -> Answer | None:
    """Return the best proposal for the goals in their order; ``chosen`` is best without group sizes.

    Parts of up to ``small`` mentees are proven. None if the pins leave no proposal.
    Raises: UnexpectedSolverStatus.
    """
    whole = question_of(network, names, chosen)
    settled = settle(whole.groups, network.candidates, chosen)
    result, struck = settled.chosen, None
    everybody = parts(
        network.candidates, mentees=len(network.problem.mentees), mentors=len(network.problem.mentors)
    )
    failed = [part for part in everybody if np.isin(part.mentors, settled.failed).any()]
    gap, rows = np.zeros(len(names), dtype=np.int64), dict[int, ComponentResult]()
    for position, part in enumerate(failed):
        share = budget.share(len(failed) - position)
        solved = _solved(whole.of_part(part), share, small)
        if solved is None:
            return None
        result[part.candidates] = solved.flow[: len(part.candidates)]
        budget = budget.without(share.without(solved.budget))
        gap, struck = gap + solved.gap, struck or solved.stopped_by
        if solved.row:
            rows[id(part)] = solved.row
    others = {id(part) for part in failed}
    for part in everybody:
        crowded = id(part) not in others and _crowded(whole.groups, part, before=chosen, after=result)
        if crowded and len(part.mentees) <= small:
            result[part.candidates], budget = _thinned(whole.of_part(part), result[part.candidates], budget)
    flow = network.flow_of(result)
    cost = whole.value(flow)
    near = tuple((np.array(cost, dtype=np.int64) - gap).tolist())
    bound = near if len(everybody) == 1 else _honest(whole, flow, near)
    if bound != cost:
        bound = tuple(map(max, bound, counted(whole, flow)))
    if bound == cost:  # what no part could prove, counting everybody may
        struck, rows = (
            None,
            {part: msgspec.structs.replace(row, status=OPTIMAL) for part, row in rows.items()},
        )
    components = (*_plain_row([p for p in everybody if id(p) not in rows]), *rows.values()) if rows else ()
    return Answer(flow, cost, bound, components, budget, struck)


def question_of(network: Network, names: Sequence[str], chosen: Flags) -> Question:
    """Return the question about everybody; ``chosen`` is best without group sizes."""
    costs = tuple(GOAL_TABLE[name].cost(network) for name in names)
    groups = Groups.among(network.problem, network.candidates)
    return Question(network, groups, ~network.taken_away(), tuple(names), costs, network.flow_of(chosen))


def _solved(question: Question, budget: Budget, small: int) -> _Solved | None:
    """Return what is found for one part, or None if its pins leave nothing."""
    held = held_groups(question.network, question.groups, question.free, budget.seed)
    if held is None:
        return None
    if len(question.network.problem.mentees) > small:
        return _mended(question, held, budget)
    start = polished(question, improved(question, held).flow)
    flow, levels, left = proven(question, start, budget)
    struck = next((level.stopped_by for level in levels if level.stopped_by), None)
    value = question.value(flow)
    gap = tuple(cost - min(level.bound, cost) for cost, level in zip(value, levels, strict=True))
    return _told(question, flow, gap, "exact", left, struck)


def _mended(question: Question, held: Numbers, budget: Budget) -> _Solved:
    packing, left = best_packing(question, held, budget)
    flow, value = packing.flow, question.value(packing.flow)
    bound = _honest(question, flow, question.value(question.plain), packing)
    gap = tuple(cost - low for cost, low in zip(value, bound, strict=True))
    struck = "seconds" if left.seconds <= 0 else "work"
    return _told(question, flow, gap, "packing", left, struck)


def _told(
    question: Question, flow: Flags, gap: tuple[int, ...], method: str, left: Budget, struck: str | None
) -> _Solved:
    """Return what was found; what is as good as without group sizes leaves no gap, however it was found."""
    if question.value(flow) == question.value(question.plain):
        return _Solved(flow, (0,) * len(gap), None, left, None)
    return _Solved(flow, gap, _row(question, method, gap), left, struck if any(gap) else None)


def _crowded(groups: Groups, part: Part, *, before: Flags, after: Flags) -> bool:
    """Return whether more mentees of a part are in groups than they were when groups had any size."""
    member = groups.of[part.candidates] != SINGLE
    return int((after[part.candidates] & member).sum()) > int((before[part.candidates] & member).sum())


def _thinned(question: Question, chosen: Flags, budget: Budget) -> tuple[Flags, Budget]:
    """Return as good a choice with as few mentees in groups as possible, and what is left of the budget.

    The mentors filled their groups one by one; other mentors may need fewer.
    """
    flow, _, left = proven(question, question.network.flow_of(chosen), budget)
    return flow[question.network.pairs], left


def _honest(
    question: Question, flow: Flags, near: tuple[int, ...], packing: Packing | None = None
) -> tuple[int, ...]:
    """Return bounds over all proposals that are no worse in the goals before.

    The near bounds hold up to the first goal that is not proven; what could be given away there makes room
    for the goals after it.
    """
    cost = question.value(flow)
    unproven = next((i for i, (low, high) in enumerate(zip(near, cost, strict=True)) if low < high), None)
    if unproven is None:
        return cost
    guide = packing.guide if packing and packing.guide else Guide.of(question)
    far = bounds(question, flow, guide, packing.prices.price if packing and packing.prices else None)
    return (*near[:unproven], max(near[unproven], far[unproven]), *far[unproven + 1 :])


def _row(question: Question, method: str, gap: Sequence[int]) -> ComponentResult:
    problem = question.network.problem
    status = FEASIBLE if any(gap) else OPTIMAL
    return ComponentResult(
        mentees=len(problem.mentees), mentors=len(problem.mentors), method=method, status=status
    )


def _plain_row(plain: Sequence[Part]) -> tuple[ComponentResult, ...]:
    """Return one row for all the parts together that the plain flow proves."""
    if not plain:
        return ()
    mentees = sum(len(part.mentees) for part in plain)
    mentors = sum(len(part.mentors) for part in plain)
    return (ComponentResult(mentees=mentees, mentors=mentors, method="flow", status=OPTIMAL),)
