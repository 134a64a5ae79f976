"""Notices as people see them: who got which, what is still open, what waits to be mailed."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Column, Connection, Date, MetaData, String, Table, insert, select, update

from service.aggregates.notice import Notice
from service.eventstore.log import Recorded
from service.projections.banks import PEOPLE
from service.projections.deadlines import DEADLINES
from service.projections.feed import Projection

TABLES: Final = MetaData()

NOTICES: Final = Table(
    "notices",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("recipient", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("deadline", String(200), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("stage", String(10), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("delivered_on", Date),
    Column("read_on", Date),
)
"""One row for each recipient of a notice."""

Row = Mapping[str, Any]

_ADDRESS: Final = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;<>()]+")


def _issued(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    rows = [
        {
            "id": event.originator_id,
            "recipient": recipient,
            "institution": recorded.institution,
            "deadline": event.deadline,
            "kind": event.kind,
            "stage": event.stage,
            "due_on": event.due_on,
            "issued_on": event.effective_on,
        }
        for recipient in event.recipients
    ]
    if rows:
        connection.execute(insert(NOTICES), rows)


def _note(connection: Connection, recorded: Recorded, column: str) -> None:
    event: Any = recorded.event
    here = (NOTICES.c.id == event.originator_id) & (NOTICES.c.recipient == event.recipient)
    connection.execute(update(NOTICES).where(here).values({column: event.effective_on}))


def _delivered(connection: Connection, recorded: Recorded) -> None:
    _note(connection, recorded, "delivered_on")


def _read(connection: Connection, recorded: Recorded) -> None:
    _note(connection, recorded, "read_on")


NOTICE_BOARD: Final = Projection(
    name="notices",
    tables=TABLES,
    handlers={
        Notice.NoticeIssued: _issued,
        Notice.NoticeDelivered: _delivered,
        Notice.NoticeRead: _read,
    },
)

_STILL_OPEN: Final = (
    (NOTICES.c.deadline == DEADLINES.c.id)
    & (NOTICES.c.due_on == DEADLINES.c.due_on)
    & DEADLINES.c.closed.is_(None)
)
"""A notice cancels itself: what was due has happened, or has another last day now."""


def notices_of(connection: Connection, person: str) -> Sequence[Row]:
    """The notices of a person that still hold, the most urgent first."""
    statement = (
        select(NOTICES)
        .join(DEADLINES, _STILL_OPEN)
        .where(NOTICES.c.recipient == person)
        .order_by(NOTICES.c.due_on, NOTICES.c.id)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def unmailed(connection: Connection, institution: str) -> list[tuple[Row, str]]:
    """Notices that still hold and were not mailed yet, with the address of the recipient."""
    statement = (
        select(NOTICES, PEOPLE.c.contact)
        .join(DEADLINES, _STILL_OPEN)
        .join(PEOPLE, PEOPLE.c.id == NOTICES.c.recipient)
        .where(NOTICES.c.institution == institution, NOTICES.c.delivered_on.is_(None))
        .order_by(NOTICES.c.due_on, NOTICES.c.id, NOTICES.c.recipient)
    )
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    addressed = ((row, _ADDRESS.search(row["contact"] or "")) for row in rows)
    return [(row, found.group()) for row, found in addressed if found is not None]


def has_notice(connection: Connection, *, deadline: str, due_on: date, stage: str) -> bool:
    """Tell whether the notice of a stage about a last day has gone out."""
    here = (NOTICES.c.deadline == deadline) & (NOTICES.c.due_on == due_on) & (NOTICES.c.stage == stage)
    return connection.execute(select(NOTICES.c.id).where(here).limit(1)).first() is not None
