"""Mending a proposal with groups around those for whom the mentors' bids promise more than they have."""

from collections import defaultdict, deque
from collections.abc import Iterator

import numpy as np
from ortools.sat.python import cp_model

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.components import Part
from service.matching.solving.exact import Budget, solver_for
from service.matching.solving.exact_model import modelled
from service.matching.solving.group_bounds import Auction
from service.matching.solving.group_question import Question
from service.matching.solving.mentee_prices import Prices

_PEOPLE = (110, 250)
"""So many mentees are in one small question; more in later passes."""
_NEAR = 4
"""So many of the most promising candidates of a person lead to neighbours."""
_ASKED = 40
"""No more questions are asked in one pass,"""
_VAIN = 8
"""and none after so many in a row that brought nothing."""
_WORK = 0.4
_SETUP = 0.01
"""What building a small question costs, in units of work."""


def mended(
    question: Question, flow: Flags, auction: Auction, prices: Prices, among: Flags, budget: Budget
) -> tuple[Flags, Budget]:
    """Return a flow at least as good, and what is left of the budget.

    In every pass those mentors are in at least one small question for whom the bids promise most, until too
    many questions bring nothing. ``among`` are the candidates that are asked. Raises: UnexpectedSolverStatus.
    """
    near = _Near(question, flow, auction, prices, among)
    for people in _PEOPLE:
        seen, asked, vain = set[int](), 0, 0
        for seed in near.promising():
            if budget.exhausted is not None or vain > _VAIN or asked == _ASKED:
                break
            if seed not in seen:
                part = near.around(seed, people)
                seen.update(part.mentors.tolist())
                asked += 1
                better, spent = near.ask(part, budget)
                budget, vain = budget.without(spent), 0 if better else vain + 1
    return near.flow, budget


class _Near:
    """Who is near whom at the prices of the mentees, and who has whom so far."""

    def __init__(
        self, question: Question, flow: Flags, auction: Auction, prices: Prices, among: Flags
    ) -> None:
        candidates = question.network.candidates
        self.question = question
        self.among = among
        self.weights = question.weights
        self.worth = prices.bids.worth
        self.gain = auction.core.worth - prices.price[candidates.mentee]
        usable = np.flatnonzero(question.open_candidates() & among)
        self.of_mentor = _Best(candidates.mentor, self.gain, usable, len(question.network.problem.mentors))
        self.of_mentee = _Best(candidates.mentee, self.gain, usable, len(question.network.problem.mentees))
        self.chosen = np.full(len(question.network.problem.mentees), -1, dtype=np.int64)
        """The candidate of every mentee, -1 for none."""
        arcs = np.flatnonzero(flow[question.network.pairs])
        self.chosen[candidates.mentee[arcs]] = arcs
        self.price = prices.price
        self.own: dict[int, set[int]] = defaultdict(set)
        """The mentees of every mentor."""
        for mentor, mentee in zip(
            candidates.mentor[arcs].tolist(), candidates.mentee[arcs].tolist(), strict=True
        ):
            self.own[mentor].add(mentee)

    @property
    def flow(self) -> Flags:
        """The flow that has come out."""
        chosen = np.zeros(len(self.gain), dtype=np.bool_)
        chosen[self.chosen[self.chosen >= 0]] = True
        return self.question.network.flow_of(chosen)

    def promising(self) -> Iterator[int]:
        """Yield the mentors whose bid is worth more than what they have, those who miss most first.

        Who has nobody is missed by the mentor for whom he is most promising.
        """
        arcs, missed = self.chosen[self.chosen >= 0], self.worth.copy()
        np.subtract.at(missed, self.question.network.candidates.mentor[arcs], self.gain[arcs])
        left = np.flatnonzero((self.chosen < 0) & (self.price > 0) & self.of_mentee.some)
        best = self.of_mentee.arcs[self.of_mentee.starts[left]]
        np.add.at(missed, self.question.network.candidates.mentor[best], self.price[left])
        order = np.argsort(-missed, kind="stable")
        yield from order[missed[order] > 0].tolist()

    def around(self, seed: int, people: int) -> Part:
        """Return some mentors around one, whom they have, and who has nobody but is promising for them."""
        candidates = self.question.network.candidates
        mentors, mentees, queue = set[int](), set[int](), deque([seed])
        while queue and len(mentees) < people:
            mentor = queue.popleft()
            if mentor in mentors:
                continue
            mentors.add(mentor)
            wanted = candidates.mentee[self.of_mentor.first(mentor, 2 * _NEAR)]
            taken = self.chosen[wanted]
            joining = [*sorted(self.own[mentor]), *wanted[taken < 0].tolist()]
            mentees.update(joining)
            queue.extend(candidates.mentor[taken[taken >= 0]].tolist())
            for mentee in joining:
                queue.extend(candidates.mentor[self.of_mentee.first(mentee, _NEAR)].tolist())
        return self._part(
            np.array(sorted(mentees), dtype=np.int64), np.array(sorted(mentors), dtype=np.int64)
        )

    def _part(self, mentees: Numbers, mentors: Numbers) -> Part:
        """Return these people with all candidates among them."""
        candidates = self.question.network.candidates
        first, last = (np.searchsorted(candidates.mentee, mentees + end).tolist() for end in (0, 1))
        ranges = [np.arange(start, stop) for start, stop in zip(first, last, strict=True)]
        arcs = np.concatenate([np.zeros(0, dtype=np.int64), *ranges])
        within = np.zeros(len(self.worth), dtype=np.bool_)
        within[mentors] = True
        arcs = arcs[within[candidates.mentor[arcs]]]
        return Part(mentees, mentors, arcs[self.among[arcs] | (self.chosen[candidates.mentee[arcs]] == arcs)])

    def ask(self, part: Part, budget: Budget) -> tuple[bool, Budget]:
        """Keep the best choice for one part; return whether it is better, and what was spent."""
        question = self.question.of_part(part)
        start = question.network.flow_of(
            self.chosen[part.mentees][question.network.candidates.mentee] == part.candidates
        )
        share = Budget(min(_WORK, budget.work), budget.seconds, budget.seed)
        cost = question.mixed(self.weights)
        made = modelled(question.face, cost, ceilings=(), start=start, groups=question.groups)
        search = solver_for(share, question.groups)
        better = False
        if search.solve(made.model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            found = made.flow(list(search.response_proto.solution))
            better = question.value(found) < question.value(start)
            if better:
                self._keep(part, found[question.network.pairs])
        return better, Budget(search.deterministic_time + _SETUP, search.wall_time, budget.seed)

    def _keep(self, part: Part, taken: Flags) -> None:
        candidates, arcs = self.question.network.candidates, part.candidates[taken]
        self.chosen[part.mentees] = -1
        self.chosen[candidates.mentee[arcs]] = arcs
        for mentor in part.mentors.tolist():
            self.own[mentor] = set()
        for mentor, mentee in zip(
            candidates.mentor[arcs].tolist(), candidates.mentee[arcs].tolist(), strict=True
        ):
            self.own[mentor].add(mentee)


class _Best:
    """The candidates of every person, the most promising first."""

    def __init__(self, owner: Numbers, gain: Numbers, usable: Numbers, count: int) -> None:
        self.arcs = usable[np.lexsort((-gain[usable], owner[usable]))]
        self.starts = np.searchsorted(owner[self.arcs], np.arange(count + 1))
        self.some = self.starts[:-1] < self.starts[1:]

    def first(self, person: int, count: int) -> Numbers:
        """Return the most promising candidates of a person."""
        start, end = self.starts[person], self.starts[person + 1]
        return self.arcs[start : min(end, start + count)]
