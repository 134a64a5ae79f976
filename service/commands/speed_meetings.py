"""Speed mentoring: single meetings without pair, order and load."""

from datetime import date

from service.access import Action
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.speed_meeting import SpeedMeeting
from service.commands.pair_people import need_participants
from service.commands.pair_work import load_pair, words, words_or_none
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision

SPEED = "speed"


@command(title="Назначить скоростную встречу", action=Action.HOLD_EVENTS, requirements=("R-046", "R-086"))
def schedule_speed_meeting(
    work: Work,
    *,
    mentor: str,
    mentees: tuple[str, ...],
    topic: str,
    meeting_on: date,
    place: str | None = None,
    assignment: str | None = None,
) -> Decision:
    """Fix one meeting of a mentor with mentees of the banks; it needs no pair and adds no load."""
    regulation = work.load_regulation()
    pair = None if assignment is None else load_pair(work, assignment)
    leader, met = work.get(Mentor, mentor), tuple(work.get(Mentee, mentee) for mentee in mentees)
    need_participants(work, mentor=leader, mentees=met)
    meeting = SpeedMeeting.schedule(
        work.new_id("speed_meeting"),
        known_type=SPEED in regulation.types,
        needs_programme=regulation.flag("policy.speed_meeting_needs_programme"),
        active=pair is not None and pair.is_active,
        mentor=leader.id,
        mentees=tuple(mentee.id for mentee in met),
        topic=words(mentor, topic),
        place=words_or_none(mentor, place),
        scope=regulation.text("types.speed_scope_ru"),
        assignment=assignment,
        meeting_on=meeting_on,
        on=work.on,
    )
    return Decision((meeting,), {"meeting": meeting.id})


@command(
    title="Поставить цель скоростной встречи", action=Action.CARRY_OUT_PROGRAMME, requirements=("R-086",)
)
def set_speed_meeting_goal(work: Work, *, meeting: str, by: str, goal: str) -> Decision:
    """Set a goal of the meeting; mentor and mentees do so as equals."""
    found = work.get(SpeedMeeting, meeting)
    work.speaks_for(by)
    found.set_goal(by=by, goal=words(by, goal))
    return Decision((found,), {"meeting": found.id, "number": str(found.goals)})


@command(title="Записать, что скоростная встреча прошла", action=Action.HOLD_EVENTS, requirements=("R-086",))
def record_speed_meeting(work: Work, *, meeting: str, attended: tuple[str, ...], held_on: date) -> Decision:
    """Record that the meeting took place, with its goals and these mentees."""
    found = work.get(SpeedMeeting, meeting)
    found.hold(attended=attended, held_on=held_on, on=work.on)
    return Decision((found,))


@command(title="Отменить скоростную встречу", action=Action.HOLD_EVENTS, requirements=("R-086",))
def cancel_speed_meeting(work: Work, *, meeting: str) -> Decision:
    """Cancel a meeting that will not take place."""
    found = work.get(SpeedMeeting, meeting)
    found.cancel(cancelled_on=work.on)
    return Decision((found,))
