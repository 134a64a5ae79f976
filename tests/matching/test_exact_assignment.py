"""Against scipy's assignment solver, with one column per place: the same count and the same total."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from service.matching.check import check
from service.matching.problem import Problem
from service.matching.propose import propose
from service.matching.reading import problem_from
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
