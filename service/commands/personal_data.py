"""The rights of every person over what is kept: a copy, a correction, being forgotten (R-055)."""

from service.access import Action
from service.aggregates.bank import Claim
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.commands.consents import published_nowhere
from service.commands.participants import entries_out_of_banks
from service.commands.people import prints_of, words_of
from service.commands.phrases import position_code
from service.commands.registry import command
from service.commands.work import Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.ids import sister_id
from service.values import Pii


class PersonStillInPair(Refused):
    """The person stands in pairs or groups in force; facts: ``count``."""

    requirement = "R-055"


class PersonInOffice(Refused):
    """The head and the curator are forgotten after they leave the office."""

    requirement = "R-055"


@command(
    title="Выдать человеку его персональные данные",
    action=Action.GIVE_OWN_CONSENT,
    requirements=("R-055",),
)
def export_personal_data(work: Work, *, person: str) -> Decision:
    """Record that a person received a copy of everything that is kept; the copy is a list of its own."""
    source = work.speaks_for(person)
    who = work.get(Person, person)
    who.export(on=work.on, source=source)
    return Decision((who,))


@command(
    title="Исправить персональные данные",
    action=Action.GIVE_OWN_CONSENT,
    requirements=("R-055",),
)
def correct_personal_data(
    work: Work,
    *,
    person: str,
    full_name: str,
    position: str | None = None,
    contact: str | None = None,
    birth_year: int | None = None,
) -> Decision:
    """Put wrong data right, oneself or on paper; what is not told is deleted from the person's card."""
    source = work.speaks_for(person)
    who = work.get(Person, person)
    bank = work.load_bank()
    fingerprint, name_print = prints_of(work, name=full_name, contact=contact)
    who.correct(
        fingerprint=fingerprint,
        full_name=Pii(person, full_name),
        contact=words_of(person, contact),
        position=position_code(work, position),
        position_words=words_of(person, position),
        birth_year=birth_year,
        source=source,
    )
    known = bank.find(fingerprint=fingerprint)
    if known is None or known.person != person:
        bank.forget(person=person)
        bank.claim_person(claim=Claim(person, fingerprint, name_print))
    return Decision((bank, who))


@command(title="Забыть человека", action=Action.ERASE_PERSON, requirements=("R-055",))
def erase_person(work: Work, *, person: str) -> Decision:
    """Forget a person: banks, site and consents end, and the key that opens the personal data is destroyed.

    Orders and counts stay without a name. Under the same name and contact a new person may be registered.
    """
    who = work.get(Person, person)
    institution = work.load_institution()
    if person in (institution.head, institution.curator):
        raise PersonInOffice
    _need_no_pair(work, person)
    bank = work.load_bank()
    bank.forget(person=person)
    if who.holds_consent(on=work.on):
        who.withdraw_consent(on=work.on)
    who.erase(on=work.on)
    entries = entries_out_of_banks(work, person=person, ground="data_erased")
    return Decision((bank, who, *entries, *published_nowhere(work, person=person)))


def _need_no_pair(work: Work, person: str) -> None:
    mentor = work.log.find(Mentor, sister_id(person, Mentor.TOPIC))
    mentee = work.log.find(Mentee, sister_id(person, Mentee.TOPIC))
    count = (len(mentor.places) if mentor else 0) + (len(mentee.mentors) if mentee else 0)
    if count:
        raise PersonStillInPair(count=count)
