"""Local acts and the normative base: what the institution issued, and what its orders may cite."""

from collections.abc import Mapping
from datetime import date
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

from service.aggregates.local_act import LocalAct
from service.aggregates.normative_act import NormativeAct
from service.eventstore.log import Recorded
from service.projections.feed import Projection
from service.regulations.acts import Act, federal_acts, own_acts
from service.regulations.regulation import Regulation
from service.values import text_of

TABLES: Final = MetaData()

LOCAL_ACTS: Final = Table(
    "local_acts",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("basis", JSON, nullable=False),
    Column("regulation_version", Integer, nullable=False),
    Column("drafted_by", String(80), nullable=False),
    Column("drafted_on", Date, nullable=False),
    Column("replaces", String(80)),
    Column("opinion", String(30)),
    Column("opinion_note", Text),
    Column("opinion_on", Date),
    Column("number", Text),
    Column("signed_on", Date),
    Column("in_force_from", Date),
    Column("replaced_by", String(80)),
    Column("replaced_on", Date),
)

NORMATIVE_ACTS: Final = Table(
    "normative_acts",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("level", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("since", Date, nullable=False),
    Column("to", Date),
)

Row = Mapping[str, Any]


def _act_drafted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "position": recorded.position,
        "title": event.title.text,
        "basis": list(event.basis),
        "regulation_version": event.regulation_version,
        "drafted_by": event.drafted_by,
        "drafted_on": event.effective_on,
        "replaces": event.replaces,
    }
    connection.execute(insert(LOCAL_ACTS), [row])


def _set_act(connection: Connection, recorded: Recorded, **values: object) -> None:
    here = LOCAL_ACTS.c.id == recorded.event.originator_id
    connection.execute(update(LOCAL_ACTS).where(here).values(**values))


def _opinion_given(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    note = text_of(event.note)
    _set_act(connection, recorded, opinion=event.opinion, opinion_note=note, opinion_on=event.given_on)


def _act_issued(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_act(
        connection,
        recorded,
        number=event.reference.number,
        signed_on=event.reference.signed_on,
        in_force_from=event.in_force_from,
    )


def _act_replaced(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_act(connection, recorded, replaced_by=event.by, replaced_on=event.replaced_on)


def _registered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "level": event.level,
        "title": event.title,
        "number": event.number,
        "issued_on": event.issued_on,
        "since": event.in_force.since,
        "to": event.in_force.to,
    }
    connection.execute(insert(NORMATIVE_ACTS), [row])


NORMATIVE_BASE: Final = Projection(
    name="normative_base",
    tables=TABLES,
    handlers={
        LocalAct.LocalActDrafted: _act_drafted,
        LocalAct.AssociationOpinionGiven: _opinion_given,
        LocalAct.LocalActIssued: _act_issued,
        LocalAct.LocalActReplaced: _act_replaced,
        NormativeAct.NormativeActRegistered: _registered,
    },
)


def local_act_rows(connection: Connection, institution: str) -> list[Row]:
    """The local acts of an institution, drafts and replaced ones included, the newest first."""
    statement = (
        select(LOCAL_ACTS)
        .where(LOCAL_ACTS.c.institution == institution)
        .order_by(LOCAL_ACTS.c.position.desc())
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def registered_act_rows(connection: Connection, institution: str) -> list[Row]:
    """The acts that an institution put into its normative base, by date."""
    statement = (
        select(NORMATIVE_ACTS)
        .where(NORMATIVE_ACTS.c.institution == institution)
        .order_by(NORMATIVE_ACTS.c.issued_on, NORMATIVE_ACTS.c.id)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def citable_acts(connection: Connection, *, regulation: Regulation, on: date) -> list[Act]:
    """The acts that an order of a day may cite: federal ones, the regulation's own, registered ones."""
    return [act for act in known_acts(connection, regulation=regulation).values() if act.holds_on(on)]


def known_acts(connection: Connection, *, regulation: Regulation) -> dict[str, Act]:
    """Every act that an order under a version of the regulation can have cited, by code, lapsed ones too."""
    registered = {
        row["id"]: Act(
            code=row["id"],
            citation=f"{row['title']} от {row['issued_on']:%d.%m.%Y} № {row['number']}",
            issued_on=row["issued_on"],
            number=row["number"],
            since=row["since"],
            to=row["to"],
        )
        for row in registered_act_rows(connection, regulation.code)
    }
    return {**federal_acts(), **own_acts(regulation), **registered}
