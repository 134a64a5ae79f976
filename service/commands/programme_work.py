"""Work on a running programme: activities carried out, goals, difficulties, progress (R-083 … R-117)."""

from datetime import date

from service.access import Action
from service.aggregates.programme import Programme
from service.aggregates.programme_work import ProgrammeWork
from service.commands.programme_parts import acting_party, need_mentor, perhaps_said_by, plan_of, work_on
from service.commands.registry import command
from service.commands.work import Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.regulations.vocabulary import vocabulary
from service.values import Outcome


class ProgressCompetencyUnknown(Refused):
    """The taxonomy of this kind of institution has no such competency."""

    requirement = "R-117"


@command(
    title="Записать проведённое мероприятие программы",
    action=Action.CARRY_OUT_PROGRAMME,
    requirements=("R-104", "R-105", "R-113", "R-114"),
)
def carry_out_activity(
    work: Work,
    *,
    programme: str,
    number: int,
    carried_out_on: date,
    mentees: tuple[str, ...] = (),
    evidence: str | None = None,
    by: str | None = None,
) -> Decision:
    """Record that an activity was carried out, with all mentees where none is named; late is no obstacle."""
    found = work.get(Programme, programme)
    who, _ = acting_party(work, found, by)
    found.need_active()
    doing = work_on(work, found)
    doing.carry_out(
        number=number,
        activity=plan_of(work, found).need_activity(number),
        on=carried_out_on,
        today=work.on,
        by=who,
        took_part=mentees or found.mentees,
        mentees=found.mentees,
        evidence=perhaps_said_by(who, evidence),
    )
    return Decision((doing,))


@command(title="Отметить цель достигнутой", action=Action.CARRY_OUT_PROGRAMME, requirements=("R-083",))
def achieve_goal(work: Work, *, programme: str, number: int, by: str | None = None) -> Decision:
    """Record that a goal was reached."""
    doing, goals = _with_goals(work, programme, by)
    doing.achieve_goal(number=number, goals=goals, on=work.on)
    return Decision((doing,))


@command(title="Отметить цель недостигнутой", action=Action.CARRY_OUT_PROGRAMME, requirements=("R-083",))
def miss_goal(work: Work, *, programme: str, number: int, by: str | None = None) -> Decision:
    """Record that a goal was not reached."""
    doing, goals = _with_goals(work, programme, by)
    doing.miss_goal(number=number, goals=goals, on=work.on)
    return Decision((doing,))


@command(
    title="Записать, преодолено ли затруднение",
    action=Action.CARRY_OUT_PROGRAMME,
    requirements=("R-117",),
)
def resolve_difficulty(work: Work, *, programme: str, mentee: str, number: int, outcome: Outcome) -> Decision:
    """Record, as the mentor, what became of a difficulty of one mentee."""
    found = work.get(Programme, programme)
    need_mentor(work, found)
    found.need_active()
    found.need_mentee(mentee)
    doing = work_on(work, found)
    doing.resolve_difficulty(
        mentee=mentee,
        number=number,
        outcome=outcome,
        named=plan_of(work, found).difficulties_of(mentee),
        on=work.on,
    )
    return Decision((doing,))


@command(
    title="Записать профессиональный рост наставляемого",
    action=Action.CARRY_OUT_PROGRAMME,
    requirements=("R-117",),
)
def record_skill_progress(
    work: Work,
    *,
    programme: str,
    mentee: str,
    competency: str | None = None,
    level: int | None = None,
    words: str | None = None,
    by: str | None = None,
) -> Decision:
    """Record that a mentee has got further, in words or as a level of a competency."""
    found = work.get(Programme, programme)
    acting_party(work, found, by)
    found.need_active()
    found.need_mentee(mentee)
    if competency is not None and competency not in vocabulary().competency_codes(
        work.load_institution().kind
    ):
        raise ProgressCompetencyUnknown
    doing = work_on(work, found)
    said = perhaps_said_by(mentee, words)
    doing.record_progress(mentee=mentee, competency=competency, level=level, words=said, on=work.on)
    return Decision((doing,))


def _with_goals(work: Work, programme: str, by: str | None) -> tuple[ProgrammeWork, frozenset[int]]:
    found = work.get(Programme, programme)
    acting_party(work, found, by)
    found.need_active()
    return work_on(work, found), frozenset(plan_of(work, found).goals)
