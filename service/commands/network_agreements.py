"""Which institutions may mentor each other's people: those joined by an agreement that both recorded."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import Connection

from service.commands.bank_view import BankView
from service.commands.people import normalised
from service.projections.partners import partner_rows


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two institutions (codes, ``one`` before ``other``) recorded of their agreement.

    ``one_records`` tells that the register of ``one`` holds an agreement with ``other`` for that day.
    """

    one: str
    other: str
    one_records: bool
    other_records: bool

    @property
    def holds(self) -> bool:
        """Whether both sides recorded it: nobody is drawn into a network by another's register."""
        return self.one_records and self.other_records


def agreements(connection: Connection, views: Sequence[BankView]) -> tuple[Agreement, ...]:
    """What every two of the institutions recorded of each other, each on its own day (A-49, R-148).

    A register of partners knows names and no codes: a partner is the institution whose full or short name it
    bears, whatever the quotation marks, spaces and capitals. A name that two of them share tells nothing.
    """
    shared = Counter(name for view in views for name in _names(view))
    own = {view.institution: {name for name in _names(view) if shared[name] == 1} for view in views}
    known = {view.institution: frozenset(_partners(connection, view)) for view in views}
    return tuple(
        Agreement(one, other, bool(known[one] & own[other]), bool(known[other] & own[one]))
        for one, other in combinations(sorted(own), 2)
    )


def _partners(connection: Connection, view: BankView) -> Iterator[str]:
    """The names with which an agreement is in force."""
    for row in partner_rows(connection, view.institution, on=view.on):
        if row["agreements"]:
            yield _letters(row["name"])


def _names(view: BankView) -> frozenset[str]:
    return frozenset(
        _letters(view.regulation.text(field)) for field in ("identity.full_name_ru", "identity.short_name_ru")
    )


def _letters(name: str) -> str:
    """A name as it is compared: its letters and digits alone."""
    return "".join(letter for letter in normalised(name) if letter.isalnum())
