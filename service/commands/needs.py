"""The yearly review of who needs a mentor (R-019)."""

from datetime import date

from service.access import Action
from service.aggregates.mentee import Mentee
from service.aggregates.needs_review import NeedsReview
from service.commands.registry import command
from service.commands.work import Work, fixed_id
from service.errors import Refused
from service.eventstore.log import Decision


class ReviewNamesTwice(Refused):
    """Somebody stands among those who need a mentor and among those who no longer do."""

    requirement = "R-019"


@command(
    title="Завершить ежегодный пересмотр потребностей", action=Action.REVIEW_NEEDS, requirements=("R-019",)
)
def complete_needs_review(
    work: Work,
    *,
    still_needed: tuple[str, ...],
    no_longer_needed: tuple[str, ...] = (),
    reviewed_on: date | None = None,
) -> Decision:
    """Complete a review of the mentees' needs; whoever needs a mentor no longer leaves the bank with it."""
    if set(still_needed) & set(no_longer_needed):
        raise ReviewNamesTwice
    entries = tuple(work.get(Mentee, mentee).id for mentee in dict.fromkeys(still_needed))
    leaving = tuple(work.get(Mentee, mentee) for mentee in dict.fromkeys(no_longer_needed))
    for mentee in leaving:
        mentee.remove_from_bank(ground="no_longer_needed", removed_on=work.on)
    review = _reviews(work)
    review.complete(reviewed_on=reviewed_on or work.on, entries=entries, removed=len(leaving), on=work.on)
    return Decision((review, *leaving), {"needs_review": review.id})


def _reviews(work: Work) -> NeedsReview:
    review_id = fixed_id(work.institution, NeedsReview.TOPIC)
    known = work.log.find(NeedsReview, review_id)
    return known or NeedsReview.start(NeedsReview.NeedsReviewsBegun, review_id)
