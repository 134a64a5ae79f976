"""The question put to the optimiser: two banks, marks, wishes of the curator, goals and limits.

A ``Problem`` is frozen and always in canonical order, so that equal questions are equal values whatever
the order in which their lists were written.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Self

import msgspec
from msgspec.structs import force_setattr

from service.matching.canonical import canonical, plain

SCHEMA = "matching-problem/1"
GOALS = ("matched", "overdue", "fit", "interest", "load", "stay")
"""The goals in the order in which they are pursued unless pairs are to be repaired."""

GROUP = "group"
"""The type of mentoring that needs several mentees."""

PROPOSE, REPAIR = "propose", "repair"
MODES = (PROPOSE, REPAIR)
"""Whether the best choice is wanted, or the choice that changes the current pairs least."""

DEFAULT_WORK = 10.0
DEFAULT_SECONDS = 300.0


class _Value(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value whose lists of words are kept sorted."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, tuple) and all(isinstance(word, str) for word in value):
                force_setattr(self, name, tuple(sorted(value)))


class GroupSize(_Value, frozen=True, kw_only=True):
    """How many mentees (persons) a mentor takes into one group, ``min`` >= 2."""

    min: int
    max: int | None = None


class Mentor(_Value, frozen=True, kw_only=True):
    """A mentor: free places, levels 1..3 by competency, forms, types and what else is known.

    ``network`` tells that his institution lets him mentor people of other institutions.
    """

    id: str
    capacity: int
    competencies: dict[str, int]
    forms: tuple[str, ...]
    types: tuple[str, ...]
    position: str | None = None
    subject: str | None = None
    age: int | None = None
    experience_years: int | None = None
    mentoring_years: int | None = None
    group: GroupSize | None = None
    department: str | None = None
    head_of: tuple[str, ...] = ()
    free: tuple[str, ...] | None = None
    institution: str | None = None
    network: bool = False

    @property
    def group_sizes(self) -> range:
        """The numbers of mentees that a group of his may have; empty if he leads none."""
        if self.group is None or GROUP not in self.types:
            return range(0)
        most = self.capacity if self.group.max is None else min(self.group.max, self.capacity)
        return range(self.group.min, most + 1)


class Mentee(_Value, frozen=True, kw_only=True):
    """A mentee: requests by competency with priority 1 (first)..3, forms, types, days to the deadline.

    ``network`` tells that a mentor from another institution is welcome.
    """

    id: str
    request: dict[str, int]
    forms: tuple[str, ...]
    types: tuple[str, ...]
    subject: str | None = None
    age: int | None = None
    experience_years: int | None = None
    due_in_days: int | None = None
    waiting_days: int | None = None
    department: str | None = None
    free: tuple[str, ...] | None = None
    institution: str | None = None
    network: bool = False

    @property
    def overdue(self) -> bool:
        """Whether the day by which a mentor had to be appointed has passed."""
        return self.due_in_days is not None and self.due_in_days < 0


class Pair(_Value, frozen=True, kw_only=True):
    """A mentee with a mentor, both by id."""

    mentee: str
    mentor: str

    @property
    def key(self) -> tuple[str, str]:
        """The pair as (mentee, mentor)."""
        return self.mentee, self.mentor


class Interest(Pair, frozen=True, kw_only=True):
    """Marks 0..5 that both sides gave; 0 declines, None is silence."""

    by_mentee: int | None
    by_mentor: int | None

    @property
    def total(self) -> int:
        """The sum of the marks, 0..10; silence counts 0."""
        return (self.by_mentee or 0) + (self.by_mentor or 0)

    @property
    def declined(self) -> bool:
        """Whether one side said no."""
        return self.by_mentee == 0 or self.by_mentor == 0


class Fit(Pair, frozen=True, kw_only=True):
    """Points 0..1000 of a pair that were given from outside."""

    points: int


class Forbidden(Pair, frozen=True, kw_only=True):
    """A pair that the curator does not want."""

    reason: str | None = None


class Excluded(_Value, frozen=True, kw_only=True):
    """A person who may not take part at all, with the rule and the clause that say so."""

    id: str
    rule: str
    clause: str | None = None


class Limits(_Value, frozen=True, kw_only=True):
    """``work`` in deterministic units, ``seconds`` as a safety net, how much fit to give away 0..1."""

    work: float = DEFAULT_WORK
    seconds: float = DEFAULT_SECONDS
    seed: int = 0
    fit_tolerance: float = 0.0


class Problem(_Value, frozen=True, kw_only=True):
    """The whole question; its lists are sorted by id and by (mentee, mentor)."""

    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    interest: tuple[Interest, ...] = ()
    fit: tuple[Fit, ...] | None = None
    pinned: tuple[Pair, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    current: tuple[Pair, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    goals: tuple[str, ...] = GOALS
    limits: Limits = Limits()
    mode: str = PROPOSE
    weights: dict[str, int] | None = None
    """The most points 0..1000 by criterion, in place of the usual ones; a criterion left out gives none."""

    def __post_init__(self) -> None:
        force_setattr(self, "mentors", tuple(sorted(self.mentors, key=lambda person: person.id)))
        force_setattr(self, "mentees", tuple(sorted(self.mentees, key=lambda person: person.id)))
        for name in ("interest", "fit", "pinned", "forbidden", "current"):
            pairs: tuple[Pair, ...] | None = getattr(self, name)
            if pairs is not None:
                force_setattr(self, name, tuple(sorted(pairs, key=lambda pair: pair.key)))
        force_setattr(self, "excluded", tuple(sorted(self.excluded, key=_exclusion_key)))
        force_setattr(self, "goals", tuple(goal for goal in GOALS if goal in self.goals))

    def replace(self, **changes: object) -> Self:
        """Return the same question with some members changed."""
        return msgspec.structs.replace(self, **changes)


def to_json(problem: Problem) -> dict[str, object]:
    """Return the problem as plain JSON values: defaults filled, lists sorted, unknown facts left out."""
    result: dict[str, object] = {"schema": SCHEMA}
    for name in ("mentors", "mentees", "fit", "pinned", "forbidden", "current", "excluded"):
        values: Iterable[_Value] | None = getattr(problem, name)
        if values is not None:
            result[name] = [_known(value) for value in values]
    for name in ("interest", "goals", "limits", "mode"):
        result[name] = plain(getattr(problem, name))
    if problem.weights is not None:
        result["weights"] = problem.weights
    return result


def digest(problem: Problem) -> str:
    """Return ``sha256:`` and the hexadecimal hash of the canonical JSON without ``limits.seconds``."""
    document = to_json(problem)
    limits = problem.limits
    document["limits"] = {"work": limits.work, "seed": limits.seed, "fit_tolerance": limits.fit_tolerance}
    return "sha256:" + sha256(canonical(document)).hexdigest()


def _known(value: _Value) -> dict[str, object]:
    known: dict[str, object] = {}
    for name in value.__struct_fields__:
        member = getattr(value, name)
        if member is not None:
            known[name] = _known(member) if isinstance(member, _Value) else plain(member)
    return known


def _exclusion_key(excluded: Excluded) -> tuple[str, str, str]:
    return excluded.id, excluded.rule, excluded.clause or ""
