"""What a change of a proposal costs: losses goal by goal, and the people who move. Plain frozen values."""

from collections.abc import Iterable, Sequence

import msgspec

from service.matching.candidates.eligible import Ban
from service.matching.formats.canonical import plain
from service.matching.formats.problem import Pair
from service.matching.formats.proposal import Achieved, Proposal

FORCE, FORBID = "force", "forbid"
BY_EXCHANGE, BY_SOLVING, KEEPING_GROUPS = "exchange", "solve", "keeping_groups"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen part of an answer; what there is not is null."""

    def to_json(self) -> object:
        """Return the same as plain JSON values."""
        return plain(self)


class Loss(Part, frozen=True, kw_only=True):
    """A goal, its value in the proposal and by how much it gets worse (below 0: better)."""

    goal: str
    direction: str
    value: int
    loss: int


class Move(Part, frozen=True, kw_only=True):
    """A mentee who leaves a mentor, joins another, or both; without ``joins`` he loses his pair."""

    mentee: str
    leaves: str | None = None
    joins: str | None = None


class Rule(Part, frozen=True, kw_only=True):
    """A rule that makes a pair impossible, with its clause where the problem names one."""

    rule: str
    clause: str | None = None
    whose: str | None = None
    """``mentee`` or ``mentor`` where the rule is about one person and not about the pair."""


class Price(Part, frozen=True, kw_only=True):
    """The price of one cell: losses in the order of the goals and moves, or the rules that forbid the pair.

    ``change`` is ``force`` (the pair is not in the proposal) or ``forbid`` (it is); ``method`` is
    ``exchange``, ``solve`` or ``keeping_groups`` (it costs at most so much: groups stay as they are);
    ``proven`` tells whether both proposals that are compared are proven the best.
    """

    mentee: str
    mentor: str
    change: str
    method: str = BY_EXCHANGE
    losses: tuple[Loss, ...] = ()
    moves: tuple[Move, ...] = ()
    rules: tuple[Rule, ...] = ()
    proven: bool = True

    @property
    def key(self) -> tuple[int, ...]:
        """The losses as numbers that compare as the goals do: the smallest is the nearest."""
        return tuple(loss.loss for loss in self.losses)


def told(bans: Iterable[Ban]) -> tuple[Rule, ...]:
    """Return rules as parts of an answer."""
    return tuple(Rule(rule=ban.rule, clause=ban.clause, whose=ban.whose) for ban in bans)


def losses(goals: Sequence[Achieved], lost: dict[str, int]) -> tuple[Loss, ...]:
    """Return the losses of the goals in their order."""
    return tuple(
        Loss(goal=goal.name, direction=goal.direction, value=goal.value, loss=lost[goal.name])
        for goal in goals
    )


def losses_between(before: Proposal, after: Proposal) -> tuple[Loss, ...]:
    """Return by how much each goal of one proposal is worse in another."""
    then = {goal.name: goal.value for goal in after.goals}
    sign = {"max": 1, "min": -1}
    lost = {goal.name: sign[goal.direction] * (goal.value - then[goal.name]) for goal in before.goals}
    return losses(before.goals, lost)


def moves_between(before: Iterable[Pair], after: Iterable[Pair]) -> tuple[Move, ...]:
    """Return who moves from one set of pairs to another, by mentee."""
    left = {pair.mentee: pair.mentor for pair in before}
    joined = {pair.mentee: pair.mentor for pair in after}
    people = sorted(left.keys() | joined.keys())
    return tuple(
        Move(mentee=person, leaves=left.get(person), joins=joined.get(person))
        for person in people
        if left.get(person) != joined.get(person)
    )
