"""Methodical materials: added, agreed to by their authors, put into the collection."""

from datetime import date

from service.access import Action
from service.aggregates.material import Material
from service.aggregates.person import Person
from service.aggregates.practice import Practice
from service.commands.practices import known_types, written
from service.commands.registry import command
from service.commands.site_items import taken_off
from service.commands.work import Work
from service.eventstore.log import Decision
from service.regulations.forms import FormCode
from service.values import MentoringTopic


@command(
    title="Добавить методический материал",
    action=Action.KEEP_PRACTICES,
    requirements=("R-030", "R-058"),
)
def add_material(
    work: Work,
    *,
    authors: tuple[str, ...],
    title: str,
    topic: MentoringTopic,
    text: str | None = None,
    forms: tuple[FormCode, ...] = (),
    types: tuple[str, ...] = (),
    practice: str | None = None,
) -> Decision:
    """Add a material to accompany mentoring; it may retell a practice of the bank."""
    material = Material.add(
        work.new_id("material"),
        authors=tuple(work.get(Person, author).id for author in authors),
        title=written(authors, title, work),
        content=None if text is None else written(authors, text, work),
        forms=forms,
        types=known_types(work.load_regulation(), types),
        topic=topic,
        practice=practice,
        practice_accepted=practice is not None and work.get(Practice, practice).accepted,
    )
    return Decision((material,), {"material": material.id})


@command(
    title="Согласиться на размещение своего материала",
    action=Action.GIVE_OWN_CONSENT,
    requirements=("R-140",),
)
def agree_to_material(work: Work, *, material: str, author: str, given_on: date) -> Decision:
    """Record that an author lets the material be kept in the collection and shown."""
    source = work.speaks_for(author)
    found = work.get(Material, material)
    found.give_consent(author=author, given_on=given_on, on=work.on, source=source)
    return Decision((found,))


@command(
    title="Отозвать согласие на размещение материала",
    action=Action.GIVE_OWN_CONSENT,
    requirements=("R-140",),
)
def withdraw_consent_to_material(work: Work, *, material: str, author: str) -> Decision:
    """Record that an author forbids to show the material; it leaves the site at once."""
    work.speaks_for(author)
    found = work.get(Material, material)
    found.withdraw_consent(author=author, on=work.on)
    return Decision((found, *taken_off(work, subject=material)))


@command(
    title="Пополнить методическую копилку",
    action=Action.KEEP_PRACTICES,
    requirements=("R-140",),
)
def replenish_collection(work: Work, *, material: str) -> Decision:
    """Put a material into the methodical collection, with the consent of all its authors."""
    found = work.get(Material, material)
    found.replenish_collection(on=work.on)
    return Decision((found,))
