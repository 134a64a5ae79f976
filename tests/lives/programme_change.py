"""One whole life of the programme_change aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.programme_change import ProgrammeChange
from service.values import NewTerm, Pii, PlannedActivity
from tests.lives.people import MENTEE, MENTOR, OTHER
from tests.scenario import Happened, happened

KIND: Final = ProgrammeChange
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        ProgrammeChange.ProgrammeChangeProposed,
        programme=f"001/programme/{1:032x}",
        proposed_by=MENTEE,
        parties=(MENTOR, MENTEE),
        ends_on=date(2027, 5, 31),
        forms=("PEER",),
        adds=(PlannedActivity(direction="innovation", due_on=date(2027, 4, 30)),),
        titles=Pii(OTHER, ("мастер-класс",)),
        methods=Pii(OTHER, ("показ с разбором",)),
        drops=(2,),
        new_terms=(NewTerm(3, date(2027, 3, 1)),),
        reason=Pii(OTHER, "была на курсах"),
        proposed_on=date(2026, 11, 2),
        source="own",
    ),
    happened(ProgrammeChange.ProgrammeChangeAgreed, by=MENTOR, on=date(2026, 11, 3), source="paper"),
    happened(ProgrammeChange.ProgrammeChangeApplied, applied_on=date(2026, 11, 4)),
    happened(ProgrammeChange.ProgrammeChangeDeclined, by=MENTOR, on=date(2026, 11, 5), source="own"),
)
