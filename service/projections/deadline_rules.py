"""From events to deadlines: which fact starts a term, what meets it, by the regulation of that day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from service.aggregates.institution import Institution
from service.aggregates.mentee import Mentee
from service.eventstore.log import Recorded
from service.projections.deadline_kinds import CURATOR, HEAD, KINDS
from service.projections.deadline_versions import VERSION_RULES, regulation_of, regulation_on, week_of
from service.projections.deadlines import TABLES, Term, close_deadlines, open_deadline
from service.projections.feed import Projection
from service.regulations.regulation import Regulation


def _code(recorded: Recorded) -> str:
    return recorded.event.originator_id.split("/", 1)[0]


def _entered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    VERSION_RULES[Institution.RegulationEnteredIntoForce](connection, recorded)
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
            term=Term(months, "month", week_of(connection, _code(recorded))),
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
            term=Term(days, week=week_of(connection, _code(recorded))),
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
        **VERSION_RULES,
        Institution.RegulationApproved: _approved,
        Institution.RegulationEnteredIntoForce: _entered,
        Mentee.MenteeActualWorkStarted: _work_started,
        Mentee.MenteeAssigned: _mentor_assigned,
    },
)
