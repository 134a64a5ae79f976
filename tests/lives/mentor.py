"""One whole life of the mentor aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.mentor import Mentor
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, PERSON, PROFILE, THIRD_MENTEE
from tests.scenario import ORDER, TODAY, Happened, happened

KIND: Final = Mentor
LIFE: Final[tuple[Happened, ...]] = (
    happened(Mentor.MentorQuestionnaireCompleted, person=PERSON, **PROFILE),
    happened(Mentor.BankEntryUpdated, **{**PROFILE, "subject_words": None, "about": None}),
    happened(Mentor.CompetencyChosen, index=1, code=None),
    happened(Mentor.MentorEnteredInBank, entered_on=TODAY),
    happened(
        Mentor.MentorTrainingCompleted,
        document=Pii(PERSON, "удостоверение № 242"),
        completed_on=date(2025, 5, 26),
    ),
    happened(Mentor.MentorAdmittedToBank, to_confirm=True),
    happened(Mentor.MentorAdmissionConfirmed),
    happened(Mentor.MentorCapacitySet, limit=3),
    happened(
        Mentor.MentorAppointed,
        assignment=ASSIGNMENT,
        mentees=(MENTEE, THIRD_MENTEE),
        order=ORDER,
        appointed_on=TODAY,
    ),
    happened(Mentor.MentorLoadChanged, assignment=ASSIGNMENT, mentees=(MENTEE,)),
    happened(Mentor.MentorDischarged, assignment=ASSIGNMENT, discharged_on=date(2027, 5, 31)),
    happened(Mentor.MentorCriteriaAssessed, met=("psychological", "pedagogical"), assessed_on=TODAY),
    happened(
        Mentor.MentorAdmissionRefused,
        reason=Pii(PERSON, "сначала обучение работе с группой"),
        refused_on=TODAY,
    ),
    happened(Mentor.BankEntryRemoved, ground="own_wish", removed_on=date(2027, 6, 1)),
)
