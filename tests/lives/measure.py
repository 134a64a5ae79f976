"""One whole life of the measure aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.measure import Measure
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER
from tests.scenario import TODAY, Happened, happened

KIND: Final = Measure
LIFE: Final[tuple[Happened, ...]] = (
    happened(Measure.ProposalsOpened, assignment=ASSIGNMENT),
    happened(
        Measure.MenteeEncouragementProposed,
        number=1,
        mentor=MENTOR,
        mentee=MENTEE,
        proposal=Pii(OTHER, "благодарность за открытый урок"),
        proposed_on=TODAY,
    ),
    happened(Measure.MenteeInformedOfProposal, number=1, informed_on=TODAY),
    happened(
        Measure.MenteeAnsweredProposal,
        number=1,
        answer=Pii(OTHER, "спасибо"),
        answered_on=TODAY,
        source="own",
    ),
    happened(
        Measure.ProposalDecided,
        number=1,
        outcome="accepted",
        reason=Pii(OTHER, "урок отмечен на совете"),
        decided_on=TODAY,
    ),
    happened(
        Measure.DisciplinaryMeasureProposed,
        number=2,
        mentor=MENTOR,
        mentee=MENTEE,
        proposal=Pii(OTHER, "замечание за опоздания"),
        proposed_on=TODAY,
    ),
)
