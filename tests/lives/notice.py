"""One whole life of the notice aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.notice import Notice
from tests.lives.people import OTHER, PERSON
from tests.scenario import Happened, happened

KIND: Final = Notice
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Notice.NoticeIssued,
        deadline=f"appointment:001/mentee/{2:032x}",
        kind="appointment",
        stage="reminder",
        due_on=date(2026, 10, 12),
        recipients=(PERSON, OTHER),
    ),
    happened(Notice.NoticeDelivered, recipient=PERSON),
    happened(Notice.NoticeRead, recipient=OTHER),
)
