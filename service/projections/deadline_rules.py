"""From events to deadlines: which fact starts a term, what meets it, by the regulation of that day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import JSON, Column, Connection, Date, Integer, String, Table, insert, select, update

from service.aggregates.institution import Institution
from service.aggregates.mentee import Mentee
from service.eventstore.log import Recorded
from service.projections.deadline_kinds import CURATOR, HEAD, KINDS
from service.projections.deadlines import TABLES, Term, close_deadlines, open_deadline
from service.projections.feed import Projection
from service.regulations.regulation import Regulation

VERSIONS: Final = Table(
    "deadline_regulations",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("since", Date),
    Column("settings", JSON, nullable=False),
)
"""The versions of the regulations, so that a term is counted by the one of its day."""

PUBLISHED: Final = Table(
    "deadline_publications",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("object", String(20), primary_key=True),
)
"""What of the approval package stands on the site."""


def _code(recorded: Recorded) -> str:
    return recorded.event.originator_id.split("/", 1)[0]


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


def _drafted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {"institution": _code(recorded), "version": event.version, "settings": event.settings}
    here = (VERSIONS.c.institution == row["institution"]) & (VERSIONS.c.version == event.version)
    if not connection.execute(update(VERSIONS).where(here).values(**row)).rowcount:
        connection.execute(insert(VERSIONS), [row])


def _entered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (VERSIONS.c.institution == _code(recorded)) & (VERSIONS.c.version == event.version)
    connection.execute(update(VERSIONS).where(here).values(since=event.since))
    if event.version == 1:
        _open_review(connection, recorded, since=event.since)


def _open_review(connection: Connection, recorded: Recorded, *, since: date) -> None:
    """The yearly review of who needs a mentor, counted from the last one or from the start (R-019)."""
    regulation = regulation_on(connection, _code(recorded), on=since)
    months = regulation.number("curator.needs_review_interval_months") if regulation else None
    if months:
        open_deadline(
            connection,
            recorded,
            KINDS["needs_review"],
            subject=f"{_code(recorded)}/institution",
            fact_on=since,
            term=Term(months, "month"),
            sides=(CURATOR,),
        )


def _approved(connection: Connection, recorded: Recorded) -> None:
    """The package of the regulation goes to the site: by a named day, or some days after approval (R-008)."""
    event: Any = recorded.event
    regulation = regulation_of(connection, _code(recorded), version=event.version)
    term = _publication_term(regulation)
    if term is not None:
        open_deadline(
            connection,
            recorded,
            KINDS["publication"],
            subject=event.originator_id,
            fact_on=event.order.signed_on,
            term=term,
            sides=(CURATOR,),
        )


def _publication_term(regulation: Regulation) -> Term | date | None:
    told = regulation.value("approval.publish.deadline")
    if not isinstance(told, Mapping) or not regulation.texts("approval.publish.objects"):
        return None
    if (on := told.get("on")) is not None:
        return msgspec.convert(on, date)
    days = told.get("days_after_approval")
    return Term(days) if isinstance(days, int) else None


def _work_started(connection: Connection, recorded: Recorded) -> None:
    """A mentor has to be appointed in time for who was newly admitted to work (002 §3.7, A-12)."""
    event: Any = recorded.event
    regulation = regulation_on(connection, _code(recorded), on=event.started_on)
    days = regulation.appointment_deadline_days if regulation else None
    if days:
        open_deadline(
            connection,
            recorded,
            KINDS["appointment"],
            subject=event.originator_id,
            fact_on=event.started_on,
            term=Term(days),
            sides=(HEAD, CURATOR),
        )


def _mentor_assigned(connection: Connection, recorded: Recorded) -> None:
    kinds = (KINDS["appointment"], KINDS["search"])
    event = recorded.event
    close_deadlines(connection, recorded, kinds, on=event.effective_on, subject=event.originator_id)


DEADLINE_BOARD: Final = Projection(
    name="deadlines",
    tables=TABLES,
    handlers={
        Institution.RegulationConfigured: _drafted,
        Institution.RegulationAmendmentDrafted: _drafted,
        Institution.RegulationApproved: _approved,
        Institution.RegulationEnteredIntoForce: _entered,
        Mentee.MenteeActualWorkStarted: _work_started,
        Mentee.MenteeAssigned: _mentor_assigned,
    },
)
