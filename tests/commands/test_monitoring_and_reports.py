"""Monitoring, analytic report and statistical form over the real log: figures that anybody can take again."""

from datetime import date
from typing import Any

import pytest

from service.access import Role
from service.aggregates.analytic_report import ReportPeriodNotBegun
from service.aggregates.monitoring import ContributorOutsideAssociation, MonitoringNotAssessed
from service.aggregates.statistical_form import (
    CountInFuture,
    FormAdministratorMissing,
    FormAlreadyCompiled,
    FormCodeUnknown,
    FormCompiledByCuratorAlone,
)
from service.commands.figures_now import AcademicYearUnknown, count_participants, count_report
from service.commands.lists_results import (
    analytic_reports,
    links,
    monitoring,
    programme_shares,
    statistical_forms,
)
from service.commands.monitoring import (
    MonitoringAlreadyLaunched,
    assess_effectiveness,
    close_monitoring,
    contribute_to_monitoring,
    issue_analytic_report,
    launch_monitoring,
)
from service.commands.runtime import Runtime
from service.commands.shared_work import NotSharedWork
from service.commands.statistics import compile_statistical_form, record_participant_count
from service.commands.work import NotOwnAct
from service.errors import NotAllowed
from service.projections.indicators import INDICATORS
from service.regulations.seeds import load_seed
from service.values import Period
from tests.commands.pairing import School
from tests.commands.results import (
    ACTIVATED,
    TODAY,
    act,
    acting_as,
    administrator,
    amended,
    association_of,
    employee,
    paired,
    programme,
    rows,
)

YEAR = Period(date(2026, 9, 1), date(2027, 9, 1))


@pytest.mark.requirement("R-131")
def test_a_monitoring_is_launched_once_in_an_academic_year(staged: Runtime) -> None:
    launched = act(staged, launch_monitoring)["monitoring"]
    with pytest.raises(MonitoringAlreadyLaunched):
        act(staged, launch_monitoring, academic_year="2026/2027")
    act(staged, launch_monitoring, academic_year="2025/2026")
    assert [(row["since"], row["to"]) for row in rows(staged, monitoring)] == [
        (YEAR.since, YEAR.to),
        (date(2025, 9, 1), date(2026, 9, 1)),
    ]
    assert rows(staged, monitoring)[0]["id"] == launched
    with pytest.raises(AcademicYearUnknown):
        act(staged, launch_monitoring, academic_year="2026")


@pytest.mark.requirement("R-033")
def test_members_of_the_association_take_part_and_speak_for_themselves(staged: Runtime) -> None:
    member, other = employee(staged), employee(staged, "Ким Юлия Павловна")
    association_of(staged, member)
    launched = act(staged, launch_monitoring)["monitoring"]
    told: dict[str, Any] = {
        "monitoring": launched,
        "contributor": "association",
        "note": "Посещены три открытых урока.",
    }
    actor = acting_as(member, Role.ASSOCIATION)
    act(staged, contribute_to_monitoring, actor=actor, person=member, **told)
    with pytest.raises(NotOwnAct):
        act(staged, contribute_to_monitoring, actor=actor, person=other, **told)
    with pytest.raises(ContributorOutsideAssociation):
        act(staged, contribute_to_monitoring, person=other, **told)
    act(staged, contribute_to_monitoring, person=other, **(told | {"contributor": "mentor"}))
    (row,) = rows(staged, monitoring)
    assert [(each["contributor"], each["person"]) for each in row["contributions"]] == [
        ("association", member),
        ("mentor", other),
    ]


@pytest.mark.requirement("R-131", "R-133", "R-136")
def test_the_curator_assesses_by_computed_indicators_and_closes(staged: Runtime) -> None:
    programme(staged, ACTIVATED)
    launched = act(staged, launch_monitoring)["monitoring"]
    with pytest.raises(MonitoringNotAssessed):
        act(staged, close_monitoring, monitoring=launched)
    act(staged, assess_effectiveness, monitoring=launched, conclusions="Пары работают.")
    act(staged, close_monitoring, monitoring=launched, analysis="Выборка — все пары.")
    (row,) = rows(staged, monitoring)
    assert (row["closed_on"], row["analysis"]) == (TODAY, "Выборка — все пары.")
    (assessed,) = row["assessments"]
    assert assessed["conclusions"] == "Пары работают."
    told = {(each["code"], each["cut"], each["key"]): each for each in assessed["indicators"]}
    assert told["involvement", "all", ""]["count"] == 2
    assert told["involvement", "category", "young_specialist"]["count"] == 1
    assert {each["title"] for each in assessed["indicators"]} <= set(INDICATORS.values())


@pytest.mark.requirement("R-134")
def test_a_report_never_changes_and_its_figures_can_be_taken_again(staged: Runtime) -> None:
    """What happens later is in no earlier report; folding the log up to its position gives its figures."""
    paired(staged)
    first = act(staged, issue_analytic_report, conclusions="Первый отчёт.")["analytic_report"]
    school = School(staged)
    other = school.ready(school.mentor(), school.mentee())
    school.order(other, number="101")
    second = act(staged, issue_analytic_report)["analytic_report"]
    found = {row["id"]: row for row in rows(staged, analytic_reports)}
    assert found[first]["figures"]["pairs"]["pairs"] == 1
    assert found[second]["figures"]["pairs"]["pairs"] == 2
    assert (found[first]["since"], found[first]["to"]) == (YEAR.since, YEAR.to)
    assert (found[first]["regulation_version"], found[first]["conclusions"]) == (1, "Первый отчёт.")
    again = count_report(
        staged.log,
        "001",
        within=YEAR,
        as_at=found[first]["as_at"],
        regulation=load_seed("001"),
        up_to=found[first]["position"],
    )
    assert (again.figures, again.digest) == (found[first]["figures"], found[first]["digest"])
    assert rows(staged, analytic_reports, of=first) == [found[first]]


@pytest.mark.requirement("R-134")
def test_a_report_holds_no_personal_data_and_comes_after_its_period_began(staged: Runtime) -> None:
    paired(staged)
    report = act(staged, issue_analytic_report)["analytic_report"]
    (row,) = rows(staged, analytic_reports, of=report)
    assert "/person/" not in str(row["figures"])
    assert "/mentor/" not in str(row["figures"])
    with pytest.raises(ReportPeriodNotBegun):
        act(staged, issue_analytic_report, academic_year="2027/2028")
    with pytest.raises(NotAllowed):
        act(staged, issue_analytic_report, actor=acting_as(employee(staged), Role.ASSOCIATION))


@pytest.mark.requirement("R-134")
@pytest.mark.variation("V-34")
def test_a_report_of_002_tells_deadlines_that_001_does_not_know(staged: Runtime) -> None:
    """V-34: ten days to compose the programme stand in 002 only."""
    kinds = {}
    for code in ("001", "002"):
        paired(staged, code)
        report = act(staged, issue_analytic_report, code=code)["analytic_report"]
        (row,) = rows(staged, analytic_reports, code=code, of=report)
        kinds[code] = {each["kind"] for each in row["figures"]["deadlines"]}
    assert kinds["002"] - kinds["001"]


@pytest.mark.requirement("R-135")
def test_participants_are_counted_as_at_a_date_and_frozen_in_a_form(staged: Runtime) -> None:
    paired(staged)
    form = act(staged, record_participant_count, as_at=TODAY)["statistical_form"]
    act(staged, compile_statistical_form, statistical_form=form)
    with pytest.raises(FormAlreadyCompiled):
        act(staged, compile_statistical_form, statistical_form=form)
    (row,) = rows(staged, statistical_forms, of=form)
    assert (row["figures"]["people"], row["figures"]["participations"]) == (2, 2)
    assert (row["compiled"], row["compiled_on"], row["form_code"]) == (True, TODAY, None)
    again = count_participants(staged.log, "001", as_at=TODAY, up_to=row["position"])
    assert (again.figures, again.digest) == (row["figures"], row["digest"])
    with pytest.raises(CountInFuture):
        act(staged, record_participant_count, as_at=date(2026, 11, 22))


@pytest.mark.requirement("R-135")
def test_the_codes_of_official_forms_are_those_that_the_institution_entered(staged: Runtime) -> None:
    """A-32: the regulations name none."""
    form = act(staged, record_participant_count, as_at=TODAY)["statistical_form"]
    with pytest.raises(FormCodeUnknown):
        act(staged, compile_statistical_form, statistical_form=form, form_code="ОО-1")
    amended(staged, {"statistics.form_codes": ["ОО-1"]})
    act(staged, compile_statistical_form, statistical_form=form, form_code="ОО-1")
    assert rows(staged, statistical_forms)[0]["form_code"] == "ОО-1"


@pytest.mark.requirement("R-135")
@pytest.mark.variation("V-18")
def test_001_fills_in_forms_with_the_system_administrator_and_002_without(staged: Runtime) -> None:
    """V-18."""
    admins = {code: administrator(staged, code=code) for code in ("001", "002")}
    forms = {
        code: act(staged, record_participant_count, code=code, as_at=TODAY)["statistical_form"]
        for code in admins
    }
    with pytest.raises(FormAdministratorMissing):
        act(staged, compile_statistical_form, statistical_form=forms["001"])
    his_own = acting_as(admins["001"], Role.SYSTEM_ADMINISTRATOR)
    act(staged, compile_statistical_form, actor=his_own, statistical_form=forms["001"])
    assert rows(staged, statistical_forms)[0]["system_administrator"] == admins["001"]
    told: dict[str, Any] = {"code": "002", "statistical_form": forms["002"]}
    with pytest.raises(FormCompiledByCuratorAlone):
        act(staged, compile_statistical_form, system_administrator=admins["002"], **told)
    stranger = acting_as(admins["002"], Role.SYSTEM_ADMINISTRATOR)
    with pytest.raises(NotSharedWork):
        act(staged, compile_statistical_form, actor=stranger, **told)
    with pytest.raises(NotSharedWork):
        act(staged, record_participant_count, code="002", actor=stranger, as_at=TODAY)
    act(staged, compile_statistical_form, **told)


@pytest.mark.requirement("R-088")
def test_the_shares_of_types_are_a_list_of_their_own(staged: Runtime) -> None:
    programme(staged, ACTIVATED)
    assert rows(staged, programme_shares) == [{"key": "traditional", "count": 1, "of": 1, "share": 1000}]


@pytest.mark.requirement("R-149")
def test_pairs_are_edges_of_the_graph_of_links(staged: Runtime) -> None:
    pair = School(staged).pair(paired(staged))
    assert rows(staged, links) == [
        {"kind": "pair", "one": pair.mentor, "other": pair.mentees[0], "level": None}
    ]
