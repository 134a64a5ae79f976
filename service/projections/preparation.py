"""How participants are prepared: trainings, staff development, memos, difficulties, reviews of needs."""

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

from service.aggregates.memo import Memo
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.needs_review import NeedsReview
from service.aggregates.person import Person
from service.aggregates.staff_development import StaffDevelopment
from service.aggregates.training import Training
from service.eventstore.log import Recorded
from service.ids import institution_of, sister_id
from service.projections.feed import Projection
from service.values import text_of

TABLES: Final = MetaData()

TRAININGS: Final = Table(
    "mentor_trainings",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("author", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject", Text, nullable=False),
    Column("place", Text),
    Column("place_kind", String(30)),
    Column("planned_on", Date, nullable=False),
    Column("planned_to", Date),
    Column("mentors", JSON, nullable=False),
    Column("completed_on", Date),
    Column("attended", JSON, nullable=False),
    Column("cancelled_on", Date),
)
"""``kind``: training | staff_development."""

DOCUMENTS: Final = Table(
    "training_documents",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("mentor", String(80), nullable=False, index=True),
    Column("document", Text, nullable=False),
    Column("completed_on", Date),
)

MEMOS: Final = Table(
    "memos",
    TABLES,
    Column("person", String(80), primary_key=True),
    Column("role", String(10), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("issued_on", Date),
    Column("issued_version", Integer),
    Column("acknowledged_on", Date),
    Column("acknowledged_version", Integer),
    Column("source", String(20)),
)

TRAITS: Final = Table(
    "mentee_traits",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("mentee", String(80), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("words", Text, nullable=False),
    Column("competency", String(20)),
    Column("source", String(20), nullable=False),
    Column("identified_on", Date, nullable=False),
)
"""``kind``: difficulty | strength."""

REVIEWS: Final = Table(
    "needs_reviews",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("reviewed_on", Date, nullable=False),
    Column("entries", JSON, nullable=False),
    Column("added", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
)

Row = Mapping[str, Any]


def _scheduled(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _put_training(
        connection,
        event,
        kind="training",
        place=text_of(event.place),
        planned_on=event.planned_on,
    )


def _organised(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _put_training(
        connection,
        event,
        kind="staff_development",
        place=text_of(event.host),
        place_kind=event.place,
        planned_on=event.period.since,
        planned_to=event.period.to,
    )


def _put_training(connection: Connection, event: Any, **facts: object) -> None:  # noqa: ANN401 - one of two
    row = {
        "id": event.originator_id,
        "institution": institution_of(event.originator_id),
        "author": event.subject.person,
        "subject": event.subject.text,
        "mentors": list(event.mentors),
        "attended": [],
        **facts,
    }
    connection.execute(insert(TRAININGS), [row])


def _set_training(connection: Connection, recorded: Recorded, **values: object) -> None:
    here = TRAININGS.c.id == recorded.event.originator_id
    connection.execute(update(TRAININGS).where(here).values(**values))


def _held(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_training(connection, recorded, completed_on=event.held_on, attended=list(event.attended))


def _cancelled(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_training(connection, recorded, cancelled_on=event.cancelled_on)


def _developed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_training(connection, recorded, completed_on=event.completed_on, attended=list(event.mentors))


def _documented(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "position": recorded.position,
        "institution": recorded.institution,
        "mentor": event.originator_id,
        "document": event.document.text,
        "completed_on": event.completed_on,
    }
    connection.execute(insert(DOCUMENTS), [row])


def _memo_issued(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _note_memo(connection, recorded, issued_on=event.issued_on, issued_version=event.regulation_version)


def _duties_acknowledged(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _note_memo(
        connection,
        recorded,
        acknowledged_on=event.acknowledged_on,
        acknowledged_version=event.regulation_version,
        source=event.source,
    )


def _note_memo(connection: Connection, recorded: Recorded, **facts: object) -> None:
    event: Any = recorded.event
    person = sister_id(event.originator_id, "person")
    here = (MEMOS.c.person == person) & (MEMOS.c.role == event.role)
    if connection.execute(update(MEMOS).where(here).values(**facts)).rowcount == 0:
        row = {"person": person, "role": event.role, "institution": institution_of(person), **facts}
        connection.execute(insert(MEMOS), [row])


def _difficulty(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _put_trait(connection, recorded, kind="difficulty", words=event.difficulty.text, competency=event.code)


def _strength(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _put_trait(connection, recorded, kind="strength", words=event.strength.text)


def _put_trait(connection: Connection, recorded: Recorded, **facts: object) -> None:
    event: Any = recorded.event
    row = {
        "position": recorded.position,
        "institution": recorded.institution,
        "mentee": event.originator_id,
        "source": event.source,
        "identified_on": event.effective_on,
        **facts,
    }
    connection.execute(insert(TRAITS), [row])


def _reviewed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "position": recorded.position,
        "institution": recorded.institution,
        "reviewed_on": event.reviewed_on,
        "entries": list(event.entries),
        "added": event.added,
        "removed": event.removed,
    }
    connection.execute(insert(REVIEWS), [row])


def _erased(connection: Connection, recorded: Recorded) -> None:
    person = recorded.event.originator_id
    mentor, mentee = sister_id(person, "mentor"), sister_id(person, "mentee")
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.mentor == mentor).values(document=""))
    connection.execute(update(TRAITS).where(TRAITS.c.mentee == mentee).values(words=""))
    written = TRAININGS.c.author == person
    connection.execute(update(TRAININGS).where(written).values(subject=""))
    placed = written & TRAININGS.c.place.is_not(None)
    connection.execute(update(TRAININGS).where(placed).values(place=""))


PREPARATION: Final = Projection(
    name="preparation",
    tables=TABLES,
    handlers={
        Training.MentorTrainingScheduled: _scheduled,
        Training.MentorTrainingHeld: _held,
        Training.MentorTrainingCancelled: _cancelled,
        StaffDevelopment.MentorStaffDevelopmentOrganised: _organised,
        StaffDevelopment.MentorStaffDevelopmentCompleted: _developed,
        Mentor.MentorTrainingCompleted: _documented,
        Memo.MemoIssued: _memo_issued,
        Memo.DutiesAcknowledged: _duties_acknowledged,
        Mentee.ProfessionalDifficultyIdentified: _difficulty,
        Mentee.StrengthIdentified: _strength,
        NeedsReview.AnnualNeedsReviewCompleted: _reviewed,
        Person.PersonalDataErased: _erased,
    },
)


def training_rows(connection: Connection, institution: str) -> list[Row]:
    """Trainings and measures of staff development, by their day."""
    return _rows(connection, TRAININGS, institution, TRAININGS.c.planned_on, TRAININGS.c.id)


def training_document_rows(connection: Connection, institution: str) -> list[Row]:
    """The training documents of mentors, in the order in which they came."""
    return _rows(connection, DOCUMENTS, institution, DOCUMENTS.c.position)


def memo_rows(connection: Connection, institution: str) -> list[Row]:
    """Which memos were handed out and which duties acknowledged."""
    return _rows(connection, MEMOS, institution, MEMOS.c.person, MEMOS.c.role)


def trait_rows(connection: Connection, institution: str, *, mentee: str | None = None) -> list[Row]:
    """Difficulties and strong sides of mentees, in the order in which they were told."""
    rows = _rows(connection, TRAITS, institution, TRAITS.c.position)
    return [row for row in rows if mentee is None or row["mentee"] == mentee]


def review_rows(connection: Connection, institution: str) -> list[Row]:
    """The reviews of needs, the newest first."""
    return _rows(connection, REVIEWS, institution, REVIEWS.c.position.desc())


def _rows(connection: Connection, table: Table, institution: str, *order: Any) -> list[Row]:
    statement = select(table).where(table.c.institution == institution).order_by(*order)
    return [dict(row) for row in connection.execute(statement).mappings()]
