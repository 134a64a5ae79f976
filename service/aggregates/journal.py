"""The journal of a pair: tasks, requests for help and recommendations, each with its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii, Source

Entry = TypeVar("Entry")

TaskState = Literal["assigned", "completed", "accepted", "returned"]
CheckOutcome = Literal["accepted", "returned"]
"""What the mentor says of a task that he checked himself."""

DutyArea = Literal["job_duties", "professional_activity", "other"]
"""What a recommendation is about; the mentee follows only what concerns duties and profession."""


class JournalNeedsActivePair(Refused):
    """The journal is kept while the pair is active: approved and not ended."""

    requirement = "R-101"


class JournalEntryUnknown(Refused):
    """The journal has no entry of this kind with this number; facts: ``number``, ``count``."""

    requirement = "R-101"


class JournalEntryInFuture(Refused):
    """The entry is dated later than the day of the act; facts: ``entry_on``, ``on``."""

    requirement = "R-101"


class JournalStepTooEarly(Refused):
    """The step is dated earlier than the one before it; facts: ``since``, ``entry_on``."""

    requirement = "R-101"


class TaskDueTooEarly(Refused):
    """The task would be due before it was assigned; facts: ``due_on``, ``assigned_on``."""

    requirement = "R-101"


class TaskNotOpen(Refused):
    """The task waits for the mentor's check or was accepted: there is nothing to complete."""

    requirement = "R-101"


class TaskNotCompleted(Refused):
    """The mentor checks what the mentee has completed."""

    requirement = "R-101"


class AssistanceAlreadyProvided(Refused):
    """The request was answered; a new question is a new request; facts: ``provided_on``."""

    requirement = "R-110"


class RecommendationOutsideDuties(Refused):
    """Recommendations are limited to job duties and professional activity."""

    requirement = "R-116"


class RecommendationAlreadyFollowed(Refused):
    """The mentee followed the recommendation before; facts: ``followed_on``."""

    requirement = "R-116"


class RecommendationAlreadyDisputed(Refused):
    """The mentee disputes the recommendation already; mediation is the next step; facts: ``disputed_on``."""

    requirement = "R-116"


@dataclass(frozen=True, slots=True)
class Task:
    """A task as far as decisions need it; ``since`` is the day of its last step."""

    mentee: str
    state: TaskState
    since: date


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """A mentee's request for help and the day on which it was answered."""

    mentee: str
    asked_on: date
    provided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation and what the mentee did with it."""

    mentee: str
    given_on: date
    followed_on: date | None = None
    disputed_on: date | None = None


class Journal(Aggregate):
    """What one pair or group works on; id ``{institution}/journal/{hex of the assignment}``.

    Entries of each kind are numbered from 1. Every act needs an active pair.
    """

    TOPIC = "journal"

    class JournalOpened(Created):
        """The pair made the first entry."""

        TOPIC = "journal.JournalOpened"
        REQUIREMENTS = ("R-118",)
        assignment: str

    class TaskAssigned(Event):
        """The mentor gave a mentee a task; ``activity`` is the activity of the programme that it serves."""

        TOPIC = "journal.TaskAssigned"
        REQUIREMENTS = ("R-101",)
        number: int
        mentor: str
        mentee: str
        task: Pii
        assigned_on: date
        due_on: date | None
        activity: int | None

    class TaskCompleted(Event):
        """The mentee completed a task."""

        TOPIC = "journal.TaskCompleted"
        REQUIREMENTS = ("R-101",)
        number: int
        completed_on: date
        note: Pii | None
        source: Source

    class TaskChecked(Event):
        """The mentor checked a completed task himself; a returned one is completed again."""

        TOPIC = "journal.TaskChecked"
        REQUIREMENTS = ("R-101",)
        number: int
        mentor: str
        outcome: CheckOutcome
        comment: Pii | None
        checked_on: date

    class AssistanceRequested(Event):
        """A mentee asked the mentor for help; in situational mentoring the answer is expected at once."""

        TOPIC = "journal.AssistanceRequested"
        REQUIREMENTS = ("R-085", "R-110")
        number: int
        mentee: str
        question: Pii
        asked_on: date

    class AssistanceProvided(Event):
        """The mentor helped; the time since the request is the response time."""

        TOPIC = "journal.AssistanceProvided"
        REQUIREMENTS = ("R-085", "R-110")
        number: int
        mentor: str
        answer: Pii | None
        provided_on: date

    class RecommendationGiven(Event):
        """The mentor recommended something on job duties or professional activity."""

        TOPIC = "journal.RecommendationGiven"
        REQUIREMENTS = ("R-116",)
        number: int
        mentor: str
        mentee: str
        area: DutyArea
        recommendation: Pii
        given_on: date

    class RecommendationFollowed(Event):
        """The mentee followed a recommendation."""

        TOPIC = "journal.RecommendationFollowed"
        REQUIREMENTS = ("R-116",)
        number: int
        note: Pii | None
        followed_on: date
        source: Source

    class RecommendationDisputed(Event):
        """The mentee does not agree with a recommendation; the way from here is mediation."""

        TOPIC = "journal.RecommendationDisputed"
        REQUIREMENTS = ("R-116",)
        number: int
        reason: Pii
        disputed_on: date

    @event(JournalOpened)
    def __init__(self, assignment: str) -> None:
        self.assignment = assignment
        self.tasks: dict[int, Task] = {}
        self.requests: dict[int, HelpRequest] = {}
        self.recommendations: dict[int, Recommendation] = {}

    def assign_task(
        self,
        *,
        active: bool,
        mentor: str,
        mentee: str,
        task: Pii,
        assigned_on: date,
        due_on: date | None,
        activity: int | None,
    ) -> None:
        """Give the mentee a task; each call is a task of its own.

        Raises:
            JournalNeedsActivePair, TaskDueTooEarly.

        """
        _need_active(active=active)
        if due_on is not None and due_on < assigned_on:
            raise TaskDueTooEarly(due_on=due_on, assigned_on=assigned_on)
        self._task_assigned(
            number=len(self.tasks) + 1,
            mentor=mentor,
            mentee=mentee,
            task=task,
            assigned_on=assigned_on,
            due_on=due_on,
            activity=activity,
        )

    @event(TaskAssigned)
    def _task_assigned(
        self,
        *,
        number: int,
        mentor: str,  # noqa: ARG002 - kept in the event, as the others that go unused
        mentee: str,
        task: Pii,  # noqa: ARG002
        assigned_on: date,
        due_on: date | None,  # noqa: ARG002
        activity: int | None,  # noqa: ARG002
    ) -> None:
        self.tasks[number] = Task(mentee, "assigned", assigned_on)

    def complete_task(
        self, *, active: bool, number: int, completed_on: date, on: date, note: Pii | None, source: Source
    ) -> None:
        """Say that an assigned or returned task is done.

        Raises:
            JournalNeedsActivePair, JournalEntryUnknown, TaskNotOpen, JournalEntryInFuture,
            JournalStepTooEarly.

        """
        _need_active(active=active)
        task = self.task(number)
        if task.state not in ("assigned", "returned"):
            raise TaskNotOpen
        _check_day(completed_on, since=task.since, on=on)
        self._task_completed(number=number, completed_on=completed_on, note=note, source=source)

    @event(TaskCompleted)
    def _task_completed(self, number: int, completed_on: date, note: Pii | None, source: Source) -> None:  # noqa: ARG002
        self.tasks[number] = replace(self.tasks[number], state="completed", since=completed_on)

    def check_task(
        self,
        *,
        active: bool,
        number: int,
        mentor: str,
        outcome: CheckOutcome,
        comment: Pii | None,
        checked_on: date,
    ) -> None:
        """Accept a completed task or return it; the mentor does it in person.

        Raises:
            JournalNeedsActivePair, JournalEntryUnknown, TaskNotCompleted, JournalStepTooEarly.

        """
        _need_active(active=active)
        task = self.task(number)
        if task.state != "completed":
            raise TaskNotCompleted
        _check_day(checked_on, since=task.since, on=checked_on)
        self._task_checked(
            number=number, mentor=mentor, outcome=outcome, comment=comment, checked_on=checked_on
        )

    @event(TaskChecked)
    def _task_checked(
        self,
        number: int,
        mentor: str,  # noqa: ARG002 - kept in the event
        outcome: CheckOutcome,
        comment: Pii | None,  # noqa: ARG002 - kept in the event
        checked_on: date,
    ) -> None:
        self.tasks[number] = replace(self.tasks[number], state=outcome, since=checked_on)

    def request_assistance(self, *, active: bool, mentee: str, question: Pii, asked_on: date) -> None:
        """Ask the mentor for help, in every type of mentoring. Raises ``JournalNeedsActivePair``."""
        _need_active(active=active)
        self._assistance_requested(
            number=len(self.requests) + 1, mentee=mentee, question=question, asked_on=asked_on
        )

    @event(AssistanceRequested)
    def _assistance_requested(self, number: int, mentee: str, question: Pii, asked_on: date) -> None:  # noqa: ARG002
        self.requests[number] = HelpRequest(mentee, asked_on)

    def provide_assistance(
        self, *, active: bool, number: int, mentor: str, answer: Pii | None, provided_on: date
    ) -> None:
        """Answer a request for help, once.

        Raises:
            JournalNeedsActivePair, JournalEntryUnknown, AssistanceAlreadyProvided, JournalStepTooEarly.

        """
        _need_active(active=active)
        request = self.request(number)
        if request.provided_on is not None:
            raise AssistanceAlreadyProvided(provided_on=request.provided_on)
        _check_day(provided_on, since=request.asked_on, on=provided_on)
        self._assistance_provided(number=number, mentor=mentor, answer=answer, provided_on=provided_on)

    @event(AssistanceProvided)
    def _assistance_provided(self, number: int, mentor: str, answer: Pii | None, provided_on: date) -> None:  # noqa: ARG002
        self.requests[number] = replace(self.requests[number], provided_on=provided_on)

    def give_recommendation(
        self,
        *,
        active: bool,
        mentor: str,
        mentee: str,
        area: DutyArea,
        recommendation: Pii,
        given_on: date,
    ) -> None:
        """Recommend something that concerns the mentee's duties or profession.

        Raises:
            JournalNeedsActivePair, RecommendationOutsideDuties.

        """
        _need_active(active=active)
        if area == "other":
            raise RecommendationOutsideDuties
        self._recommendation_given(
            number=len(self.recommendations) + 1,
            mentor=mentor,
            mentee=mentee,
            area=area,
            recommendation=recommendation,
            given_on=given_on,
        )

    @event(RecommendationGiven)
    def _recommendation_given(
        self,
        *,
        number: int,
        mentor: str,  # noqa: ARG002 - kept in the event, as the others that go unused
        mentee: str,
        area: DutyArea,  # noqa: ARG002
        recommendation: Pii,  # noqa: ARG002
        given_on: date,
    ) -> None:
        self.recommendations[number] = Recommendation(mentee, given_on)

    def follow_recommendation(
        self, *, active: bool, number: int, note: Pii | None, followed_on: date, on: date, source: Source
    ) -> None:
        """Say that a recommendation was followed, once; after a dispute too.

        Raises:
            JournalNeedsActivePair, JournalEntryUnknown, RecommendationAlreadyFollowed,
            JournalEntryInFuture, JournalStepTooEarly.

        """
        _need_active(active=active)
        found = self._open_recommendation(number)
        _check_day(followed_on, since=found.given_on, on=on)
        self._recommendation_followed(number=number, note=note, followed_on=followed_on, source=source)

    @event(RecommendationFollowed)
    def _recommendation_followed(
        self,
        number: int,
        note: Pii | None,  # noqa: ARG002 - kept in the event
        followed_on: date,
        source: Source,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.recommendations[number] = replace(self.recommendations[number], followed_on=followed_on)

    def dispute_recommendation(self, *, active: bool, number: int, reason: Pii, disputed_on: date) -> None:
        """Disagree with a recommendation that was not followed yet; mediation settles it.

        Raises:
            JournalNeedsActivePair, JournalEntryUnknown, RecommendationAlreadyFollowed,
            RecommendationAlreadyDisputed, JournalStepTooEarly.

        """
        _need_active(active=active)
        found = self._open_recommendation(number)
        if found.disputed_on is not None:
            raise RecommendationAlreadyDisputed(disputed_on=found.disputed_on)
        _check_day(disputed_on, since=found.given_on, on=disputed_on)
        self._recommendation_disputed(number=number, reason=reason, disputed_on=disputed_on)

    @event(RecommendationDisputed)
    def _recommendation_disputed(self, number: int, reason: Pii, disputed_on: date) -> None:  # noqa: ARG002
        self.recommendations[number] = replace(self.recommendations[number], disputed_on=disputed_on)

    def task(self, number: int) -> Task:
        """Give one task. Raises ``JournalEntryUnknown``."""
        return _entry(self.tasks, number)

    def request(self, number: int) -> HelpRequest:
        """Give one request for help. Raises ``JournalEntryUnknown``."""
        return _entry(self.requests, number)

    def recommendation(self, number: int) -> Recommendation:
        """Give one recommendation. Raises ``JournalEntryUnknown``."""
        return _entry(self.recommendations, number)

    def _open_recommendation(self, number: int) -> Recommendation:
        found = self.recommendation(number)
        if found.followed_on is not None:
            raise RecommendationAlreadyFollowed(followed_on=found.followed_on)
        return found


def _need_active(*, active: bool) -> None:
    if not active:
        raise JournalNeedsActivePair


def _entry(entries: Mapping[int, Entry], number: int) -> Entry:
    if number not in entries:
        raise JournalEntryUnknown(number=number, count=len(entries))
    return entries[number]


def _check_day(day: date, *, since: date, on: date) -> None:
    if day > on:
        raise JournalEntryInFuture(entry_on=day, on=on)
    if day < since:
        raise JournalStepTooEarly(since=since, entry_on=day)
