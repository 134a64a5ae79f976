"""Monitoring of the mentoring system in one academic year: launched, contributed to, assessed, closed."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Period, Pii, Source

Cut = Literal["all", "form", "type", "category", "topic", "level", "horizon"]
"""By what an indicator is told apart."""

Contributor = Literal["association", "mentor", "mentee"]


class MonitoringWithoutHead(Refused):
    """The curator organises the monitoring with the head, and nobody is named as head."""

    requirement = "R-131"


class MonitoringNotOpen(Refused):
    """The monitoring of this year is closed."""

    requirement = "R-131"


class MonitoringNotAssessed(Refused):
    """A monitoring closes after the effectiveness was assessed."""

    requirement = "R-133"


class ContributorOutsideAssociation(Refused):
    """Who speaks for the association is one of its members."""

    requirement = "R-033"


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """One figure of an indicator: ``count`` of ``of`` (None: a plain number), for ``key`` of a ``cut``."""

    code: str
    cut: Cut
    key: str
    count: int
    of: int | None


class Monitoring(Aggregate):
    """The monitoring of one academic year of one institution."""

    TOPIC = "monitoring"

    class MonitoringLaunched(Created):
        """The curator with the head launched the monitoring of an academic year."""

        TOPIC = "monitoring.MonitoringLaunched"
        REQUIREMENTS = ("R-131",)
        period: Period
        head: str
        launched_by: str

    class MonitoringContributionRecorded(Event):
        """The association, a mentor or a mentee took part in the monitoring."""

        TOPIC = "monitoring.MonitoringContributionRecorded"
        REQUIREMENTS = ("R-033",)
        contributor: Contributor
        person: str
        note: Pii
        source: Source

    class EffectivenessAssessed(Event):
        """The curator assessed effectiveness and results by figures of the log up to ``position``."""

        TOPIC = "monitoring.EffectivenessAssessed"
        REQUIREMENTS = ("R-133", "R-136")
        assessed_on: date
        position: int
        indicators: tuple[IndicatorValue, ...]
        conclusions: Pii | None

    class MonitoringClosed(Event):
        """The monitoring ended; ``analysis`` is the analysis of its quality as a document (D-30)."""

        TOPIC = "monitoring.MonitoringClosed"
        REQUIREMENTS = ("R-131",)
        closed_on: date
        analysis: Pii | None

    @event(MonitoringLaunched)
    def __init__(self, *, period: Period) -> None:
        self.period = period
        self.assessed = False
        self.closed = False

    @classmethod
    def launch(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        period: Period,
        head: str | None,
        launched_by: str,
    ) -> Self:
        """Launch the monitoring.

        Raises:
            MonitoringWithoutHead: nobody is named as head.

        """
        if head is None:
            raise MonitoringWithoutHead
        return cls.start(cls.MonitoringLaunched, id, period=period, head=head, launched_by=launched_by)

    def record_contribution(
        self, *, contributor: Contributor, is_member: bool, person: str, note: Pii, source: Source
    ) -> None:
        """Record what somebody told for the monitoring; ``is_member`` of the association.

        Raises:
            MonitoringNotOpen, ContributorOutsideAssociation.

        """
        self._need_open()
        if contributor == "association" and not is_member:
            raise ContributorOutsideAssociation
        self._contributed(contributor=contributor, person=person, note=note, source=source)

    @event(MonitoringContributionRecorded)
    def _contributed(self, contributor: Contributor, person: str, note: Pii, source: Source) -> None:
        """Need no state: everybody may contribute more than once."""

    def assess(
        self,
        *,
        assessed_on: date,
        position: int,
        indicators: tuple[IndicatorValue, ...],
        conclusions: Pii | None,
    ) -> None:
        """Record an assessment; a later one stands beside the earlier.

        Raises:
            MonitoringNotOpen: the monitoring is closed.

        """
        self._need_open()
        self._assessed(
            assessed_on=assessed_on, position=position, indicators=indicators, conclusions=conclusions
        )

    @event(EffectivenessAssessed)
    def _assessed(
        self,
        assessed_on: date,  # noqa: ARG002 - kept in the event
        position: int,  # noqa: ARG002 - kept in the event
        indicators: tuple[IndicatorValue, ...],  # noqa: ARG002 - kept in the event
        conclusions: Pii | None,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.assessed = True

    def close(self, *, on: date, analysis: Pii | None) -> None:
        """Close the monitoring.

        Raises:
            MonitoringNotOpen: it is closed.
            MonitoringNotAssessed: the effectiveness was never assessed.

        """
        self._need_open()
        if not self.assessed:
            raise MonitoringNotAssessed
        self._closed(closed_on=on, analysis=analysis)

    @event(MonitoringClosed)
    def _closed(self, closed_on: date, analysis: Pii | None) -> None:  # noqa: ARG002 - kept in the event
        self.closed = True

    def _need_open(self) -> None:
        if self.closed:
            raise MonitoringNotOpen
