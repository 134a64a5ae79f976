"""Evidence: which events prove which requirement in which institution; every event is read."""

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Final

from sqlalchemy import Column, Connection, Date, Integer, MetaData, String, Table, func, insert, select

import service.aggregates
from service.events import Aggregate, Event, event_classes
from service.eventstore.log import Recorded
from service.projections.feed import Projection

TABLES: Final = MetaData()

EVIDENCE: Final = Table(
    "evidence",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("requirement", String(5), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("topic", String(120), nullable=False),
    Column("stream", String(80), nullable=False),
    Column("effective_on", Date, nullable=False),
)

SHOWN: Final = 5
"""How many of the events that prove a requirement are listed, the newest first."""

Row = Mapping[str, Any]


@cache
def all_events() -> tuple[type[Event], ...]:
    """Every event of the service, aggregate by aggregate."""
    return tuple(event for kind in _aggregates() for event in event_classes(kind))


def _aggregates() -> Iterator[type[Aggregate]]:
    for found in pkgutil.iter_modules(service.aggregates.__path__):
        module = import_module(f"service.aggregates.{found.name}")
        kinds = (value for value in vars(module).values() if isinstance(value, type))
        yield from (
            kind for kind in kinds if issubclass(kind, Aggregate) and kind.__module__ == module.__name__
        )


def _note(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    rows = [
        {
            "institution": recorded.institution,
            "requirement": number,
            "position": recorded.position,
            "topic": type(event).TOPIC,
            "stream": event.originator_id,
            "effective_on": event.effective_on,
        }
        for number in type(event).REQUIREMENTS
    ]
    connection.execute(insert(EVIDENCE), rows)


EVIDENCE_BOARD: Final = Projection(
    name="evidence", tables=TABLES, handlers=dict.fromkeys(all_events(), _note)
)


def evidence_counts(connection: Connection, institution: str) -> Mapping[str, int]:
    """How many events prove each requirement."""
    statement = (
        select(EVIDENCE.c.requirement, func.count())
        .where(EVIDENCE.c.institution == institution)
        .group_by(EVIDENCE.c.requirement)
    )
    return {number: int(count) for number, count in connection.execute(statement)}


def evidence_of(connection: Connection, institution: str, requirement: str) -> list[Row]:
    """The newest events that prove a requirement."""
    here = (EVIDENCE.c.institution == institution) & (EVIDENCE.c.requirement == requirement)
    statement = select(EVIDENCE).where(here).order_by(EVIDENCE.c.position.desc()).limit(SHOWN)
    return [dict(row) for row in connection.execute(statement).mappings()]
