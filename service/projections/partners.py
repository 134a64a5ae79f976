"""The register of partners: agreements with their days, contacts, meetings, events (R-023, R-148)."""

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
    func,
    insert,
    or_,
    select,
)

from service.aggregates.partner import Partner
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.ids import institution_of
from service.projections.erasing import erase_texts, owned, owner
from service.projections.feed import Projection
from service.values import Pii

TABLES: Final = MetaData()

PARTNERS: Final = Table(
    "partners",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("level", Text),
    Column("name", Text, nullable=False),
)

DEALINGS: Final = Table(
    "partner_dealings",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("partner", String(80), nullable=False, index=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("what", String(20), nullable=False),
    Column("kind", String(40)),
    Column("words", Text, nullable=False),
    owner("words"),
    Column("on", Date, nullable=False),
    Column("since", Date),
    Column("to", Date),
    Column("people", JSON, nullable=False),
)
"""``what``: contact | network | agreement | meeting | event; ``since`` and ``to`` are an agreement's."""

Row = Mapping[str, Any]


def _registered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "kind": event.kind,
        "level": event.level,
        "name": event.name.text,
    }
    connection.execute(insert(PARTNERS), [row])


def _deal(
    connection: Connection, recorded: Recorded, what: str, words: Pii, on: date, **more: object
) -> None:
    stream = recorded.event.originator_id
    row = {
        "position": recorded.position,
        "partner": stream,
        "institution": institution_of(stream),
        "what": what,
        **owned(words=words),
        "on": on,
        "people": [],
        **more,
    }
    connection.execute(insert(DEALINGS), [row])


def _contacted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _deal(connection, recorded, "contact", event.note, event.contacted_on)


def _network(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _deal(connection, recorded, "network", event.topic, event.started_on)


def _agreed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    days = {"since": event.period.since, "to": event.period.to}
    _deal(connection, recorded, "agreement", event.subject, event.concluded_on, kind=event.kind, **days)


def _met(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _deal(connection, recorded, "meeting", event.topic, event.held_on)


def _attended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    people = list(event.people)
    _deal(connection, recorded, "event", event.topic, event.attended_on, kind=event.kind, people=people)


PARTNER_REGISTER: Final = Projection(
    name="partners",
    tables=TABLES,
    handlers={
        Partner.PartnerRegistered: _registered,
        Partner.ExternalContactRecorded: _contacted,
        Partner.NetworkInteractionStarted: _network,
        Partner.CooperationAgreementConcluded: _agreed,
        Partner.CoordinationMeetingHeld: _met,
        Partner.ExternalEventAttended: _attended,
        Person.PersonalDataErased: erase_texts(DEALINGS),
    },
)


def partner_rows(connection: Connection, institution: str, *, on: date) -> list[Row]:
    """The partners with the number of dealings of each sort; ``agreements`` are those that hold on a day."""
    counted: dict[str, dict[str, int]] = {}
    here = DEALINGS.c.institution == institution
    by_sort = select(DEALINGS.c.partner, DEALINGS.c.what, func.count()).where(here)
    holding = or_(
        DEALINGS.c.what != "agreement",
        (DEALINGS.c.since <= on) & (DEALINGS.c.to.is_(None) | (DEALINGS.c.to > on)),
    )
    for partner, what, count in connection.execute(
        by_sort.where(holding).group_by(DEALINGS.c.partner, DEALINGS.c.what)
    ):
        counted.setdefault(partner, {})[what] = int(count)
    statement = select(PARTNERS).where(PARTNERS.c.institution == institution).order_by(PARTNERS.c.id)
    return [
        {
            **row,
            "agreements": counted.get(row["id"], {}).get("agreement", 0),
            "contacts": counted.get(row["id"], {}).get("contact", 0),
            "meetings": counted.get(row["id"], {}).get("meeting", 0),
            "events": counted.get(row["id"], {}).get("event", 0),
            "in_network": "network" in counted.get(row["id"], {}),
        }
        for row in connection.execute(statement).mappings()
    ]


def dealing_rows(connection: Connection, partner: str) -> list[Row]:
    """Everything that was recorded of one partner, the newest first."""
    here = DEALINGS.c.partner == partner
    statement = select(DEALINGS).where(here).order_by(DEALINGS.c.position.desc())
    return [dict(row) for row in connection.execute(statement).mappings()]
