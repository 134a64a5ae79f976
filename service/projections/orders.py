"""The register of orders: what each decides, who controls it, who has read it, where it was published."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from service.aggregates.order import Order
from service.eventstore.log import Recorded
from service.ids import institution_of
from service.projections.feed import Projection
from service.values import text_of

TABLES: Final = MetaData()

ORDERS: Final = Table(
    "orders",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("status", String(20), nullable=False),
    Column("subjects", JSON, nullable=False),
    Column("basis", JSON, nullable=False),
    Column("regulation_version", Integer, nullable=False),
    Column("drafted_by", String(80), nullable=False),
    Column("drafted_on", Date, nullable=False),
    Column("number", Text),
    Column("signed_on", Date),
    Column("signed_by", String(80)),
    Column("effective_from", Date),
    Column("controller", String(80), index=True),
    Column("outcome", String(20)),
    Column("reported_on", Date),
    Column("note", Text),
    Column("published_on", Date),
)

ORDER_PERSONS: Final = Table(
    "order_persons",
    TABLES,
    Column("order", String(80), primary_key=True),
    Column("person", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("acknowledged_on", Date),
    Column("source", String(20)),
)

Row = Mapping[str, Any]


def _drafted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "position": recorded.position,
        "kind": event.kind,
        "status": "draft",
        "subjects": list(event.subjects),
        "basis": list(event.basis),
        "regulation_version": event.regulation_version,
        "drafted_by": event.metadata.actor,
        "drafted_on": event.effective_on,
        "effective_from": event.effective_from,
        "controller": event.controller,
    }
    connection.execute(insert(ORDERS), [row])


def _set(connection: Connection, recorded: Recorded, **values: object) -> None:
    here = ORDERS.c.id == recorded.event.originator_id
    connection.execute(update(ORDERS).where(here).values(**values))


def _withdrawn(connection: Connection, recorded: Recorded) -> None:
    _set(connection, recorded, status="withdrawn")


def _issued(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        status="issued",
        number=event.reference.number,
        signed_on=event.reference.signed_on,
        signed_by=event.signed_by,
        effective_from=event.effective_from,
    )
    rows = [
        {
            "order": event.originator_id,
            "person": person,
            "institution": recorded.institution,
            "place": place,
        }
        for place, person in enumerate(event.named, start=1)
    ]
    if rows:
        connection.execute(insert(ORDER_PERSONS), rows)


def _control_assigned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, controller=event.person)


def _control_reported(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    note = text_of(event.note)
    _set(connection, recorded, outcome=event.outcome, reported_on=event.effective_on, note=note)


def _acknowledged(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (ORDER_PERSONS.c.order == event.originator_id) & (ORDER_PERSONS.c.person == event.person)
    read = {"acknowledged_on": event.on, "source": event.source}
    connection.execute(update(ORDER_PERSONS).where(here).values(**read))


def _published(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (ORDERS.c.id == event.originator_id) & ORDERS.c.published_on.is_(None)
    connection.execute(update(ORDERS).where(here).values(published_on=event.published_on))


ORDER_BOOK: Final = Projection(
    name="orders",
    tables=TABLES,
    handlers={
        Order.OrderDrafted: _drafted,
        Order.OrderDraftWithdrawn: _withdrawn,
        Order.OrderIssued: _issued,
        Order.OrderControlAssigned: _control_assigned,
        Order.OrderControlReported: _control_reported,
        Order.OrderAcknowledged: _acknowledged,
        Order.OrderPublished: _published,
    },
)


def order_rows(connection: Connection, institution: str, *, status: str | None = None) -> list[Row]:
    """The orders of an institution with ``persons`` (the acquaintance sheet), the newest first."""
    statement = select(ORDERS).where(ORDERS.c.institution == institution).order_by(ORDERS.c.position.desc())
    if status is not None:
        statement = statement.where(ORDERS.c.status == status)
    sheets = _sheets(connection, institution)
    return [{**row, "persons": sheets.get(row["id"], [])} for row in connection.execute(statement).mappings()]


def order_row(connection: Connection, order: str) -> Row | None:
    """One order with its acquaintance sheet."""
    found = order_rows(connection, institution_of(order))
    return next((row for row in found if row["id"] == order), None)


def orders_to_read(connection: Connection, person: str) -> list[Row]:
    """The orders that a person has not acknowledged yet, the oldest first."""
    open_ones = (ORDER_PERSONS.c.person == person) & ORDER_PERSONS.c.acknowledged_on.is_(None)
    statement = (
        select(ORDERS)
        .join(ORDER_PERSONS, ORDER_PERSONS.c.order == ORDERS.c.id)
        .where(open_ones)
        .order_by(ORDERS.c.signed_on, ORDERS.c.position)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def orders_to_control(connection: Connection, person: str) -> list[Row]:
    """The signed orders whose control a person has and has not closed, the oldest first."""
    mine = (ORDERS.c.controller == person) & (ORDERS.c.status == "issued")
    unfinished = ORDERS.c.outcome.is_(None) | (ORDERS.c.outcome != "executed")
    statement = select(ORDERS).where(mine, unfinished).order_by(ORDERS.c.signed_on, ORDERS.c.position)
    return [dict(row) for row in connection.execute(statement).mappings()]


def _sheets(connection: Connection, institution: str) -> dict[str, list[Row]]:
    statement = (
        select(ORDER_PERSONS)
        .where(ORDER_PERSONS.c.institution == institution)
        .order_by(ORDER_PERSONS.c.order, ORDER_PERSONS.c.place)
    )
    sheets: dict[str, list[Row]] = {}
    for row in connection.execute(statement).mappings():
        sheets.setdefault(row["order"], []).append(dict(row))
    return sheets
