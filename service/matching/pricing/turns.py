"""The changes of a repair as chains: who could not stay, whose place he takes, and so on to a free place."""

from collections import defaultdict
from collections.abc import Container, Iterable

from service.matching.formats.problem import Pair
from service.matching.pricing.loss import Move, Part, moves_between

MENTOR_LEFT = "mentor_left"
"""The mentor is no longer there; ``by`` names him."""
NOT_ALLOWED = "not_allowed"
"""The rules no longer allow the pair; ``by`` names its mentor."""
NO_ROOM = "no_room"
"""The mentor has fewer places now, or his group is too small; ``by`` names him."""
HAD_NONE = "had_none"
"""The mentee had no mentor before."""
GIVES_PLACE = "gives_place"
"""The mentee makes room; ``by`` names the mentee who takes the place."""
FOR_OTHERS = "for_others"
"""The mentee changes so that others can."""


class Turn(Part, frozen=True, kw_only=True):
    """A mentee who goes from one mentor to another (or to none), with the cause."""

    mentee: str
    leaves: str | None
    joins: str | None
    cause: str
    by: str | None = None


def turns(
    *,
    before: Iterable[Pair],
    after: Iterable[Pair],
    able: Container[tuple[str, str]],
    mentors: Container[str],
) -> tuple[tuple[Turn, ...], ...]:
    """Return the changes as chains, in canonical order of who could not stay.

    ``able`` holds the pairs (mentee, mentor) that could go on, ``mentors`` those who are still there.
    """
    displaced: dict[str, list[Move]] = defaultdict(list)
    roots = list[Turn]()
    moves = moves_between(before, after)
    entered = {move.joins for move in moves}
    for move in moves:
        if move.leaves in entered and (move.mentee, move.leaves) in able:
            displaced[str(move.leaves)].append(move)
        else:
            roots.append(_turn(move, *_cause(move, able, mentors)))
    chains = [_chain(root, displaced) for root in roots]
    for move in [move for left in displaced.values() for move in left]:
        if move in displaced[str(move.leaves)]:
            displaced[str(move.leaves)].remove(move)
            chains.append(_chain(_turn(move, FOR_OTHERS), displaced))
    return tuple(chains)


def _cause(move: Move, able: Container[tuple[str, str]], mentors: Container[str]) -> tuple[str, str | None]:
    """Return why a mentee in whose place nobody comes does not stay."""
    if move.leaves is None:
        return HAD_NONE, None
    if move.leaves not in mentors:
        return MENTOR_LEFT, move.leaves
    return NO_ROOM if (move.mentee, move.leaves) in able else NOT_ALLOWED, move.leaves


def _chain(root: Turn, displaced: dict[str, list[Move]]) -> tuple[Turn, ...]:
    """Follow from each who comes to one who makes room for him."""
    chain = [root]
    while chain[-1].joins is not None and displaced[chain[-1].joins]:
        chain.append(_turn(displaced[chain[-1].joins].pop(0), GIVES_PLACE, chain[-1].mentee))
    return tuple(chain)


def _turn(move: Move, cause: str, by: str | None = None) -> Turn:
    return Turn(mentee=move.mentee, leaves=move.leaves, joins=move.joins, cause=cause, by=by)
