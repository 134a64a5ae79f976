"""Persons of an institution: who they are, how they are recognised, registration by hand."""

import unicodedata

from service.access import Action
from service.aggregates.bank import Claim
from service.aggregates.person import Person
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision
from service.regulations.vocabulary import vocabulary
from service.values import Pii


def normalised(text: str) -> str:
    """A name or contact as it is compared: one case, one spelling of ё, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(folded.split())


def prints_of(work: Work, *, name: str, contact: str | None) -> tuple[str, str]:
    """The fingerprint of name and contact, and the print of the name alone."""
    plain_name = normalised(name)
    both = f"{plain_name}\n{normalised(contact or '')}"
    return work.hmac("fingerprint", both), work.hmac("name-print", plain_name)


def code_or_token(work: Work, *, kind: str, words: str | None, code: str | None) -> str | None:
    """The vocabulary's code of a position or subject, or an opaque token: equal words, equal token."""
    if code is not None or not words:
        return code
    return f"x-{work.hmac(kind, normalised(words))[:16]}"


def words_of(person: str, words: str | None) -> Pii | None:
    """Free text about a person, or nothing."""
    return Pii(person, words) if words else None


@command(
    title="Зарегистрировать работника",
    action=Action.REGISTER_PERSONS,
    requirements=("R-020",),
    needs_force=False,
)
def register_person(
    work: Work, *, full_name: str, position: str, contact: str | None = None, birth_year: int | None = None
) -> Decision:
    """Register a person by hand; a second one with the same name and contact is refused."""
    bank = work.load_bank()
    person_id = work.new_id("person")
    fingerprint, name_print = prints_of(work, name=full_name, contact=contact)
    bank.claim_person(claim=Claim(person_id, fingerprint, name_print))
    person = Person.start(
        Person.ParticipantRegistered,
        person_id,
        fingerprint=fingerprint,
        full_name=Pii(person_id, full_name),
        contact=words_of(person_id, contact),
        position=code_or_token(
            work, kind="position", words=position, code=vocabulary().positions.find(position)
        ),
        position_words=Pii(person_id, position),
        birth_year=birth_year,
        source="curator",
    )
    return Decision((bank, person), {"person": person_id})
