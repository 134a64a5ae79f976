"""The terms of people in the banks: appointment, support, proposals, consents."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from service.aggregates.match_round import MatchRound
from service.aggregates.mentee import Mentee
from service.aggregates.person import Person
from service.aggregates.support import Support
from service.events import Event
from service.eventstore.log import Recorded
from service.ids import sister_id
from service.projections.deadline_kinds import CURATOR, HEAD, KINDS
from service.projections.deadline_versions import regulation_on, week_of
from service.projections.deadlines import Term, close_deadlines, open_deadline
from service.projections.feed import Handler
from service.projections.pair_proposals import combination_key

ONE_DAY: Final = timedelta(days=1)


def _work_started(connection: Connection, recorded: Recorded) -> None:
    """A mentor has to be appointed in time for who was newly admitted to work (002 §3.7, A-12)."""
    event: Any = recorded.event
    regulation = regulation_on(connection, recorded.institution, on=event.started_on)
    days = regulation.appointment_deadline_days if regulation else None
    if days:
        open_deadline(
            connection,
            recorded,
            KINDS["appointment"],
            subject=event.originator_id,
            fact_on=event.started_on,
            term=Term(days, week=week_of(connection, recorded.institution)),
            sides=(HEAD, CURATOR),
        )


def _mentor_assigned(connection: Connection, recorded: Recorded) -> None:
    event = recorded.event
    on = event.effective_on
    close_deadlines(connection, recorded, (KINDS["appointment"],), on=on, subject=event.originator_id)
    close_deadlines(connection, recorded, (KINDS["search"],), on=on, subject=_support_of(event.originator_id))


def _left_bank(connection: Connection, recorded: Recorded) -> None:
    """Nobody looks for a mentor any more for whoever left the bank: what was due of it falls away."""
    event: Any = recorded.event
    mentee, on = event.originator_id, event.removed_on
    for kind, subject in ((KINDS["appointment"], mentee), (KINDS["search"], _support_of(mentee))):
        close_deadlines(connection, recorded, (kind,), on=on, subject=subject, how="cancelled")


def _support_of(mentee: str) -> str:
    """The care for a mentee without a pair; it shares the mentee's random part."""
    return sister_id(mentee, "support")


def _next_step(connection: Connection, recorded: Recorded) -> None:
    """A mentee without a pair always has a next step and its day; taking it sets the next one (R-067)."""
    event: Any = recorded.event
    taken_on = event.effective_on
    close_deadlines(connection, recorded, (KINDS["search"],), on=taken_on, subject=event.originator_id)
    open_deadline(
        connection,
        recorded,
        KINDS["search"],
        subject=event.originator_id,
        fact_on=event.effective_on,
        term=event.next_on,
        sides=(CURATOR,),
    )


def _proposed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    regulation = regulation_on(connection, recorded.institution, on=event.proposed_on)
    days = regulation.number("policy.match_proposal_expiry_days") if regulation else None
    if days:
        open_deadline(
            connection,
            recorded,
            KINDS["proposal"],
            subject=event.originator_id,
            about=combination_key(event.mentor, event.mentees),
            fact_on=event.proposed_on,
            term=event.proposed_on + timedelta(days=days),
            sides=(event.mentor, *event.mentees),
        )


def _answered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    close_deadlines(
        connection,
        recorded,
        (KINDS["proposal"],),
        on=event.effective_on,
        subject=event.originator_id,
        about=combination_key(event.mentor, event.mentees),
        how="cancelled" if isinstance(event, MatchRound.MatchProposalExpired) else "met",
    )


def _term_set(connection: Connection, recorded: Recorded) -> None:
    """A consent with a term needs another before its last day."""
    event: Any = recorded.event
    last: date = event.valid_to - ONE_DAY
    open_deadline(
        connection,
        recorded,
        KINDS["consent"],
        subject=event.originator_id,
        fact_on=event.effective_on,
        term=last,
        sides=(event.originator_id, CURATOR),
    )


def _consent_given(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    kinds = (KINDS["consent"],)
    close_deadlines(connection, recorded, kinds, on=event.given_on, subject=event.originator_id)


def _consent_withdrawn(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    kinds = (KINDS["consent"],)
    subject = event.originator_id
    close_deadlines(connection, recorded, kinds, on=event.withdrawn_on, subject=subject, how="cancelled")


PEOPLE_RULES: Final[Mapping[type[Event], Handler]] = {
    Mentee.MenteeActualWorkStarted: _work_started,
    Mentee.MenteeAssigned: _mentor_assigned,
    Mentee.BankEntryRemoved: _left_bank,
    Support.PsychopedagogicalSupportArranged: _next_step,
    Support.MentorSearchContinued: _next_step,
    MatchRound.MatchProposedManually: _proposed,
    MatchRound.MutualInterestEstablished: _answered,
    MatchRound.MatchDeclined: _answered,
    MatchRound.MatchProposalExpired: _answered,
    Person.PersonalDataConsentTermSet: _term_set,
    Person.PersonalDataConsentGiven: _consent_given,
    Person.PersonalDataConsentWithdrawn: _consent_withdrawn,
}
"""Facts of people that start or meet a term."""
