"""A second way to the price of a cell: every assignment with the pin or the ban is tried."""

from service.matching.formats.proposal import Proposal
from service.matching.formats.reading import problem_from
from service.matching.pricing.loss import FORCE, Price
from service.matching.pricing.price import Prices
from service.matching.propose import propose
from tests.matching import oracle
from tests.matching.instances import Document

Assignment = dict[str, str]


def prices_of(value: Document) -> Prices:
    asked = problem_from(value)
    return Prices.of(problem=asked, proposal=propose(asked))


def pairs_of(proposal: Proposal) -> Assignment:
    return {pair.mentee: pair.mentor for pair in proposal.pairs}


def applied(pairs: Assignment, price: Price) -> Assignment:
    """The pairs after the moves; each move must start where the mentee is."""
    result = dict(pairs)
    for move in price.moves:
        assert result.pop(move.mentee, None) == move.leaves
        if move.joins is not None:
            result[move.mentee] = move.joins
    return result


def with_cell(value: Document, price: Price) -> Document:
    """The problem with the pin or the ban, which takes the place of a pin of this mentee."""
    pair = {"mentee": price.mentee, "mentor": price.mentor}
    if price.change == FORCE:
        pins = [pin for pin in value.get("pinned", []) if pin["mentee"] != price.mentee]
        return value | {"pinned": [*pins, pair]}
    pins = [pin for pin in value.get("pinned", []) if pin != pair]
    return value | {"pinned": pins, "forbidden": [*value.get("forbidden", []), pair]}


def assert_priced(value: Document, prices: Prices, price: Price) -> None:
    asked = with_cell(value, price)
    best, pairs = oracle.optimum(asked), pairs_of(prices.proposal)
    if price.rules:
        assert best is None
        assert not price.losses
        assert not price.moves
        return
    assert best is not None
    sign = {"max": 1, "min": -1}
    assert {loss.goal: loss.value - sign[loss.direction] * loss.loss for loss in price.losses} == best
    moved = applied(pairs, price)
    assert moved in list(oracle.assignments(asked))
    reached = oracle.values(asked, moved)
    assert {goal: reached[goal] for goal in best} == best
    assert {move.mentee for move in price.moves if move.joins is None} == pairs.keys() - moved.keys()
    assert {move.mentee for move in price.moves if move.leaves is None} == moved.keys() - pairs.keys()
