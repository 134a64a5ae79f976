"""Programmes with their status, mentors and mentees; the bank of programmes; what may be made public."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from service.aggregates.programme import Programme
from service.aggregates.programme_draft import ProgrammeDraft
from service.aggregates.programme_reports import ProgrammeReports
from service.events import Event
from service.eventstore.log import Recorded
from service.ids import random_part
from service.projections.feed import Handler, Projection
from service.projections.programme_papers import PAPER_RULES
from service.projections.programme_plans import PLAN_RULES
from service.projections.programme_tables import MEMBERS, MENTORS, PROGRAMMES, TABLES, programme_of

Row = Mapping[str, Any]


def _set(connection: Connection, recorded: Recorded, **values: object) -> None:
    connection.execute(update(PROGRAMMES).where(PROGRAMMES.c.id == programme_of(recorded)).values(**values))


def _drafted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "assignment": event.assignment,
        "mentor": event.mentor,
        "kind": event.kind,
        "status": "draft",
        "regulation_version": event.regulation_version,
        "forms": list(event.forms),
        "types": list(event.types),
        "author": event.author,
        "template": list(event.template),
        "approved_on": event.approved_on,
        "drafted_on": event.drafted_on,
        "reviewed": False,
        "open_remarks": False,
        "to_confirm": False,
        "sealed": True,
    }
    connection.execute(insert(PROGRAMMES), [row])
    _add_members(connection, recorded, event.mentees)
    _add_mentor(connection, recorded, event.mentor, since=event.approved_on)


def _add_members(connection: Connection, recorded: Recorded, mentees: tuple[str, ...]) -> None:
    keys = {"programme": programme_of(recorded), "institution": recorded.institution}
    connection.execute(insert(MEMBERS), [{**keys, "mentee": mentee} for mentee in mentees])


def _add_mentor(connection: Connection, recorded: Recorded, mentor: str, *, since: object) -> None:
    here = (MENTORS.c.programme == programme_of(recorded)) & (MENTORS.c.mentor == mentor)
    if connection.execute(update(MENTORS).where(here).values(until=None)).rowcount:
        return
    row = {
        "programme": programme_of(recorded),
        "institution": recorded.institution,
        "mentor": mentor,
        "since": since,
    }
    connection.execute(insert(MENTORS), [row])


def _composed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    if event.confirms:
        _set(connection, recorded, to_confirm=False)
        return
    _set(
        connection,
        recorded,
        status="composed",
        composed_on=event.composed_on,
        planned_since=event.period.since,
        planned_until=event.period.last,
        short_term_reason=event.short_term_reason,
        reviewed=False,
    )
    here = MEMBERS.c.programme == programme_of(recorded)
    connection.execute(update(MEMBERS).where(here).values(acquainted_on=None))


def _acquainted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (MEMBERS.c.programme == programme_of(recorded)) & (MEMBERS.c.mentee == event.mentee)
    connection.execute(update(MEMBERS).where(here).values(acquainted_on=event.on))


def _activated(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, status="active", starts_on=event.starts_on, ends_on=event.ends_on)


def _extended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, ends_on=event.ends_on)


def _amended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, forms=list(event.forms), kind=event.kind)
    if event.ends_on is not None:
        _set(connection, recorded, ends_on=event.ends_on)
    everybody = MEMBERS.c.programme == programme_of(recorded)
    known = set(connection.scalars(select(MEMBERS.c.mentee).where(everybody)))
    gone = everybody & MEMBERS.c.left_on.is_(None) & MEMBERS.c.mentee.not_in(event.mentees)
    connection.execute(update(MEMBERS).where(gone).values(left_on=event.amended_on))
    back = everybody & MEMBERS.c.mentee.in_(event.mentees)
    connection.execute(update(MEMBERS).where(back).values(left_on=None))
    fresh = tuple(mentee for mentee in event.mentees if mentee not in known)
    if fresh:
        _add_members(connection, recorded, fresh)


def _suspended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, status="suspended", suspended_on=event.suspended_on)


def _resumed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    found = programme(connection, programme_of(recorded))
    same = found is not None and found["mentor"] == event.mentor
    started = found is not None and found["starts_on"] is not None
    composed = found is not None and found["composed_on"] is not None and same
    _set(
        connection,
        recorded,
        mentor=event.mentor,
        suspended_on=None,
        status="active" if started else "composed" if composed else "draft",
        to_confirm=started and not same,
    )
    if not same:
        former = (MENTORS.c.programme == programme_of(recorded)) & MENTORS.c.until.is_(None)
        connection.execute(update(MENTORS).where(former).values(until=event.resumed_on))
        _add_mentor(connection, recorded, event.mentor, since=event.resumed_on)


def _completed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, status="completed", ended_on=event.completed_on)


def _terminated(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        status="terminated",
        ended_on=event.terminated_on,
        ground=event.ground,
        sub_ground=event.sub_ground,
    )


def _closed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        status="closed",
        closed_on=event.closed_on,
        reports_missing=event.reports_missing,
    )


def _published(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, published_on=event.published_on, with_names=event.with_names)


_LIFE_RULES: Final[Mapping[type[Event], Handler]] = {
    Programme.ProgrammeDrafted: _drafted,
    ProgrammeDraft.ProgrammeComposed: _composed,
    ProgrammeDraft.MenteeAcquaintedWithProgramme: _acquainted,
    Programme.ProgrammeActivated: _activated,
    Programme.ProgrammeExtended: _extended,
    Programme.ProgrammeAmended: _amended,
    Programme.ProgrammeSuspended: _suspended,
    Programme.ProgrammeResumed: _resumed,
    Programme.ProgrammeCompleted: _completed,
    Programme.ProgrammeTerminated: _terminated,
    Programme.ProgrammeClosed: _closed,
    ProgrammeReports.ProgrammeResultsPublished: _published,
}

PROGRAMME_BANK: Final = Projection(
    name="programmes", tables=TABLES, handlers={**_LIFE_RULES, **PLAN_RULES, **PAPER_RULES}
)


def programme(connection: Connection, programme_id: str) -> Row | None:
    """One programme."""
    row = connection.execute(select(PROGRAMMES).where(PROGRAMMES.c.id == programme_id)).mappings().first()
    return None if row is None else dict(row)


def programme_rows(connection: Connection, institution: str, *, party: str | None = None) -> list[Row]:
    """The programmes of an institution with their mentees; of one party, by random part, if one is named."""
    statement = (
        select(PROGRAMMES)
        .where(PROGRAMMES.c.institution == institution)
        .order_by(PROGRAMMES.c.drafted_on, PROGRAMMES.c.id)
    )
    members = _members(connection, institution)
    rows: list[Row] = [
        {**row, "mentees": [each["mentee"] for each in members.get(row["id"], ()) if each["left_on"] is None]}
        for row in connection.execute(statement).mappings()
    ]
    if party is None:
        return rows
    own = {
        *_programmes_of_mentor(connection, institution, party),
        *(id_ for id_, some in members.items() if any(_is(each["mentee"], party) for each in some)),
    }
    return [row for row in rows if row["id"] in own]


def member_rows(connection: Connection, programme_id: str) -> list[Row]:
    """Who took part in a programme, with acquaintance and leaving."""
    statement = select(MEMBERS).where(MEMBERS.c.programme == programme_id).order_by(MEMBERS.c.mentee)
    return [dict(row) for row in connection.execute(statement).mappings()]


def mentors_of(connection: Connection, programme_id: str) -> frozenset[str]:
    """Who is the mentor of a programme, and who was before."""
    return frozenset(connection.scalars(select(MENTORS.c.mentor).where(MENTORS.c.programme == programme_id)))


def bank_rows(connection: Connection, institution: str) -> list[Row]:
    """The bank of individual and group programmes: running and finished ones (R-021)."""
    return [row for row in programme_rows(connection, institution) if row["registered_on"] is not None]


def drafts_to_review(connection: Connection, institution: str) -> list[Row]:
    """The composed programmes that wait for the curator's word (R-025)."""
    waiting = [row for row in programme_rows(connection, institution) if row["status"] == "composed"]
    return [row for row in waiting if not row["reviewed"]]


def running_facts(connection: Connection, institution: str) -> list[Row]:
    """What may be said in public of running programmes: kind, form, type, dates, and nobody (A-19)."""
    facts = ("kind", "forms", "types", "starts_on", "ends_on")
    rows = programme_rows(connection, institution)
    return [{fact: row[fact] for fact in facts} for row in rows if row["status"] in ("active", "suspended")]


def published_results(connection: Connection, institution: str) -> list[Row]:
    """The closed programmes whose results were published (R-144)."""
    return [row for row in programme_rows(connection, institution) if row["published_on"] is not None]


def _members(connection: Connection, institution: str) -> dict[str, list[Row]]:
    statement = select(MEMBERS).where(MEMBERS.c.institution == institution).order_by(MEMBERS.c.mentee)
    found: dict[str, list[Row]] = {}
    for row in connection.execute(statement).mappings():
        found.setdefault(row["programme"], []).append(dict(row))
    return found


def _programmes_of_mentor(connection: Connection, institution: str, party: str) -> list[str]:
    statement = select(MENTORS).where(MENTORS.c.institution == institution)
    rows = connection.execute(statement).mappings()
    return [row["programme"] for row in rows if _is(row["mentor"], party)]


def _is(entry: str, party: str) -> bool:
    return random_part(entry) == party
