"""Raising the mentors' mastery: internship sites, base schools, courses, with mentors from elsewhere."""

from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Period, Pii

DevelopmentPlace = Literal["internship_site", "base_organisation", "course", "other"]
"""Where mentors raise their mastery; the regulation says which of the first two it names."""


class DevelopmentCompleted(Refused):
    """The staff development is completed already."""

    requirement = "R-024"


class DevelopmentInFuture(Refused):
    """It is completed before it is recorded; facts: ``completed_on``, ``on``."""

    requirement = "R-024"


class DevelopmentBeforeStart(Refused):
    """It cannot be completed before it began; facts: ``completed_on``, ``since``."""

    requirement = "R-024"


class DevelopmentWithoutMentors(Refused):
    """It is for at least one mentor, and at least one completes it."""

    requirement = "R-024"


class StaffDevelopment(Aggregate):
    """One measure of staff development; id ``{institution}/staff_development/{32 hex}``."""

    TOPIC = "staff_development"

    class MentorStaffDevelopmentOrganised(Created):
        """The curator organised it for these mentors."""

        TOPIC = "staff_development.MentorStaffDevelopmentOrganised"
        REQUIREMENTS = ("R-024",)
        subject: Pii
        place: DevelopmentPlace
        host: Pii | None
        period: Period
        mentors: tuple[str, ...]

    class MentorStaffDevelopmentCompleted(Event):
        """These mentors completed it."""

        TOPIC = "staff_development.MentorStaffDevelopmentCompleted"
        REQUIREMENTS = ("R-024",)
        completed_on: date
        mentors: tuple[str, ...]
        document: Pii | None

    @event(MentorStaffDevelopmentOrganised)
    def __init__(self, period: Period, mentors: tuple[str, ...]) -> None:
        self.since = period.since
        self.mentors = mentors
        self.completed = False

    def complete(
        self, *, completed_on: date, mentors: tuple[str, ...], document: Pii | None, on: date
    ) -> None:
        """Record who completed it.

        Raises:
            DevelopmentCompleted, DevelopmentInFuture, DevelopmentBeforeStart, DevelopmentWithoutMentors.

        """
        if self.completed:
            raise DevelopmentCompleted
        if completed_on > on:
            raise DevelopmentInFuture(completed_on=completed_on, on=on)
        if completed_on < self.since:
            raise DevelopmentBeforeStart(completed_on=completed_on, since=self.since)
        if not mentors:
            raise DevelopmentWithoutMentors
        self._completed(completed_on=completed_on, mentors=mentors, document=document)

    @event(MentorStaffDevelopmentCompleted)
    def _completed(
        self,
        completed_on: date,  # noqa: ARG002 - kept in the event
        mentors: tuple[str, ...],  # noqa: ARG002
        document: Pii | None,  # noqa: ARG002
    ) -> None:
        self.completed = True
