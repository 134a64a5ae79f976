"""A scheme of incentives for mentors, developed by association, head and curator (R-035).

The regulations fix no size and no money (A-47): the scheme is a local act, and the service pays nothing.
"""

from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii

IncentiveKind = Literal["material", "non_material"]
"""What a scheme offers."""

Developer = Literal["association", "head", "curator"]
"""Who develops a scheme together."""


class SchemeWithoutIncentives(Refused):
    """A scheme offers material or non-material incentives."""

    requirement = "R-035"


class SchemeWithoutDevelopers(Refused):
    """A scheme is developed by the association, the head or the curator."""

    requirement = "R-035"


class SchemeTextMissing(Refused):
    """A scheme says what it offers and for what."""

    requirement = "R-035"


class SchemeAlreadyApproved(Refused):
    """The scheme is approved by a local act."""

    requirement = "R-035"


class SchemeActNotIssued(Refused):
    """A scheme is approved by a local act that the head issued."""

    requirement = "R-035"


class SchemeActInFuture(Refused):
    """The approval is dated later than the day of the act; facts: ``approved_on``, ``on``."""

    requirement = "R-035"


class IncentiveScheme(Aggregate):
    """One scheme of incentives."""

    TOPIC = "incentive_scheme"

    class IncentiveSchemeProposed(Created):
        """A scheme was proposed to the head."""

        TOPIC = "incentive_scheme.IncentiveSchemeProposed"
        REQUIREMENTS = ("R-035",)
        kinds: tuple[IncentiveKind, ...]
        developed_by: tuple[Developer, ...]
        text: Pii
        proposed_by: str

    class IncentiveSchemeApproved(Event):
        """The head approved the scheme by a local act."""

        TOPIC = "incentive_scheme.IncentiveSchemeApproved"
        REQUIREMENTS = ("R-035",)
        local_act: str
        approved_on: date

    @event(IncentiveSchemeProposed)
    def __init__(self, kinds: tuple[IncentiveKind, ...]) -> None:
        self.kinds = kinds
        self.approved_on: date | None = None

    @staticmethod
    def check_proposal(
        *, kinds: tuple[IncentiveKind, ...], developed_by: tuple[Developer, ...], text: str
    ) -> None:
        """Check what every scheme says.

        Raises:
            SchemeWithoutIncentives, SchemeWithoutDevelopers, SchemeTextMissing.

        """
        if not kinds:
            raise SchemeWithoutIncentives
        if not developed_by:
            raise SchemeWithoutDevelopers
        if not text.strip():
            raise SchemeTextMissing

    def offers(self, kind: IncentiveKind) -> bool:
        """Tell whether the scheme is approved and offers incentives of this kind."""
        return self.approved_on is not None and kind in self.kinds

    def approve(self, *, local_act: str, is_issued: bool, approved_on: date, on: date) -> None:
        """Approve the scheme by a local act.

        Raises:
            SchemeAlreadyApproved, SchemeActNotIssued, SchemeActInFuture.

        """
        if self.approved_on is not None:
            raise SchemeAlreadyApproved
        if not is_issued:
            raise SchemeActNotIssued
        if approved_on > on:
            raise SchemeActInFuture(approved_on=approved_on, on=on)
        self._approved(local_act=local_act, approved_on=approved_on)

    @event(IncentiveSchemeApproved)
    def _approved(self, local_act: str, approved_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.approved_on = approved_on
