"""Reasons of mentees whom no institution of a network could give a mentor, told for what they are."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from service.matching.candidates.eligible import Ban, Eligibility
from service.matching.formats.problem import Mentee, Problem
from service.matching.formats.proposal import Blocking, Change, Relaxation, Unmatched

BY_HAND: Final = "forbidden_by_hand"
NOT_OPEN: Final = "other_institution"


def network_reasons(problem: Problem, unmatched: Iterable[Unmatched]) -> tuple[Unmatched, ...]:
    """Call the missing agreement of two institutions that, and not a ban of the curator.

    In the question both are forbidden pairs; a curator bans people of his own institution only.
    """
    if not problem.forbidden:
        return tuple(unmatched)
    eligibility = Eligibility.of(problem)
    at = {person.id: person.institution for person in (*problem.mentors, *problem.mentees)}
    return tuple(_told(row, eligibility, problem.mentee(row.mentee), at) for row in unmatched)


def _told(
    row: Unmatched, eligibility: Eligibility, mentee: Mentee, at: Mapping[str, str | None]
) -> Unmatched:
    far = _far_by_hand(eligibility, mentee)
    return replace(
        row,
        blocking=_blocking(row.blocking, far),
        relaxations=tuple(_relaxation(each, mentee, at) for each in row.relaxations),
        smallest=(),
    )


def _far_by_hand(eligibility: Eligibility, mentee: Mentee) -> int:
    """How many mentors elsewhere are forbidden by no rule that is told earlier."""
    earlier: set[int] = set()
    for ban, flags in eligibility.bans(mentee).items():
        found = set(flags.nonzero()[0].tolist()) - earlier
        if ban == Ban(BY_HAND):
            mentors = eligibility.problem.mentors
            return sum(mentors[each].institution != mentee.institution for each in found)
        earlier |= found
    return 0


def _blocking(rows: Iterable[Blocking], far: int) -> tuple[Blocking, ...]:
    """Count the far ones where the network is not open, at the end as there; leave the others banned."""
    counted = {(row.rule, row.clause): row for row in rows}
    banned = counted.get((BY_HAND, None))
    moved = 0 if banned is None else min(far, banned.count)
    if banned is None or not moved:
        return tuple(counted.values())
    known = counted.get((NOT_OPEN, None), Blocking(rule=NOT_OPEN, count=0))
    counted[BY_HAND, None] = replace(banned, count=banned.count - moved)
    counted[NOT_OPEN, None] = replace(known, count=known.count + moved)
    return tuple(row for row in counted.values() if row.rule != BY_HAND or row.count)


def _relaxation(row: Relaxation, mentee: Mentee, at: Mapping[str, str | None]) -> Relaxation:
    """What lifts a missing agreement is up to the heads."""
    mentor = row.change.mentor
    if row.rule != BY_HAND or mentor is None or at[mentor] == mentee.institution:
        return row
    change = Change(code="mentor_joins_network", mentor=mentor, together=row.change.together)
    return replace(row, rule=NOT_OPEN, change=change, grantor="head")
