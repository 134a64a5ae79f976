"""The terms of pairs and programmes: composing, reporting, ending; answers to help; early refusal."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import JSON, Column, Connection, Date, Integer, String, Table, delete, insert, select, update

from service.aggregates.assignment import Assignment
from service.aggregates.journal import Journal
from service.aggregates.labour_agreement import LabourAgreement
from service.aggregates.programme import Programme
from service.aggregates.programme_draft import ProgrammeDraft
from service.aggregates.programme_plan import ProgrammePlan
from service.aggregates.programme_reports import ProgrammeReports
from service.aggregates.programme_work import ProgrammeWork
from service.events import Event
from service.eventstore.log import Recorded
from service.ids import random_part
from service.projections.deadline_kinds import CURATOR, HEAD, KINDS
from service.projections.deadline_versions import regulation_of, week_of
from service.projections.deadlines import (
    DEADLINES,
    TABLES,
    Closed,
    Term,
    close_deadlines,
    key_of,
    open_deadline,
)
from service.projections.feed import Handler
from service.projections.programme_tables import programme_of

PAIRS: Final = Table(
    "deadline_pairs",
    TABLES,
    Column("number", String(32), primary_key=True),
    Column("institution", String(32), nullable=False),
    Column("mentor", String(80), nullable=False),
    Column("mentees", JSON, nullable=False),
    Column("version", Integer, nullable=False),
)
"""The approved pairs and groups by the random part that pair, programme and journal share."""


ACTIVITIES: Final = Table(
    "deadline_activities",
    TABLES,
    Column("pair", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("due_on", Date),
)
"""The planned activities with their days; their terms begin when the programme is active."""

Row = Mapping[str, Any]


def pair_of(connection: Connection, recorded: Recorded) -> Row:
    """The pair that an event of a pair, programme or journal is about."""
    row = connection.execute(select(PAIRS).where(PAIRS.c.number == recorded.number)).mappings().one()
    return dict(row)


def _days(connection: Connection, pair: Row, name: str) -> int | None:
    """A number of the regulation under which the pair was approved."""
    return regulation_of(connection, pair["institution"], version=pair["version"]).number(name)


def _approved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "number": recorded.number,
        "institution": recorded.institution,
        "mentor": event.mentor,
        "mentees": list(event.mentees),
        "version": event.regulation_version,
    }
    connection.execute(delete(PAIRS).where(PAIRS.c.number == row["number"]))
    connection.execute(insert(PAIRS), [row])
    _open_composition(connection, recorded, row)


def _open_composition(connection: Connection, recorded: Recorded, pair: Row) -> None:
    """The programme is composed within so many days of the order (002 §3.6, A-11)."""
    event: Any = recorded.event
    days = _days(connection, pair, "programme.compose_deadline_days")
    if days:
        open_deadline(
            connection,
            recorded,
            KINDS["composition"],
            subject=programme_of(recorded),
            fact_on=event.order.signed_on,
            term=Term(days, week=week_of(connection, pair["institution"])),
            sides=(pair["mentor"], CURATOR),
        )


def _joined(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    pair = pair_of(connection, recorded)
    _set_mentees(connection, recorded, [*pair["mentees"], event.mentee])


def _left(connection: Connection, recorded: Recorded) -> None:
    """Who leaves a group reports as after any end of mentoring."""
    event: Any = recorded.event
    pair = pair_of(connection, recorded)
    _set_mentees(connection, recorded, [each for each in pair["mentees"] if each != event.mentee])
    _open_reports(connection, recorded, pair, (event.mentee,), on=event.left_on)


def _set_mentees(connection: Connection, recorded: Recorded, mentees: Sequence[str]) -> None:
    here = PAIRS.c.number == recorded.number
    connection.execute(update(PAIRS).where(here).values(mentees=sorted(set(mentees))))


def _replaced(connection: Connection, recorded: Recorded) -> None:
    """The former mentor reports on his time, the new one confirms or revises the programme (A-30, R-123)."""
    event: Any = recorded.event
    former = pair_of(connection, recorded)
    _open_reports(connection, recorded, former, former["mentees"], on=event.replaced_on, both=False)
    connection.execute(update(PAIRS).where(PAIRS.c.number == former["number"]).values(mentor=event.mentor))
    _open_composition(connection, recorded, {**former, "mentor": event.mentor})


def _composed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    kinds = (KINDS["composition"],)
    close_deadlines(connection, recorded, kinds, on=event.composed_on, subject=programme_of(recorded))


def _activated(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _open_end(connection, recorded, ends_on=event.ends_on)
    planned = ACTIVITIES.c.pair == recorded.number
    for row in connection.execute(select(ACTIVITIES).where(planned, ACTIVITIES.c.due_on.is_not(None))).all():
        _open_activity(connection, recorded, row.number, row.due_on)


def _term_changed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    if event.ends_on is not None:
        _open_end(connection, recorded, ends_on=event.ends_on)


def _open_end(connection: Connection, recorded: Recorded, *, ends_on: date) -> None:
    pair = pair_of(connection, recorded)
    open_deadline(
        connection,
        recorded,
        KINDS["programme_end"],
        subject=recorded.event.originator_id,
        fact_on=recorded.event.effective_on,
        term=ends_on,
        sides=(pair["mentor"], *pair["mentees"], CURATOR),
    )


def _completed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _over(connection, recorded, on=event.completed_on)


def _terminated(connection: Connection, recorded: Recorded) -> None:
    """What an ended programme still owed is owed no more."""
    event: Any = recorded.event
    subject = event.originator_id
    kinds = (KINDS["composition"], KINDS["programme_end"], KINDS["activity"])
    close_deadlines(connection, recorded, kinds, on=event.terminated_on, subject=subject, how="cancelled")
    _over(connection, recorded, on=event.terminated_on)


def _over(connection: Connection, recorded: Recorded, *, on: date) -> None:
    close_deadlines(
        connection, recorded, (KINDS["programme_end"],), on=on, subject=recorded.event.originator_id
    )
    pair = pair_of(connection, recorded)
    _open_reports(connection, recorded, pair, pair["mentees"], on=on)


def _open_reports(
    connection: Connection,
    recorded: Recorded,
    pair: Row,
    mentees: Sequence[str],
    *,
    on: date,
    both: bool = True,
) -> None:
    """Reports are due so many days after mentoring ended, one for each mentee and side (002 §3.6)."""
    of_mentor = _days(connection, pair, "reports.mentor_deadline_days")
    of_mentee = _days(connection, pair, "reports.mentee_deadline_days") if both else None
    for mentee in mentees:
        terms = (("mentor_report", of_mentor, pair["mentor"]), ("mentee_report", of_mentee, mentee))
        for kind, days, side in terms:
            if days:
                open_deadline(
                    connection,
                    recorded,
                    KINDS[kind],
                    subject=programme_of(recorded),
                    about=report_key(kind, mentor=pair["mentor"], mentee=mentee),
                    fact_on=on,
                    term=Term(days, week=week_of(connection, pair["institution"])),
                    sides=(side, CURATOR),
                )


def report_key(kind: str, *, mentor: str, mentee: str) -> str:
    """Whose report it is: a replaced mentor and his successor both report on the same mentee."""
    parts = (mentor, mentee) if kind == "mentor_report" else (mentee,)
    return ".".join(random_part(part) for part in parts)


def _mentor_reported(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    about = report_key("mentor_report", mentor=event.mentor, mentee=event.mentee)
    _close_report(connection, recorded, "mentor_report", about, on=event.submitted_on)


def _mentee_reported(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    about = report_key("mentee_report", mentor="", mentee=event.mentee)
    _close_report(connection, recorded, "mentee_report", about, on=event.submitted_on)


def _report_waived(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    kind = f"{event.side}_report"
    about = report_key(kind, mentor=event.author, mentee=event.mentee)
    _close_report(connection, recorded, kind, about, on=event.waived_on, how="cancelled")


def _close_report(
    connection: Connection, recorded: Recorded, kind: str, about: str, *, on: date, how: Closed = "met"
) -> None:
    subject = programme_of(recorded)
    close_deadlines(connection, recorded, (KINDS[kind],), on=on, subject=subject, about=about, how=how)


def _planned(connection: Connection, recorded: Recorded) -> None:
    """An activity has a term of its own from the day on which the programme is active (R-114)."""
    event: Any = recorded.event
    _plan(connection, recorded, event.number, event.activity.due_on)


def _rescheduled(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _plan(connection, recorded, event.number, event.due_on)


def _plan(connection: Connection, recorded: Recorded, number: int, due_on: date | None) -> None:
    here = (ACTIVITIES.c.pair == recorded.number) & (ACTIVITIES.c.number == number)
    connection.execute(delete(ACTIVITIES).where(here))
    row = {"pair": recorded.number, "number": number, "due_on": due_on}
    connection.execute(insert(ACTIVITIES), [row])
    if _is_active(connection, recorded) and due_on is not None:
        _open_activity(connection, recorded, number, due_on)


def _is_active(connection: Connection, recorded: Recorded) -> bool:
    end = DEADLINES.c.id == key_of("programme_end", programme_of(recorded))
    return connection.execute(select(DEADLINES.c.id).where(end)).first() is not None


def _open_activity(connection: Connection, recorded: Recorded, number: int, due_on: date) -> None:
    pair = pair_of(connection, recorded)
    open_deadline(
        connection,
        recorded,
        KINDS["activity"],
        subject=programme_of(recorded),
        about=str(number),
        fact_on=recorded.event.effective_on,
        term=due_on,
        sides=(pair["mentor"], *pair["mentees"]),
    )


def _dropped(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (ACTIVITIES.c.pair == recorded.number) & (ACTIVITIES.c.number == event.number)
    connection.execute(delete(ACTIVITIES).where(here))
    _close_activity(connection, recorded, event.number, on=event.effective_on, how="cancelled")


def _carried_out(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _close_activity(connection, recorded, event.number, on=event.on)


def _close_activity(
    connection: Connection, recorded: Recorded, number: int, *, on: date, how: Closed = "met"
) -> None:
    subject = programme_of(recorded)
    kinds = (KINDS["activity"],)
    close_deadlines(connection, recorded, kinds, on=on, subject=subject, about=str(number), how=how)


def _asked_for_help(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    pair = pair_of(connection, recorded)
    days = _days(connection, pair, "policy.situational_alert_working_days")
    if days:
        open_deadline(
            connection,
            recorded,
            KINDS["assistance"],
            subject=event.originator_id,
            about=str(event.number),
            fact_on=event.asked_on,
            term=Term(days, "working", week_of(connection, pair["institution"])),
            sides=(pair["mentor"], CURATOR),
        )


def _helped(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    kinds = (KINDS["assistance"],)
    close_deadlines(
        connection,
        recorded,
        kinds,
        on=event.provided_on,
        subject=event.originator_id,
        about=str(event.number),
    )


def _refusal_notified(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    open_deadline(
        connection,
        recorded,
        KINDS["early_refusal"],
        subject=event.originator_id,
        fact_on=event.notified_on,
        term=event.ends_on,
        sides=(HEAD, CURATOR),
    )


def _refusal_carried_out(connection: Connection, recorded: Recorded) -> None:
    event = recorded.event
    kinds = (KINDS["early_refusal"],)
    close_deadlines(connection, recorded, kinds, on=event.effective_on, subject=event.originator_id)


def _refusal_undone(connection: Connection, recorded: Recorded) -> None:
    """An agreement after a notice: both sides go on, and nothing ends on its last day."""
    event = recorded.event
    kinds = (KINDS["early_refusal"],)
    close_deadlines(
        connection, recorded, kinds, on=event.effective_on, subject=event.originator_id, how="cancelled"
    )


PAIR_RULES: Final[Mapping[type[Event], Handler]] = {
    Assignment.PairApproved: _approved,
    Assignment.MenteeJoinedGroup: _joined,
    Assignment.MenteeLeftGroup: _left,
    Assignment.MentorReplaced: _replaced,
    ProgrammeDraft.ProgrammeComposed: _composed,
    ProgrammePlan.ActivityPlanned: _planned,
    ProgrammePlan.ActivityRescheduled: _rescheduled,
    ProgrammePlan.ActivityDropped: _dropped,
    ProgrammeWork.ActivityCarriedOut: _carried_out,
    ProgrammeReports.MentorReportSubmitted: _mentor_reported,
    ProgrammeReports.MenteeReportSubmitted: _mentee_reported,
    ProgrammeReports.ReportWaived: _report_waived,
    Programme.ProgrammeActivated: _activated,
    Programme.ProgrammeExtended: _term_changed,
    Programme.ProgrammeAmended: _term_changed,
    Programme.ProgrammeCompleted: _completed,
    Programme.ProgrammeTerminated: _terminated,
    Journal.AssistanceRequested: _asked_for_help,
    Journal.AssistanceProvided: _helped,
    LabourAgreement.EarlyRefusalNotified: _refusal_notified,
    LabourAgreement.EarlyRefusalCarriedOut: _refusal_carried_out,
    LabourAgreement.SupplementaryAgreementConcluded: _refusal_undone,
}
"""Facts of pairs and programmes that start or meet a term."""
