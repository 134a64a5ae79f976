"""What a programme plans: trajectories, activities with their terms, meetings and goals (R-083 … R-097).

``revision`` counts the changes of what is composed, so that nobody puts into work what he has not seen. From
the bank of programmes on, the plan changes by agreed changes only; goals and meetings follow the work.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import (
    Aim,
    Difficulty,
    Direction,
    Pii,
    PlannedActivity,
    ProgrammeKind,
    TrainingLevel,
)


class PlanInWork(Refused):
    """The programme stands in the bank: its plan changes only as all parties agree."""

    requirement = "R-124"


class MenteeNotInProgramme(Refused):
    """No mentee of this programme."""

    requirement = "R-096"


class TrajectoryEmpty(Refused):
    """A trajectory names directions and difficulties."""

    requirement = "R-096"


class DirectionNotProvided(Refused):
    """The programmes of this institution have no such direction."""

    requirement = "R-089"


class ActivityUnknown(Refused):
    """The plan has no activity with this number, or it was dropped; facts: ``number``."""

    requirement = "R-114"


class ActivityTermMissing(Refused):
    """An activity has a term; only situational mentoring holds help ready instead (A-02)."""

    requirement = "R-114"


class SectionUnknown(Refused):
    """The regulation lists no section with this number; facts: ``section``, ``count``."""

    requirement = "R-092"


class AimUnknown(Refused):
    """An activity aims at a difficulty or a strength that no trajectory names; facts: ``number``."""

    requirement = "R-096"


class ActivityOutsideProgramme(Refused):
    """An activity lies outside of the programme; facts: ``number``, ``due_on``, ``since``, ``until``."""

    requirement = "R-089"


class TrajectoryMissing(Refused):
    """Not every mentee has a trajectory; facts: ``count``."""

    requirement = "R-096"


class TrainingInputsMissing(Refused):
    """The mentor starts from need, level of training and experience of each mentee; facts: ``count``."""

    requirement = "R-091"


class DifficultyWithoutActivity(Refused):
    """No activity helps to remove some difficulty; facts: ``count``."""

    requirement = "R-089"


class StrengthWithoutActivity(Refused):
    """No activity supports a strength."""

    requirement = "R-089"


class MeetingsMissing(Refused):
    """A schedule names at least one meeting."""

    requirement = "R-083"


class GoalTermPassed(Refused):
    """The term of a goal lies ahead; facts: ``due_on``, ``on``."""

    requirement = "R-083"


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What decisions need of a trajectory."""

    difficulties: frozenset[int]
    strengths: int
    with_inputs: bool


class ProgrammePlan(Aggregate):
    """The plan of one programme."""

    TOPIC = "programme_plan"

    class PlanOpened(Created):
        """The plan of a programme, still empty."""

        TOPIC = "programme_plan.PlanOpened"
        REQUIREMENTS = ("R-090",)
        programme: str

    class IndividualTrajectoryDefined(Event):
        """One mentee's own way: directions, difficulties, strengths, goals, and what the mentor started from.

        The words of difficulties and strengths stand in their order; strengths count from 1 too.
        """

        TOPIC = "programme_plan.IndividualTrajectoryDefined"
        REQUIREMENTS = ("R-089", "R-091", "R-096")
        mentee: str
        by: str
        directions: tuple[Direction, ...]
        difficulties: tuple[Difficulty, ...]
        difficulty_words: Pii
        strengths: int
        strength_words: Pii
        need: Pii | None
        level: TrainingLevel | None
        experience_years: int | None
        goals: Pii | None

    class ActivityPlanned(Event):
        """An activity with its term; planned again under its number it replaces the former."""

        TOPIC = "programme_plan.ActivityPlanned"
        REQUIREMENTS = ("R-089", "R-092", "R-097", "R-114")
        number: int
        by: str
        activity: PlannedActivity
        title: Pii
        method: Pii | None
        evidence: Pii | None
        availability: Pii | None
        change: str | None

    class ActivityDropped(Event):
        """An activity is no longer part of the plan; in a running programme by an agreed change."""

        TOPIC = "programme_plan.ActivityDropped"
        REQUIREMENTS = ("R-114", "R-124", "R-125")
        number: int
        change: str | None

    class ActivityRescheduled(Event):
        """An activity has another term."""

        TOPIC = "programme_plan.ActivityRescheduled"
        REQUIREMENTS = ("R-114",)
        number: int
        due_on: date
        change: str | None
        reason: Pii | None

    class MeetingScheduleSet(Event):
        """The days on which mentor and mentee meet."""

        TOPIC = "programme_plan.MeetingScheduleSet"
        REQUIREMENTS = ("R-083",)
        meetings: tuple[date, ...]

    class GoalSet(Event):
        """A goal with its term."""

        TOPIC = "programme_plan.GoalSet"
        REQUIREMENTS = ("R-083",)
        number: int
        mentee: str
        due_on: date
        goal: Pii

    class ProgrammeRegisteredInBank(Event):
        """The programme stands in the bank of individual and group programmes; its plan is fixed."""

        TOPIC = "programme_plan.ProgrammeRegisteredInBank"
        REQUIREMENTS = ("R-021",)
        kind: ProgrammeKind
        registered_on: date

    @event(PlanOpened)
    def __init__(self, programme: str) -> None:
        self.programme = programme
        self.revision = 0
        self.registered = False
        self.trajectories: dict[str, Trajectory] = {}
        self.activities: dict[int, PlannedActivity] = {}
        self.last_number = 0
        self.meetings: tuple[date, ...] = ()
        self.goals: dict[int, date] = {}

    def define_trajectory(
        self,
        *,
        mentee: str,
        mentees: Collection[str],
        by: str,
        directions: tuple[Direction, ...],
        provided: Collection[Direction],
        competencies: tuple[str | None, ...],
        difficulty_words: Pii,
        strength_words: Pii,
        need: Pii | None,
        level: TrainingLevel | None,
        experience_years: int | None,
        goals: Pii | None,
    ) -> None:
        """Define one mentee's trajectory; defining it again replaces it (R-096).

        ``provided`` are the directions of this institution's programmes; ``competencies`` has one code or
        ``None`` for each difficulty. Somebody who joined a running group gets a trajectory there.

        Raises:
            MenteeNotInProgramme, PlanInWork, TrajectoryEmpty, DirectionNotProvided.

        """
        if mentee not in mentees:
            raise MenteeNotInProgramme
        if self.registered and mentee in self.trajectories:
            raise PlanInWork
        if not directions or not difficulty_words.texts:
            raise TrajectoryEmpty
        if not set(directions) <= set(provided):
            raise DirectionNotProvided
        self._trajectory_defined(
            mentee=mentee,
            by=by,
            directions=directions,
            difficulties=tuple(Difficulty(number, code) for number, code in enumerate(competencies, start=1)),
            difficulty_words=difficulty_words,
            strengths=len(strength_words.texts),
            strength_words=strength_words,
            need=need,
            level=level,
            experience_years=experience_years,
            goals=goals,
        )

    @event(IndividualTrajectoryDefined)
    def _trajectory_defined(
        self,
        *,
        mentee: str,
        by: str,  # noqa: ARG002 - kept in the event, as below
        directions: tuple[Direction, ...],  # noqa: ARG002
        difficulties: tuple[Difficulty, ...],
        difficulty_words: Pii,  # noqa: ARG002
        strengths: int,
        strength_words: Pii,  # noqa: ARG002
        need: Pii | None,
        level: TrainingLevel | None,
        experience_years: int | None,
        goals: Pii | None,  # noqa: ARG002
    ) -> None:
        inputs = (need, level, experience_years)
        self.revision += 1
        self.trajectories[mentee] = Trajectory(
            difficulties=frozenset(each.number for each in difficulties),
            strengths=strengths,
            with_inputs=None not in inputs,
        )

    def plan_activity(
        self,
        *,
        number: int | None,
        by: str,
        activity: PlannedActivity,
        provided: Collection[Direction],
        sections: int,
        title: Pii,
        method: Pii | None,
        evidence: Pii | None,
        availability: Pii | None,
        situational: bool,
        change: str | None = None,
    ) -> None:
        """Plan an activity under the next number, or replace the one with this number (R-092, R-097).

        ``sections`` is how many sections the regulation lists; ``change`` the agreed change it comes from.

        Raises:
            PlanInWork, ActivityUnknown, DirectionNotProvided, SectionUnknown, AimUnknown,
            ActivityTermMissing.

        """
        self._need_free(change)
        if number is not None:
            self.need_activity(number)
        if activity.direction not in provided:
            raise DirectionNotProvided
        if activity.section is not None and not 1 <= activity.section <= sections:
            raise SectionUnknown(section=activity.section, count=sections)
        if activity.due_on is None and not (situational and availability is not None):
            raise ActivityTermMissing
        numbered = number or self.last_number + 1
        self._need_aims(numbered, activity)
        self._planned(
            number=numbered,
            by=by,
            activity=activity,
            title=title,
            method=method,
            evidence=evidence,
            availability=availability,
            change=change,
        )

    @event(ActivityPlanned)
    def _planned(
        self,
        *,
        number: int,
        by: str,  # noqa: ARG002 - kept in the event, as below
        activity: PlannedActivity,
        title: Pii,  # noqa: ARG002
        method: Pii | None,  # noqa: ARG002
        evidence: Pii | None,  # noqa: ARG002
        availability: Pii | None,  # noqa: ARG002
        change: str | None,  # noqa: ARG002
    ) -> None:
        self.revision += 1
        self.last_number = max(self.last_number, number)
        self.activities[number] = activity

    def drop_activity(self, *, number: int, change: str | None = None) -> None:
        """Take an activity out of the plan.

        Raises:
            PlanInWork: the programme runs, and no agreed change drops it.
            ActivityUnknown: there is none, or it was dropped before.

        """
        self._need_free(change)
        self.need_activity(number)
        self._dropped(number=number, change=change)

    @event(ActivityDropped)
    def _dropped(self, number: int, change: str | None) -> None:  # noqa: ARG002 - kept in the event
        self.revision += 1
        del self.activities[number]

    def reschedule_activity(
        self,
        *,
        number: int,
        due_on: date,
        since: date,
        until: date,
        reason: Pii | None,
        change: str | None = None,
    ) -> None:
        """Give an activity another term within the programme; the same term changes nothing (R-114).

        ``since`` and ``until`` are the first and the last day of the programme.

        Raises:
            ActivityUnknown, ActivityOutsideProgramme.

        """
        known = self.need_activity(number)
        _need_within(number, due_on, since, until)
        if due_on != known.due_on:
            self._rescheduled(number=number, due_on=due_on, change=change, reason=reason)

    @event(ActivityRescheduled)
    def _rescheduled(
        self,
        number: int,
        due_on: date,
        change: str | None,  # noqa: ARG002 - kept in the event, as below
        reason: Pii | None,  # noqa: ARG002
    ) -> None:
        self.revision += 1
        self.activities[number] = replace(self.activities[number], due_on=due_on)

    def set_schedule(self, *, meetings: tuple[date, ...]) -> None:
        """Set the days of the meetings; the same days again change nothing (R-083).

        Raises:
            MeetingsMissing: no day is named.

        """
        days = tuple(sorted(set(meetings)))
        if not days:
            raise MeetingsMissing
        if days != self.meetings:
            self._schedule_set(meetings=days)

    @event(MeetingScheduleSet)
    def _schedule_set(self, meetings: tuple[date, ...]) -> None:
        self.meetings = meetings

    def set_goal(self, *, mentee: str, mentees: Collection[str], due_on: date, goal: Pii, on: date) -> None:
        """Set a goal for a mentee under the next number (R-083).

        Raises:
            MenteeNotInProgramme, GoalTermPassed.

        """
        if mentee not in mentees:
            raise MenteeNotInProgramme
        if due_on < on:
            raise GoalTermPassed(due_on=due_on, on=on)
        self._goal_set(number=len(self.goals) + 1, mentee=mentee, due_on=due_on, goal=goal)

    @event(GoalSet)
    def _goal_set(self, number: int, mentee: str, due_on: date, goal: Pii) -> None:  # noqa: ARG002
        self.goals[number] = due_on

    def register(self, *, kind: ProgrammeKind, registered_on: date) -> None:
        """Put the programme into the bank of programmes; once (R-021)."""
        if not self.registered:
            self._registered(kind=kind, registered_on=registered_on)

    @event(ProgrammeRegisteredInBank)
    def _registered(self, kind: ProgrammeKind, registered_on: date) -> None:  # noqa: ARG002
        self.registered = True

    @property
    def goals_scheduled(self) -> bool:
        """Whether meetings are scheduled and at least one goal is set."""
        return bool(self.meetings and self.goals)

    def difficulties_of(self, mentee: str) -> frozenset[int]:
        """The numbers of the difficulties that a mentee's trajectory names."""
        way = self.trajectories.get(mentee)
        return frozenset() if way is None else way.difficulties

    def need_activity(self, number: int) -> PlannedActivity:
        """Give an activity of the plan. Raises ``ActivityUnknown``."""
        if number not in self.activities:
            raise ActivityUnknown(number=number)
        return self.activities[number]

    def need_complete(
        self, *, mentees: Collection[str], since: date, until: date, inputs_required: bool
    ) -> None:
        """Refuse a plan that cannot be composed yet: participants, directions, activities (R-089, R-091).

        Raises:
            TrajectoryMissing, TrainingInputsMissing, AimUnknown, ActivityOutsideProgramme,
            DifficultyWithoutActivity, StrengthWithoutActivity.

        """
        ways = [self.trajectories[mentee] for mentee in mentees if mentee in self.trajectories]
        if len(ways) < len(mentees):
            raise TrajectoryMissing(count=len(mentees) - len(ways))
        without = sum(not way.with_inputs for way in ways)
        if inputs_required and without:
            raise TrainingInputsMissing(count=without)
        for number, activity in self.activities.items():
            self._need_aims(number, activity)
        self.need_within(self.activities, since=since, until=until)
        self._need_coverage(mentees)

    def need_within(self, numbers: Iterable[int], *, since: date, until: date) -> None:
        """Refuse activities with a term outside of these days. Raises ``ActivityOutsideProgramme``."""
        for number in numbers:
            due_on = self.activities[number].due_on
            if due_on is not None:
                _need_within(number, due_on, since, until)

    def _need_free(self, change: str | None) -> None:
        if self.registered and change is None:
            raise PlanInWork

    def _need_aims(self, number: int, activity: PlannedActivity) -> None:
        known = {Aim(mentee, each) for mentee, way in self.trajectories.items() for each in way.difficulties}
        strengths = {
            Aim(mentee, each)
            for mentee, way in self.trajectories.items()
            for each in range(1, way.strengths + 1)
        }
        if not (set(activity.difficulties) <= known and set(activity.strengths) <= strengths):
            raise AimUnknown(number=number)

    def _need_coverage(self, mentees: Collection[str]) -> None:
        aimed = {aim for activity in self.activities.values() for aim in activity.difficulties}
        named = {Aim(mentee, each) for mentee in mentees for each in self.trajectories[mentee].difficulties}
        if named - aimed:
            raise DifficultyWithoutActivity(count=len(named - aimed))
        if not any(activity.strengths for activity in self.activities.values()):
            raise StrengthWithoutActivity


def _need_within(number: int, due_on: date, since: date, until: date) -> None:
    if not since <= due_on <= until:
        raise ActivityOutsideProgramme(number=number, due_on=due_on, since=since, until=until)
