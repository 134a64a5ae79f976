"""Paid mentoring by ТК РФ, ст. 351.8: the agreement, the job that needs none, the early end."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.labour_agreement import (
    AgreementInFuture,
    AgreementOlderThanRefusal,
    AgreementTermEmpty,
    AgreementWithoutAmount,
    AgreementWithoutContent,
    EarlyRefusalMissing,
    EarlyRefusalNotDue,
    EarlyRefusalRunning,
    Ending,
    JobFunctionInFuture,
    LabourAgreement,
    MentoringInJobFunction,
    RefusalInFuture,
)
from service.values import Period, Pii
from tests.lives.people import ASSIGNMENT, MENTOR, PERSON
from tests.scenario import TODAY, Happened, given, happened

DAY = timedelta(days=1)
TERM = Period(since=date(2026, 9, 15), to=date(2027, 6, 1))
AMOUNT = Pii(PERSON, "3000 рублей в месяц")
CONTRACT_ON = date(2020, 8, 25)
ENDS_ON = date(2026, 9, 17)

OPENED = happened(LabourAgreement.LabourCaseOpened, assignment=ASSIGNMENT, mentor=MENTOR)
TERMS: dict[str, Any] = {
    "content": ("methodology",),
    "form": "in_person",
    "period": TERM,
    "basis": "monthly_sum",
    "amount": AMOUNT,
    "signed_on": TODAY,
}
CONCLUDED = happened(LabourAgreement.SupplementaryAgreementConcluded, **TERMS)
IN_THE_JOB = happened(LabourAgreement.MentoringIsJobFunction, contract_on=CONTRACT_ON)
NOTIFIED = happened(
    LabourAgreement.EarlyRefusalNotified, by="mentor", notified_on=TODAY, ends_on=ENDS_ON, source="own"
)
OVER = happened(LabourAgreement.EarlyRefusalCarriedOut, ending="replacement")


def conclude(it: LabourAgreement, **changes: Any) -> None:
    it.conclude(**(TERMS | {"on": TODAY} | changes))


def notify(it: LabourAgreement, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "by": "mentor",
        "notified_on": TODAY,
        "ends_on": ENDS_ON,
        "on": TODAY,
        "source": "own",
    }
    it.notify_refusal(**(facts | changes))


def covers(*history: Happened, on: date, expected: bool) -> None:
    def look(it: LabourAgreement) -> None:
        assert it.covers(on=on) is expected

    given(LabourAgreement, OPENED, *history).when(look).then_nothing()


@pytest.mark.requirement("R-071")
def test_an_agreement_is_recorded_with_content_form_term_and_pay() -> None:
    given(LabourAgreement, OPENED).when(conclude).then(CONCLUDED)


def test_the_same_terms_change_nothing() -> None:
    given(LabourAgreement, OPENED, CONCLUDED).when(conclude).then_nothing()


@pytest.mark.parametrize(
    "change",
    [
        {"content": ("upbringing",)},
        {"form": "remote"},
        {"period": Period(since=TODAY)},
        {"basis": "percent"},
        {"amount": Pii(PERSON, "10 %")},
        {"signed_on": TODAY - DAY},
    ],
)
def test_other_terms_are_another_agreement(change: dict[str, Any]) -> None:
    given(LabourAgreement, OPENED, CONCLUDED).when(lambda it: conclude(it, **change)).then(
        happened(LabourAgreement.SupplementaryAgreementConcluded, **(TERMS | change))
    )


def test_an_agreement_names_the_work_the_pay_and_a_term() -> None:
    given(LabourAgreement, OPENED).when(lambda it: conclude(it, content=())).then_refused(
        AgreementWithoutContent
    )
    given(LabourAgreement, OPENED).when(lambda it: conclude(it, amount=Pii(PERSON, " "))).then_refused(
        AgreementWithoutAmount
    )
    empty = Period(since=TODAY, to=TODAY)
    given(LabourAgreement, OPENED).when(lambda it: conclude(it, period=empty)).then_refused(
        AgreementTermEmpty, since=TODAY, until=TODAY - DAY
    )
    one_day = Period(since=TODAY, to=TODAY + DAY)
    given(LabourAgreement, OPENED).when(lambda it: conclude(it, period=one_day)).then(
        happened(LabourAgreement.SupplementaryAgreementConcluded, **(TERMS | {"period": one_day}))
    )


def test_an_agreement_of_tomorrow_is_refused() -> None:
    given(LabourAgreement, OPENED).when(lambda it: conclude(it, signed_on=TODAY + DAY)).then_refused(
        AgreementInFuture, signed_on=TODAY + DAY, on=TODAY
    )


@pytest.mark.requirement("R-071")
def test_work_is_covered_by_an_agreement_until_its_term_ends_or_notice_is_given() -> None:
    covers(on=TODAY, expected=False)
    covers(CONCLUDED, on=TODAY - DAY, expected=False)
    covers(CONCLUDED, on=TODAY, expected=True)
    covers(CONCLUDED, on=date(2027, 5, 31), expected=True)
    covers(CONCLUDED, on=date(2027, 6, 1), expected=False)
    endless = happened(
        LabourAgreement.SupplementaryAgreementConcluded, **(TERMS | {"period": Period(since=TODAY)})
    )
    covers(endless, on=date(2030, 1, 1), expected=True)
    covers(CONCLUDED, NOTIFIED, on=TODAY, expected=False)
    covers(CONCLUDED, NOTIFIED, CONCLUDED, on=TODAY, expected=True)


def test_work_that_is_the_mentors_job_is_covered() -> None:
    covers(IN_THE_JOB, on=CONTRACT_ON - DAY, expected=False)
    covers(IN_THE_JOB, on=CONTRACT_ON, expected=True)
    covers(CONCLUDED, IN_THE_JOB, on=date(2030, 1, 1), expected=True)
    covers(IN_THE_JOB, CONCLUDED, on=date(2030, 1, 1), expected=False)


def test_mentoring_in_the_job_is_recorded_once_per_contract() -> None:
    given(LabourAgreement, OPENED).when(
        lambda it: it.record_job_function(contract_on=CONTRACT_ON, on=TODAY)
    ).then(IN_THE_JOB)
    given(LabourAgreement, OPENED, IN_THE_JOB).when(
        lambda it: it.record_job_function(contract_on=CONTRACT_ON, on=TODAY)
    ).then_nothing()
    given(LabourAgreement, OPENED, IN_THE_JOB).when(
        lambda it: it.record_job_function(contract_on=TODAY, on=TODAY)
    ).then(happened(LabourAgreement.MentoringIsJobFunction, contract_on=TODAY))


def test_a_contract_of_tomorrow_is_refused() -> None:
    given(LabourAgreement, OPENED).when(
        lambda it: it.record_job_function(contract_on=TODAY + DAY, on=TODAY)
    ).then_refused(JobFunctionInFuture, contract_on=TODAY + DAY, on=TODAY)


def test_what_was_given_notice_of_was_no_job() -> None:
    given(LabourAgreement, OPENED, CONCLUDED, NOTIFIED).when(
        lambda it: it.record_job_function(contract_on=CONTRACT_ON, on=TODAY)
    ).then_refused(EarlyRefusalRunning, notified_on=TODAY, until=ENDS_ON)


def test_an_agreement_after_the_job_function_is_recorded_though_its_terms_were_known() -> None:
    given(LabourAgreement, OPENED, CONCLUDED, IN_THE_JOB).when(conclude).then(CONCLUDED)


@pytest.mark.requirement("R-100")
@pytest.mark.parametrize("history", [(OPENED,), (OPENED, CONCLUDED)])
@pytest.mark.parametrize(("by", "source"), [("mentor", "own"), ("mentor", "paper"), ("employer", "own")])
def test_either_side_gives_notice_without_a_reason(
    history: tuple[Happened, ...], by: str, source: str
) -> None:
    given(LabourAgreement, *history).when(lambda it: notify(it, by=by, source=source)).then(
        happened(
            LabourAgreement.EarlyRefusalNotified, by=by, notified_on=TODAY, ends_on=ENDS_ON, source=source
        )
    )


def test_notice_is_given_once() -> None:
    for history in ((NOTIFIED,), (NOTIFIED, OVER)):
        given(LabourAgreement, OPENED, CONCLUDED, *history).when(notify).then_refused(
            EarlyRefusalRunning, notified_on=TODAY, until=ENDS_ON
        )


def test_notice_of_tomorrow_is_refused() -> None:
    given(LabourAgreement, OPENED, CONCLUDED).when(
        lambda it: notify(it, notified_on=TODAY + DAY)
    ).then_refused(RefusalInFuture, notified_on=TODAY + DAY, on=TODAY)


def test_it_is_known_who_gave_notice_until_both_sides_go_on() -> None:
    def look(*history: Happened, by: str | None) -> None:
        def see(it: LabourAgreement) -> None:
            assert it.given_by == by

        given(LabourAgreement, OPENED, CONCLUDED, *history).when(see).then_nothing()

    look(by=None)
    look(NOTIFIED, by="mentor")
    look(NOTIFIED, CONCLUDED, by=None)


def test_a_contract_of_the_day_of_an_agreement_is_still_news() -> None:
    given(LabourAgreement, OPENED, CONCLUDED).when(
        lambda it: it.record_job_function(contract_on=TODAY, on=TODAY)
    ).then(happened(LabourAgreement.MentoringIsJobFunction, contract_on=TODAY))


def test_nobody_gives_notice_of_his_job_by_this_article() -> None:
    given(LabourAgreement, OPENED, IN_THE_JOB).when(notify).then_refused(MentoringInJobFunction)


def test_an_agreement_signed_after_the_notice_undoes_it() -> None:
    given(LabourAgreement, OPENED, CONCLUDED, NOTIFIED).when(conclude).then(CONCLUDED)
    given(LabourAgreement, OPENED, CONCLUDED, NOTIFIED).when(
        lambda it: conclude(it, signed_on=TODAY - DAY)
    ).then_refused(AgreementOlderThanRefusal, signed_on=TODAY - DAY, notified_on=TODAY)
    given(LabourAgreement, OPENED, CONCLUDED, NOTIFIED, CONCLUDED).when(
        lambda it: it.carry_out_refusal(ending="ending", on=ENDS_ON)
    ).then_refused(EarlyRefusalMissing)
    given(LabourAgreement, OPENED, CONCLUDED, NOTIFIED, CONCLUDED).when(notify).then(NOTIFIED)


@pytest.mark.requirement("R-100")
@pytest.mark.parametrize("ending", ["replacement", "ending"])
@pytest.mark.parametrize("on", [ENDS_ON, ENDS_ON + DAY])
def test_the_work_ends_when_the_notice_is_over(ending: Ending, on: date) -> None:
    given(LabourAgreement, OPENED, CONCLUDED, NOTIFIED).when(
        lambda it: it.carry_out_refusal(ending=ending, on=on)
    ).then(happened(LabourAgreement.EarlyRefusalCarriedOut, ending=ending))


def test_the_work_does_not_end_before_the_notice_is_over() -> None:
    given(LabourAgreement, OPENED, CONCLUDED, NOTIFIED).when(
        lambda it: it.carry_out_refusal(ending="ending", on=ENDS_ON - DAY)
    ).then_refused(EarlyRefusalNotDue, until=ENDS_ON, on=ENDS_ON - DAY)


@pytest.mark.parametrize("history", [(), (CONCLUDED,), (CONCLUDED, NOTIFIED, OVER)])
def test_without_notice_and_after_its_end_there_is_nothing_to_carry_out(
    history: tuple[Happened, ...],
) -> None:
    given(LabourAgreement, OPENED, *history).when(
        lambda it: it.carry_out_refusal(ending="ending", on=ENDS_ON)
    ).then_refused(EarlyRefusalMissing)


def test_a_new_agreement_begins_anew_after_an_early_end() -> None:
    history = (OPENED, CONCLUDED, NOTIFIED, OVER, CONCLUDED, NOTIFIED)
    given(LabourAgreement, *history).when(
        lambda it: it.carry_out_refusal(ending="replacement", on=ENDS_ON)
    ).then(OVER)


def test_the_agreement_is_of_one_mentor_in_one_pair() -> None:
    def look(it: LabourAgreement) -> None:
        assert (it.assignment, it.mentor) == (ASSIGNMENT, MENTOR)

    given(LabourAgreement, OPENED).when(look).then_nothing()
