"""The nearest alternatives: with whom else a mentee (or a mentor) could go, the smallest loss first.

They are the shortlist of a round in two stages: people see whom they are proposed and who is nearest, say
whom they would like, and the round is solved once more with their marks.
"""

import numpy as np

from service.matching.candidates.columns import Numbers
from service.matching.pricing.anew import price_by_solving
from service.matching.pricing.loss import Part, Price
from service.matching.pricing.price import Prices
from service.matching.pricing.routes import Routes


class Shortlist(Part, frozen=True, kw_only=True):
    """Whom a person is proposed, and the nearest alternatives with their prices.

    ``others`` counts the allowed people who are further off, ``untried`` those of them whose price was not
    asked because each takes a solution of its own (groups or a tolerance); nearer ones may be among them.
    Where groups are kept, the prices of their members and of places in them are not asked either.
    """

    person: str
    proposed: tuple[str, ...]
    nearest: tuple[Price, ...]
    others: int = 0
    untried: int = 0


def nearest_mentors(prices: Prices, mentee: str, *, most: int = 3) -> Shortlist:
    """Return up to ``most`` mentors whom the mentee could have instead, by the loss goal by goal.

    Raises: KeyError for an unknown mentee, EndlessDescent if the proposal is not the best.
    """
    position = prices.problem.mentee_index[mentee]
    own = prices.movable(prices.candidates_of(position))
    proposed = tuple(pair.mentor for pair in prices.proposal.pairs if pair.mentee == mentee)
    if prices.coupled:
        return _tried(prices, mentee, proposed, own, most)
    exchanges = prices.exchanges
    others = own[~exchanges.held[own]]
    routes = exchanges.toward(exchanges.mentor_of(position), exchanges.joined(others, most=most))
    return _by_search(prices, mentee, proposed, others, routes, most)


def nearest_mentees(prices: Prices, mentor: str, *, most: int = 3) -> Shortlist:
    """Return up to ``most`` mentees whom the mentor could have besides or instead, by the loss.

    Raises: KeyError for an unknown mentor, EndlessDescent if the proposal is not the best.
    """
    position = prices.problem.mentor_index[mentor]
    own = prices.movable(np.flatnonzero(prices.candidates.mentor == position))
    proposed = tuple(pair.mentee for pair in prices.proposal.pairs if pair.mentor == mentor)
    if prices.coupled:
        return _tried(prices, mentor, proposed, own, most)
    others = own[~prices.exchanges.held[own]]
    routes = prices.exchanges.outward(position, prices.exchanges.left(others, most=most))
    return _by_search(prices, mentor, proposed, others, routes, most)


def _by_search(
    prices: Prices, person: str, proposed: tuple[str, ...], others: Numbers, routes: Routes, most: int
) -> Shortlist:
    total = prices.exchanges.totals(others, routes)
    possible = np.flatnonzero((total < routes.far).astype(np.bool_))
    order = possible[np.argsort(total[possible], kind="stable")]
    nearest = tuple(prices.of_candidate(candidate, routes) for candidate in others[order[:most]].tolist())
    reachable = {each for pair in prices.people(others) for each in pair.key}
    kept = len(prices.allowed_to(person) - reachable - {*proposed})
    return Shortlist(
        person=person,
        proposed=proposed,
        nearest=nearest,
        others=len(others) - len(nearest) + kept,
        untried=kept,
    )


def _tried(prices: Prices, person: str, proposed: tuple[str, ...], own: Numbers, most: int) -> Shortlist:
    """Solve for those with most points, twice as many as are asked for."""
    taken = {pair.people().key for pair in prices.proposal.pairs}
    best_first = own[np.argsort(-prices.candidates.points[own], kind="stable")]
    others = [pair for pair in prices.people(best_first) if pair.key not in taken]
    found = [price_by_solving(prices.problem, prices.proposal, pair) for pair in others[: 2 * most]]
    possible = sorted((price for price in found if not price.rules), key=lambda price: price.key)
    return Shortlist(
        person=person,
        proposed=proposed,
        nearest=tuple(possible[:most]),
        others=len(others) - len(possible[:most]),
        untried=len(others[2 * most :]),
    )
