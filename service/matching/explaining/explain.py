"""Why a mentee has no pair: the rules by mentor, the fewest that are enough to block, and what would help."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Ban, Eligibility
from service.matching.candidates.pins import Contradiction
from service.matching.candidates.score import Candidates
from service.matching.explaining.best_mentor import best_mentors
from service.matching.explaining.changes import NEVER, add_place, ask_for_more, find_members, relaxations
from service.matching.explaining.forming import Forming, Lacking
from service.matching.explaining.obstacles import (
    GROUP_INCOMPLETE,
    LEADS_OTHER_GROUP,
    Obstacles,
    smallest_blocking,
)
from service.matching.explaining.reach import Reach
from service.matching.formats.problem import Mentee, Pair, Problem
from service.matching.formats.proposal import Blocking, Cause, Change, ProposedGroup, Relaxation, Unmatched


def explain(
    eligibility: Eligibility,
    candidates: Candidates,
    pairs: Sequence[Pair],
    groups: Sequence[ProposedGroup] = (),
) -> tuple[Unmatched, ...]:
    """Return every mentee without a pair or group with the reasons and with what would help."""
    reach = Reach.of(eligibility.problem, candidates, pairs, groups)
    left = reach.without_seat()
    forming = Forming.of(eligibility, reach.seats, left)
    cases = (
        _Case.of(eligibility, reach, forming, position, rivals)
        for position, rivals in zip(left, reach.rivals(left), strict=True)
    )
    parts = [left[first : first + _TOGETHER] for first in range(0, len(left), _TOGETHER)]
    return tuple(
        unmatched
        for part in parts
        for unmatched in _complete(eligibility, part, [case.told() for case in islice(cases, len(part))])
    )


_TOGETHER = 1000
"""So many mentees are looked at before the best of the mentors who could help them are looked up."""


def _complete(
    eligibility: Eligibility, part: Sequence[int], told: Sequence[tuple[Unmatched, list["_Offer"]]]
) -> Iterator[Unmatched]:
    """Add the changes that would help, each told of the best mentor."""
    among = [(i, offer.mentors) for i, (_, offers) in zip(part, told, strict=True) for offer in offers]
    best = iter(best_mentors(eligibility, among))
    for unmatched, offers in told:
        changes = [change for offer in offers for change in offer.made(next(best))]
        yield replace(unmatched, relaxations=tuple(changes)) if offers else unmatched


def explain_contradictions(
    eligibility: Eligibility, contradictions: Sequence[Contradiction]
) -> tuple[Unmatched, ...]:
    """Return everybody as unmatched: the pins contradict the rules, so that there is no proposal at all."""
    own: dict[str, list[Contradiction]] = {}
    for contradiction in contradictions:
        own.setdefault(contradiction.pair.mentee, []).append(contradiction)
    others = (Blocking(rule="pins_contradict", count=len(contradictions)),)
    return tuple(
        _contradicted(mentee, own[mentee.id])
        if mentee.id in own
        else Unmatched(mentee=mentee.id, blocking=others, relaxations=())
        for mentee in eligibility.problem.mentees
    )


def _contradicted(mentee: Mentee, found: Sequence[Contradiction]) -> Unmatched:
    counts: Counter[tuple[str, str | None]] = Counter()
    for contradiction in found:
        counts.update(list(dict.fromkeys((ban.rule, ban.clause) for ban in contradiction.bans)))
    return Unmatched(
        mentee=mentee.id,
        blocking=tuple(Blocking(rule=rule, clause=c, count=n) for (rule, c), n in counts.items()),
        relaxations=tuple(
            Relaxation(
                rule=contradiction.bans[0].rule,
                clause=contradiction.bans[0].clause,
                change=Change(code="unpin", mentor=contradiction.pair.mentor),
                grantor="curator",
            )
            for contradiction in found
        ),
    )


class _Offer(NamedTuple):
    """Changes that help with any of some mentors; they are told of the best of them."""

    mentors: Numbers
    made: Callable[[int], Iterable[Relaxation]]


@dataclass(frozen=True, slots=True)
class _Case:
    """One mentee whom nobody has taken."""

    eligibility: Eligibility
    reach: Reach
    mentee: Mentee
    wishes: Numbers
    rivals: int
    lacking: Lacking
    obstacles: Obstacles
    """All that stands in the way of one mentor or another."""

    @classmethod
    def of(
        cls, eligibility: Eligibility, reach: Reach, forming: Forming, position: int, rivals: int
    ) -> "_Case":
        mentee = eligibility.problem.mentees[position]
        wishes = reach.wishes[position]
        lacking = forming.lacking(position)
        mentors = len(eligibility.mentors)
        joined = reach.seats.owner[wishes[wishes >= mentors]]
        bans = _renamed(eligibility.bans(mentee), lacking, joined=joined)
        obstacles = Obstacles.of(bans, open_to_pairs=reach.open[:mentors])
        return cls(eligibility, reach, mentee, wishes, rivals, lacking, obstacles)

    def told(self) -> tuple[Unmatched, list[_Offer]]:
        """Return all but the changes, and what they depend on."""
        possible = self._possible_now()
        unmatched = Unmatched(
            mentee=self.mentee.id,
            blocking=(*self._funnel(), *self._last_reason(possible)),
            relaxations=(ask_for_more(self._problem.goals),) if possible else (),
            smallest=() if possible or not len(self.eligibility.mentors) else tuple(self._smallest()),
        )
        return unmatched, [] if possible else self._offers()

    def _possible_now(self) -> bool:
        """Whether somebody could take him as things are."""
        return bool(self.reach.open[self.wishes].any()) or self.lacking.possible_now

    @property
    def _groups(self) -> Numbers:
        """The groups of the proposal in which he could be."""
        return self.wishes[self.wishes >= len(self.eligibility.mentors)]

    def _funnel(self) -> Iterator[Blocking]:
        """Count every mentor once, at the first rule that forbids the pair; clauses and sides apart."""
        forming = [group.mentor for group in self.lacking.shortfalls if not group.more]
        groups = np.unique(
            np.concatenate([self.reach.seats.owner[self._groups], np.array(forming, dtype=np.int64)])
        )
        for ban, count in self.obstacles.counted(groups):
            yield Blocking(rule=ban.rule, clause=ban.clause, whose=ban.whose, count=count)

    def _last_reason(self, possible: bool) -> Iterator[Blocking]:  # noqa: FBT001 - asked once for both
        """Say why none of the allowed mentors took the mentee: no place, or no goal that asks for it."""
        if not len(self.eligibility.mentors):
            yield Blocking(rule="no_mentors", count=0)
        elif possible:
            count = len(np.unique(self.reach.seats.owner[self.wishes])) + self.lacking.complete
            yield Blocking(rule=ask_for_more(self._problem.goals).rule, count=count)
        elif len(self.wishes):
            yield Blocking(rule="no_free_place", count=self.rivals)

    def _smallest(self) -> Iterator[Cause]:
        masks = set(self.obstacles.count)
        if len(self._groups):
            masks.add(1 << (len(self.obstacles.bans) - 1))
        for ban in self.obstacles.named(smallest_blocking(masks)):
            yield Cause(rule=ban.rule, clause=ban.clause, whose=ban.whose)

    def _offers(self) -> list[_Offer]:
        """Return one change per rule that alone would lead to a pair; else the fewest that would together."""
        found = [*self._places(), *self._company(), *self._single_rules()]
        return found or [*self._together()]

    def _places(self) -> Iterator[_Offer]:
        """One more place with an allowed mentor; a group grows only if its greatest size allows."""
        mentors = [seat for seat in self.wishes.tolist() if self.reach.seats.grows(self._problem, seat)]
        if mentors:
            people = self._problem.mentors
            yield _Offer(
                np.unique(self.reach.seats.owner[mentors]), lambda mentor: (add_place(people[mentor]),)
            )

    def _company(self) -> Iterator[_Offer]:
        """More mentees for a group that the mentor has room for; the fewest."""
        short = self.lacking.shortfalls
        if short:
            fewest = min(group.more for group in short)
            nearest = {group.mentor: group for group in short if group.more == fewest}
            people = self._problem.mentors

            def made(mentor: int) -> tuple[Relaxation, ...]:
                return (find_members(people[mentor], theme=nearest[mentor].theme, more=fewest),)

            yield _Offer(np.array(list(nearest), dtype=np.int64), made)

    def _single_rules(self) -> Iterator[_Offer]:
        for bit, ban in enumerate(self.obstacles.bans[:-1]):
            if 1 << bit in self.obstacles.count and ban not in NEVER:
                yield self._lifted([1 << bit])

    def _together(self) -> Iterator[_Offer]:
        never = sum(1 << bit for bit, ban in enumerate(self.obstacles.bans) if ban in NEVER)
        possible = [mask for mask in self.obstacles.count if not mask & never]
        if possible:
            fewest = min(mask.bit_count() for mask in possible)
            yield self._lifted([mask for mask in possible if mask.bit_count() == fewest])

    def _lifted(self, masks: Sequence[int]) -> _Offer:
        """Return what lifts all that stands between the mentee and a mentor who has one of the masks."""
        mentee, problem = self.mentee, self._problem
        mentors = self.obstacles.mentors(masks)
        mask_of, bans = self.obstacles.whole[mentors], {mask: self.obstacles.named(mask) for mask in masks}

        def made(mentor: int) -> tuple[Relaxation, ...]:
            mask = int(mask_of[np.searchsorted(mentors, mentor)])
            return relaxations(problem, bans[mask], mentee, problem.mentors[mentor])

        return _Offer(mentors, made)

    @property
    def _problem(self) -> Problem:
        return self.eligibility.problem


def _renamed(bans: dict[Ban, Flags], lacking: Lacking, *, joined: Numbers) -> dict[Ban, Flags]:
    """Name the reason anew where only a pair is impossible and a group is what both want."""
    if not lacking.leaders.any():
        return bans
    forbidden = np.zeros(len(lacking.leaders), dtype=np.bool_)
    for flags in bans.values():
        forbidden |= flags
    groups = lacking.leaders & forbidden
    groups[joined] = False
    result = {ban: flags & ~groups for ban, flags in bans.items()}
    result[LEADS_OTHER_GROUP] = groups & lacking.busy
    result[GROUP_INCOMPLETE] = groups & ~lacking.busy
    return {ban: flags for ban, flags in result.items() if flags.any()}
