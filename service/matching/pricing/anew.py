"""What one more pin or ban costs, found by solving the problem anew with it."""

from collections.abc import Sequence

import msgspec

from service.matching.candidates.eligible import Ban
from service.matching.candidates.pins import OVER_CAPACITY, PLACES_KEPT
from service.matching.formats.problem import Forbidden, Pair, Problem
from service.matching.formats.proposal import INFEASIBLE, OPTIMAL, Proposal
from service.matching.pricing.loss import (
    BY_SOLVING,
    FORBID,
    FORCE,
    Move,
    Price,
    Rule,
    losses_between,
    moves_between,
    told,
)
from service.matching.propose import propose


def with_pin(problem: Problem, pair: Pair) -> Problem:
    """Return the problem with the pair pinned; it takes the place of another pin of this mentee."""
    others = tuple(pin for pin in problem.pinned if pin.mentee != pair.mentee)
    return problem.replace(pinned=(*others, pair))


def with_ban(problem: Problem, pair: Pair) -> Problem:
    """Return the problem with the pair forbidden, and with no pin that asks for it."""
    others = tuple(pin for pin in problem.pinned if pin.key != pair.key)
    ban = Forbidden(mentee=pair.mentee, mentor=pair.mentor)
    return problem.replace(pinned=others, forbidden=(*problem.forbidden, ban))


def price_by_solving(problem: Problem, proposal: Proposal, pair: Pair) -> Price:
    """Return the price of an allowed pair: forced if the proposal lacks it, forbidden if it holds it."""
    change = FORBID if any(found.people() == pair for found in proposal.pairs) else FORCE
    asked = with_ban(problem, pair) if change == FORBID else with_pin(problem, pair)
    price = Price(mentee=pair.mentee, mentor=pair.mentor, change=change, method=BY_SOLVING)
    anew = propose(asked)
    if anew.status == INFEASIBLE:
        return msgspec.structs.replace(price, rules=_contradiction(anew, pair))
    before, after = (tuple(found.people() for found in both.pairs) for both in (proposal, anew))
    return msgspec.structs.replace(
        price,
        losses=losses_between(proposal, anew),
        moves=_asked_first(pair, moves_between(before, after)),
        proven=proposal.status == OPTIMAL and anew.status == OPTIMAL,
    )


def _contradiction(anew: Proposal, pair: Pair) -> tuple[Rule, ...]:
    """Return what speaks against the pair; that its mentor's places are taken is not the fault of the pin."""
    own = next(person for person in anew.unmatched if person.mentee == pair.mentee)
    bans = (Ban(found.rule, found.clause, found.whose) for found in own.blocking)
    return told(PLACES_KEPT if ban == OVER_CAPACITY else ban for ban in bans)


def _asked_first(pair: Pair, moves: Sequence[Move]) -> tuple[Move, ...]:
    return tuple(sorted(moves, key=lambda move: (move.mentee != pair.mentee, move.mentee)))
