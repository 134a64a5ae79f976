"""Faults and warnings that only the institution's own rules, date and banks can show."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from service.access import Action, Actor, require
from service.aggregates.bank import Bank
from service.commands.people import prints_of
from service.commands.runtime import Runtime
from service.commands.work import Work, fixed_id
from service.importing.banks import Banks, MenteeRow, MentorRow
from service.importing.faults import CellFault
from service.regulations.regulation import Regulation

YEAR_AHEAD_DAYS: Final = 366

NAMESAKE: Final = (
    "в банке уже есть человек с таким ФИО и другим контактом, эта строка заведёт второго. "
    "Если это он, укажите прежний контакт."
)


def with_institution_faults(banks: Banks, *, regulation: Regulation, on: date) -> Banks:
    """Add the faults that only the institution's rules and date can show; their rows are set apart."""
    rows = _rows(banks)
    found = [fault for row in banks.mentors for fault in _over_capacity(row, regulation=regulation)]
    found += [fault for row in rows for fault in _far_dates(row, on=on)]
    bad = {(fault.sheet, fault.row) for fault in found}
    checked = banks.without(bad, faults=tuple(found)) if found else banks
    waiting = [fault for row in _rows(checked) for fault in _waiting_consent(row, on=on)]
    return replace(checked, warnings=(*checked.warnings, *waiting))


def doubles_in_bank(
    runtime: Runtime, *, institution: str, actor: Actor, banks: Banks
) -> tuple[CellFault, ...]:
    """Warn of people who would be registered a second time, under the same name and another contact."""
    bank = runtime.log.find(Bank, fixed_id(institution, Bank.TOPIC))
    if bank is None:
        return ()
    work = Work(
        log=runtime.log,
        institution=institution,
        actor=actor.id,
        role=require(actor, Action.KEEP_BANKS, institution),
        on=runtime.today(institution),
        random_hex=runtime.random_hex,
    )
    return tuple(
        _at(row, "name", rule="namesake_in_bank", text=NAMESAKE)
        for row in _rows(banks)
        if row.contact is not None and _is_double(row, bank=bank, work=work)
    )


def _rows(banks: Banks) -> tuple[MentorRow | MenteeRow, ...]:
    return (*banks.mentors, *banks.mentees)


def _is_double(row: MentorRow | MenteeRow, *, bank: Bank, work: Work) -> bool:
    fingerprint, name_print = prints_of(work, name=row.name, contact=row.contact)
    bare, _ = prints_of(work, name=row.name, contact=None)
    known = bank.find(fingerprint=fingerprint) or bank.find(fingerprint=bare)
    return known is None and bool(bank.namesakes(name_print=name_print))


def _over_capacity(row: MentorRow, *, regulation: Regulation) -> list[CellFault]:
    cap = regulation.max_concurrent_mentees
    if cap is None or row.capacity is None or row.capacity <= cap:
        return []
    text = f"предел {row.capacity} больше разрешённого Положением: не более {cap}."
    return [_at(row, "capacity", rule="capacity_over_regulation", text=text)]


def _far_dates(row: MentorRow | MenteeRow, *, on: date) -> list[CellFault]:
    """Dates more than a year ahead are slips of the hand."""
    last = on + timedelta(days=YEAR_AHEAD_DAYS)
    return [
        _at(row, field, rule="date_too_far", text=f"дата {day:%d.%m.%Y} больше чем на год впереди.")
        for field, day in _dates(row).items()
        if day is not None and day > last
    ]


def _dates(row: MentorRow | MenteeRow) -> Mapping[str, date | None]:
    common = {"entered_on": row.entered_on, "consent_on": row.consent_on}
    return common | {"actual_start_on": row.actual_start_on} if isinstance(row, MenteeRow) else common


def _waiting_consent(row: MentorRow | MenteeRow, *, on: date) -> list[CellFault]:
    if row.consent_on is None or row.consent_on <= on:
        return []
    text = f"согласие действует с {row.consent_on:%d.%m.%Y}; до этого дня человек не участвует в подборе."
    return [_at(row, "consent_on", rule="consent_in_future", text=text)]


def _at(row: MentorRow | MenteeRow, field: str, *, rule: str, text: str) -> CellFault:
    column = next((place.column for place in row.places if place.field == field), field)
    return row.fault(field, rule=rule, message=f"Строка {row.row}, столбец «{column}»: {text}")
