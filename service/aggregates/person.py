"""A person of one institution: sealed identity, position, consents to the processing of personal data."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Period, Pii, Source


class ConsentAlreadyActive(Refused):
    """The person's consent is active; a second one needs the first to be withdrawn."""

    requirement = "R-046"


class ConsentOlderThanWithdrawal(Refused):
    """A consent that was withdrawn does not revive; facts: ``given_on``, ``withdrawn_on``."""

    requirement = "R-046"


class ConsentNotActive(Refused):
    """There is no active consent that could be withdrawn."""

    requirement = "R-046"


class ConsentInFuture(Refused):
    """The consent is dated later than the act that uses it; facts: ``given_on``, ``on``."""

    requirement = "R-046"


class Person(Aggregate):
    """One human being in one institution; mentor and mentee entries are kept apart from it."""

    TOPIC = "person"

    class ParticipantRegistered(Created):
        """A person became known to the institution.

        ``fingerprint`` is an HMAC of name and contact under the institution's erasable key; it finds
        duplicates and tells nothing without that key. ``position`` is a code of the vocabulary or a token.
        """

        TOPIC = "person.ParticipantRegistered"
        REQUIREMENTS = ("R-020",)
        fingerprint: str
        full_name: Pii
        contact: Pii | None
        position: str | None
        position_words: Pii | None
        birth_year: int | None
        source: Source

    class ParticipantDataChanged(Event):
        """The person's position, contact or year of birth is another than was known."""

        TOPIC = "person.ParticipantDataChanged"
        REQUIREMENTS = ("R-020",)
        contact: Pii | None
        position: str | None
        position_words: Pii | None
        birth_year: int | None
        source: Source

    class PersonalDataConsentGiven(Event):
        """The person agreed to the processing of personal data on this day."""

        TOPIC = "person.PersonalDataConsentGiven"
        REQUIREMENTS = ("R-046", "R-048")
        given_on: date
        source: Source

    class PersonalDataConsentWithdrawn(Event):
        """The person withdrew the consent; it counts no more from this day on."""

        TOPIC = "person.PersonalDataConsentWithdrawn"
        REQUIREMENTS = ("R-046", "R-055")
        withdrawn_on: date

    @event(ParticipantRegistered)
    def __init__(
        self,
        *,
        full_name: Pii,
        contact: Pii | None,
        position: str | None,
        position_words: Pii | None,
        birth_year: int | None,
    ) -> None:
        self.full_name = full_name
        self.contact = contact
        self.position = position
        self.position_words = position_words
        self.birth_year = birth_year
        self.consent: Period | None = None

    def describe(
        self,
        *,
        contact: Pii | None,
        position: str | None,
        position_words: Pii | None,
        birth_year: int | None,
        source: Source,
    ) -> None:
        """Note changed data of the person; what a newer source leaves out stays as it was."""
        told = (
            contact or self.contact,
            position or self.position,
            position_words or self.position_words,
            birth_year or self.birth_year,
        )
        if told == (self.contact, self.position, self.position_words, self.birth_year):
            return
        self._described(
            contact=told[0], position=told[1], position_words=told[2], birth_year=told[3], source=source
        )

    @event(ParticipantDataChanged)
    def _described(
        self,
        *,
        contact: Pii | None,
        position: str | None,
        position_words: Pii | None,
        birth_year: int | None,
        source: Source,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.contact = contact
        self.position = position
        self.position_words = position_words
        self.birth_year = birth_year

    def has_consent(self, *, on: date) -> bool:
        """Tell whether a consent to the processing of personal data is active on a day."""
        return self.consent is not None and self.consent.contains(on)

    def awaits_consent(self, *, given_on: date, on: date) -> bool:
        """Tell whether a consent of this day would be news: none is active, none such was withdrawn."""
        return not self.has_consent(on=on) and self._withdrawn_after(given_on) is None

    def give_consent(self, *, given_on: date, on: date, source: Source) -> None:
        """Record the consent of the person.

        Raises:
            ConsentInFuture: ``given_on`` lies after the business date ``on``.
            ConsentAlreadyActive: an earlier consent still holds.
            ConsentOlderThanWithdrawal: the person withdrew a consent after ``given_on``.

        """
        if given_on > on:
            raise ConsentInFuture(given_on=given_on, on=on)
        if self.has_consent(on=on):
            raise ConsentAlreadyActive
        if (withdrawn_on := self._withdrawn_after(given_on)) is not None:
            raise ConsentOlderThanWithdrawal(given_on=given_on, withdrawn_on=withdrawn_on)
        self._consent_given(given_on=given_on, source=source)

    @event(PersonalDataConsentGiven)
    def _consent_given(self, given_on: date, source: Source) -> None:  # noqa: ARG002 - kept in the event
        self.consent = Period(since=given_on)

    def withdraw_consent(self, *, on: date) -> None:
        """Record that the person withdrew the consent.

        Raises:
            ConsentNotActive: there is none to withdraw.

        """
        if not self.has_consent(on=on):
            raise ConsentNotActive
        self._consent_withdrawn(withdrawn_on=on)

    @event(PersonalDataConsentWithdrawn)
    def _consent_withdrawn(self, withdrawn_on: date) -> None:
        if self.consent is not None:
            self.consent = Period(since=self.consent.since, to=withdrawn_on)

    def _withdrawn_after(self, given_on: date) -> date | None:
        """The day of a withdrawal later than ``given_on``."""
        withdrawn_on = None if self.consent is None else self.consent.to
        return withdrawn_on if withdrawn_on is not None and given_on < withdrawn_on else None
