"""Proposals inside mentoring: measures (restricted to those concerned) and improvements of programmes."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
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

from service.aggregates.improvement import Improvement
from service.aggregates.measure import Measure
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.ids import same_person, sister_id
from service.projections.feed import Projection
from service.values import text_of

TABLES: Final = MetaData()

MEASURES: Final = Table(
    "measures",
    TABLES,
    Column("measure", String(80), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("assignment", String(80), nullable=False),
    Column("mentor", String(80), nullable=False),
    Column("mentee", String(80), nullable=False),
    Column("person", String(80), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("proposal", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("proposed_on", Date, nullable=False),
    Column("informed_on", Date),
    Column("answer", Text),
    Column("answered_on", Date),
    Column("outcome", String(20)),
    Column("reason", Text),
    Column("decided_on", Date),
)
"""``kind``: encouragement | discipline; ``state``: proposed | informed | answered | decided.

Only ``measures_for`` reads it: nothing of it is published and nothing of it reaches the matcher (A-41).
"""

IMPROVEMENTS: Final = Table(
    "improvements",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("author", String(80), nullable=False),
    Column("assignment", String(80)),
    Column("person", String(80), nullable=False, index=True),
    Column("proposal", Text, nullable=False),
    Column("proposed_on", Date, nullable=False),
    Column("outcome", String(20)),
    Column("reason", Text),
    Column("decided_on", Date),
)

Row = Mapping[str, Any]

_WORDS: Final = (
    MEASURES.c.proposal,
    MEASURES.c.answer,
    MEASURES.c.reason,
    IMPROVEMENTS.c.proposal,
    IMPROVEMENTS.c.reason,
)


def _proposed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    praise = isinstance(event, Measure.MenteeEncouragementProposed)
    row = {
        "measure": event.originator_id,
        "number": event.number,
        "institution": recorded.institution,
        "assignment": sister_id(event.originator_id, "assignment"),
        "mentor": event.mentor,
        "mentee": event.mentee,
        "person": event.proposal.person,
        "kind": "encouragement" if praise else "discipline",
        "proposal": event.proposal.text,
        "state": "proposed",
        "proposed_on": event.proposed_on,
    }
    connection.execute(insert(MEASURES), [row])


def _set_measure(connection: Connection, recorded: Recorded, **values: object) -> None:
    event: Any = recorded.event
    here = (MEASURES.c.measure == event.originator_id) & (MEASURES.c.number == event.number)
    connection.execute(update(MEASURES).where(here).values(**values))


def _informed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_measure(connection, recorded, state="informed", informed_on=event.informed_on)


def _answered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    answer = text_of(event.answer)
    _set_measure(connection, recorded, state="answered", answer=answer, answered_on=event.answered_on)


def _decided(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_measure(
        connection,
        recorded,
        state="decided",
        outcome=event.outcome,
        reason=text_of(event.reason),
        decided_on=event.decided_on,
    )


def _improvement(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "author": event.author,
        "assignment": event.assignment,
        "person": event.proposal.person,
        "proposal": event.proposal.text,
        "proposed_on": event.proposed_on,
    }
    connection.execute(insert(IMPROVEMENTS), [row])


def _improvement_decided(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    reason = text_of(event.reason)
    told = {"outcome": event.outcome, "reason": reason, "decided_on": event.decided_on}
    connection.execute(update(IMPROVEMENTS).where(IMPROVEMENTS.c.id == event.originator_id).values(**told))


def _erased(connection: Connection, recorded: Recorded) -> None:
    """Clear the words at once: whoever folds the log anew finds no key to read them with."""
    for column in _WORDS:
        told = (column.table.c.person == recorded.event.originator_id) & column.is_not(None)
        connection.execute(update(column.table).where(told).values({column.name: ""}))


PROPOSAL_REGISTER: Final = Projection(
    name="proposals",
    tables=TABLES,
    handlers={
        Measure.MenteeEncouragementProposed: _proposed,
        Measure.DisciplinaryMeasureProposed: _proposed,
        Measure.MenteeInformedOfProposal: _informed,
        Measure.MenteeAnsweredProposal: _answered,
        Measure.ProposalDecided: _decided,
        Improvement.ProgrammeImprovementProposed: _improvement,
        Improvement.ProgrammeImprovementDecided: _improvement_decided,
        Person.PersonalDataErased: _erased,
    },
)


def measures_for(connection: Connection, institution: str, *, person: str, is_head: bool) -> list[Row]:
    """The measures that somebody may see, the newest first.

    The head sees all, a mentor those that he proposed, a mentee those about herself once she was told.
    Nobody else sees any.
    """
    order = (MEASURES.c.proposed_on.desc(), MEASURES.c.measure, MEASURES.c.number.desc())
    statement = select(MEASURES).where(MEASURES.c.institution == institution).order_by(*order)
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    return [row for row in rows if is_head or _concerns(row, person)]


def improvement_rows(connection: Connection, institution: str) -> list[Row]:
    """The proposed improvements, those without an answer first."""
    order = (IMPROVEMENTS.c.decided_on.is_not(None), IMPROVEMENTS.c.proposed_on.desc(), IMPROVEMENTS.c.id)
    statement = select(IMPROVEMENTS).where(IMPROVEMENTS.c.institution == institution).order_by(*order)
    return [dict(row) for row in connection.execute(statement).mappings()]


def _concerns(row: Row, person: str) -> bool:
    told = row["informed_on"] is not None and same_person(row["mentee"], person)
    return told or same_person(row["mentor"], person)
