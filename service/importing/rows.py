"""The good rows of a workbook: plain values and where each stood."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from service.importing.dates import Training
from service.importing.faults import CellFault

RowRef = tuple[str, int]
"""Sheet and row number: how one row names another."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands: the address of its cell and the text of its column's header."""

    field: str
    cell: str
    column: str


@dataclass(frozen=True, slots=True, repr=False)
class _PersonRow:
    """What both banks know of a person; its representation tells nobody's name."""

    sheet: str
    row: int
    name: str
    contact: str | None
    entered_on: date | None
    form: str | None
    position: str | None
    subject: str | None
    experience_years: int | None
    types: tuple[str, ...]
    consent_on: date | None
    places: tuple[Place, ...]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.sheet!r}, {self.row})"

    @property
    def ref(self) -> RowRef:
        """How other rows name this one."""
        return (self.sheet, self.row)

    def fault(self, field: str, *, rule: str, message: str) -> CellFault:
        """Make a fault of this row's cell of a field, for rules that only the institution knows."""
        place = next((place for place in self.places if place.field == field), None)
        return CellFault(
            sheet=self.sheet,
            cell=place.cell if place else None,
            row=self.row,
            column=place.column if place else None,
            rule=rule,
            message=message,
        )


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class MentorRow(_PersonRow):
    """A mentor; forms, types and qualifications are codes, position and subject as written.

    No types means any of them; ``capacity`` is a number of mentees from 1.
    """

    workplace: str | None
    competencies: tuple[str, ...]
    achievements: str | None
    interests: str | None
    wanted_age: str | None
    time_resource: str | None
    qualification: tuple[str, ...]
    training: Training | None
    capacity: int | None


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class MenteeRow(_PersonRow):
    """A mentee; form, types and category are codes, requests the words as written, in order."""

    birth_year: int | None
    requests: tuple[str, ...]
    category: str | None
    actual_start_on: date | None


@dataclass(frozen=True, slots=True)
class InterestRow:
    """Interest of two persons in each other: 0 declines, 5 is the highest, ``None`` says nothing."""

    sheet: str
    row: int
    mentee: RowRef
    mentor: RowRef
    by_mentee: int | None
    by_mentor: int | None


@dataclass(frozen=True, slots=True)
class Banks:
    """Everything read from a workbook; a row with a fault is not among the rows."""

    mentors: tuple[MentorRow, ...]
    mentees: tuple[MenteeRow, ...]
    interest: tuple[InterestRow, ...]
    faults: tuple[CellFault, ...]
    warnings: tuple[CellFault, ...]

    def without(self, bad: Collection[tuple[str, int | None]], *, faults: tuple[CellFault, ...]) -> "Banks":
        """Set rows apart, with the interest that names them, and add the faults that say why."""
        return replace(
            self,
            mentors=tuple(row for row in self.mentors if row.ref not in bad),
            mentees=tuple(row for row in self.mentees if row.ref not in bad),
            interest=tuple(
                row for row in self.interest if not {(row.sheet, row.row), row.mentee, row.mentor} & set(bad)
            ),
            faults=(*self.faults, *faults),
        )
