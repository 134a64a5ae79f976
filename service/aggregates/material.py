"""A methodical material for mentoring, and its place in the collection (методическая копилка)."""

from datetime import date
from typing import Self

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import MentoringTopic, Pii, Source


class MaterialWithoutAuthors(Refused):
    """A material has at least one author."""

    requirement = "R-058"


class MaterialTagMissing(Refused):
    """A material tells for which forms or types of mentoring it is."""

    requirement = "R-030"


class MaterialPracticeNotAccepted(Refused):
    """The material retells a practice that is not in the bank of best practices."""

    requirement = "R-140"


class MaterialAuthorUnknown(Refused):
    """The person is not among the authors of the material."""

    requirement = "R-140"


class MaterialConsentInFuture(Refused):
    """The author's consent is dated later than the act; facts: ``given_on``, ``on``."""

    requirement = "R-140"


class MaterialConsentMissing(Refused):
    """Not all authors agreed; facts: ``missing``, ``count`` of all authors."""

    requirement = "R-140"


class Material(Aggregate):
    """One methodical material."""

    TOPIC = "material"

    class MethodicalMaterialAdded(Created):
        """A material to accompany mentoring was prepared.

        ``forms`` and ``types`` are codes that it is for; ``practice`` is the best practice that it retells.
        """

        TOPIC = "material.MethodicalMaterialAdded"
        REQUIREMENTS = ("R-030", "R-058")
        authors: tuple[str, ...]
        title: Pii
        content: Pii | None
        forms: tuple[str, ...]
        types: tuple[str, ...]
        topic: MentoringTopic
        practice: str | None

    class AuthorConsentGiven(Event):
        """An author agreed that the material is kept in the collection and made public."""

        TOPIC = "material.AuthorConsentGiven"
        REQUIREMENTS = ("R-140",)
        author: str
        given_on: date
        source: Source

    class AuthorConsentWithdrawn(Event):
        """An author withdrew the consent: from this day on the material is not shown."""

        TOPIC = "material.AuthorConsentWithdrawn"
        REQUIREMENTS = ("R-140",)
        author: str
        withdrawn_on: date

    class MethodicalCollectionReplenished(Event):
        """The material entered the methodical collection of the institution."""

        TOPIC = "material.MethodicalCollectionReplenished"
        REQUIREMENTS = ("R-140",)
        replenished_on: date

    @event(MethodicalMaterialAdded)
    def __init__(self, *, authors: tuple[str, ...]) -> None:
        self.authors = authors
        self.agreed: frozenset[str] = frozenset()
        self.collected = False

    @classmethod
    def add(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        authors: tuple[str, ...],
        title: Pii,
        content: Pii | None,
        forms: tuple[str, ...],
        types: tuple[str, ...],
        topic: MentoringTopic,
        practice: str | None,
        practice_accepted: bool,
    ) -> Self:
        """Add a material.

        Raises:
            MaterialWithoutAuthors, MaterialTagMissing, MaterialPracticeNotAccepted.

        """
        if not authors:
            raise MaterialWithoutAuthors
        if not forms and not types:
            raise MaterialTagMissing
        if practice is not None and not practice_accepted:
            raise MaterialPracticeNotAccepted
        return cls.start(
            cls.MethodicalMaterialAdded,
            id,
            authors=tuple(dict.fromkeys(authors)),
            title=title,
            content=content,
            forms=forms,
            types=types,
            topic=topic,
            practice=practice,
        )

    @property
    def is_publishable(self) -> bool:
        """Whether the material stands in the collection and all its authors agree that it is shown."""
        return self.collected and not self._silent_authors()

    def give_consent(self, *, author: str, given_on: date, on: date, source: Source) -> None:
        """Record an author's consent; a second one changes nothing.

        Raises:
            MaterialAuthorUnknown, MaterialConsentInFuture.

        """
        self._need_author(author)
        if given_on > on:
            raise MaterialConsentInFuture(given_on=given_on, on=on)
        if author not in self.agreed:
            self._consent_given(author=author, given_on=given_on, source=source)

    @event(AuthorConsentGiven)
    def _consent_given(self, author: str, given_on: date, source: Source) -> None:  # noqa: ARG002
        self.agreed |= {author}

    def withdraw_consent(self, *, author: str, on: date) -> None:
        """Take an author's consent back; without one nothing changes.

        Raises:
            MaterialAuthorUnknown: the person is no author.

        """
        self._need_author(author)
        if author in self.agreed:
            self._consent_withdrawn(author=author, withdrawn_on=on)

    @event(AuthorConsentWithdrawn)
    def _consent_withdrawn(self, author: str, withdrawn_on: date) -> None:  # noqa: ARG002
        self.agreed -= {author}

    def replenish_collection(self, *, on: date) -> None:
        """Put the material into the collection; once there it stays.

        Raises:
            MaterialConsentMissing: an author has not agreed.

        """
        if silent := self._silent_authors():
            raise MaterialConsentMissing(missing=len(silent), count=len(self.authors))
        if not self.collected:
            self._replenished(replenished_on=on)

    @event(MethodicalCollectionReplenished)
    def _replenished(self, replenished_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.collected = True

    def _need_author(self, author: str) -> None:
        if author not in self.authors:
            raise MaterialAuthorUnknown

    def _silent_authors(self) -> tuple[str, ...]:
        return tuple(author for author in self.authors if author not in self.agreed)
