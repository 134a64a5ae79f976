"""Pairs and groups from their agreement to their end, with members, consents, mentors and loads."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import Connection, insert, update

from service.aggregates.assignment import Assignment
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.ids import institution_of
from service.projections.erasing import erase_texts, owned
from service.projections.feed import Projection
from service.projections.pair_tables import ACTS, CONSENTS, GROUNDS, MEMBERS, MENTORS, PAIRS, TABLES
from service.values import Pii

Consent = Literal["duties", "appointment", "mentee"]


def _id(recorded: Recorded) -> str:
    return recorded.event.originator_id


def _set(connection: Connection, recorded: Recorded, **values: object) -> None:
    connection.execute(update(PAIRS).where(PAIRS.c.id == _id(recorded)).values(**values))


def _agreed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    told = ("mentor", "level_reason", "regulation_version", "round", "reverse_of", "direction")
    also = ("countersigned_by", "agreement", "agreed_on", "group")
    row = {
        "id": _id(recorded),
        "institution": institution_of(_id(recorded)),
        "state": "agreed",
        **{name: getattr(event, name) for name in (*told, *also)},
        **{name: list(getattr(event, name)) for name in ("forms", "types", "topics")},
        **owned(topic_words=event.topic_words, **_grounds(event.grounds)),
        "since": event.period.since,
        "to": event.period.to,
    }
    connection.execute(insert(PAIRS), [row])
    for mentee in event.mentees:
        _member(connection, recorded, mentee, state="member", since=None, left_on=None)


def _grounds(told: Pii) -> dict[str, Pii]:
    """The four grounds one by one; of an erased text nothing is left in any of them."""
    texts = told.texts or ("",) * len(GROUNDS)
    return {name: Pii(told.person, text) for name, text in zip(GROUNDS, texts, strict=True)}


def _member(connection: Connection, recorded: Recorded, mentee: str, **values: object) -> None:
    here = (MEMBERS.c.pair == _id(recorded)) & (MEMBERS.c.mentee == mentee)
    if connection.execute(update(MEMBERS).where(here).values(**values)).rowcount:
        return
    row = {"pair": _id(recorded), "mentee": mentee, "institution": institution_of(_id(recorded))}
    connection.execute(insert(MEMBERS), [row | values])


def _signed(connection: Connection, recorded: Recorded, *, kind: Consent, entry: str, mentor: str) -> None:
    event: Any = recorded.event
    here = (CONSENTS.c.pair == _id(recorded)) & (CONSENTS.c.kind == kind)
    one = here & (CONSENTS.c.entry == entry) & (CONSENTS.c.mentor == mentor)
    values = {"signed_on": event.signed_on, "source": event.source, "withdrawn_on": None}
    if connection.execute(update(CONSENTS).where(one).values(**values)).rowcount:
        return
    row = {"pair": _id(recorded), "kind": kind, "entry": entry, "mentor": mentor}
    connection.execute(insert(CONSENTS), [row | values])


def _duties_signed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _signed(connection, recorded, kind="duties", entry=event.entry, mentor=event.entry)


def _duties_withdrawn(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (CONSENTS.c.pair == _id(recorded)) & (CONSENTS.c.kind == "duties")
    statement = update(CONSENTS).where(here & (CONSENTS.c.entry == event.entry))
    connection.execute(statement.values(withdrawn_on=event.withdrawn_on))


def _appointment_signed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _signed(connection, recorded, kind="appointment", entry=event.mentor, mentor=event.mentor)


def _mentee_signed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _signed(connection, recorded, kind="mentee", entry=event.mentee, mentor=event.mentor)


def _ordered(connection: Connection, recorded: Recorded, mentor: str, since: date) -> dict[str, object]:
    """Note who leads from when; gives the order's own columns."""
    event: Any = recorded.event
    leads = {"pair": _id(recorded), "mentor": mentor, "since": since, "order_id": event.order_id}
    connection.execute(insert(MENTORS), [{"position": recorded.position, **leads}])
    return {
        "order_id": event.order_id,
        "order_number": event.order.number,
        "order_on": event.order.signed_on,
    }


def _approved(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    order = _ordered(connection, recorded, event.mentor, event.appointed_on)
    _set(
        connection,
        recorded,
        state="approved",
        appointed_on=event.appointed_on,
        regulation_version=event.regulation_version,
        **order,
    )
    for mentee in event.mentees:
        _member(connection, recorded, mentee, state="member", since=event.appointed_on, left_on=None)


def _rejected(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        recorded,
        state="rejected",
        rejected_on=event.rejected_on,
        **owned(reject_reason=event.reason),
    )


def _act_issued(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "position": recorded.position,
        "pair": _id(recorded),
        "number": event.act.number,
        "signed_on": event.act.signed_on,
        "mentor": event.mentor,
        "local_act": event.local_act,
    }
    connection.execute(insert(ACTS), [row])


def _member_agreed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _member(connection, recorded, event.mentee, state="joining", since=None, left_on=None)


def _member_given_up(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _member(connection, recorded, event.mentee, state="given_up")


def _joined(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _member(connection, recorded, event.mentee, state="member", since=event.joined_on)
    _set_types(connection, recorded, event.types)


def _left(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _member(connection, recorded, event.mentee, state="left", left_on=event.left_on)
    _set_types(connection, recorded, event.types)


def _set_types(connection: Connection, recorded: Recorded, types: Sequence[str]) -> None:
    _set(connection, recorded, types=list(types), group="group" in types)


def _replacement_initiated(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, replacing_since=event.initiated_on, replacement_reason=event.reason)


def _replacement_agreed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, recorded, candidate=event.mentor)


def _replaced(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (MENTORS.c.pair == _id(recorded)) & MENTORS.c.until.is_(None)
    connection.execute(update(MENTORS).where(here).values(until=event.replaced_on))
    order = _ordered(connection, recorded, event.mentor, event.replaced_on)
    _set(connection, recorded, mentor=event.mentor, replacing_since=None, candidate=None, **order)


def _abandoned(connection: Connection, recorded: Recorded) -> None:
    _set(connection, recorded, replacing_since=None, replacement_reason=None, candidate=None)


def _ended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    state = "given_up" if event.ground == "before_order" else "ended"
    here = (MENTORS.c.pair == _id(recorded)) & MENTORS.c.until.is_(None)
    connection.execute(update(MENTORS).where(here).values(until=event.ended_on))
    _set(
        connection,
        recorded,
        state=state,
        ended_on=event.ended_on,
        ground=event.ground,
        replacing_since=None,
        candidate=None,
    )


PAIR_REGISTER: Final = Projection(
    name="pairs",
    tables=TABLES,
    handlers={
        Assignment.PairAgreed: _agreed,
        Assignment.AdditionalDutiesConsentSigned: _duties_signed,
        Assignment.AdditionalDutiesConsentWithdrawn: _duties_withdrawn,
        Assignment.MentorAppointmentConsentSigned: _appointment_signed,
        Assignment.MenteeConsentSigned: _mentee_signed,
        Assignment.PairApproved: _approved,
        Assignment.PairRejected: _rejected,
        Assignment.AppointmentActIssued: _act_issued,
        Assignment.GroupMemberAgreed: _member_agreed,
        Assignment.GroupMemberGivenUp: _member_given_up,
        Assignment.MenteeJoinedGroup: _joined,
        Assignment.MenteeLeftGroup: _left,
        Assignment.MentorReplacementInitiated: _replacement_initiated,
        Assignment.ReplacementAgreed: _replacement_agreed,
        Assignment.MentorReplaced: _replaced,
        Assignment.ReplacementAbandoned: _abandoned,
        Assignment.MentoringEnded: _ended,
        Person.PersonalDataErased: erase_texts(PAIRS),
    },
)
