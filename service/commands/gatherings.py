"""Events of mentoring: put into the calendar, then held with those who took part."""

from datetime import date

from service.access import Action
from service.aggregates.gathering import Gathering, GatheringKind
from service.aggregates.mentor import Mentor
from service.aggregates.practice import Practice
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision
from service.regulations.regulation import Regulation
from service.regulations.roadmap import roadmap_under
from service.values import EventLevel, Pii

STAGE_WITH_EVENT = 6
"""The stage of the roadmap that a conference or a seminar closes."""

PROGRAMME_WORD = "программа "
"""How the roadmap calls the document that tells the course of an event (A-44)."""


@command(
    title="Запланировать мероприятие",
    action=Action.HOLD_EVENTS,
    requirements=("R-059", "R-138", "R-139"),
)
def organise_gathering(
    work: Work,
    *,
    kind: GatheringKind,
    planned_on: date,
    title: str,
    place: str | None = None,
    programme: str | None = None,
    level: EventLevel = "institution",
) -> Decision:
    """Put an event of mentoring into the calendar; stage 6 knows only the kinds of its roadmap."""
    regulation = work.load_regulation()
    gathering = Gathering.organise(
        work.new_id("gathering"),
        kind=kind,
        allowed=regulation.texts("roadmap.stage6_event_kinds"),
        foreseen=regulation.shown("roadmap.stage6_event_kinds").replace("; ", " или "),
        planned_on=planned_on,
        title=Pii(work.actor, title),
        place=None if place is None else Pii(work.actor, place),
        programme=None if programme is None else Pii(work.actor, programme),
        level=level,
    )
    return Decision((gathering,), {"gathering": gathering.id})


@command(
    title="Записать проведение встречи наставников",
    action=Action.HOLD_EVENTS,
    requirements=("R-059",),
)
def hold_mentors_event(work: Work, *, gathering: str, held_on: date, mentors: tuple[str, ...]) -> Decision:
    """Record that a consultation, an exchange or an orientation session was held, mentor by mentor."""
    held = work.get(Gathering, gathering)
    held.hold_for_mentors(held_on=held_on, on=work.on, mentors=_known(work, mentors))
    return Decision((held,))


@command(
    title="Записать проведение конференции или семинара",
    action=Action.HOLD_EVENTS,
    requirements=("R-138",),
)
def hold_stage_event(
    work: Work, *, gathering: str, held_on: date, mentors: tuple[str, ...] = (), guests: int = 0
) -> Decision:
    """Record that the conference or seminar of stage 6 was held."""
    held = work.get(Gathering, gathering)
    held.hold_stage_event(
        held_on=held_on,
        on=work.on,
        mentors=_known(work, mentors),
        guests=guests,
        programme_needed=programme_needed(work.load_regulation()),
    )
    return Decision((held,))


@command(
    title="Записать проведение круглого стола",
    action=Action.HOLD_EVENTS,
    requirements=("R-139",),
)
def hold_round_table(
    work: Work,
    *,
    gathering: str,
    held_on: date,
    selected: tuple[str, ...] = (),
    mentors: tuple[str, ...] = (),
    guests: int = 0,
) -> Decision:
    """Record that the round table was held; the practices that it chose are selected with it."""
    held = work.get(Gathering, gathering)
    chosen = tuple(work.get(Practice, practice) for practice in dict.fromkeys(selected))
    held.hold_round_table(
        held_on=held_on,
        on=work.on,
        mentors=_known(work, mentors),
        guests=guests,
        selected=tuple(practice.id for practice in chosen),
    )
    for practice in chosen:
        practice.select(round_table=held.id, selected_on=held_on)
    return Decision((held, *chosen))


def programme_needed(regulation: Regulation) -> bool:
    """Whether the roadmap lists the programme of an event among the documents of its stage 6."""
    documents = roadmap_under(regulation).stage(STAGE_WITH_EVENT).documents
    return any(document.title.casefold().startswith(PROGRAMME_WORD) for document in documents)


def _known(work: Work, mentors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(work.get(Mentor, mentor).id for mentor in mentors)
