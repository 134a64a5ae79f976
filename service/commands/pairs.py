"""Pairs and groups before the order: the agreement, members who join, giving up, the head's no."""

from datetime import date

from service.access import Action
from service.aggregates.assignment import Assignment, Direction, LevelReason
from service.aggregates.match_round import MatchRound
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.commands.pair_checks import check_joining, check_people, need_free
from service.commands.pair_endings import end_mentoring
from service.commands.pair_people import countersigner
from service.commands.pair_terms import (
    Grounds,
    Terms,
    check_grounds,
    check_terms,
)
from service.commands.registry import command
from service.commands.rounds import need_open_round, needs_endorsement
from service.commands.work import Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.ids import person_of, random_part
from service.regulations.regulation import Regulation
from service.values import MentoringTopic, OrderReference, Period, Pii


class NotTheOtherDirection(Refused):
    """The pair that was named does not go the other way between the same two people (A-64)."""

    requirement = "R-084"


@command(
    title="Согласовать пару или группу",
    action=Action.AGREE_PAIRS,
    requirements=("R-062", "R-065", "R-068", "R-076", "R-077", "R-078", "R-082", "R-084", "R-087"),
)
def agree_pair(
    work: Work,
    *,
    mentor: str,
    mentees: tuple[str, ...],
    forms: tuple[str, ...],
    types: tuple[str, ...],
    topics: tuple[MentoringTopic, ...],
    since: date,
    until: date,
    grounds: Grounds,
    topic_words: str | None = None,
    level_reason: LevelReason | None = None,
    direction: Direction | None = None,
    reverse_of: str | None = None,
    agreement: str | None = None,
) -> Decision:
    """Record what curator, mentor and mentees agreed on, ``until`` being the last day; the order is due."""
    regulation = work.load_regulation()
    leader = work.get(Mentor, mentor)
    led = tuple(work.get(Mentee, mentee) for mentee in mentees)
    current = need_open_round(work)
    terms = Terms(
        forms=forms,
        types=types,
        topics=topics,
        topic_words=topic_words,
        period=Period.through(since, until),
        level_reason=level_reason,
        direction=direction,
        count=len(mentees),
    )
    assignment = work.new_id("assignment")
    check_terms(terms, regulation=regulation)
    check_grounds(grounds)
    check_people(
        work,
        regulation=regulation,
        mentor=leader,
        mentees=led,
        forms=forms,
        types=types,
        direction=direction,
        agreement=agreement,
    )
    need_free(regulation, assignment=assignment, mentor=leader, mentees=led)
    if reverse_of is not None:
        _need_other_direction(work.get(Assignment, reverse_of), mentor, mentees, direction)
    pair = Assignment.agree(
        assignment,
        mentor=mentor,
        mentees=mentees,
        forms=forms,
        types=types,
        topics=topics,
        topic_words=_about(work, mentees, topic_words),
        period=terms.period,
        level_reason=level_reason,
        grounds=Pii(_subject(work, mentees), grounds.texts),
        regulation_version=regulation.version,
        round=current.id,
        reverse_of=reverse_of,
        direction=direction,
        countersigned_by=countersigner(work, mentor=leader),
        agreement=agreement,
        agreed_on=work.on,
    )
    _record_participation(work, current, regulation, mentor=mentor, mentees=mentees, assignment=pair.id)
    return Decision((current, pair), {"assignment": pair.id})


@command(title="Отклонить пару или группу", action=Action.SIGN_ORDERS, requirements=("R-070",))
def reject_pair(work: Work, *, assignment: str, reason: str) -> Decision:
    """Refuse, as the head, to approve a pair or group; it may be proposed and agreed on anew."""
    pair = work.get(Assignment, assignment)
    pair.reject(reason=Pii(_subject(work, pair.mentees), reason), rejected_on=work.on)
    return Decision((pair,))


@command(title="Отказаться от согласованной пары", action=Action.AGREE_PAIRS, requirements=("R-062",))
def give_up_pair(work: Work, *, assignment: str) -> Decision:
    """Give up a pair or group that was agreed on and not approved: voluntariness ends with the order only."""
    return Decision(end_mentoring(work, assignment=assignment, on=work.on, ground="before_order"))


@command(
    title="Записать иной документ о назначении наставника",
    action=Action.SIGN_ORDERS,
    requirements=("R-075",),
)
def issue_appointment_act(
    work: Work, *, assignment: str, act: OrderReference, local_act: str | None = None
) -> Decision:
    """Record another act that appointed the mentor, where the regulation provides for one (002 §3.7[3])."""
    pair = work.get(Assignment, assignment)
    provided = "other_local_act" in work.load_regulation().texts("appointment.act_kinds")
    pair.issue_appointment_act(act=act, local_act=local_act, provided=provided)
    return Decision((pair,))


@command(
    title="Согласовать вступление в группу",
    action=Action.AGREE_PAIRS,
    requirements=("R-062", "R-077", "R-082"),
)
def agree_group_member(work: Work, *, assignment: str, mentee: str) -> Decision:
    """Agree that one more mentee joins; his consents and an order that names the group are still due."""
    pair = work.get(Assignment, assignment)
    regulation = work.load_regulation()
    leader, joining = work.get(Mentor, pair.mentor), work.get(Mentee, mentee)
    current = need_open_round(work)
    check_joining(work, regulation=regulation, pair=pair, mentor=leader, mentee=joining)
    leader.need_room(
        assignment=pair.id,
        mentees=(*pair.mentees, *pair.joining, mentee),
        allowed=regulation.max_concurrent_mentees,
    )
    pair.agree_member(mentee=mentee, round=current.id, agreed_on=work.on)
    _record_participation(
        work, current, regulation, mentor=pair.mentor, mentees=(mentee,), assignment=pair.id
    )
    return Decision((current, pair))


@command(
    title="Отказаться от вступления в группу", action=Action.AGREE_PAIRS, requirements=("R-062", "R-082")
)
def give_group_member_up(work: Work, *, assignment: str, mentee: str) -> Decision:
    """Record that a mentee who was to join a group will not: voluntariness ends with the order only."""
    pair = work.get(Assignment, assignment)
    pair.give_member_up(mentee=mentee)
    return Decision((pair,))


def _record_participation(
    work: Work,
    current: MatchRound,
    regulation: Regulation,
    *,
    mentor: str,
    mentees: tuple[str, ...],
    assignment: str,
) -> None:
    earlier = current.agreement(mentor=mentor, mentees=mentees)
    current.record_participation(
        mentor=mentor,
        mentees=mentees,
        assignment=assignment,
        curator=work.actor,
        needs_endorsement=needs_endorsement(work, regulation),
        earlier_over=earlier is not None and _is_over(work.get(Assignment, earlier), mentees),
    )


def _is_over(pair: Assignment, mentees: tuple[str, ...]) -> bool:
    """Whether an earlier agreement binds these people no more."""
    if not (pair.is_active or pair.awaits_order):
        return True
    return not set(mentees) & {*pair.mentees, *pair.joining}


def _need_other_direction(
    pair: Assignment, mentor: str, mentees: tuple[str, ...], direction: Direction | None
) -> None:
    there = {random_part(pair.mentor)}, {*map(random_part, pair.mentees)}
    crossed = ({*map(random_part, mentees)}, {random_part(mentor)}) == there
    goes_on = pair.is_active or pair.awaits_order
    if not (crossed and goes_on and "reverse" in pair.types and pair.direction != direction):
        raise NotTheOtherDirection


def _subject(work: Work, mentees: tuple[str, ...]) -> str:
    """Whose data a text about a pair is: the mentee's; about a group it is its author's."""
    return person_of(mentees[0]) if len(mentees) == 1 else work.actor


def _about(work: Work, mentees: tuple[str, ...], words: str | None) -> Pii | None:
    return Pii(_subject(work, mentees), words) if words else None
