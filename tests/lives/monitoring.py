"""One whole life of the monitoring aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.monitoring import IndicatorValue, Monitoring
from service.values import Period, Pii
from tests.lives.people import OTHER, PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = Monitoring
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Monitoring.MonitoringLaunched,
        period=Period(date(2026, 9, 1), date(2027, 9, 1)),
        head=OTHER,
        launched_by=PERSON,
    ),
    happened(
        Monitoring.MonitoringContributionRecorded,
        contributor="association",
        person=PERSON,
        note=Pii(PERSON, "посещены три открытых урока"),
        source="own",
    ),
    happened(
        Monitoring.EffectivenessAssessed,
        assessed_on=TODAY,
        position=812,
        indicators=(IndicatorValue("retention", "horizon", "1", 7, 9),),
        conclusions=Pii(PERSON, "молодые педагоги остаются"),
    ),
    happened(Monitoring.MonitoringClosed, closed_on=TODAY, analysis=Pii(PERSON, "выборка — все пары")),
)
