"""The section of the site as a visitor sees it: what stands there and may still be shown on a day."""

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
    delete,
    insert,
    select,
    update,
)

from service.aggregates.dissemination import Dissemination
from service.aggregates.site import Site
from service.eventstore.log import Recorded
from service.ids import person_of
from service.projections.counting import rows_of
from service.projections.feed import Projection
from service.projections.practices import is_shown, material_rows, practice_rows
from service.projections.result_tables import PROGRAMMES
from service.values import text_of

TABLES: Final = MetaData()
REST_ON_SUBJECT: Final = frozenset({"best_cases", "methodical_recommendations", "running_programmes"})
"""Kinds that may be shown as long as what they show allows it."""

Row = Mapping[str, Any]

SECTIONS: Final = Table(
    "site_sections",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("address", Text, nullable=False),
    Column("created_on", Date, nullable=False),
)

ITEMS: Final = Table(
    "site_items",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("subject", String(80)),
    Column("shown", JSON, nullable=False),
    Column("places", JSON, nullable=False),
    Column("title", Text),
    Column("text", Text),
    Column("published_on", Date, nullable=False),
    Column("withdrawn_on", Date),
    Column("reason", String(40)),
)
"""``shown``: pairs of a person and the fields of him that the item shows."""

PERMISSIONS: Final = Table(
    "site_permissions",
    TABLES,
    Column("person", String(80), primary_key=True),
    Column("field", String(40), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("places", JSON, nullable=False),
    Column("given_on", Date, nullable=False),
    Column("valid_to", Date),
)
"""What each person lets be shown where; a withdrawn permission leaves the table."""


def _created(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "institution": recorded.institution,
        "address": event.address.text,
        "created_on": event.created_on,
    }
    connection.execute(insert(SECTIONS), [row])


def _published(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "institution": recorded.institution,
        "item": event.item,
        "kind": event.kind,
        "subject": event.subject,
        "shown": [[each.person, list(each.fields)] for each in event.shown],
        "places": list(event.places),
        "title": text_of(event.title),
        "text": text_of(event.text),
        "published_on": event.published_on,
    }
    connection.execute(insert(ITEMS), [row])


def _withdrawn(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (ITEMS.c.institution == recorded.institution) & (ITEMS.c.item == event.item)
    values = {"withdrawn_on": event.withdrawn_on, "reason": event.reason}
    connection.execute(update(ITEMS).where(here).values(**values))


def _permitted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _forbidden(connection, recorded)
    rows = [
        {
            "person": person_of(event.originator_id),
            "field": field,
            "institution": recorded.institution,
            "places": list(event.places),
            "given_on": event.given_on,
            "valid_to": event.valid_to,
        }
        for field in dict.fromkeys(event.fields)
    ]
    connection.execute(insert(PERMISSIONS), rows)


def _forbidden(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    person = person_of(event.originator_id)
    here = (PERMISSIONS.c.person == person) & PERMISSIONS.c.field.in_(event.fields)
    connection.execute(delete(PERMISSIONS).where(here))


SITE_SECTION: Final = Projection(
    name="site",
    tables=TABLES,
    handlers={
        Site.SiteSectionCreated: _created,
        Site.SiteItemPublished: _published,
        Site.SiteItemWithdrawn: _withdrawn,
        Dissemination.DisseminationConsentGiven: _permitted,
        Dissemination.DisseminationConsentWithdrawn: _forbidden,
    },
)


def section(connection: Connection, institution: str) -> Row | None:
    """The section of an institution, if it was created."""
    found = connection.execute(select(SECTIONS).where(SECTIONS.c.institution == institution))
    row = found.mappings().first()
    return None if row is None else dict(row)


def item_rows(connection: Connection, institution: str, *, on: date, consent_needed: bool) -> list[Row]:
    """All items by number; ``visible`` tells whether an item may be shown on the day.

    An item leaves the eye of the visitor with the consent that it rests on, before anybody takes it off.
    """
    statement = select(ITEMS).where(ITEMS.c.institution == institution).order_by(ITEMS.c.item)
    items = [dict(row) for row in connection.execute(statement).mappings()]
    permitted = _permitted_fields(connection, institution, on=on) if consent_needed else None
    showable = _showable(connection, institution, on=on)

    def visible(item: Row) -> bool:
        return _is_visible(item, on=on, permitted=permitted, showable=showable)

    return [{**item, "visible": visible(item)} for item in items]


Permitted = Mapping[tuple[str, str], frozenset[str]]


def _permitted_fields(connection: Connection, institution: str, *, on: date) -> Permitted:
    statement = select(PERMISSIONS).where(
        PERMISSIONS.c.institution == institution,
        PERMISSIONS.c.given_on <= on,
        PERMISSIONS.c.valid_to.is_(None) | (on < PERMISSIONS.c.valid_to),
    )
    found: dict[tuple[str, str], frozenset[str]] = {}
    for row in connection.execute(statement).mappings():
        for place in row["places"]:
            key = (row["person"], place)
            found[key] = found.get(key, frozenset()) | {row["field"]}
    return found


def _showable(connection: Connection, institution: str, *, on: date) -> frozenset[str]:
    """Practices and materials whose authors agree, programmes that run on the day."""
    works = (*practice_rows(connection, institution), *material_rows(connection, institution))
    programmes = rows_of(connection, PROGRAMMES, institution)
    running = (row["id"] for row in programmes if _runs(row, on=on))
    return frozenset((*(row["id"] for row in works if is_shown(row)), *running))


def _runs(programme: Row, *, on: date) -> bool:
    starts_on, ended_on = programme["starts_on"], programme["completed_on"] or programme["terminated_on"]
    return starts_on is not None and starts_on <= on and (ended_on is None or on <= ended_on)


def _is_visible(item: Row, *, on: date, permitted: Permitted | None, showable: frozenset[str]) -> bool:
    if item["published_on"] > on or (item["withdrawn_on"] is not None and item["withdrawn_on"] <= on):
        return False
    if item["kind"] in REST_ON_SUBJECT and item["subject"] not in showable:
        return False
    if permitted is None:
        return True
    return all(
        set(fields) <= permitted.get((person, place), frozenset())
        for person, fields in item["shown"]
        for place in item["places"]
    )
