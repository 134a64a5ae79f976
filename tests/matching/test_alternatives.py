"""The nearest alternatives are those with the smallest prices of all."""

import numpy as np
import pytest

from service.matching.formats.reading import problem_from
from service.matching.pricing.alternatives import nearest_mentees, nearest_mentors, shortlists
from service.matching.pricing.loss import FORCE
from service.matching.pricing.price import Prices
from service.matching.propose import propose
from tests.matching.instances import Document, rated, seeded


def _prices(value: Document) -> Prices:
    problem = problem_from(value)
    return Prices.of(problem=problem, proposal=propose(problem))


@pytest.mark.parametrize("seed", range(40))
def test_the_nearest_mentors_and_mentees_are_those_whose_price_is_least(seed: int) -> None:
    prices = _prices(rated(seeded(seed), mentors=5, mentees=9, degree=3))
    pairs = {pair.people().key for pair in prices.proposal.pairs}
    for person in prices.problem.mentees:
        found = nearest_mentors(prices, person.id, most=2)
        forced = sorted(price.key for price in prices.of_mentee(person.id) if price.change == FORCE)
        assert [price.key for price in found.nearest] == forced[:2]
        assert found.others == len(forced[2:])
        assert all((person.id, mentor) in pairs for mentor in found.proposed)
    for other in prices.problem.mentors:
        mine = nearest_mentees(prices, other.id, most=2)
        forced = sorted(price.key for price in prices.of_mentor(other.id) if price.change == FORCE)
        assert [price.key for price in mine.nearest] == forced[:2]
        assert len(mine.proposed) == sum(mentor == other.id for _, mentor in pairs)


@pytest.mark.parametrize("seed", range(10))
def test_shortlists_of_all_are_those_of_each(seed: int) -> None:
    prices = _prices(rated(seeded(100 + seed), mentors=4, mentees=7, degree=3))
    alone = tuple(nearest_mentors(prices, person.id, most=3) for person in prices.problem.mentees)
    assert shortlists(prices, most=3) == alone


def test_where_each_price_takes_a_solution_only_those_with_most_points_are_tried() -> None:
    prices = _prices(rated(seeded(3), mentors=8, mentees=6, degree=5, fit_tolerance=0.1))
    counted = [nearest_mentors(prices, person.id, most=1) for person in prices.problem.mentees]
    for person, found in zip(prices.problem.mentees, counted, strict=True):
        allowed = len(prices.candidates_of(prices.mentees[person.id]))
        assert len(found.nearest) + found.others + len(found.proposed) == allowed
        assert found.untried == max(0, allowed - len(found.proposed) - 2)
    assert any(found.untried for found in counted)


@pytest.mark.parametrize("seed", range(5))
def test_searches_that_take_the_nearest_first_find_the_same_weights(seed: int) -> None:
    exchanges = _prices(rated(seeded(200 + seed), mentors=80, mentees=160, degree=6)).exchanges
    for mentor in range(0, 81, 8):
        plain, guided = exchanges.toward(mentor), exchanges.toward(mentor, heights=exchanges.heights)
        assert (plain.distance == guided.distance).all()
        for start in np.flatnonzero(plain.reached(np.arange(81))).tolist():
            arcs = guided.path(start)
            assert exchanges.weight[arcs].sum() == plain.distance[start]
