"""The one door to proposals with groups: what is asked when the plain flow breaks the sizes of groups."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil

from service.matching.candidates.columns import Flags
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import Achieved
from service.matching.solving.exact import Budget, Descent
from service.matching.solving.face import Face
from service.matching.solving.flow import UnexpectedSolverStatus
from service.matching.solving.group_bounds import counted
from service.matching.solving.group_solve import Answer, answer, question_of
from service.matching.solving.groups import Groups, keeps_group_rules, settle
from service.matching.solving.network import GOAL_TABLE, Network, goals_in_order
from service.matching.solving.ordered import pursue
from service.matching.solving.relax import Ceiling
from service.matching.solving.solution import Solution
from service.matching.solving.ties import in_groups, waiting


def solve_groups(network: Network, relaxed: Solution) -> Solution | None:
    """Return the best proposal that keeps the sizes of groups, given the best that forgets them.

    None if the pins leave no proposal. Raises: UnexpectedSolverStatus.
    """
    keeps = keeps_group_rules(network.problem, network.candidates, relaxed.chosen)
    first, then = _split(network.problem)
    if keeps and not then:
        return relaxed
    chosen = _best(network, first) if then else relaxed.chosen
    found = answer(network, first, chosen, Budget.of(network.problem.limits))
    if found is None:
        return None
    if then:
        # With groups the best fit may be less, and the floor under it lower, than the plain flow says.
        same_floor = found.cost == _costs(network, first, chosen)
        return relaxed if keeps and same_floor else _within_tolerance(network, first, then, found, relaxed)
    return Solution(
        chosen=found.flow[network.pairs],
        goals=tuple(
            _achieved(network, name, cost, bound)
            for name, cost, bound in zip(first, found.cost, found.bound, strict=True)
        ),
        certificate=relaxed.certificate,
        components=found.components,
        stopped_by=found.stopped_by,
    )


def _split(problem: Problem) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the goals up to the fit and, if some fit may be given away, those after it."""
    goals = goals_in_order(problem)
    behind = goals.index("fit") + 1 if "fit" in goals else len(goals)
    return (goals[:behind], goals[behind:]) if problem.limits.fit_tolerance else (goals, ())


def _best(network: Network, names: Sequence[str]) -> Flags:
    """Return the candidates that are best for some of the goals when groups may have any size."""
    flow = pursue(Face.whole(network), names).flow
    if flow is None:
        raise UnexpectedSolverStatus("min cost flow: no goal, no flow")
    return flow[network.pairs]


def _costs(network: Network, names: Sequence[str], chosen: Flags) -> tuple[int, ...]:
    flow = network.flow_of(chosen)
    return tuple(int(GOAL_TABLE[name].cost(network)[flow].sum()) for name in names)


def _achieved(network: Network, name: str, cost: int, bound: int) -> Achieved:
    goal = GOAL_TABLE[name]
    return Achieved(
        name=name,
        direction=goal.direction,
        value=goal.value(network, cost),
        bound=goal.value(network, bound),
    )


def _within_tolerance(
    network: Network, first: Sequence[str], then: Sequence[str], found: Answer, relaxed: Solution
) -> Solution:
    """Pursue the goals after the fit over all proposals above the floor; at the end the fit that is left.

    The floor couples all people: there is one model over everything, and no part to tell of.
    """
    *before, fit = (
        Ceiling(GOAL_TABLE[name].cost(network), cost) for name, cost in zip(first, found.cost, strict=True)
    )
    share = Fraction(str(network.problem.limits.fit_tolerance))
    floor = Ceiling(fit.cost, -ceil(-fit.most * (1 - share)))
    groups = Groups.among(network.problem, network.candidates)
    face = _face(network, first[:-1], found)
    descent = Descent.begin(face, start=found.flow, ceiling=floor, budget=found.budget, groups=groups)
    descent = replace(descent, ceilings=(*before, floor))
    names = (*then, "fit")
    for position, name in enumerate(names):
        descent = descent.step(GOAL_TABLE[name].cost(network), share=len(names) - position)
    descent = descent.tied((in_groups(network), waiting(network)))
    levels = dict(zip(names, descent.finished(), strict=False))  # what decided ties is no goal
    everything = (*first, *then)
    least = dict(zip(everything, _counted(network, everything, descent.flow), strict=True))
    known = {name: (level.cost, max(level.bound, least[name])) for name, level in levels.items()}
    if fit.most > found.bound[-1]:  # the floor itself is not proven, so that the fit is not either
        known["fit"] = (levels["fit"].cost, min(levels["fit"].bound, found.bound[-1]))
    before_fit = zip(first[:-1], zip(found.cost, found.bound, strict=True), strict=False)
    known |= dict(before_fit)
    struck = [found.stopped_by, *(level.stopped_by for level in levels.values())]
    return Solution(
        chosen=settle(groups, network.candidates, descent.flow[network.pairs]).chosen,
        goals=tuple(_achieved(network, name, *known[name]) for name in everything),
        certificate=relaxed.certificate,
        stopped_by=next((limit for limit in struck if limit), None),
    )


def _counted(network: Network, names: Sequence[str], flow: Flags) -> tuple[int, ...]:
    """Return what counting alone tells about the goals."""
    return counted(question_of(network, names, flow[network.pairs]), flow)


def _face(network: Network, names: Sequence[str], found: Answer) -> Face:
    """Return the flows that are no worse in the goals before the fit, as far as a face tells them apart."""
    whole = Face.whole(network)
    if not names:
        return whole
    best = pursue(whole, names)
    achieved = tuple(
        GOAL_TABLE[name].value(network, cost) for name, cost in zip(names, found.cost, strict=False)
    )
    return best.face if achieved == tuple(goal.value for goal in best.achieved) else whole
