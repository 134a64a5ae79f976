"""A person's permission to make personal data public, field by field, apart from other consents (A-18)."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import DisclosedField, PublicationPlace, Source


class DisclosureEmpty(Refused):
    """A permission names at least one piece of data and one place."""

    requirement = "R-146"


class DisclosureInFuture(Refused):
    """The permission is dated later than the act that records it; facts: ``given_on``, ``on``."""

    requirement = "R-146"


class DisclosureTermEmpty(Refused):
    """The permission would end before it begins; facts: ``given_on``, ``to``."""

    requirement = "R-146"


class DisclosureOlderThanWithdrawal(Refused):
    """A permission that was withdrawn does not revive; facts: ``given_on``, ``withdrawn_on``."""

    requirement = "R-146"


class DisclosureNotGiven(Refused):
    """There is no such permission that could be withdrawn."""

    requirement = "R-146"


class Dissemination(Aggregate):
    """What one person lets the institution make public; it shares the random part of the person's id."""

    TOPIC = "dissemination"

    class DisseminationFormOpened(Created):
        """The person was shown which data may be made public, and that silence publishes nothing."""

        TOPIC = "dissemination.DisseminationFormOpened"
        REQUIREMENTS = ("R-146",)
        person: str

    class DisseminationConsentGiven(Event):
        """The person lets these data be made public in these places until the day ``valid_to``."""

        TOPIC = "dissemination.DisseminationConsentGiven"
        REQUIREMENTS = ("R-146",)
        fields: tuple[DisclosedField, ...]
        places: tuple[PublicationPlace, ...]
        given_on: date
        valid_to: date | None
        source: Source

    class DisseminationConsentWithdrawn(Event):
        """The person forbids to go on publishing these data, wherever they stand, from this day on."""

        TOPIC = "dissemination.DisseminationConsentWithdrawn"
        REQUIREMENTS = ("R-055", "R-146")
        fields: tuple[DisclosedField, ...]
        withdrawn_on: date

    @event(DisseminationFormOpened)
    def __init__(self) -> None:
        self.given: dict[DisclosedField, tuple[tuple[PublicationPlace, ...], date, date | None]] = {}
        self.withdrawn: dict[DisclosedField, date] = {}

    def give(
        self,
        *,
        fields: tuple[DisclosedField, ...],
        places: tuple[PublicationPlace, ...],
        given_on: date,
        valid_to: date | None,
        on: date,
        source: Source,
    ) -> None:
        """Record the permission; for each piece of data the newest permission counts.

        The same permission again changes nothing.

        Raises:
            DisclosureEmpty, DisclosureInFuture, DisclosureTermEmpty, DisclosureOlderThanWithdrawal.

        """
        if not fields or not places:
            raise DisclosureEmpty
        if given_on > on:
            raise DisclosureInFuture(given_on=given_on, on=on)
        if valid_to is not None and valid_to <= given_on:
            raise DisclosureTermEmpty(given_on=given_on, to=valid_to)
        self._need_newer_than_withdrawal(fields, given_on)
        told = (places, given_on, valid_to)
        if any(self.given.get(field) != told for field in fields):
            self._given(fields=fields, places=places, given_on=given_on, valid_to=valid_to, source=source)

    @event(DisseminationConsentGiven)
    def _given(
        self,
        fields: tuple[DisclosedField, ...],
        places: tuple[PublicationPlace, ...],
        given_on: date,
        valid_to: date | None,
        source: Source,  # noqa: ARG002 - kept in the event
    ) -> None:
        for field in fields:
            self.given[field] = (places, given_on, valid_to)

    def withdraw(self, *, fields: tuple[DisclosedField, ...], on: date) -> None:
        """Record that the person forbids to publish these data; what is already forbidden is passed over.

        Raises:
            DisclosureNotGiven: none of them was permitted.

        """
        permitted = tuple(field for field in fields if field in self.given)
        if not permitted:
            raise DisclosureNotGiven
        self._withdrawn(fields=permitted, withdrawn_on=on)

    def withdraw_all(self, *, on: date) -> None:
        """Forbid to publish anything; without a permission nothing changes."""
        if self.given:
            self._withdrawn(fields=tuple(self.given), withdrawn_on=on)

    @event(DisseminationConsentWithdrawn)
    def _withdrawn(self, fields: tuple[DisclosedField, ...], withdrawn_on: date) -> None:
        for field in fields:
            del self.given[field]
            self.withdrawn[field] = withdrawn_on

    def allows(self, *, field: DisclosedField, place: PublicationPlace, on: date) -> bool:
        """Tell whether a piece of data may stand in a place on a day."""
        if field not in self.given:
            return False
        places, given_on, valid_to = self.given[field]
        return place in places and given_on <= on and (valid_to is None or on < valid_to)

    def _need_newer_than_withdrawal(self, fields: tuple[DisclosedField, ...], given_on: date) -> None:
        for field in fields:
            withdrawn_on = self.withdrawn.get(field)
            if withdrawn_on is not None and given_on < withdrawn_on:
                raise DisclosureOlderThanWithdrawal(given_on=given_on, withdrawn_on=withdrawn_on)
