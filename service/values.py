"""Frozen values that occur in events: dates, competencies, capacities, personal data.

They are part of the stored format: a field is never renamed or removed, new fields have defaults.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self

DEFAULT_LEVEL = 2
"""Level of a competency when a workbook names none (levels are 1..3)."""


@dataclass(frozen=True, slots=True)
class Pii:
    """Personal data of one person; sealed under that person's key wherever it is stored.

    ``value`` is a text or a tuple of texts, or ``None`` once the key was destroyed.
    """

    person: str
    value: str | tuple[str, ...] | None

    @property
    def text(self) -> str:
        """The value as one text; empty when it was erased."""
        if self.value is None:
            return ""
        return self.value if isinstance(self.value, str) else "; ".join(self.value)

    @property
    def texts(self) -> tuple[str, ...]:
        """The value as texts; empty when it was erased."""
        if self.value is None:
            return ()
        return (self.value,) if isinstance(self.value, str) else self.value

    def __repr__(self) -> str:
        """Hide the value: a representation may reach a log."""
        return f"Pii({self.person!r}, …)"


def text_of(said: Pii | None) -> str | None:
    """The text of what somebody may have said; empty when it was erased."""
    return None if said is None else said.text


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open interval of dates: «по 31.05» is stored as ``to`` = 1 June."""

    since: date
    to: date | None = None

    @classmethod
    def through(cls, first: date, last: date | None) -> Self:
        """Make the interval «с … по …», in which the last day is the last that counts."""
        return cls(first, None if last is None else last + timedelta(days=1))

    @property
    def last(self) -> date | None:
        """The last day that counts, if there is one."""
        return None if self.to is None else self.to - timedelta(days=1)

    def contains(self, day: date) -> bool:
        """Tell whether the day lies in the interval."""
        return self.since <= day and (self.to is None or day < self.to)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A competency that a phrase may also mean, with its similarity 0..1000."""

    code: str
    score: int


@dataclass(frozen=True, slots=True)
class CompetencyMapping:
    """What a phrase of a workbook was understood as.

    ``code`` is the nearest competency, ``score`` its similarity 0..1000, ``sure`` whether it may be used
    for matching without the curator's choice; ``model`` names the similarity model and its version.
    The phrase itself is personal data and stands beside it in ``Pii`` at the same index.
    """

    code: str
    score: int
    sure: bool
    model: str
    level: int = DEFAULT_LEVEL
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderReference:
    """Number and date of an order of the head (приказ)."""

    number: str
    signed_on: date


Source = Literal["paper", "workbook", "own", "curator", "survey", "diagnostics", "administration"]
"""Where a statement comes from: a paper form, a workbook, the person's own act, the curator; a request also
from a survey, a diagnostics, the administration (R-044)."""

ParticipantRole = Literal["mentor", "mentee"]
"""As what somebody takes part."""

RemovalGround = Literal[
    "no_longer_needed", "own_wish", "employment_ended", "consent_withdrawn", "data_erased"
]
"""Why an entry leaves the bank."""

AdmissionCriterion = Literal["psychological", "pedagogical", "professional"]
"""A preparation of a mentor that is assessed (002 §3.8 ¶3); training is proven by its document."""

DisclosedField = Literal[
    "full_name",
    "position",
    "subject",
    "photo",
    "qualification",
    "experience",
    "competencies",
    "contact",
    "role",
    "pair",
    "results",
]
"""What a person may let the institution make public; difficulties are never among it (A-18)."""

Questionnaire = Literal["potential_mentor", "mentor", "mentee", "curator"]
"""Whom a questionnaire asks."""

Moment = Literal["before", "after"]
"""When the quality of a programme is asked about."""

AnswerKind = Literal["scale", "frequency", "yes_no", "text"]
"""How a question is answered: 1 … 10; from never (1) to very often (5); no or yes as 0 or 1; in words."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a questionnaire; its words stand beside it in ``Pii`` at the same place.

    ``moments`` are when it is asked: before a programme, after it, or both.
    """

    code: str
    answer: AnswerKind
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An answer in figures, within the bounds of the question's kind."""

    question: str
    mark: int


Rating = Literal[0, 1, 2, 3, 4, 5]
"""Interest in a pair, 0 (declines) … 5."""

OrderKind = Literal[
    "regulation_approval",
    "regulation_amendment",
    "roadmap_approval",
    "curator_appointment",
    "curator_relief",
    "association_composition",
    "pair_assignment",
    "mentor_replacement",
    "mentor_relief",
    "programme_change",
    "programme_termination",
    "duty_release",
    "encouragement",
]
"""What an order of the head decides."""

Week = Literal["five_day", "six_day"]
"""The working week of an institution."""

PublicationPlace = Literal["site", "social_networks", "information_stand"]
"""Where an institution makes something public."""

NoticeStage = Literal["reminder", "overdue"]
"""When a notice about a deadline goes out: before its last day, or after it."""

EventLevel = Literal["institution", "municipal", "regional", "federal"]
"""How far an event, a practice or a publication reaches (R-137); the republic of 004 is a region."""

MentoringTopic = Literal[
    "subject_content",
    "teaching_methods",
    "upbringing",
    "lessons_and_activities",
    "psychological_support",
    "new_technologies",
    "other",
]
"""What mentoring is about: the open list of the association's clause (000 §3.4(2)), and new technologies."""

ProgrammeKind = Literal["individual", "group"]
"""Whom a personalised programme is for: one mentee or a group (R-021)."""

ProgrammeAuthor = Literal["mentor", "mentor_with_mentee"]
"""Who composes a programme (A-15)."""

Direction = Literal[
    "adaptation",
    "subject",
    "methodical",
    "psychological",
    "documents",
    "digital",
    "self_development",
    "law_study",
    "social",
    "innovation",
    "practice_oriented",
]
"""What an activity of a programme works on; the last four are duties of the regulations themselves
(R-113, R-104, R-105, R-014)."""

Responsible = Literal["mentor", "mentee", "both", "colleague"]
"""Who answers for an activity."""

TrainingLevel = Literal["beginning", "basic", "advanced"]
"""The mentee's level of training when a programme is composed (R-091)."""

ShortTermReason = Literal["sufficient_training", "returning", "narrow_task"]
"""Why a mentee's level of training allows a programme shorter than the definition says (A-01)."""

Outcome = Literal["resolved", "not_resolved"]
"""What became of a difficulty."""

TerminationGround = Literal["party_initiative", "mutual", "curator_initiative"]
"""Why a programme ends before its plan is done (R-126, R-127)."""

TerminationSubGround = Literal["improper_performance", "force_majeure"]
"""On which of the two circumstances the curator ends a programme (A-27)."""

ReportSide = Literal["mentor", "mentee"]
"""Whose report it is."""

WaiverReason = Literal["left_institution", "long_absence", "other"]
"""Why a report is no longer expected of its author (A-30)."""


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A professional difficulty of one mentee; its words stand beside it in ``Pii`` at the same place.

    ``number`` counts from 1 for each mentee; ``competency`` is the code in which it lies, if one is known.
    """

    number: int
    competency: str | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """One difficulty or one strength of one mentee, by its number."""

    mentee: str
    number: int


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """An activity as it is planned; title, method and the like stand beside it in ``Pii``.

    ``due_on`` is its term; without one the activity is held ready whenever it is needed (A-02).
    ``section`` counts from 1 in the regulation's list of sections, ``material`` is a methodical material.
    """

    direction: Direction
    due_on: date | None
    difficulties: tuple[Aim, ...] = ()
    strengths: tuple[Aim, ...] = ()
    section: int | None = None
    responsible: Responsible = "both"
    material: str | None = None


@dataclass(frozen=True, slots=True)
class NewTerm:
    """Another term for an activity that is planned already."""

    number: int
    due_on: date
