"""Rows of expressed interest: two names that must be known, each side's own rating."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from service.importing.names import name_cell
from service.importing.numbers import rating_cell
from service.importing.people import Seen, may_be_one
from service.importing.reading import RowReader
from service.importing.rows import InterestRow, RowRef
from service.regulations.vocabulary import normalised

ByName = Mapping[str, Sequence[Seen]]

_ONE_PERSON: Final = (
    "наставляемый и наставник – один и тот же человек. Если это полные тёзки, укажите контакты обоих."
)
_BANK: Final[Mapping[str, str]] = {"mentee": "базе наставляемых", "mentor": "базе наставников"}


def by_name(people: Iterable[Seen]) -> ByName:
    """Give the rows in which each name stands; a person written twice stands there once."""
    found: dict[str, list[Seen]] = {}
    for person in people:
        if not any(fault.rule == "person_twice" for fault in person.reader.faults):
            found.setdefault(normalised(person.name), []).append(person)
    return found


def read_interest(reader: RowReader, *, mentees: ByName, mentors: ByName) -> InterestRow | None:
    """Read one row; ``None`` when a name is not clear, which stands among the reader's faults."""
    mentee = _named(reader, "mentee", mentees)
    mentor = _named(reader, "mentor", mentors)
    by_mentee = reader.take("by_mentee", rating_cell, empty=None)
    by_mentor = reader.take("by_mentor", rating_cell, empty=None)
    if mentee is None or mentor is None:
        return None
    if may_be_one(mentee, mentor):
        reader.fault("mentee", rule="same_person", words=_ONE_PERSON)
        return None
    return InterestRow(reader.sheet, reader.row, mentee.ref, mentor.ref, by_mentee, by_mentor)


def mark_repeated_pairs(rows: Iterable[tuple[InterestRow, RowReader]]) -> None:
    """Make a second row for the same two persons a fault."""
    first: dict[tuple[RowRef, RowRef], RowReader] = {}
    for row, reader in rows:
        earlier = first.setdefault((row.mentee, row.mentor), reader)
        if earlier is not reader:
            words = f"эти двое уже названы {earlier.seen_from(reader)}. Оставьте одну строку."
            reader.fault("mentee", rule="pair_twice", words=words)


def _named(reader: RowReader, field: str, known: ByName) -> Seen | None:
    name = reader.take_required(field, name_cell, empty=None)
    if not name:
        return None
    found = known.get(normalised(name), ())
    if not found:
        reader.fault(field, rule="unknown_person", words=f"такого человека нет в {_BANK[field]} этой книги.")
        return None
    if len(found) > 1:
        rows = ", ".join(str(person.reader.row) for person in found)
        words = f"в {_BANK[field]} есть полные тёзки (строки {rows}): непонятно, о ком речь."
        reader.fault(field, rule="ambiguous_person", words=words)
        return None
    return found[0]
