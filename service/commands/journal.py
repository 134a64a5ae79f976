"""The journal of a pair: tasks, requests for help, recommendations."""

from datetime import date

from service.access import Action
from service.aggregates.assignment import Assignment
from service.aggregates.journal import CheckOutcome, DutyArea, Journal
from service.commands.pair_work import (
    load_beside,
    load_pair,
    need_activity,
    need_in_person,
    need_mentee,
    words,
    words_or_none,
)
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision


@command(title="Дать задание", action=Action.GUIDE_MENTEE, requirements=("R-101",))
def assign_task(
    work: Work,
    *,
    assignment: str,
    mentee: str,
    task: str,
    due_on: date | None = None,
    activity: int | None = None,
) -> Decision:
    """Give the mentee a task of the mentor, perhaps for an activity of the programme."""
    pair = load_pair(work, assignment)
    work.speaks_for(pair.mentor)
    need_mentee(pair, mentee)
    if activity is not None:
        need_activity(work, pair, activity)
    journal = _journal(work, pair)
    journal.assign_task(
        active=pair.is_active,
        mentor=pair.mentor,
        mentee=mentee,
        task=words(mentee, task),
        assigned_on=work.on,
        due_on=due_on,
        activity=activity,
    )
    return _entry(journal, len(journal.tasks))


@command(title="Выполнить задание", action=Action.CARRY_OUT_PROGRAMME, requirements=("R-101",))
def complete_task(
    work: Work, *, assignment: str, number: int, completed_on: date, note: str | None = None
) -> Decision:
    """Say that a task is done; the mentee does so, or a signed paper does."""
    pair = load_pair(work, assignment)
    journal = _journal(work, pair)
    mentee = journal.task(number).mentee
    journal.complete_task(
        active=pair.is_active,
        number=number,
        completed_on=completed_on,
        on=work.on,
        note=words_or_none(mentee, note),
        source=work.speaks_for(mentee),
    )
    return _entry(journal, number)


@command(title="Проверить задание", action=Action.CHECK_TASKS, requirements=("R-101",))
def check_task(
    work: Work, *, assignment: str, number: int, outcome: CheckOutcome, comment: str | None = None
) -> Decision:
    """Accept a task or return it; the mentor checks it in person."""
    pair = load_pair(work, assignment)
    need_in_person(work, pair.mentor)
    journal = _journal(work, pair)
    journal.check_task(
        active=pair.is_active,
        number=number,
        mentor=pair.mentor,
        outcome=outcome,
        comment=words_or_none(journal.task(number).mentee, comment),
        checked_on=work.on,
    )
    return _entry(journal, number)


@command(title="Попросить наставника о помощи", action=Action.ASK_FOR_HELP, requirements=("R-085", "R-110"))
def request_assistance(work: Work, *, assignment: str, mentee: str, question: str) -> Decision:
    """Ask the mentor for help, in every type of mentoring."""
    pair = load_pair(work, assignment)
    work.speaks_for(mentee)
    need_mentee(pair, mentee)
    journal = _journal(work, pair)
    journal.request_assistance(
        active=pair.is_active, mentee=mentee, question=words(mentee, question), asked_on=work.on
    )
    return _entry(journal, len(journal.requests))


@command(title="Ответить на просьбу о помощи", action=Action.GIVE_HELP, requirements=("R-085", "R-110"))
def provide_assistance(work: Work, *, assignment: str, number: int, answer: str | None = None) -> Decision:
    """Record that the mentor helped; the time since the request is the response time."""
    pair = load_pair(work, assignment)
    work.speaks_for(pair.mentor)
    journal = _journal(work, pair)
    journal.provide_assistance(
        active=pair.is_active,
        number=number,
        mentor=pair.mentor,
        answer=words_or_none(journal.request(number).mentee, answer),
        provided_on=work.on,
    )
    return _entry(journal, number)


@command(title="Дать рекомендацию", action=Action.GUIDE_MENTEE, requirements=("R-116",))
def give_recommendation(
    work: Work, *, assignment: str, mentee: str, area: DutyArea, recommendation: str
) -> Decision:
    """Recommend something that concerns the mentee's job duties or professional activity."""
    pair = load_pair(work, assignment)
    work.speaks_for(pair.mentor)
    need_mentee(pair, mentee)
    journal = _journal(work, pair)
    journal.give_recommendation(
        active=pair.is_active,
        mentor=pair.mentor,
        mentee=mentee,
        area=area,
        recommendation=words(mentee, recommendation),
        given_on=work.on,
    )
    return _entry(journal, len(journal.recommendations))


@command(title="Выполнить рекомендацию", action=Action.CARRY_OUT_PROGRAMME, requirements=("R-116",))
def follow_recommendation(
    work: Work, *, assignment: str, number: int, followed_on: date, note: str | None = None
) -> Decision:
    """Say that the mentee followed a recommendation."""
    pair = load_pair(work, assignment)
    journal = _journal(work, pair)
    mentee = journal.recommendation(number).mentee
    journal.follow_recommendation(
        active=pair.is_active,
        number=number,
        note=words_or_none(mentee, note),
        followed_on=followed_on,
        on=work.on,
        source=work.speaks_for(mentee),
    )
    return _entry(journal, number)


@command(title="Оспорить рекомендацию", action=Action.ASK_FOR_MEDIATION, requirements=("R-116",))
def dispute_recommendation(work: Work, *, assignment: str, number: int, reason: str) -> Decision:
    """Disagree with a recommendation; what the two do not settle goes to mediation."""
    pair = load_pair(work, assignment)
    journal = _journal(work, pair)
    mentee = journal.recommendation(number).mentee
    work.speaks_for(mentee)
    journal.dispute_recommendation(
        active=pair.is_active, number=number, reason=words(mentee, reason), disputed_on=work.on
    )
    return _entry(journal, number)


def _journal(work: Work, pair: Assignment) -> Journal:
    return load_beside(work, Journal, pair=pair, opened=Journal.JournalOpened)


def _entry(journal: Journal, number: int) -> Decision:
    return Decision((journal,), {"journal": journal.id, "number": str(number)})
