"""Best practices and methodical materials, with the consents of their authors."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    JSON,
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

from service.aggregates.material import Material
from service.aggregates.practice import Practice
from service.eventstore.log import Recorded
from service.ids import institution_of
from service.projections.feed import Projection
from service.values import text_of

TABLES: Final = MetaData()
Row = Mapping[str, Any]

PRACTICES: Final = Table(
    "practices",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("authors", JSON, nullable=False),
    Column("council_members", JSON, nullable=False),
    Column("system_administrator", String(80)),
    Column("programme", String(80)),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("result", Text),
    Column("topic", String(40), nullable=False),
    Column("level", String(20), nullable=False),
    Column("forms", JSON, nullable=False),
    Column("types", JSON, nullable=False),
    Column("described_on", Date, nullable=False),
    Column("selected_on", Date),
    Column("round_table", String(80)),
    Column("accepted_on", Date),
    Column("shared_on", Date),
    Column("shared_level", String(20)),
    Column("shared_place", Text),
)
"""``shared_…`` tell of the latest time."""

MATERIALS: Final = Table(
    "materials",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("authors", JSON, nullable=False),
    Column("title", Text, nullable=False),
    Column("content", Text),
    Column("topic", String(40), nullable=False),
    Column("forms", JSON, nullable=False),
    Column("types", JSON, nullable=False),
    Column("practice", String(80)),
    Column("added_on", Date, nullable=False),
    Column("collected_on", Date),
)

CONSENTS: Final = Table(
    "author_consents",
    TABLES,
    Column("work", String(80), primary_key=True),
    Column("author", String(80), primary_key=True),
    Column("given_on", Date, nullable=False),
)
"""The consents that hold; a withdrawn one leaves the table."""


def _common(event: Any) -> dict[str, object]:  # noqa: ANN401 - of one of two classes
    return {
        "id": event.originator_id,
        "institution": institution_of(event.originator_id),
        "authors": list(event.authors),
        "title": event.title.text,
        "topic": event.topic,
        "forms": list(event.forms),
        "types": list(event.types),
    }


def _set(connection: Connection, table: Table, stream: str, **values: object) -> None:
    connection.execute(update(table).where(table.c.id == stream).values(**values))


def _described(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = _common(event) | {
        "council_members": list(event.council_members),
        "system_administrator": event.system_administrator,
        "programme": event.programme,
        "description": event.description.text,
        "result": text_of(event.result),
        "level": event.level,
        "described_on": event.effective_on,
    }
    connection.execute(insert(PRACTICES), [row])


def _selected(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = {"selected_on": event.selected_on, "round_table": event.round_table}
    _set(connection, PRACTICES, event.originator_id, **here)


def _accepted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, PRACTICES, event.originator_id, accepted_on=event.accepted_on)


def _shared(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    shared = {"shared_on": event.shared_on, "shared_level": event.level, "shared_place": event.place.text}
    _set(connection, PRACTICES, event.originator_id, **shared)


def _added(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = _common(event) | {
        "content": text_of(event.content),
        "practice": event.practice,
        "added_on": event.effective_on,
    }
    connection.execute(insert(MATERIALS), [row])


def _collected(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, MATERIALS, event.originator_id, collected_on=event.replenished_on)


def _consented(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {"work": event.originator_id, "author": event.author, "given_on": event.given_on}
    connection.execute(insert(CONSENTS), [row])


def _withdrawn(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (CONSENTS.c.work == event.originator_id) & (CONSENTS.c.author == event.author)
    connection.execute(delete(CONSENTS).where(here))


PRACTICE_BANK: Final = Projection(
    name="practices",
    tables=TABLES,
    handlers={
        Practice.BestPracticeDescribed: _described,
        Practice.BestPracticeSelected: _selected,
        Practice.BestPracticeAccepted: _accepted,
        Practice.BestPracticeShared: _shared,
        Practice.AuthorConsentGiven: _consented,
        Practice.AuthorConsentWithdrawn: _withdrawn,
        Material.MethodicalMaterialAdded: _added,
        Material.MethodicalCollectionReplenished: _collected,
        Material.AuthorConsentGiven: _consented,
        Material.AuthorConsentWithdrawn: _withdrawn,
    },
)


def practice_rows(connection: Connection, institution: str) -> list[Row]:
    """All practices, the newest first; ``agreed`` are the authors whose consent holds."""
    return _works(connection, PRACTICES, PRACTICES.c.described_on, institution)


def material_rows(connection: Connection, institution: str) -> list[Row]:
    """All methodical materials, the newest first; ``agreed`` are the authors whose consent holds."""
    return _works(connection, MATERIALS, MATERIALS.c.added_on, institution)


def is_shown(row: Row) -> bool:
    """Tell whether a practice of the bank or a material of the collection may be shown: all authors agree."""
    kept = row["accepted_on"] if "accepted_on" in row else row["collected_on"]
    return kept is not None and set(row["authors"]) <= set(row["agreed"])


def _works(connection: Connection, table: Table, day: Column[Any], institution: str) -> list[Row]:
    statement = select(table).where(table.c.institution == institution).order_by(day.desc(), table.c.id)
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    agreed: dict[str, list[str]] = {}
    consents = select(CONSENTS).where(CONSENTS.c.work.in_([row["id"] for row in rows]))
    for consent in connection.execute(consents.order_by(CONSENTS.c.author)).mappings():
        agreed.setdefault(consent["work"], []).append(consent["author"])
    return [{**row, "agreed": agreed.get(row["id"], [])} for row in rows]
