"""Colleagues whom the mentor of a pair engages to help the mentee, each with his own consent (R-098)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.ids import same_person
from service.values import Pii, Source

EngagementState = Literal["requested", "consented", "declined", "engaged", "ended"]
EndedBy = Literal["mentor", "colleague", "pair_ended"]
"""Through whom an engagement ended."""


class EngagementNeedsActivePair(Refused):
    """A colleague helps while the pair is active: approved and not ended."""

    requirement = "R-098"


class EngagementUnknown(Refused):
    """The pair has no engagement with this number; facts: ``number``, ``count``."""

    requirement = "R-098"


class ColleagueOfThisPair(Refused):
    """A colleague is somebody else than the mentor and the mentees."""

    requirement = "R-098"


class EngagementAlreadyAnswered(Refused):
    """The colleague answered the request, or it was ended."""

    requirement = "R-098"


class ColleagueConsentMissing(Refused):
    """Nobody is engaged without his own consent."""

    requirement = "R-098"


class ColleagueConsentInFuture(Refused):
    """The answer is dated later than the day of the act; facts: ``answered_on``, ``on``."""

    requirement = "R-098"


class ColleagueConsentTooEarly(Refused):
    """The answer is older than the request; facts: ``requested_on``, ``answered_on``."""

    requirement = "R-098"


class EngagementAlreadyEnded(Refused):
    """The colleague declined, or the engagement is over."""

    requirement = "R-098"


@dataclass(frozen=True, slots=True)
class Help:
    """One colleague asked for one activity; ``activity`` is its number in the programme."""

    colleague: str
    activity: int
    state: EngagementState
    requested_on: date

    @property
    def goes_on(self) -> bool:
        """Whether it waits for an answer, for the mentor, or is under way."""
        return self.state not in ("declined", "ended")


class Engagement(Aggregate):
    """The colleagues engaged in one pair or group; id ``{institution}/engagement/{hex of the assignment}``.

    Engagements are numbered from 1. A colleague sees only the activity that he was asked for, and only
    between his consent and the end.
    """

    TOPIC = "engagement"

    class EngagementsOpened(Created):
        """The mentor asked a colleague for the first time."""

        TOPIC = "engagement.EngagementsOpened"
        REQUIREMENTS = ("R-098",)
        assignment: str

    class ColleagueEngagementRequested(Event):
        """The mentor asked a colleague to help with one activity; ``colleague`` is a person."""

        TOPIC = "engagement.ColleagueEngagementRequested"
        REQUIREMENTS = ("R-098",)
        number: int
        mentor: str
        colleague: str
        activity: int
        purpose: Pii
        requested_on: date

    class ColleagueConsentGiven(Event):
        """The colleague agreed to help."""

        TOPIC = "engagement.ColleagueConsentGiven"
        REQUIREMENTS = ("R-098",)
        number: int
        answered_on: date
        source: Source

    class ColleagueConsentDeclined(Event):
        """The colleague did not agree; no reason is asked for."""

        TOPIC = "engagement.ColleagueConsentDeclined"
        REQUIREMENTS = ("R-098",)
        number: int
        answered_on: date
        source: Source

    class ColleagueEngaged(Event):
        """The mentor engaged a colleague who had consented."""

        TOPIC = "engagement.ColleagueEngaged"
        REQUIREMENTS = ("R-098",)
        number: int
        engaged_on: date

    class ColleagueEngagementEnded(Event):
        """The colleague helps no more and sees nothing of the programme."""

        TOPIC = "engagement.ColleagueEngagementEnded"
        REQUIREMENTS = ("R-098",)
        number: int
        by: EndedBy
        ended_on: date

    @event(EngagementsOpened)
    def __init__(self, assignment: str) -> None:
        self.assignment = assignment
        self.helps: dict[int, Help] = {}

    def request(
        self,
        *,
        active: bool,
        mentor: str,
        mentees: tuple[str, ...],
        colleague: str,
        activity: int,
        purpose: Pii,
        requested_on: date,
    ) -> None:
        """Ask a colleague to help with an activity; what waits for his answer or goes on is not asked twice.

        Raises:
            EngagementNeedsActivePair, ColleagueOfThisPair.

        """
        _need_active(active=active)
        if any(same_person(colleague, entry) for entry in (mentor, *mentees)):
            raise ColleagueOfThisPair
        if self.number_of(colleague=colleague, activity=activity) is not None:
            return
        self._requested(
            number=len(self.helps) + 1,
            mentor=mentor,
            colleague=colleague,
            activity=activity,
            purpose=purpose,
            requested_on=requested_on,
        )

    @event(ColleagueEngagementRequested)
    def _requested(
        self,
        *,
        number: int,
        mentor: str,  # noqa: ARG002 - kept in the event
        colleague: str,
        activity: int,
        purpose: Pii,  # noqa: ARG002 - kept in the event
        requested_on: date,
    ) -> None:
        self.helps[number] = Help(colleague, activity, "requested", requested_on)

    def give_consent(self, *, active: bool, number: int, answered_on: date, on: date, source: Source) -> None:
        """Record that the colleague agrees.

        Raises:
            EngagementNeedsActivePair, EngagementUnknown, EngagementAlreadyAnswered,
            ColleagueConsentInFuture, ColleagueConsentTooEarly.

        """
        _need_active(active=active)
        self._need_answerable(number, answered_on, on)
        self._consented(number=number, answered_on=answered_on, source=source)

    @event(ColleagueConsentGiven)
    def _consented(self, number: int, answered_on: date, source: Source) -> None:  # noqa: ARG002 - kept in the event
        self.helps[number] = replace(self.helps[number], state="consented")

    def decline(self, *, number: int, answered_on: date, on: date, source: Source) -> None:
        """Record that the colleague does not agree.

        Raises:
            EngagementUnknown, EngagementAlreadyAnswered, ColleagueConsentInFuture,
            ColleagueConsentTooEarly.

        """
        self._need_answerable(number, answered_on, on)
        self._declined(number=number, answered_on=answered_on, source=source)

    @event(ColleagueConsentDeclined)
    def _declined(self, number: int, answered_on: date, source: Source) -> None:  # noqa: ARG002 - kept in the event
        self.helps[number] = replace(self.helps[number], state="declined")

    def engage(self, *, active: bool, number: int, engaged_on: date) -> None:
        """Engage a colleague who consented; engaging him again changes nothing.

        Raises:
            EngagementNeedsActivePair, EngagementUnknown, ColleagueConsentMissing.

        """
        _need_active(active=active)
        found = self.help(number)
        if found.state == "engaged":
            return
        if found.state != "consented":
            raise ColleagueConsentMissing
        self._engaged(number=number, engaged_on=engaged_on)

    @event(ColleagueEngaged)
    def _engaged(self, number: int, engaged_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.helps[number] = replace(self.helps[number], state="engaged")

    def end(self, *, number: int, by: EndedBy, ended_on: date) -> None:
        """End an engagement or take a request back; mentor and colleague may do so at any time.

        Raises:
            EngagementUnknown, EngagementAlreadyEnded.

        """
        if not self.help(number).goes_on:
            raise EngagementAlreadyEnded
        self._ended(number=number, by=by, ended_on=ended_on)

    @event(ColleagueEngagementEnded)
    def _ended(self, number: int, by: EndedBy, ended_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.helps[number] = replace(self.helps[number], state="ended")

    def end_all(self, *, ended_on: date) -> None:
        """End everything that goes on, since the pair has ended."""
        for number, found in sorted(self.helps.items()):
            if found.goes_on:
                self._ended(number=number, by="pair_ended", ended_on=ended_on)

    def number_of(self, *, colleague: str, activity: int) -> int | None:
        """The number under which a colleague is asked for an activity or helps with it now."""
        for number, found in self.helps.items():
            if (found.colleague, found.activity) == (colleague, activity) and found.goes_on:
                return number
        return None

    def help(self, number: int) -> Help:
        """Give one engagement. Raises ``EngagementUnknown``."""
        if number not in self.helps:
            raise EngagementUnknown(number=number, count=len(self.helps))
        return self.helps[number]

    def _need_answerable(self, number: int, answered_on: date, on: date) -> None:
        found = self.help(number)
        if found.state != "requested":
            raise EngagementAlreadyAnswered
        if answered_on > on:
            raise ColleagueConsentInFuture(answered_on=answered_on, on=on)
        if answered_on < found.requested_on:
            raise ColleagueConsentTooEarly(requested_on=found.requested_on, answered_on=answered_on)


def _need_active(*, active: bool) -> None:
    if not active:
        raise EngagementNeedsActivePair
