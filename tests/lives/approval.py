"""One whole life of the approval aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.approval import Approval
from service.values import Pii
from tests.lives.people import MENTEE, MENTOR, PERSON
from tests.scenario import ORDER, TODAY, Happened, happened

KIND: Final = Approval
LIFE: Final[tuple[Happened, ...]] = (
    happened(Approval.ParticipantProposed, person=PERSON),
    happened(Approval.MentorApproved, mentor=MENTOR, order=ORDER, approved_on=TODAY),
    happened(Approval.MenteeApproved, mentee=MENTEE, order=None, approved_on=TODAY),
    happened(
        Approval.ParticipantApprovalRefused,
        role="mentor",
        reason=Pii(PERSON, "ведёт экзаменационные классы"),
        refused_on=TODAY,
    ),
)
