"""The chronicle of a pair: remote sessions, structures, events, contests, development, support."""

from datetime import date

from service.access import Action
from service.aggregates.assignment import Assignment
from service.aggregates.association import Association
from service.aggregates.chronicle import Channel, Chronicle, DevelopmentKind, EventKind, SupportKind
from service.aggregates.contest import Contest, ContestResult
from service.commands.pair_work import (
    load_beside,
    load_pair,
    need_mentee,
    need_party,
    speaks_for_party,
    words,
    words_or_none,
)
from service.commands.registry import command
from service.commands.work import Work, fixed_id
from service.eventstore.log import Decision
from service.ids import same_person
from service.values import EventLevel


@command(title="Записать дистанционную встречу", action=Action.CARRY_OUT_PROGRAMME, requirements=("R-081",))
def record_remote_session(
    work: Work,
    *,
    assignment: str,
    mentees: tuple[str, ...],
    channel: Channel,
    held_on: date,
    topic: str | None = None,
    minutes: int | None = None,
    guests: int = 0,
) -> Decision:
    """Record a meeting by means of communication, with how many specialists from outside."""
    pair = load_pair(work, assignment)
    speaks_for_party(work, pair)
    for mentee in mentees:
        need_mentee(pair, mentee)
    chronicle = _chronicle(work, pair)
    chronicle.hold_remote_session(
        active=pair.is_active,
        mentees=mentees,
        channel=channel,
        topic=words_or_none(pair.mentor, topic),
        minutes=minutes,
        guests=guests,
        held_on=held_on,
        on=work.on,
    )
    return _record(chronicle)


@command(
    title="Записать взаимодействие со структурой",
    action=Action.GUIDE_MENTEE,
    requirements=("R-103",),
)
def record_structure_interaction(
    work: Work,
    *,
    assignment: str,
    held_on: date,
    listed: int | None = None,
    other: str | None = None,
    subject: str | None = None,
) -> Decision:
    """Record the mentor's work with a structure: its number in the regulation's list, or another by name."""
    pair = load_pair(work, assignment)
    work.speaks_for(pair.mentor)
    regulation = work.load_regulation(version=pair.regulation_version)
    chronicle = _chronicle(work, pair)
    chronicle.record_structure_interaction(
        active=pair.is_active,
        listed=listed,
        structures=regulation.texts("mentor.structures_ru"),
        other=words_or_none(pair.mentor, other),
        subject=words_or_none(pair.mentor, subject),
        held_on=held_on,
        on=work.on,
    )
    return _record(chronicle)


@command(
    title="Подготовить участников к мероприятию", action=Action.ASSOCIATION_WORK, requirements=("R-031",)
)
def prepare_event_participation(
    work: Work,
    *,
    assignment: str,
    participants: tuple[str, ...],
    title: str,
    kind: EventKind,
    level: EventLevel,
    event_on: date | None = None,
) -> Decision:
    """Record that the association prepares participants of a programme for an event."""
    pair = load_pair(work, assignment)
    for each in participants:
        need_party(pair, each)
    chronicle = _chronicle(work, pair)
    chronicle.prepare_event_participation(
        active=pair.is_active,
        participants=participants,
        title=words(pair.mentor, title),
        kind=kind,
        level=level,
        event_on=event_on,
    )
    return _record(chronicle)


@command(title="Организовать участие в мероприятии", action=Action.GUIDE_MENTEE, requirements=("R-106",))
def organise_event_participation(
    work: Work,
    *,
    assignment: str,
    participants: tuple[str, ...],
    title: str,
    kind: EventKind,
    level: EventLevel,
    event_on: date | None = None,
) -> Decision:
    """Record that the mentor organises the mentees' part in an event."""
    pair = load_pair(work, assignment)
    work.speaks_for(pair.mentor)
    for mentee in participants:
        need_mentee(pair, mentee)
    chronicle = _chronicle(work, pair)
    chronicle.organise_event_participation(
        active=pair.is_active,
        participants=participants,
        title=words(pair.mentor, title),
        kind=kind,
        level=level,
        event_on=event_on,
    )
    return _record(chronicle)


@command(
    title="Рекомендовать на профессиональный конкурс",
    action=Action.GUIDE_MENTEE,
    requirements=("R-108",),
)
def recommend_for_contest(
    work: Work, *, assignment: str, mentee: str, title: str, level: EventLevel
) -> Decision:
    """Recommend the mentee for a professional contest."""
    pair = load_pair(work, assignment)
    work.speaks_for(pair.mentor)
    need_mentee(pair, mentee)
    contest = Contest.recommend(
        work.new_id("contest"),
        active=pair.is_active,
        assignment=pair.id,
        mentor=pair.mentor,
        mentee=mentee,
        title=words(mentee, title),
        level=level,
        recommended_on=work.on,
    )
    return Decision((contest,), {"contest": contest.id})


@command(title="Записать результат конкурса", action=Action.CARRY_OUT_PROGRAMME, requirements=("R-108",))
def record_contest_result(
    work: Work, *, contest: str, result: ContestResult, resulted_on: date, details: str | None = None
) -> Decision:
    """Record how a contest ended for the mentee, even after the pair has ended."""
    found = work.get(Contest, contest)
    if not same_person(work.actor, found.mentor):
        work.speaks_for(found.mentee)
    found.record_result(
        result=result, details=words_or_none(found.mentee, details), resulted_on=resulted_on, on=work.on
    )
    return Decision((found,))


@command(
    title="Записать повышение профессионального уровня",
    action=Action.CARRY_OUT_PROGRAMME,
    requirements=("R-109",),
)
def record_professional_development(
    work: Work,
    *,
    assignment: str,
    mentee: str,
    kind: DevelopmentKind,
    title: str,
    completed_on: date,
    hours: int | None = None,
) -> Decision:
    """Record how the mentee raised the professional level; ``hours`` are academic hours."""
    pair = load_pair(work, assignment)
    work.speaks_for(mentee)
    need_mentee(pair, mentee)
    chronicle = _chronicle(work, pair)
    chronicle.record_development(
        active=pair.is_active,
        mentee=mentee,
        kind=kind,
        title=words(mentee, title),
        hours=hours,
        completed_on=completed_on,
        on=work.on,
    )
    return _record(chronicle)


@command(
    title="Записать меру сопровождения программы", action=Action.ASSOCIATION_WORK, requirements=("R-032",)
)
def record_support_measure(
    work: Work, *, assignment: str, kind: SupportKind, measure: str, provided_on: date
) -> Decision:
    """Record how the association supported a programme, or the curator where there is no association."""
    pair = load_pair(work, assignment)
    association = work.log.find(Association, fixed_id(work.institution, "association"))
    chronicle = _chronicle(work, pair)
    chronicle.record_support(
        active=pair.is_active,
        kind=kind,
        measure=words(pair.mentor, measure),
        by_association=association is not None and association.exists,
        provided_on=provided_on,
        on=work.on,
    )
    return _record(chronicle)


def _chronicle(work: Work, pair: Assignment) -> Chronicle:
    return load_beside(work, Chronicle, pair=pair, opened=Chronicle.ChronicleOpened)


def _record(chronicle: Chronicle) -> Decision:
    return Decision((chronicle,), {"chronicle": chronicle.id, "number": str(chronicle.records)})
