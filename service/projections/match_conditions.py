"""The conditions of forming pairs: weights by day, the tolerance of each round, pins, bans and overrides."""

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

from service.aggregates.match_conditions import MatchConditions
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.projections.erasing import erase_texts, owned, owner
from service.projections.feed import Projection

TABLES: Final = MetaData()

WEIGHTS: Final = Table(
    "match_weights",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("weights", JSON, nullable=False),
    Column("set_on", Date, nullable=False),
)

TOLERANCES: Final = Table(
    "match_tolerances",
    TABLES,
    Column("round", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("per_mille", Integer, nullable=False),
)

PINS: Final = Table(
    "match_pins",
    TABLES,
    Column("mentee", String(80), primary_key=True),
    Column("mentor", String(80), nullable=False),
    Column("round", String(80), nullable=False, index=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("pinned_on", Date, nullable=False),
)
"""What holds, by a pin or by an override."""

BANS: Final = Table(
    "match_bans",
    TABLES,
    Column("mentee", String(80), primary_key=True),
    Column("mentor", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("banned_on", Date, nullable=False),
    Column("reason", Text),
    owner("reason"),
)

OVERRIDES: Final = Table(
    "match_overrides",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("round", String(80), nullable=False),
    Column("run", String(80), nullable=False),
    Column("mentee", String(80), nullable=False),
    Column("mentor", String(80), nullable=False),
    Column("instead", String(80)),
    Column("price", JSON, nullable=False),
    Column("recorded_on", Date, nullable=False),
    Column("reason", Text),
    owner("reason"),
)
"""Every choice against a proposal, those that were taken back too; ``price``: [[goal, loss]]."""

Row = Mapping[str, Any]


def _weights_set(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    institution = recorded.institution
    here = (WEIGHTS.c.institution == institution) & (WEIGHTS.c.since == event.since)
    connection.execute(delete(WEIGHTS).where(here))
    row = {
        "institution": institution,
        "since": event.since,
        "weights": event.weights,
        "set_on": event.effective_on,
    }
    connection.execute(insert(WEIGHTS), [row])


def _tolerance_set(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = TOLERANCES.c.round == event.match_round
    if connection.execute(update(TOLERANCES).where(here).values(per_mille=event.per_mille)).rowcount:
        return
    row = {
        "round": event.match_round,
        "institution": recorded.institution,
        "per_mille": event.per_mille,
    }
    connection.execute(insert(TOLERANCES), [row])


def _pinned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    connection.execute(delete(PINS).where(PINS.c.mentee == event.mentee))
    row = {
        "mentee": event.mentee,
        "mentor": event.mentor,
        "round": event.match_round,
        "institution": recorded.institution,
        "pinned_on": event.effective_on,
    }
    connection.execute(insert(PINS), [row])


def _unpinned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    connection.execute(delete(PINS).where(PINS.c.mentee == event.mentee))


def _banned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "mentee": event.mentee,
        "mentor": event.mentor,
        "institution": recorded.institution,
        "banned_on": event.effective_on,
        **owned(reason=event.reason),
    }
    connection.execute(insert(BANS), [row])


def _ban_lifted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (BANS.c.mentee == event.mentee) & (BANS.c.mentor == event.mentor)
    connection.execute(delete(BANS).where(here))


def _overridden(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _pinned(connection, recorded)
    row = {
        "position": recorded.position,
        "institution": recorded.institution,
        "round": event.match_round,
        "run": event.run,
        "mentee": event.mentee,
        "mentor": event.mentor,
        "instead": event.instead,
        "price": [[each.goal, each.loss] for each in event.price],
        "recorded_on": event.effective_on,
        **owned(reason=event.reason),
    }
    connection.execute(insert(OVERRIDES), [row])


MATCH_CONDITIONS: Final = Projection(
    name="match_conditions",
    tables=TABLES,
    handlers={
        MatchConditions.MatchingWeightsSet: _weights_set,
        MatchConditions.FitToleranceSet: _tolerance_set,
        MatchConditions.PairPinned: _pinned,
        MatchConditions.PairUnpinned: _unpinned,
        MatchConditions.PairBanned: _banned,
        MatchConditions.PairBanLifted: _ban_lifted,
        MatchConditions.OverrideRecorded: _overridden,
        Person.PersonalDataErased: erase_texts(BANS, OVERRIDES),
    },
)


def weights_on(connection: Connection, institution: str, *, on: date) -> dict[str, int] | None:
    """The most points by criterion that hold on a day; ``None``: the usual ones."""
    statement = (
        select(WEIGHTS.c.weights)
        .where(WEIGHTS.c.institution == institution, WEIGHTS.c.since <= on)
        .order_by(WEIGHTS.c.since.desc())
        .limit(1)
    )
    found: dict[str, int] | None = connection.scalars(statement).first()
    return found


def weight_rows(connection: Connection, institution: str) -> list[Row]:
    """All weights that an institution set, the latest first."""
    statement = select(WEIGHTS).where(WEIGHTS.c.institution == institution).order_by(WEIGHTS.c.since.desc())
    return [dict(row) for row in connection.execute(statement).mappings()]


def tolerance_of(connection: Connection, match_round: str | None) -> int:
    """The thousandths of the fit that a round may give away; 0 where nobody said anything."""
    found = connection.scalar(select(TOLERANCES.c.per_mille).where(TOLERANCES.c.round == match_round))
    return found or 0


def pin_rows(connection: Connection, match_round: str | None) -> list[Row]:
    """The pairs that are pinned in a round."""
    statement = select(PINS).where(PINS.c.round == match_round).order_by(PINS.c.mentee)
    return [dict(row) for row in connection.execute(statement).mappings()]


def ban_rows(connection: Connection, institution: str) -> list[Row]:
    """The pairs that are banned, with reasons, which are for the curator's eyes only."""
    statement = select(BANS).where(BANS.c.institution == institution).order_by(BANS.c.mentee, BANS.c.mentor)
    return [dict(row) for row in connection.execute(statement).mappings()]


def override_rows(connection: Connection, institution: str) -> list[Row]:
    """Every choice against a proposal, the newest first."""
    statement = (
        select(OVERRIDES).where(OVERRIDES.c.institution == institution).order_by(OVERRIDES.c.position.desc())
    )
    return [dict(row) for row in connection.execute(statement).mappings()]
