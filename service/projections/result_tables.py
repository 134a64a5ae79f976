"""The tables of results: pairs, participations, people, programmes, dated facts, links."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import JSON, Boolean, Column, Connection, Date, Integer, MetaData, String, Table, Text, insert

from service.eventstore.log import Recorded
from service.ids import institution_of

TABLES: Final = MetaData()
Row = Mapping[str, Any]


def _institution() -> Column[str]:
    return Column("institution", String(32), nullable=False, index=True)


PAIRS: Final = Table(
    "result_pairs",
    TABLES,
    Column("id", String(80), primary_key=True),
    _institution(),
    Column("mentor", String(80), nullable=False),
    Column("forms", JSON, nullable=False),
    Column("types", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("group", Boolean, nullable=False),
    Column("approved_on", Date),
    Column("ended_on", Date),
    Column("ground", String(40)),
    Column("reason", String(40)),
)
"""``ended_on`` is the last day of mentoring, ``reason`` that of a replacement in progress."""

PARTICIPATIONS: Final = Table(
    "result_participations",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("entry", String(80), primary_key=True),
    Column("assignment", String(80), nullable=False, index=True),
    _institution(),
    Column("role", String(10), nullable=False),
    Column("since", Date, nullable=False),
    Column("to", Date),
)
"""One row for each time that somebody takes part; ``to`` is the first day that no longer counts."""

PEOPLE: Final = Table(
    "result_people",
    TABLES,
    Column("id", String(80), primary_key=True),
    _institution(),
    Column("category", String(120)),
    Column("left_on", Date),
)

PROGRAMMES: Final = Table(
    "result_programmes",
    TABLES,
    Column("id", String(80), primary_key=True),
    _institution(),
    Column("kind", String(20), nullable=False),
    Column("forms", JSON, nullable=False),
    Column("types", JSON, nullable=False),
    Column("mentees", JSON, nullable=False),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("extended", Integer, nullable=False),
    Column("amended", Integer, nullable=False),
    Column("completed_on", Date),
    Column("terminated_on", Date),
    Column("ground", String(40)),
    Column("sub_ground", String(40)),
    Column("closed_on", Date),
    Column("published_on", Date),
)

FACTS: Final = Table(
    "result_facts",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    _institution(),
    Column("fact", String(40), nullable=False),
    Column("key", String(80), nullable=False),
    Column("on", Date, nullable=False),
    Column("subject", String(80), nullable=False),
    Column("amount", Integer, nullable=False),
)
"""What happened, countable by day: a replacement, a trained mentor, an answered questionnaire."""

LINKS: Final = Table(
    "result_links",
    TABLES,
    Column("id", String(100), primary_key=True),
    _institution(),
    Column("kind", String(20), nullable=False),
    Column("one", String(80), nullable=False),
    Column("other", String(80), nullable=False),
    Column("level", Text),
    Column("since", Date),
    Column("to", Date),
)
"""Horizontal links beyond the pairs: colleagues who help, organisations outside (R-149).

``since`` is empty while a colleague was only asked; ``to`` is the first day that no longer counts.
"""


def add_fact(
    connection: Connection,
    recorded: Recorded,
    fact: str,
    *,
    key: str,
    on: date,
    subjects: tuple[str, ...] | None = None,
    amount: int = 1,
) -> None:
    """Note a fact of an event, once for each subject; without subjects it is about the stream."""
    stream = recorded.event.originator_id
    rows = [
        {
            "position": recorded.position,
            "number": number,
            "institution": institution_of(stream),
            "fact": fact,
            "key": key,
            "on": on,
            "subject": subject,
            "amount": amount,
        }
        for number, subject in enumerate((stream,) if subjects is None else subjects)
    ]
    if rows:
        connection.execute(insert(FACTS), rows)
