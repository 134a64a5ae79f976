"""The proposal is the best there is: compared with every possible assignment of tiny problems."""

import random

import pytest

from service.matching.checking.check import check
from service.matching.formats.problem import GOALS
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import Document, banks, rated, seeded
from tests.matching.oracle import assignments, optimum

SEEDS = range(60)


def _with_pins(value: Document, draw: random.Random) -> Document:
    """Pin one or two pairs out of an assignment that is possible."""
    possible = [found for found in assignments(value) if found]
    if not possible:
        return value
    pairs = list(draw.choice(possible).items())
    pins = draw.sample(pairs, min(len(pairs), draw.randint(1, 2)))
    return value | {"pinned": [{"mentee": e, "mentor": m} for e, m in pins]}


def _assert_best(value: Document) -> None:
    problem = problem_from(value)
    proposal = propose(problem)
    assert proposal.status == "optimal"
    assert {goal.name: goal.value for goal in proposal.goals} == optimum(value)
    assert all(goal.value == goal.bound for goal in proposal.goals)
    assert check(problem=problem, proposal=proposal).violations == ()


@pytest.mark.requirement("R-060")
@pytest.mark.parametrize("seed", SEEDS)
def test_all_goals_reach_what_trying_every_assignment_reaches(seed: int) -> None:
    draw = seeded(seed)
    _assert_best(banks(draw, mentors=4, mentees=5))


@pytest.mark.parametrize("seed", SEEDS)
def test_given_points_lead_to_the_best_too(seed: int) -> None:
    draw = seeded(1000 + seed)
    _assert_best(rated(draw, mentors=4, mentees=5, degree=2))


@pytest.mark.parametrize("seed", range(200))
def test_some_fit_is_given_away_for_interest_and_load_but_not_more_than_allowed(seed: int) -> None:
    draw = seeded(2000 + seed)
    _assert_best(
        rated(draw, mentors=4, mentees=5, degree=2, fit_tolerance=draw.choice([0.02, 0.1, 0.3, 0.5, 1]))
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_pinned_pairs_stay_and_the_rest_is_the_best_around_them(seed: int) -> None:
    draw = seeded(3000 + seed)
    made = banks(draw, mentors=4, mentees=5, fit_tolerance=draw.choice([0, 0.2]))
    _assert_best(_with_pins(made, draw))


@pytest.mark.parametrize("seed", SEEDS)
def test_any_choice_of_goals_keeps_their_order(seed: int) -> None:
    draw = seeded(4000 + seed)
    goals = draw.sample(GOALS, draw.randint(1, len(GOALS)))
    made = rated(draw, mentors=4, mentees=4, degree=2, fit_tolerance=draw.choice([0, 0, 0.15]))
    _assert_best(made | {"goals": goals})
