"""The price of a cell: what is lost, goal by goal, if a pair is forced or forbidden, and who moves.

The price is the difference to the best proposal with this pin or this ban. Without groups and tolerance it is
the weight of a shortest path in the residual network of the proposal (``exchange.py``): one search gives the
prices of all alternatives of a mentee, or of a mentor. Where groups or a tolerance tie pairs together it is
found by solving anew (``anew.py``), and the price says so. Where that takes too long, groups can be kept as
they are proposed: then it is a shortest path again, and an upper bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from msgspec.structs import replace

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.kept_groups import kept_groups
from service.matching.candidates.pins import PLACES_KEPT
from service.matching.candidates.score import Candidates, candidates
from service.matching.formats.problem import Pair, Problem
from service.matching.formats.proposal import INFEASIBLE, Proposal
from service.matching.pricing.anew import price_by_solving
from service.matching.pricing.exchange import NONE, Chain, Exchanges
from service.matching.pricing.loss import (
    BY_EXCHANGE,
    FORBID,
    FORCE,
    KEEPING_GROUPS,
    Move,
    Price,
    losses,
    told,
)
from service.matching.pricing.routes import Ends, Routes
from service.matching.pricing.worth import Worth, coupled

MOST_SOLVED = 60
"""With more mentees a solution with groups takes longer than somebody who asks for a price will wait."""


class NothingToPrice(ValueError):  # noqa: N818 - named after the fact
    """There is no proposal: the pins contradict the rules."""


@dataclass(frozen=True)
class Prices:
    """A proposal that is ready to be asked for prices."""

    problem: Problem
    proposal: Proposal
    candidates: Candidates
    in_groups: frozenset[str] = frozenset()
    """The mentees who stay in their groups, where groups are kept as they are."""
    beyond: Candidates | None = None
    """All candidates, where groups are kept."""

    @classmethod
    def of(cls, *, problem: Problem, proposal: Proposal, allowed: Candidates | None = None) -> Self:
        """Prepare the best proposal of a problem; ``allowed`` are its candidates if they are at hand.

        Raises: NothingToPrice.
        """
        if proposal.status == INFEASIBLE:
            raise NothingToPrice
        return cls(problem, proposal, candidates(Eligibility.of(problem)) if allowed is None else allowed)

    @classmethod
    def keeping_groups(
        cls, *, problem: Problem, proposal: Proposal, allowed: Candidates | None = None
    ) -> Self:
        """Prepare to tell what pairs cost if the proposed groups stay as they are and there are no others.

        What such a price says is an upper bound; what only touches groups is still found by solving anew.
        Raises: NothingToPrice.
        """
        whole = cls.of(problem=problem, proposal=proposal, allowed=allowed)
        members = [pair.people() for pair in proposal.pairs if pair.group is not None]
        kept = kept_groups(problem, whole.candidates, members)
        names = frozenset(pair.mentee for pair in members)
        return cls(problem, proposal, kept, in_groups=names, beyond=whole.candidates)

    @classmethod
    def timely(cls, *, problem: Problem, proposal: Proposal) -> Self:
        """Prepare the exact prices, or those with groups kept where groups make each exact one take long.

        Where a limit stopped the pairs beside the groups, too, there are only exact prices.
        Raises: NothingToPrice.
        """
        exact = cls.of(problem=problem, proposal=proposal)
        grouped = bool(len(exact.candidates.themes))
        if not grouped or len(problem.mentees) <= MOST_SOLVED or problem.limits.fit_tolerance > 0:
            return exact
        kept = cls.keeping_groups(problem=problem, proposal=proposal, allowed=exact.candidates)
        return kept if kept.exchanges.settled else exact

    def cell(self, *, mentee: str, mentor: str) -> Price:
        """Return the price of one cell: of forcing the pair, or of forbidding it if it is proposed.

        A pin of this mentee gives way to what is asked. A pair that the rules forbid has no price, but rules.
        Raises: KeyError for unknown people, EndlessDescent if the proposal is not the best.
        """
        position, column = self.problem.mentee_index[mentee], self.problem.mentor_index[mentor]
        if not len(_both(self.candidates if self.beyond is None else self.beyond, position, column)):
            return self._impossible(mentee, mentor)
        own = _both(self.candidates, position, column)
        if self.coupled or mentee in self.in_groups or not len(own):
            return price_by_solving(self.problem, self.proposal, Pair(mentee=mentee, mentor=mentor))
        proposed = bool(self.exchanges.held[own].any())
        ends = None if proposed else self.exchanges.joined(own, most=1)
        return self._exchanged(own.tolist(), self._toward(position, ends))[0]

    def of_mentee(self, mentee: str) -> tuple[Price, ...]:
        """Return the prices of all mentors who are allowed to a mentee, in canonical order, by one search.

        Where groups are kept, only of those who are allowed as a pair; none for a member of a group.
        Raises: KeyError, EndlessDescent.
        """
        position = self.problem.mentee_index[mentee]
        own = self.movable(self.candidates_of(position))
        if self.coupled:
            return tuple(price_by_solving(self.problem, self.proposal, pair) for pair in self.people(own))
        return self._exchanged(own.tolist(), self._toward(position))

    def of_mentor(self, mentor: str) -> tuple[Price, ...]:
        """Return the prices of all mentees who are allowed to a mentor, in canonical order.

        One search serves all whom he does not have yet, and one more all whom he has. Where groups are kept
        their members are left out.
        Raises: KeyError, EndlessDescent.
        """
        position = self.problem.mentor_index[mentor]
        own = self.movable(np.flatnonzero(self.candidates.mentor == position))
        if self.coupled:
            return tuple(price_by_solving(self.problem, self.proposal, pair) for pair in self.people(own))
        has = np.isin(own, self.exchanges.chosen)
        kept = self._exchanged(own[has].tolist(), self.exchanges.toward(position))
        others = self._exchanged(own[~has].tolist(), self.exchanges.outward(position))
        return tuple(sorted((*kept, *others), key=lambda price: price.mentee))

    def allowed_to(self, person: str) -> frozenset[str]:
        """Return all who could have a mentee or a mentor, as a pair or in a group. Raises: KeyError."""
        every, problem = self.beyond or self.candidates, self.problem
        if person in problem.mentee_index:
            first, last = np.searchsorted(every.mentee, [i := problem.mentee_index[person], i + 1]).tolist()
            return frozenset(problem.mentors[j].id for j in np.unique(every.mentor[first:last]).tolist())
        of_mentor = every.mentor == problem.mentor_index[person]
        return frozenset(problem.mentees[i].id for i in np.unique(every.mentee[of_mentor]).tolist())

    @cached_property
    def coupled(self) -> bool:
        """Whether prices can only be found by solving anew."""
        return coupled(self.problem, self.candidates)

    @cached_property
    def exchanges(self) -> Exchanges:
        """The moves that are possible in the proposal; pinned mentees make none."""
        worth = Worth.of(self.problem, self.candidates)
        chosen = worth.chosen(pair.people() for pair in self.proposal.pairs)
        pinned = {pair.mentee for pair in self.problem.pinned}
        fixed = np.array([mentee.id in pinned for mentee in self.problem.mentees], dtype=np.bool_)
        known = worth.units.prices(self.proposal.certificate)
        return Exchanges.of(worth, chosen, fixed=fixed | self._grouped, known=known)

    @cached_property
    def _grouped(self) -> Flags:
        return np.array([mentee.id in self.in_groups for mentee in self.problem.mentees], dtype=np.bool_)

    def people(self, own: Numbers) -> tuple[Pair, ...]:
        """Return the people of candidates, each pair once."""
        both = zip(self.candidates.mentee[own].tolist(), self.candidates.mentor[own].tolist(), strict=True)
        return tuple(
            Pair(mentee=self.problem.mentees[mentee].id, mentor=self.problem.mentors[mentor].id)
            for mentee, mentor in dict.fromkeys(both)
        )

    def candidates_of(self, position: int) -> Numbers:
        """Return the candidates of a mentee, by their places."""
        first, last = np.searchsorted(self.candidates.mentee, [position, position + 1]).tolist()
        return np.arange(first, last)

    def movable(self, own: Numbers) -> Numbers:
        """Return those of the candidates that are not of members of kept groups."""
        return own[~self._grouped[self.candidates.mentee[own]]]

    def _toward(self, position: int, ends: Ends | None = None) -> Routes:
        return self.exchanges.toward(self.exchanges.mentor_of(position), ends)

    def _exchanged(self, own: Sequence[int], routes: Routes) -> tuple[Price, ...]:
        return tuple(self.of_candidate(candidate, routes) for candidate in own)

    def of_candidate(self, candidate: int, routes: Routes) -> Price:
        """Return the price of one candidate; ``routes`` lead toward the mentor whom the mentee leaves.

        Where the pair is not proposed they may also lead outward from the mentor whom he joins.
        """
        position = int(self.candidates.mentee[candidate])
        proposed = candidate == int(self.exchanges.chosen[position])
        (pair,) = self.people(np.array([candidate]))
        method = BY_EXCHANGE if self.beyond is None else KEEPING_GROUPS
        change = FORBID if proposed else FORCE
        price = Price(
            mentee=pair.mentee, mentor=pair.mentor, change=change, method=method, proven=self.beyond is None
        )
        if proposed:
            return self._of_chain(price, self.exchanges.forbidden(position, routes))
        chain = self.exchanges.forced(candidate, routes)
        if chain is not None:
            return self._of_chain(price, chain)
        if self.beyond is not None:
            return price_by_solving(self.problem, self.proposal, pair)
        return replace(price, rules=told([PLACES_KEPT]))

    def _of_chain(self, price: Price, chain: Chain) -> Price:
        lost = self.exchanges.worth.units.losses(chain.weight)
        moves = tuple(self._move(mentee, taken) for mentee, taken in chain.moves)
        return replace(price, losses=losses(self.proposal.goals, lost), moves=moves)

    def _move(self, mentee: int, taken: int) -> Move:
        leaves = self._mentor_id(int(self.exchanges.chosen[mentee]))
        return Move(mentee=self.problem.mentees[mentee].id, leaves=leaves, joins=self._mentor_id(taken))

    def _mentor_id(self, candidate: int) -> str | None:
        return None if candidate == NONE else self.problem.mentors[int(self.candidates.mentor[candidate])].id

    def _impossible(self, mentee: str, mentor: str) -> Price:
        eligibility = Eligibility.of(self.problem)
        bans = eligibility.forbidding(self.problem.mentee(mentee), self.problem.mentor(mentor))
        return Price(mentee=mentee, mentor=mentor, change=FORCE, rules=told(bans))


def _both(allowed: Candidates, mentee: int, mentor: int) -> Numbers:
    first, last = np.searchsorted(allowed.mentee, [mentee, mentee + 1]).tolist()
    own = np.arange(first, last, dtype=np.int64)
    found: Numbers = own[allowed.mentor[own] == mentor]
    return found
