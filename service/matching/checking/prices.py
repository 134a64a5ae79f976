"""The certificate, verified in time linear in the number of candidates: no solver, no search.

The prices must be the ones that the problem alone determines: the largest that are at most 0 and prove the
goal. So a certificate that was made for another proposal, cut, mixed up or changed in one place is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.checking.board import Board
from service.matching.checking.face import Costs, Face, Priced, Prices
from service.matching.checking.violation import Violation
from service.matching.formats.proposal import GoalPrices


@dataclass(frozen=True, slots=True)
class Certified:
    """What the prices prove: values that no proposal can pass, and goals in which this one reaches them.

    ``limits`` ends with the first goal that is not reached: what follows it was priced for other proposals.
    """

    violations: tuple[Violation, ...]
    limits: dict[str, int]
    reached: tuple[str, ...]
    best: Face | None = field(default=None, compare=False)
    """All assignments that are best when groups may have any size; None where the prices are wrong."""


def check_certificate(
    board: Board, chosen: Flags, goals: Sequence[str], certificate: Sequence[GoalPrices]
) -> Certified:
    """Verify the prices of the goals in their order.

    ``chosen`` need not be the best: groups, or fit that was given away, may keep it from that.
    """
    wrong = tuple(_check_form(board, goals, certificate))
    if wrong:
        return Certified(wrong, {}, ())
    face, inside = Face.whole(board), True
    limits: dict[str, int] = {}
    reached: list[str] = []
    for index, (goal, entry) in enumerate(zip(goals, certificate, strict=True)):
        costs, prices = Costs.of(board, goal), _prices(entry)
        priced = Priced.of(board, face, costs, prices)
        if inside:
            limits[goal] = costs.value(priced.bound)
            inside = priced.face.holds(board, chosen)
        largest = _reachable(board, priced, prices, chosen) if inside else _balanced(board, priced, prices)
        if not largest:
            message = "цены не те, что следуют из задачи"
            return Certified((Violation(f"$.certificate[{index}]", "certificate", message),), {}, ())
        if inside:
            reached.append(goal)
        face = priced.face
    return Certified((), limits, tuple(reached), face)


def _check_form(board: Board, goals: Sequence[str], certificate: Sequence[GoalPrices]) -> Iterator[Violation]:
    if tuple(entry.goal for entry in certificate) != tuple(goals):
        message = "цены должны быть указаны для целей по порядку: " + ", ".join(goals)
        yield Violation("$.certificate", "certificate", message)
        return
    for index, (goal, entry) in enumerate(zip(goals, certificate, strict=True)):
        path = f"$.certificate[{index}]"
        lowest = -Costs.of(board, goal).largest() * (len(board.overdue) + len(board.capacity) + 1)
        for name, expected in (("mentees", len(board.overdue)), ("mentors", len(board.capacity))):
            found: Sequence[int] = getattr(entry, name)
            if len(found) != expected:
                message = f"цен должно быть {expected}, а не {len(found)}"
                yield Violation(f"{path}.{name}", "certificate", message)
            elif not lowest <= min(found, default=0) <= max(found, default=0) <= 0:
                yield Violation(f"{path}.{name}", "certificate", f"цена должна быть от {lowest} до 0")
        if not lowest <= entry.sink <= 0:
            yield Violation(f"{path}.sink", "certificate", f"цена должна быть от {lowest} до 0")


def _prices(entry: GoalPrices) -> Prices:
    mentees, mentors = (np.array(column, dtype=np.int64) for column in (entry.mentees, entry.mentors))
    return Prices(mentees, mentors, entry.sink)


def _balanced(board: Board, priced: Priced, prices: Prices) -> bool:
    """Return whether no single price can be raised or lowered: what every node must and can pass on fits.

    This needs no assignment that is as good as the prices say; a price below 0 that is the largest possible
    one has more that may arrive than must leave.
    """
    face, mentee, mentor = priced.face, board.candidates.mentee, board.candidates.mentor
    mentees, mentors = len(board.overdue), len(board.capacity)
    held, open_ = face.pair_held, face.pair_held | face.pair_free
    leaving = np.bincount(mentee[held], minlength=mentees) + face.alone_held
    could_leave = np.bincount(mentee[open_], minlength=mentees) + (face.alone_held | face.alone_free)
    arriving = np.bincount(mentor[held], minlength=mentors)
    could_arrive = np.bincount(mentor[open_], minlength=mentors)
    least = int(np.count_nonzero(face.alone_held)) + int(face.least.sum())
    most = int(np.count_nonzero(face.alone_held | face.alone_free)) + int(face.most.sum())
    return bool(
        (leaving <= (prices.mentees == 0)).all()
        and (could_leave >= 1).all()
        and (face.least + (prices.mentors < 0) <= could_arrive).all()
        and (arriving <= face.most).all()
        and least <= mentees <= most - (prices.sink < 0)
    )


def _reachable(board: Board, priced: Priced, prices: Prices, chosen: Flags) -> bool:
    """Return whether exchanges that cost nothing lead from people with price 0 to everybody.

    Then every price is a shortest distance: it cannot be larger.
    """
    known = np.concatenate([prices.mentees, prices.mentors, [prices.sink]]) == 0
    if known.all():
        return True
    tails, heads = _free_exchanges(board, priced.face, chosen)
    order = np.argsort(tails, kind="stable")
    heads, first = heads[order], np.searchsorted(tails[order], np.arange(len(known) + 1))
    waiting = np.flatnonzero(known)
    while len(waiting):
        count = first[waiting + 1] - first[waiting]
        skipped = np.repeat(first[waiting] - np.cumsum(count) + count, count)
        found = heads[skipped + np.arange(len(skipped))]
        waiting = np.unique(found[~known[found]])
        known[waiting] = True
    return bool(known.all())


def _free_exchanges(board: Board, face: Face, chosen: Flags) -> tuple[Numbers, Numbers]:
    """Return all steps that stay on the face: take or give back a candidate, a place, being left alone."""
    mentees, mentors = len(board.overdue), len(board.capacity)
    sink, load = mentees + mentors, board.loads(chosen)
    pair, alone = np.flatnonzero(face.pair_free), np.flatnonzero(face.alone_free)
    mentee, mentor = board.candidates.mentee[pair], mentees + board.candidates.mentor[pair]
    taken, matched = chosen[pair], board.matched(chosen)[alone]
    more = mentees + np.flatnonzero(load < face.most)
    less = mentees + np.flatnonzero(load > face.least)
    return (
        np.concatenate(
            [np.where(taken, mentor, mentee), np.where(matched, alone, sink), more, np.full_like(less, sink)]
        ),
        np.concatenate(
            [np.where(taken, mentee, mentor), np.where(matched, sink, alone), np.full_like(more, sink), less]
        ),
    )
