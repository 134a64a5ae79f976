"""Mentees left without a pair: support, and the search that goes on (R-067, RM5.3)."""

from datetime import date

from service.access import Action
from service.aggregates.mentee import Mentee
from service.aggregates.support import Support
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision
from service.ids import sister_id
from service.values import Pii


@command(
    title="Организовать психолого-педагогическую поддержку",
    action=Action.SUPPORT_UNMATCHED,
    requirements=("R-067",),
)
def arrange_support(work: Work, *, mentee: str, measures: str, since: date, next_on: date) -> Decision:
    """Arrange support for a mentee without a pair; on ``next_on`` it is looked at again."""
    found = work.get(Mentee, mentee)
    care = _care_for(work, found)
    care.arrange(
        measures=Pii(found.person, measures.strip()),
        since=since,
        next_on=next_on,
        on=work.on,
        has_pair=bool(found.mentors),
    )
    return Decision((care,), {"support": care.id})


@command(
    title="Продолжить поиск наставника",
    action=Action.SUPPORT_UNMATCHED,
    requirements=("R-067",),
)
def continue_mentor_search(work: Work, *, mentee: str, next_on: date, step: str | None = None) -> Decision:
    """Set the next step of the search for a mentee without a pair, and its day."""
    care = search_on(work, mentee=work.get(Mentee, mentee), next_on=next_on, step=step)
    return Decision((care,), {"support": care.id})


def search_on(work: Work, *, mentee: Mentee, next_on: date, step: str | None) -> Support:
    """Let the search for a mentor go on; gives what changed, to be saved in one decision.

    Raises:
        MenteeHasPair, NextStepNotAhead.

    """
    care = _care_for(work, mentee)
    words = (step or "").strip()
    care.continue_search(
        step=Pii(mentee.person, words) if words else None,
        next_on=next_on,
        on=work.on,
        has_pair=bool(mentee.mentors),
    )
    return care


def _care_for(work: Work, mentee: Mentee) -> Support:
    support_id = sister_id(mentee.id, "support")
    known = work.log.find(Support, support_id)
    return known or Support.start(Support.SupportCaseOpened, support_id, mentee=mentee.id)
