"""The section of the official site: created, filled with items, cleared of what may not be shown."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from service.access import Action
from service.aggregates.local_act import LocalAct
from service.aggregates.material import Material
from service.aggregates.normative_act import NormativeAct
from service.aggregates.person import Person
from service.aggregates.practice import Practice
from service.aggregates.programme import Programme
from service.aggregates.site import ItemKind, ShownPerson, Site, WithdrawalReason
from service.commands.registry import command
from service.commands.site_items import FIELDS, allowed_in, find_site, permission_of, taken_off_of
from service.commands.work import Work, fixed_id
from service.errors import NotFound, Refused
from service.eventstore.log import Decision
from service.ids import kind_of
from service.values import Pii, PublicationPlace

RUNNING: Final = frozenset({"active", "suspended"})


class SectionMissing(Refused):
    """The section of the site has not been created yet."""

    requirement = "R-142"


class SectionAlreadyCreated(Refused):
    """An institution has one section on mentoring."""

    requirement = "R-142"


class ProgrammeNotRunning(Refused):
    """Only a running programme is shown as such; results come after the end (A-19)."""

    requirement = "R-143"


class BanksNotOnSite(Refused):
    """The regulation does not show the banks on the site."""

    requirement = "R-143"


class EntryNotInBank(Refused):
    """The person does not stand in the bank."""

    requirement = "R-143"


class PracticeNotForSite(Refused):
    """The practice is not in the bank, or an author agrees no more."""

    requirement = "R-036"


class MaterialNotForSite(Refused):
    """The material is not in the collection, or an author agrees no more."""

    requirement = "R-140"


@command(
    title="Создать раздел сайта о наставничестве",
    action=Action.PUBLISH,
    requirements=("R-142",),
)
def create_site_section(work: Work, *, address: str) -> Decision:
    """Record that the special section was created on the official site, and where it is."""
    if find_site(work) is not None:
        raise SectionAlreadyCreated
    site = Site.create(
        fixed_id(work.institution, "site"),
        foreseen=work.load_regulation().flag("publication.site_section"),
        created_on=work.on,
        address=Pii(work.actor, address),
    )
    return Decision((site,), {"site": site.id})


@command(
    title="Разместить в разделе сайта",
    action=Action.PUBLISH,
    requirements=("R-036", "R-143", "R-146"),
)
def publish_site_item(
    work: Work,
    *,
    kind: ItemKind,
    places: tuple[PublicationPlace, ...],
    published_on: date,
    subject: str | None = None,
    shown: tuple[ShownPerson, ...] = (),
    title: str | None = None,
    text: str | None = None,
) -> Decision:
    """Publish an item of one of the seven kinds; of a person only the fields that he allowed."""
    site = need_site(work)
    if subject is not None:
        _CHECKS[kind](work, subject)
    item = site.publish(
        kind=kind,
        subject=subject,
        shown=shown,
        allowed={each.person: _allowed(work, each.person, places) for each in shown},
        places=places,
        published_on=published_on,
        on=work.on,
        title=None if title is None else Pii(work.actor, title),
        text=None if text is None else Pii(work.actor, text),
    )
    return Decision((site,), {"item": str(item)})


@command(
    title="Снять с сайта",
    action=Action.PUBLISH,
    requirements=("R-143",),
)
def withdraw_site_item(work: Work, *, item: int, reason: WithdrawalReason) -> Decision:
    """Take an item off the site; one that is off already stays so."""
    site = need_site(work)
    site.withdraw(item=item, reason=reason, on=work.on)
    return Decision((site,))


@command(
    title="Снять с сайта всё, на что человек больше не согласен",
    action=Action.PUBLISH,
    requirements=("R-146",),
)
def withdraw_site_items_of_person(work: Work, *, person: str) -> Decision:
    """Take off every item that shows more of a person than he allows on the day: a permission may expire."""
    who = work.get(Person, person)
    return Decision(taken_off_of(work, person=who.id, permission=permission_of(work, who.id)))


def need_site(work: Work) -> Site:
    """Load the section.

    Raises:
        SectionMissing: it was not created.

    """
    site = find_site(work)
    if site is None:
        raise SectionMissing
    return site


def _allowed(work: Work, person: str, places: tuple[PublicationPlace, ...]) -> frozenset[str]:
    who = work.get(Person, person).id
    if not work.load_regulation().flag("publication.personal_data_consent"):
        return frozenset(FIELDS)
    permission = permission_of(work, who)
    return frozenset(FIELDS).intersection(*(allowed_in(work, permission, place) for place in places))


def _check_programme(work: Work, subject: str) -> None:
    if work.get(Programme, subject).status not in RUNNING:
        raise ProgrammeNotRunning


def _check_entry(work: Work, subject: str) -> None:
    if not work.load_regulation().flag("publication.banks_on_site"):
        raise BanksNotOnSite
    if not work.get_entry(subject).in_bank:
        raise EntryNotInBank


def _check_practice(work: Work, subject: str) -> None:
    if not work.get(Practice, subject).is_publishable:
        raise PracticeNotForSite


def _check_material(work: Work, subject: str) -> None:
    if not work.get(Material, subject).is_publishable:
        raise MaterialNotForSite


def _check_act(work: Work, subject: str) -> None:
    work.get(LocalAct if kind_of(subject) == LocalAct.TOPIC else NormativeAct, subject)


def _nothing_to_show(work: Work, subject: str) -> None:
    """News and other items show nothing of the service."""
    raise NotFound(work.institution, subject)


_CHECKS: Final[Mapping[ItemKind, Callable[[Work, str], None]]] = MappingProxyType(
    {
        "running_programmes": _check_programme,
        "banks": _check_entry,
        "best_cases": _check_practice,
        "normative_base": _check_act,
        "methodical_recommendations": _check_material,
        "news": _nothing_to_show,
        "other": _nothing_to_show,
    }
)
