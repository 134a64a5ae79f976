"""The register of participants: role, standing, approval, consents, employment, pairs in force.

Candidates stand apart from the bank by their ``standing``; admission, capacity and profile are in the banks.
"""

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
    delete,
    func,
    insert,
    select,
    update,
)

from service.aggregates.approval import Approval
from service.aggregates.dissemination import Dissemination
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.ids import institution_of, sister_id
from service.projections.banks import PEOPLE
from service.projections.feed import Projection
from service.values import text_of

TABLES: Final = MetaData()

PARTICIPANTS: Final = Table(
    "participants",
    TABLES,
    Column("entry", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("person", String(80), nullable=False, index=True),
    Column("role", String(10), nullable=False),
    Column("standing", String(20), nullable=False),
    Column("entered_on", Date),
    Column("removed_on", Date),
    Column("removal_ground", String(30)),
    Column("category", String(40)),
    Column("approval", String(20), nullable=False),
    Column("approval_on", Date),
    Column("approval_order", Text),
    Column("refusal_reason", Text),
)
"""``standing``: candidate | in_bank | removed; ``approval``: none | approved | refused."""

CONSENTS: Final = Table(
    "consents",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("person", String(80), nullable=False, index=True),
    Column("requested_on", Date),
    Column("given_on", Date),
    Column("valid_to", Date),
    Column("withdrawn_on", Date),
    Column("source", String(20)),
)
"""Consents to the processing of personal data; a row without ``given_on`` is a request that waits."""

PERMISSIONS: Final = Table(
    "publication_permissions",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("field", String(30), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("person", String(80), nullable=False, index=True),
    Column("places", JSON, nullable=False),
    Column("given_on", Date, nullable=False),
    Column("valid_to", Date),
    Column("withdrawn_on", Date),
    Column("source", String(20), nullable=False),
)

EMPLOYMENT: Final = Table(
    "employment_facts",
    TABLES,
    Column("person", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("left_on", Date),
    Column("transferred_on", Date),
    Column("unit", Text),
    Column("employer", Text),
)

PAIRS: Final = Table(
    "participant_pairs",
    TABLES,
    Column("assignment", String(80), primary_key=True),
    Column("mentee", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("mentor", String(80), nullable=False),
    Column("since", Date, nullable=False),
)
"""Who has whom as mentor now, by the orders in force."""

ERASED: Final = Table(
    "erased_people",
    TABLES,
    Column("person", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("erased_on", Date, nullable=False),
)

Row = Mapping[str, Any]


def _set(connection: Connection, entry: str, **values: object) -> None:
    connection.execute(update(PARTICIPANTS).where(PARTICIPANTS.c.entry == entry).values(**values))


def _began(role: str) -> Any:  # noqa: ANN401 - a handler
    def handle(connection: Connection, recorded: Recorded) -> None:
        event: Any = recorded.event
        row = {
            "entry": event.originator_id,
            "institution": recorded.institution,
            "person": event.person,
            "role": role,
            "standing": "candidate",
            "approval": "none",
        }
        connection.execute(insert(PARTICIPANTS), [row])

    return handle


def _entered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        event.originator_id,
        standing="in_bank",
        entered_on=event.entered_on,
        removed_on=None,
        removal_ground=None,
    )


def _removed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        event.originator_id,
        standing="removed",
        removed_on=event.removed_on,
        removal_ground=event.ground,
    )


def _category_assigned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, event.originator_id, category=event.category)


def _mentor_approved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _approved(connection, event.mentor, event)


def _mentee_approved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _approved(connection, event.mentee, event)


def _approved(connection: Connection, entry: str, event: Any) -> None:  # noqa: ANN401 - one of two events
    order = None if event.order is None else event.order.number
    _set(
        connection,
        entry,
        approval="approved",
        approval_on=event.approved_on,
        approval_order=order,
        refusal_reason=None,
    )


def _approval_refused(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        sister_id(event.originator_id, event.role),
        approval="refused",
        approval_on=event.refused_on,
        approval_order=None,
        refusal_reason=event.reason.text,
    )


def _put_consent(connection: Connection, recorded: Recorded, **facts: object) -> None:
    person = recorded.event.originator_id
    row = {"position": recorded.position, "institution": institution_of(person), "person": person, **facts}
    connection.execute(insert(CONSENTS), [row])


def _set_newest_consent(connection: Connection, person: str, **values: object) -> None:
    given = (CONSENTS.c.person == person) & CONSENTS.c.given_on.is_not(None)
    newest = connection.scalar(select(func.max(CONSENTS.c.position)).where(given))
    connection.execute(update(CONSENTS).where(CONSENTS.c.position == newest).values(**values))


def _consent_requested(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _put_consent(connection, recorded, requested_on=event.requested_on)


def _consent_given(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    waiting = (CONSENTS.c.person == event.originator_id) & CONSENTS.c.given_on.is_(None)
    requested_on = connection.scalar(select(func.max(CONSENTS.c.requested_on)).where(waiting))
    connection.execute(delete(CONSENTS).where(waiting))
    _put_consent(
        connection, recorded, requested_on=requested_on, given_on=event.given_on, source=event.source
    )


def _consent_term_set(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_newest_consent(connection, event.originator_id, valid_to=event.valid_to)


def _consent_withdrawn(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_newest_consent(connection, event.originator_id, withdrawn_on=event.withdrawn_on)


def _publication_allowed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    person = sister_id(event.originator_id, "person")
    rows = [
        {
            "position": recorded.position,
            "field": field,
            "institution": institution_of(person),
            "person": person,
            "places": list(event.places),
            "given_on": event.given_on,
            "valid_to": event.valid_to,
            "source": event.source,
        }
        for field in event.fields
    ]
    connection.execute(insert(PERMISSIONS), rows)


def _publication_forbidden(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (
        (PERMISSIONS.c.person == sister_id(event.originator_id, "person"))
        & PERMISSIONS.c.field.in_(event.fields)
        & PERMISSIONS.c.withdrawn_on.is_(None)
    )
    connection.execute(update(PERMISSIONS).where(here).values(withdrawn_on=event.withdrawn_on))


def _note_employment(connection: Connection, recorded: Recorded, **facts: object) -> None:
    person = recorded.event.originator_id
    here = EMPLOYMENT.c.person == person
    if connection.execute(update(EMPLOYMENT).where(here).values(**facts)).rowcount == 0:
        row = {"person": person, "institution": institution_of(person), **facts}
        connection.execute(insert(EMPLOYMENT), [row])


def _left(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _note_employment(connection, recorded, left_on=event.ended_on)


def _transferred(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    unit = text_of(event.unit)
    _note_employment(connection, recorded, transferred_on=event.transferred_on, unit=unit)


def _employer_named(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _note_employment(connection, recorded, employer=event.employer.text)


def _assigned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _released(connection, recorded)
    row = {
        "assignment": event.assignment,
        "mentee": event.originator_id,
        "institution": recorded.institution,
        "mentor": event.mentor,
        "since": event.effective_on,
    }
    connection.execute(insert(PAIRS), [row])


def _released(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (PAIRS.c.assignment == event.assignment) & (PAIRS.c.mentee == event.originator_id)
    connection.execute(delete(PAIRS).where(here))


def _erased(connection: Connection, recorded: Recorded) -> None:
    """Clear the words at once: whoever folds the log anew finds no key to read them with."""
    event: Any = recorded.event
    person = event.originator_id
    row = {"person": person, "institution": institution_of(person), "erased_on": event.erased_on}
    connection.execute(insert(ERASED), [row])
    told = (EMPLOYMENT.c.person == person) & EMPLOYMENT.c.unit.is_not(None)
    connection.execute(update(EMPLOYMENT).where(told).values(unit=""))
    told = (EMPLOYMENT.c.person == person) & EMPLOYMENT.c.employer.is_not(None)
    connection.execute(update(EMPLOYMENT).where(told).values(employer=""))
    told = (PARTICIPANTS.c.person == person) & PARTICIPANTS.c.refusal_reason.is_not(None)
    connection.execute(update(PARTICIPANTS).where(told).values(refusal_reason=""))


PARTICIPANT_REGISTER: Final = Projection(
    name="participants",
    tables=TABLES,
    handlers={
        Mentor.MentorQuestionnaireCompleted: _began("mentor"),
        Mentor.MentorEnteredInBank: _entered,
        Mentor.BankEntryRemoved: _removed,
        Mentee.MenteeNeedIdentified: _began("mentee"),
        Mentee.MenteeEnteredInBank: _entered,
        Mentee.BankEntryRemoved: _removed,
        Mentee.MenteeCategoryAssigned: _category_assigned,
        Mentee.MenteeAssigned: _assigned,
        Mentee.MenteeReleased: _released,
        Approval.MentorApproved: _mentor_approved,
        Approval.MenteeApproved: _mentee_approved,
        Approval.ParticipantApprovalRefused: _approval_refused,
        Person.PersonalDataConsentRequested: _consent_requested,
        Person.PersonalDataConsentGiven: _consent_given,
        Person.PersonalDataConsentTermSet: _consent_term_set,
        Person.PersonalDataConsentWithdrawn: _consent_withdrawn,
        Person.EmploymentEnded: _left,
        Person.Transferred: _transferred,
        Person.OutsideEmployerNamed: _employer_named,
        Person.PersonalDataErased: _erased,
        Dissemination.DisseminationConsentGiven: _publication_allowed,
        Dissemination.DisseminationConsentWithdrawn: _publication_forbidden,
    },
)


def participant_rows(connection: Connection, institution: str) -> list[Row]:
    """Everybody who takes part or may, with the name, by name; candidates are told by their standing."""
    statement = (
        select(PARTICIPANTS, PEOPLE.c.full_name)
        .join(PEOPLE, PEOPLE.c.id == PARTICIPANTS.c.person)
        .where(PARTICIPANTS.c.institution == institution)
        .order_by(PEOPLE.c.full_name, PARTICIPANTS.c.entry)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def consent_rows(connection: Connection, institution: str, *, person: str | None = None) -> list[Row]:
    """The consents to processing and the requests that wait, in the order in which they came."""
    return _of_person(connection, CONSENTS, institution, person)


def permission_rows(connection: Connection, institution: str, *, person: str | None = None) -> list[Row]:
    """The permissions to publish, one row for each piece of data, in the order in which they came."""
    return _of_person(connection, PERMISSIONS, institution, person)


def _of_person(connection: Connection, table: Table, institution: str, person: str | None) -> list[Row]:
    statement = (
        select(table, PEOPLE.c.full_name)
        .join(PEOPLE, PEOPLE.c.id == table.c.person)
        .where(table.c.institution == institution)
        .order_by(*table.primary_key.columns)
    )
    if person is not None:
        statement = statement.where(table.c.person == person)
    return [dict(row) for row in connection.execute(statement).mappings()]


def employment_rows(connection: Connection, institution: str) -> dict[str, Row]:
    """What the staff office told, by person."""
    statement = select(EMPLOYMENT).where(EMPLOYMENT.c.institution == institution)
    return {row["person"]: dict(row) for row in connection.execute(statement).mappings()}


def pair_rows(connection: Connection, institution: str) -> list[Row]:
    """Who has whom as mentor now."""
    statement = (
        select(PAIRS).where(PAIRS.c.institution == institution).order_by(PAIRS.c.assignment, PAIRS.c.mentee)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def erased_people(connection: Connection) -> tuple[str, ...]:
    """Everybody who was forgotten, in all institutions."""
    return tuple(connection.scalars(select(ERASED.c.person)))
