"""What was said and agreed about programmes: notes on drafts, changes, requests to end, reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, delete, insert, select, update

from service.aggregates.programme_change import ProgrammeChange
from service.aggregates.programme_draft import ProgrammeDraft
from service.aggregates.programme_reports import ProgrammeReports
from service.aggregates.programme_termination import ProgrammeTermination
from service.events import Event
from service.eventstore.log import Recorded
from service.projections.feed import Handler
from service.projections.programme_tables import (
    CHANGES,
    DECISIONS,
    MENTORS,
    NOTES,
    PROGRAMMES,
    REPORTS,
    REQUESTS,
    programme_of,
)
from service.values import text_of

Row = Mapping[str, Any]


Office = Literal["curator", "head", "nobody"]
"""As whom somebody reads reports who is no party of the programme."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who wants to read reports: as whom, and under which entry if he is a party."""

    as_whom: Office | Literal["mentor", "mentee"]
    entry: str | None = None


def _keys(recorded: Recorded) -> dict[str, str]:
    return {"programme": programme_of(recorded), "institution": recorded.institution}


def _note(connection: Connection, recorded: Recorded, **values: object) -> None:
    row = {**_keys(recorded), "position": recorded.position, "requests": [], **values}
    connection.execute(insert(NOTES), [row])


def _commented(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _note(connection, recorded, kind="comment", by=event.by, words=event.comment.text, on=event.effective_on)


def _contributed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _note(
        connection,
        recorded,
        kind="contribution",
        by=event.by,
        contributor=event.contributor,
        words=event.contribution.text,
        requests=list(event.requests),
        on=event.effective_on,
    )


def _piloted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _note(connection, recorded, kind="pilot", by=event.by, words=event.conclusion.text, on=event.piloted_on)


def _reviewed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    words = "" if event.remarks is None else event.remarks.text
    kind = "remarks" if event.with_remarks else "reviewed"
    _note(connection, recorded, kind=kind, by=event.metadata.actor, words=words, on=event.reviewed_on)
    here = PROGRAMMES.c.id == programme_of(recorded)
    values = {"reviewed": not event.with_remarks, "open_remarks": event.with_remarks}
    connection.execute(update(PROGRAMMES).where(here).values(**values))


def _proposed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    titles = () if event.titles is None else event.titles.texts
    row = {
        "id": event.originator_id,
        "programme": event.programme,
        "institution": recorded.institution,
        "position": recorded.position,
        "proposed_by": event.proposed_by,
        "proposed_on": event.proposed_on,
        "reason": event.reason.text,
        "until": event.ends_on,
        "forms": None if event.forms is None else list(event.forms),
        "adds": list(titles),
        "drops": list(event.drops),
        "new_terms": [[each.number, each.due_on.isoformat()] for each in event.new_terms],
        "state": "open",
        "agreed": [event.proposed_by],
    }
    connection.execute(insert(CHANGES), [row])


def _agreed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = CHANGES.c.id == event.originator_id
    known = connection.execute(select(CHANGES.c.agreed).where(here)).scalar_one()
    connection.execute(update(CHANGES).where(here).values(agreed=[*known, event.by]))


def _declined(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = CHANGES.c.id == event.originator_id
    connection.execute(update(CHANGES).where(here).values(state="declined", declined_by=event.by))


def _applied(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = CHANGES.c.id == event.originator_id
    connection.execute(update(CHANGES).where(here).values(state="applied", applied_on=event.applied_on))


def _requested(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        **_keys(recorded),
        "by": event.by,
        "requested_on": event.requested_on,
        "reason": event.reason.text,
    }
    connection.execute(insert(REQUESTS), [row])


def _decided(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        **_keys(recorded),
        "ground": event.ground,
        "sub_ground": event.sub_ground,
        "confirmed_on": event.confirmed_on,
        "insisted_by": event.insisted_by,
        "heard_on": event.heard_on,
        "circumstances": text_of(event.circumstances),
    }
    connection.execute(insert(DECISIONS), [row])


def _reports_opened(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = PROGRAMMES.c.id == event.programme
    connection.execute(update(PROGRAMMES).where(here).values(sealed=event.hidden))


def _report(connection: Connection, recorded: Recorded, **values: object) -> None:
    row = {**_keys(recorded), **values}
    here = (
        (REPORTS.c.programme == row["programme"])
        & (REPORTS.c.side == row["side"])
        & (REPORTS.c.author == row["author"])
        & (REPORTS.c.mentee == row["mentee"])
    )
    connection.execute(delete(REPORTS).where(here))
    connection.execute(insert(REPORTS), [row])


def _mentor_reported(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _report(
        connection,
        recorded,
        side="mentor",
        author=event.mentor,
        mentee=event.mentee,
        state="submitted",
        on=event.submitted_on,
        fulfilment=text_of(event.fulfilment),
        recommendations=text_of(event.recommendations),
    )


def _mentee_reported(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _report(
        connection,
        recorded,
        side="mentee",
        author=event.mentee,
        mentee=event.mentee,
        state="submitted",
        on=event.submitted_on,
        process=text_of(event.process),
        mentor_work=text_of(event.mentor_work),
        evaluation=text_of(event.evaluation),
        mark=event.mark,
    )


def _waived(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _report(
        connection,
        recorded,
        side=event.side,
        author=event.author,
        mentee=event.mentee,
        state="waived",
        on=event.waived_on,
        waiver_reason=event.reason,
        note=text_of(event.note),
    )


PAPER_RULES: Final[Mapping[type[Event], Handler]] = {
    ProgrammeDraft.ProgrammeDraftCommented: _commented,
    ProgrammeDraft.ProgrammeDraftContributed: _contributed,
    ProgrammeDraft.ProgrammePiloted: _piloted,
    ProgrammeDraft.ProgrammeReviewedByCurator: _reviewed,
    ProgrammeChange.ProgrammeChangeProposed: _proposed,
    ProgrammeChange.ProgrammeChangeAgreed: _agreed,
    ProgrammeChange.ProgrammeChangeDeclined: _declined,
    ProgrammeChange.ProgrammeChangeApplied: _applied,
    ProgrammeTermination.ProgrammeTerminationRequested: _requested,
    ProgrammeTermination.ProgrammeTerminationConfirmed: _decided,
    ProgrammeReports.ReportsOpened: _reports_opened,
    ProgrammeReports.MentorReportSubmitted: _mentor_reported,
    ProgrammeReports.MenteeReportSubmitted: _mentee_reported,
    ProgrammeReports.ReportWaived: _waived,
}
"""Facts of drafts, changes, terminations and reports."""


def note_rows(connection: Connection, programme: str) -> list[Row]:
    """What was said of a draft, in order."""
    statement = select(NOTES).where(NOTES.c.programme == programme).order_by(NOTES.c.position)
    return [dict(row) for row in connection.execute(statement).mappings()]


def change_rows(connection: Connection, programme: str) -> list[Row]:
    """The proposed changes of a programme, in order."""
    statement = select(CHANGES).where(CHANGES.c.programme == programme).order_by(CHANGES.c.position)
    return [dict(row) for row in connection.execute(statement).mappings()]


def termination_rows(connection: Connection, programme: str) -> list[Row]:
    """Who asked to end a programme, and why."""
    statement = (
        select(REQUESTS)
        .where(REQUESTS.c.programme == programme)
        .order_by(REQUESTS.c.requested_on, REQUESTS.c.by)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def decision_row(connection: Connection, programme: str) -> Row | None:
    """The decision to end a programme early, if it was made."""
    row = connection.execute(select(DECISIONS).where(DECISIONS.c.programme == programme)).mappings().first()
    return None if row is None else dict(row)


def reports_for(connection: Connection, programme: str, *, reader: Reader) -> list[Row]:
    """The reports on a programme that a reader may see now; the mentor never gets the evaluation (A-30).

    Until both reports of a mentor and a mentee are there or waived, or the programme is closed after their
    terms, neither side sees the other's. The curator sees everything, the head the mentee's report later.
    """
    statement = (
        select(REPORTS)
        .where(REPORTS.c.programme == programme)
        .order_by(REPORTS.c.mentee, REPORTS.c.side, REPORTS.c.author)
    )
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    unsealed = _unsealed_pairs(connection, programme, rows)
    return [_without_evaluation(row, reader) for row in rows if _may_read(row, reader, unsealed)]


def _unsealed_pairs(
    connection: Connection, programme: str, rows: list[dict[str, Any]]
) -> set[tuple[str, str]]:
    """The mentors and mentees who may see each other's reports."""
    found = connection.execute(select(PROGRAMMES).where(PROGRAMMES.c.id == programme)).mappings().one()
    mentors = list(connection.scalars(select(MENTORS.c.mentor).where(MENTORS.c.programme == programme)))
    mentees = {row["mentee"] for row in rows}
    given = {(row["side"], row["author"], row["mentee"]) for row in rows}
    return {
        (mentor, mentee)
        for mentor in mentors
        for mentee in mentees
        if not found["sealed"]
        or found["status"] == "closed"
        or {("mentor", mentor, mentee), ("mentee", mentee, mentee)} <= given
    }


def _may_read(row: Row, reader: Reader, unsealed: set[tuple[str, str]]) -> bool:
    if reader.as_whom == "curator" or (reader.entry is not None and reader.entry == row["author"]):
        return True
    if reader.as_whom == "head":
        return row["side"] == "mentor" or any(mentee == row["mentee"] for _, mentee in unsealed)
    if reader.as_whom == "mentor":
        return row["side"] == "mentee" and (reader.entry, row["mentee"]) in unsealed
    if reader.as_whom == "mentee":
        own = reader.entry == row["mentee"]
        return own and row["side"] == "mentor" and (row["author"], row["mentee"]) in unsealed
    return False


def _without_evaluation(row: dict[str, Any], reader: Reader) -> Row:
    if reader.as_whom == "mentor" and row["side"] == "mentee":
        return {name: value for name, value in row.items() if name not in ("evaluation", "mark")}
    return row
