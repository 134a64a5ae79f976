"""What pages, lists and the matcher ask about pairs and groups."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, select

from service.projections.pair_tables import ACTS, CONSENTS, MEMBERS, MENTORS, PAIRS
from service.projections.pairs import Consent

Row = Mapping[str, Any]
Due = tuple[Consent, str]

_NOW: Final = ("member", "joining")


def pair_rows(connection: Connection, institution: str, *, pair: str | None = None) -> list[Row]:
    """Pairs and groups with members, consents, mentors, acts and the consents that are missing."""
    here = PAIRS.c.institution == institution
    if pair is not None:
        here &= PAIRS.c.id == pair
    statement = select(PAIRS).where(here).order_by(PAIRS.c.agreed_on, PAIRS.c.id)
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    parts = {table.name: _by_pair(connection, table, here) for table in (MEMBERS, CONSENTS, MENTORS, ACTS)}
    return [_whole(row, {name: found[row["id"]] for name, found in parts.items()}) for row in rows]


def _by_pair(connection: Connection, table: Table, here: ColumnElement[bool]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    statement = select(table).join(PAIRS, PAIRS.c.id == table.c.pair).where(here)
    for row in connection.execute(statement.order_by(*table.primary_key.columns)).mappings():
        found[row["pair"]].append(dict(row))
    return found


def _whole(row: Row, parts: Mapping[str, Sequence[Row]]) -> Row:
    members, consents = parts[MEMBERS.name], parts[CONSENTS.name]
    mentor = row["candidate"] or row["mentor"]
    awaited = row["state"] == "agreed" or row["candidate"] is not None
    led = [each["mentee"] for each in members if each["state"] in _NOW]
    due = led if awaited else [each["mentee"] for each in members if each["state"] == "joining"]
    return {
        **row,
        "mentees": [each["mentee"] for each in members if each["state"] == "member"],
        "members": members,
        "consents": consents,
        "mentors": parts[MENTORS.name],
        "acts": parts[ACTS.name],
        "missing_consents": _missing(mentor if awaited else None, due, row["mentor"], consents)
        if row["state"] in ("agreed", "approved")
        else [],
    }


def _missing(
    candidate: str | None, mentees: Sequence[str], mentor: str, consents: Sequence[Row]
) -> list[Due]:
    """The consents that the next order still needs: of the mentor it appoints, of the mentees it names."""
    signed = {(row["kind"], row["entry"], row["mentor"]) for row in consents if row["withdrawn_on"] is None}
    leader = candidate or mentor
    due: list[tuple[Consent, str, str]] = []
    if candidate is not None:
        due += [("duties", candidate, candidate), ("appointment", candidate, candidate)]
    for mentee in mentees:
        due += [("duties", mentee, mentee), ("mentee", mentee, leader)]
    return [(kind, entry) for kind, entry, about in due if (kind, entry, about) not in signed]


def pairs_in_force(connection: Connection, institution: str) -> list[tuple[str, str]]:
    """Mentor and mentee of every pair and group in force."""
    here = (PAIRS.c.institution == institution) & (PAIRS.c.state == "approved")
    statement = (
        select(PAIRS.c.mentor, MEMBERS.c.mentee)
        .join(MEMBERS, MEMBERS.c.pair == PAIRS.c.id)
        .where(here & (MEMBERS.c.state == "member"))
        .order_by(PAIRS.c.mentor, MEMBERS.c.mentee)
    )
    return [(row.mentor, row.mentee) for row in connection.execute(statement)]


@dataclass(frozen=True, slots=True)
class Taken:
    """What pairs leave to a round: places per mentor, mentees who need none, mentors to replace.

    ``leading`` are the mentors who lead a group already.
    """

    places: Mapping[str, int]
    settled: frozenset[str]
    to_replace: tuple[tuple[str, str], ...]
    leading: frozenset[str]


def taken(connection: Connection, institution: str) -> Taken:
    """What pairs and groups take, those that wait for their order included; a person counts once (A-04).

    Mentees whose mentor is being replaced look for another one.
    """
    here = (PAIRS.c.institution == institution) & PAIRS.c.state.in_(("agreed", "approved"))
    statement = (
        select(PAIRS.c.id, PAIRS.c.mentor, MEMBERS.c.mentee, PAIRS.c.replacing_since)
        .join(MEMBERS, MEMBERS.c.pair == PAIRS.c.id)
        .where(here & MEMBERS.c.state.in_(_NOW))
        .order_by(PAIRS.c.mentor, MEMBERS.c.mentee)
    )
    rows = connection.execute(statement).all()
    led = {(row.mentor, row.mentee) for row in rows}
    replaced = tuple((row.mentor, row.mentee) for row in rows if row.replacing_since is not None)
    sizes = Counter(row.id for row in rows)
    return Taken(
        places=Counter(mentor for mentor, _ in led),
        settled=frozenset(row.mentee for row in rows) - {mentee for _, mentee in replaced},
        to_replace=replaced,
        leading=frozenset(row.mentor for row in rows if sizes[row.id] > 1),
    )


def loads(connection: Connection, institution: str) -> dict[str, int]:
    """How many different mentees each mentor has now, over all his pairs and groups (A-04)."""
    led: dict[str, set[str]] = defaultdict(set)
    for mentor, mentee in pairs_in_force(connection, institution):
        led[mentor].add(mentee)
    return {mentor: len(mentees) for mentor, mentees in sorted(led.items())}
