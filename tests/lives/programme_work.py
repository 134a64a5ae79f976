"""One whole life of the programme_work aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.programme_work import ProgrammeWork
from service.values import Pii
from tests.lives.people import MENTEE, MENTOR, OTHER, PERSON
from tests.scenario import Happened, happened

KIND: Final = ProgrammeWork
LIFE: Final[tuple[Happened, ...]] = (
    happened(ProgrammeWork.WorkOpened, programme=f"001/programme/{1:032x}", starts_on=date(2026, 9, 21)),
    happened(
        ProgrammeWork.ActivityCarriedOut,
        number=1,
        on=date(2026, 10, 29),
        direction="subject",
        by=MENTOR,
        mentees=(MENTEE,),
        evidence=Pii(PERSON, "карта наблюдения заполнена"),
    ),
    happened(ProgrammeWork.GoalAchieved, number=1, on=date(2026, 10, 12)),
    happened(ProgrammeWork.GoalMissed, number=2, on=date(2026, 11, 2)),
    happened(
        ProgrammeWork.DifficultyResolved, mentee=MENTEE, number=1, outcome="resolved", on=date(2027, 2, 1)
    ),
    happened(
        ProgrammeWork.SkillProgressRecorded,
        mentee=MENTEE,
        competency="SUB-01",
        level=2,
        words=Pii(OTHER, "ведёт урок уверенно"),
        on=date(2027, 2, 1),
    ),
)
