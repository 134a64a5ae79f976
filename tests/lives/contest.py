"""One whole life of the contest aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.contest import Contest
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER
from tests.scenario import TODAY, Happened, happened

KIND: Final = Contest
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Contest.ContestParticipationRecommended,
        assignment=ASSIGNMENT,
        mentor=MENTOR,
        mentee=MENTEE,
        title=Pii(OTHER, "Учитель года"),
        level="regional",
        recommended_on=TODAY,
    ),
    happened(
        Contest.ContestResultRecorded,
        result="laureate",
        details=Pii(OTHER, "диплом лауреата"),
        resulted_on=date(2027, 2, 20),
    ),
)
