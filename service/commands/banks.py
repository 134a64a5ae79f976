"""Keeping the banks: the curator's readings of phrases, admission, capacity, entry after a late consent."""

from service.access import Action
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.commands.registry import command
from service.commands.shared_work import require_shared
from service.commands.work import Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.regulations.vocabulary import vocabulary


class CompetencyUnknown(Refused):
    """The taxonomy of this kind of institution has no such competency; facts: ``code``."""

    requirement = "R-060"


@command(
    title="Уточнить компетенцию",
    action=Action.KEEP_BANKS,
    requirements=("R-044", "R-060"),
)
def choose_competency(work: Work, *, entry: str, index: int, code: str | None) -> Decision:
    """Say which competency a phrase of an entry means; without a code the phrase is set aside."""
    require_shared(work, "curator.bank_with")
    known = vocabulary().competency_codes(work.load_institution().kind)
    if code is not None and code not in known:
        raise CompetencyUnknown(code=code)
    found = work.get_entry(entry)
    found.choose_competency(index=index, code=code)
    return Decision((found,))


@command(title="Подтвердить допуск наставника", action=Action.ADMIT_MENTOR, requirements=("R-049",))
def confirm_admission(work: Work, *, mentor: str) -> Decision:
    """Confirm an admission that rests on an imported training document (002 §3.8)."""
    found = work.get(Mentor, mentor)
    found.confirm_admission()
    return Decision((found,))


@command(title="Установить предел наставляемых", action=Action.SET_CAPACITY, requirements=("R-077",))
def set_mentor_capacity(work: Work, *, mentor: str, limit: int) -> Decision:
    """Set how many mentees a mentor may have at once, within the regulation's cap."""
    found = work.get(Mentor, mentor)
    found.set_capacity(limit=limit, allowed=work.load_regulation().max_concurrent_mentees)
    return Decision((found,))


@command(title="Внести наставника в банк", action=Action.KEEP_BANKS, requirements=("R-047", "R-048"))
def enter_mentor_in_bank(work: Work, *, mentor: str) -> Decision:
    """Put a candidate into the bank of mentors once the consent is there."""
    require_shared(work, "curator.bank_with")
    found = work.get(Mentor, mentor)
    person = work.get(Person, found.person)
    found.enter_bank(entered_on=work.on, consent=person.has_consent(on=work.on))
    return Decision((found,))


@command(title="Внести наставляемого в банк", action=Action.KEEP_BANKS, requirements=("R-045",))
def enter_mentee_in_bank(work: Work, *, mentee: str) -> Decision:
    """Put a described mentee into the bank once the consent is there."""
    require_shared(work, "curator.bank_with")
    found = work.get(Mentee, mentee)
    person = work.get(Person, found.person)
    found.enter_bank(entered_on=work.on, consent=person.has_consent(on=work.on))
    return Decision((found,))
