"""The association of mentors: its composition, and the mentees by category with their mentors (R-027)."""

from collections.abc import Mapping
from typing import Any, Final

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
    delete,
    insert,
    select,
    update,
)

from service.aggregates.association import Association
from service.aggregates.mentee import Mentee
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.ids import institution_of
from service.projections.banks import MENTEE_BANK, MENTOR_BANK, PEOPLE
from service.projections.erasing import erase_texts, owned, owner
from service.projections.feed import Projection

TABLES: Final = MetaData()

ASSOCIATIONS: Final = Table(
    "associations",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("exists", Boolean, nullable=False),
    Column("kind", Text),
    Column("name", Text),
    owner("name"),
    Column("chair", String(80)),
    Column("since", Date),
    Column("order_number", Text),
    Column("order_on", Date),
    Column("proposed", JSON),
    Column("proposed_name", Text),
    owner("proposed_name"),
    Column("dissolved_on", Date),
)
"""``proposed``: what waits for the head: kind, chair and members, or {"dissolution": true}."""

MEMBERS: Final = Table(
    "association_members",
    TABLES,
    Column("association", String(80), primary_key=True),
    Column("person", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("is_chair", Boolean, nullable=False),
    Column("since", Date, nullable=False),
)

CARE: Final = Table(
    "mentees_in_care",
    TABLES,
    Column("mentee", String(80), primary_key=True),
    Column("assignment", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("mentor", String(80), nullable=False),
    Column("since", Date, nullable=False),
    Column("released_on", Date),
)

Row = Mapping[str, Any]


def _set(connection: Connection, recorded: Recorded, **values: object) -> None:
    here = ASSOCIATIONS.c.id == recorded.event.originator_id
    connection.execute(update(ASSOCIATIONS).where(here).values(**values))


def _opened(connection: Connection, recorded: Recorded) -> None:
    stream = recorded.event.originator_id
    connection.execute(
        insert(ASSOCIATIONS), [{"id": stream, "institution": institution_of(stream), "exists": False}]
    )


def _proposed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    proposed = {"kind": event.kind, "chair": event.chair, "members": list(event.members)}
    _set(connection, recorded, proposed=proposed, **owned(proposed_name=event.name))


def _dissolution_proposed(connection: Connection, recorded: Recorded) -> None:
    _set(connection, recorded, proposed={"dissolution": True}, **owned(proposed_name=None))


def _composed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = ASSOCIATIONS.c.id == event.originator_id
    row = connection.execute(select(ASSOCIATIONS).where(here)).mappings().one()
    _set(
        connection,
        recorded,
        exists=True,
        kind=row["proposed"]["kind"],
        name=row["proposed_name"],
        name_of=row["proposed_name_of"],
        chair=event.chair,
        since=event.effective_from,
        order_number=event.order.number,
        order_on=event.order.signed_on,
        proposed=None,
        dissolved_on=None,
        **owned(proposed_name=None),
    )
    _keep_members(connection, recorded)


def _keep_members(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = MEMBERS.c.association == event.originator_id
    known = {row.person: row.since for row in connection.execute(select(MEMBERS).where(here))}
    connection.execute(delete(MEMBERS).where(here))
    rows = [
        {
            "association": event.originator_id,
            "person": member,
            "institution": recorded.institution,
            "is_chair": member == event.chair,
            "since": known.get(member, event.effective_from),
        }
        for member in event.members
    ]
    connection.execute(insert(MEMBERS), rows)


def _dissolved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        exists=False,
        chair=None,
        proposed=None,
        order_number=event.order.number,
        order_on=event.order.signed_on,
        dissolved_on=event.effective_from,
    )
    connection.execute(delete(MEMBERS).where(MEMBERS.c.association == event.originator_id))


def _assigned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (CARE.c.mentee == event.originator_id) & (CARE.c.assignment == event.assignment)
    care = {"mentor": event.mentor, "since": event.effective_on, "released_on": None}
    if not connection.execute(update(CARE).where(here).values(**care)).rowcount:
        place = {"mentee": event.originator_id, "assignment": event.assignment}
        row = {**place, "institution": recorded.institution, **care}
        connection.execute(insert(CARE), [row])


def _released(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (CARE.c.mentee == event.originator_id) & (CARE.c.assignment == event.assignment)
    connection.execute(update(CARE).where(here).values(released_on=event.released_on))


ASSOCIATION_REGISTER: Final = Projection(
    name="associations",
    tables=TABLES,
    handlers={
        Association.AssociationRegisterOpened: _opened,
        Association.AssociationCompositionProposed: _proposed,
        Association.AssociationDissolutionProposed: _dissolution_proposed,
        Association.AssociationCompositionApproved: _composed,
        Association.AssociationCompositionChanged: _composed,
        Association.AssociationDissolved: _dissolved,
        Mentee.MenteeAssigned: _assigned,
        Mentee.MenteeReleased: _released,
        Person.PersonalDataErased: erase_texts(ASSOCIATIONS),
    },
)


def association(connection: Connection, institution: str) -> Row | None:
    """The association of an institution, its proposal or the trace of a dissolved one."""
    here = ASSOCIATIONS.c.institution == institution
    row = connection.execute(select(ASSOCIATIONS).where(here)).mappings().first()
    return None if row is None else dict(row)


def member_rows(connection: Connection, institution: str) -> list[Row]:
    """The members with their names, the chair first."""
    statement = (
        select(MEMBERS, PEOPLE.c.full_name, PEOPLE.c.position)
        .join(PEOPLE, PEOPLE.c.id == MEMBERS.c.person, isouter=True)
        .where(MEMBERS.c.institution == institution)
        .order_by(MEMBERS.c.is_chair.desc(), PEOPLE.c.full_name, MEMBERS.c.person)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def novice_rows(connection: Connection, institution: str, *, category: str | None = None) -> list[Row]:
    """The mentees of the bank by category, each with the present mentors: subject and pair, nothing more."""
    people, mentor_people = PEOPLE.alias("mentee_people"), PEOPLE.alias("mentor_people")
    in_care = (CARE.c.mentee == MENTEE_BANK.c.id) & CARE.c.released_on.is_(None)
    statement = (
        select(
            MENTEE_BANK.c.id.label("mentee"),
            people.c.full_name.label("mentee_name"),
            MENTEE_BANK.c.category,
            MENTEE_BANK.c.subject,
            CARE.c.assignment,
            CARE.c.mentor,
            mentor_people.c.full_name.label("mentor_name"),
            CARE.c.since,
        )
        .join(people, people.c.id == MENTEE_BANK.c.person, isouter=True)
        .join(CARE, in_care, isouter=True)
        .join(MENTOR_BANK, MENTOR_BANK.c.id == CARE.c.mentor, isouter=True)
        .join(mentor_people, mentor_people.c.id == MENTOR_BANK.c.person, isouter=True)
        .where(MENTEE_BANK.c.institution == institution, MENTEE_BANK.c.entered_on.is_not(None))
        .order_by(
            MENTEE_BANK.c.category.is_(None),  # databases differ in where they put those without a category
            MENTEE_BANK.c.category,
            people.c.full_name,
            MENTEE_BANK.c.id,
            CARE.c.since,
        )
    )
    if category is not None:
        statement = statement.where(MENTEE_BANK.c.category == category)
    return [dict(row) for row in connection.execute(statement).mappings()]
