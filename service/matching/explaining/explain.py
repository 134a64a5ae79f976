"""Why a mentee has no pair: the rules by mentor, the fewest that are enough to block, and what would help."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Ban, Eligibility
from service.matching.candidates.pins import Contradiction
from service.matching.candidates.score import Candidates, points_of
from service.matching.explaining.changes import NEVER, add_place, ask_for_more, find_members, relaxations
from service.matching.explaining.forming import Forming, Lacking
from service.matching.explaining.obstacles import (
    GROUP_INCOMPLETE,
    LEADS_OTHER_GROUP,
    Obstacles,
    histogram,
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
    return tuple(
        _Case.of(eligibility, reach, forming, position, rivals).told()
        for position, rivals in zip(left, reach.rivals(left), strict=True)
    )


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


@dataclass(frozen=True, slots=True)
class _Case:
    """One mentee whom nobody has taken."""

    eligibility: Eligibility
    reach: Reach
    position: int
    mentee: Mentee
    wishes: Numbers
    rivals: int
    lacking: Lacking
    obstacles: Obstacles
    masks: Collection[int]
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
        masks = histogram(obstacles.whole)
        return cls(eligibility, reach, position, mentee, wishes, rivals, lacking, obstacles, masks.keys())

    def told(self) -> Unmatched:
        possible = self._possible_now()
        return Unmatched(
            mentee=self.mentee.id,
            blocking=(*self._funnel(), *self._last_reason(possible)),
            relaxations=tuple(self._relaxations(possible)),
            smallest=() if possible or not len(self.eligibility.mentors) else tuple(self._smallest()),
        )

    def _possible_now(self) -> bool:
        """Whether somebody could take him as things are."""
        return bool(self.reach.open[self.wishes].any()) or self.lacking.possible_now

    @property
    def _groups(self) -> Numbers:
        """The groups of the proposal in which he could be."""
        return self.wishes[self.wishes >= len(self.eligibility.mentors)]

    def _funnel(self) -> Iterator[Blocking]:
        """Count every mentor once, at the first rule that forbids the pair; clauses of a rule apart."""
        among = self.obstacles.masks > 0
        among[self.reach.seats.owner[self._groups]] = False
        among[[group.mentor for group in self.lacking.shortfalls if not group.more]] = False
        counts = Counter[tuple[str, str | None]]()
        for ban, count in self.obstacles.counted(among):
            counts[ban.rule, ban.clause] += count
        for (rule, clause), count in counts.items():
            yield Blocking(rule=rule, clause=clause, count=count)

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
        masks = set(self.masks)
        if len(self._groups):
            masks.add(1 << (len(self.obstacles.bans) - 1))
        bans = self.obstacles.named(smallest_blocking(masks))
        for rule, clause in dict.fromkeys((ban.rule, ban.clause) for ban in bans):
            yield Cause(rule=rule, clause=clause)

    def _relaxations(self, possible: bool) -> Iterator[Relaxation]:  # noqa: FBT001 - asked once for both
        """Return one change per rule that alone would lead to a pair; else the fewest that would together."""
        if possible:
            yield ask_for_more(self._problem.goals)
            return
        found = [*self._places(), *self._company(), *self._single_rules()]
        yield from found or self._together()

    def _places(self) -> Iterator[Relaxation]:
        """One more place with an allowed mentor; a group grows only if its greatest size allows."""
        mentors = [seat for seat in self.wishes.tolist() if self.reach.seats.grows(self._problem, seat)]
        owners = np.unique(self.reach.seats.owner[mentors])
        if len(owners):
            yield add_place(self._problem.mentors[self._best(owners)])

    def _company(self) -> Iterator[Relaxation]:
        """More mentees for a group that the mentor has room for; the fewest."""
        short = self.lacking.shortfalls
        if short:
            fewest = min(group.more for group in short)
            nearest = {group.mentor: group for group in short if group.more == fewest}
            group = nearest[self._best(np.array(list(nearest), dtype=np.int64))]
            yield find_members(self._problem.mentors[group.mentor], theme=group.theme, more=group.more)

    def _single_rules(self) -> Iterator[Relaxation]:
        for bit, ban in enumerate(self.obstacles.bans[:-1]):
            if 1 << bit in self.masks and ban not in NEVER:
                mentor = self._best(np.flatnonzero(self.obstacles.whole == 1 << bit))
                yield from relaxations(self._problem, [ban], self.mentee, self._problem.mentors[mentor])

    def _together(self) -> Iterator[Relaxation]:
        never = sum(1 << bit for bit, ban in enumerate(self.obstacles.bans) if ban in NEVER)
        possible = [mask for mask in self.masks if not mask & never]
        if possible:
            fewest = min(mask.bit_count() for mask in possible)
            nearest = [mask for mask in possible if mask.bit_count() == fewest]
            mentor = self._best(np.flatnonzero(np.isin(self.obstacles.whole, nearest)))
            bans = self.obstacles.named(int(self.obstacles.whole[mentor]))
            yield from relaxations(self._problem, bans, self.mentee, self._problem.mentors[mentor])

    def _best(self, mentors: Numbers) -> int:
        """Return the mentor with the most points, the first of them in canonical order."""
        listed = self.eligibility.listed
        if listed is None:
            points = points_of(self.eligibility, np.full(len(mentors), self.position), mentors)
        else:
            given = listed.get(self.mentee.id, {})
            points = np.array([given.get(mentor, 0) for mentor in mentors.tolist()], dtype=np.int64)
        return int(mentors[np.argmax(points)])

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
