"""A local act on mentoring: drafted by association and curator, issued by the head, later replaced."""

from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import OrderReference, Pii

Opinion = Literal["supports", "supports_with_remarks", "objects"]
"""What the association of mentors says of a draft; the head decides (R-015)."""


class LocalActUntitled(Refused):
    """A local act has a title."""

    requirement = "R-011"


class LocalActWithoutBasis(Refused):
    """A local act rests on at least one act."""

    requirement = "R-013"


class LocalActAlreadyIssued(Refused):
    """The local act was issued before: a change is another act that replaces it."""

    requirement = "R-011"


class LocalActNotIssued(Refused):
    """Only an issued act can be replaced."""

    requirement = "R-011"


class LocalActAlreadyReplaced(Refused):
    """Another act has replaced this one."""

    requirement = "R-011"


class LocalActNumberMissing(Refused):
    """A local act is issued with a number."""

    requirement = "R-011"


class LocalActInFuture(Refused):
    """The act is dated later than the day of signing; facts: ``signed_on``, ``on``."""

    requirement = "R-011"


class LocalActEffectBeforeSigning(Refused):
    """The act would hold before it was signed; facts: ``since``, ``signed_on``."""

    requirement = "R-011"


class LocalActReplacedTooEarly(Refused):
    """An act cannot be replaced before it holds; facts: ``since``, ``replaced_on``."""

    requirement = "R-011"


class OpinionInFuture(Refused):
    """The opinion is dated later than the day of the act; facts: ``given_on``, ``on``."""

    requirement = "R-015"


class LocalAct(Aggregate):
    """One local act of one institution; a new version of it is another act that replaces it."""

    TOPIC = "local_act"

    class LocalActDrafted(Created):
        """A local act was drafted; ``basis`` are codes of acts, ``replaces`` the version before it."""

        TOPIC = "local_act.LocalActDrafted"
        REQUIREMENTS = ("R-011", "R-013", "R-015")
        title: Pii
        drafted_by: str
        basis: tuple[str, ...]
        regulation_version: int
        replaces: str | None

    class AssociationOpinionGiven(Event):
        """The association of mentors said what it thinks of the draft; the head is free."""

        TOPIC = "local_act.AssociationOpinionGiven"
        REQUIREMENTS = ("R-015",)
        opinion: Opinion
        note: Pii | None
        given_on: date

    class LocalActIssued(Event):
        """The head issued the local act."""

        TOPIC = "local_act.LocalActIssued"
        REQUIREMENTS = ("R-011", "R-042")
        reference: OrderReference
        issued_by: str
        in_force_from: date

    class LocalActReplaced(Event):
        """A later act holds in place of this one from this day on."""

        TOPIC = "local_act.LocalActReplaced"
        REQUIREMENTS = ("R-011",)
        by: str
        replaced_on: date

    @event(LocalActDrafted)
    def __init__(self, *, basis: tuple[str, ...], regulation_version: int, replaces: str | None) -> None:
        self.basis = basis
        self.regulation_version = regulation_version
        self.replaces = replaces
        self.in_force_from: date | None = None
        self.replaced_on: date | None = None

    @staticmethod
    def check_draft(*, title: str, basis: tuple[str, ...]) -> None:
        """Check what every draft needs.

        Raises:
            LocalActUntitled, LocalActWithoutBasis.

        """
        if not title.strip():
            raise LocalActUntitled
        if not basis:
            raise LocalActWithoutBasis

    def give_opinion(self, *, opinion: Opinion, note: Pii | None, given_on: date, on: date) -> None:
        """Record the association's opinion of the draft; a later opinion stands beside the first.

        Raises:
            LocalActAlreadyIssued: the head has decided.
            OpinionInFuture: it is dated after the business date ``on``.

        """
        self._need_draft()
        if given_on > on:
            raise OpinionInFuture(given_on=given_on, on=on)
        self._opinion_given(opinion=opinion, note=note, given_on=given_on)

    @event(AssociationOpinionGiven)
    def _opinion_given(self, opinion: Opinion, note: Pii | None, given_on: date) -> None:
        """Need no state: the opinion is advisory."""

    def issue(self, *, reference: OrderReference, issued_by: str, in_force_from: date, on: date) -> None:
        """Issue the act.

        Raises:
            LocalActAlreadyIssued, LocalActNumberMissing.
            LocalActInFuture: it is dated after the business date ``on``.
            LocalActEffectBeforeSigning: it would work back.

        """
        self._need_draft()
        if not reference.number:
            raise LocalActNumberMissing
        if reference.signed_on > on:
            raise LocalActInFuture(signed_on=reference.signed_on, on=on)
        if in_force_from < reference.signed_on:
            raise LocalActEffectBeforeSigning(since=in_force_from, signed_on=reference.signed_on)
        self._issued(reference=reference, issued_by=issued_by, in_force_from=in_force_from)

    @event(LocalActIssued)
    def _issued(self, reference: OrderReference, issued_by: str, in_force_from: date) -> None:  # noqa: ARG002
        self.in_force_from = in_force_from

    def replace(self, *, by: str, replaced_on: date) -> None:
        """Give way to a later act.

        Raises:
            LocalActNotIssued, LocalActAlreadyReplaced.
            LocalActReplacedTooEarly: it does not hold yet on that day.

        """
        if self.in_force_from is None:
            raise LocalActNotIssued
        if self.replaced_on is not None:
            raise LocalActAlreadyReplaced
        if replaced_on < self.in_force_from:
            raise LocalActReplacedTooEarly(since=self.in_force_from, replaced_on=replaced_on)
        self._replaced(by=by, replaced_on=replaced_on)

    @event(LocalActReplaced)
    def _replaced(self, by: str, replaced_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.replaced_on = replaced_on

    def _need_draft(self) -> None:
        if self.in_force_from is not None:
            raise LocalActAlreadyIssued
