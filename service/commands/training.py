"""Training of mentors (stage 4) and raising their mastery."""

from datetime import date

from service.access import Action
from service.aggregates.mentor import Mentor
from service.aggregates.staff_development import DevelopmentPlace, DevelopmentWithoutMentors, StaffDevelopment
from service.aggregates.training import Training, TrainingInFuture, TrainingWithoutMentors
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision
from service.values import Period, Pii


@command(title="Назначить обучение наставников", action=Action.TRAIN_MENTORS, requirements=("R-057",))
def schedule_mentor_training(
    work: Work,
    *,
    mentors: tuple[str, ...],
    subject: str,
    planned_on: date,
    place: str | None = None,
) -> Decision:
    """Plan a training of mentors for the work with mentees."""
    if not mentors:
        raise TrainingWithoutMentors
    training = Training.start(
        Training.MentorTrainingScheduled,
        work.new_id(Training.TOPIC),
        subject=Pii(work.actor, subject),
        place=Pii(work.actor, place) if place else None,
        planned_on=planned_on,
        mentors=_known(work, mentors),
    )
    return Decision((training,), {"training": training.id})


@command(
    title="Записать проведённое обучение наставников",
    action=Action.TRAIN_MENTORS,
    requirements=("R-049", "R-057"),
)
def hold_mentor_training(
    work: Work, *, training: str, held_on: date, attended: tuple[str, ...], document: str | None = None
) -> Decision:
    """Record that a training took place: everybody who attended it is trained."""
    found = work.get(Training, training)
    mentors = tuple(work.get(Mentor, mentor) for mentor in dict.fromkeys(attended))
    found.hold(held_on=held_on, attended=tuple(mentor.id for mentor in mentors), on=work.on)
    words = document or f"обучение «{found.subject.text}», {held_on:%d.%m.%Y}"
    for mentor in mentors:
        mentor.complete_training(document=Pii(mentor.person, words), completed_on=held_on)
    return Decision((found, *mentors))


@command(title="Отменить обучение наставников", action=Action.TRAIN_MENTORS, requirements=("R-057",))
def cancel_mentor_training(work: Work, *, training: str) -> Decision:
    """Call a planned training off."""
    found = work.get(Training, training)
    found.cancel(on=work.on)
    return Decision((found,))


@command(
    title="Записать документ об обучении наставника",
    action=Action.TRAIN_MENTORS,
    requirements=("R-049", "R-057"),
)
def complete_mentor_training(work: Work, *, mentor: str, document: str, completed_on: date) -> Decision:
    """Record the document of a training that a mentor completed elsewhere."""
    if completed_on > work.on:
        raise TrainingInFuture(held_on=completed_on, on=work.on)
    found = work.get(Mentor, mentor)
    found.complete_training(document=Pii(found.person, document), completed_on=completed_on)
    return Decision((found,))


@command(
    title="Организовать повышение мастерства наставников",
    action=Action.TRAIN_MENTORS,
    requirements=("R-024",),
)
def organise_staff_development(
    work: Work,
    *,
    mentors: tuple[str, ...],
    subject: str,
    place: DevelopmentPlace,
    period: Period,
    host: str | None = None,
) -> Decision:
    """Organise an internship, a visit to a base school, a course: with mentors of other organisations too."""
    if not mentors:
        raise DevelopmentWithoutMentors
    development = StaffDevelopment.start(
        StaffDevelopment.MentorStaffDevelopmentOrganised,
        work.new_id(StaffDevelopment.TOPIC),
        subject=Pii(work.actor, subject),
        place=place,
        host=Pii(work.actor, host) if host else None,
        period=period,
        mentors=_known(work, mentors),
    )
    return Decision((development,), {"staff_development": development.id})


@command(
    title="Записать итог повышения мастерства наставников",
    action=Action.TRAIN_MENTORS,
    requirements=("R-024",),
)
def complete_staff_development(
    work: Work,
    *,
    staff_development: str,
    completed_on: date,
    mentors: tuple[str, ...],
    document: str | None = None,
) -> Decision:
    """Record which mentors completed a measure of staff development."""
    found = work.get(StaffDevelopment, staff_development)
    found.complete(
        completed_on=completed_on,
        mentors=_known(work, mentors),
        document=Pii(work.actor, document) if document else None,
        on=work.on,
    )
    return Decision((found,))


def _known(work: Work, mentors: tuple[str, ...]) -> tuple[str, ...]:
    """The mentors, each once; every one of them has to exist."""
    return tuple(work.get(Mentor, mentor).id for mentor in dict.fromkeys(mentors))
