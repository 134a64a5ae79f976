"""Planning: trajectories, activities with their terms, meetings and goals (R-083, R-089 … R-097, R-114)."""

from dataclasses import dataclass
from datetime import date

from service.access import Action
from service.aggregates.programme import Programme
from service.commands.programme_parts import (
    acting_party,
    need_mentor,
    perhaps_said_by,
    plan_of,
    regulation_of,
    said_by,
    work_on,
)
from service.commands.registry import command
from service.commands.work import NotOwnAct, Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.ids import person_of
from service.regulations.vocabulary import vocabulary
from service.values import Aim, Direction, Pii, PlannedActivity, Responsible, TrainingLevel


class NotProgrammeAuthor(Refused):
    """In this institution the mentor alone composes the programme; others comment and contribute."""

    requirement = "R-091"


class DifficultyCompetencyUnknown(Refused):
    """The taxonomy of this kind of institution has no such competency."""

    requirement = "R-096"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDifficulty:
    """A difficulty in words, with the code of the competency in which it lies, if one is known."""

    words: str
    competency: str | None = None


@command(
    title="Описать траекторию наставляемого",
    action=Action.CONTRIBUTE_TO_PROGRAMME,
    requirements=("R-089", "R-091", "R-096"),
)
def define_trajectory(
    work: Work,
    *,
    programme: str,
    mentee: str,
    directions: tuple[Direction, ...],
    difficulties: tuple[NamedDifficulty, ...],
    strengths: tuple[str, ...] = (),
    need: str | None = None,
    level: TrainingLevel | None = None,
    experience_years: int | None = None,
    goals: str | None = None,
    by: str | None = None,
) -> Decision:
    """Define one mentee's own way through the programme: directions, difficulties, strengths, goals."""
    found = work.get(Programme, programme)
    author = _author_of(work, found, by)
    if author not in (found.mentor, mentee):
        raise NotOwnAct(mentee)
    found.need_open()
    _check_competencies(work, difficulties)
    plan = plan_of(work, found)
    who = person_of(mentee)
    plan.define_trajectory(
        mentee=mentee,
        mentees=found.mentees,
        by=author,
        directions=directions,
        provided=found.template,
        competencies=tuple(each.competency for each in difficulties),
        difficulty_words=Pii(who, tuple(each.words for each in difficulties)),
        strength_words=Pii(who, strengths),
        need=perhaps_said_by(mentee, need),
        level=level,
        experience_years=experience_years,
        goals=perhaps_said_by(mentee, goals),
    )
    return Decision((plan,))


@command(
    title="Запланировать мероприятие программы",
    action=Action.CONTRIBUTE_TO_PROGRAMME,
    requirements=("R-089", "R-092", "R-097", "R-114"),
)
def plan_activity(
    work: Work,
    *,
    programme: str,
    title: str,
    direction: Direction,
    due_on: date | None = None,
    number: int | None = None,
    difficulties: tuple[Aim, ...] = (),
    strengths: tuple[Aim, ...] = (),
    section: int | None = None,
    responsible: Responsible = "both",
    method: str | None = None,
    material: str | None = None,
    evidence: str | None = None,
    availability: str | None = None,
    by: str | None = None,
) -> Decision:
    """Plan an activity with its term, or replace the one with this number, while the programme is a draft."""
    found = work.get(Programme, programme)
    author = _author_of(work, found, by)
    found.need_draft()
    plan = plan_of(work, found)
    plan.plan_activity(
        number=number,
        by=author,
        activity=PlannedActivity(
            direction=direction,
            due_on=due_on,
            difficulties=difficulties,
            strengths=strengths,
            section=section,
            responsible=responsible,
            material=material,
        ),
        provided=found.template,
        sections=len(regulation_of(work, found).texts("programme.section_template_ru")),
        title=said_by(author, title),
        method=perhaps_said_by(author, method),
        evidence=perhaps_said_by(author, evidence),
        availability=perhaps_said_by(author, availability),
        situational="situational" in found.types,
    )
    return Decision((plan,), {"activity": str(number or plan.last_number)})


@command(
    title="Убрать мероприятие из проекта программы",
    action=Action.CONTRIBUTE_TO_PROGRAMME,
    requirements=("R-089",),
)
def drop_planned_activity(work: Work, *, programme: str, number: int, by: str | None = None) -> Decision:
    """Take an activity out of a draft; out of a running programme only an agreed change takes it."""
    found = work.get(Programme, programme)
    _author_of(work, found, by)
    found.need_draft()
    plan = plan_of(work, found)
    plan.drop_activity(number=number)
    return Decision((plan,))


@command(
    title="Назначить встречи",
    action=Action.CARRY_OUT_PROGRAMME,
    requirements=("R-083",),
)
def set_meeting_schedule(
    work: Work, *, programme: str, meetings: tuple[date, ...], by: str | None = None
) -> Decision:
    """Set the days on which mentor and mentee meet; goal-setting mentoring has them before its start."""
    found = work.get(Programme, programme)
    acting_party(work, found, by)
    found.need_open()
    plan = plan_of(work, found)
    plan.set_schedule(meetings=meetings)
    return Decision((plan,))


@command(title="Поставить цель", action=Action.CARRY_OUT_PROGRAMME, requirements=("R-083",))
def set_goal(
    work: Work, *, programme: str, mentee: str, due_on: date, goal: str, by: str | None = None
) -> Decision:
    """Set a goal with its term for one mentee."""
    found = work.get(Programme, programme)
    who, _ = acting_party(work, found, by)
    found.need_open()
    plan = plan_of(work, found)
    plan.set_goal(mentee=mentee, mentees=found.mentees, due_on=due_on, goal=said_by(who, goal), on=work.on)
    return Decision((plan,), {"goal": str(len(plan.goals))})


@command(
    title="Перенести мероприятие программы",
    action=Action.CARRY_OUT_PROGRAMME,
    requirements=("R-114",),
)
def reschedule_activity(
    work: Work, *, programme: str, number: int, due_on: date, reason: str | None = None
) -> Decision:
    """Let the mentor give an activity another term within the running programme."""
    found = work.get(Programme, programme)
    need_mentor(work, found)
    starts_on, ends_on = found.need_active()
    work_on(work, found).need_undone((number,))
    plan = plan_of(work, found)
    plan.reschedule_activity(
        number=number,
        due_on=due_on,
        since=starts_on,
        until=ends_on,
        reason=perhaps_said_by(found.mentor, reason),
    )
    return Decision((plan,))


def _author_of(work: Work, programme: Programme, by: str | None) -> str:
    who, _ = acting_party(work, programme, by)
    if who not in programme.authors:
        raise NotProgrammeAuthor
    return who


def _check_competencies(work: Work, difficulties: tuple[NamedDifficulty, ...]) -> None:
    known = vocabulary().competency_codes(work.load_institution().kind)
    if any(each.competency is not None and each.competency not in known for each in difficulties):
        raise DifficultyCompetencyUnknown
