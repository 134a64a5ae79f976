"""One whole life of the mentor aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.mentor import Mentor
from service.values import Pii
from tests.lives.people import PERSON, PROFILE
from tests.scenario import TODAY, Happened, happened

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
)
