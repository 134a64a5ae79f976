"""Proposed pairs and groups with their state, and the interest behind it, which is for few eyes."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

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
    select,
    update,
)

from service.aggregates.match_round import MatchRound
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.projections.erasing import erase_texts, owned, owner
from service.projections.feed import Projection

TABLES: Final = MetaData()

PROPOSALS: Final = Table(
    "pair_proposals",
    TABLES,
    Column("round", String(80), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("mentor", String(80), nullable=False, index=True),
    Column("mentees", JSON, nullable=False),
    Column("by", String(20), nullable=False),
    Column("proposed_on", Date, nullable=False),
    Column("points", Integer),
    Column("run", String(80)),
    Column("state", String(20), nullable=False),
    Column("state_on", Date, nullable=False),
    Column("protocol_number", Text),
    Column("protocol_on", Date),
    Column("return_reason", String),
    owner("return_reason"),
    Column("assignment", String(80)),
)
"""``by``: matcher | curator | association | mentor | mentee; ``state``: see ``State``."""

ANSWERS: Final = Table(
    "pair_answers",
    TABLES,
    Column("mentee", String(80), primary_key=True),
    Column("mentor", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("by_mentee", Integer),
    Column("by_mentor", Integer),
)

State = Literal["proposed", "mutual", "declined", "expired", "endorsed", "returned", "agreed", "closed"]
_OPEN: Final[Sequence[State]] = ("mutual", "endorsed", "agreed")

Row = Mapping[str, Any]


def combination_key(mentor: str, mentees: Sequence[str]) -> str:
    """The key of a combination in a round, however its mentees are ordered."""
    return hashlib.sha256("|".join((mentor, *sorted(mentees))).encode()).hexdigest()


def _here(recorded: Recorded, key: str) -> Any:  # noqa: ANN401 - a condition of a query
    return (PROPOSALS.c.round == recorded.event.originator_id) & (PROPOSALS.c.key == key)


def _put(
    connection: Connection,
    recorded: Recorded,
    *,
    mentor: str,
    mentees: Sequence[str],
    by: str,
    on: date,
    points: int | None = None,
    run: str | None = None,
) -> None:
    key = combination_key(mentor, mentees)
    values = {"by": by, "proposed_on": on, "points": points, "run": run, "state": "proposed", "state_on": on}
    if connection.execute(update(PROPOSALS).where(_here(recorded, key)).values(**values)).rowcount:
        return
    row = {
        "round": recorded.event.originator_id,
        "key": key,
        "institution": recorded.institution,
        "mentor": mentor,
        "mentees": sorted(mentees),
    }
    connection.execute(insert(PROPOSALS), [row | values])


def _proposed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _put(
        connection,
        recorded,
        mentor=event.mentor,
        mentees=event.mentees,
        by=event.by,
        on=event.proposed_on,
    )


def _ran(connection: Connection, recorded: Recorded) -> None:
    """The result of a run proposes, except where all want the pair already or somebody declined it."""
    event: Any = recorded.event
    for mentor, mentees, points in _combinations(event.proposal):
        if _state(connection, recorded, mentor, mentees) in _OPEN:
            continue
        if not _declined(connection, mentor, mentees):
            _put(
                connection,
                recorded,
                mentor=mentor,
                mentees=mentees,
                by="matcher",
                on=event.on,
                points=points,
                run=event.run,
            )


def _combinations(proposal: Row) -> Iterator[tuple[str, Sequence[str], int]]:
    points: dict[str, int] = {}
    for pair in proposal.get("pairs", ()):
        if pair.get("group") is None and "mentor" in pair:
            yield pair["mentor"], (pair["mentee"],), pair["points"]
        elif "mentor" in pair:
            points[pair["group"]] = points.get(pair["group"], 0) + pair["points"]
    for group in proposal.get("groups", ()):
        yield group["mentor"], group["mentees"], points.get(group["id"], 0)


def _state(connection: Connection, recorded: Recorded, mentor: str, mentees: Sequence[str]) -> str | None:
    here = _here(recorded, combination_key(mentor, mentees))
    return connection.scalar(select(PROPOSALS.c.state).where(here))


def _declined(connection: Connection, mentor: str, mentees: Sequence[str]) -> bool:
    zero = (ANSWERS.c.by_mentee == 0) | (ANSWERS.c.by_mentor == 0)
    here = (ANSWERS.c.mentor == mentor) & ANSWERS.c.mentee.in_(mentees)
    return connection.scalar(select(ANSWERS.c.mentor).where(here & zero).limit(1)) is not None


def _answered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    side = "by_mentee" if isinstance(event, MatchRound.MenteeInterestExpressed) else "by_mentor"
    here = (ANSWERS.c.mentee == event.mentee) & (ANSWERS.c.mentor == event.mentor)
    if connection.execute(update(ANSWERS).where(here).values({side: event.rating})).rowcount:
        return
    row = {
        "mentee": event.mentee,
        "mentor": event.mentor,
        "institution": recorded.institution,
        side: event.rating,
    }
    connection.execute(insert(ANSWERS), [row])


def _became(connection: Connection, recorded: Recorded, state: State, **values: object) -> None:
    event: Any = recorded.event
    here = _here(recorded, combination_key(event.mentor, event.mentees))
    told = {"state": state, "state_on": event.effective_on} | values
    connection.execute(update(PROPOSALS).where(here).values(**told))


def _mutual(connection: Connection, recorded: Recorded) -> None:
    _became(connection, recorded, "mutual")


def _match_declined(connection: Connection, recorded: Recorded) -> None:
    _became(connection, recorded, "declined")


def _expired(connection: Connection, recorded: Recorded) -> None:
    _became(connection, recorded, "expired")


def _endorsed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    protocol = event.protocol
    _became(
        connection,
        recorded,
        "endorsed",
        protocol_number=None if protocol is None else protocol.number,
        protocol_on=None if protocol is None else protocol.signed_on,
    )


def _returned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _became(connection, recorded, "returned", **owned(return_reason=event.reason))


def _agreed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _became(connection, recorded, "agreed", assignment=event.assignment)


def _round_closed(connection: Connection, recorded: Recorded) -> None:
    """What waited or was wanted in a round that is closed has to be proposed anew in the next one."""
    event: Any = recorded.event
    here = PROPOSALS.c.round == event.originator_id
    unfinished = here & PROPOSALS.c.state.in_(("proposed", "mutual", "endorsed"))
    connection.execute(update(PROPOSALS).where(unfinished).values(state="closed", state_on=event.closed_on))


PAIR_PROPOSALS: Final = Projection(
    name="pair_proposals",
    tables=TABLES,
    handlers={
        MatchRound.MatchProposedManually: _proposed,
        MatchRound.MatchRunCompleted: _ran,
        MatchRound.MenteeInterestExpressed: _answered,
        MatchRound.MentorInterestExpressed: _answered,
        MatchRound.MutualInterestEstablished: _mutual,
        MatchRound.MatchDeclined: _match_declined,
        MatchRound.MatchProposalExpired: _expired,
        MatchRound.PairEndorsedByAssociation: _endorsed,
        MatchRound.PairReturnedByAssociation: _returned,
        MatchRound.CuratorParticipationRecorded: _agreed,
        MatchRound.MatchRoundClosed: _round_closed,
        Person.PersonalDataErased: erase_texts(PROPOSALS),
    },
)


def proposal_rows(connection: Connection, institution: str) -> list[Row]:
    """Every proposal of an institution, the newest first; declined ones are for the curator's eyes only."""
    statement = (
        select(PROPOSALS)
        .where(PROPOSALS.c.institution == institution)
        .order_by(PROPOSALS.c.proposed_on.desc(), PROPOSALS.c.mentor, PROPOSALS.c.key)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def wanted_pairs(connection: Connection, match_round: str | None) -> list[tuple[str, str]]:
    """Mentee and mentor of every pair of a round that all its parties want and that is not agreed yet."""
    statement = (
        select(PROPOSALS.c.mentor, PROPOSALS.c.mentees)
        .where(PROPOSALS.c.round == match_round, PROPOSALS.c.state.in_(("mutual", "endorsed")))
        .order_by(PROPOSALS.c.mentor, PROPOSALS.c.key)
    )
    return [(mentee, row.mentor) for row in connection.execute(statement) for mentee in row.mentees]


def oldest_waiting(connection: Connection, institution: str) -> date | None:
    """The day of the oldest proposal that waits for interest."""
    here = (PROPOSALS.c.institution == institution) & (PROPOSALS.c.state == "proposed")
    oldest: date | None = connection.scalar(select(func.min(PROPOSALS.c.proposed_on)).where(here))
    return oldest


def answer_rows(connection: Connection, institution: str) -> list[Row]:
    """Who wants whom, and who declined; for the curator, and for each person as far as it is his own."""
    statement = (
        select(ANSWERS)
        .where(ANSWERS.c.institution == institution)
        .order_by(ANSWERS.c.mentee, ANSWERS.c.mentor)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]
