"""A mentor's admission by the criteria of the regulation, and leaving the bank."""

from typing import Any, Final

import pytest

from service.aggregates.mentor import (
    Mentor,
    MentorCriteriaMissing,
    MentorLeadsPairs,
    MentorNotInBank,
    MentorTrainingMissing,
)
from service.values import AdmissionCriterion, Pii, RemovalGround
from tests.lives.people import ASSIGNMENT, MENTEE, PERSON, PROFILE
from tests.scenario import ORDER, TODAY, given, happened, recorded, replayed

ANSWERED = happened(Mentor.MentorQuestionnaireCompleted, person=PERSON, **PROFILE)
ENTERED = happened(Mentor.MentorEnteredInBank, entered_on=TODAY)
TRAINED = happened(
    Mentor.MentorTrainingCompleted, document=Pii(PERSON, "удостоверение № 242"), completed_on=TODAY
)
BOTH: Final[tuple[AdmissionCriterion, ...]] = ("psychological", "pedagogical")
ASSESSED = happened(Mentor.MentorCriteriaAssessed, met=BOTH, assessed_on=TODAY)
ADMITTED = happened(Mentor.MentorAdmittedToBank, to_confirm=False)
IMPORTED = happened(Mentor.MentorAdmittedToBank, to_confirm=True)
REASON = Pii(PERSON, "сначала обучение")
REFUSED = happened(Mentor.MentorAdmissionRefused, reason=REASON, refused_on=TODAY)
LEADS = happened(
    Mentor.MentorAppointed, assignment=ASSIGNMENT, mentees=(MENTEE,), order=ORDER, appointed_on=TODAY
)


@pytest.mark.requirement("R-049")
def test_the_criteria_that_he_meets_are_recorded() -> None:
    given(Mentor, ANSWERED, ENTERED).when(lambda it: it.assess_criteria(met=BOTH, assessed_on=TODAY)).then(
        ASSESSED
    )


@pytest.mark.requirement("R-049")
def test_the_same_assessment_again_changes_nothing() -> None:
    given(Mentor, ANSWERED, ENTERED, ASSESSED).when(
        lambda it: it.assess_criteria(met=BOTH, assessed_on=TODAY)
    ).then_nothing()


@pytest.mark.requirement("R-049")
def test_a_candidate_is_not_assessed() -> None:
    given(Mentor, ANSWERED).when(lambda it: it.assess_criteria(met=BOTH, assessed_on=TODAY)).then_refused(
        MentorNotInBank
    )


@pytest.mark.requirement("R-049")
def test_preparation_and_training_lead_to_admission() -> None:
    given(Mentor, ANSWERED, ENTERED, TRAINED, ASSESSED).when(
        lambda it: it.admit_by_criteria(needed=BOTH, training=True)
    ).then(ADMITTED)


@pytest.mark.requirement("R-049")
def test_without_training_nobody_is_admitted_where_it_is_asked_for() -> None:
    history = (ANSWERED, ENTERED, ASSESSED)
    given(Mentor, *history).when(lambda it: it.admit_by_criteria(needed=BOTH, training=True)).then_refused(
        MentorTrainingMissing
    )
    given(Mentor, *history).when(lambda it: it.admit_by_criteria(needed=BOTH, training=False)).then(ADMITTED)


@pytest.mark.requirement("R-049")
@pytest.mark.parametrize("needed", [("professional",), (*BOTH, "professional")])
def test_a_preparation_that_is_missing_keeps_him_out(needed: tuple[AdmissionCriterion, ...]) -> None:
    given(Mentor, ANSWERED, ENTERED, TRAINED, ASSESSED).when(
        lambda it: it.admit_by_criteria(needed=needed, training=True)
    ).then_refused(MentorCriteriaMissing)


@pytest.mark.requirement("R-049")
def test_nobody_is_admitted_without_an_assessment_or_outside_the_bank() -> None:
    given(Mentor, ANSWERED, ENTERED, TRAINED).when(
        lambda it: it.admit_by_criteria(needed=BOTH, training=True)
    ).then_refused(MentorCriteriaMissing)
    given(Mentor, ANSWERED, TRAINED).when(
        lambda it: it.admit_by_criteria(needed=(), training=False)
    ).then_refused(MentorNotInBank)


@pytest.mark.requirement("R-049")
def test_an_admission_by_import_becomes_one_by_criteria() -> None:
    history = (ANSWERED, ENTERED, TRAINED, IMPORTED, ASSESSED)
    given(Mentor, *history).when(lambda it: it.admit_by_criteria(needed=BOTH, training=True)).then(ADMITTED)
    given(Mentor, *history, ADMITTED).when(
        lambda it: it.admit_by_criteria(needed=BOTH, training=True)
    ).then_nothing()


@pytest.mark.requirement("R-049")
@pytest.mark.parametrize("before", [(), (ADMITTED,), (IMPORTED,)])
def test_an_admission_is_refused_or_taken_back(before: Any) -> None:  # noqa: ANN401 - told events
    given(Mentor, ANSWERED, ENTERED, TRAINED, *before).when(
        lambda it: it.refuse_admission(reason=REASON, refused_on=TODAY)
    ).then(REFUSED)
    it: Mentor = replayed(recorded(Mentor, PERSON, ANSWERED, ENTERED, TRAINED, *before, REFUSED))
    assert (it.admitted, it.to_confirm) == (False, False)


@pytest.mark.requirement("R-049")
def test_an_admission_is_not_refused_to_a_candidate_nor_to_who_leads_pairs() -> None:
    given(Mentor, ANSWERED).when(
        lambda it: it.refuse_admission(reason=REASON, refused_on=TODAY)
    ).then_refused(MentorNotInBank)
    given(Mentor, ANSWERED, ENTERED, ADMITTED, LEADS).when(
        lambda it: it.refuse_admission(reason=REASON, refused_on=TODAY)
    ).then_refused(MentorLeadsPairs, count=1)


@pytest.mark.requirement("R-020")
@pytest.mark.parametrize("ground", ["no_longer_needed", "own_wish"])
def test_a_mentor_without_pairs_leaves_the_bank_and_may_come_back(ground: RemovalGround) -> None:
    removed = happened(Mentor.BankEntryRemoved, ground=ground, removed_on=TODAY)
    given(Mentor, ANSWERED, ENTERED).when(
        lambda it: it.remove_from_bank(ground=ground, removed_on=TODAY)
    ).then(removed)
    given(Mentor, ANSWERED, ENTERED, removed).when(
        lambda it: it.enter_bank(entered_on=TODAY, consent=True)
    ).then(ENTERED)


@pytest.mark.requirement("R-020")
def test_who_is_not_in_the_bank_does_not_leave_it() -> None:
    given(Mentor, ANSWERED).when(
        lambda it: it.remove_from_bank(ground="own_wish", removed_on=TODAY)
    ).then_nothing()


@pytest.mark.requirement("R-020")
@pytest.mark.parametrize("ground", ["no_longer_needed", "own_wish"])
def test_a_mentor_of_pairs_does_not_leave_by_choice(ground: RemovalGround) -> None:
    given(Mentor, ANSWERED, ENTERED, LEADS).when(
        lambda it: it.remove_from_bank(ground=ground, removed_on=TODAY)
    ).then_refused(MentorLeadsPairs, count=1)


@pytest.mark.requirement("R-055")
@pytest.mark.parametrize("ground", ["employment_ended", "consent_withdrawn", "data_erased"])
def test_law_and_leaving_wait_for_no_pair(ground: RemovalGround) -> None:
    given(Mentor, ANSWERED, ENTERED, LEADS).when(
        lambda it: it.remove_from_bank(ground=ground, removed_on=TODAY)
    ).then(happened(Mentor.BankEntryRemoved, ground=ground, removed_on=TODAY))


def test_a_mentor_works_in_the_forms_of_his_questionnaire() -> None:
    it: Mentor = replayed(recorded(Mentor, PERSON, ANSWERED))
    assert it.forms == ("PEER",)
