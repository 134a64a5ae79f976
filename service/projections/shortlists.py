"""Shortlists: from whom the mentees of a round may choose before the final run."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Column, Connection, Date, Integer, MetaData, String, Table, delete, insert, select

from service.aggregates.match_round import MatchRound
from service.eventstore.log import Recorded
from service.projections.feed import Projection

TABLES: Final = MetaData()

SHORTLISTS: Final = Table(
    "shortlists",
    TABLES,
    Column("mentee", String(80), primary_key=True),
    Column("mentor", String(80), primary_key=True),
    Column("round", String(80), nullable=False, index=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("prepared_on", Date, nullable=False),
)
"""The newest list of each institution; ``place`` counts from 1, the nearest mentor."""

Row = Mapping[str, Any]


def _prepared(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    institution = recorded.institution
    connection.execute(delete(SHORTLISTS).where(SHORTLISTS.c.institution == institution))
    rows = [
        {
            "mentee": each.mentee,
            "mentor": near.mentor,
            "round": event.originator_id,
            "institution": institution,
            "place": place,
            "points": near.points,
            "prepared_on": event.on,
        }
        for each in event.lists
        for place, near in enumerate(each.nearest, start=1)
    ]
    if rows:
        connection.execute(insert(SHORTLISTS), rows)


def _closed(connection: Connection, recorded: Recorded) -> None:
    connection.execute(delete(SHORTLISTS).where(SHORTLISTS.c.round == recorded.event.originator_id))


SHORTLIST: Final = Projection(
    name="shortlists",
    tables=TABLES,
    handlers={MatchRound.ShortlistPrepared: _prepared, MatchRound.MatchRoundClosed: _closed},
)


def shortlist_rows(connection: Connection, institution: str) -> list[Row]:
    """The newest shortlist of the open round, by mentee, the nearest mentor first."""
    statement = (
        select(SHORTLISTS)
        .where(SHORTLISTS.c.institution == institution)
        .order_by(SHORTLISTS.c.mentee, SHORTLISTS.c.place)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]
