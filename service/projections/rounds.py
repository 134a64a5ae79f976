"""Match rounds: expressed interest and the runs of the matcher with their proposals."""

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
    func,
    insert,
    select,
    update,
)

from service.aggregates.match_round import MatchRound
from service.eventstore.log import Recorded
from service.projections.feed import Projection
from service.projections.moments import Moment

TABLES: Final = MetaData()

ROUNDS: Final = Table(
    "match_rounds",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
)

INTEREST: Final = Table(
    "interest",
    TABLES,
    Column("mentee", String(80), primary_key=True),
    Column("mentor", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("by_mentee", Integer),
    Column("by_mentor", Integer),
)

RUNS: Final = Table(
    "match_runs",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("round", String(80), nullable=False, index=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("recorded_at", Moment(), nullable=False),
    Column("on", Date, nullable=False),
    Column("bank_position", Integer, nullable=False),
    Column("digest", String(80), nullable=False, index=True),
    Column("status", String(20), nullable=False),
    Column("solver", String(60), nullable=False),
    Column("solver_version", String(40), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("regulation_version", Integer, nullable=False),
    Column("problem", JSON, nullable=False),
    Column("proposal", JSON, nullable=False),
)

Row = Mapping[str, Any]


def _opened(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "opened_on": event.opened_on,
    }
    connection.execute(insert(ROUNDS), [row])


def _closed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    connection.execute(
        update(ROUNDS).where(ROUNDS.c.id == event.originator_id).values(closed_on=event.closed_on)
    )


def _interest(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    side = "by_mentee" if isinstance(event, MatchRound.MenteeInterestExpressed) else "by_mentor"
    here = (INTEREST.c.mentee == event.mentee) & (INTEREST.c.mentor == event.mentor)
    if connection.execute(update(INTEREST).where(here).values({side: event.rating})).rowcount:
        return
    row = {
        "mentee": event.mentee,
        "mentor": event.mentor,
        "institution": recorded.institution,
        side: event.rating,
    }
    connection.execute(insert(INTEREST), [row])


def _run_completed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.run,
        "round": event.originator_id,
        "institution": recorded.institution,
        "position": recorded.position,
        "recorded_at": event.timestamp,
        "on": event.on,
        "bank_position": event.bank_position,
        "digest": event.digest,
        "status": event.status,
        "solver": event.solver,
        "solver_version": event.solver_version,
        "seed": event.seed,
        "regulation_version": event.regulation_version,
        "problem": event.problem,
        "proposal": event.proposal,
    }
    connection.execute(insert(RUNS), [row])


MATCH_ROUNDS: Final = Projection(
    name="match_rounds",
    tables=TABLES,
    handlers={
        MatchRound.MatchRoundOpened: _opened,
        MatchRound.MatchRoundClosed: _closed,
        MatchRound.MenteeInterestExpressed: _interest,
        MatchRound.MentorInterestExpressed: _interest,
        MatchRound.MatchRunCompleted: _run_completed,
    },
)


def open_round(connection: Connection, institution: str) -> str | None:
    """The id of the round that is open in an institution."""
    statement = (
        select(ROUNDS.c.id)
        .where(ROUNDS.c.institution == institution, ROUNDS.c.closed_on.is_(None))
        .order_by(ROUNDS.c.opened_on.desc(), ROUNDS.c.id)
        .limit(1)
    )
    return connection.scalars(statement).first()


def round_count(connection: Connection, institution: str) -> int:
    """How many rounds an institution has had."""
    statement = select(func.count()).select_from(ROUNDS).where(ROUNDS.c.institution == institution)
    return int(connection.scalar(statement) or 0)


def interest_rows(connection: Connection, institution: str) -> list[Row]:
    """The interest that persons of an institution expressed."""
    statement = (
        select(INTEREST)
        .where(INTEREST.c.institution == institution)
        .order_by(INTEREST.c.mentee, INTEREST.c.mentor)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def run_rows(connection: Connection, institution: str) -> list[Row]:
    """The runs of the matcher in an institution, the newest first, without their documents."""
    columns = [column for column in RUNS.c if column.name not in ("problem", "proposal")]
    statement = select(*columns).where(RUNS.c.institution == institution).order_by(RUNS.c.position.desc())
    return [dict(row) for row in connection.execute(statement).mappings()]


def run(connection: Connection, *, institution: str, run_id: str | None = None) -> Row | None:
    """One run with its documents: by id, or else the newest."""
    statement = select(RUNS).where(RUNS.c.institution == institution).order_by(RUNS.c.position.desc())
    if run_id is not None:
        statement = statement.where(RUNS.c.id == run_id)
    row = connection.execute(statement.limit(1)).mappings().first()
    return None if row is None else dict(row)


def run_of_round(connection: Connection, match_round: str, *, digest: str) -> Row | None:
    """The run of a round that answered a question, by the digest of the problem."""
    statement = select(RUNS).where(RUNS.c.round == match_round, RUNS.c.digest == digest)
    row = connection.execute(statement.order_by(RUNS.c.position.desc()).limit(1)).mappings().first()
    return None if row is None else dict(row)


def last_proposal(connection: Connection, match_round: str | None) -> list[tuple[str, str]]:
    """Mentee and mentor of every pair that the newest run of a round proposed, members of groups included."""
    statement = (
        select(RUNS.c.proposal).where(RUNS.c.round == match_round).order_by(RUNS.c.position.desc()).limit(1)
    )
    proposal: Mapping[str, Any] = connection.scalars(statement).first() or {}
    return [(pair["mentee"], pair["mentor"]) for pair in proposal.get("pairs", ())]
