"""One whole life of the programme_plan aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.programme_plan import ProgrammePlan
from service.values import Aim, Difficulty, Pii, PlannedActivity
from tests.lives.people import MENTEE, MENTOR, OTHER, PERSON
from tests.scenario import Happened, happened

PROGRAMME: Final = f"001/programme/{1:032x}"
CHANGE: Final = f"001/programme_change/{7:032x}"

KIND: Final = ProgrammePlan
LIFE: Final[tuple[Happened, ...]] = (
    happened(ProgrammePlan.PlanOpened, programme=PROGRAMME),
    happened(
        ProgrammePlan.IndividualTrajectoryDefined,
        mentee=MENTEE,
        by=MENTOR,
        directions=("subject", "social"),
        difficulties=(Difficulty(1, "SUB-01"), Difficulty(2)),
        difficulty_words=Pii(OTHER, ("планирование урока", "дисциплина")),
        strengths=1,
        strength_words=Pii(OTHER, ("контакт с детьми",)),
        need=Pii(OTHER, "войти в должность"),
        level="beginning",
        experience_years=1,
        goals=Pii(OTHER, "провести открытый урок"),
    ),
    happened(
        ProgrammePlan.ActivityPlanned,
        number=1,
        by=MENTOR,
        activity=PlannedActivity(
            direction="subject",
            due_on=date(2026, 10, 30),
            difficulties=(Aim(MENTEE, 1),),
            strengths=(Aim(MENTEE, 1),),
            section=4,
            responsible="mentor",
            material=f"001/material/{3:032x}",
        ),
        title=Pii(PERSON, "Разбор урока"),
        method=Pii(PERSON, "совместный анализ"),
        evidence=Pii(PERSON, "карта наблюдения"),
        availability=None,
        change=None,
    ),
    happened(ProgrammePlan.MeetingScheduleSet, meetings=(date(2026, 9, 28), date(2026, 10, 12))),
    happened(
        ProgrammePlan.GoalSet,
        number=1,
        mentee=MENTEE,
        due_on=date(2026, 10, 12),
        goal=Pii(PERSON, "составить план урока"),
    ),
    happened(ProgrammePlan.ProgrammeRegisteredInBank, kind="individual", registered_on=date(2026, 9, 21)),
    happened(
        ProgrammePlan.ActivityRescheduled,
        number=1,
        due_on=date(2026, 11, 13),
        change=None,
        reason=Pii(PERSON, "каникулы"),
    ),
    happened(ProgrammePlan.ActivityDropped, number=1, change=CHANGE),
)
