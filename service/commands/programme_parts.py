"""One programme with what stands beside it, and who of its parties acts."""

from service.access import Role
from service.aggregates.assignment import Assignment
from service.aggregates.programme import Programme
from service.aggregates.programme_draft import ProgrammeDraft
from service.aggregates.programme_plan import ProgrammePlan
from service.aggregates.programme_reports import ProgrammeReports
from service.aggregates.programme_termination import ProgrammeTermination
from service.aggregates.programme_work import ProgrammeWork
from service.commands.work import NotOwnAct, SomeAggregate, Work
from service.ids import person_of, same_person, sister_id
from service.regulations.regulation import Regulation
from service.values import Direction, Pii, Source

OFFERED: tuple[Direction, ...] = (
    "adaptation",
    "subject",
    "methodical",
    "psychological",
    "documents",
    "digital",
    "self_development",
    "law_study",
    "social",
    "innovation",
)
"""The directions of every programme; ``practice_oriented`` belongs to colleges (R-014)."""


def beside(work: Work, kind: type[SomeAggregate], programme: str) -> SomeAggregate:
    """Load what stands beside a programme: its draft, its plan, its work.

    Raises:
        NotFound: there is none.

    """
    return work.get(kind, sister_id(programme, kind.TOPIC))


def draft_of(work: Work, programme: Programme) -> ProgrammeDraft:
    """Load the draft of a programme."""
    return beside(work, ProgrammeDraft, programme.id)


def plan_of(work: Work, programme: Programme) -> ProgrammePlan:
    """Load the plan of a programme."""
    return beside(work, ProgrammePlan, programme.id)


def work_on(work: Work, programme: Programme) -> ProgrammeWork:
    """Load what was done of a programme that runs or ran. Raises ``NotFound``."""
    return beside(work, ProgrammeWork, programme.id)


def termination_of(work: Work, programme: Programme) -> ProgrammeTermination:
    """Load the way of a programme to an early end, or open it."""
    found = work.log.find(ProgrammeTermination, sister_id(programme.id, ProgrammeTermination.TOPIC))
    return found or ProgrammeTermination.start(
        ProgrammeTermination.TerminationOpened,
        sister_id(programme.id, ProgrammeTermination.TOPIC),
        programme=programme.id,
    )


def reports_on(work: Work, programme: Programme) -> ProgrammeReports:
    """Load the reports on a programme, or open them."""
    found = work.log.find(ProgrammeReports, sister_id(programme.id, ProgrammeReports.TOPIC))
    return found or ProgrammeReports.start(
        ProgrammeReports.ReportsOpened,
        sister_id(programme.id, ProgrammeReports.TOPIC),
        programme=programme.id,
        hidden=regulation_of(work, programme).flag("policy.report_sealing"),
    )


def assignment_of(work: Work, programme: Programme) -> Assignment:
    """Load the pair or group of a programme."""
    return work.get(Assignment, programme.assignment)


def regulation_of(work: Work, programme: Programme) -> Regulation:
    """The version of the regulation that a programme keeps (A-61)."""
    return work.load_regulation(version=programme.regulation_version)


def acting_party(work: Work, programme: Programme, by: str | None) -> tuple[str, Source]:
    """The party that acts, and whether by itself or by a signed paper.

    ``by`` is the entry of the party; it may be left out by whoever acts for himself.

    Raises:
        NotOwnAct: the actor is no party, and names none whose papers he keeps.
        NotPartyOfProgramme: the party named is none.

    """
    who = by or own_entry(work, programme)
    if who is None:
        raise NotOwnAct(programme.id)
    programme.need_party(who)
    return who, work.speaks_for(who)


def own_entry(work: Work, programme: Programme) -> str | None:
    """The entry under which the actor is a party of the programme, if he is one."""
    return next((each for each in programme.parties if same_person(each, work.actor)), None)


def need_mentor(work: Work, programme: Programme) -> Source:
    """How the mentor's act comes here. Raises ``NotOwnAct`` for anybody else's."""
    return work.speaks_for(programme.mentor)


def said_by(entry: str, words: str) -> Pii:
    """Words under the key of whoever said them."""
    return Pii(person_of(entry), words.strip())


def perhaps_said_by(entry: str, words: str | None) -> Pii | None:
    """Words under the key of whoever said them, or nothing."""
    return said_by(entry, words) if words and words.strip() else None


def is_helper(work: Work) -> bool:
    """Whether the actor helps with programmes by office: the association, the curator."""
    return work.role in (Role.ASSOCIATION, Role.CURATOR, Role.OPERATOR)
