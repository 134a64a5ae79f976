"""The nearest alternatives are those with the smallest prices of all."""

from dataclasses import replace

import msgspec
import pytest

from service.matching.formats.proposal import Proposal
from service.matching.formats.reading import problem_from
from service.matching.pricing.alternatives import nearest_mentees, nearest_mentors
from service.matching.pricing.exchange import Exchanges
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


def test_where_each_price_takes_a_solution_only_those_with_most_points_are_tried() -> None:
    prices = _prices(rated(seeded(3), mentors=8, mentees=6, degree=5, fit_tolerance=0.1))
    counted = [nearest_mentors(prices, person.id, most=1) for person in prices.problem.mentees]
    for person, found in zip(prices.problem.mentees, counted, strict=True):
        allowed = len(prices.candidates_of(prices.problem.mentee_index[person.id]))
        assert len(found.nearest) + found.others + len(found.proposed) == allowed
        assert found.untried == max(0, allowed - len(found.proposed) - 2)
    assert any(found.untried for found in counted)


@pytest.mark.parametrize("seed", range(5))
def test_a_search_that_ends_early_tells_what_a_whole_one_tells(seed: int) -> None:
    prices = _prices(rated(seeded(200 + seed), mentors=80, mentees=160, degree=6))
    earlier = 0
    for person in prices.problem.mentees[::8]:
        position = prices.problem.mentee_index[person.id]
        mentor = prices.exchanges.mentor_of(position)
        whole = prices.exchanges.toward(mentor)
        forced = [price for price in prices.of_mentee(person.id) if price.change == FORCE]
        found = nearest_mentors(prices, person.id, most=2)
        assert found.nearest == tuple(sorted(forced, key=lambda price: price.key))[:2]
        own = prices.candidates_of(position)
        part = prices.exchanges.toward(
            mentor, prices.exchanges.joined(own[~prices.exchanges.held[own]], most=2)
        )
        known = [node for node in range(81) if part.weight(node) < part.far]
        earlier += sum(whole.weight(node) < whole.far for node in range(81)) - len(known)
        assert [part.weight(node) for node in known] == [whole.weight(node) for node in known]
        assert [part.path(node) for node in known] == [whole.path(node) for node in known]
    assert earlier


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("along", [True, False])
def test_lightest_paths_are_those_that_going_on_until_nothing_changes_finds(
    seed: int, *, along: bool
) -> None:
    exchanges = _prices(rated(seeded(300 + seed), mentors=40, mentees=90, degree=5)).exchanges
    for mentor in range(0, 41, 5):
        routes = exchanges.outward(mentor) if along else exchanges.toward(mentor)
        weight, steps = _by_rounds(exchanges, mentor, along=along)
        for node in range(41):
            assert (routes.weight(node) < routes.far) == (node in weight)
            if node in weight:
                path = routes.path(node)
                assert (routes.weight(node), len(path)) == (weight[node], steps[node])
                assert int(exchanges.weight[path].sum()) == weight[node]
                first, last = (mentor, node) if along else (node, mentor)
                assert _visited(exchanges, path, first)[-1] == last


def _visited(exchanges: Exchanges, path: list[int], first: int) -> list[int]:
    visited = [first]
    for arc in path:
        assert exchanges.leaves[arc] == visited[-1]
        visited.append(int(exchanges.joins[arc]))
    return visited


def _by_rounds(exchanges: Exchanges, start: int, *, along: bool) -> tuple[dict[int, int], dict[int, int]]:
    """The least weight by node and the fewest arcs at that weight, by plain Bellman-Ford."""
    best = {start: (0, 0)}
    arcs = list(
        zip(exchanges.leaves.tolist(), exchanges.joins.tolist(), exchanges.weight.tolist(), strict=True)
    )
    changed = True
    while changed:
        changed = False
        for leaves, joins, weight in arcs:
            here, there = (leaves, joins) if along else (joins, leaves)
            if here in best:
                found = (best[here][0] + weight, best[here][1] + 1)
                if there not in best or found < best[there]:
                    best[there], changed = found, True
    return {node: key[0] for node, key in best.items()}, {node: key[1] for node, key in best.items()}


@pytest.mark.parametrize("seed", range(10))
def test_the_certificate_gives_the_prices_that_a_search_for_them_would_confirm(seed: int) -> None:
    prices = _prices(rated(seeded(400 + seed), mentors=6, mentees=14, degree=3))
    known = prices.exchanges.known
    assert known is not None
    assert prices.exchanges.prices is known
    anew, forged = replace(prices, proposal=_uncertified(prices)), replace(prices.exchanges, known=known * 3)
    assert anew.exchanges.known is None
    for person in prices.problem.mentees:
        assert nearest_mentors(anew, person.id) == nearest_mentors(prices, person.id)
    for start in range(7):
        mine, theirs = forged.toward(start), prices.exchanges.toward(start)
        assert [mine.weight(node) for node in range(7)] == [theirs.weight(node) for node in range(7)]


def _uncertified(prices: Prices) -> Proposal:
    return msgspec.structs.replace(prices.proposal, certificate=())
