"""The section on mentoring of the institution's official site: what stands there, and whom it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Self

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.ids import kind_of
from service.values import Pii, PublicationPlace

ItemKind = Literal[
    "running_programmes",
    "banks",
    "best_cases",
    "normative_base",
    "methodical_recommendations",
    "news",
    "other",
]
"""The seven kinds of content of the section (R-143)."""

WithdrawalReason = Literal["consent_withdrawn", "outdated", "mistake", "other"]

WITH_SUBJECT: Final = frozenset({"running_programmes", "banks", "best_cases", "methodical_recommendations"})
"""Kinds that show one thing of the service: a programme, an entry, a practice, a material."""

NEVER_PUBLISHED: Final = frozenset({"difficulties", "request", "assessment"})
"""Fields that are never published, whatever a consent says (A-18)."""

REQUESTED: Final = "competencies"
"""Of a mentor what he can teach; of a mentee what he asks help with, and therefore never published."""


class SectionNotForeseen(Refused):
    """The regulation knows no section of the site."""

    requirement = "R-142"


class ItemInFuture(Refused):
    """The item would have been published later than the act; facts: ``published_on``, ``on``."""

    requirement = "R-143"


class ItemWithoutPlace(Refused):
    """An item is published somewhere: on the site, in social networks."""

    requirement = "R-143"


class ItemSubjectMissing(Refused):
    """Such an item shows a programme, an entry, a practice or a material: name it."""

    requirement = "R-143"


class ItemAlreadyPublished(Refused):
    """The same thing is shown already; facts: ``item``, its number."""

    requirement = "R-143"


class RunningProgrammeWithResults(Refused):
    """Of a running programme only its facts are shown, no text and no results (A-19)."""

    requirement = "R-143"


class DifficultiesNeverPublished(Refused):
    """Difficulties and requests of a person are never made public."""

    requirement = "R-146"


class DisseminationConsentMissing(Refused):
    """Persons did not agree to the publication of these fields; facts: ``fields_missing``, a number."""

    requirement = "R-146"


class ItemUnknown(Refused):
    """There is no item with this number; facts: ``item``, ``count`` of items so far."""

    requirement = "R-143"


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """A person whom an item shows, with the codes of the fields that it shows of him."""

    person: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandingItem:
    """An item that stands on the site."""

    subject: str | None
    shown: tuple[ShownPerson, ...]
    places: tuple[PublicationPlace, ...]

    def is_within(self, *, person: str, allowed: Mapping[str, frozenset[str]]) -> bool:
        """Tell whether it shows of a person only what he allows in each of its places."""
        shown = {field for each in self.shown if each.person == person for field in each.fields}
        return all(shown <= allowed.get(place, frozenset()) for place in self.places)


class Site(Aggregate):
    """The section of one institution; it exists once."""

    TOPIC = "site"

    class SiteSectionCreated(Created):
        """The special section (раздел, рубрика) was created on the official site."""

        TOPIC = "site.SiteSectionCreated"
        REQUIREMENTS = ("R-142",)
        created_on: date
        address: Pii

    class SiteItemPublished(Event):
        """An item was published; items count from 1.

        ``shown`` lists the persons with the fields that each allowed; empty: nobody is named.
        """

        TOPIC = "site.SiteItemPublished"
        REQUIREMENTS = ("R-036", "R-143", "R-146")
        item: int
        kind: ItemKind
        subject: str | None
        shown: tuple[ShownPerson, ...]
        places: tuple[PublicationPlace, ...]
        published_on: date
        title: Pii | None
        text: Pii | None

    class SiteItemWithdrawn(Event):
        """An item was taken off."""

        TOPIC = "site.SiteItemWithdrawn"
        REQUIREMENTS = ("R-143", "R-146")
        item: int
        withdrawn_on: date
        reason: WithdrawalReason

    @event(SiteSectionCreated)
    def __init__(self) -> None:
        self.count = 0
        self.standing: dict[int, StandingItem] = {}

    @classmethod
    def create(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        foreseen: bool,
        created_on: date,
        address: Pii,
    ) -> Self:
        """Create the section.

        Raises:
            SectionNotForeseen: the regulation says that there is none.

        """
        if not foreseen:
            raise SectionNotForeseen
        return cls.start(cls.SiteSectionCreated, id, created_on=created_on, address=address)

    def publish(
        self,
        *,
        kind: ItemKind,
        subject: str | None,
        shown: tuple[ShownPerson, ...],
        allowed: Mapping[str, frozenset[str]],
        places: tuple[PublicationPlace, ...],
        published_on: date,
        on: date,
        title: Pii | None,
        text: Pii | None,
    ) -> int:
        """Publish an item and return its number.

        ``allowed`` are the fields of each shown person that may be made public in these places.

        Raises:
            ItemInFuture, ItemWithoutPlace, ItemSubjectMissing, ItemAlreadyPublished,
            RunningProgrammeWithResults, DifficultiesNeverPublished, DisseminationConsentMissing.

        """
        if published_on > on:
            raise ItemInFuture(published_on=published_on, on=on)
        if not places:
            raise ItemWithoutPlace
        self._check_subject(kind=kind, subject=subject, text=text)
        never = NEVER_PUBLISHED | {REQUESTED} if _is_mentee(subject) else NEVER_PUBLISHED
        _check_fields(shown, allowed=allowed, never=never)
        self._published(
            item=self.count + 1,
            kind=kind,
            subject=subject,
            shown=shown,
            places=tuple(dict.fromkeys(places)),
            published_on=published_on,
            title=title,
            text=text,
        )
        return self.count

    @event(SiteItemPublished)
    def _published(
        self,
        *,
        item: int,
        kind: ItemKind,  # noqa: ARG002 - kept in the event
        subject: str | None,
        shown: tuple[ShownPerson, ...],
        places: tuple[PublicationPlace, ...],
        published_on: date,  # noqa: ARG002 - kept in the event
        title: Pii | None,  # noqa: ARG002 - kept in the event
        text: Pii | None,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.count = item
        self.standing[item] = StandingItem(subject, shown, places)

    def withdraw(self, *, item: int, reason: WithdrawalReason, on: date) -> None:
        """Take an item off; one that is off already changes nothing.

        Raises:
            ItemUnknown: there is no such number.

        """
        if not 1 <= item <= self.count:
            raise ItemUnknown(item=item, count=self.count)
        if item in self.standing:
            self._withdrawn(item=item, withdrawn_on=on, reason=reason)

    def withdraw_of_subject(self, *, subject: str, reason: WithdrawalReason, on: date) -> None:
        """Take off every item that shows this thing."""
        for item, standing in tuple(self.standing.items()):
            if standing.subject == subject:
                self._withdrawn(item=item, withdrawn_on=on, reason=reason)

    def withdraw_of_person(self, *, person: str, allowed: Mapping[str, frozenset[str]], on: date) -> None:
        """Take off every item that shows more of a person than he allows now, place by place (R-146)."""
        for item, standing in tuple(self.standing.items()):
            if not standing.is_within(person=person, allowed=allowed):
                self._withdrawn(item=item, withdrawn_on=on, reason="consent_withdrawn")

    @event(SiteItemWithdrawn)
    def _withdrawn(self, item: int, withdrawn_on: date, reason: WithdrawalReason) -> None:  # noqa: ARG002
        del self.standing[item]

    def _check_subject(self, *, kind: ItemKind, subject: str | None, text: Pii | None) -> None:
        if kind in WITH_SUBJECT and subject is None:
            raise ItemSubjectMissing
        for item, standing in self.standing.items():
            if subject is not None and standing.subject == subject:
                raise ItemAlreadyPublished(item=item)
        if kind == "running_programmes" and text is not None:
            raise RunningProgrammeWithResults


def _is_mentee(subject: str | None) -> bool:
    return subject is not None and kind_of(subject) == "mentee"


def _check_fields(
    shown: tuple[ShownPerson, ...], *, allowed: Mapping[str, frozenset[str]], never: frozenset[str]
) -> None:
    if any(never.intersection(each.fields) for each in shown):
        raise DifficultiesNeverPublished
    missing = sum(len(set(each.fields) - allowed.get(each.person, frozenset())) for each in shown)
    if missing:
        raise DisseminationConsentMissing(fields_missing=missing)
