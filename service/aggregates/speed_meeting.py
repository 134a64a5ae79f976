"""Speed mentoring: one meeting of a mentor with mentees, beside any pair and any load (R-086, A-02, A-55)."""

from datetime import date
from typing import Literal, Self

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.ids import same_person
from service.values import Pii

MeetingState = Literal["scheduled", "held", "cancelled"]


class SpeedTypeNotInRegulation(Refused):
    """The regulation does not know speed mentoring."""

    requirement = "R-086"


class SpeedMeetingNeedsProgramme(Refused):
    """The institution holds speed meetings within the programme of an active pair only."""

    requirement = "R-086"


class SpeedMeetingWithoutMentees(Refused):
    """The mentor meets at least one mentee, each named once."""

    requirement = "R-086"


class SpeedMeetingWithOneself(Refused):
    """Nobody meets himself."""

    requirement = "R-086"


class SpeedMeetingInPast(Refused):
    """A meeting is scheduled for today or later; facts: ``meeting_on``, ``on``."""

    requirement = "R-086"


class SpeedMeetingOver(Refused):
    """The meeting was held or cancelled; there is one meeting only."""

    requirement = "R-086"


class NotOfThisMeeting(Refused):
    """Goals are set and the meeting is attended by its participants."""

    requirement = "R-086"


class SpeedGoalsMissing(Refused):
    """A speed meeting sets goals: at least one."""

    requirement = "R-086"


class SpeedMeetingInFuture(Refused):
    """The meeting is dated later than the day of the act; facts: ``held_on``, ``on``."""

    requirement = "R-086"


class SpeedMeeting(Aggregate):
    """One meeting; mentor and mentees set goals alike, and no level of anybody is shown (A-55)."""

    TOPIC = "speed_meeting"

    class SpeedMeetingScheduled(Created):
        """A meeting was fixed.

        ``scope`` says in the words of the regulation with whom it connects; ``assignment`` is the pair to
        whose programme it belongs, if any.
        """

        TOPIC = "speed_meeting.SpeedMeetingScheduled"
        REQUIREMENTS = ("R-086",)
        mentor: str
        mentees: tuple[str, ...]
        topic: Pii
        place: Pii | None
        scope: str
        assignment: str | None
        meeting_on: date

    class GoalSet(Event):
        """A participant set a goal; mentor and mentees speak as equals."""

        TOPIC = "speed_meeting.GoalSet"
        REQUIREMENTS = ("R-086",)
        number: int
        by: str
        goal: Pii

    class SpeedMeetingHeld(Event):
        """The meeting took place, with the mentor and these mentees."""

        TOPIC = "speed_meeting.SpeedMeetingHeld"
        REQUIREMENTS = ("R-086",)
        attended: tuple[str, ...]
        held_on: date

    class SpeedMeetingCancelled(Event):
        """The meeting will not take place."""

        TOPIC = "speed_meeting.SpeedMeetingCancelled"
        REQUIREMENTS = ("R-086",)
        cancelled_on: date

    @classmethod
    def schedule(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        known_type: bool,
        needs_programme: bool,
        active: bool,
        mentor: str,
        mentees: tuple[str, ...],
        topic: Pii,
        place: Pii | None,
        scope: str,
        assignment: str | None,
        meeting_on: date,
        on: date,
    ) -> Self:
        """Fix a meeting.

        ``known_type``: the regulation has speed mentoring; ``needs_programme``: it holds the meetings within
        programmes only; ``active``: the pair of ``assignment`` is active.

        Raises:
            SpeedTypeNotInRegulation, SpeedMeetingNeedsProgramme, SpeedMeetingWithoutMentees,
            SpeedMeetingWithOneself, SpeedMeetingInPast.

        """
        if not known_type:
            raise SpeedTypeNotInRegulation
        if needs_programme and not active:
            raise SpeedMeetingNeedsProgramme
        _check_people(mentor, mentees)
        if meeting_on < on:
            raise SpeedMeetingInPast(meeting_on=meeting_on, on=on)
        return cls.start(
            cls.SpeedMeetingScheduled,
            id,
            mentor=mentor,
            mentees=mentees,
            topic=topic,
            place=place,
            scope=scope,
            assignment=assignment,
            meeting_on=meeting_on,
        )

    @event(SpeedMeetingScheduled)
    def __init__(self, mentor: str, mentees: tuple[str, ...]) -> None:
        self.mentor = mentor
        self.mentees = mentees
        self.state: MeetingState = "scheduled"
        self.goals = 0

    def set_goal(self, *, by: str, goal: Pii) -> None:
        """Set a goal before the meeting or after it; each call is one goal.

        Raises:
            SpeedMeetingOver: it was cancelled.
            NotOfThisMeeting.

        """
        if self.state == "cancelled":
            raise SpeedMeetingOver
        if by not in (self.mentor, *self.mentees):
            raise NotOfThisMeeting
        self._goal_set(number=self.goals + 1, by=by, goal=goal)

    @event(GoalSet)
    def _goal_set(self, number: int, by: str, goal: Pii) -> None:  # noqa: ARG002 - kept in the event
        self.goals = number

    def hold(self, *, attended: tuple[str, ...], held_on: date, on: date) -> None:
        """Record that the meeting took place, once.

        Raises:
            SpeedMeetingOver, SpeedMeetingWithoutMentees, NotOfThisMeeting, SpeedGoalsMissing,
            SpeedMeetingInFuture.

        """
        self._need_scheduled()
        if not attended or len(set(attended)) < len(attended):
            raise SpeedMeetingWithoutMentees
        if not set(attended) <= set(self.mentees):
            raise NotOfThisMeeting
        if not self.goals:
            raise SpeedGoalsMissing
        if held_on > on:
            raise SpeedMeetingInFuture(held_on=held_on, on=on)
        self._held(attended=attended, held_on=held_on)

    @event(SpeedMeetingHeld)
    def _held(self, attended: tuple[str, ...], held_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.state = "held"

    def cancel(self, *, cancelled_on: date) -> None:
        """Cancel a meeting that was not held. Raises ``SpeedMeetingOver``."""
        self._need_scheduled()
        self._cancelled(cancelled_on=cancelled_on)

    @event(SpeedMeetingCancelled)
    def _cancelled(self, cancelled_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.state = "cancelled"

    def _need_scheduled(self) -> None:
        if self.state != "scheduled":
            raise SpeedMeetingOver


def _check_people(mentor: str, mentees: tuple[str, ...]) -> None:
    if not mentees or len(set(mentees)) < len(mentees):
        raise SpeedMeetingWithoutMentees
    if any(same_person(mentor, mentee) for mentee in mentees):
        raise SpeedMeetingWithOneself
