"""One whole life of the gathering aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.gathering import Gathering
from service.values import Pii
from tests.lives.people import MENTOR, PERSON
from tests.scenario import TODAY, Happened, happened

ATTENDED: Final = {"held_on": TODAY, "mentors": (MENTOR,)}

KIND: Final = Gathering
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Gathering.GatheringOrganised,
        kind="conference",
        planned_on=TODAY,
        title=Pii(PERSON, "Год наставничества"),
        place=Pii(PERSON, "актовый зал"),
        programme=Pii(PERSON, "открытие; секции; круглый стол"),
        level="institution",
    ),
    happened(Gathering.MentorConsultationHeld, **ATTENDED),
    happened(Gathering.ExperienceExchangeHeld, **ATTENDED),
    happened(Gathering.OrientationSessionHeld, **ATTENDED),
    happened(Gathering.ConferenceHeld, **ATTENDED, guests=12),
    happened(Gathering.SeminarHeld, **ATTENDED, guests=0),
    happened(Gathering.RoundTableHeld, **ATTENDED, guests=5, selected=(f"001/practice/{1:032x}",)),
)
