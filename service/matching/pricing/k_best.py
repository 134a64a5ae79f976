"""The best few proposals, each with other pairs: the best, the next best and so on, with what each loses.

All proposals but the one found fall into parts, each with some of its pairs pinned and one banned; the best
of each part waits in a queue (Murty 1968, doi:10.1287/opre.16.3.682; Lawler 1972, doi:10.1287/mnsc.18.7.401).
Without groups the best of a part is a shortest path away (``exchange.py``), with groups it is solved anew.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, islice
from typing import TypeVar

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import Candidates, candidates
from service.matching.formats.problem import Forbidden, Pair, Problem
from service.matching.formats.proposal import INFEASIBLE, OPTIMAL, Proposal
from service.matching.pricing.exchange import NONE, Exchanges
from service.matching.pricing.loss import (
    BY_EXCHANGE,
    BY_SOLVING,
    Loss,
    Move,
    Part,
    losses,
    losses_between,
    moves_between,
)
from service.matching.pricing.worth import Worth, coupled
from service.matching.propose import propose

MOST_MENTEES = 150
"""More mentees make too many parts."""
MOST_IN_GROUPS = 40
"""Where groups are possible each part takes a solution of its own."""


class TooManyMentees(ValueError):  # noqa: N818 - named after the fact
    """The problem has more mentees with a choice than can be ranked in reasonable time."""


class NoOrder(ValueError):  # noqa: N818 - named after the fact
    """With a tolerance the goals do not put all proposals in one order, so there is no next best."""


class Ranked(Part, frozen=True, kw_only=True):
    """A proposal, its rank from 1, what it loses against the best goal by goal, and who moves."""

    rank: int
    pairs: tuple[Pair, ...]
    losses: tuple[Loss, ...]
    moves: tuple[Move, ...]
    method: str
    proven: bool = True


def k_best(problem: Problem, *, k: int) -> tuple[Ranked, ...]:
    """Return up to ``k`` proposals with different pairs, the best first; none if pins contradict the rules.

    Raises: TooManyMentees, NoOrder, UnexpectedSolverStatus.
    """
    allowed = candidates(Eligibility.of(problem))
    if problem.limits.fit_tolerance > 0:
        raise NoOrder
    together = coupled(problem, allowed)
    if len(np.unique(allowed.mentee)) > (MOST_IN_GROUPS if together else MOST_MENTEES):
        raise TooManyMentees
    best = propose(problem)
    if best.status == INFEASIBLE:
        return ()
    found = _by_solving(problem, best, allowed) if together else _by_exchange(problem, best, allowed)
    return tuple(islice(found, k))


_Part = TypeVar("_Part")


def _in_order(
    first: _Part, key: Callable[[_Part], object], parts: Callable[[_Part], Iterable[_Part]]
) -> Iterator[_Part]:
    """Yield the best of everything, then of what is left, and so on."""
    number = count()
    queue = [(key(first), next(number), first)]
    while queue:
        _, _, found = heappop(queue)
        yield found
        for part in parts(found):
            heappush(queue, (key(part), next(number), part))


@dataclass(frozen=True, slots=True)
class _Choice:
    """The best of a part: the candidate of every mentee; the fixed keep theirs, the banned are not taken."""

    weight: int
    chosen: Numbers
    fixed: Flags
    banned: Flags

    def after(self, moves: Sequence[tuple[int, int]], weight: int, fixed: Flags, banned: Flags) -> "_Choice":
        """Return the choice after some mentees have moved."""
        chosen = self.chosen.copy()
        for mentee, taken in moves:
            chosen[mentee] = taken
        return _Choice(self.weight + weight, chosen, fixed.copy(), banned.copy())


def _by_exchange(problem: Problem, best: Proposal, allowed: Candidates) -> Iterator[Ranked]:
    worth = Worth.of(problem, allowed, whole=True)
    pinned = {pair.mentee for pair in problem.pinned}
    first = _Choice(
        weight=0,
        chosen=worth.chosen(pair.people() for pair in best.pairs),
        fixed=np.array([mentee.id in pinned for mentee in problem.mentees], dtype=np.bool_),
        banned=np.zeros(len(allowed), dtype=np.bool_),
    )
    order = _in_order(first, lambda choice: choice.weight, lambda choice: _parts(worth, choice))
    before = [pair.people() for pair in best.pairs]
    for rank, choice in enumerate(order, start=1):
        after = _people(worth, choice.chosen)
        yield Ranked(
            rank=rank,
            pairs=after,
            losses=losses(best.goals, worth.units.losses(choice.weight)),
            moves=moves_between(before, after),
            method=BY_EXCHANGE,
        )


def _people(worth: Worth, chosen: Numbers) -> tuple[Pair, ...]:
    problem, mentor = worth.problem, worth.candidates.mentor
    return tuple(
        Pair(mentee=mentee.id, mentor=problem.mentors[int(mentor[candidate])].id)
        for mentee, candidate in zip(problem.mentees, chosen.tolist(), strict=True)
        if candidate != NONE
    )


def _parts(worth: Worth, choice: _Choice) -> Iterator[_Choice]:
    """Give up one pair after the other, and keep those before it."""
    fixed, known = choice.fixed.copy(), None
    for mentee in np.flatnonzero(~fixed & (choice.chosen != NONE)).tolist():
        exchanges = Exchanges.of(worth, choice.chosen, fixed=fixed, banned=choice.banned, known=known)
        known = exchanges.prices
        chain = exchanges.forbidden(mentee, exchanges.toward(exchanges.mentor_of(mentee)))
        banned = choice.banned.copy()
        banned[choice.chosen[mentee]] = True
        yield choice.after(chain.moves, chain.weight, fixed, banned)
        fixed[mentee] = True
    if "matched" not in worth.units.weight:
        yield from _larger(worth, choice, fixed)


def _larger(worth: Worth, choice: _Choice, fixed: Flags) -> Iterator[_Choice]:
    """Keep all pairs and add one; where as many as possible are asked for this is never another best."""
    exchanges = Exchanges.of(worth, choice.chosen, fixed=fixed, banned=choice.banned)
    routes, banned = exchanges.toward(worth.nobody), choice.banned.copy()
    for candidate in np.flatnonzero((choice.chosen[worth.candidates.mentee] == NONE) & ~banned).tolist():
        mentee, kept = int(worth.candidates.mentee[candidate]), fixed.copy()
        kept[mentee] = True
        chain = exchanges.forced(candidate, routes)
        if chain is not None:
            yield choice.after(chain.moves, chain.weight, kept, banned)
        banned[candidate] = True


@dataclass(frozen=True, slots=True)
class _Plan:
    """The best of a part: a proposal with all pins of the part, for a problem with all its bans."""

    problem: Problem
    proposal: Proposal


def _by_solving(problem: Problem, best: Proposal, allowed: Candidates) -> Iterator[Ranked]:
    def key(plan: _Plan) -> tuple[int, ...]:
        return tuple(loss.loss for loss in losses_between(best, plan.proposal))

    order = _in_order(_Plan(problem, best), key, lambda plan: _parts_solved(plan, allowed))
    before = [pair.people() for pair in best.pairs]
    for rank, plan in enumerate(order, start=1):
        after = tuple(pair.people() for pair in plan.proposal.pairs)
        yield Ranked(
            rank=rank,
            pairs=after,
            losses=losses_between(best, plan.proposal),
            moves=moves_between(before, after),
            method=BY_SOLVING,
            proven=best.status == OPTIMAL and plan.proposal.status == OPTIMAL,
        )


def _parts_solved(plan: _Plan, allowed: Candidates) -> Iterator[_Plan]:
    """Give up one pair after the other, and keep those before it; then keep all and add one."""
    problem, kept = plan.problem, list(plan.problem.pinned)
    for pair in [pair.people() for pair in plan.proposal.pairs if pair.people() not in kept]:
        yield from _solved(problem.replace(pinned=tuple(kept), forbidden=(*problem.forbidden, _ban(pair))))
        kept.append(pair)
    if "matched" in problem.goals:
        return
    bans = list(problem.forbidden)
    taken = {pair.mentee for pair in kept}
    for pair in [pair for pair in _all_pairs(problem, allowed) if pair.mentee not in taken]:
        if _ban(pair).key not in {ban.key for ban in bans}:
            yield from _solved(problem.replace(pinned=(*kept, pair), forbidden=tuple(bans)))
            bans.append(_ban(pair))


def _solved(problem: Problem) -> Iterator[_Plan]:
    proposal = propose(problem)
    if proposal.status != INFEASIBLE:
        yield _Plan(problem, proposal)


def _all_pairs(problem: Problem, allowed: Candidates) -> tuple[Pair, ...]:
    both = zip(allowed.mentee.tolist(), allowed.mentor.tolist(), strict=True)
    return tuple(
        Pair(mentee=problem.mentees[mentee].id, mentor=problem.mentors[mentor].id)
        for mentee, mentor in dict.fromkeys(both)
    )


def _ban(pair: Pair) -> Forbidden:
    return Forbidden(mentee=pair.mentee, mentor=pair.mentor)
