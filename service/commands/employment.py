"""What the staff office knows of a person and mentoring depends on: leaving, transfer, another employer."""

from datetime import date

from service.access import Action
from service.aggregates.person import Person
from service.commands.departures import go_on_without
from service.commands.loaded import Loaded
from service.commands.participants import entries_out_of_banks
from service.commands.people import words_of
from service.commands.phrases import position_code
from service.commands.registry import command
from service.commands.replacement import replacements_after
from service.commands.shared_work import require_shared
from service.commands.work import Work
from service.eventstore.log import Decision
from service.values import Pii


@command(title="Записать увольнение", action=Action.KEEP_BANKS, requirements=("R-020", "R-121"))
def end_employment(work: Work, *, person: str, ended_on: date) -> Decision:
    """Record a person's last day of work: the entries leave the banks, pairs get another mentor or end."""
    require_shared(work, "curator.bank_with")
    loaded = Loaded(work)
    loaded.get(Person, person).end_employment(ended_on=ended_on, on=work.on)
    for entry in entries_out_of_banks(work, person=person, ground="employment_ended"):
        loaded.add(entry)
    go_on_without(loaded, person=person, as_mentor="contract_ended", as_mentee="left")
    return Decision(loaded.everything())


@command(title="Записать перевод", action=Action.KEEP_BANKS, requirements=("R-020", "R-121"))
def transfer_person(
    work: Work,
    *,
    person: str,
    transferred_on: date,
    position: str | None = None,
    unit: str | None = None,
) -> Decision:
    """Record a transfer to another position or unit; the pairs get another mentor (002 §3.8[2])."""
    require_shared(work, "curator.bank_with")
    who = work.get(Person, person)
    who.transfer(
        transferred_on=transferred_on,
        on=work.on,
        position=position_code(work, position),
        position_words=words_of(person, position),
        unit=words_of(person, unit),
    )
    return Decision((who, *replacements_after(Loaded(work), person=person, reason="transfer")))


@command(title="Указать место работы вне организации", action=Action.KEEP_BANKS, requirements=("R-047",))
def name_outside_employer(work: Work, *, person: str, employer: str) -> Decision:
    """Record that a person works for another organisation and takes part from there (A-49)."""
    require_shared(work, "curator.bank_with")
    who = work.get(Person, person)
    who.name_employer(employer=Pii(person, employer))
    return Decision((who,))
