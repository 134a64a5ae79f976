"""What a mentee needs beside the request: difficulties, strong sides, and leaving the bank."""

import pytest

from service.aggregates.mentee import (
    Mentee,
    MenteeConsentMissing,
    MenteeStillMentored,
    ProfessionalRequestMissing,
)
from service.values import Pii, RemovalGround
from tests.lives.people import ASSIGNMENT, MENTOR, OTHER
from tests.scenario import TODAY, given, happened, recorded, replayed

NEED = happened(Mentee.MenteeNeedIdentified, person=OTHER, source="administration")
WORDS = Pii(OTHER, "теряет время на опрос")
DIFFICULT = happened(
    Mentee.ProfessionalDifficultyIdentified, difficulty=WORDS, code="MET-03", source="diagnostics"
)
STRENGTH = Pii(OTHER, "легко находит общий язык")
STRONG = happened(Mentee.StrengthIdentified, strength=STRENGTH, source="own")
ENTERED = happened(Mentee.MenteeEnteredInBank, entered_on=TODAY)
LED = happened(Mentee.MenteeAssigned, assignment=ASSIGNMENT, mentor=MENTOR)


@pytest.mark.requirement("R-044", "R-053")
def test_a_difficulty_is_recorded_once() -> None:
    given(Mentee, NEED).when(
        lambda it: it.identify_difficulty(difficulty=WORDS, code="MET-03", source="diagnostics")
    ).then(DIFFICULT)
    given(Mentee, NEED, DIFFICULT).when(
        lambda it: it.identify_difficulty(difficulty=WORDS, code=None, source="own")
    ).then_nothing()
    other = Pii(OTHER, "шумный класс")
    given(Mentee, NEED, DIFFICULT).when(
        lambda it: it.identify_difficulty(difficulty=other, code=None, source="survey")
    ).then(happened(Mentee.ProfessionalDifficultyIdentified, difficulty=other, code=None, source="survey"))


@pytest.mark.requirement("R-053")
def test_a_strong_side_is_recorded_once() -> None:
    given(Mentee, NEED).when(lambda it: it.identify_strength(strength=STRENGTH, source="own")).then(STRONG)
    given(Mentee, NEED, STRONG).when(
        lambda it: it.identify_strength(strength=STRENGTH, source="paper")
    ).then_nothing()


@pytest.mark.requirement("R-044", "R-045")
def test_a_difficulty_is_enough_to_enter_the_bank_with_consent() -> None:
    given(Mentee, NEED, DIFFICULT).when(lambda it: it.enter_bank(entered_on=TODAY, consent=True)).then(
        ENTERED
    )
    given(Mentee, NEED, DIFFICULT).when(
        lambda it: it.enter_bank(entered_on=TODAY, consent=False)
    ).then_refused(MenteeConsentMissing)


@pytest.mark.requirement("R-044")
def test_a_strong_side_alone_is_no_need() -> None:
    given(Mentee, NEED, STRONG).when(lambda it: it.enter_bank(entered_on=TODAY, consent=True)).then_refused(
        ProfessionalRequestMissing
    )


@pytest.mark.requirement("R-019", "R-020")
@pytest.mark.parametrize("ground", ["no_longer_needed", "own_wish"])
def test_a_mentee_without_a_mentor_leaves_the_bank_and_may_come_back(ground: RemovalGround) -> None:
    removed = happened(Mentee.BankEntryRemoved, ground=ground, removed_on=TODAY)
    given(Mentee, NEED, DIFFICULT, ENTERED).when(
        lambda it: it.remove_from_bank(ground=ground, removed_on=TODAY)
    ).then(removed)
    given(Mentee, NEED, DIFFICULT, ENTERED, removed).when(
        lambda it: it.enter_bank(entered_on=TODAY, consent=True)
    ).then(ENTERED)


def test_who_is_not_in_the_bank_does_not_leave_it() -> None:
    given(Mentee, NEED).when(
        lambda it: it.remove_from_bank(ground="own_wish", removed_on=TODAY)
    ).then_nothing()


@pytest.mark.requirement("R-019")
@pytest.mark.parametrize("ground", ["no_longer_needed", "own_wish"])
def test_a_mentee_with_a_mentor_does_not_leave_by_choice(ground: RemovalGround) -> None:
    given(Mentee, NEED, DIFFICULT, ENTERED, LED).when(
        lambda it: it.remove_from_bank(ground=ground, removed_on=TODAY)
    ).then_refused(MenteeStillMentored, count=1)


@pytest.mark.requirement("R-055")
@pytest.mark.parametrize("ground", ["employment_ended", "consent_withdrawn", "data_erased"])
def test_law_and_leaving_wait_for_no_pair(ground: RemovalGround) -> None:
    given(Mentee, NEED, DIFFICULT, ENTERED, LED).when(
        lambda it: it.remove_from_bank(ground=ground, removed_on=TODAY)
    ).then(happened(Mentee.BankEntryRemoved, ground=ground, removed_on=TODAY))


def test_an_entry_knows_its_person() -> None:
    it: Mentee = replayed(recorded(Mentee, "001/mentee/2", NEED))
    assert (it.person, it.in_bank, it.difficulties, it.strengths) == (OTHER, False, (), ())
