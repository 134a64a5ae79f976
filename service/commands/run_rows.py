"""The plain rows in which answers about a stored run are shown, from prices to repairs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LossRow:
    """A goal in words, its value in the proposal and by how much it gets worse; below 0 it gets better."""

    goal: str
    value: int
    loss: int


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A mentee who leaves a mentor, joins another, or both, with the sentence that says so."""

    mentee_id: str
    leaves_id: str | None
    joins_id: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class PriceRow:
    """What it costs to have a pair that is not proposed, or to do without one that is (``proposed``).

    ``rules`` make an impossible pair impossible; ``free`` tells that no goal loses; ``proven`` that both
    distributions that are compared are the best of their kind, and ``doubt`` says why they may not be (else
    empty); ``cost`` is what is lost, in words.
    """

    mentee_id: str
    mentor_id: str
    mentee: str
    mentor: str
    proposed: bool
    possible: bool
    free: bool
    proven: bool
    rules: tuple[str, ...]
    losses: tuple[LossRow, ...]
    moves: tuple[MoveRow, ...]
    cost: str
    doubt: str
    sentence: str


@dataclass(frozen=True, slots=True)
class AlternativesRow:
    """Whom a person is proposed, and whom he could have instead, the cheapest first.

    ``others`` counts those further off, ``untried`` those of them whose price was not reckoned.
    """

    person_id: str
    person: str
    proposed: tuple[str, ...]
    nearest: tuple[PriceRow, ...]
    others: int
    untried: int


@dataclass(frozen=True, slots=True)
class BottleneckRow:
    """Requests that hang on too few places: so many of their mentees get nobody, whatever one does."""

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    places: int
    deficit: int
    sentence: str


@dataclass(frozen=True, slots=True)
class DearerRow:
    """Two people who marked each other higher than whom they are proposed (0..5)."""

    mentee_id: str
    mentor_id: str
    mentee: str
    mentor: str
    by_mentee: int
    by_mentor: int


@dataclass(frozen=True, slots=True)
class ReverseRow:
    """Two people who could teach each other: the younger one technologies, the older one methods (R-084).

    ``technology_proposed`` and ``methodology_proposed`` tell which of the two directions the run proposed.
    """

    younger: str
    older: str
    technology_points: int
    methodology_points: int
    technology_proposed: bool
    methodology_proposed: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class GainRow:
    """A goal in words with its best value as things are and after a change."""

    goal: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ImprovementRow:
    """A training of a mentor up to ``level`` 1..3, or without a ``competency`` one place more with him."""

    mentor_id: str
    mentor: str
    competency: str | None
    level: int | None
    gains: tuple[GainRow, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """What would help most, the best first; ``proven``: no other single change helps more."""

    trainings: tuple[ImprovementRow, ...]
    places: tuple[ImprovementRow, ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class CurveRow:
    """What a tolerance leads to: points of the fit, points given away, the sum of the marks of interest.

    ``unevenness`` is the sum of squared loads; ``dearer`` counts the pairs of mutual interest who would both
    rather have each other, ``moved`` the mentees with somebody else than without tolerance.
    """

    per_mille: int
    fit: int
    given_away: int
    interest: int
    unevenness: int
    dearer: int
    moved: int
    proven: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One of the best distributions: its rank from 1, what it loses against the best, and who moves."""

    rank: int
    losses: tuple[LossRow, ...]
    moves: tuple[MoveRow, ...]
    proven: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class RepairRow:
    """What a repair changes, sentence by sentence, and what is proven about it.

    ``changed`` are pairs that could go on and are given up, ``gone`` those that cannot go on. ``chains`` are
    the ``changes`` as they follow from each other, each from who could not stay to a free place.
    """

    matched: int
    kept: int
    changed: int
    gone: int
    proven: bool
    changes: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]
    sentence: str
