"""One whole life of the needs review aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.needs_review import NeedsReview
from tests.lives.people import MENTEE, THIRD_MENTEE
from tests.scenario import TODAY, Happened, happened

KIND: Final = NeedsReview
LIFE: Final[tuple[Happened, ...]] = (
    happened(NeedsReview.NeedsReviewsBegun),
    happened(
        NeedsReview.AnnualNeedsReviewCompleted,
        reviewed_on=TODAY,
        entries=(MENTEE, THIRD_MENTEE),
        added=1,
        removed=2,
    ),
)
