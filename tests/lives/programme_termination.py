"""One whole life of the programme_termination aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.programme_termination import ProgrammeTermination
from service.values import Pii
from tests.lives.people import MENTEE, MENTOR, OTHER, PERSON
from tests.scenario import Happened, happened

KIND: Final = ProgrammeTermination
LIFE: Final[tuple[Happened, ...]] = (
    happened(ProgrammeTermination.TerminationOpened, programme=f"001/programme/{1:032x}"),
    happened(
        ProgrammeTermination.ProgrammeTerminationRequested,
        by=MENTEE,
        requested_on=date(2027, 1, 11),
        reason=Pii(OTHER, "переезд"),
        source="own",
    ),
    happened(
        ProgrammeTermination.ProgrammeTerminationConfirmed,
        ground="curator_initiative",
        sub_ground="improper_performance",
        confirmed_on=date(2027, 1, 18),
        insisted_by=None,
        mediated_on=None,
        heard=(MENTOR, MENTEE),
        heard_on=date(2027, 1, 15),
        circumstances=Pii(PERSON, "встречи не проводились"),
    ),
)
