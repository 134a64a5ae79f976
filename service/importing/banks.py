"""A workbook with the two banks → their good rows, and everything that is wrong or doubtful by cell."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from service.importing.columns import BANK_TITLES, Bank
from service.importing.faults import CellFault, UnreadableWorkbook, file_fault
from service.importing.interest import by_name, mark_repeated_pairs, read_interest
from service.importing.people import Seen, mark_repeated, read_mentee, read_mentor, warn_of_missing_consent
from service.importing.process import read_sheets
from service.importing.reading import RowReader, people_rows
from service.importing.rows import Banks, InterestRow, MenteeRow, MentorRow
from service.importing.sheets import Sheet
from service.importing.tables import Table, tables

__all__ = ["Banks", "InterestRow", "MenteeRow", "MentorRow", "read_banks"]

PersonRow = TypeVar("PersonRow", MentorRow, MenteeRow)
Read = tuple[PersonRow, RowReader]


def read_banks(content: bytes, *, forms: Mapping[str, str]) -> Banks:
    """Read an XLSX file of up to 5 MB; ``forms`` maps the institution's labels of forms to their codes.

    Never raises for what is in the file: a file that cannot be read gives one fault and no rows.
    """
    try:
        sheets = read_sheets(content)
    except UnreadableWorkbook as fault:
        return Banks((), (), (), faults=(file_fault(fault.rule),), warnings=())
    return banks_of(sheets, forms=forms)


def banks_of(sheets: Iterable[Sheet], *, forms: Mapping[str, str]) -> Banks:
    """Read the banks from plain sheets."""
    found, warnings = tables(sheets)
    mentors = _people(found, "mentors", lambda reader: read_mentor(reader, forms))
    mentees = _people(found, "mentees", lambda reader: read_mentee(reader, forms))
    mentors_seen, mentees_seen = _seen(mentors), _seen(mentees)
    mark_repeated(mentors_seen)
    mark_repeated(mentees_seen)
    _warn_of_missing_consents(mentors)
    _warn_of_missing_consents(mentees)
    interest = [
        (read_interest(reader, mentees=by_name(mentees_seen), mentors=by_name(mentors_seen)), reader)
        for reader in _readers(found, "interest")
    ]
    pairs = [(row, reader) for row, reader in interest if row is not None]
    mark_repeated_pairs(pairs)
    readers = [reader for _, reader in (*mentors, *mentees, *interest)]
    everything = Banks(
        mentors=tuple(row for row, _ in mentors),
        mentees=tuple(row for row, _ in mentees),
        interest=tuple(row for row, _ in pairs),
        faults=tuple(fault for table in found for fault in table.faults) + _missing_banks(found, fatal=True),
        warnings=(
            *warnings,
            *_missing_banks(found, fatal=False),
            *(warning for table in found for warning in table.warnings),
            *(warning for reader in readers for warning in reader.warnings),
        ),
    )
    bad = {(reader.sheet, reader.row) for reader in readers if reader.faults}
    return everything.without(bad, faults=tuple(fault for reader in readers for fault in reader.faults))


def _readers(found: Iterable[Table], bank: Bank) -> list[RowReader]:
    usable = (table for table in found if table.bank == bank and not table.faults)
    return [RowReader(table, row) for table in usable for row in people_rows(table)]


def _people(
    found: Iterable[Table], bank: Bank, read: Callable[[RowReader], PersonRow]
) -> list[Read[PersonRow]]:
    return [(read(reader), reader) for reader in _readers(found, bank)]


def _seen(people: Iterable[Read[PersonRow]]) -> list[Seen]:
    return [Seen(row.name, row.contact, reader) for row, reader in people if row.name]


def _warn_of_missing_consents(people: Iterable[Read[PersonRow]]) -> None:
    for row, reader in people:
        warn_of_missing_consent(row, reader)


def _missing_banks(found: Iterable[Table], *, fatal: bool) -> tuple[CellFault, ...]:
    """One bank may come in a book of its own; a book without any is none."""
    present = {table.bank for table in found}
    banks: tuple[Bank, ...] = ("mentors", "mentees")
    absent = [bank for bank in banks if bank not in present]
    if fatal:
        return (file_fault("no_bank"),) if len(absent) == len(banks) else ()
    if len(absent) == len(banks):
        return ()
    return tuple(
        CellFault("", None, None, None, "missing_bank", f"В книге нет листа «{BANK_TITLES[bank]}».")
        for bank in absent
    )
