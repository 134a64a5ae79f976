"""Care for a mentee who has no pair: psychological-pedagogical support, and the search that goes on."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii


class MenteeHasPair(Refused):
    """The mentee has a mentor: support of those left without a pair is not due."""

    requirement = "R-067"


class SupportNotDescribed(Refused):
    """Support that is arranged consists of something: its measures have to be named."""

    requirement = "R-067"


class NextStepNotAhead(Refused):
    """The next step for the mentee lies not in the future; facts: ``next_on``, ``on``."""

    requirement = "R-067"


class SupportReviewBeforeStart(Refused):
    """The support would be looked at before it began; facts: ``since``, ``next_on``."""

    requirement = "R-067"


class Support(Aggregate):
    """What is done for one mentee without a pair; id ``{institution}/support/{hex of the mentee}``."""

    TOPIC = "support"

    class SupportCaseOpened(Created):
        """Somebody took care of a mentee who has no pair."""

        TOPIC = "support.SupportCaseOpened"
        REQUIREMENTS = ("R-067",)
        mentee: str

    class PsychopedagogicalSupportArranged(Event):
        """Psychological-pedagogical support was arranged; on ``next_on`` it is looked at again."""

        TOPIC = "support.PsychopedagogicalSupportArranged"
        REQUIREMENTS = ("R-067",)
        measures: Pii
        since: date
        next_on: date

    class MentorSearchContinued(Event):
        """The search for a mentor goes on; its next step is due on ``next_on``."""

        TOPIC = "support.MentorSearchContinued"
        REQUIREMENTS = ("R-067",)
        step: Pii | None
        next_on: date

    @event(SupportCaseOpened)
    def __init__(self, mentee: str) -> None:
        self.mentee = mentee
        self.supported: tuple[Pii, date, date] | None = None
        self.searched: tuple[Pii | None, date] | None = None

    def arrange(self, *, measures: Pii, since: date, next_on: date, on: date, has_pair: bool) -> None:
        """Arrange support from ``since`` on; the same arrangement again changes nothing.

        Raises:
            MenteeHasPair, SupportNotDescribed.
            NextStepNotAhead: ``next_on`` is not later than the business date ``on``.
            SupportReviewBeforeStart: ``next_on`` is earlier than ``since``.

        """
        if has_pair:
            raise MenteeHasPair
        if not measures.text.strip():
            raise SupportNotDescribed
        _need_ahead(next_on, on)
        if next_on < since:
            raise SupportReviewBeforeStart(since=since, next_on=next_on)
        if (measures, since, next_on) != self.supported:
            self._arranged(measures=measures, since=since, next_on=next_on)

    @event(PsychopedagogicalSupportArranged)
    def _arranged(self, measures: Pii, since: date, next_on: date) -> None:
        self.supported = (measures, since, next_on)

    def continue_search(self, *, step: Pii | None, next_on: date, on: date, has_pair: bool) -> None:
        """Set the next step of the search; the same step on the same day changes nothing.

        Raises:
            MenteeHasPair.
            NextStepNotAhead: ``next_on`` is not later than the business date ``on``.

        """
        if has_pair:
            raise MenteeHasPair
        _need_ahead(next_on, on)
        if (step, next_on) != self.searched:
            self._search_continued(step=step, next_on=next_on)

    @event(MentorSearchContinued)
    def _search_continued(self, step: Pii | None, next_on: date) -> None:
        self.searched = (step, next_on)


def _need_ahead(next_on: date, on: date) -> None:
    if next_on <= on:
        raise NextStepNotAhead(next_on=next_on, on=on)
