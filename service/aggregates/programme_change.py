"""A proposed change of a running programme: every party agrees, or it does not happen (R-124, A-59)."""

from datetime import date
from typing import Self

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import NewTerm, Pii, PlannedActivity, Source


class ChangeEmpty(Refused):
    """The proposal changes nothing."""

    requirement = "R-124"


class ChangeReasonMissing(Refused):
    """A proposal says why."""

    requirement = "R-124"


class NotPartyOfChange(Refused):
    """Only the mentor and the mentees of the programme propose and decide."""

    requirement = "R-124"


class ChangeDeclinedBefore(Refused):
    """Somebody has declined the proposal; there may be another."""

    requirement = "R-124"


class ChangeAppliedBefore(Refused):
    """The change has taken effect."""

    requirement = "R-124"


class ProgrammeChange(Aggregate):
    """One proposal of a mentor or a mentee."""

    TOPIC = "programme_change"

    class ProgrammeChangeProposed(Created):
        """A party proposes another end, other forms or another content; the proposer agrees by proposing.

        ``titles`` and ``methods`` hold the words of ``adds`` in their order, an empty text for none.
        """

        TOPIC = "programme_change.ProgrammeChangeProposed"
        REQUIREMENTS = ("R-124",)
        programme: str
        proposed_by: str
        parties: tuple[str, ...]
        ends_on: date | None
        forms: tuple[str, ...] | None
        adds: tuple[PlannedActivity, ...]
        titles: Pii | None
        methods: Pii | None
        drops: tuple[int, ...]
        new_terms: tuple[NewTerm, ...]
        reason: Pii
        proposed_on: date
        source: Source

    class ProgrammeChangeAgreed(Event):
        """Another party agrees."""

        TOPIC = "programme_change.ProgrammeChangeAgreed"
        REQUIREMENTS = ("R-124",)
        by: str
        on: date
        source: Source

    class ProgrammeChangeDeclined(Event):
        """A party declines; the proposal is at an end."""

        TOPIC = "programme_change.ProgrammeChangeDeclined"
        REQUIREMENTS = ("R-124",)
        by: str
        on: date
        source: Source

    class ProgrammeChangeApplied(Event):
        """The change took effect."""

        TOPIC = "programme_change.ProgrammeChangeApplied"
        REQUIREMENTS = ("R-124",)
        applied_on: date

    @event(ProgrammeChangeProposed)
    def __init__(
        self,
        *,
        programme: str,
        proposed_by: str,
        parties: tuple[str, ...],  # noqa: ARG002 - kept in the event, as below
        ends_on: date | None,
        forms: tuple[str, ...] | None,
        adds: tuple[PlannedActivity, ...],
        titles: Pii | None,
        methods: Pii | None,
        drops: tuple[int, ...],
        new_terms: tuple[NewTerm, ...],
        reason: Pii,  # noqa: ARG002
        proposed_on: date,  # noqa: ARG002
        source: Source,  # noqa: ARG002
    ) -> None:
        self.programme = programme
        self.ends_on = ends_on
        self.forms = forms
        self.adds = adds
        self.titles = titles
        self.methods = methods
        self.drops = drops
        self.new_terms = new_terms
        self.proposed_by = proposed_by
        self.agreed = frozenset((proposed_by,))
        self.declined = False
        self.applied = False

    @classmethod
    def propose(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        programme: str,
        proposed_by: str,
        parties: tuple[str, ...],
        ends_on: date | None,
        forms: tuple[str, ...] | None,
        adds: tuple[PlannedActivity, ...],
        titles: Pii | None,
        methods: Pii | None,
        drops: tuple[int, ...],
        new_terms: tuple[NewTerm, ...],
        reason: Pii,
        proposed_on: date,
        source: Source,
    ) -> Self:
        """Begin a proposal.

        Raises:
            NotPartyOfChange, ChangeReasonMissing, ChangeEmpty.

        """
        if proposed_by not in parties:
            raise NotPartyOfChange
        if not reason.text.strip():
            raise ChangeReasonMissing
        if ends_on is None and not (forms or adds or drops or new_terms):
            raise ChangeEmpty
        return cls.start(
            cls.ProgrammeChangeProposed,
            id,
            programme=programme,
            proposed_by=proposed_by,
            parties=parties,
            ends_on=ends_on,
            forms=forms,
            adds=adds,
            titles=titles,
            methods=methods,
            drops=drops,
            new_terms=new_terms,
            reason=reason,
            proposed_on=proposed_on,
            source=source,
        )

    @property
    def with_content(self) -> bool:
        """Whether the plan changes."""
        return bool(self.adds or self.drops or self.new_terms)

    def agree(self, *, by: str, on: date, source: Source, parties: tuple[str, ...]) -> None:
        """Agree; agreeing again changes nothing. ``parties`` are those of the programme today.

        Raises:
            NotPartyOfChange, ChangeDeclinedBefore, ChangeAppliedBefore.

        """
        self._need_party(by, parties)
        if by not in self.agreed:
            self._agree(by=by, on=on, source=source)

    @event(ProgrammeChangeAgreed)
    def _agree(self, by: str, on: date, source: Source) -> None:  # noqa: ARG002 - kept in the event
        self.agreed |= {by}

    def decline(self, *, by: str, on: date, source: Source, parties: tuple[str, ...]) -> None:
        """Decline, without reasons; also whoever agreed before may, until the change takes effect.

        Raises:
            NotPartyOfChange, ChangeDeclinedBefore, ChangeAppliedBefore.

        """
        self._need_party(by, parties)
        self._decline(by=by, on=on, source=source)

    @event(ProgrammeChangeDeclined)
    def _decline(self, by: str, on: date, source: Source) -> None:  # noqa: ARG002 - kept in the event
        self.declined = True

    def apply(self, *, applied_on: date) -> frozenset[str]:
        """Let the change take effect, and give everybody who agreed; ``Programme`` knows who has to.

        Raises:
            ChangeDeclinedBefore, ChangeAppliedBefore.

        """
        self._need_open()
        self._applied(applied_on=applied_on)
        return self.agreed

    @event(ProgrammeChangeApplied)
    def _applied(self, applied_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.applied = True

    def _need_party(self, by: str, parties: tuple[str, ...]) -> None:
        if by not in parties:
            raise NotPartyOfChange
        self._need_open()

    def _need_open(self) -> None:
        if self.declined:
            raise ChangeDeclinedBefore
        if self.applied:
            raise ChangeAppliedBefore
