"""A statistical form: counted as at a date, compiled with whom the regulation names, then frozen."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.statistical_form import (
    CountInFuture,
    FormAdministratorMissing,
    FormAlreadyCompiled,
    FormCodeUnknown,
    FormCompiledByCuratorAlone,
    StatisticalForm,
)
from tests.scenario import TODAY, Happened, given, happened, starting

ADMIN = f"001/person/{4:032x}"
FIGURES: dict[str, Any] = {
    "position": 812,
    "regulation_version": 2,
    "figures": {"people": 9, "participations": 11},
    "digest": "sha256:1",
}
COUNTED = happened(StatisticalForm.ParticipantCountRecorded, as_at=TODAY, **FIGURES)


def count(as_at: date) -> StatisticalForm:
    return StatisticalForm.count(f"001/statistical_form/{1:032x}", as_at=as_at, on=TODAY, **FIGURES)


def compiled(**changes: Any) -> Happened:
    facts = {"form_code": None, "system_administrator": ADMIN, "compiled_on": TODAY, "digest": "sha256:1"}
    return happened(StatisticalForm.StatisticalFormCompiled, **(facts | changes))


def compile_form(it: StatisticalForm, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "form_code": None,
        "known_codes": ("ОО-2",),
        "system_administrator": ADMIN,
        "administrator_expected": True,
        "on": TODAY,
    }
    it.compile(**(facts | changes))


@pytest.mark.requirement("R-135")
def test_participants_are_counted_as_at_a_day_that_has_come() -> None:
    tomorrow = TODAY + timedelta(days=1)
    starting(lambda: count(TODAY)).then(COUNTED)
    starting(lambda: count(tomorrow)).then_refused(CountInFuture, as_at_on=tomorrow, on=TODAY)


def test_a_count_is_not_compiled() -> None:
    seen: list[object] = []
    given(StatisticalForm, COUNTED).when(lambda it: seen.append(it.compiled)).then_nothing()
    assert seen == [False]


@pytest.mark.requirement("R-135")
def test_a_form_is_compiled_once_and_keeps_its_count() -> None:
    given(StatisticalForm, COUNTED).when(compile_form).then(compiled())
    given(StatisticalForm, COUNTED, compiled()).when(compile_form).then_refused(FormAlreadyCompiled)


@pytest.mark.requirement("R-135")
def test_the_institution_enters_the_official_codes() -> None:
    given(StatisticalForm, COUNTED).when(lambda it: compile_form(it, form_code="ОО-2")).then(
        compiled(form_code="ОО-2")
    )
    given(StatisticalForm, COUNTED).when(lambda it: compile_form(it, form_code="ОО-1")).then_refused(
        FormCodeUnknown
    )


@pytest.mark.requirement("R-135")
@pytest.mark.variation("V-18")
def test_the_administrator_takes_part_where_the_regulation_names_him() -> None:
    """000, 001, 004 with the system administrator, 002 alone; where there is none nobody waits (V-18)."""
    nobody: dict[str, Any] = {"system_administrator": None}
    outcomes = given(StatisticalForm, COUNTED)
    outcomes.when(lambda it: compile_form(it, **nobody)).then_refused(FormAdministratorMissing)
    outcomes.when(lambda it: compile_form(it, administrator_expected=None)).then_refused(
        FormCompiledByCuratorAlone
    )
    given(StatisticalForm, COUNTED).when(
        lambda it: compile_form(it, **nobody, administrator_expected=None)
    ).then(compiled(**nobody))
    given(StatisticalForm, COUNTED).when(
        lambda it: compile_form(it, **nobody, administrator_expected=False)
    ).then(compiled(**nobody))
