"""One whole life of the memo aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.memo import Memo
from tests.lives.people import PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = Memo
LIFE: Final[tuple[Happened, ...]] = (
    happened(Memo.MemoOpened, person=PERSON),
    happened(Memo.MemoIssued, role="mentor", regulation_version=1, issued_on=TODAY),
    happened(
        Memo.DutiesAcknowledged, role="mentor", regulation_version=1, acknowledged_on=TODAY, source="own"
    ),
)
