"""A professional contest for which the mentor recommended the mentee (R-108)."""

from datetime import date
from typing import Literal, Self

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import EventLevel, Pii

ContestResult = Literal["participant", "laureate", "prize", "winner", "withdrew"]
"""How a contest ended for the mentee."""


class ContestNeedsActivePair(Refused):
    """The mentor recommends his own mentee, while the pair is active."""

    requirement = "R-108"


class ContestResultAlreadyRecorded(Refused):
    """The result of this contest is known; facts: ``resulted_on``."""

    requirement = "R-108"


class ContestResultInFuture(Refused):
    """The result is dated later than the day of the act; facts: ``resulted_on``, ``on``."""

    requirement = "R-108"


class ContestResultTooEarly(Refused):
    """The result is older than the recommendation; facts: ``recommended_on``, ``resulted_on``."""

    requirement = "R-108"


class Contest(Aggregate):
    """One mentee and one contest; its result may come after the pair has ended."""

    TOPIC = "contest"

    class ContestParticipationRecommended(Created):
        """The mentor recommended the mentee for a professional contest."""

        TOPIC = "contest.ContestParticipationRecommended"
        REQUIREMENTS = ("R-108",)
        assignment: str
        mentor: str
        mentee: str
        title: Pii
        level: EventLevel
        recommended_on: date

    class ContestResultRecorded(Event):
        """The result of the contest is known."""

        TOPIC = "contest.ContestResultRecorded"
        REQUIREMENTS = ("R-108",)
        result: ContestResult
        details: Pii | None
        resulted_on: date

    @classmethod
    def recommend(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        active: bool,
        assignment: str,
        mentor: str,
        mentee: str,
        title: Pii,
        level: EventLevel,
        recommended_on: date,
    ) -> Self:
        """Recommend the mentee of an active pair. Raises ``ContestNeedsActivePair``."""
        if not active:
            raise ContestNeedsActivePair
        return cls.start(
            cls.ContestParticipationRecommended,
            id,
            assignment=assignment,
            mentor=mentor,
            mentee=mentee,
            title=title,
            level=level,
            recommended_on=recommended_on,
        )

    @event(ContestParticipationRecommended)
    def __init__(self, mentor: str, mentee: str, recommended_on: date) -> None:
        self.mentor = mentor
        self.mentee = mentee
        self.recommended_on = recommended_on
        self.resulted_on: date | None = None

    def record_result(
        self, *, result: ContestResult, details: Pii | None, resulted_on: date, on: date
    ) -> None:
        """Record how the contest ended, once.

        Raises:
            ContestResultAlreadyRecorded, ContestResultInFuture, ContestResultTooEarly.

        """
        if self.resulted_on is not None:
            raise ContestResultAlreadyRecorded(resulted_on=self.resulted_on)
        if resulted_on > on:
            raise ContestResultInFuture(resulted_on=resulted_on, on=on)
        if resulted_on < self.recommended_on:
            raise ContestResultTooEarly(recommended_on=self.recommended_on, resulted_on=resulted_on)
        self._result_recorded(result=result, details=details, resulted_on=resulted_on)

    @event(ContestResultRecorded)
    def _result_recorded(self, result: ContestResult, details: Pii | None, resulted_on: date) -> None:  # noqa: ARG002
        self.resulted_on = resulted_on
