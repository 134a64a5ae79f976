"""Petitions to relieve or replace a mentor, shown to each only as far as they concern him."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from service.access import Role
from service.aggregates.petition import Petition
from service.eventstore.log import Recorded
from service.ids import same_person
from service.projections.feed import Projection
from service.values import text_of

TABLES: Final = MetaData()

PETITIONS: Final = Table(
    "petitions",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("assignment", String(80), nullable=False, index=True),
    Column("mentor", String(80), nullable=False),
    Column("addressed_to", JSON, nullable=False),
    Column("about_head", Boolean, nullable=False),
    Column("kind", String(20)),
    Column("petitioner", String(80)),
    Column("reason", String(40)),
    Column("text", Text),
    Column("requested_on", Date),
    Column("source", String(20)),
    Column("heard", JSON, nullable=False),
    Column("reviewer", String(20)),
    Column("supported", Boolean),
    Column("opinion", Text),
    Column("status", String(20), nullable=False),
    Column("outcome", String(20)),
    Column("refusal_reason", Text),
    Column("decided_on", Date),
)
"""``kind``: relief | replacement; ``status``: open | granted | refused | withdrawn."""

Row = Mapping[str, Any]
Status = Literal["open", "granted", "refused", "withdrawn"]

_KEEPERS: Final = frozenset({Role.CURATOR, Role.OPERATOR})
_WORDS: Final = ("text", "opinion", "refusal_reason")


def _set(connection: Connection, recorded: Recorded, **values: object) -> None:
    here = PETITIONS.c.id == recorded.event.originator_id
    connection.execute(update(PETITIONS).where(here).values(**values))


def _registered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "assignment": event.assignment,
        "mentor": event.mentor,
        "addressed_to": list(event.addressed_to),
        "about_head": event.about_head,
        "heard": [],
        "status": "open",
    }
    connection.execute(insert(PETITIONS), [row])


def _requested(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    for_relief = isinstance(event, Petition.MentorReliefRequested)
    _set(
        connection,
        recorded,
        kind="relief" if for_relief else "replacement",
        petitioner=event.mentor if for_relief else event.mentee,
        reason=event.reason,
        text=text_of(event.text),
        requested_on=event.requested_on,
        source=event.source,
    )


def _heard(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = PETITIONS.c.id == event.originator_id
    heard = connection.scalars(select(PETITIONS.c.heard).where(here)).one()
    _set(connection, recorded, heard=sorted({*heard, event.party}))


def _referred(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    opinion = text_of(event.opinion)
    _set(connection, recorded, reviewer=event.reviewer, supported=event.supported, opinion=opinion)


def _granted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, status="granted", outcome=event.outcome, decided_on=event.effective_on)


def _refused(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        status="refused",
        refusal_reason=event.reason.text,
        decided_on=event.effective_on,
    )


def _withdrawn(connection: Connection, recorded: Recorded) -> None:
    _set(connection, recorded, status="withdrawn", decided_on=recorded.event.effective_on)


PETITION_REGISTER: Final = Projection(
    name="petitions",
    tables=TABLES,
    handlers={
        Petition.PetitionRegistered: _registered,
        Petition.MentorReliefRequested: _requested,
        Petition.MentorReplacementRequested: _requested,
        Petition.PartyHeard: _heard,
        Petition.PetitionReferredToHead: _referred,
        Petition.MentorReliefGranted: _granted,
        Petition.MentorReplacementGranted: _granted,
        Petition.MentorReliefRefused: _refused,
        Petition.MentorReplacementRefused: _refused,
        Petition.PetitionWithdrawn: _withdrawn,
    },
)


def petition_rows(connection: Connection, institution: str) -> list[Row]:
    """Every petition of an institution, the newest first; for nobody's eyes but the curator's."""
    statement = (
        select(PETITIONS)
        .where(PETITIONS.c.institution == institution)
        .order_by(PETITIONS.c.requested_on.desc(), PETITIONS.c.id)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def petitions_for(connection: Connection, institution: str, *, person: str, role: Role) -> list[Row]:
    """The petitions that somebody may see, the newest first.

    The curator sees all but those about himself as mentor; the head those that are with him (A-20); the
    association those about a pair of the head. Whoever made a petition sees it. The mentor sees a mentee's
    petition only once it is granted or refused, and without the mentee's words (R-112); a head who is the
    mentor sees it so as soon as it is with him for his decision.
    """
    shown = (_shown(row, person=person, role=role) for row in petition_rows(connection, institution))
    return [row for row in shown if row is not None]


def _shown(row: Row, *, person: str, role: Role) -> Row | None:
    if _is_one(row["petitioner"], person):
        return row
    if _is_one(row["mentor"], person):
        with_him = row["status"] in ("granted", "refused") or (role is Role.HEAD and _is_referred(row))
        return {**row, **dict.fromkeys(_WORDS)} if with_him else None
    if role in _KEEPERS:
        return row
    if role is Role.HEAD:
        return row if not row["about_head"] or _is_referred(row) else None
    if role is Role.ASSOCIATION:
        return row if row["about_head"] else None
    return None


def _is_referred(row: Row) -> bool:
    return row["reviewer"] is not None


def _is_one(entry: str | None, person: str) -> bool:
    """Tell whether an entry belongs to a person: both share the random part (ADR 0002)."""
    return entry is not None and same_person(entry, person)
