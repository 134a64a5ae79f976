"""Best practices: described with whom the regulation names, agreed to, selected, kept, shared."""

from datetime import date
from typing import Final

from service.access import Action, Role
from service.aggregates.gathering import Gathering
from service.aggregates.institution import Institution
from service.aggregates.person import Person
from service.aggregates.practice import Practice
from service.aggregates.programme import Programme
from service.commands.associations import load_association
from service.commands.registry import command
from service.commands.shared_work import require_shared
from service.commands.site_items import taken_off
from service.commands.work import Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.regulations.forms import FormCode
from service.regulations.regulation import Regulation
from service.values import EventLevel, MentoringTopic, Pii

COUNCILS: Final = frozenset({"association_council", "association_council_if_exists"})
"""How the regulations name the association beside the curator; A-07: as long as there is one."""

ADMINISTRATOR: Final = "system_administrator"


class NotCouncilMember(Refused):
    """Who describes experience for the council is a member of the association."""

    requirement = "R-022"


class NotSystemAdministrator(Refused):
    """The person does not hold the office of system administrator."""

    requirement = "R-022"


class MentoringTypeUnknown(Refused):
    """The regulation of the institution does not know this type of mentoring."""

    requirement = "R-030"


class RoundTableNotHeld(Refused):
    """Practices are selected at a round table that was held."""

    requirement = "R-139"


@command(
    title="Описать лучший опыт",
    action=Action.KEEP_PRACTICES,
    requirements=("R-022", "R-137"),
)
def describe_best_practice(
    work: Work,
    *,
    authors: tuple[str, ...],
    title: str,
    description: str,
    topic: MentoringTopic,
    level: EventLevel = "institution",
    result: str | None = None,
    programme: str | None = None,
    forms: tuple[FormCode, ...] = (),
    types: tuple[str, ...] = (),
    council_members: tuple[str, ...] = (),
    system_administrator: str | None = None,
) -> Decision:
    """Describe the most successful experience of a closed programme, with whom the regulation names."""
    require_shared(work, "curator.best_experience_with")
    regulation, institution = work.load_regulation(), work.load_institution()
    named = regulation.texts("curator.best_experience_with")
    helper = co_administrator(work, institution, system_administrator)
    practice = Practice.describe(
        work.new_id("practice"),
        authors=tuple(work.get(Person, author).id for author in authors),
        council_members=council_members,
        council_expected=_council_expected(work, named, council_members),
        system_administrator=helper,
        administrator_expected=administrator_expected(institution, named),
        programme=programme,
        programme_closed=programme is not None and _is_closed(work, programme),
        title=written(authors, title, work),
        description=written(authors, description, work),
        result=None if result is None else written(authors, result, work),
        topic=topic,
        level=level,
        forms=forms,
        types=known_types(regulation, types),
    )
    return Decision((practice,), {"practice": practice.id})


@command(
    title="Согласиться на размещение своей практики",
    action=Action.GIVE_OWN_CONSENT,
    requirements=("R-036",),
)
def agree_to_practice(work: Work, *, practice: str, author: str, given_on: date) -> Decision:
    """Record that an author lets the practice be kept in the bank and shown."""
    source = work.speaks_for(author)
    found = work.get(Practice, practice)
    found.give_consent(author=author, given_on=given_on, on=work.on, source=source)
    return Decision((found,))


@command(
    title="Отозвать согласие на размещение практики",
    action=Action.GIVE_OWN_CONSENT,
    requirements=("R-036",),
)
def withdraw_consent_to_practice(work: Work, *, practice: str, author: str) -> Decision:
    """Record that an author forbids to show the practice; it leaves the site at once."""
    work.speaks_for(author)
    found = work.get(Practice, practice)
    found.withdraw_consent(author=author, on=work.on)
    return Decision((found, *taken_off(work, subject=practice)))


@command(
    title="Отобрать лучшую практику",
    action=Action.KEEP_PRACTICES,
    requirements=("R-139",),
)
def select_best_practice(work: Work, *, practice: str, round_table: str) -> Decision:
    """Record that a round table found the practice to be one of the best."""
    held = work.get(Gathering, round_table)
    if held.kind != "round_table" or held.held_on is None:
        raise RoundTableNotHeld
    found = work.get(Practice, practice)
    found.select(round_table=held.id, selected_on=held.held_on)
    return Decision((found,))


@command(
    title="Внести практику в банк лучших практик",
    action=Action.KEEP_PRACTICES,
    requirements=("R-036",),
)
def accept_best_practice(work: Work, *, practice: str) -> Decision:
    """Take a selected practice into the bank, with the consent of all its authors."""
    found = work.get(Practice, practice)
    found.accept(on=work.on)
    return Decision((found,))


@command(
    title="Записать распространение практики",
    action=Action.KEEP_PARTNERS,
    requirements=("R-137", "R-141"),
)
def share_best_practice(
    work: Work, *, practice: str, shared_on: date, level: EventLevel, place: str
) -> Decision:
    """Record where the practice was passed on to others."""
    found = work.get(Practice, practice)
    found.share(shared_on=shared_on, level=level, place=Pii(work.actor, place), on=work.on)
    return Decision((found,))


def co_administrator(work: Work, institution: Institution, named: str | None) -> str | None:
    """Give the system administrator who takes part: whoever is named, else the actor himself if he is one.

    Raises:
        NotSystemAdministrator: the named person does not hold the office.

    """
    if named is None:
        return work.actor if work.role is Role.SYSTEM_ADMINISTRATOR else None
    if (named, ADMINISTRATOR) not in institution.roles:
        raise NotSystemAdministrator
    return named


def administrator_expected(institution: Institution, named: tuple[str, ...]) -> bool | None:
    """Whether the regulation asks for a system administrator and there is one; None: it does not ask."""
    if ADMINISTRATOR not in named:
        return None
    return any(role == ADMINISTRATOR for _, role in institution.roles)


def known_types(regulation: Regulation, types: tuple[str, ...]) -> tuple[str, ...]:
    """Give the types back if the regulation knows all of them.

    Raises:
        MentoringTypeUnknown: it does not.

    """
    if not set(types) <= set(regulation.types):
        raise MentoringTypeUnknown
    return types


def _council_expected(work: Work, named: tuple[str, ...], members: tuple[str, ...]) -> bool | None:
    if COUNCILS.isdisjoint(named):
        return None
    association = load_association(work)
    if not all(map(association.is_member, members)):
        raise NotCouncilMember
    return association.exists


def _is_closed(work: Work, programme: str) -> bool:
    return work.get(Programme, programme).status == "closed"


def written(authors: tuple[str, ...], text: str, work: Work) -> Pii:
    """Keep a text under the first of its authors."""
    return Pii(authors[0] if authors else work.actor, text)
