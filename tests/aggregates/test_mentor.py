"""A mentor's entry: candidate by questionnaire, in the bank by consent, admitted by training."""

from typing import Any

import pytest

from service.aggregates.mentor import (
    AdmissionNotToConfirm,
    CapacityNotPositive,
    CapacityOverRegulation,
    Mentor,
    MentorConsentMissing,
    MentorNotInBank,
    MentorQuestionnaireMissing,
    MentorTrainingMissing,
    PhraseUnknown,
)
from service.values import CompetencyMapping, Pii
from tests.scenario import TODAY, given, happened

PERSON = f"001/person/{1:032x}"
CERTIFICATE = Pii(PERSON, "удостоверение № 242")

PROFILE: dict[str, Any] = {
    "competencies": (
        CompetencyMapping("K01", 930, sure=True, model="m 1"),
        CompetencyMapping("K02", 410, sure=False, model="m 1"),
    ),
    "competency_words": Pii(PERSON, ("рабочие программы", "всякое")),
    "subject": "MATHS",
    "subject_words": Pii(PERSON, "математика"),
    "forms": ("PEER",),
    "types": ("traditional",),
    "experience_years": 12,
    "qualification": ("HIGHEST",),
    "about": None,
    "source": "workbook",
}
ANSWERED = happened(Mentor.MentorQuestionnaireCompleted, person=PERSON, **PROFILE)
ENTERED = happened(Mentor.MentorEnteredInBank, entered_on=TODAY)
TRAINED = happened(Mentor.MentorTrainingCompleted, document=CERTIFICATE, completed_on=TODAY)
ADMITTED = happened(Mentor.MentorAdmittedToBank, to_confirm=True)
CONFIRMED = happened(Mentor.MentorAdmissionConfirmed)


def test_a_newer_questionnaire_replaces_the_profile() -> None:
    newer = PROFILE | {"experience_years": 13}
    given(Mentor, ANSWERED).when(lambda it: it.update_profile(**newer)).then(
        happened(Mentor.BankEntryUpdated, **newer)
    )


def test_the_same_answers_change_nothing() -> None:
    given(Mentor, ANSWERED).when(lambda it: it.update_profile(**PROFILE)).then_nothing()


def test_an_answer_of_an_update_is_remembered() -> None:
    newer = PROFILE | {"about": Pii(PERSON, "олимпиады")}
    given(Mentor, ANSWERED, happened(Mentor.BankEntryUpdated, **newer)).when(
        lambda it: it.update_profile(**newer)
    ).then_nothing()


@pytest.mark.parametrize("code", ["K07", None])
def test_the_curator_says_what_a_phrase_means(code: str | None) -> None:
    given(Mentor, ANSWERED).when(lambda it: it.choose_competency(index=1, code=code)).then(
        happened(Mentor.CompetencyChosen, index=1, code=code)
    )


@pytest.mark.parametrize("index", [-1, 2])
def test_a_phrase_that_is_not_there_is_not_chosen(index: int) -> None:
    given(Mentor, ANSWERED).when(lambda it: it.choose_competency(index=index, code="K07")).then_refused(
        PhraseUnknown, index=index, count=2
    )


@pytest.mark.requirement("R-047", "R-048")
def test_a_questionnaire_and_a_consent_lead_into_the_bank() -> None:
    given(Mentor, ANSWERED).when(lambda it: it.enter_bank(entered_on=TODAY, consent=True)).then(ENTERED)


@pytest.mark.requirement("R-048")
def test_no_mentor_enters_the_bank_without_consent() -> None:
    given(Mentor, ANSWERED).when(lambda it: it.enter_bank(entered_on=TODAY, consent=False)).then_refused(
        MentorConsentMissing
    )


@pytest.mark.requirement("R-047")
def test_an_empty_questionnaire_is_none() -> None:
    empty = PROFILE | {"competencies": (), "competency_words": Pii(PERSON, ())}
    given(Mentor, happened(Mentor.MentorQuestionnaireCompleted, person=PERSON, **empty)).when(
        lambda it: it.enter_bank(entered_on=TODAY, consent=True)
    ).then_refused(MentorQuestionnaireMissing)


def test_a_mentor_enters_the_bank_once() -> None:
    given(Mentor, ANSWERED, ENTERED).when(
        lambda it: it.enter_bank(entered_on=TODAY, consent=True)
    ).then_nothing()


@pytest.mark.requirement("R-049")
def test_training_is_recorded_once_per_document() -> None:
    given(Mentor, ANSWERED).when(
        lambda it: it.complete_training(document=CERTIFICATE, completed_on=TODAY)
    ).then(TRAINED)
    given(Mentor, ANSWERED, TRAINED).when(
        lambda it: it.complete_training(document=CERTIFICATE, completed_on=TODAY)
    ).then_nothing()


@pytest.mark.requirement("R-049")
def test_002_admits_a_trained_mentor_of_the_bank() -> None:
    given(Mentor, ANSWERED, ENTERED, TRAINED).when(lambda it: it.admit(to_confirm=True)).then(ADMITTED)


@pytest.mark.requirement("R-049")
def test_002_admits_nobody_without_training() -> None:
    given(Mentor, ANSWERED, ENTERED).when(lambda it: it.admit(to_confirm=False)).then_refused(
        MentorTrainingMissing
    )


@pytest.mark.requirement("R-049")
def test_a_candidate_is_not_admitted() -> None:
    given(Mentor, ANSWERED, TRAINED).when(lambda it: it.admit(to_confirm=False)).then_refused(MentorNotInBank)


def test_a_mentor_is_admitted_once() -> None:
    given(Mentor, ANSWERED, ENTERED, TRAINED, ADMITTED).when(
        lambda it: it.admit(to_confirm=False)
    ).then_nothing()


@pytest.mark.requirement("R-049")
def test_an_admission_by_import_is_confirmed_once() -> None:
    history = (ANSWERED, ENTERED, TRAINED, ADMITTED)
    given(Mentor, *history).when(lambda it: it.confirm_admission()).then(CONFIRMED)
    given(Mentor, *history, CONFIRMED).when(lambda it: it.confirm_admission()).then_refused(
        AdmissionNotToConfirm
    )


def test_without_an_admission_there_is_nothing_to_confirm() -> None:
    given(Mentor, ANSWERED, ENTERED).when(lambda it: it.confirm_admission()).then_refused(
        AdmissionNotToConfirm
    )


@pytest.mark.requirement("R-077")
@pytest.mark.parametrize(("limit", "allowed"), [(1, 3), (3, 3), (7, None)])
def test_a_capacity_within_the_regulation_is_set(limit: int, allowed: int | None) -> None:
    given(Mentor, ANSWERED).when(lambda it: it.set_capacity(limit=limit, allowed=allowed)).then(
        happened(Mentor.MentorCapacitySet, limit=limit)
    )


@pytest.mark.requirement("R-077")
def test_002_lets_no_mentor_have_more_than_three() -> None:
    given(Mentor, ANSWERED).when(lambda it: it.set_capacity(limit=4, allowed=3)).then_refused(
        CapacityOverRegulation, limit=4, allowed=3
    )


@pytest.mark.requirement("R-077")
@pytest.mark.parametrize("limit", [0, -1])
def test_a_capacity_is_at_least_one(limit: int) -> None:
    given(Mentor, ANSWERED).when(lambda it: it.set_capacity(limit=limit, allowed=None)).then_refused(
        CapacityNotPositive, limit=limit
    )


def test_the_same_capacity_changes_nothing() -> None:
    given(Mentor, ANSWERED, happened(Mentor.MentorCapacitySet, limit=2)).when(
        lambda it: it.set_capacity(limit=2, allowed=3)
    ).then_nothing()
