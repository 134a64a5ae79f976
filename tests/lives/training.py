"""One whole life of the training aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.training import Training
from service.values import Pii
from tests.lives.people import MENTOR, PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = Training
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Training.MentorTrainingScheduled,
        subject=Pii(PERSON, "Первая встреча с наставляемым"),
        place=Pii(PERSON, "методический кабинет"),
        planned_on=date(2026, 10, 5),
        mentors=(MENTOR,),
    ),
    happened(Training.MentorTrainingHeld, held_on=TODAY, attended=(MENTOR,)),
    happened(Training.MentorTrainingCancelled, cancelled_on=date(2026, 10, 1)),
)
