"""Who is what in an institution, from the events that make somebody something."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Column, Connection, MetaData, String, Table, delete, insert, select

from service.access import Role
from service.aggregates.association import Association
from service.aggregates.institution import Institution
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.ids import institution_of, person_of
from service.projections.feed import Projection

TABLES: Final = MetaData()

ROLES: Final = Table(
    "person_roles",
    TABLES,
    Column("person", String(80), primary_key=True),
    Column("role", String(40), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
)

ONE_HOLDER: Final = frozenset({Role.HEAD, Role.CURATOR})
"""Offices that one person holds at a time."""


def _give(connection: Connection, person: str, role: Role) -> None:
    if role in ONE_HOLDER:
        _take_from_all(connection, institution_of(person), role)
    here = (ROLES.c.person == person) & (ROLES.c.role == role.value)
    if connection.execute(select(ROLES.c.person).where(here)).first() is None:
        row = {"person": person, "role": role.value, "institution": institution_of(person)}
        connection.execute(insert(ROLES), [row])


def _take_from_all(connection: Connection, institution: str, role: Role) -> None:
    held = (ROLES.c.institution == institution) & (ROLES.c.role == role.value)
    connection.execute(delete(ROLES).where(held))


def _registered(connection: Connection, recorded: Recorded) -> None:
    _give(connection, recorded.event.originator_id, Role.STAFF)


def _head_named(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _give(connection, event.person, Role.HEAD)


def _curator_appointed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _give(connection, event.person, Role.CURATOR)


def _curator_relieved(connection: Connection, recorded: Recorded) -> None:
    _take_from_all(connection, recorded.institution, Role.CURATOR)


def _role_granted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _give(connection, event.person, Role(event.role))


def _role_revoked(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    connection.execute(delete(ROLES).where(ROLES.c.person == event.person, ROLES.c.role == event.role))


def _mentor_entered(connection: Connection, recorded: Recorded) -> None:
    _give(connection, person_of(recorded.event.originator_id), Role.MENTOR)


def _mentee_entered(connection: Connection, recorded: Recorded) -> None:
    _give(connection, person_of(recorded.event.originator_id), Role.MENTEE)


def _association_composed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _take_from_all(connection, recorded.institution, Role.ASSOCIATION)
    for member in event.members:
        _give(connection, member, Role.ASSOCIATION)


def _association_dissolved(connection: Connection, recorded: Recorded) -> None:
    _take_from_all(connection, recorded.institution, Role.ASSOCIATION)


def _erased(connection: Connection, recorded: Recorded) -> None:
    connection.execute(delete(ROLES).where(ROLES.c.person == recorded.event.originator_id))


PERSON_ROLES: Final = Projection(
    name="person_roles",
    tables=TABLES,
    handlers={
        Person.ParticipantRegistered: _registered,
        Person.PersonalDataErased: _erased,
        Institution.HeadNamed: _head_named,
        Institution.CuratorAppointed: _curator_appointed,
        Institution.CuratorRelieved: _curator_relieved,
        Institution.RoleGranted: _role_granted,
        Institution.RoleRevoked: _role_revoked,
        Association.AssociationCompositionApproved: _association_composed,
        Association.AssociationCompositionChanged: _association_composed,
        Association.AssociationDissolved: _association_dissolved,
        Mentor.MentorEnteredInBank: _mentor_entered,
        Mentee.MenteeEnteredInBank: _mentee_entered,
    },
)


def roles_of(connection: Connection, person: str) -> frozenset[Role]:
    """The roles of a person of an institution; empty for somebody unknown."""
    return frozenset(map(Role, connection.scalars(select(ROLES.c.role).where(ROLES.c.person == person))))


def holders(connection: Connection, *, institution: str, role: Role) -> tuple[str, ...]:
    """The persons who hold a role, by id."""
    here = (ROLES.c.institution == institution) & (ROLES.c.role == role.value)
    return tuple(connection.scalars(select(ROLES.c.person).where(here).order_by(ROLES.c.person)))


def role_rows(connection: Connection, institution: str) -> list[Mapping[str, Any]]:
    """Everybody's roles in an institution."""
    statement = select(ROLES).where(ROLES.c.institution == institution).order_by(ROLES.c.person, ROLES.c.role)
    return [dict(row) for row in connection.execute(statement).mappings()]
