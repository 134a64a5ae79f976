"""A best practice of mentoring: described, selected at a round table, accepted into the bank, shared."""

from datetime import date
from typing import Self

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import EventLevel, MentoringTopic, Pii, Source


class PracticeWithoutAuthors(Refused):
    """Somebody made the experience: a practice has at least one author."""

    requirement = "R-022"


class PracticeProgrammeNotClosed(Refused):
    """The programme that the experience comes from is not closed yet."""

    requirement = "R-022"


class PracticeCouncilMissing(Refused):
    """The regulation lets the curator describe best experience together with the council of mentors."""

    requirement = "R-022"


class PracticeAdministratorMissing(Refused):
    """The regulation lets the curator describe best experience together with the system administrator."""

    requirement = "R-022"


class PracticeDescribedByCuratorAlone(Refused):
    """The regulation names nobody beside the curator (002)."""

    requirement = "R-022"


class PracticeAuthorUnknown(Refused):
    """The person is not among the authors of the practice."""

    requirement = "R-036"


class PracticeConsentInFuture(Refused):
    """The author's consent is dated later than the act; facts: ``given_on``, ``on``."""

    requirement = "R-036"


class PracticeNotSelected(Refused):
    """Only a practice that a round table selected enters the bank."""

    requirement = "R-139"


class PracticeConsentMissing(Refused):
    """Not all authors agreed; facts: ``missing``, ``count`` of all authors."""

    requirement = "R-036"


class PracticeNotAccepted(Refused):
    """The practice is not in the bank of best practices yet."""

    requirement = "R-036"


class PracticeSharedInFuture(Refused):
    """The practice would have been shared later than the act; facts: ``shared_on``, ``on``."""

    requirement = "R-141"


class Practice(Aggregate):
    """One best practice; described → selected → accepted → shared."""

    TOPIC = "practice"

    class BestPracticeDescribed(Created):
        """The most successful experience was described, by the curator and whoever helped.

        ``authors`` are the persons who made the experience; ``council_members`` and
        ``system_administrator`` are the persons who described it with the curator (V-18).
        """

        TOPIC = "practice.BestPracticeDescribed"
        REQUIREMENTS = ("R-022", "R-137")
        authors: tuple[str, ...]
        council_members: tuple[str, ...]
        system_administrator: str | None
        programme: str | None
        title: Pii
        description: Pii
        result: Pii | None
        topic: MentoringTopic
        level: EventLevel
        forms: tuple[str, ...]
        types: tuple[str, ...]

    class AuthorConsentGiven(Event):
        """An author agreed that the practice is kept in the bank and made public."""

        TOPIC = "practice.AuthorConsentGiven"
        REQUIREMENTS = ("R-036",)
        author: str
        given_on: date
        source: Source

    class AuthorConsentWithdrawn(Event):
        """An author withdrew the consent: from this day on the practice is not shown."""

        TOPIC = "practice.AuthorConsentWithdrawn"
        REQUIREMENTS = ("R-036",)
        author: str
        withdrawn_on: date

    class BestPracticeSelected(Event):
        """A round table found the practice to be one of the best."""

        TOPIC = "practice.BestPracticeSelected"
        REQUIREMENTS = ("R-139",)
        round_table: str
        selected_on: date

    class BestPracticeAccepted(Event):
        """The practice entered the bank of best practices."""

        TOPIC = "practice.BestPracticeAccepted"
        REQUIREMENTS = ("R-036",)
        accepted_on: date

    class BestPracticeShared(Event):
        """The practice was passed on to others: where, and how far it reached."""

        TOPIC = "practice.BestPracticeShared"
        REQUIREMENTS = ("R-137", "R-141")
        shared_on: date
        level: EventLevel
        place: Pii

    @event(BestPracticeDescribed)
    def __init__(self, *, authors: tuple[str, ...]) -> None:
        self.authors = authors
        self.agreed: frozenset[str] = frozenset()
        self.selected = False
        self.accepted = False

    @classmethod
    def describe(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        authors: tuple[str, ...],
        council_members: tuple[str, ...],
        council_expected: bool | None,
        system_administrator: str | None,
        administrator_expected: bool | None,
        programme: str | None,
        programme_closed: bool,
        title: Pii,
        description: Pii,
        result: Pii | None,
        topic: MentoringTopic,
        level: EventLevel,
        forms: tuple[str, ...],
        types: tuple[str, ...],
    ) -> Self:
        """Describe a practice.

        ``…_expected``: True, the regulation asks for this co-author and the institution has him; False, it
        asks but there is none to ask; None, the regulation does not know him.

        Raises:
            PracticeWithoutAuthors, PracticeProgrammeNotClosed, PracticeCouncilMissing,
            PracticeAdministratorMissing, PracticeDescribedByCuratorAlone.

        """
        if not authors:
            raise PracticeWithoutAuthors
        if programme is not None and not programme_closed:
            raise PracticeProgrammeNotClosed
        _check_co_authors(
            council=(bool(council_members), council_expected),
            administrator=(system_administrator is not None, administrator_expected),
        )
        return cls.start(
            cls.BestPracticeDescribed,
            id,
            authors=tuple(dict.fromkeys(authors)),
            council_members=tuple(dict.fromkeys(council_members)),
            system_administrator=system_administrator,
            programme=programme,
            title=title,
            description=description,
            result=result,
            topic=topic,
            level=level,
            forms=forms,
            types=types,
        )

    @property
    def is_publishable(self) -> bool:
        """Whether the practice stands in the bank and all its authors agree that it is shown."""
        return self.accepted and not self._silent_authors()

    def give_consent(self, *, author: str, given_on: date, on: date, source: Source) -> None:
        """Record an author's consent; a second one changes nothing.

        Raises:
            PracticeAuthorUnknown, PracticeConsentInFuture.

        """
        self._need_author(author)
        if given_on > on:
            raise PracticeConsentInFuture(given_on=given_on, on=on)
        if author not in self.agreed:
            self._consent_given(author=author, given_on=given_on, source=source)

    @event(AuthorConsentGiven)
    def _consent_given(self, author: str, given_on: date, source: Source) -> None:  # noqa: ARG002
        self.agreed |= {author}

    def withdraw_consent(self, *, author: str, on: date) -> None:
        """Take an author's consent back; without one nothing changes.

        Raises:
            PracticeAuthorUnknown: the person is no author.

        """
        self._need_author(author)
        if author in self.agreed:
            self._consent_withdrawn(author=author, withdrawn_on=on)

    @event(AuthorConsentWithdrawn)
    def _consent_withdrawn(self, author: str, withdrawn_on: date) -> None:  # noqa: ARG002
        self.agreed -= {author}

    def select(self, *, round_table: str, selected_on: date) -> None:
        """Record the choice of a round table; a second choice changes nothing."""
        if not self.selected:
            self._selected(round_table=round_table, selected_on=selected_on)

    @event(BestPracticeSelected)
    def _selected(self, round_table: str, selected_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.selected = True

    def accept(self, *, on: date) -> None:
        """Take the practice into the bank of best practices; once there it stays.

        Raises:
            PracticeNotSelected: no round table selected it.
            PracticeConsentMissing: an author has not agreed.

        """
        if not self.selected:
            raise PracticeNotSelected
        self._need_consents()
        if not self.accepted:
            self._accepted(accepted_on=on)

    @event(BestPracticeAccepted)
    def _accepted(self, accepted_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.accepted = True

    def share(self, *, shared_on: date, level: EventLevel, place: Pii, on: date) -> None:
        """Record that the practice was passed on to others; every time counts.

        Raises:
            PracticeNotAccepted, PracticeConsentMissing, PracticeSharedInFuture.

        """
        if not self.accepted:
            raise PracticeNotAccepted
        self._need_consents()
        if shared_on > on:
            raise PracticeSharedInFuture(shared_on=shared_on, on=on)
        self._shared(shared_on=shared_on, level=level, place=place)

    @event(BestPracticeShared)
    def _shared(self, shared_on: date, level: EventLevel, place: Pii) -> None:
        """Need no state: a practice may be shared any number of times."""

    def _need_author(self, author: str) -> None:
        if author not in self.authors:
            raise PracticeAuthorUnknown

    def _need_consents(self) -> None:
        if silent := self._silent_authors():
            raise PracticeConsentMissing(missing=len(silent), count=len(self.authors))

    def _silent_authors(self) -> tuple[str, ...]:
        return tuple(author for author in self.authors if author not in self.agreed)


def _check_co_authors(*, council: tuple[bool, bool | None], administrator: tuple[bool, bool | None]) -> None:
    """Compare who took part with whom the regulation expects (V-18)."""
    if council == (False, True):
        raise PracticeCouncilMissing
    if administrator == (False, True):
        raise PracticeAdministratorMissing
    if (True, None) in (council, administrator):
        raise PracticeDescribedByCuratorAlone
