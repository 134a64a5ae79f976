"""One whole life of the programme aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.programme import Programme
from tests.lives.people import MENTEE, MENTOR
from tests.scenario import ORDER, Happened, happened

ASSIGNMENT: Final = f"001/assignment/{1:032x}"
CHANGE: Final = f"001/programme_change/{7:032x}"
NEW_MENTOR: Final = f"001/mentor/{4:032x}"

KIND: Final = Programme
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Programme.ProgrammeDrafted,
        assignment=ASSIGNMENT,
        mentor=MENTOR,
        mentees=(MENTEE,),
        kind="individual",
        regulation_version=1,
        forms=("PEER",),
        types=("traditional",),
        author="mentor_with_mentee",
        approved_on=date(2026, 9, 10),
        drafted_on=date(2026, 9, 11),
        template=("subject", "law_study", "social"),
    ),
    happened(
        Programme.ProgrammeActivated,
        starts_on=date(2026, 9, 21),
        ends_on=date(2027, 3, 20),
        short_term_reason=None,
    ),
    happened(Programme.ProgrammeExtended, change=CHANGE, ends_on=date(2027, 5, 31), order=None),
    happened(
        Programme.ProgrammeAmended,
        change=CHANGE,
        amended_on=date(2026, 11, 2),
        ends_on=date(2027, 4, 30),
        forms=("PEER",),
        mentees=(MENTEE,),
        kind="individual",
        order=ORDER,
    ),
    happened(Programme.ProgrammeSuspended, suspended_on=date(2026, 12, 1)),
    happened(Programme.ProgrammeResumed, mentor=NEW_MENTOR, resumed_on=date(2026, 12, 14)),
    happened(Programme.ProgrammeCompleted, completed_on=date(2027, 4, 28)),
    happened(
        Programme.ProgrammeTerminated,
        terminated_on=date(2027, 4, 28),
        ground="curator_initiative",
        sub_ground="force_majeure",
        order=ORDER,
    ),
    happened(Programme.ProgrammeClosed, closed_on=date(2027, 5, 12), reports_missing=1),
)
