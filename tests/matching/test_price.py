"""The price of every cell of the table equals what trying every assignment with the pin or the ban tells."""

import random
from dataclasses import replace

import numpy as np
import pytest

from service.matching.candidates.columns import Numbers
from service.matching.formats.reading import problem_from
from service.matching.pricing.exchange import Exchanges
from service.matching.pricing.loss import (
    BY_EXCHANGE,
    BY_SOLVING,
    FORBID,
    FORCE,
    losses_between,
)
from service.matching.pricing.price import NothingToPrice, Prices
from service.matching.pricing.routes import EndlessDescent
from service.matching.propose import propose
from tests.matching import oracle
from tests.matching.instances import Document, banks, document, mentee, mentor, rated, seeded
from tests.matching.priced import assert_priced, pairs_of, prices_of, with_cell


def _document(more: Document) -> Document:
    """Two mentors with a place each; both mentees fit the first better."""
    fit = [("e0", "m0", 900), ("e0", "m1", 500), ("e1", "m0", 800), ("e1", "m1", 700)]
    return document(
        [mentor("m0", capacity=1), mentor("m1", capacity=1)],
        [mentee("e0"), mentee("e1")],
        fit=[{"mentee": e, "mentor": m, "points": points} for e, m, points in fit],
        **more,
    )


def _assert_all_cells(value: Document) -> None:
    prices = prices_of(value)
    pairs = pairs_of(prices.proposal)
    for person in value["mentees"]:
        by_mentee = {price.mentor: price for price in prices.of_mentee(person["id"])}
        for other in value["mentors"]:
            price = prices.cell(mentee=person["id"], mentor=other["id"])
            assert price.change == (FORBID if pairs.get(person["id"]) == other["id"] else FORCE)
            assert by_mentee.get(other["id"], price) == price
            assert_priced(value, prices, price)
    for other in value["mentors"]:
        for price in prices.of_mentor(other["id"]):
            same = prices.cell(mentee=price.mentee, mentor=price.mentor)
            assert (same.change, same.losses, same.rules) == (price.change, price.losses, price.rules)
            assert_priced(value, prices, price)


def _pinned(value: Document, draw: random.Random) -> Document:
    found = draw.choice(list(oracle.assignments(value)))
    pins = draw.sample(list(found.items()), min(len(found), 2))
    return value | {"pinned": [{"mentee": e, "mentor": m} for e, m in pins]}


@pytest.mark.parametrize("start", range(0, 400, 20))
def test_every_cell_costs_what_every_assignment_with_it_tells(start: int) -> None:
    for seed in range(start, start + 20):
        draw = seeded(seed)
        value = rated(draw, mentors=3, mentees=4, degree=2)
        _assert_all_cells(value | {"mode": draw.choice(["propose", "repair"])})


@pytest.mark.parametrize("seed", range(30))
def test_full_profiles_have_prices_too_and_the_rules_where_there_is_no_pair(seed: int) -> None:
    _assert_all_cells(banks(seeded(5000 + seed), mentors=3, mentees=3))


@pytest.mark.parametrize("seed", range(60))
def test_what_a_pin_costs_gives_way_to_what_is_asked(seed: int) -> None:
    draw = seeded(6000 + seed)
    _assert_all_cells(_pinned(rated(draw, mentors=3, mentees=4, degree=2), draw))


@pytest.mark.parametrize("seed", range(40))
def test_prices_follow_the_goals_that_are_asked_for(seed: int) -> None:
    draw = seeded(7000 + seed)
    goals = draw.sample(oracle.ORDER, draw.randint(1, 4))
    _assert_all_cells(rated(draw, mentors=3, mentees=4, degree=2) | {"goals": goals})


@pytest.mark.parametrize("seed", range(4))
def test_long_chains_cost_what_a_fresh_solution_tells(seed: int) -> None:
    draw = seeded(11_000 + seed)
    value = rated(draw, mentors=30, mentees=80, degree=6)
    prices = prices_of(value)
    for person in draw.sample(prices.problem.mentees, 2):
        for price in prices.of_mentee(person.id):
            anew = propose(problem_from(with_cell(value, price)))
            assert price.losses == losses_between(prices.proposal, anew)


@pytest.mark.parametrize("seed", range(12))
def test_where_fit_may_be_given_away_the_price_is_found_by_solving_anew(seed: int) -> None:
    value = rated(seeded(8000 + seed), mentors=3, mentees=4, degree=2, fit_tolerance=0.2)
    prices = prices_of(value)
    for person in value["mentees"]:
        for price in prices.of_mentee(person["id"]):
            assert (price.method, price.proven or bool(price.rules)) == (BY_SOLVING, True)
            assert_priced(value, prices, price)


def test_the_price_tells_who_moves_and_who_loses_the_pair() -> None:
    prices = prices_of(_document({}))
    price = prices.cell(mentee="e1", mentor="m0")
    assert price.to_json() == {
        "mentee": "e1",
        "mentor": "m0",
        "change": FORCE,
        "method": BY_EXCHANGE,
        "losses": [
            {"goal": "matched", "direction": "max", "value": 2, "loss": 0},
            {"goal": "overdue", "direction": "max", "value": 0, "loss": 0},
            {"goal": "fit", "direction": "max", "value": 1600, "loss": 300},
            {"goal": "interest", "direction": "max", "value": 0, "loss": 0},
            {"goal": "load", "direction": "min", "value": 2, "loss": 0},
            {"goal": "stay", "direction": "max", "value": 0, "loss": 0},
        ],
        "moves": [
            {"mentee": "e1", "leaves": "m1", "joins": "m0"},
            {"mentee": "e0", "leaves": "m0", "joins": "m1"},
        ],
        "rules": [],
        "proven": True,
    }


def test_a_cell_that_the_rules_forbid_has_the_rules_and_no_price() -> None:
    declined = [{"mentee": "e0", "mentor": "m1", "by_mentee": 0, "by_mentor": None}]
    price = prices_of(_document({"interest": declined})).cell(mentee="e0", mentor="m1")
    assert [rule.rule for rule in price.rules] == ["declined"]
    assert price.key == ()


def test_a_place_that_pins_hold_cannot_be_freed() -> None:
    prices = prices_of(_document({"pinned": [{"mentee": "e0", "mentor": "m0"}]}))
    assert [rule.rule for rule in prices.cell(mentee="e1", mentor="m0").rules] == ["places_kept"]


def test_pins_that_contradict_the_rules_leave_nothing_to_price() -> None:
    pins = [{"mentee": "e0", "mentor": "m0"}, {"mentee": "e1", "mentor": "m0"}]
    with pytest.raises(NothingToPrice):
        prices_of(_document({"pinned": pins}))


def test_pairs_that_can_be_exchanged_for_better_ones_have_no_prices() -> None:
    value = _document({"pinned": [{"mentee": "e1", "mentor": "m0"}]})
    worse = propose(problem_from(value))
    prices = Prices.of(problem=problem_from(_document({})), proposal=worse)
    with pytest.raises(EndlessDescent):
        prices.of_mentee("e0")


@pytest.mark.parametrize("seed", range(20))
def test_numbers_beyond_64_bits_lead_to_the_same_chains(seed: int) -> None:
    draw = seeded(9000 + seed)
    prices = prices_of(rated(draw, mentors=6, mentees=10, degree=3))
    small = prices.exchanges
    worth = replace(
        small.worth,
        gain=small.worth.gain.astype(np.object_) * 2**70,
        alone=small.worth.alone.astype(np.object_) * 2**70,
        square=small.worth.square.astype(np.object_) * 2**70,
        units=replace(small.worth.units, limit=small.worth.units.limit * 2**70),
    )
    large = Exchanges.of(worth, small.chosen, fixed=np.zeros(10, dtype=np.bool_))
    for mentor_index in range(7):
        mine, theirs = small.toward(mentor_index), large.toward(mentor_index)
        for node in range(7):
            known = mine.weight(node) < mine.far
            assert known == (theirs.weight(node) < theirs.far)
            if known:
                assert mine.path(node) == theirs.path(node)
                assert mine.weight(node) * 2**70 == theirs.weight(node)
    for position in range(10):
        own = prices.candidates_of(position)
        others = own[~small.held[own]]
        assert _nearest(small, position, others) == _nearest(large, position, others, unit=2**70)


def _nearest(exchanges: Exchanges, position: int, others: Numbers, *, unit: int = 1) -> list[object]:
    """The two nearest of other candidates of a mentee, each by its weight and the chain that leads there."""
    ends = exchanges.joined(others, most=2)
    routes = exchanges.toward(exchanges.mentor_of(position), ends)
    best = np.argsort(exchanges.totals(others, routes), kind="stable")[:2]
    chains = [exchanges.forced(candidate, routes) for candidate in others[best].tolist()]
    return [chain and (chain.weight / unit, chain.moves) for chain in chains]
