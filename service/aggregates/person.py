"""A person of one institution: sealed identity, employment, consent to the processing of personal data."""

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


class ConsentTermEmpty(Refused):
    """The consent would end before it begins; facts: ``given_on``, ``to``."""

    requirement = "R-046"


class PersonForgotten(Refused):
    """The person's data were erased at the person's wish; nothing new is recorded about the person."""

    requirement = "R-055"


class EmploymentFactInFuture(Refused):
    """Leaving and transfer are recorded once they have happened; facts: ``happens_on``, ``on``."""

    requirement = "R-121"


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

    class PersonalDataConsentRequested(Event):
        """The institution asked the person for the consent."""

        TOPIC = "person.PersonalDataConsentRequested"
        REQUIREMENTS = ("R-046",)
        requested_on: date

    class PersonalDataConsentTermSet(Event):
        """The consent just given ends by itself; ``valid_to`` is the first day without it."""

        TOPIC = "person.PersonalDataConsentTermSet"
        REQUIREMENTS = ("R-046",)
        valid_to: date

    class PersonalDataExported(Event):
        """The person received everything that is known about the person."""

        TOPIC = "person.PersonalDataExported"
        REQUIREMENTS = ("R-055",)
        exported_on: date
        source: Source

    class PersonalDataCorrected(Event):
        """The person's own data were wrong and stand corrected; they are told whole."""

        TOPIC = "person.PersonalDataCorrected"
        REQUIREMENTS = ("R-055",)
        fingerprint: str
        full_name: Pii
        contact: Pii | None
        position: str | None
        position_words: Pii | None
        birth_year: int | None
        source: Source

    class PersonalDataErased(Event):
        """The person was forgotten: the key that opens the personal data is destroyed right after this."""

        TOPIC = "person.PersonalDataErased"
        REQUIREMENTS = ("R-055",)
        erased_on: date

    class EmploymentEnded(Event):
        """The person no longer works here; ``ended_on`` is the last day of work."""

        TOPIC = "person.EmploymentEnded"
        REQUIREMENTS = ("R-121",)
        ended_on: date

    class Transferred(Event):
        """The person was transferred to another position or unit."""

        TOPIC = "person.Transferred"
        REQUIREMENTS = ("R-121",)
        transferred_on: date
        position: str | None
        position_words: Pii | None
        unit: Pii | None

    class OutsideEmployerNamed(Event):
        """The person works for another organisation (A-49) and takes part from there."""

        TOPIC = "person.OutsideEmployerNamed"
        REQUIREMENTS = ("R-047",)
        employer: Pii

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
        self.consent_to: date | None = None
        self.asked_on: date | None = None
        self.erased = False
        self.left_on: date | None = None
        self.transferred_on: date | None = None
        self.employer: Pii | None = None

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

    def correct(
        self,
        *,
        fingerprint: str,
        full_name: Pii,
        contact: Pii | None,
        position: str | None,
        position_words: Pii | None,
        birth_year: int | None,
        source: Source,
    ) -> None:
        """Put wrong data right; the same data change nothing.

        Raises:
            PersonForgotten: there is nothing left to correct.

        """
        self._need_known()
        told = (full_name, contact, position, position_words, birth_year)
        if told == (self.full_name, self.contact, self.position, self.position_words, self.birth_year):
            return
        self._corrected(
            fingerprint=fingerprint,
            full_name=full_name,
            contact=contact,
            position=position,
            position_words=position_words,
            birth_year=birth_year,
            source=source,
        )

    @event(PersonalDataCorrected)
    def _corrected(
        self,
        *,
        fingerprint: str,  # noqa: ARG002 - kept in the event
        full_name: Pii,
        contact: Pii | None,
        position: str | None,
        position_words: Pii | None,
        birth_year: int | None,
        source: Source,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.full_name = full_name
        self.contact = contact
        self.position = position
        self.position_words = position_words
        self.birth_year = birth_year

    def has_consent(self, *, on: date) -> bool:
        """Tell whether a consent to the processing of personal data is active on a day."""
        if self.consent is None or not self.consent.contains(on):
            return False
        return self.consent_to is None or on < self.consent_to

    def holds_consent(self, *, on: date) -> bool:
        """Tell whether there is a consent to withdraw: an active one, or one that begins later."""
        if self.has_consent(on=on):
            return True
        return self.consent is not None and self.consent.to is None and on < self.consent.since

    def awaits_consent(self, *, given_on: date, on: date) -> bool:
        """Tell whether a consent of this day would be news: none is active, none such was withdrawn."""
        return not self.erased and not self.has_consent(on=on) and self._withdrawn_after(given_on) is None

    def request_consent(self, *, on: date) -> None:
        """Ask the person for the consent; asking twice on one day changes nothing.

        Raises:
            PersonForgotten: the person's data were erased.
            ConsentAlreadyActive: there is nothing to ask for.

        """
        self._need_known()
        if self.has_consent(on=on):
            raise ConsentAlreadyActive
        if self.asked_on != on:
            self._consent_requested(requested_on=on)

    @event(PersonalDataConsentRequested)
    def _consent_requested(self, requested_on: date) -> None:
        self.asked_on = requested_on

    def give_consent(self, *, given_on: date, on: date, source: Source, valid_to: date | None = None) -> None:
        """Record the consent of the person; ``valid_to`` is the first day without it, None for no term.

        A consent that ends by itself may be renewed before its end.

        Raises:
            PersonForgotten: the person's data were erased.
            ConsentInFuture: ``given_on`` lies after the business date ``on``.
            ConsentTermEmpty: it would end on or before the day on which it is given.
            ConsentAlreadyActive: an earlier consent still holds.
            ConsentOlderThanWithdrawal: the person withdrew a consent after ``given_on``.

        """
        self._need_known()
        if given_on > on:
            raise ConsentInFuture(given_on=given_on, on=on)
        if valid_to is not None and valid_to <= given_on:
            raise ConsentTermEmpty(given_on=given_on, to=valid_to)
        if self.has_consent(on=on) and not self._renews(given_on):
            raise ConsentAlreadyActive
        if (withdrawn_on := self._withdrawn_after(given_on)) is not None:
            raise ConsentOlderThanWithdrawal(given_on=given_on, withdrawn_on=withdrawn_on)
        self._consent_given(given_on=given_on, source=source)
        if valid_to is not None:
            self._consent_term_set(valid_to=valid_to)

    @event(PersonalDataConsentGiven)
    def _consent_given(self, given_on: date, source: Source) -> None:  # noqa: ARG002 - kept in the event
        self.consent = Period(since=given_on)
        self.consent_to = None

    @event(PersonalDataConsentTermSet)
    def _consent_term_set(self, valid_to: date) -> None:
        self.consent_to = valid_to

    def withdraw_consent(self, *, on: date) -> None:
        """Record that the person withdrew the consent, be it one that has not begun to count yet.

        Raises:
            ConsentNotActive: there is none to withdraw.

        """
        if not self.holds_consent(on=on):
            raise ConsentNotActive
        self._consent_withdrawn(withdrawn_on=on)

    @event(PersonalDataConsentWithdrawn)
    def _consent_withdrawn(self, withdrawn_on: date) -> None:
        if self.consent is not None:
            self.consent = Period(since=self.consent.since, to=withdrawn_on)

    def export(self, *, on: date, source: Source) -> None:
        """Record that the person received the data that are kept.

        Raises:
            PersonForgotten: nothing is kept any more.

        """
        self._need_known()
        self._exported(exported_on=on, source=source)

    @event(PersonalDataExported)
    def _exported(self, exported_on: date, source: Source) -> None:
        """Need no state: every export is a fact of its own."""

    def erase(self, *, on: date) -> None:
        """Forget the person; one who is forgotten stays so."""
        if not self.erased:
            self._erased(erased_on=on)

    @event(PersonalDataErased)
    def _erased(self, erased_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.erased = True

    def end_employment(self, *, ended_on: date, on: date) -> None:
        """Record the last day of work here; the same day again changes nothing, another one corrects it.

        Raises:
            EmploymentFactInFuture: the person still works.

        """
        if ended_on > on:
            raise EmploymentFactInFuture(happens_on=ended_on, on=on)
        if ended_on != self.left_on:
            self._employment_ended(ended_on=ended_on)

    @event(EmploymentEnded)
    def _employment_ended(self, ended_on: date) -> None:
        self.left_on = ended_on

    def transfer(
        self,
        *,
        transferred_on: date,
        on: date,
        position: str | None,
        position_words: Pii | None,
        unit: Pii | None,
    ) -> None:
        """Record a transfer to another position or unit; what is not told stays as it was.

        Raises:
            EmploymentFactInFuture: the transfer is still to come.

        """
        if transferred_on > on:
            raise EmploymentFactInFuture(happens_on=transferred_on, on=on)
        self._transferred(
            transferred_on=transferred_on, position=position, position_words=position_words, unit=unit
        )

    @event(Transferred)
    def _transferred(
        self,
        transferred_on: date,
        position: str | None,
        position_words: Pii | None,
        unit: Pii | None,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.transferred_on = transferred_on
        self.position = position or self.position
        self.position_words = position_words or self.position_words

    def name_employer(self, *, employer: Pii) -> None:
        """Record the organisation that the person works for; the same words again change nothing."""
        if employer != self.employer:
            self._employer_named(employer=employer)

    @event(OutsideEmployerNamed)
    def _employer_named(self, employer: Pii) -> None:
        self.employer = employer

    @property
    def works_here(self) -> bool:
        """Whether the person is a worker of the institution itself."""
        return self.employer is None and self.left_on is None

    def _need_known(self) -> None:
        if self.erased:
            raise PersonForgotten

    def _renews(self, given_on: date) -> bool:
        """Tell a newer consent in place of one that has a term."""
        return self.consent is not None and self.consent_to is not None and given_on > self.consent.since

    def _withdrawn_after(self, given_on: date) -> date | None:
        """The day of a withdrawal of a consent of this day or of a later one."""
        if self.consent is None or self.consent.to is None:
            return None
        blocked = given_on < self.consent.to or given_on <= self.consent.since
        return self.consent.to if blocked else None
