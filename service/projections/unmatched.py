"""Mentees without a pair: what keeps them from one, what is done for them, and when the next step is due."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal

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

from service.aggregates.assignment import Assignment
from service.aggregates.match_round import MatchRound
from service.aggregates.mentee import Mentee
from service.aggregates.support import Support
from service.eventstore.log import Recorded
from service.ids import institution_of, sister_id
from service.projections.feed import Projection
from service.regulations.regulation import Regulation
from service.values import text_of

TABLES: Final = MetaData()

LEFT: Final = Table(
    "unmatched_mentees",
    TABLES,
    Column("mentee", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("run", String(80)),
    Column("since", Date, nullable=False),
    Column("blocking", JSON, nullable=False),
    Column("relaxations", JSON, nullable=False),
)
"""Whom the newest run left without a pair, or who lost the mentor and got no other (``run`` is empty)."""

PLACES: Final = Table(
    "unmatched_places",
    TABLES,
    Column("mentee", String(80), primary_key=True),
    Column("assignment", String(80), primary_key=True),
)
"""Pairs and groups in force: whoever stands here is not without a pair."""

CARE: Final = Table(
    "unmatched_care",
    TABLES,
    Column("mentee", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("measures", Text),
    Column("support_since", Date),
    Column("support_next_on", Date),
    Column("search_step", Text),
    Column("search_next_on", Date),
)
"""What is done for a mentee since he was last without a pair."""

Row = Mapping[str, Any]
Missing = Literal["support", "next_step", "step_overdue"]


def _mentee_of(support: str) -> str:
    return sister_id(support, "mentee")


def _run_completed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    institution = recorded.institution
    connection.execute(delete(LEFT).where(LEFT.c.institution == institution))
    rows = [
        {
            "mentee": left["mentee"],
            "institution": institution,
            "run": event.run,
            "since": event.on,
            "blocking": left["blocking"],
            "relaxations": left["relaxations"],
        }
        for left in event.proposal["unmatched"]
    ]
    if rows:
        connection.execute(insert(LEFT), rows)


def _assigned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    mentee = event.originator_id
    _forget(connection, mentee)
    _give_up_place(connection, mentee, event.assignment)
    connection.execute(insert(PLACES), [{"mentee": mentee, "assignment": event.assignment}])


def _released(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _give_up_place(connection, event.originator_id, event.assignment)


def _give_up_place(connection: Connection, mentee: str, assignment: str) -> None:
    here = (PLACES.c.mentee == mentee) & (PLACES.c.assignment == assignment)
    connection.execute(delete(PLACES).where(here))


def _mentoring_ended(connection: Connection, recorded: Recorded) -> None:
    """Whose pair ended because no other mentor was found is without a pair; he is released after this."""
    event: Any = recorded.event
    if event.ground != "no_replacement":
        return
    in_it = select(PLACES.c.mentee).where(PLACES.c.assignment == event.originator_id)
    for mentee in connection.scalars(in_it).all():
        connection.execute(delete(LEFT).where(LEFT.c.mentee == mentee))
        row = {
            "mentee": mentee,
            "institution": institution_of(mentee),
            "run": None,
            "since": event.ended_on,
            "blocking": [],
            "relaxations": [],
        }
        connection.execute(insert(LEFT), [row])


def _removed(connection: Connection, recorded: Recorded) -> None:
    _forget(connection, recorded.event.originator_id)


def _forget(connection: Connection, mentee: str) -> None:
    for table in (LEFT, CARE):
        connection.execute(delete(table).where(table.c.mentee == mentee))


def _support_arranged(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _care(
        connection,
        recorded,
        measures=event.measures.text,
        support_since=event.since,
        support_next_on=event.next_on,
    )


def _search_continued(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    step = text_of(event.step)
    _care(connection, recorded, search_step=step, search_next_on=event.next_on)


def _care(connection: Connection, recorded: Recorded, **values: object) -> None:
    mentee = _mentee_of(recorded.event.originator_id)
    if not connection.execute(update(CARE).where(CARE.c.mentee == mentee).values(**values)).rowcount:
        connection.execute(
            insert(CARE), [{"mentee": mentee, "institution": institution_of(mentee), **values}]
        )


UNMATCHED: Final = Projection(
    name="unmatched",
    tables=TABLES,
    handlers={
        MatchRound.MatchRunCompleted: _run_completed,
        Assignment.MentoringEnded: _mentoring_ended,
        Mentee.MenteeAssigned: _assigned,
        Mentee.MenteeReleased: _released,
        Mentee.BankEntryRemoved: _removed,
        Support.PsychopedagogicalSupportArranged: _support_arranged,
        Support.MentorSearchContinued: _search_continued,
    },
)


def unmatched(
    connection: Connection, institution: str, *, on: date, regulation: Regulation
) -> list[dict[str, Any]]:
    """Every mentee without a pair, with the next step that is set and what the regulation still asks for.

    A mentee is without a pair when the newest run gave him none, when nobody was found to replace his mentor,
    or when care for him goes on. ``missing`` names what is due: support where the regulation gives
    it to everybody (004), a next step, a step whose day has passed. Where the document says nothing of the
    search, ``search_by_default`` tells so (R-067, V-50).
    """
    left = _rows(connection, LEFT, institution)
    care = _rows(connection, CARE, institution)
    placed = set(connection.scalars(select(PLACES.c.mentee)))
    people = sorted((left.keys() | care.keys()) - placed)
    return [_page(mentee, left.get(mentee), care.get(mentee), on, regulation) for mentee in people]


def _rows(connection: Connection, table: Table, institution: str) -> dict[str, Row]:
    found = connection.execute(select(table).where(table.c.institution == institution)).mappings()
    return {row["mentee"]: dict(row) for row in found}


def _page(
    mentee: str, left: Row | None, care: Row | None, on: date, regulation: Regulation
) -> dict[str, Any]:
    known = care or {}
    support_since, search_next_on = known.get("support_since"), known.get("search_next_on")
    steps = [day for day in (known.get("support_next_on"), search_next_on) if day is not None]
    always = regulation.text("roadmap.stage5_support") == "always"
    return {
        "mentee": mentee,
        "run": left["run"] if left else None,
        "since": left["since"] if left else None,
        "blocking": left["blocking"] if left else [],
        "relaxations": left["relaxations"] if left else [],
        "measures": known.get("measures"),
        "support_since": support_since,
        "search_step": known.get("search_step"),
        "search_next_on": search_next_on,
        "next_on": min((day for day in steps if day >= on), default=max(steps, default=None)),
        "support_due": always and support_since is None,
        "search_goes_on": regulation.flag("roadmap.stage5_continue_search"),
        "search_by_default": regulation.is_default("roadmap.stage5_continue_search"),
        "missing": _missing(steps, on=on, support_due=always and support_since is None),
    }


def _missing(steps: list[date], *, on: date, support_due: bool) -> list[Missing]:
    missing: list[Missing] = ["support"] if support_due else []
    if not steps:
        missing.append("next_step")
    elif max(steps) < on:
        missing.append("step_overdue")
    return missing
