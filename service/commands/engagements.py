"""Colleagues whom a mentor engages to help the mentee, each with his own consent."""

from datetime import date

from service.access import Action
from service.aggregates.assignment import Assignment
from service.aggregates.engagement import Engagement
from service.aggregates.person import Person
from service.commands.pair_work import load_beside, load_pair, need_activity, need_in_person, words
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision
from service.ids import same_person


@command(title="Попросить коллегу о помощи", action=Action.ENGAGE_COLLEAGUES, requirements=("R-098",))
def request_engagement(
    work: Work, *, assignment: str, colleague: str, activity: int, purpose: str
) -> Decision:
    """Ask a colleague to help the mentee with one activity of the programme."""
    pair = load_pair(work, assignment)
    work.speaks_for(pair.mentor)
    need_activity(work, pair, activity)
    engagement = _engagement(work, pair)
    person = work.get(Person, colleague).id
    engagement.request(
        active=pair.is_active,
        mentor=pair.mentor,
        mentees=pair.mentees,
        colleague=person,
        activity=activity,
        purpose=words(pair.mentor, purpose),
        requested_on=work.on,
    )
    return _one(engagement, engagement.number_of(colleague=person, activity=activity))


@command(title="Согласиться помочь наставнику", action=Action.ANSWER_ENGAGEMENT, requirements=("R-098",))
def consent_to_engagement(work: Work, *, assignment: str, number: int, answered_on: date) -> Decision:
    """Give the colleague's own consent to help, himself or by a signed paper."""
    pair = load_pair(work, assignment)
    engagement = _engagement(work, pair)
    engagement.give_consent(
        active=pair.is_active,
        number=number,
        answered_on=answered_on,
        on=work.on,
        source=work.speaks_for(engagement.help(number).colleague),
    )
    return _one(engagement, number)


@command(title="Отказаться помогать наставнику", action=Action.ANSWER_ENGAGEMENT, requirements=("R-098",))
def decline_engagement(work: Work, *, assignment: str, number: int, answered_on: date) -> Decision:
    """Decline to help; nobody asks for a reason."""
    engagement = _engagement(work, load_pair(work, assignment))
    engagement.decline(
        number=number,
        answered_on=answered_on,
        on=work.on,
        source=work.speaks_for(engagement.help(number).colleague),
    )
    return _one(engagement, number)


@command(title="Привлечь коллегу", action=Action.ENGAGE_COLLEAGUES, requirements=("R-098",))
def engage_colleague(work: Work, *, assignment: str, number: int) -> Decision:
    """Engage a colleague who consented; from now on he sees the activity concerned."""
    pair = load_pair(work, assignment)
    work.speaks_for(pair.mentor)
    engagement = _engagement(work, pair)
    engagement.engage(active=pair.is_active, number=number, engaged_on=work.on)
    return _one(engagement, number)


@command(title="Завершить помощь коллеги", action=Action.ANSWER_ENGAGEMENT, requirements=("R-098",))
def end_engagement(work: Work, *, assignment: str, number: int) -> Decision:
    """End the help of a colleague; the mentor or the colleague may do so at any time."""
    pair = load_pair(work, assignment)
    engagement = _engagement(work, pair)
    colleague = engagement.help(number).colleague
    by_mentor = same_person(work.actor, pair.mentor)
    if not by_mentor:
        need_in_person(work, colleague)
    engagement.end(number=number, by="mentor" if by_mentor else "colleague", ended_on=work.on)
    return _one(engagement, number)


def _engagement(work: Work, pair: Assignment) -> Engagement:
    return load_beside(work, Engagement, pair=pair, opened=Engagement.EngagementsOpened)


def _one(engagement: Engagement, number: int | None) -> Decision:
    return Decision((engagement,), {"engagement": engagement.id, "number": str(number)})
