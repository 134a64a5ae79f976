"""The question put to the optimiser: two banks, marks, wishes of the curator, goals and limits.

A ``Problem`` is frozen and always in canonical order, so that equal questions are equal values whatever
the order in which their lists were written.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from hashlib import sha256
from operator import attrgetter
from sys import intern
from types import MappingProxyType
from typing import Any, Self

import msgspec
from msgspec.structs import force_setattr

from service.matching.formats.canonical import canonical, joined, plain, whole
from service.matching.formats.ranges import (
    Amount,
    AtLeastTwo,
    Count,
    Days,
    Mark,
    Seed,
    Share,
    Text,
    Third,
    Thousand,
    Words,
    Years,
)

SCHEMA = "matching-problem/1"
GOALS = ("matched", "overdue", "fit", "interest", "load", "stay")
"""The goals in the order in which they are pursued unless pairs are to be repaired."""

GROUP = "group"
"""The type of mentoring that needs several mentees."""

PROPOSE, REPAIR = "propose", "repair"
MODES = (PROPOSE, REPAIR)
"""Whether the best choice is wanted, or the choice that changes the current pairs least."""

CRITERIA = ("competencies", "subject", "experience", "mentoring", "time", "department", "types")
"""By what a pair earns points; how, ``candidates/score.py`` says."""

DEFAULT_WORK = 10.0
DEFAULT_SECONDS = 300.0


class _Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen value of the format."""


class _Entry(_Value, frozen=True, kw_only=True, omit_defaults=True):
    """A value in one of the lists; as JSON it leaves out what is unknown.

    A default that is a fact and not a gap comes from a factory, and is written.
    """


class GroupSize(_Entry, frozen=True, kw_only=True):
    """How many mentees (persons) a mentor takes into one group, ``min`` >= 2."""

    min: AtLeastTwo
    max: AtLeastTwo | None = None


class _Person(_Entry, frozen=True, kw_only=True):
    """A person whose lists of words are kept sorted; equal words are one object, however many know them."""

    id: Text
    forms: Words
    types: Words
    subject: Text | None = None
    age: Years | None = None
    experience_years: Years | None = None
    department: Text | None = None
    free: Words | None = None
    institution: Text | None = None
    network: bool = msgspec.field(default_factory=lambda: False)

    def __post_init__(self) -> None:
        for name in ("forms", "types", "free"):
            _sort_words(self, name)
        for name in ("subject", "department", "institution"):
            word: str | None = getattr(self, name)
            if word is not None:
                force_setattr(self, name, intern(word))


class Mentor(_Person, frozen=True, kw_only=True):
    """A mentor: free places, levels 1..3 by competency, forms, types and what else is known.

    ``network`` tells that his institution lets him mentor people of other institutions.
    """

    capacity: Count
    competencies: dict[Text, Third]
    position: Text | None = None
    mentoring_years: Years | None = None
    group: GroupSize | None = None
    head_of: Words = msgspec.field(default_factory=lambda: ())

    def __post_init__(self) -> None:
        super().__post_init__()
        _sort_words(self, "head_of")

    @property
    def group_sizes(self) -> range:
        """The numbers of mentees that a group of his may have; empty if he leads none."""
        if self.group is None or GROUP not in self.types:
            return range(0)
        most = self.capacity if self.group.max is None else min(self.group.max, self.capacity)
        return range(self.group.min, most + 1)


class Mentee(_Person, frozen=True, kw_only=True):
    """A mentee: requests by competency with priority 1 (first)..3, forms, types, days to the deadline.

    ``network`` tells that a mentor from another institution is welcome.
    """

    request: dict[Text, Third]
    due_in_days: Days | None = None
    waiting_days: Count | None = None

    @property
    def overdue(self) -> bool:
        """Whether the day by which a mentor had to be appointed has passed."""
        return self.due_in_days is not None and self.due_in_days < 0


class Pair(_Entry, frozen=True, kw_only=True):
    """A mentee with a mentor, both by id."""

    mentee: Text
    mentor: Text

    @property
    def key(self) -> tuple[str, str]:
        """The pair as (mentee, mentor)."""
        return self.mentee, self.mentor


class Interest(Pair, frozen=True, kw_only=True):
    """Marks 0..5 that both sides gave; 0 declines, None is silence."""

    by_mentee: Mark | None
    by_mentor: Mark | None

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

    points: Thousand


class Forbidden(Pair, frozen=True, kw_only=True):
    """A pair that the curator does not want."""

    reason: str | None = None


class Excluded(_Entry, frozen=True, kw_only=True):
    """A person who may not take part at all, with the rule and the clause that say so."""

    id: Text
    rule: Text
    clause: Text | None = None


class Limits(_Value, frozen=True, kw_only=True):
    """``work`` in deterministic units, ``seconds`` as a safety net, how much fit to give away 0..1."""

    work: Amount = DEFAULT_WORK
    seconds: Amount = DEFAULT_SECONDS
    seed: Seed = 0
    fit_tolerance: Share = 0.0


class Problem(_Value, frozen=True, kw_only=True, dict=True):
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
    weights: dict[Text, Thousand] | None = None
    """The most points 0..1000 by criterion, in place of the usual ones; a criterion left out gives none."""

    def __post_init__(self) -> None:
        for name, key in _ORDER.items():
            values: tuple[_Entry, ...] | None = getattr(self, name)
            if values is not None:
                force_setattr(self, name, tuple(sorted(values, key=key)))
        force_setattr(self, "goals", tuple(goal for goal in GOALS if goal in self.goals))

    @cached_property
    def mentee_index(self) -> dict[str, int]:
        """The position of every mentee by id."""
        return {mentee.id: i for i, mentee in enumerate(self.mentees)}

    @cached_property
    def mentor_index(self) -> dict[str, int]:
        """The position of every mentor by id."""
        return {mentor.id: i for i, mentor in enumerate(self.mentors)}

    def mentee(self, person: str) -> Mentee:
        """Return a mentee by id. Raises: KeyError."""
        return self.mentees[self.mentee_index[person]]

    def mentor(self, person: str) -> Mentor:
        """Return a mentor by id. Raises: KeyError."""
        return self.mentors[self.mentor_index[person]]

    def replace(self, **changes: object) -> Self:
        """Return the same question with some members changed."""
        return msgspec.structs.replace(self, **changes)


def to_json(problem: Problem) -> dict[str, object]:
    """Return the problem as plain JSON values: defaults filled, lists sorted, unknown facts left out."""
    result: dict[str, object] = {"schema": SCHEMA, "limits": plain(problem.limits)}
    for name in _MEMBERS:
        value = getattr(problem, name)
        if value is not None:
            result[name] = plain(value)
    return result


def digest(problem: Problem) -> str:
    """Return ``sha256:`` and the hexadecimal hash of the canonical JSON without ``limits.seconds``."""
    limits = problem.limits
    lasting = {"work": limits.work, "seed": limits.seed, "fit_tolerance": limits.fit_tolerance}
    members = {"limits": canonical(lasting), "schema": whole(SCHEMA)}
    for name in _MEMBERS:
        value = getattr(problem, name)
        if value is not None:
            members[name] = whole(value)
    return "sha256:" + sha256(joined(members)).hexdigest()


def _sort_words(person: _Person, name: str) -> None:
    words: Words | None = getattr(person, name)
    if words:
        force_setattr(person, name, tuple(sorted(map(intern, words))))


def _exclusion_key(excluded: Excluded) -> tuple[str, str, str]:
    return excluded.id, excluded.rule, excluded.clause or ""


_BY_PAIR = attrgetter("mentee", "mentor")
_ORDER: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        **dict.fromkeys(("mentors", "mentees"), attrgetter("id")),
        **dict.fromkeys(("interest", "fit", "pinned", "forbidden", "current"), _BY_PAIR),
        "excluded": _exclusion_key,
    }
)
"""By what each list of a problem is sorted."""
_MEMBERS = (*_ORDER, "goals", "mode", "weights")
"""All members but the limits; their numbers are whole."""
