"""A mentee's entry: need, request, category, and the bank by consent."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.mentee import (
    Mentee,
    MenteeConsentMissing,
    ProfessionalRequestMissing,
    RequestPhraseUnknown,
)
from service.values import CompetencyMapping, Pii
from tests.scenario import TODAY, given, happened

PERSON = f"001/person/{1:032x}"
REQUEST: dict[str, Any] = {
    "competencies": (CompetencyMapping("K01", 930, sure=True, model="m 1"),),
    "request_words": Pii(PERSON, ("как вести журнал",)),
    "subject": None,
    "subject_words": None,
    "forms": ("PEER",),
    "types": (),
    "experience_years": 1,
    "source": "workbook",
}
NEED = happened(Mentee.MenteeNeedIdentified, person=PERSON, source="workbook")
ASKED = happened(Mentee.ProfessionalRequestSubmitted, **REQUEST)
ENTERED = happened(Mentee.MenteeEnteredInBank, entered_on=TODAY)
STARTED = happened(Mentee.MenteeActualWorkStarted, started_on=date(2026, 9, 1))


@pytest.mark.requirement("R-044")
def test_a_request_is_recorded_with_its_source() -> None:
    given(Mentee, NEED).when(lambda it: it.submit_request(**REQUEST)).then(ASKED)


@pytest.mark.requirement("R-044")
def test_an_empty_request_is_none() -> None:
    given(Mentee, NEED).when(lambda it: it.submit_request(**REQUEST | {"competencies": ()})).then_refused(
        ProfessionalRequestMissing
    )


@pytest.mark.requirement("R-044")
def test_the_same_request_again_changes_nothing() -> None:
    given(Mentee, NEED, ASKED).when(lambda it: it.submit_request(**REQUEST)).then_nothing()


@pytest.mark.requirement("R-044")
def test_another_wish_is_another_request() -> None:
    wish = REQUEST | {"types": ("group",)}
    given(Mentee, NEED, ASKED).when(lambda it: it.submit_request(**wish)).then(
        happened(Mentee.ProfessionalRequestSubmitted, **wish)
    )


@pytest.mark.parametrize("code", ["K07", None])
def test_the_curator_says_what_a_phrase_means(code: str | None) -> None:
    given(Mentee, NEED, ASKED).when(lambda it: it.choose_competency(index=0, code=code)).then(
        happened(Mentee.CompetencyChosen, index=0, code=code)
    )


@pytest.mark.parametrize("index", [-1, 1])
def test_a_phrase_that_is_not_there_is_not_chosen(index: int) -> None:
    given(Mentee, NEED, ASKED).when(lambda it: it.choose_competency(index=index, code="K07")).then_refused(
        RequestPhraseUnknown, index=index, count=1
    )


@pytest.mark.requirement("R-054")
def test_a_category_is_recorded_once() -> None:
    assigned = happened(Mentee.MenteeCategoryAssigned, category="YOUNG_SPECIALIST")
    given(Mentee, NEED).when(lambda it: it.assign_category(category="YOUNG_SPECIALIST")).then(assigned)
    given(Mentee, NEED, assigned).when(
        lambda it: it.assign_category(category="YOUNG_SPECIALIST")
    ).then_nothing()
    given(Mentee, NEED, assigned).when(lambda it: it.assign_category(category="EXPERIENCED")).then(
        happened(Mentee.MenteeCategoryAssigned, category="EXPERIENCED")
    )


def test_the_day_of_actual_work_is_recorded_once() -> None:
    started_on = date(2026, 9, 1)
    given(Mentee, NEED).when(lambda it: it.start_work(started_on=started_on)).then(STARTED)
    given(Mentee, NEED, STARTED).when(lambda it: it.start_work(started_on=started_on)).then_nothing()


@pytest.mark.requirement("R-045")
def test_a_request_and_a_consent_lead_into_the_bank() -> None:
    given(Mentee, NEED, ASKED).when(lambda it: it.enter_bank(entered_on=TODAY, consent=True)).then(ENTERED)


@pytest.mark.requirement("R-045")
def test_no_mentee_enters_the_bank_without_consent() -> None:
    given(Mentee, NEED, ASKED).when(lambda it: it.enter_bank(entered_on=TODAY, consent=False)).then_refused(
        MenteeConsentMissing
    )


@pytest.mark.requirement("R-044", "R-045")
def test_no_mentee_enters_the_bank_without_a_request() -> None:
    given(Mentee, NEED).when(lambda it: it.enter_bank(entered_on=TODAY, consent=True)).then_refused(
        ProfessionalRequestMissing
    )


def test_a_mentee_enters_the_bank_once() -> None:
    given(Mentee, NEED, ASKED, ENTERED).when(
        lambda it: it.enter_bank(entered_on=TODAY, consent=True)
    ).then_nothing()
