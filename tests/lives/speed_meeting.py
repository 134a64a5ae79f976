"""One whole life of the speed meeting aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.speed_meeting import SpeedMeeting
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER, PERSON, THIRD_MENTEE
from tests.scenario import TODAY, Happened, happened

KIND: Final = SpeedMeeting
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        SpeedMeeting.SpeedMeetingScheduled,
        mentor=MENTOR,
        mentees=(MENTEE, THIRD_MENTEE),
        topic=Pii(PERSON, "первый классный час"),
        place=Pii(PERSON, "кабинет 12"),
        scope="другие работники",
        assignment=ASSIGNMENT,
        meeting_on=TODAY,
    ),
    happened(SpeedMeeting.GoalSet, number=1, by=MENTEE, goal=Pii(OTHER, "узнать три приёма")),
    happened(SpeedMeeting.SpeedMeetingHeld, attended=(MENTEE,), held_on=TODAY),
    happened(SpeedMeeting.SpeedMeetingCancelled, cancelled_on=TODAY),
)
