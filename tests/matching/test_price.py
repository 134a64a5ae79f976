"""The price of every cell of the table equals what trying every assignment with the pin or the ban tells."""

import random

import msgspec
import numpy as np
import pytest

from service.matching.anew import with_ban, with_pin
from service.matching.loss import BY_EXCHANGE, BY_SOLVING, FORBID, FORCE, Price
from service.matching.price import NothingToPrice, Prices
from service.matching.problem import Pair
from service.matching.proposal import Proposal
from service.matching.propose import propose
from service.matching.reading import problem_from
from service.matching.routes import EndlessDescent
from tests.matching import oracle
from tests.matching.instances import Document, banks, mentee, mentor, problem, rated, seeded

Assignment = dict[str, str]


def _prices(value: Document) -> Prices:
    asked = problem_from(value)
    return Prices.of(problem=asked, proposal=propose(asked))


def _pairs(proposal: Proposal) -> Assignment:
    return {pair.mentee: pair.mentor for pair in proposal.pairs}


def _applied(pairs: Assignment, price: Price) -> Assignment:
    """The pairs after the moves; each move must start where the mentee is."""
    result = dict(pairs)
    for move in price.moves:
        assert result.pop(move.mentee, None) == move.leaves
        if move.joins is not None:
            result[move.mentee] = move.joins
    return result


def _with(value: Document, price: Price) -> Document:
    """The problem with the pin or the ban, which takes the place of a pin of this mentee."""
    pair = {"mentee": price.mentee, "mentor": price.mentor}
    if price.change == FORCE:
        pins = [pin for pin in value.get("pinned", []) if pin["mentee"] != price.mentee]
        return value | {"pinned": [*pins, pair]}
    pins = [pin for pin in value.get("pinned", []) if pin != pair]
    return value | {"pinned": pins, "forbidden": [*value.get("forbidden", []), pair]}


def _assert_priced(value: Document, prices: Prices, price: Price) -> None:
    asked = _with(value, price)
    best, pairs = oracle.optimum(asked), _pairs(prices.proposal)
    if price.rules:
        assert best is None
        assert not price.losses
        assert not price.moves
        return
    assert best is not None
    sign = {"max": 1, "min": -1}
    assert {loss.goal: loss.value - sign[loss.direction] * loss.loss for loss in price.losses} == best
    moved = _applied(pairs, price)
    assert moved in list(oracle.assignments(asked))
    reached = oracle.values(asked, moved)
    assert {goal: reached[goal] for goal in best} == best
    assert set(price.without_pair) == pairs.keys() - moved.keys()
    assert set(price.with_pair) == moved.keys() - pairs.keys()


def _assert_all_cells(value: Document) -> None:
    prices = _prices(value)
    pairs = _pairs(prices.proposal)
    for person in value["mentees"]:
        by_mentee = {price.mentor: price for price in prices.of_mentee(person["id"])}
        for other in value["mentors"]:
            price = prices.cell(mentee=person["id"], mentor=other["id"])
            assert price.change == (FORBID if pairs.get(person["id"]) == other["id"] else FORCE)
            assert by_mentee.get(other["id"], price) == price
            _assert_priced(value, prices, price)
    for other in value["mentors"]:
        for price in prices.of_mentor(other["id"]):
            same = prices.cell(mentee=price.mentee, mentor=price.mentor)
            assert (same.change, same.losses, same.rules) == (price.change, price.losses, price.rules)
            _assert_priced(value, prices, price)


def _pinned(value: Document, draw: random.Random) -> Document:
    found = draw.choice(list(oracle.assignments(value)))
    pins = draw.sample(list(found.items()), min(len(found), 2))
    return value | {"pinned": [{"mentee": e, "mentor": m} for e, m in pins]}


@pytest.mark.parametrize("start", range(0, 200, 20))
def test_every_cell_costs_what_every_assignment_with_it_tells(start: int) -> None:
    for seed in range(start, start + 20):
        draw = seeded(seed)
        value = rated(draw, mentors=3, mentees=4, degree=2)
        _assert_all_cells(value | {"mode": draw.choice(["propose", "repair"])})
