"""The versions of the regulations and the working weeks, so that a term is counted by those of its day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import JSON, Column, Connection, Date, Integer, String, Table, delete, insert, select, update

from service.aggregates.institution import Institution
from service.events import Event
from service.eventstore.log import Recorded
from service.projections.deadlines import TABLES
from service.projections.feed import Handler
from service.regulations.regulation import Regulation
from service.values import Week

VERSIONS: Final = Table(
    "deadline_regulations",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("since", Date),
    Column("settings", JSON, nullable=False),
)
"""The versions of the regulations; ``since`` is empty until a version enters into force."""


WEEKS: Final = Table(
    "deadline_weeks",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("week", String(10), nullable=False),
)
"""The working weeks that institutions have set."""


def regulation_on(connection: Connection, institution: str, *, on: date) -> Regulation | None:
    """The regulation of an institution that holds on a day."""
    held = (VERSIONS.c.institution == institution) & VERSIONS.c.since.is_not(None) & (VERSIONS.c.since <= on)
    row = connection.execute(
        select(VERSIONS).where(held).order_by(VERSIONS.c.version.desc()).limit(1)
    ).first()
    if row is None:
        return None
    return Regulation.from_settings(institution, row.settings, version=row.version)


def regulation_of(connection: Connection, institution: str, *, version: int) -> Regulation:
    """A version of the regulation of an institution."""
    here = (VERSIONS.c.institution == institution) & (VERSIONS.c.version == version)
    row = connection.execute(select(VERSIONS).where(here)).one()
    return Regulation.from_settings(institution, row.settings, version=row.version)


def week_of(connection: Connection, institution: str) -> Week:
    """The working week of an institution: of five days unless it said otherwise."""
    found = connection.scalars(select(WEEKS.c.week).where(WEEKS.c.institution == institution)).first()
    return "six_day" if found == "six_day" else "five_day"


def _week_set(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    connection.execute(delete(WEEKS).where(WEEKS.c.institution == recorded.institution))
    connection.execute(insert(WEEKS), [{"institution": recorded.institution, "week": event.week}])


def _drafted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {"institution": recorded.institution, "version": event.version, "settings": event.settings}
    here = (VERSIONS.c.institution == row["institution"]) & (VERSIONS.c.version == event.version)
    if not connection.execute(update(VERSIONS).where(here).values(**row)).rowcount:
        connection.execute(insert(VERSIONS), [row])


def _entered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (VERSIONS.c.institution == recorded.institution) & (VERSIONS.c.version == event.version)
    connection.execute(update(VERSIONS).where(here).values(since=event.since))


VERSION_RULES: Final[Mapping[type[Event], Handler]] = {
    Institution.WorkingWeekSet: _week_set,
    Institution.RegulationConfigured: _drafted,
    Institution.RegulationAmendmentDrafted: _drafted,
    Institution.RegulationEnteredIntoForce: _entered,
}
"""Facts that make or bring into force a version."""
