"""The register of mediation: that a case exists and where it stands, never what it is about (R-034)."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Column, Connection, Date, Integer, MetaData, String, Table, insert, select, update

from service.aggregates.mediation import Mediation
from service.eventstore.log import Recorded
from service.projections.feed import Projection

TABLES: Final = MetaData()

CASES: Final = Table(
    "mediations",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("service", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("requested_on", Date, nullable=False),
    Column("mediator", String(80)),
    Column("capacity", String(20)),
    Column("ended_on", Date),
)
"""``state``: requested | open | declined | held | agreed | not_agreed."""

PARTIES: Final = Table(
    "mediation_parties",
    TABLES,
    Column("mediation", String(80), primary_key=True),
    Column("person", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("answer", String(10)),
)
"""``answer``: None while silent, agreed | declined."""

Row = Mapping[str, Any]


def _set(connection: Connection, recorded: Recorded, **values: object) -> None:
    here = CASES.c.id == recorded.event.originator_id
    connection.execute(update(CASES).where(here).values(**values))


def _answer(connection: Connection, recorded: Recorded, answer: str) -> None:
    event: Any = recorded.event
    here = (PARTIES.c.mediation == event.originator_id) & (PARTIES.c.person == event.party)
    connection.execute(update(PARTIES).where(here).values(answer=answer))


def _requested(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    institution = recorded.institution
    case = {
        "id": event.originator_id,
        "institution": institution,
        "position": recorded.position,
        "service": event.service,
        "state": "requested",
        "requested_on": event.effective_on,
    }
    connection.execute(insert(CASES), [case])
    parties = [
        {
            "mediation": event.originator_id,
            "person": party,
            "institution": institution,
            "answer": "agreed" if party == event.applicant else None,
        }
        for party in event.parties
    ]
    connection.execute(insert(PARTIES), parties)


def _agreed(connection: Connection, recorded: Recorded) -> None:
    _answer(connection, recorded, "agreed")


def _declined(connection: Connection, recorded: Recorded) -> None:
    _answer(connection, recorded, "declined")
    _set(connection, recorded, state="declined", ended_on=recorded.event.effective_on)


def _held(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        state="held",
        mediator=event.mediator,
        capacity=event.capacity,
        ended_on=event.held_on,
    )


def _concluded(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        state="agreed" if event.agreed else "not_agreed",
        mediator=event.mediator,
        capacity=event.capacity,
        ended_on=event.concluded_on,
    )


def _opened(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, state="open", mediator=event.mediator, capacity=event.capacity)


def _closed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    state = "agreed" if event.agreed else "not_agreed"
    _set(connection, recorded, state=state, ended_on=event.closed_on)


MEDIATION_REGISTER: Final = Projection(
    name="mediations",
    tables=TABLES,
    handlers={
        Mediation.MediationRequested: _requested,
        Mediation.MediationParticipationAgreed: _agreed,
        Mediation.MediationParticipationDeclined: _declined,
        Mediation.ConsultationHeld: _held,
        Mediation.ConciliationConcluded: _concluded,
        Mediation.MediationOpened: _opened,
        Mediation.MediationClosed: _closed,
    },
)


def case_rows(connection: Connection, institution: str) -> list[Row]:
    """The cases of an institution as everybody may see them: kind, state, dates; no parties, no mediator."""
    columns = (CASES.c.id, CASES.c.service, CASES.c.state, CASES.c.requested_on, CASES.c.ended_on)
    here = CASES.c.institution == institution
    statement = select(*columns).where(here).order_by(CASES.c.position.desc())
    return [dict(row) for row in connection.execute(statement).mappings()]


def cases_of(connection: Connection, person: str) -> list[Row]:
    """The cases in which a person is a party or the mediator, with the other parties and their answers."""
    mine = select(PARTIES.c.mediation).where(PARTIES.c.person == person)
    statement = (
        select(CASES)
        .where(CASES.c.id.in_(mine) | (CASES.c.mediator == person))
        .order_by(CASES.c.position.desc())
    )
    cases = connection.execute(statement).mappings().all()
    return [{**case, "parties": _parties(connection, case["id"])} for case in cases]


def _parties(connection: Connection, case: str) -> list[Row]:
    statement = (
        select(PARTIES.c.person, PARTIES.c.answer)
        .where(PARTIES.c.mediation == case)
        .order_by(PARTIES.c.person)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]
