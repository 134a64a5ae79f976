"""Deadlines: what is due, when and why, computed from events; being late is no event, the day tells it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    select,
    update,
)

from service.calendars.calendar import CalendarYearUnknown, Due, Step, Unit, due, explain, named_day
from service.eventstore.log import Recorded
from service.ids import institution_of
from service.projections.deadline_kinds import KINDS, Kind, Side
from service.regulations.clauses import russian
from service.regulations.requirements import clauses
from service.values import Week

TABLES: Final = MetaData()

DEADLINES: Final = Table(
    "deadlines",
    TABLES,
    Column("id", String(200), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("subject", String(80), nullable=False, index=True),
    Column("about", String(80), nullable=False),
    Column("fact_position", Integer, nullable=False),
    Column("fact_topic", String(120), nullable=False),
    Column("fact_on", Date, nullable=False),
    Column("days", Integer, nullable=False),
    Column("unit", String(10), nullable=False),
    Column("due_on", Date, index=True),
    Column("steps", JSON, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("sides", JSON, nullable=False),
    Column("closed", String(10)),
    Column("closed_on", Date),
    Column("closed_position", Integer),
)
"""``due_on`` is empty where a calendar year is unknown; ``closed``: met | cancelled."""

Row = Mapping[str, Any]
Closed = Literal["met", "cancelled"]
State = Literal["due", "soon", "overdue", "met", "met_late", "cancelled", "unknown"]


@dataclass(frozen=True, slots=True)
class Term:
    """How long a term is, in which unit, in which week."""

    days: int
    unit: Unit = "calendar"
    week: Week = "five_day"


def key_of(kind: str, subject: str, about: str = "") -> str:
    """The id of a deadline: its kind and what it is about."""
    return ":".join(part for part in (kind, subject, about) if part)


def open_deadline(
    connection: Connection,
    recorded: Recorded,
    kind: Kind,
    *,
    subject: str,
    fact_on: date,
    term: Term | date,
    sides: Iterable[Side],
    about: str = "",
) -> None:
    """Let a term begin with a fact, or begin anew: a rescheduled activity, a yearly review."""
    derived = _derived(fact_on, term)
    row = {
        "id": key_of(kind.code, subject, about),
        "institution": institution_of(subject),
        "kind": kind.code,
        "subject": subject,
        "about": about,
        "fact_position": recorded.position,
        "fact_topic": type(recorded.event).TOPIC,
        "fact_on": fact_on,
        "days": 0 if isinstance(term, date) else term.days,
        "unit": "calendar" if isinstance(term, date) else term.unit,
        "due_on": derived.on if derived else None,
        "steps": [[step.on.isoformat(), step.rule] for step in derived.steps] if derived else [],
        "confirmed": derived.confirmed if derived else False,
        "sides": sorted(set(sides)),
        "closed": None,
        "closed_on": None,
        "closed_position": None,
    }
    here = DEADLINES.c.id == row["id"]
    _keep_the_closed(connection, key_of(kind.code, subject, about))
    if not connection.execute(update(DEADLINES).where(here).values(**row)).rowcount:
        connection.execute(insert(DEADLINES), [row])


def _keep_the_closed(connection: Connection, identity: str) -> None:
    """A term that was closed stays for ever, late or in time, beside the one that begins anew (A-13)."""
    closed = (DEADLINES.c.id == identity) & DEADLINES.c.closed.is_not(None)
    position = connection.scalars(select(DEADLINES.c.fact_position).where(closed)).first()
    if position is not None:
        connection.execute(update(DEADLINES).where(closed).values(id=f"{identity}@{position}"))


def _derived(fact_on: date, term: Term | date) -> Due | None:
    """The last day with its derivation; None where its year has no calendar: nothing is guessed."""
    if isinstance(term, date):
        return named_day(term)
    try:
        return due(fact_on, days=term.days, unit=term.unit, week=term.week)
    except CalendarYearUnknown:
        return None


def close_deadlines(
    connection: Connection,
    recorded: Recorded,
    kinds: Iterable[Kind],
    *,
    on: date,
    subject: str,
    about: str | None = None,
    how: Closed = "met",
) -> None:
    """Close what is open of these kinds; ``about`` None closes all of the subject's."""
    here = (
        DEADLINES.c.kind.in_([kind.code for kind in kinds])
        & (DEADLINES.c.subject == subject)
        & DEADLINES.c.closed.is_(None)
    )
    if about is not None:
        here &= DEADLINES.c.about == about
    values = {"closed": how, "closed_on": on, "closed_position": recorded.position}
    connection.execute(update(DEADLINES).where(here).values(**values))


def state_of(row: Row, *, on: date) -> State:
    """What a deadline is on a day: still due, due soon, overdue, or how it was closed."""
    if row["closed"] == "cancelled":
        return "cancelled"
    if row["due_on"] is None:
        return "met" if row["closed"] else "unknown"
    if row["closed"] == "met":
        return "met" if row["closed_on"] <= row["due_on"] else "met_late"
    if row["due_on"] < on:
        return "overdue"
    return "soon" if remind_from(row) <= on else "due"


def remind_from(row: Row) -> date:
    """The day from which the reminder goes out."""
    remind = KINDS[row["kind"]].remind
    day: date = row["due_on"]
    return day - timedelta(days=remind) if remind else day + timedelta(days=1)


def derivation(row: Row) -> tuple[str, ...]:
    """How the last day follows from the fact, one Russian sentence per step."""
    steps = tuple(Step(date.fromisoformat(on), rule) for on, rule in row["steps"])
    return explain(steps, days=row["days"], unit=row["unit"])


def grounds(row: Row) -> tuple[str, ...]:
    """The clauses that set the term, in Russian."""
    kind = KINDS[row["kind"]]
    if kind.requirement is None:
        return (kind.law or "",)
    found = tuple(russian(clause) for clause in clauses(kind.requirement, row["institution"]))
    return found or ("по умолчанию: Положение о сроке молчит",)


def deadline_rows(connection: Connection, institution: str, *, subject: str | None = None) -> Sequence[Row]:
    """The deadlines of an institution, the next first; those without a known day last."""
    statement = select(DEADLINES).where(DEADLINES.c.institution == institution)
    if subject is not None:
        statement = statement.where(DEADLINES.c.subject == subject)
    ordered = statement.order_by(DEADLINES.c.due_on.is_(None), DEADLINES.c.due_on, DEADLINES.c.id)
    return [dict(row) for row in connection.execute(ordered).mappings()]


def open_rows(connection: Connection, institution: str, *, on: date) -> list[Row]:
    """The open deadlines of which a reminder or a notice is due on a day."""
    begun = DEADLINES.c.fact_on <= on
    is_open = DEADLINES.c.closed.is_(None) & DEADLINES.c.due_on.is_not(None) & begun
    statement = select(DEADLINES).where(DEADLINES.c.institution == institution, is_open)
    ordered = statement.order_by(DEADLINES.c.due_on, DEADLINES.c.id)
    rows = [dict(row) for row in connection.execute(ordered).mappings()]
    return [row for row in rows if remind_from(row) <= on]
