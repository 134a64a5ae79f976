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
    return replace(
        row,
        blocking=_blocking(row.blocking, _not_open(eligibility, mentee)),
        relaxations=tuple(_relaxation(each, mentee, at) for each in row.relaxations),
        smallest=(),
    )


def _not_open(eligibility: Eligibility, mentee: Mentee) -> dict[Ban, int]:
    """How many mentors elsewhere, to whom the network is not open, each rule forbids first."""
    bans, mentors = eligibility.bans(mentee), eligibility.problem.mentors
    banned = bans.get(Ban(BY_HAND))
    left = set() if banned is None else set(banned.nonzero()[0].tolist())
    left = {each for each in left if mentors[each].institution != mentee.institution}
    result: dict[Ban, int] = {}
    for ban, flags in bans.items():
        found = left & set(flags.nonzero()[0].tolist())
        result[ban] = len(found)
        left -= found
    return result


def _blocking(rows: Iterable[Blocking], far: Mapping[Ban, int]) -> tuple[Blocking, ...]:
    """Count those to whom the network is not open as that, at the end, whatever else forbids them."""
    kept, moved = list[Blocking](), 0
    for row in rows:
        beyond = row.count if row.rule == NOT_OPEN else far.get(Ban(row.rule, row.clause, row.whose), 0)
        moved += min(beyond, row.count)
        if row.count > beyond or not beyond:
            kept.append(replace(row, count=row.count - beyond))
    return (*kept, Blocking(rule=NOT_OPEN, count=moved)) if moved else tuple(kept)


def _relaxation(row: Relaxation, mentee: Mentee, at: Mapping[str, str | None]) -> Relaxation:
    """What lifts a missing agreement is up to the heads."""
    mentor = row.change.mentor
    if row.rule != BY_HAND or mentor is None or at[mentor] == mentee.institution:
        return row
    change = Change(code="mentor_joins_network", mentor=mentor, together=row.change.together)
    return replace(row, rule=NOT_OPEN, change=change, grantor="head")
