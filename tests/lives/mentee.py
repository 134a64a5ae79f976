"""One whole life of the mentee aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.mentee import Mentee
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTOR, OTHER, UNSURE
from tests.scenario import TODAY, Happened, happened

KIND: Final = Mentee
LIFE: Final[tuple[Happened, ...]] = (
    happened(Mentee.MenteeNeedIdentified, person=OTHER, source="workbook"),
    happened(Mentee.MenteeActualWorkStarted, started_on=date(2026, 9, 1)),
    happened(
        Mentee.ProfessionalRequestSubmitted,
        competencies=(UNSURE,),
        request_words=Pii(OTHER, ("шумный класс",)),
        subject="x-0123456789abcdef",
        subject_words=Pii(OTHER, "ритмика"),
        forms=("PEER",),
        types=(),
        experience_years=0,
        source="workbook",
    ),
    happened(Mentee.CompetencyChosen, index=0, code="PSY-02"),
    happened(Mentee.MenteeCategoryAssigned, category="young_specialist"),
    happened(Mentee.MenteeEnteredInBank, entered_on=TODAY),
    happened(Mentee.MenteeAssigned, assignment=ASSIGNMENT, mentor=MENTOR),
    happened(Mentee.MenteeReleased, assignment=ASSIGNMENT, released_on=date(2027, 5, 31)),
    happened(
        Mentee.ProfessionalDifficultyIdentified,
        difficulty=Pii(OTHER, "теряет время на опрос"),
        code="MET-03",
        source="diagnostics",
    ),
    happened(Mentee.StrengthIdentified, strength=Pii(OTHER, "легко находит общий язык"), source="own"),
    happened(Mentee.BankEntryRemoved, ground="no_longer_needed", removed_on=date(2027, 6, 1)),
)
