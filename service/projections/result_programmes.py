"""Programmes as figures need them: from the draft to the published results."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, insert, update

from service.aggregates.programme import Programme
from service.aggregates.programme_reports import ProgrammeReports
from service.eventstore.log import Recorded
from service.ids import sister_id
from service.projections.feed import Handler
from service.projections.result_tables import PROGRAMMES


def _set(connection: Connection, programme: str, **values: object) -> None:
    connection.execute(update(PROGRAMMES).where(PROGRAMMES.c.id == programme).values(**values))


def _drafted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "kind": event.kind,
        "forms": list(event.forms),
        "types": list(event.types),
        "mentees": list(event.mentees),
        "extended": 0,
        "amended": 0,
    }
    connection.execute(insert(PROGRAMMES), [row])


def _activated(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, event.originator_id, starts_on=event.starts_on, ends_on=event.ends_on)


def _extended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    extended = PROGRAMMES.c.extended + 1
    _set(connection, event.originator_id, ends_on=event.ends_on, extended=extended)


def _amended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    values = {"kind": event.kind, "forms": list(event.forms), "mentees": list(event.mentees)}
    ends = {} if event.ends_on is None else {"ends_on": event.ends_on}
    _set(connection, event.originator_id, amended=PROGRAMMES.c.amended + 1, **values, **ends)


def _completed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, event.originator_id, completed_on=event.completed_on)


def _terminated(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        event.originator_id,
        terminated_on=event.terminated_on,
        ground=event.ground,
        sub_ground=event.sub_ground,
    )


def _closed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, event.originator_id, closed_on=event.closed_on)


def _published(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, sister_id(event.originator_id, "programme"), published_on=event.published_on)


PROGRAMME_HANDLERS: Final[Mapping[Any, Handler]] = MappingProxyType(
    {
        Programme.ProgrammeDrafted: _drafted,
        Programme.ProgrammeActivated: _activated,
        Programme.ProgrammeExtended: _extended,
        Programme.ProgrammeAmended: _amended,
        Programme.ProgrammeCompleted: _completed,
        Programme.ProgrammeTerminated: _terminated,
        Programme.ProgrammeClosed: _closed,
        ProgrammeReports.ProgrammeResultsPublished: _published,
    }
)
"""Events of programmes."""
