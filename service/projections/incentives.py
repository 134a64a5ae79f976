"""The register of incentives: schemes and the mentors who were encouraged (R-035)."""

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

from service.aggregates.encouragement import Encouragement
from service.aggregates.incentive_scheme import IncentiveScheme
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.projections.erasing import erase_texts, owned, owner
from service.projections.feed import Projection

TABLES: Final = MetaData()

SCHEMES: Final = Table(
    "incentive_schemes",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("developed_by", JSON, nullable=False),
    Column("text", Text, nullable=False),
    owner("text"),
    Column("proposed_by", String(80), nullable=False),
    Column("proposed_on", Date, nullable=False),
    Column("local_act", String(80)),
    Column("approved_on", Date),
)

ENCOURAGEMENTS: Final = Table(
    "encouragements",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("scheme", String(80), nullable=False),
    Column("mentor", String(80), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    owner("reason"),
    Column("proposed_by", String(80), nullable=False),
    Column("proposed_on", Date, nullable=False),
    Column("state", String(20), nullable=False),
    Column("order_number", Text),
    Column("encouraged_on", Date),
)
"""``state``: proposed | withdrawn | encouraged."""

Row = Mapping[str, Any]


def _place(recorded: Recorded) -> dict[str, object]:
    event = recorded.event
    return {
        "id": event.originator_id,
        "institution": recorded.institution,
        "position": recorded.position,
        "proposed_on": event.effective_on,
    }


def _scheme_proposed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        **_place(recorded),
        "kinds": list(event.kinds),
        "developed_by": list(event.developed_by),
        **owned(text=event.text),
        "proposed_by": event.proposed_by,
    }
    connection.execute(insert(SCHEMES), [row])


def _scheme_approved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    values = {"local_act": event.local_act, "approved_on": event.approved_on}
    connection.execute(update(SCHEMES).where(SCHEMES.c.id == event.originator_id).values(**values))


def _proposed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        **_place(recorded),
        "scheme": event.scheme,
        "mentor": event.mentor,
        "kind": event.kind,
        **owned(reason=event.reason),
        "proposed_by": event.proposed_by,
        "state": "proposed",
    }
    connection.execute(insert(ENCOURAGEMENTS), [row])


def _withdrawn(connection: Connection, recorded: Recorded) -> None:
    here = ENCOURAGEMENTS.c.id == recorded.event.originator_id
    connection.execute(update(ENCOURAGEMENTS).where(here).values(state="withdrawn"))


def _encouraged(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = ENCOURAGEMENTS.c.id == event.originator_id
    values = {
        "state": "encouraged",
        "order_number": event.order.number,
        "encouraged_on": event.encouraged_on,
    }
    connection.execute(update(ENCOURAGEMENTS).where(here).values(**values))


INCENTIVE_REGISTER: Final = Projection(
    name="incentives",
    tables=TABLES,
    handlers={
        IncentiveScheme.IncentiveSchemeProposed: _scheme_proposed,
        IncentiveScheme.IncentiveSchemeApproved: _scheme_approved,
        Encouragement.MentorEncouragementProposed: _proposed,
        Encouragement.MentorEncouragementWithdrawn: _withdrawn,
        Encouragement.MentorEncouraged: _encouraged,
        Person.PersonalDataErased: erase_texts(SCHEMES, ENCOURAGEMENTS),
    },
)


def scheme_rows(connection: Connection, institution: str) -> list[Row]:
    """The schemes of an institution in the order of their proposals."""
    here = SCHEMES.c.institution == institution
    statement = select(SCHEMES).where(here).order_by(SCHEMES.c.position)
    return [dict(row) for row in connection.execute(statement).mappings()]


def encouragement_rows(connection: Connection, institution: str, *, mentor: str | None = None) -> list[Row]:
    """The proposals to encourage mentors, of all of them or of one, the newest first."""
    statement = select(ENCOURAGEMENTS).where(ENCOURAGEMENTS.c.institution == institution)
    if mentor is not None:
        statement = statement.where(ENCOURAGEMENTS.c.mentor == mentor)
    ordered = statement.order_by(ENCOURAGEMENTS.c.position.desc())
    return [dict(row) for row in connection.execute(ordered).mappings()]
