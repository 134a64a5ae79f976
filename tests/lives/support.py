"""One whole life of the support aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.support import Support
from service.values import Pii
from tests.lives.people import MENTEE, OTHER
from tests.scenario import TODAY, Happened, happened

KIND: Final = Support
LIFE: Final[tuple[Happened, ...]] = (
    happened(Support.SupportCaseOpened, mentee=MENTEE),
    happened(
        Support.PsychopedagogicalSupportArranged,
        measures=Pii(OTHER, "тренинг общения, беседы"),
        since=TODAY,
        next_on=date(2026, 10, 14),
    ),
    happened(
        Support.MentorSearchContinued,
        step=Pii(OTHER, "обратиться в базовую школу"),
        next_on=date(2026, 9, 28),
    ),
)
