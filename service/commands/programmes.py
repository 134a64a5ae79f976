"""Drafts of programmes: the mentor begins, mentee, association and curator help (R-029, R-090, R-095)."""

from dataclasses import dataclass
from datetime import date

from service.access import Action, Role
from service.aggregates.assignment import Assignment, MentoringNotActive, ReplacementAlreadyInitiated
from service.aggregates.programme import Programme
from service.aggregates.programme_draft import Contributor, ProgrammeDraft
from service.aggregates.programme_plan import ProgrammePlan
from service.commands.programme_parts import OFFERED, acting_party, draft_of, is_helper, own_entry
from service.commands.registry import command
from service.commands.work import NotOwnAct, Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.ids import person_of, sister_id
from service.regulations.regulation import Regulation
from service.values import (
    Direction,
    Pii,
    ProgrammeAuthor,
    Source,
)


class ProgrammeAlreadyDrafted(Refused):
    """A pair or group has one programme."""

    requirement = "R-090"


@command(
    title="Начать проект программы",
    action=Action.COMPOSE_PROGRAMME,
    requirements=("R-089", "R-090"),
)
def draft_programme(work: Work, *, assignment: str) -> Decision:
    """Begin the draft of a pair's or group's programme; from now on the mentee sees it and may take part.

    A mentor who is being replaced leaves it to the next one.
    """
    pair = work.get(Assignment, assignment)
    work.speaks_for(pair.mentor)
    programme_id = sister_id(pair.id, Programme.TOPIC)
    if work.log.find(Programme, programme_id) is not None:
        raise ProgrammeAlreadyDrafted
    if not pair.is_active or pair.approved_on is None:
        raise MentoringNotActive
    if pair.replacing:
        raise ReplacementAlreadyInitiated
    regulation = work.load_regulation(version=pair.regulation_version)
    programme = Programme.start(
        Programme.ProgrammeDrafted,
        programme_id,
        assignment=pair.id,
        mentor=pair.mentor,
        mentees=pair.mentees,
        kind="group" if len(pair.mentees) > 1 else "individual",
        regulation_version=pair.regulation_version,
        forms=pair.forms,
        types=pair.types,
        author=_author(regulation),
        approved_on=pair.approved_on,
        drafted_on=work.on,
        template=template(regulation),
    )
    draft_id, plan_id = (sister_id(pair.id, kind.TOPIC) for kind in (ProgrammeDraft, ProgrammePlan))
    draft = ProgrammeDraft.start(ProgrammeDraft.DraftOpened, draft_id, programme=programme_id)
    plan = ProgrammePlan.start(ProgrammePlan.PlanOpened, plan_id, programme=programme_id)
    return Decision((programme, draft, plan), {"programme": programme_id})


@command(
    title="Высказаться о проекте программы",
    action=Action.CONTRIBUTE_TO_PROGRAMME,
    requirements=("R-095",),
)
def comment_on_draft(work: Work, *, programme: str, comment: str, by: str | None = None) -> Decision:
    """Comment on a draft; mentor and mentee always may, the association and the curator too."""
    found = work.get(Programme, programme)
    found.need_draft()
    helper = _helper(work, found, by)
    draft = draft_of(work, found)
    draft.comment(by=helper.who, comment=Pii(helper.person, comment), source=helper.source)
    return Decision((draft,))


@command(
    title="Внести вклад в проект программы",
    action=Action.CONTRIBUTE_TO_PROGRAMME,
    requirements=("R-029", "R-095"),
)
def contribute_to_draft(
    work: Work,
    *,
    programme: str,
    contribution: str,
    requests: tuple[str, ...] = (),
    by: str | None = None,
) -> Decision:
    """Work on a draft; the association names the mentees whose requests its contribution answers."""
    found = work.get(Programme, programme)
    found.need_draft()
    helper = _helper(work, found, by)
    draft = draft_of(work, found)
    draft.contribute(
        by=helper.who,
        contributor=helper.contributor,
        contribution=Pii(helper.person, contribution),
        requests=requests,
        mentees=found.mentees,
        source=helper.source,
    )
    return Decision((draft,))


@command(
    title="Записать апробацию программы",
    action=Action.CONTRIBUTE_TO_PROGRAMME,
    requirements=("R-029",),
)
def record_pilot(work: Work, *, programme: str, piloted_on: date, conclusion: str) -> Decision:
    """Record that the association tried a programme out, and what came of it."""
    if not is_helper(work):
        raise NotOwnAct(programme)
    found = work.get(Programme, programme)
    found.need_open()
    draft = draft_of(work, found)
    draft.pilot(by=work.actor, piloted_on=piloted_on, conclusion=Pii(work.actor, conclusion), on=work.on)
    return Decision((draft,))


def template(regulation: Regulation) -> tuple[Direction, ...]:
    """The directions that a draft offers; a college adds practice-oriented technologies (R-014, V-13)."""
    if regulation.kind == "vocational_college":
        return (*OFFERED, "practice_oriented")
    return OFFERED


def _author(regulation: Regulation) -> ProgrammeAuthor:
    return "mentor" if regulation.text("programme.author") == "mentor" else "mentor_with_mentee"


@dataclass(frozen=True, slots=True)
class _Helper:
    """Who helps with a draft, and as whom."""

    who: str
    person: str
    contributor: Contributor
    source: Source


def _helper(work: Work, programme: Programme, by: str | None) -> _Helper:
    """A party helps for itself, the association and the curator by their office."""
    if by is not None or own_entry(work, programme) is not None:
        who, source = acting_party(work, programme, by)
        return _Helper(who, person_of(who), "mentor" if who == programme.mentor else "mentee", source)
    if not is_helper(work):
        raise NotOwnAct(programme.id)
    office: Contributor = "association" if work.role is Role.ASSOCIATION else "curator"
    return _Helper(work.actor, work.actor, office, "own")
