"""Consents: to the processing of personal data, and apart from it to making them public, field by field."""

from datetime import date, timedelta

from service.access import Action
from service.aggregates.dissemination import Dissemination
from service.aggregates.person import ConsentNotActive, Person
from service.commands.departures import go_on_without
from service.commands.loaded import Loaded
from service.commands.participants import entries_out_of_banks
from service.commands.registry import command
from service.commands.shared_work import require_shared
from service.commands.site_items import permission_of, taken_off_of
from service.commands.work import Work
from service.events import Aggregate
from service.eventstore.log import Decision
from service.ids import sister_id
from service.values import DisclosedField, PublicationPlace


@command(
    title="Запросить согласие на обработку персональных данных",
    action=Action.KEEP_BANKS,
    requirements=("R-046",),
)
def request_personal_data_consent(work: Work, *, person: str) -> Decision:
    """Ask a person for the consent to the processing of personal data."""
    require_shared(work, "curator.bank_with")
    who = work.get(Person, person)
    who.request_consent(on=work.on)
    return Decision((who,))


@command(
    title="Записать согласие на обработку персональных данных",
    action=Action.GIVE_OWN_CONSENT,
    requirements=("R-046", "R-048"),
)
def give_personal_data_consent(
    work: Work, *, person: str, given_on: date, valid_through: date | None = None
) -> Decision:
    """Consent to the processing of personal data, oneself or on paper; ``valid_through`` is the last day."""
    source = work.speaks_for(person)
    who = work.get(Person, person)
    who.give_consent(given_on=given_on, on=work.on, source=source, valid_to=_day_after(valid_through))
    return Decision((who,))


@command(
    title="Отозвать согласие на обработку персональных данных",
    action=Action.GIVE_OWN_CONSENT,
    requirements=("R-046", "R-055"),
)
def withdraw_personal_data_consent(work: Work, *, person: str) -> Decision:
    """Withdraw the consent: at once the person leaves both banks, the matching and the site.

    Pairs that the person leads get another mentor, the person's own mentoring ends.
    """
    work.speaks_for(person)
    loaded = Loaded(work)
    loaded.get(Person, person).withdraw_consent(on=work.on)
    for entry in entries_out_of_banks(work, person=person, ground="consent_withdrawn"):
        loaded.add(entry)
    go_on_without(loaded, person=person, as_mentor="request", as_mentee="party_or_mutual")
    return Decision((*loaded.everything(), *published_nowhere(work, person=person)))


@command(
    title="Разрешить публикацию персональных данных",
    action=Action.GIVE_OWN_CONSENT,
    requirements=("R-146",),
)
def allow_publication(
    work: Work,
    *,
    person: str,
    fields: tuple[DisclosedField, ...],
    places: tuple[PublicationPlace, ...],
    given_on: date,
    valid_through: date | None = None,
) -> Decision:
    """Let the institution make named data public in named places; a permission apart from all others."""
    source = work.speaks_for(person)
    who = work.get(Person, person)
    if not who.has_consent(on=work.on):
        raise ConsentNotActive
    permission = _permission_form(work, person)
    permission.give(
        fields=fields,
        places=places,
        given_on=given_on,
        valid_to=_day_after(valid_through),
        on=work.on,
        source=source,
    )
    return Decision((permission, *taken_off_of(work, person=person, permission=permission)))


@command(
    title="Запретить публикацию персональных данных",
    action=Action.GIVE_OWN_CONSENT,
    requirements=("R-055", "R-146"),
)
def forbid_publication(work: Work, *, person: str, fields: tuple[DisclosedField, ...]) -> Decision:
    """Forbid to go on publishing named data: whatever shows them leaves the site at once."""
    work.speaks_for(person)
    work.get(Person, person)
    permission = _permission_form(work, person)
    permission.withdraw(fields=fields, on=work.on)
    return Decision((permission, *taken_off_of(work, person=person, permission=permission)))


def published_nowhere(work: Work, *, person: str) -> tuple[Aggregate, ...]:
    """End every permission to publish and clear the site of the person; give what changed."""
    permission = permission_of(work, person)
    if permission is None:
        return taken_off_of(work, person=person, permission=None)
    permission.withdraw_all(on=work.on)
    return (permission, *taken_off_of(work, person=person, permission=permission))


def _permission_form(work: Work, person: str) -> Dissemination:
    return permission_of(work, person) or Dissemination.start(
        Dissemination.DisseminationFormOpened, sister_id(person, Dissemination.TOPIC), person=person
    )


def _day_after(last: date | None) -> date | None:
    """The first day without a consent whose last day a paper names: intervals are half-open."""
    return None if last is None else last + timedelta(days=1)
