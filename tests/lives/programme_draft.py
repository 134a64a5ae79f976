"""One whole life of the programme_draft aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.programme_draft import ProgrammeDraft
from service.values import Period, Pii
from tests.lives.people import MENTEE, MENTOR, OTHER, PERSON
from tests.scenario import Happened, happened

PROGRAMME: Final = f"001/programme/{1:032x}"
EXPERT: Final = PERSON

KIND: Final = ProgrammeDraft
LIFE: Final[tuple[Happened, ...]] = (
    happened(ProgrammeDraft.DraftOpened, programme=PROGRAMME),
    happened(
        ProgrammeDraft.ProgrammeDraftCommented,
        by=MENTEE,
        comment=Pii(OTHER, "Хочу больше открытых уроков."),
        source="own",
    ),
    happened(
        ProgrammeDraft.ProgrammeDraftContributed,
        by=EXPERT,
        contributor="association",
        contribution=Pii(EXPERT, "Добавить взаимопосещение уроков."),
        requests=(MENTEE,),
        source="own",
    ),
    happened(
        ProgrammeDraft.ProgrammePiloted,
        by=EXPERT,
        piloted_on=date(2026, 9, 12),
        conclusion=Pii(EXPERT, "Программа пригодна."),
    ),
    happened(
        ProgrammeDraft.ProgrammeComposed,
        author=MENTOR,
        composed_on=date(2026, 9, 14),
        period=Period(date(2026, 9, 21), date(2027, 3, 21)),
        short_term_reason=None,
        revision=3,
        confirms=False,
    ),
    happened(
        ProgrammeDraft.ProgrammeReviewedByCurator,
        reviewed_on=date(2026, 9, 15),
        revision=3,
        with_remarks=True,
        remarks=Pii(PERSON, "Уточните сроки."),
    ),
    happened(
        ProgrammeDraft.MenteeAcquaintedWithProgramme, mentee=MENTEE, on=date(2026, 9, 16), source="paper"
    ),
    happened(ProgrammeDraft.DraftClosed, closed_on=date(2026, 9, 21)),
)
