"""Against scipy's assignment solver, with one column per place: the same values of every goal."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from service.matching.checking.check import check
from service.matching.formats.problem import Problem
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import rated, seeded

_FORBIDDEN = -1_000_000


def _by_scipy(problem: Problem) -> tuple[int, int]:
    """The most pairs, and the most points with that many; a pair outweighs any sum of points."""
    rows = {mentee.id: i for i, mentee in enumerate(problem.mentees)}
    places = [mentor.id for mentor in problem.mentors for _ in range(mentor.capacity)]
    declined = {marks.key for marks in problem.interest if marks.declined}
    value = np.full((len(rows), len(places) + len(rows)), _FORBIDDEN)
    value[:, len(places) :] = 0
    for fit in problem.fit or ():
        if fit.key not in declined:
            for column, mentor in enumerate(places):
                if mentor == fit.mentor:
                    value[rows[fit.mentee], column] = fit.points + 1001 * len(rows)
    chosen = value[linear_sum_assignment(value, maximize=True)]
    matched = int(np.count_nonzero(chosen))
    return matched, int(chosen.sum()) - matched * 1001 * len(rows)


@pytest.mark.parametrize("start", range(0, 200, 20))
def test_as_many_pairs_and_points_as_an_exact_assignment_solver(start: int) -> None:
    for seed in range(start, start + 20):
        draw = seeded(seed)
        size = {"mentors": draw.randint(1, 15), "mentees": draw.randint(1, 40), "degree": draw.randint(1, 6)}
        problem = problem_from(rated(draw, **size) | {"goals": ["matched", "fit"]})
        proposal = propose(problem)
        reached = {goal.name: goal.value for goal in proposal.goals}
        assert (reached["matched"], reached["fit"]) == _by_scipy(problem), seed
        assert proposal.status == "optimal"
        assert check(problem=problem, proposal=proposal).accepted, seed


_MOST_PEOPLE, _MOST_PLACES = 40, 3
_REACH = {
    "matched": 1,
    "overdue": 1,
    "fit": 1000,
    "interest": 10,
    "load": 2 * _MOST_PLACES - 1,
    "stay": 1,
}
"""What a pair can add at most to a goal."""
_ORDERS = {
    "propose": ("matched", "overdue", "fit", "interest", "load", "stay"),
    "repair": ("matched", "overdue", "stay", "fit", "interest", "load"),
}


def _units(order: Sequence[str]) -> dict[str, int]:
    """How much each goal counts: one unit outweighs all that later goals can add together."""
    units, later = dict[str, int](), 0
    for goal in reversed(order):
        units[goal] = later + 1
        later += units[goal] * _REACH[goal] * _MOST_PEOPLE
    assert later < 2**53
    return units


def _all_by_scipy(problem: Problem) -> dict[str, int]:
    """The values of all goals at once: every goal outweighs the later ones, exactly in a double."""
    order = _ORDERS[problem.mode]
    units, rows = _units(order), {mentee.id: i for i, mentee in enumerate(problem.mentees)}
    places = [(mentor.id, place) for mentor in problem.mentors for place in range(mentor.capacity)]
    marks = {mark.key: (mark.by_mentee or 0) + (mark.by_mentor or 0) for mark in problem.interest}
    current = {pair.key for pair in problem.current}
    declined = {mark.key for mark in problem.interest if 0 in (mark.by_mentee, mark.by_mentor)}
    total, gains = np.full((len(rows), len(places) + len(rows)), -(2.0**53)), dict[Any, dict[str, int]]()
    total[:, len(places) :] = 0
    for fit in problem.fit or ():
        for column, (name, place) in enumerate(places):
            if name != fit.mentor or fit.key in declined:
                continue
            gain = {
                "matched": 1,
                "overdue": int(problem.mentees[rows[fit.mentee]].overdue),
                "fit": fit.points,
                "interest": marks.get(fit.key, 0),
                "load": 2 * place + 1,
                "stay": int(fit.key in current),
            }
            gains[rows[fit.mentee], column] = gain
            signs = {goal: -1 if goal == "load" else 1 for goal in order}
            total[rows[fit.mentee], column] = sum(signs[g] * units[g] * gain[g] for g in order)
    chosen = zip(*linear_sum_assignment(total, maximize=True), strict=True)
    taken = [gains[cell] for cell in chosen if cell in gains]
    return {goal: sum(gain[goal] for gain in taken) for goal in order}


@pytest.mark.requirement("R-060")
@pytest.mark.parametrize("start", range(0, 100, 10))
def test_all_six_goals_in_their_order_are_those_of_an_exact_assignment_solver(start: int) -> None:
    for seed in range(start, start + 10):
        draw = seeded(9000 + seed)
        size = {"mentors": draw.randint(8, 15), "mentees": draw.randint(20, 40), "degree": draw.randint(2, 6)}
        made = rated(draw, **size) | {"mode": draw.choice(["propose", "repair"])}
        coarse = draw.choice([1, 100, 500])
        made["fit"] = [fit | {"points": fit["points"] // coarse} for fit in made["fit"]]
        problem = problem_from(made)
        proposal = propose(problem)
        assert {goal.name: goal.value for goal in proposal.goals} == _all_by_scipy(problem), seed
        assert proposal.status == "optimal"
