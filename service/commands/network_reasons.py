"""Reasons of mentees whom no institution of a network could give a mentor, told for what they are."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from service.commands.network_agreements import Agreement
from service.matching.candidates.eligible import Ban, Eligibility
from service.matching.formats.problem import Mentee, Problem
from service.matching.formats.proposal import Blocking, Change, Relaxation, Unmatched

_Ends = tuple[str | None, str | None]

BY_HAND: Final = "forbidden_by_hand"
NOT_OPEN: Final = "other_institution"


def network_reasons(
    problem: Problem, unmatched: Iterable[Unmatched], agreed: Iterable[Agreement]
) -> tuple[Unmatched, ...]:
    """Call the missing agreement of two institutions that, whatever else keeps their people apart.

    In the question such pairs are forbidden by hand; a curator bans people of his own institution only.
    """
    eligibility = Eligibility.of(problem)
    joined = frozenset(each for held in agreed if held.holds for each in _both_ways(held))
    at = {person.id: person.institution for person in (*problem.mentors, *problem.mentees)}
    return tuple(_told(row, eligibility, problem.mentee(row.mentee), at, joined) for row in unmatched)


def _both_ways(agreement: Agreement) -> tuple[_Ends, _Ends]:
    return (agreement.one, agreement.other), (agreement.other, agreement.one)


def _told(
    row: Unmatched,
    eligibility: Eligibility,
    mentee: Mentee,
    at: Mapping[str, str | None],
    joined: frozenset[_Ends],
) -> Unmatched:
    return replace(
        row,
        blocking=_blocking(row.blocking, _not_open(eligibility, mentee, joined)),
        relaxations=tuple(_relaxation(each, mentee, at) for each in row.relaxations),
        smallest=(),
    )


def _not_open(eligibility: Eligibility, mentee: Mentee, joined: frozenset[_Ends]) -> dict[Ban, int]:
    """How many mentors elsewhere, with whom there is no agreement, each rule forbids first."""
    home, mentors = mentee.institution, eligibility.problem.mentors
    left = {
        position
        for position, mentor in enumerate(mentors)
        if mentor.institution != home and (home, mentor.institution) not in joined
    }
    result: dict[Ban, int] = {}
    for ban, flags in eligibility.bans(mentee).items():
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
