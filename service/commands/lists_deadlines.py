"""Lists of deadlines and notices, as pages and programs read them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from service.access import Action
from service.commands.views import Asked, view
from service.projections.deadline_kinds import KINDS
from service.projections.deadlines import State, deadline_rows, derivation, grounds, state_of
from service.projections.notices import notices_of
from service.projections.roles import role_rows

Row = Mapping[str, Any]

STATES: Final[Mapping[State, str]] = {
    "due": "срок идёт",
    "soon": "срок подходит",
    "overdue": "просрочено",
    "met": "выполнено в срок",
    "met_late": "выполнено с опозданием",
    "cancelled": "снято",
    "unknown": "срок не вычислен: нет производственного календаря",
}


@view(name="deadlines", title="Сроки", action=Action.VIEW_DEADLINES)
def deadlines(asked: Asked) -> Sequence[Row]:
    """Every term with its fact, its clause, the derivation of its last day and what it is on the day."""
    rows = deadline_rows(asked.connection, asked.institution, subject=asked.of)
    return [deadline_page(row, on=asked.on) for row in rows]


def deadline_page(row: Row, *, on: date) -> Row:
    """One term as people read it."""
    state = state_of(row, on=on)
    return {
        "id": row["id"],
        "kind": row["kind"],
        "title": KINDS[row["kind"]].title,
        "subject": row["subject"],
        "about": row["about"] or None,
        "due_on": row["due_on"],
        "state": state,
        "state_words": STATES[state],
        "clauses": grounds(row),
        "derivation": derivation(row),
        "confirmed": row["confirmed"],
        "fact_position": row["fact_position"],
        "fact": row["fact_topic"],
        "closed_on": row["closed_on"],
        "closed_position": row["closed_position"],
    }


@view(name="notices", title="Мои уведомления", action=Action.READ_NOTICES)
def notices(asked: Asked) -> Sequence[Row]:
    """The reader's own notices that still hold."""
    return [
        {
            "id": row["id"],
            "title": KINDS[row["kind"]].title,
            "stage": row["stage"],
            "due_on": row["due_on"],
            "issued_on": row["issued_on"],
            "read_on": row["read_on"],
        }
        for row in notices_of(asked.connection, asked.actor.id)
    ]


@view(name="roles", title="Кто есть кто", action=Action.VIEW_BANKS)
def roles(asked: Asked) -> Sequence[Row]:
    """Everybody's roles."""
    return role_rows(asked.connection, asked.institution)
