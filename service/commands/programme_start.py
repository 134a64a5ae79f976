"""Composing a programme, the curator's review, acquaintance, and the start (R-025, R-083, R-089 … R-094)."""

from datetime import date

from service.access import Action
from service.aggregates.assignment import MentoringNotActive
from service.aggregates.programme import Programme
from service.aggregates.programme_work import ProgrammeWork
from service.commands.programme_parts import assignment_of, draft_of, need_mentor, plan_of, regulation_of
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision
from service.ids import sister_id
from service.regulations.programme_term import ProgrammeTerm
from service.values import Pii, ShortTermReason


@command(
    title="Составить программу",
    action=Action.COMPOSE_PROGRAMME,
    requirements=("R-089", "R-091", "R-093"),
)
def compose_programme(
    work: Work,
    *,
    programme: str,
    since: date,
    until: date,
    short_term_reason: ShortTermReason | None = None,
) -> Decision:
    """Compose the programme from its draft, ``until`` being its last day; it may be composed anew."""
    found = work.get(Programme, programme)
    need_mentor(work, found)
    found.need_draft()
    regulation = regulation_of(work, found)
    plan = plan_of(work, found)
    plan.need_complete(
        mentees=found.mentees,
        since=since,
        until=until,
        inputs_required=regulation.text("programme.author") == "mentor",
    )
    draft = draft_of(work, found)
    draft.compose(
        author=found.mentor,
        composed_on=work.on,
        starts_on=since,
        ends_on=until,
        short_term_reason=short_term_reason,
        revision=plan.revision,
        forms=found.forms,
        types=found.types,
        term=ProgrammeTerm.of(regulation),
    )
    assignment_of(work, found).need_within_period(until)
    return Decision((draft,))


@command(
    title="Подтвердить программу новым наставником",
    action=Action.COMPOSE_PROGRAMME,
    requirements=("R-093", "R-123"),
)
def confirm_programme(work: Work, *, programme: str) -> Decision:
    """Let the new mentor of a running programme confirm its plan as he found or changed it."""
    found = work.get(Programme, programme)
    need_mentor(work, found)
    starts_on, ends_on = found.need_active()
    draft = draft_of(work, found)
    draft.confirm(
        author=found.mentor,
        confirmed_on=work.on,
        starts_on=starts_on,
        ends_on=ends_on,
        revision=plan_of(work, found).revision,
    )
    return Decision((draft,))


@command(
    title="Просмотреть программу как куратор",
    action=Action.REVIEW_PROGRAMME,
    requirements=("R-025",),
)
def review_programme(work: Work, *, programme: str, remarks: str | None = None) -> Decision:
    """Record that the curator has seen a draft; with remarks it waits for another review without any."""
    found = work.get(Programme, programme)
    found.need_draft()
    draft = draft_of(work, found)
    draft.review(
        reviewed_on=work.on,
        revision=plan_of(work, found).revision,
        remarks=Pii(work.actor, remarks.strip()) if remarks and remarks.strip() else None,
    )
    return Decision((draft,))


@command(
    title="Ознакомить наставляемого с программой",
    action=Action.SIGN_ACQUAINTANCE,
    requirements=("R-094",),
)
def acquaint_with_programme(work: Work, *, programme: str, mentee: str, acquainted_on: date) -> Decision:
    """Record that a mentee was acquainted with the composed programme, by himself or by a signature."""
    found = work.get(Programme, programme)
    source = work.speaks_for(mentee)
    found.need_mentee(mentee)
    found.need_open()
    draft = draft_of(work, found)
    draft.acquaint(
        mentee=mentee,
        on=acquainted_on,
        source=source,
        revision=plan_of(work, found).revision if found.starts_on is None else None,
        today=work.on,
    )
    return Decision((draft,))


@command(
    title="Начать программу",
    action=Action.CARRY_OUT_PROGRAMME,
    requirements=("R-021", "R-025", "R-083", "R-090", "R-094"),
)
def activate_programme(work: Work, *, programme: str, starts_on: date | None = None) -> Decision:
    """Put the composed programme into work from its first day, or a later one, and enter it in the bank."""
    found = work.get(Programme, programme)
    need_mentor(work, found)
    if not assignment_of(work, found).is_active:
        raise MentoringNotActive
    regulation = regulation_of(work, found)
    plan, draft = plan_of(work, found), draft_of(work, found)
    composed = draft.need_ready(
        mentor=found.mentor,
        mentees=found.mentees,
        revision=plan.revision,
        acquaintance_required=regulation.flag("programme.acquaintance_required"),
    )
    first_day = starts_on or composed.starts_on
    plan.need_within(plan.activities, since=first_day, until=composed.ends_on)
    found.activate(
        starts_on=first_day,
        ends_on=composed.ends_on,
        short_term_reason=composed.short_term_reason,
        acquainted_on=draft.last_acquaintance(),
        goals_scheduled=plan.goals_scheduled,
        term=ProgrammeTerm.of(regulation),
    )
    plan.register(kind=found.kind, registered_on=work.on)
    doing = ProgrammeWork.start(
        ProgrammeWork.WorkOpened,
        sister_id(found.id, ProgrammeWork.TOPIC),
        programme=found.id,
        starts_on=first_day,
    )
    # Remarks that come at the same moment meet the start here: one of the two decides again.
    draft.close(closed_on=work.on)
    return Decision((found, draft, plan, doing))
