"""The curator's reviews of who needs a mentor: at least one each year (R-019, A-31: needs, not the banks)."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event


class NeedsReviewInFuture(Refused):
    """A review is completed before it is recorded; facts: ``reviewed_on``, ``on``."""

    requirement = "R-019"


class NeedsReviewOlder(Refused):
    """A newer review is recorded already; facts: ``reviewed_on``, ``last_on``."""

    requirement = "R-019"


class NeedsReview(Aggregate):
    """All reviews of one institution, one after another."""

    TOPIC = "needs_review"

    class NeedsReviewsBegun(Created):
        """The institution began to review who needs a mentor."""

        TOPIC = "needs_review.NeedsReviewsBegun"
        REQUIREMENTS = ("R-019",)

    class AnnualNeedsReviewCompleted(Event):
        """The curator went through the educators who need a mentor.

        ``entries`` are the mentees who still need one; ``added`` came since the last review, ``removed`` no
        longer need one and left the bank.
        """

        TOPIC = "needs_review.AnnualNeedsReviewCompleted"
        REQUIREMENTS = ("R-019",)
        reviewed_on: date
        entries: tuple[str, ...]
        added: int
        removed: int

    @event(NeedsReviewsBegun)
    def __init__(self) -> None:
        self.last_on: date | None = None
        self.entries: tuple[str, ...] = ()

    def complete(self, *, reviewed_on: date, entries: tuple[str, ...], removed: int, on: date) -> None:
        """Record a review; whoever was not among the entries of the last one counts as added.

        Raises:
            NeedsReviewInFuture, NeedsReviewOlder.

        """
        if reviewed_on > on:
            raise NeedsReviewInFuture(reviewed_on=reviewed_on, on=on)
        if self.last_on is not None and reviewed_on < self.last_on:
            raise NeedsReviewOlder(reviewed_on=reviewed_on, last_on=self.last_on)
        added = len(set(entries) - set(self.entries))
        self._completed(reviewed_on=reviewed_on, entries=entries, added=added, removed=removed)

    @event(AnnualNeedsReviewCompleted)
    def _completed(self, reviewed_on: date, entries: tuple[str, ...], added: int, removed: int) -> None:  # noqa: ARG002
        self.last_on = reviewed_on
        self.entries = entries
