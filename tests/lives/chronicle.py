"""One whole life of the chronicle aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.chronicle import Chronicle
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER, PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = Chronicle
LIFE: Final[tuple[Happened, ...]] = (
    happened(Chronicle.ChronicleOpened, assignment=ASSIGNMENT),
    happened(
        Chronicle.RemoteSessionHeld,
        number=1,
        mentees=(MENTEE,),
        channel="video",
        topic=Pii(PERSON, "разбор урока"),
        minutes=40,
        guests=1,
        held_on=TODAY,
    ),
    happened(
        Chronicle.StructureInteractionRecorded,
        number=2,
        listed=3,
        name="школа молодого учителя",
        other=Pii(PERSON, "совет молодых педагогов города"),
        subject=Pii(PERSON, "адаптация"),
        held_on=TODAY,
    ),
    happened(
        Chronicle.EventParticipationPrepared,
        number=3,
        participants=(MENTOR, MENTEE),
        title=Pii(PERSON, "Форум наставников"),
        kind="forum",
        level="regional",
        event_on=date(2026, 10, 5),
    ),
    happened(
        Chronicle.EventParticipationOrganised,
        number=4,
        participants=(MENTEE,),
        title=Pii(PERSON, "Педагогический дебют"),
        kind="contest",
        level="municipal",
        event_on=None,
    ),
    happened(
        Chronicle.ProfessionalDevelopmentRecorded,
        number=5,
        mentee=MENTEE,
        kind="course",
        title=Pii(OTHER, "Курсы по оцениванию"),
        hours=72,
        completed_on=TODAY,
    ),
    happened(
        Chronicle.SupportMeasureRecorded,
        number=6,
        kind="educational_methodical",
        measure=Pii(PERSON, "подборка конспектов"),
        by_association=True,
        provided_on=TODAY,
    ),
)
