"""From events to deadlines: which fact starts a term, what meets it, by the regulation of that day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, String, Table, insert, select

from service.aggregates.institution import Institution
from service.aggregates.needs_review import NeedsReview
from service.aggregates.order import Order
from service.aggregates.roadmap import Roadmap
from service.eventstore.log import Recorded
from service.projections.deadline_kinds import CURATOR, KINDS
from service.projections.deadline_pairs import PAIR_RULES
from service.projections.deadline_people import PEOPLE_RULES
from service.projections.deadline_versions import VERSION_RULES, regulation_of, regulation_on, week_of
from service.projections.deadlines import TABLES, Term, close_deadlines, open_deadline
from service.projections.feed import Projection
from service.regulations.regulation import Regulation

PUBLISHED: Final = Table(
    "deadline_publications",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("object", String(20), primary_key=True),
)
"""What of the approval package stands on the site: regulation, roadmap, order."""


def _entered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    VERSION_RULES[Institution.RegulationEnteredIntoForce](connection, recorded)
    if event.version == 1:
        _open_review(connection, recorded, since=event.since)


def _open_review(connection: Connection, recorded: Recorded, *, since: date) -> None:
    """The yearly review of who needs a mentor, counted from the last one or from the start (R-019)."""
    regulation = regulation_on(connection, recorded.institution, on=since)
    months = regulation.number("curator.needs_review_interval_months") if regulation else None
    if months:
        open_deadline(
            connection,
            recorded,
            KINDS["needs_review"],
            subject=f"{recorded.institution}/institution",
            fact_on=since,
            term=Term(months, "month", week_of(connection, recorded.institution)),
            sides=(CURATOR,),
        )


def _approved(connection: Connection, recorded: Recorded) -> None:
    """The package of the regulation goes to the site: by a named day, or some days after approval (R-008)."""
    event: Any = recorded.event
    regulation = regulation_of(connection, recorded.institution, version=event.version)
    term = _publication_term(regulation)
    if term is not None:
        open_deadline(
            connection,
            recorded,
            KINDS["publication"],
            subject=f"{recorded.institution}/package",
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


def _published(connection: Connection, recorded: Recorded) -> None:
    """The package is published when everything that the regulation names stands on the site."""
    event: Any = recorded.event
    for name in _objects(event):
        _note_published(connection, recorded.institution, name)
    regulation = regulation_on(connection, recorded.institution, on=event.published_on)
    if regulation is None:
        return
    stands = set(
        connection.scalars(select(PUBLISHED.c.object).where(PUBLISHED.c.institution == recorded.institution))
    )
    if set(regulation.texts("approval.publish.objects")) <= stands:
        kinds = (KINDS["publication"],)
        subject = f"{recorded.institution}/package"
        close_deadlines(connection, recorded, kinds, on=event.published_on, subject=subject)


def _objects(event: Any) -> tuple[str, ...]:  # noqa: ANN401 - two events
    if isinstance(event, Order.OrderPublished):
        return ("order",)
    return ("regulation",) if event.roadmap is None else ("regulation", "roadmap")


def _note_published(connection: Connection, institution: str, name: str) -> None:
    here = (PUBLISHED.c.institution == institution) & (PUBLISHED.c.object == name)
    if connection.execute(select(PUBLISHED.c.object).where(here)).first() is None:
        connection.execute(insert(PUBLISHED), [{"institution": institution, "object": name}])


def _reviewed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    subject = f"{recorded.institution}/institution"
    close_deadlines(connection, recorded, (KINDS["needs_review"],), on=event.reviewed_on, subject=subject)
    _open_review(connection, recorded, since=event.reviewed_on)


def _stage_scheduled(connection: Connection, recorded: Recorded) -> None:
    """A stage with days has to be completed by the last of them (004, R-040)."""
    event: Any = recorded.event
    if event.period.to is not None:
        open_deadline(
            connection,
            recorded,
            KINDS["stage"],
            subject=event.originator_id,
            about=str(event.stage),
            fact_on=event.period.since,
            term=event.period.last,
            sides=(CURATOR,),
        )


def _stage_completed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    close_deadlines(
        connection,
        recorded,
        (KINDS["stage"],),
        on=event.completed_on,
        subject=event.originator_id,
        about=str(event.stage),
    )


DEADLINE_BOARD: Final = Projection(
    name="deadlines",
    tables=TABLES,
    handlers={
        **VERSION_RULES,
        **PEOPLE_RULES,
        **PAIR_RULES,
        Institution.RegulationApproved: _approved,
        Institution.RegulationEnteredIntoForce: _entered,
        Institution.RegulationPublished: _published,
        Order.OrderPublished: _published,
        NeedsReview.AnnualNeedsReviewCompleted: _reviewed,
        Roadmap.RoadmapStageScheduled: _stage_scheduled,
        Roadmap.RoadmapStageCompleted: _stage_completed,
    },
)
