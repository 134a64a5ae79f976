"""What is done of a programme: activities, goals, difficulties, progress (R-083, R-104 … R-117)."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Direction, Outcome, Pii, PlannedActivity

DifficultyState = Literal["open", "in_work", "resolved", "not_resolved"]


class CarriedOutInFuture(Refused):
    """The activity is dated after today; facts: ``carried_out_on``, ``on``."""

    requirement = "R-114"


class CarriedOutBeforeStart(Refused):
    """The activity is dated before the programme started; facts: ``carried_out_on``, ``starts_on``."""

    requirement = "R-114"


class ActivityDoneBefore(Refused):
    """What was carried out is neither dropped nor rescheduled; facts: ``number``."""

    requirement = "R-114"


class NobodyTookPart(Refused):
    """An activity is carried out with mentees of the programme."""

    requirement = "R-114"


class GoalUnknown(Refused):
    """No goal has this number; facts: ``number``."""

    requirement = "R-083"


class GoalDecidedBefore(Refused):
    """It was said before whether the goal was reached; facts: ``number``."""

    requirement = "R-083"


class DifficultyUnknown(Refused):
    """This mentee's trajectory names no difficulty with this number; facts: ``number``."""

    requirement = "R-117"


class ProgressUnsaid(Refused):
    """Progress is told in words or as a level of a competency."""

    requirement = "R-117"


class ProgrammeWork(Aggregate):
    """What mentor and mentees have done of one programme."""

    TOPIC = "programme_work"

    class WorkOpened(Created):
        """The work on a programme began."""

        TOPIC = "programme_work.WorkOpened"
        REQUIREMENTS = ("R-114",)
        programme: str
        starts_on: date

    class ActivityCarriedOut(Event):
        """An activity of the plan was carried out with these mentees; ``direction`` is the plan's."""

        TOPIC = "programme_work.ActivityCarriedOut"
        REQUIREMENTS = ("R-104", "R-105", "R-113", "R-114")
        number: int
        on: date
        direction: Direction
        by: str
        mentees: tuple[str, ...]
        evidence: Pii | None

    class GoalAchieved(Event):
        """A goal was reached."""

        TOPIC = "programme_work.GoalAchieved"
        REQUIREMENTS = ("R-083",)
        number: int
        on: date

    class GoalMissed(Event):
        """A goal was not reached."""

        TOPIC = "programme_work.GoalMissed"
        REQUIREMENTS = ("R-083",)
        number: int
        on: date

    class DifficultyResolved(Event):
        """What became of a difficulty; in work it is from the first activity on that aims at it."""

        TOPIC = "programme_work.DifficultyResolved"
        REQUIREMENTS = ("R-117",)
        mentee: str
        number: int
        outcome: Outcome
        on: date

    class SkillProgressRecorded(Event):
        """A mentee has got further in a skill."""

        TOPIC = "programme_work.SkillProgressRecorded"
        REQUIREMENTS = ("R-117",)
        mentee: str
        competency: str | None
        level: int | None
        words: Pii | None
        on: date

    @event(WorkOpened)
    def __init__(self, programme: str, starts_on: date) -> None:
        self.programme = programme
        self.starts_on = starts_on
        self.done: dict[int, frozenset[str]] = {}
        self.decided_goals: set[int] = set()
        self.outcomes: dict[tuple[str, int], Outcome] = {}

    def carry_out(
        self,
        *,
        number: int,
        activity: PlannedActivity,
        on: date,
        today: date,
        by: str,
        took_part: Collection[str],
        mentees: Collection[str],
        evidence: Pii | None,
    ) -> None:
        """Record that an activity was carried out; nothing changes if these mentees have done it (R-114).

        A day after its term is no obstacle (A-13).

        Raises:
            CarriedOutInFuture, CarriedOutBeforeStart, NobodyTookPart.

        """
        if on > today:
            raise CarriedOutInFuture(carried_out_on=on, on=today)
        if on < self.starts_on:
            raise CarriedOutBeforeStart(carried_out_on=on, starts_on=self.starts_on)
        if not took_part or not set(took_part) <= set(mentees):
            raise NobodyTookPart
        if set(took_part) <= self.done.get(number, frozenset()):
            return
        self._carried_out(
            number=number,
            on=on,
            direction=activity.direction,
            by=by,
            mentees=tuple(took_part),
            evidence=evidence,
        )

    @event(ActivityCarriedOut)
    def _carried_out(
        self,
        number: int,
        on: date,  # noqa: ARG002 - kept in the event, as below
        direction: Direction,  # noqa: ARG002
        by: str,  # noqa: ARG002
        mentees: tuple[str, ...],
        evidence: Pii | None,  # noqa: ARG002
    ) -> None:
        self.done[number] = self.done.get(number, frozenset()) | frozenset(mentees)

    def need_undone(self, numbers: Iterable[int]) -> None:
        """Refuse to change what was carried out. Raises ``ActivityDoneBefore``."""
        for number in numbers:
            if number in self.done:
                raise ActivityDoneBefore(number=number)

    def outstanding(
        self, *, activities: Iterable[tuple[int, PlannedActivity]], mentees: Collection[str]
    ) -> tuple[int, ...]:
        """The activities that some mentee whom they concern has not done yet.

        An activity concerns the mentees at whose difficulties and strengths it aims, or else everybody.
        """
        return tuple(
            number
            for number, activity in activities
            if concerned(activity, mentees) - self.done.get(number, frozenset())
        )

    def achieve_goal(self, *, number: int, goals: Collection[int], on: date) -> None:
        """Record that a goal was reached.

        Raises:
            GoalUnknown, GoalDecidedBefore.

        """
        self._need_undecided(number, goals)
        self._achieved(number=number, on=on)

    @event(GoalAchieved)
    def _achieved(self, number: int, on: date) -> None:  # noqa: ARG002 - kept in the event
        self.decided_goals.add(number)

    def miss_goal(self, *, number: int, goals: Collection[int], on: date) -> None:
        """Record that a goal was not reached.

        Raises:
            GoalUnknown, GoalDecidedBefore.

        """
        self._need_undecided(number, goals)
        self._missed(number=number, on=on)

    @event(GoalMissed)
    def _missed(self, number: int, on: date) -> None:  # noqa: ARG002 - kept in the event
        self.decided_goals.add(number)

    def resolve_difficulty(
        self, *, mentee: str, number: int, outcome: Outcome, named: Collection[int], on: date
    ) -> None:
        """Record what became of a difficulty; the same outcome again changes nothing (R-117).

        ``named`` are the numbers in this mentee's trajectory.

        Raises:
            DifficultyUnknown: it is none of them.

        """
        if number not in named:
            raise DifficultyUnknown(number=number)
        if self.outcomes.get((mentee, number)) != outcome:
            self._resolved(mentee=mentee, number=number, outcome=outcome, on=on)

    @event(DifficultyResolved)
    def _resolved(self, mentee: str, number: int, outcome: Outcome, on: date) -> None:  # noqa: ARG002
        self.outcomes[mentee, number] = outcome

    def record_progress(
        self, *, mentee: str, competency: str | None, level: int | None, words: Pii | None, on: date
    ) -> None:
        """Record that a mentee has got further; each time is a step of its own (R-117).

        Raises:
            ProgressUnsaid: there are neither words nor a competency with its level.

        """
        if words is None and (competency is None or level is None):
            raise ProgressUnsaid
        self._progressed(mentee=mentee, competency=competency, level=level, words=words, on=on)

    @event(SkillProgressRecorded)
    def _progressed(
        self, mentee: str, competency: str | None, level: int | None, words: Pii | None, on: date
    ) -> None:
        """Nothing is decided by it."""

    def _need_undecided(self, number: int, goals: Collection[int]) -> None:
        if number not in goals:
            raise GoalUnknown(number=number)
        if number in self.decided_goals:
            raise GoalDecidedBefore(number=number)


def concerned(activity: PlannedActivity, mentees: Collection[str]) -> frozenset[str]:
    """The mentees of today whom an activity concerns."""
    aimed = {aim.mentee for aim in (*activity.difficulties, *activity.strengths)}
    return frozenset(mentees) & aimed if aimed else frozenset(mentees)
