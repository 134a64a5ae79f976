"""One whole life of the staff development aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.staff_development import StaffDevelopment
from service.values import Period, Pii
from tests.lives.people import MENTOR, PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = StaffDevelopment
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        StaffDevelopment.MentorStaffDevelopmentOrganised,
        subject=Pii(PERSON, "Разбор уроков вместе с наставляемым"),
        place="internship_site",
        host=Pii(PERSON, "гимназия в Лесном"),
        period=Period(date(2026, 9, 7), date(2026, 9, 12)),
        mentors=(MENTOR,),
    ),
    happened(
        StaffDevelopment.MentorStaffDevelopmentCompleted,
        completed_on=TODAY,
        mentors=(MENTOR,),
        document=Pii(PERSON, "сертификат № 7"),
    ),
)
