"""The answer of the optimiser: pairs with their points, who is left and why, and the proof per goal."""

from typing import Self

import msgspec

from service.matching.formats.answers import ANY_NUMBER, SOLVER, Part, achieved, goal_name, read_answer
from service.matching.formats.canonical import canonical, plain
from service.matching.formats.fields import (
    LARGEST,
    Field,
    choice,
    integer,
    listing,
    optional,
    record,
    table,
    text,
)
from service.matching.formats.problem import GOALS, Pair

SCHEMA = "matching-proposal/1"
OPTIMAL, FEASIBLE, INFEASIBLE = "optimal", "feasible", "infeasible"
STATUSES = (OPTIMAL, FEASIBLE, INFEASIBLE)
STOPPED_BY = ("work", "seconds")
METHODS = ("flow", "exact", "packing")
"""How a component was solved: by flow alone, by search with a proof, by filling groups first."""
GRANTORS = ("mentor", "mentee", "curator", "head")
SIDES = ("mentee", "mentor")


class Achieved(Part, frozen=True, kw_only=True):
    """A goal: its value and the bound that no proposal can pass; they are equal exactly when it is proven."""

    name: str
    direction: str
    value: int
    bound: int


class ProposedPair(Part, frozen=True, kw_only=True):
    """A suggested pair; ``points`` 0..1000 are the sum of ``terms``, points by criterion."""

    mentee: str
    mentor: str
    points: int
    terms: dict[str, int]
    group: str | None = None

    def people(self) -> Pair:
        """Return the two people alone."""
        return Pair(mentee=self.mentee, mentor=self.mentor)


class ProposedGroup(Part, frozen=True, kw_only=True):
    """A suggested group: one mentor, one theme, two mentees or more."""

    id: str
    mentor: str
    theme: str
    mentees: tuple[str, ...]


class Change(Part, frozen=True, kw_only=True):
    """A change as a code with its values; ``together`` counts the changes that only help together.

    ``more`` says how many people are to be found, where the change asks for people.
    """

    code: str
    mentor: str | None = None
    value: str | None = None
    together: int | None = None
    more: int | None = None


class Blocking(Part, frozen=True, kw_only=True):
    """A rule that keeps mentors from a mentee, and how many."""

    rule: str
    count: int
    clause: str | None = None
    whose: str | None = None
    """``mentee`` or ``mentor`` where the rule is about one person and not about the pair."""


class Cause(Part, frozen=True, kw_only=True):
    """A rule of a smallest set that blocks: all of them leave nobody, without any one somebody could."""

    rule: str
    clause: str | None = None
    whose: str | None = None
    """``mentee`` or ``mentor`` where the rule is about one person and not about the pair."""


class Relaxation(Part, frozen=True, kw_only=True):
    """A smallest change that would give the mentee a pair, and who may grant it."""

    rule: str
    change: Change
    grantor: str
    clause: str | None = None

    def together(self, count: int) -> Self:
        """Return the same as one of several changes that only help together."""
        change = msgspec.structs.replace(self.change, together=count) if count > 1 else self.change
        return msgspec.structs.replace(self, change=change)


class Unmatched(Part, frozen=True, kw_only=True):
    """A mentee without a pair, why, what would help, and the fewest rules that are enough to block him."""

    mentee: str
    blocking: tuple[Blocking, ...]
    relaxations: tuple[Relaxation, ...]
    smallest: tuple[Cause, ...] = ()


class Solver(Part, frozen=True, kw_only=True):
    """Which program found the proposal, and with which seed."""

    name: str
    version: str
    seed: int


class GoalPrices(Part, frozen=True, kw_only=True):
    """The proof of a goal: a price <= 0 for every mentee, every mentor (in the order of ids) and the sink."""

    goal: str
    mentees: tuple[int, ...]
    mentors: tuple[int, ...]
    sink: int


class ComponentResult(Part, frozen=True, kw_only=True):
    """People who share candidates with nobody else: how many, how they were solved, the status."""

    mentees: int
    mentors: int
    method: str
    status: str


class Proposal(Part, frozen=True, kw_only=True):
    """The whole answer; lists are sorted by mentee."""

    status: str
    goals: tuple[Achieved, ...]
    pairs: tuple[ProposedPair, ...]
    groups: tuple[ProposedGroup, ...]
    unmatched: tuple[Unmatched, ...]
    problem_digest: str
    solver: Solver
    stopped_by: str | None = None
    certificate: tuple[GoalPrices, ...] = ()
    components: tuple[ComponentResult, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the canonical bytes (RFC 8785 and a line break): equal proposals are equal files."""
        return canonical(to_json(self)) + b"\n"

    def replace(self, **changes: object) -> Self:
        """Return the same proposal with some members changed."""
        return msgspec.structs.replace(self, **changes)


_RULE = {"rule": Field(text), "clause": optional(text)}
_NAMED = _RULE | {"whose": optional(choice(SIDES, rule="unknown_side", message="бывают только"))}
_CHANGE = record(
    {
        "code": Field(text),
        "mentor": optional(text),
        "value": optional(text),
        "together": optional(integer(2)),
        "more": optional(integer(1)),
    }
)
_PAIR = {
    "mentee": Field(text),
    "mentor": Field(text),
    "points": Field(ANY_NUMBER),
    "terms": Field(table(ANY_NUMBER)),
    "group": optional(text),
}
_UNMATCHED = {
    "mentee": Field(text),
    "blocking": Field(listing(record(_NAMED | {"count": Field(ANY_NUMBER)}))),
    "relaxations": Field(
        listing(
            record(
                _RULE
                | {
                    "change": Field(_CHANGE),
                    "grantor": Field(choice(GRANTORS, rule="unknown_grantor", message="бывают только")),
                }
            )
        )
    ),
    "smallest": optional(listing(record(_NAMED))),
}
_GROUP = {
    "id": Field(text),
    "mentor": Field(text),
    "theme": Field(text),
    "mentees": Field(listing(text)),
}
_PRICE = integer(-LARGEST, 0)
_PRICES = {
    "goal": goal_name(GOALS),
    "mentees": Field(listing(_PRICE)),
    "mentors": Field(listing(_PRICE)),
    "sink": Field(_PRICE),
}
_COMPONENT = {
    "mentees": Field(integer(0)),
    "mentors": Field(integer(0)),
    "method": Field(choice(METHODS, rule="unknown_method", message="бывают только")),
    "status": Field(choice((OPTIMAL, FEASIBLE), rule="unknown_status", message="бывают только")),
}
_PROPOSAL = record(
    {
        "schema": Field(choice((SCHEMA,), rule="other_schema", message="это не предложение пар: нужно")),
        "status": Field(choice(STATUSES, rule="unknown_status", message="бывают только")),
        "stopped_by": optional(choice(STOPPED_BY, rule="unknown_limit", message="бывают только")),
        "goals": Field(listing(achieved(GOALS))),
        "pairs": Field(listing(record(_PAIR))),
        "groups": Field(listing(record(_GROUP))),
        "unmatched": Field(listing(record(_UNMATCHED))),
        "problem_digest": Field(text),
        "solver": Field(SOLVER),
        "certificate": optional(listing(record(_PRICES))),
        "components": optional(listing(record(_COMPONENT))),
    }
)


_LEFT_OUT_IF_EMPTY = frozenset({"stopped_by", "certificate", "components"})


def to_json(proposal: Proposal) -> dict[str, object]:
    """Return the proposal as plain JSON values."""
    document: dict[str, object] = {"schema": SCHEMA}
    for name in proposal.__struct_fields__:
        value = plain(getattr(proposal, name))
        if value or name not in _LEFT_OUT_IF_EMPTY:
            document[name] = value
    return document


def read_proposal(content: bytes) -> Proposal:
    """Return the proposal in the bytes of a file; whether it is right, ``check`` says.

    Raises: InvalidFile with every fault of form.
    """
    return read_answer(content, _PROPOSAL, Proposal)
