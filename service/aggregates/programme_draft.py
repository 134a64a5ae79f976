"""The drafting of a programme: help, the curator's review, composition, acquaintance (R-025 … R-095)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.regulations.programme_term import ProgrammeTerm
from service.values import Period, Pii, ShortTermReason, Source

Contributor = Literal["mentor", "mentee", "association", "curator"]
"""As whom somebody contributed to a draft."""


class WordsMissing(Refused):
    """A comment, a contribution, a conclusion has words."""

    requirement = "R-095"


class AnsweredRequestMissing(Refused):
    """What the association develops answers the request of at least one mentee of the programme."""

    requirement = "R-029"


class PilotInFuture(Refused):
    """The pilot is dated after today; facts: ``piloted_on``, ``on``."""

    requirement = "R-029"


class ProgrammePartMissing(Refused):
    """The assignment names no form or no type of mentoring."""

    requirement = "R-089"


class ProgrammeNotComposed(Refused):
    """The draft has not been composed by its present mentor yet."""

    requirement = "R-089"


class PlanChangedSinceComposed(Refused):
    """The plan was changed after the programme was composed; it is composed anew."""

    requirement = "R-089"


class PlanNotToConfirm(Refused):
    """The plan was composed or confirmed by this mentor already."""

    requirement = "R-093"


class CuratorReviewMissing(Refused):
    """The curator has not seen the composed programme, or his remarks are open."""

    requirement = "R-025"


class AcquaintanceInFuture(Refused):
    """The acquaintance is dated after today; facts: ``acquainted_on``, ``on``."""

    requirement = "R-094"


class AcquaintanceBeforeComposition(Refused):
    """The acquaintance is dated before the composition; facts: ``acquainted_on``, ``composed_on``."""

    requirement = "R-094"


class AcquaintanceMissing(Refused):
    """Not every mentee has been acquainted with the programme; facts: ``count``."""

    requirement = "R-094"


@dataclass(frozen=True, slots=True)
class Composed:
    """How the programme was last composed, with its last day; ``revision`` is the state of the plan."""

    author: str
    on: date
    starts_on: date
    ends_on: date
    short_term_reason: ShortTermReason | None
    revision: int


class ProgrammeDraft(Aggregate):
    """The draft of one programme, from its first version to the start."""

    TOPIC = "programme_draft"

    class DraftOpened(Created):
        """The first version lies open to the mentee, the association and the curator."""

        TOPIC = "programme_draft.DraftOpened"
        REQUIREMENTS = ("R-095",)
        programme: str

    class ProgrammeDraftCommented(Event):
        """Somebody commented on the draft; the mentee always may."""

        TOPIC = "programme_draft.ProgrammeDraftCommented"
        REQUIREMENTS = ("R-095",)
        by: str
        comment: Pii
        source: Source

    class ProgrammeDraftContributed(Event):
        """Somebody worked on the draft; ``requests`` are the mentees whose requests it answers."""

        TOPIC = "programme_draft.ProgrammeDraftContributed"
        REQUIREMENTS = ("R-029", "R-095")
        by: str
        contributor: Contributor
        contribution: Pii
        requests: tuple[str, ...]
        source: Source

    class ProgrammePiloted(Event):
        """The association tried the programme out and came to a conclusion."""

        TOPIC = "programme_draft.ProgrammePiloted"
        REQUIREMENTS = ("R-029",)
        by: str
        piloted_on: date
        conclusion: Pii

    class ProgrammeReviewedByCurator(Event):
        """The curator has seen the draft, with remarks or without."""

        TOPIC = "programme_draft.ProgrammeReviewedByCurator"
        REQUIREMENTS = ("R-025",)
        reviewed_on: date
        revision: int
        with_remarks: bool
        remarks: Pii | None

    class ProgrammeComposed(Event):
        """The programme is composed; ``confirms``: a new mentor took over a plan that runs already."""

        TOPIC = "programme_draft.ProgrammeComposed"
        REQUIREMENTS = ("R-089", "R-091", "R-093", "R-123")
        author: str
        composed_on: date
        period: Period
        short_term_reason: ShortTermReason | None
        revision: int
        confirms: bool

    class MenteeAcquaintedWithProgramme(Event):
        """A mentee was acquainted with the programme."""

        TOPIC = "programme_draft.MenteeAcquaintedWithProgramme"
        REQUIREMENTS = ("R-094",)
        mentee: str
        on: date
        source: Source

    class DraftClosed(Event):
        """The programme started: nobody works on its draft any more."""

        TOPIC = "programme_draft.DraftClosed"
        REQUIREMENTS = ("R-025",)
        closed_on: date

    @event(DraftOpened)
    def __init__(self, programme: str) -> None:  # noqa: ARG002 - kept in the event
        self.composed: Composed | None = None
        self.reviewed = False
        self.closed = False
        self.acquainted: dict[str, date] = {}

    def comment(self, *, by: str, comment: Pii, source: Source) -> None:
        """Record a comment; the same words again are another comment.

        Raises:
            WordsMissing: it says nothing.

        """
        _need_words(comment)
        self._commented(by=by, comment=comment, source=source)

    @event(ProgrammeDraftCommented)
    def _commented(self, by: str, comment: Pii, source: Source) -> None:
        """Nothing is decided by it."""

    def contribute(
        self,
        *,
        by: str,
        contributor: Contributor,
        contribution: Pii,
        requests: tuple[str, ...],
        mentees: Collection[str],
        source: Source,
    ) -> None:
        """Record a contribution; the association says whose request it answers (R-029).

        Raises:
            WordsMissing: it says nothing.
            AnsweredRequestMissing: the association names no mentee of this programme, or a stranger.

        """
        _need_words(contribution)
        if not set(requests) <= set(mentees) or (contributor == "association" and not requests):
            raise AnsweredRequestMissing
        self._contributed(
            by=by, contributor=contributor, contribution=contribution, requests=requests, source=source
        )

    @event(ProgrammeDraftContributed)
    def _contributed(
        self, by: str, contributor: Contributor, contribution: Pii, requests: tuple[str, ...], source: Source
    ) -> None:
        """Nothing is decided by it."""

    def pilot(self, *, by: str, piloted_on: date, conclusion: Pii, on: date) -> None:
        """Record that the programme was tried out.

        Raises:
            WordsMissing: there is no conclusion.
            PilotInFuture: it has not happened yet.

        """
        _need_words(conclusion)
        if piloted_on > on:
            raise PilotInFuture(piloted_on=piloted_on, on=on)
        self._piloted(by=by, piloted_on=piloted_on, conclusion=conclusion)

    @event(ProgrammePiloted)
    def _piloted(self, by: str, piloted_on: date, conclusion: Pii) -> None:
        """Nothing is decided by it."""

    def review(self, *, reviewed_on: date, revision: int, remarks: Pii | None) -> None:
        """Record what the curator says; only what is composed passes without remarks (R-025).

        Remarks stay open until a review without any.

        Raises:
            ProgrammeNotComposed, PlanChangedSinceComposed: there is nothing yet that could pass.

        """
        if remarks is None:
            self._need_composed(revision)
        self._reviewed(
            reviewed_on=reviewed_on, revision=revision, with_remarks=remarks is not None, remarks=remarks
        )

    @event(ProgrammeReviewedByCurator)
    def _reviewed(
        self,
        reviewed_on: date,  # noqa: ARG002 - kept in the event, as below
        revision: int,  # noqa: ARG002
        with_remarks: bool,  # noqa: FBT001
        remarks: Pii | None,  # noqa: ARG002
    ) -> None:
        self.reviewed = not with_remarks

    def compose(
        self,
        *,
        author: str,
        composed_on: date,
        starts_on: date,
        ends_on: date,
        short_term_reason: ShortTermReason | None,
        revision: int,
        forms: tuple[str, ...],
        types: tuple[str, ...],
        term: ProgrammeTerm,
    ) -> None:
        """Compose the draft; composing again replaces it, and it is reviewed and made known anew (R-089).

        ``ProgrammePlan.need_complete`` answers for participants, directions and activities.

        Raises:
            ProgrammePartMissing, ProgrammeTooShort, ShortTermReasonMissing, ProgrammeTooLong.

        """
        if not forms or not types:
            raise ProgrammePartMissing
        term.check(starts_on, ends_on, reason=short_term_reason)
        self._composed(
            author=author,
            composed_on=composed_on,
            period=Period.through(starts_on, ends_on),
            short_term_reason=short_term_reason,
            revision=revision,
            confirms=False,
        )

    def confirm(
        self, *, author: str, confirmed_on: date, starts_on: date, ends_on: date, revision: int
    ) -> None:
        """Let the new mentor of a running programme confirm the plan that he took over (R-093, R-123).

        Raises:
            ProgrammeNotComposed: nothing was composed.
            PlanNotToConfirm: it is his own plan, or confirmed by him already.

        """
        if self.composed is None:
            raise ProgrammeNotComposed
        if self.composed.author == author:
            raise PlanNotToConfirm
        self._composed(
            author=author,
            composed_on=confirmed_on,
            period=Period.through(starts_on, ends_on),
            short_term_reason=self.composed.short_term_reason,
            revision=revision,
            confirms=True,
        )

    @event(ProgrammeComposed)
    def _composed(
        self,
        author: str,
        composed_on: date,
        period: Period,
        short_term_reason: ShortTermReason | None,
        revision: int,
        confirms: bool,  # noqa: FBT001 - a field of the event
    ) -> None:
        self.composed = Composed(
            author=author,
            on=composed_on,
            starts_on=period.since,
            ends_on=period.last or period.since,
            short_term_reason=short_term_reason,
            revision=revision,
        )
        if not confirms:
            self.reviewed = False
            self.acquainted = {}

    def acquaint(self, *, mentee: str, on: date, source: Source, revision: int | None, today: date) -> None:
        """Record that a mentee was acquainted with the composed programme; once for each (R-094).

        ``revision`` is ``None`` for somebody who joined a group whose programme runs.

        Raises:
            ProgrammeNotComposed, PlanChangedSinceComposed, AcquaintanceInFuture,
            AcquaintanceBeforeComposition.

        """
        composed = self._need_composed(revision)
        if on > today:
            raise AcquaintanceInFuture(acquainted_on=on, on=today)
        if on < composed.on:
            raise AcquaintanceBeforeComposition(acquainted_on=on, composed_on=composed.on)
        if mentee not in self.acquainted:
            self._acquainted(mentee=mentee, on=on, source=source)

    @event(MenteeAcquaintedWithProgramme)
    def _acquainted(self, mentee: str, on: date, source: Source) -> None:  # noqa: ARG002 - kept in the event
        self.acquainted[mentee] = on

    def need_ready(
        self, *, mentor: str, mentees: Collection[str], revision: int, acquaintance_required: bool
    ) -> Composed:
        """Give the composition with which the programme may start.

        Raises:
            ProgrammeNotComposed, PlanChangedSinceComposed, CuratorReviewMissing, AcquaintanceMissing.

        """
        composed = self._need_composed(revision)
        if composed.author != mentor:
            raise ProgrammeNotComposed
        if not self.reviewed:
            raise CuratorReviewMissing
        missing = set(mentees) - set(self.acquainted)
        if acquaintance_required and missing:
            raise AcquaintanceMissing(count=len(missing))
        return composed

    def close(self, *, closed_on: date) -> None:
        """End the drafting with the start of the programme; once."""
        if not self.closed:
            self._closed(closed_on=closed_on)

    @event(DraftClosed)
    def _closed(self, closed_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.closed = True

    def last_acquaintance(self) -> date | None:
        """The day on which the last mentee was acquainted."""
        return max(self.acquainted.values(), default=None)

    def _need_composed(self, revision: int | None) -> Composed:
        if self.composed is None:
            raise ProgrammeNotComposed
        if revision is not None and self.composed.revision != revision:
            raise PlanChangedSinceComposed
        return self.composed


def _need_words(said: Pii) -> None:
    if not said.text.strip():
        raise WordsMissing
