"""Monitoring of an academic year: launched with the head, contributed to, assessed, closed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from service.aggregates.monitoring import (
    Contributor,
    ContributorOutsideAssociation,
    IndicatorValue,
    Monitoring,
    MonitoringNotAssessed,
    MonitoringNotOpen,
    MonitoringWithoutHead,
)
from service.values import Period, Pii
from tests.scenario import TODAY, given, happened, starting

PERSON, HEAD = (f"001/person/{number:032x}" for number in (1, 2))
YEAR = Period(date(2026, 9, 1), date(2027, 9, 1))
LAUNCHED = happened(Monitoring.MonitoringLaunched, period=YEAR, head=HEAD, launched_by=PERSON)
TOLD: dict[str, Any] = {"person": PERSON, "note": Pii(PERSON, "три урока"), "source": "own"}
FIGURES: dict[str, Any] = {
    "assessed_on": TODAY,
    "position": 812,
    "indicators": (IndicatorValue("retention", "horizon", "1", 7, 9),),
    "conclusions": Pii(PERSON, "остаются"),
}
ASSESSED = happened(Monitoring.EffectivenessAssessed, **FIGURES)
ANALYSIS = Pii(PERSON, "выборка — все")
CLOSED = happened(Monitoring.MonitoringClosed, closed_on=TODAY, analysis=ANALYSIS)


def launch(head: str | None) -> Monitoring:
    return Monitoring.launch(f"001/monitoring/{1:032x}", period=YEAR, head=head, launched_by=PERSON)


@pytest.mark.requirement("R-131")
def test_the_curator_launches_the_monitoring_with_the_head() -> None:
    starting(lambda: launch(HEAD)).then(LAUNCHED)
    starting(lambda: launch(None)).then_refused(MonitoringWithoutHead)


def test_a_launched_monitoring_is_open_and_not_assessed() -> None:
    seen: list[object] = []
    given(Monitoring, LAUNCHED).when(
        lambda it: seen.extend((it.period, it.assessed, it.closed))
    ).then_nothing()
    assert seen == [YEAR, False, False]


@pytest.mark.requirement("R-033")
def test_a_member_speaks_for_the_association_as_often_as_he_likes() -> None:
    def contribute(it: Monitoring) -> None:
        it.record_contribution(contributor="association", is_member=True, **TOLD)

    told = happened(Monitoring.MonitoringContributionRecorded, contributor="association", **TOLD)
    given(Monitoring, LAUNCHED).when(contribute).then(told)
    given(Monitoring, LAUNCHED, told).when(contribute).then(told)


@pytest.mark.requirement("R-033")
def test_nobody_else_speaks_for_the_association() -> None:
    given(Monitoring, LAUNCHED).when(
        lambda it: it.record_contribution(contributor="association", is_member=False, **TOLD)
    ).then_refused(ContributorOutsideAssociation)


@pytest.mark.parametrize("contributor", ["mentor", "mentee"])
def test_mentor_and_mentee_contribute_for_themselves(contributor: Contributor) -> None:
    given(Monitoring, LAUNCHED).when(
        lambda it: it.record_contribution(contributor=contributor, is_member=False, **TOLD)
    ).then(happened(Monitoring.MonitoringContributionRecorded, contributor=contributor, **TOLD))


@pytest.mark.requirement("R-133", "R-136")
def test_effectiveness_is_assessed_by_figures_of_a_position() -> None:
    given(Monitoring, LAUNCHED).when(lambda it: it.assess(**FIGURES)).then(ASSESSED)
    given(Monitoring, LAUNCHED, ASSESSED).when(lambda it: it.assess(**FIGURES)).then(ASSESSED)


@pytest.mark.requirement("R-131")
def test_an_assessed_monitoring_closes() -> None:
    given(Monitoring, LAUNCHED, ASSESSED).when(lambda it: it.close(on=TODAY, analysis=ANALYSIS)).then(CLOSED)
    given(Monitoring, LAUNCHED).when(lambda it: it.close(on=TODAY, analysis=ANALYSIS)).then_refused(
        MonitoringNotAssessed
    )


@pytest.mark.requirement("R-131")
@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.close(on=TODAY, analysis=None),
        lambda it: it.assess(**FIGURES),
        lambda it: it.record_contribution(contributor="mentor", is_member=False, **TOLD),
    ],
)
def test_a_closed_monitoring_takes_nothing_more(act: Callable[[Monitoring], None]) -> None:
    given(Monitoring, LAUNCHED, ASSESSED, CLOSED).when(act).then_refused(MonitoringNotOpen)
