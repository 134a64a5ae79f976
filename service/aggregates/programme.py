"""A personalised programme of a pair or group: its life from the draft to its end (R-089 … R-130).

Beside it stand, each with the random part of the assignment's id, so that a pair or group has one of each:
``programme_draft`` (composed, reviewed, acquainted), ``programme_plan`` (what is planned), ``programme_work``
(what was done), ``programme_termination`` (the decision to end early) and ``programme_reports`` (reports,
publication). A proposed change is a ``programme_change``. A programme keeps the version of the
regulation under which its pair was approved (A-61). ``ends_on`` is the last day of the programme.
"""

from collections.abc import Collection
from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.regulations.programme_term import ProgrammeTerm
from service.values import (
    Direction,
    OrderReference,
    ProgrammeAuthor,
    ProgrammeKind,
    ShortTermReason,
    TerminationGround,
    TerminationSubGround,
)

Status = Literal["draft", "active", "suspended", "completed", "terminated", "closed"]


class ProgrammeNotOpen(Refused):
    """The programme has ended."""

    requirement = "R-090"


class ProgrammeNotInDraft(Refused):
    """The programme has been put into work already, waits for a mentor, or has ended."""

    requirement = "R-090"


class ProgrammeNotActive(Refused):
    """The programme has not been put into work, waits for a mentor, or has ended."""

    requirement = "R-124"


class ProgrammeNotSuspended(Refused):
    """The programme does not wait for a mentor."""

    requirement = "R-123"


class NotPartyOfProgramme(Refused):
    """Neither the mentor nor one of the mentees of this programme."""

    requirement = "R-124"


class ProgrammeStartBeforeOrder(Refused):
    """The programme would start before the pair's order; facts: ``starts_on``, ``approved_on``."""

    requirement = "R-090"


class ProgrammeStartBeforeAcquaintance(Refused):
    """The programme would start before the acquaintance; facts: ``starts_on``, ``acquainted_on``."""

    requirement = "R-094"


class GoalsNotScheduled(Refused):
    """Goal-setting mentoring needs its schedule of meetings and a dated goal before the start."""

    requirement = "R-083"


class ChangeNotAgreedByAll(Refused):
    """Not every party of today has agreed; facts: ``count`` of those missing."""

    requirement = "R-124"


class NewEndPassed(Refused):
    """The new end lies in the past; facts: ``until``, ``on``."""

    requirement = "R-124"


class ShorteningNotProvided(Refused):
    """The regulation lets the parties extend a programme, not shorten it."""

    requirement = "R-124"


class ActivitiesOutstanding(Refused):
    """The plan is not done in full; facts: ``count``."""

    requirement = "R-125"


class LastMenteeOfProgramme(Refused):
    """The only mentee does not leave: the programme ends instead."""

    requirement = "R-126"


class ProgrammeNotEnded(Refused):
    """Only a completed or terminated programme is closed, and only once."""

    requirement = "R-021"


class Programme(Aggregate):
    """A personalised programme of mentoring."""

    TOPIC = "programme"

    class ProgrammeDrafted(Created):
        """The draft was begun for an approved pair or group.

        ``template`` are the directions that the draft offers; ``approved_on`` is the day of the pair's order.
        """

        TOPIC = "programme.ProgrammeDrafted"
        REQUIREMENTS = ("R-014", "R-089", "R-090")
        assignment: str
        mentor: str
        mentees: tuple[str, ...]
        kind: ProgrammeKind
        regulation_version: int
        forms: tuple[str, ...]
        types: tuple[str, ...]
        author: ProgrammeAuthor
        approved_on: date
        drafted_on: date
        template: tuple[Direction, ...]

    class ProgrammeActivated(Event):
        """The programme runs from ``starts_on`` to ``ends_on``, its last day."""

        TOPIC = "programme.ProgrammeActivated"
        REQUIREMENTS = ("R-083", "R-090", "R-094")
        starts_on: date
        ends_on: date
        short_term_reason: ShortTermReason | None

    class ProgrammeExtended(Event):
        """All parties agreed on a later end."""

        TOPIC = "programme.ProgrammeExtended"
        REQUIREMENTS = ("R-124",)
        change: str
        ends_on: date
        order: OrderReference | None

    class ProgrammeAmended(Event):
        """Content, forms, participants or a nearer end changed; the plan tells what became of its activities.

        ``change`` is the agreed proposal; there is none when a member of a group came or left.
        """

        TOPIC = "programme.ProgrammeAmended"
        REQUIREMENTS = ("R-082", "R-124", "R-126")
        change: str | None
        amended_on: date
        ends_on: date | None
        forms: tuple[str, ...]
        mentees: tuple[str, ...]
        kind: ProgrammeKind
        order: OrderReference | None

    class ProgrammeSuspended(Event):
        """The programme waits while another mentor is looked for."""

        TOPIC = "programme.ProgrammeSuspended"
        REQUIREMENTS = ("R-123",)
        suspended_on: date

    class ProgrammeResumed(Event):
        """The programme goes on, with a new mentor or with the same."""

        TOPIC = "programme.ProgrammeResumed"
        REQUIREMENTS = ("R-123",)
        mentor: str
        resumed_on: date

    class ProgrammeCompleted(Event):
        """The plan was done in full."""

        TOPIC = "programme.ProgrammeCompleted"
        REQUIREMENTS = ("R-125",)
        completed_on: date

    class ProgrammeTerminated(Event):
        """The programme ended before its plan was done."""

        TOPIC = "programme.ProgrammeTerminated"
        REQUIREMENTS = ("R-126", "R-127")
        terminated_on: date
        ground: TerminationGround
        sub_ground: TerminationSubGround | None
        order: OrderReference | None

    class ProgrammeClosed(Event):
        """Nothing more is expected; ``reports_missing`` counts the due reports that never came (A-13)."""

        TOPIC = "programme.ProgrammeClosed"
        REQUIREMENTS = ("R-021", "R-130")
        closed_on: date
        reports_missing: int

    @event(ProgrammeDrafted)
    def __init__(
        self,
        *,
        assignment: str,
        mentor: str,
        mentees: tuple[str, ...],
        kind: ProgrammeKind,
        regulation_version: int,
        forms: tuple[str, ...],
        types: tuple[str, ...],
        author: ProgrammeAuthor,
        approved_on: date,
        drafted_on: date,  # noqa: ARG002 - kept in the event
        template: tuple[Direction, ...],
    ) -> None:
        self.assignment = assignment
        self.mentor = mentor
        self.mentees = mentees
        self.kind = kind
        self.regulation_version = regulation_version
        self.forms = forms
        self.types = types
        self.author = author
        self.approved_on = approved_on
        self.template = template
        self.status: Status = "draft"
        self.short_term_reason: ShortTermReason | None = None
        self.starts_on: date | None = None
        self.ends_on: date | None = None
        self.ended_on: date | None = None
        self.ended_early = False
        self.mentored: dict[tuple[str, str], date | None] = {(mentor, mentee): None for mentee in mentees}
        """Every mentor with each mentee of his, and when their mentoring ended."""

    @property
    def parties(self) -> tuple[str, ...]:
        """The mentor and the mentees."""
        return (self.mentor, *self.mentees)

    @property
    def authors(self) -> tuple[str, ...]:
        """Who plans activities: the mentor alone, or with the mentees (A-15)."""
        return (self.mentor,) if self.author == "mentor" else self.parties

    @property
    def is_open(self) -> bool:
        """Whether the programme has not ended."""
        return self.ended_on is None

    def need_open(self) -> None:
        """Refuse what comes after the end. Raises ``ProgrammeNotOpen``."""
        if not self.is_open:
            raise ProgrammeNotOpen

    def need_draft(self) -> None:
        """Refuse what belongs to the time before the start. Raises ``ProgrammeNotInDraft``."""
        if self.status != "draft":
            raise ProgrammeNotInDraft

    def need_active(self) -> tuple[date, date]:
        """Give the first and the last day of a running programme. Raises ``ProgrammeNotActive``."""
        if self.status != "active" or self.starts_on is None or self.ends_on is None:
            raise ProgrammeNotActive
        return self.starts_on, self.ends_on

    def need_ended(self) -> None:
        """Refuse what belongs between the end and the closing. Raises ``ProgrammeNotEnded``."""
        if self.status not in ("completed", "terminated"):
            raise ProgrammeNotEnded

    def need_party(self, who: str) -> None:
        """Refuse strangers. Raises ``NotPartyOfProgramme``."""
        if who not in self.parties:
            raise NotPartyOfProgramme

    def need_mentee(self, who: str) -> None:
        """Refuse whoever is no mentee here. Raises ``NotPartyOfProgramme``."""
        if who not in self.mentees:
            raise NotPartyOfProgramme

    def mentoring_ended_on(self, mentee: str) -> date | None:
        """The last day on which somebody mentored this mentee; ``None`` while somebody does."""
        ends = [ended_on for pair, ended_on in self.mentored.items() if pair[1] == mentee]
        known = [ended_on for ended_on in ends if ended_on is not None]
        return max(known, default=None) if len(known) == len(ends) else None

    def activate(
        self,
        *,
        starts_on: date,
        ends_on: date,
        short_term_reason: ShortTermReason | None,
        acquainted_on: date | None,
        goals_scheduled: bool,
        term: ProgrammeTerm,
    ) -> None:
        """Put the programme into work; it starts neither before the order nor before the acquaintance (A-54).

        ``acquainted_on`` is the last acquaintance; ``goals_scheduled`` tells of schedule and goals (R-083).

        Raises:
            ProgrammeNotInDraft, ProgrammeStartBeforeOrder, ProgrammeStartBeforeAcquaintance,
            GoalsNotScheduled, ProgrammeTooShort, ShortTermReasonMissing, ProgrammeTooLong.

        """
        self.need_draft()
        if starts_on < self.approved_on:
            raise ProgrammeStartBeforeOrder(starts_on=starts_on, approved_on=self.approved_on)
        if acquainted_on is not None and starts_on < acquainted_on:
            raise ProgrammeStartBeforeAcquaintance(starts_on=starts_on, acquainted_on=acquainted_on)
        if "goal_setting" in self.types and not goals_scheduled:
            raise GoalsNotScheduled
        term.check(starts_on, ends_on, reason=short_term_reason)
        self._activated(starts_on=starts_on, ends_on=ends_on, short_term_reason=short_term_reason)

    @event(ProgrammeActivated)
    def _activated(self, starts_on: date, ends_on: date, short_term_reason: ShortTermReason | None) -> None:
        self.status = "active"
        self.starts_on = starts_on
        self.ends_on = ends_on
        self.short_term_reason = short_term_reason

    def apply_change(
        self,
        *,
        change: str,
        agreed: frozenset[str],
        ends_on: date | None,
        forms: tuple[str, ...] | None,
        with_content: bool,
        on: date,
        term: ProgrammeTerm,
        may_shorten: bool,
        order: OrderReference | None,
    ) -> None:
        """Take over a change on which all parties of today agreed (R-124, A-03, V-39).

        ``ends_on`` and ``forms`` are ``None`` where they stay; ``with_content``: the plan changes too.

        Raises:
            ProgrammeNotActive, ChangeNotAgreedByAll, NewEndPassed, ShorteningNotProvided,
            ProgrammeTooShort, ShortTermReasonMissing, ProgrammeTooLong.

        """
        starts_on, last_day = self.need_active()
        missing = set(self.parties) - agreed
        if missing:
            raise ChangeNotAgreedByAll(count=len(missing))
        new_end = last_day if ends_on is None else ends_on
        if new_end != last_day:
            _check_new_end(new_end, last_day, on=on, may_shorten=may_shorten)
            term.check(starts_on, new_end, reason=self.short_term_reason)
        if new_end > last_day:
            self._extended(change=change, ends_on=new_end, order=order)
        if with_content or forms is not None or new_end <= last_day:
            nearer = new_end if new_end < last_day else None
            self._amend(change=change, on=on, ends_on=nearer, forms=forms, order=order)

    @event(ProgrammeExtended)
    def _extended(self, change: str, ends_on: date, order: OrderReference | None) -> None:  # noqa: ARG002
        self.ends_on = ends_on

    def admit_mentee(self, *, mentee: str, on: date) -> None:
        """Take somebody who joined the group into its programme; a member already changes nothing (R-082).

        Raises:
            ProgrammeNotOpen: it has ended.

        """
        self.need_open()
        if mentee not in self.mentees:
            self._amend(on=on, mentees=(*self.mentees, mentee))

    def let_mentee_leave(self, *, mentee: str, on: date) -> None:
        """Let a member leave the group; with one mentee left it is the programme of a pair (R-126, R-082).

        Raises:
            ProgrammeNotOpen, NotPartyOfProgramme, LastMenteeOfProgramme.

        """
        self.need_open()
        self.need_mentee(mentee)
        if len(self.mentees) == 1:
            raise LastMenteeOfProgramme
        self._amend(on=on, mentees=tuple(each for each in self.mentees if each != mentee))

    def _amend(
        self,
        *,
        on: date,
        change: str | None = None,
        ends_on: date | None = None,
        forms: tuple[str, ...] | None = None,
        mentees: tuple[str, ...] | None = None,
        order: OrderReference | None = None,
    ) -> None:
        remaining = mentees or self.mentees
        self._amended(
            change=change,
            amended_on=on,
            ends_on=ends_on,
            forms=forms or self.forms,
            mentees=remaining,
            kind="group" if len(remaining) > 1 else "individual",
            order=order,
        )

    @event(ProgrammeAmended)
    def _amended(
        self,
        change: str | None,  # noqa: ARG002 - kept in the event
        amended_on: date,
        ends_on: date | None,
        forms: tuple[str, ...],
        mentees: tuple[str, ...],
        kind: ProgrammeKind,
        order: OrderReference | None,  # noqa: ARG002
    ) -> None:
        self.ends_on = ends_on or self.ends_on
        self.forms = forms
        self.kind = kind
        self._mentor_now(self.mentor, mentees, amended_on)

    def suspend(self, *, on: date) -> None:
        """Let the programme wait while another mentor is looked for; waiting already changes nothing (R-123).

        Raises:
            ProgrammeNotOpen: it has ended.

        """
        self.need_open()
        if self.status != "suspended":
            self._suspended(suspended_on=on)

    @event(ProgrammeSuspended)
    def _suspended(self, suspended_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.status = "suspended"

    def resume(self, *, mentor: str, on: date) -> None:
        """Go on with a mentor; activities, history and the end of the programme stay as they are (R-123).

        A new mentor confirms the plan of a running programme, or composes anew what has not started.

        Raises:
            ProgrammeNotSuspended: nothing waits.

        """
        if self.status != "suspended":
            raise ProgrammeNotSuspended
        self._resumed(mentor=mentor, resumed_on=on)

    @event(ProgrammeResumed)
    def _resumed(self, mentor: str, resumed_on: date) -> None:
        self.status = "active"
        if self.starts_on is None:  # whoever leaves before the start has nothing to report on
            self.status = "draft"
            self.mentored = {}
        self._mentor_now(mentor, self.mentees, resumed_on)

    def complete(self, *, completed_on: date, outstanding: int) -> None:
        """End the programme because its plan is done in full or formally dropped (R-125).

        Raises:
            ProgrammeNotActive, ActivitiesOutstanding.

        """
        self.need_active()
        if outstanding:
            raise ActivitiesOutstanding(count=outstanding)
        self._completed(completed_on=completed_on)

    @event(ProgrammeCompleted)
    def _completed(self, completed_on: date) -> None:
        self.status = "completed"
        self.ended_on = completed_on
        self._end_mentoring(but=(), on=completed_on)

    def terminate(
        self,
        *,
        terminated_on: date,
        ground: TerminationGround,
        sub_ground: TerminationSubGround | None,
        order: OrderReference | None,
    ) -> None:
        """End the programme early; ``ProgrammeTermination`` tells whether that was decided (R-126, R-127).

        Raises:
            ProgrammeNotOpen: it has ended.

        """
        self.need_open()
        self._terminated(terminated_on=terminated_on, ground=ground, sub_ground=sub_ground, order=order)

    @event(ProgrammeTerminated)
    def _terminated(
        self,
        terminated_on: date,
        ground: TerminationGround,  # noqa: ARG002 - kept in the event, as below
        sub_ground: TerminationSubGround | None,  # noqa: ARG002
        order: OrderReference | None,  # noqa: ARG002
    ) -> None:
        self.status = "terminated"
        self.ended_early = True
        self.ended_on = terminated_on
        self._end_mentoring(but=(), on=terminated_on)

    def close(self, *, reports_missing: int, closed_on: date) -> None:
        """Close the ended programme; ``ProgrammeReports`` tells how many due reports never came (A-13).

        Raises:
            ProgrammeNotEnded.

        """
        self.need_ended()
        self._closed(closed_on=closed_on, reports_missing=reports_missing)

    @event(ProgrammeClosed)
    def _closed(self, closed_on: date, reports_missing: int) -> None:  # noqa: ARG002 - kept in the event
        self.status = "closed"

    def _mentor_now(self, mentor: str, mentees: tuple[str, ...], on: date) -> None:
        pairs: dict[tuple[str, str], date | None] = {(mentor, mentee): None for mentee in mentees}
        self._end_mentoring(but=pairs, on=on)
        self.mentored.update(pairs)
        self.mentor = mentor
        self.mentees = mentees

    def _end_mentoring(self, *, but: Collection[tuple[str, str]], on: date) -> None:
        going = [pair for pair, ended_on in self.mentored.items() if ended_on is None and pair not in but]
        self.mentored.update(dict.fromkeys(going, on))


def _check_new_end(new_end: date, last_day: date, *, on: date, may_shorten: bool) -> None:
    if new_end < on:
        raise NewEndPassed(until=new_end, on=on)
    if new_end < last_day and not may_shorten:
        raise ShorteningNotProvided
