"""Why a mentee has no pair, and the smallest changes that would give one."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from service.matching.changes import NEVER, add_place, relaxations
from service.matching.columns import Flags, Numbers
from service.matching.eligible import Ban, Eligibility
from service.matching.pins import Contradiction
from service.matching.problem import Mentee, Pair
from service.matching.proposal import Blocking, Change, Relaxation, Unmatched
from service.matching.reach import NOBODY, Reach
from service.matching.score import Candidates, totals


def explain(eligibility: Eligibility, candidates: Candidates, pairs: Sequence[Pair]) -> tuple[Unmatched, ...]:
    """Return every mentee without a pair with the reasons and with what would help."""
    problem = eligibility.problem
    reach = Reach.of(problem, candidates, pairs)
    return tuple(
        _unmatched(eligibility, reach, position, mentee)
        for position, mentee in enumerate(problem.mentees)
        if reach.mentor_of[position] == NOBODY
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


def _unmatched(eligibility: Eligibility, reach: Reach, position: int, mentee: Mentee) -> Unmatched:
    bans = eligibility.bans(mentee)
    wishes = reach.wishes[position]
    last = _last_reason(reach, position, wishes)
    if not len(eligibility.mentors):
        last = (Blocking(rule="no_mentors", count=0),)
    return Unmatched(
        mentee=mentee.id,
        blocking=(*_funnel(bans, len(eligibility.mentors)), *last),
        relaxations=tuple(_relaxations(eligibility, reach, position, mentee, bans)),
    )


def _funnel(bans: dict[Ban, Flags], mentors: int) -> Iterator[Blocking]:
    """Count every mentor once, at the first rule that forbids the pair."""
    left = np.ones(mentors, dtype=np.bool_)
    counts: Counter[tuple[str, str | None]] = Counter()
    for ban, flags in bans.items():
        counts[ban.rule, ban.clause] += int(np.count_nonzero(left & flags))
        left &= ~flags
    for (rule, clause), count in counts.items():
        if count:
            yield Blocking(rule=rule, clause=clause, count=count)


def _last_reason(reach: Reach, position: int, wishes: Numbers) -> tuple[Blocking, ...]:
    """Say why none of the allowed mentors took the mentee: no place, or no goal that asks for it."""
    if not len(wishes):
        return ()
    if reach.open[wishes].any():
        return (Blocking(rule="not_asked", count=len(wishes)),)
    return (Blocking(rule="no_free_place", count=reach.rivals(position)),)


def _relaxations(
    eligibility: Eligibility, reach: Reach, position: int, mentee: Mentee, bans: dict[Ban, Flags]
) -> Iterator[Relaxation]:
    """Return one change per rule that alone would lead to a pair; else the fewest that would together."""
    problem, wishes = eligibility.problem, reach.wishes[position]
    points = totals(eligibility, mentee)
    if reach.open[wishes].any():
        yield Relaxation(rule="not_asked", change=Change(code="ask_matched"), grantor="curator")
        return
    if len(wishes):
        yield add_place(problem.mentors[_best(wishes, points)])
    count = _obstacles(eligibility, reach, bans)
    single = [ban for ban, flags in bans.items() if (flags & (count == 1)).any()]
    for ban in single:
        mentor = _best(np.flatnonzero(bans[ban] & (count == 1)), points)
        yield from relaxations(problem, [ban], mentee, problem.mentors[mentor])
    possible = np.flatnonzero(count < _IMPOSSIBLE)
    if single or len(wishes) or not len(possible):
        return
    least = int(count[possible].min())
    mentor = _best(np.flatnonzero(count == least), points)
    every = [ban for ban, flags in bans.items() if flags[mentor]]
    yield from relaxations(problem, every, mentee, problem.mentors[mentor])


_IMPOSSIBLE = 1_000
_NO_PLACE = Ban("no_capacity")


def _obstacles(eligibility: Eligibility, reach: Reach, bans: dict[Ban, Flags]) -> Numbers:
    """Count the rules that forbid each mentor; _IMPOSSIBLE where lifting them would not lead to a pair."""
    count = np.zeros(len(eligibility.mentors), dtype=np.int64)
    useful = reach.open.copy()
    for ban, flags in bans.items():
        count += flags
        if ban == _NO_PLACE:
            useful |= flags
        if ban in NEVER:
            count[flags] = _IMPOSSIBLE
    count[~useful] = _IMPOSSIBLE
    return np.where(count == 0, _IMPOSSIBLE, count)


def _best(mentors: Numbers, points: Numbers) -> int:
    """Return the mentor with the most points, the first of them in canonical order."""
    return int(mentors[np.argmax(points[mentors])])
