"""Training of mentors for the work with mentees: planned for several, then held, or called off."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii


class TrainingClosed(Refused):
    """The training was held or called off already."""

    requirement = "R-057"


class TrainingInFuture(Refused):
    """A training is held before it is recorded; facts: ``held_on``, ``on``."""

    requirement = "R-057"


class TrainingWithoutMentors(Refused):
    """A training is for at least one mentor."""

    requirement = "R-057"


class Training(Aggregate):
    """One training; id ``{institution}/training/{32 hex}``."""

    TOPIC = "training"

    class MentorTrainingScheduled(Created):
        """Mentors will be trained on this day."""

        TOPIC = "training.MentorTrainingScheduled"
        REQUIREMENTS = ("R-057",)
        subject: Pii
        place: Pii | None
        planned_on: date
        mentors: tuple[str, ...]

    class MentorTrainingHeld(Event):
        """The training took place; these mentors attended it."""

        TOPIC = "training.MentorTrainingHeld"
        REQUIREMENTS = ("R-057",)
        held_on: date
        attended: tuple[str, ...]

    class MentorTrainingCancelled(Event):
        """The training was called off."""

        TOPIC = "training.MentorTrainingCancelled"
        REQUIREMENTS = ("R-057",)
        cancelled_on: date

    @event(MentorTrainingScheduled)
    def __init__(self, subject: Pii, mentors: tuple[str, ...]) -> None:
        self.subject = subject
        self.mentors = mentors
        self.closed = False

    def hold(self, *, held_on: date, attended: tuple[str, ...], on: date) -> None:
        """Record that the training took place.

        Raises:
            TrainingClosed, TrainingInFuture.
            TrainingWithoutMentors: nobody came; such a training is called off.

        """
        if self.closed:
            raise TrainingClosed
        if held_on > on:
            raise TrainingInFuture(held_on=held_on, on=on)
        if not attended:
            raise TrainingWithoutMentors
        self._held(held_on=held_on, attended=attended)

    @event(MentorTrainingHeld)
    def _held(self, held_on: date, attended: tuple[str, ...]) -> None:  # noqa: ARG002 - kept in the event
        self.closed = True

    def cancel(self, *, on: date) -> None:
        """Call the training off.

        Raises:
            TrainingClosed: it was held or called off already.

        """
        if self.closed:
            raise TrainingClosed
        self._cancelled(cancelled_on=on)

    @event(MentorTrainingCancelled)
    def _cancelled(self, cancelled_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.closed = True
