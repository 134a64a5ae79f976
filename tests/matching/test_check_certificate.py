"""The certificate follows from the problem alone: built here once more by plain Bellman-Ford, then spoilt."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec
import numpy as np
import pytest

from service.matching.candidates.columns import Flags
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.checking.board import Board
from service.matching.checking.check import check
from service.matching.checking.prices import Certified, check_certificate
from service.matching.checking.proof import best
from service.matching.checking.stages import Stages
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import GoalPrices
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import banks, mentee, mentor, problem, rated, seeded
from tests.matching.random_groups import grouped

Arc = tuple[int, int, dict[str, int], bool]
"""Tail, head, cost by goal, and whether the assignment uses it."""


def _arcs(board: Board, chosen: Flags) -> Iterator[Arc]:
    """Every arc of the network, one by one, from the text of the documentation; none that pins decide."""
    mentees, mentors = board.problem.mentees, board.problem.mentors
    pinned = {pair.mentee: pair.mentor for pair in board.problem.pinned}
    kept = Counter(pinned.values())
    marks = {marks.key: marks.total for marks in board.problem.interest}
    current = {pair.key for pair in board.problem.current}
    sink, load = len(mentees) + len(mentors), [0] * len(mentors)
    alone, wanted = set(range(len(mentees))), [set[int]() for _ in mentors]
    open_ = list[Arc]()
    columns = (board.candidates.mentee, board.candidates.mentor, board.candidates.points, chosen)
    for i, j, points, taken in zip(*(column.tolist() for column in columns), strict=True):
        key = (mentees[i].id, mentors[j].id)
        costs = {"fit": -points, "interest": -marks.get(key, 0), "stay": -(key in current)}
        room = not pinned or kept[key[1]] < mentors[j].capacity
        if pinned[key[0]] == key[1] if key[0] in pinned else room:
            open_.append((i, len(mentees) + j, costs, taken))
            wanted[j].add(i)
        load[j] += taken
        alone -= {i} if taken else set()
    ways = Counter(tail for tail, *_ in open_)
    yield from (arc for arc in open_ if mentees[arc[0]].id not in pinned or ways[arc[0]] > 1)
    for i, left in enumerate(mentees):
        if left.id not in pinned and (ways[i] or not pinned):
            yield i, sink, {"matched": 1, "overdue": int(left.overdue)}, i in alone
    for j, right in enumerate(mentors):
        for place in range(kept[right.id], min(right.capacity, len(wanted[j]))):
            yield len(mentees) + j, sink, {"load": 2 * place + 1}, place < load[j]


def _bellman_ford(arcs: Sequence[Arc], goal: str, nodes: int) -> list[int]:
    """Shortest distances in the residual network from anywhere, one arc after the other."""
    steps = [(h, t, -c.get(goal, 0)) if used else (t, h, c.get(goal, 0)) for t, h, c, used in arcs]
    distance = [0] * nodes
    for _ in range(nodes + 1):
        before = list(distance)
        for tail, head, cost in steps:
            distance[head] = min(distance[head], distance[tail] + cost)
        if distance == before:
            return distance
    raise AssertionError("the assignment is not the best")


def certificate_of(board: Board, chosen: Flags, goals: Sequence[str]) -> tuple[GoalPrices, ...]:
    """The certificate of the best assignment for the goals in their order."""
    arcs, mentees = list(_arcs(board, chosen)), len(board.overdue)
    found = []
    for goal in goals:
        price = _bellman_ford(arcs, goal, mentees + len(board.capacity) + 1)
        arcs = [arc for arc in arcs if arc[2].get(goal, 0) + price[arc[0]] - price[arc[1]] == 0]
        found.append(
            GoalPrices(
                goal=goal,
                mentees=tuple(price[:mentees]),
                mentors=tuple(price[mentees:-1]),
                sink=price[-1],
            )
        )
    return tuple(found)


def _best(board: Board) -> Flags:
    nobody = np.zeros(len(board.candidates), dtype=np.bool_)
    found = best(board, nobody, Stages.of(board).certified, attempts=10_000)
    assert found is not None
    return found


def _random_problem(seed: int) -> Problem:
    """Pairs, groups or a repair; one in three with some of the best pairs pinned."""
    draw = seeded(seed)
    made = [
        rated(draw, mentors=6, mentees=10, degree=3),
        banks(draw, mentors=6, mentees=9),
        grouped(draw, mentors=5, mentees=9),
        banks(draw, mentors=5, mentees=9) | {"mode": "repair"},
    ][seed % 4]
    free = problem_from(made)
    if seed % 3:
        return free
    proposed = [pair.people() for pair in propose(free).pairs]
    return free.replace(pinned=tuple(draw.sample(proposed, k=draw.randint(1, len(proposed)))))


def _board(made: Problem) -> Board:
    """The board on which groups may have any size, as the certificate knows them."""
    board = Board.of(made, candidates(Eligibility.of(made)))
    most = np.full_like(board.groups.most, len(board.overdue))
    return replace(board, groups=replace(board.groups, most=most))


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(40))
def test_the_prices_of_the_problem_prove_the_best_pairs(seed: int) -> None:
    board = _board(_random_problem(seed))
    chosen, goals = _best(board), Stages.of(board).certified
    verdict = check_certificate(board, chosen, goals, certificate_of(board, chosen, goals))
    values = board.values(chosen)
    assert verdict == Certified((), {goal: values[goal] for goal in goals}, goals)


def _with(certificate: tuple[GoalPrices, ...], index: int, entry: GoalPrices) -> tuple[GoalPrices, ...]:
    return (*certificate[:index], entry, *certificate[index + 1 :])


def _changed(certificate: tuple[GoalPrices, ...]) -> Iterator[tuple[str, tuple[GoalPrices, ...]]]:
    """Every certificate that differs in one price, by one, by a thousand, or by its sign."""
    for index, entry in enumerate(certificate):
        for name in ("mentees", "mentors", "sink"):
            whole = entry.sink if name == "sink" else getattr(entry, name)
            prices = (whole,) if isinstance(whole, int) else whole
            for position, old in enumerate(prices):
                for price in {old - 1, old + 1, old - 1000, old + 1000, -old} - {old}:
                    other = (*prices[:position], price, *prices[position + 1 :])
                    value = other if name != "sink" else price
                    spoilt = msgspec.structs.replace(entry, **{name: value})
                    yield f"{entry.goal}.{name}[{position}]", _with(certificate, index, spoilt)


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(12))
def test_any_single_changed_price_is_refused(seed: int) -> None:
    board = _board(_random_problem(seed))
    chosen, goals = _best(board), Stages.of(board).certified
    right = certificate_of(board, chosen, goals)
    for place, wrong in _changed(right):
        assert check_certificate(board, chosen, goals, wrong).violations, place


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(12))
def test_a_changed_price_is_refused_even_if_the_proposal_does_not_reach_what_the_prices_promise(
    seed: int,
) -> None:
    board = _board(_random_problem(seed))
    chosen, goals = _best(board), Stages.of(board).certified
    right = certificate_of(board, chosen, goals)
    nobody = np.zeros_like(chosen)
    verdict = check_certificate(board, nobody, goals, right)
    assert verdict == Certified((), {"matched": board.values(chosen)["matched"]}, ())
    for place, wrong in _changed(right):
        assert check_certificate(board, nobody, goals, wrong).violations, place


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(12))
def test_prices_shifted_together_along_exchanges_that_cost_nothing_are_refused(seed: int) -> None:
    board = _board(_random_problem(seed))
    chosen, goals = _best(board), Stages.of(board).certified
    right = certificate_of(board, chosen, goals)
    for index, entry in enumerate(right):
        everybody = msgspec.structs.replace(
            entry,
            mentees=tuple(price - 1 for price in entry.mentees),
            mentors=tuple(price - 1 for price in entry.mentors),
            sink=entry.sink - 1,
        )
        assert check_certificate(board, chosen, goals, _with(right, index, everybody)).violations


def _cut(certificate: tuple[GoalPrices, ...], draw: random.Random) -> Iterator[tuple[GoalPrices, ...]]:
    """Certificates with goals or prices left out, doubled, renamed or in another order."""
    yield ()
    yield certificate[:-1]
    yield certificate[1:]
    yield (*certificate, certificate[-1])
    yield certificate[::-1]
    entry = certificate[0]
    for changes in (
        {"goal": certificate[-1].goal},
        {"mentees": entry.mentees[:-1]},
        {"mentees": (*entry.mentees, 0)},
        {"mentors": entry.mentors[:-1]},
        {"mentors": (*entry.mentors, 0)},
        {"mentees": entry.mentors, "mentors": entry.mentees},
    ):
        if any(getattr(entry, name) != value for name, value in changes.items()):
            yield (msgspec.structs.replace(entry, **changes), *certificate[1:])
    for index, entry in enumerate(certificate):
        mixed = tuple(draw.sample(entry.mentees, len(entry.mentees)))
        if mixed != entry.mentees:
            spoilt = msgspec.structs.replace(entry, mentees=mixed)
            yield _with(certificate, index, spoilt)


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(12))
def test_a_certificate_cut_lengthened_renamed_or_mixed_up_is_refused(seed: int) -> None:
    board = _board(_random_problem(seed))
    chosen, goals = _best(board), Stages.of(board).certified
    right = certificate_of(board, chosen, goals)
    for wrong in _cut(right, seeded(seed)):
        assert check_certificate(board, chosen, goals, wrong).violations


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(40))
def test_a_proposal_carries_exactly_the_certificate_that_its_problem_determines(seed: int) -> None:
    made = _random_problem(seed)
    proposal, board = propose(made), _board(made)
    assert proposal.certificate == certificate_of(board, _best(board), Stages.of(board).certified)
    assert check(problem=made, proposal=proposal).accepted


@pytest.mark.parametrize("seed", range(20))
def test_under_a_tolerance_the_certificate_ends_with_the_best_fit(seed: int) -> None:
    made = problem_from(rated(seeded(seed), mentors=5, mentees=8, degree=3, fit_tolerance=0.1))
    proposal, board = propose(made), _board(made)
    assert [entry.goal for entry in proposal.certificate] == ["matched", "overdue", "fit"]
    assert proposal.certificate == certificate_of(board, _best(board), ("matched", "overdue", "fit"))
    assert check(problem=made, proposal=proposal).accepted


def test_pinned_pairs_are_certified_as_what_cannot_be_otherwise() -> None:
    made = problem(
        [mentor("m1", capacity=1), mentor("m2", capacity=1, competencies={"lesson": 1})],
        [mentee("e1"), mentee("e2", due_in_days=-3)],
        pinned=[{"mentee": "e1", "mentor": "m2"}],
    )
    proposal, board = propose(made), _board(made)
    assert proposal.certificate == certificate_of(board, _best(board), Stages.of(board).certified)
    assert check(problem=made, proposal=proposal).accepted


def test_one_certificate_cannot_be_used_for_another_problem_with_the_same_people() -> None:
    people = [mentor("m1", capacity=1), mentor("m2", capacity=1)], [mentee("e1"), mentee("e2")]
    points = {("e1", "m1"): 9, ("e2", "m1"): 5, ("e2", "m2"): 1}
    fit = [{"mentee": e, "mentor": m, "points": value} for (e, m), value in points.items()]
    richer = [{"mentee": e, "mentor": m, "points": value * 2} for (e, m), value in points.items()]
    made, other = problem(*people, fit=fit), problem(*people, fit=richer)
    forged = propose(other).replace(certificate=propose(made).certificate)
    assert [v.rule for v in check(problem=other, proposal=forged).violations] == ["certificate"]
