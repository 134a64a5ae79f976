"""The yearly review of who needs a mentor."""

from datetime import timedelta

import pytest

from service.aggregates.needs_review import NeedsReview, NeedsReviewInFuture, NeedsReviewOlder
from tests.lives.people import MENTEE, THIRD_MENTEE
from tests.scenario import TODAY, Happened, given, happened, recorded, replayed

DAY = timedelta(days=1)
BEGUN = happened(NeedsReview.NeedsReviewsBegun)

pytestmark = pytest.mark.requirement("R-019")


def reviewed(*entries: str, added: int, removed: int = 0) -> Happened:
    return happened(
        NeedsReview.AnnualNeedsReviewCompleted,
        reviewed_on=TODAY,
        entries=entries,
        added=added,
        removed=removed,
    )


def test_a_review_counts_who_came_since_the_last_one() -> None:
    given(NeedsReview, BEGUN).when(
        lambda it: it.complete(reviewed_on=TODAY, entries=(MENTEE,), removed=2, on=TODAY)
    ).then(reviewed(MENTEE, added=1, removed=2))
    given(NeedsReview, BEGUN, reviewed(MENTEE, added=1)).when(
        lambda it: it.complete(reviewed_on=TODAY, entries=(MENTEE, THIRD_MENTEE), removed=0, on=TODAY)
    ).then(reviewed(MENTEE, THIRD_MENTEE, added=1))
    given(NeedsReview, BEGUN, reviewed(MENTEE, added=1)).when(
        lambda it: it.complete(reviewed_on=TODAY, entries=(), removed=1, on=TODAY)
    ).then(reviewed(added=0, removed=1))


def test_a_review_is_neither_ahead_of_its_day_nor_behind_the_last_one() -> None:
    given(NeedsReview, BEGUN).when(
        lambda it: it.complete(reviewed_on=TODAY + DAY, entries=(), removed=0, on=TODAY)
    ).then_refused(NeedsReviewInFuture, reviewed_on=TODAY + DAY, on=TODAY)
    given(NeedsReview, BEGUN, reviewed(MENTEE, added=1)).when(
        lambda it: it.complete(reviewed_on=TODAY - DAY, entries=(), removed=0, on=TODAY)
    ).then_refused(NeedsReviewOlder, reviewed_on=TODAY - DAY, last_on=TODAY)


def test_before_the_first_review_nobody_was_reviewed() -> None:
    it: NeedsReview = replayed(recorded(NeedsReview, "001/needs_review/1", BEGUN))
    assert (it.last_on, it.entries) == (None, ())
