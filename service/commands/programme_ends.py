"""The three ways in which a programme ends: done in full, by the parties, by the curator (R-125 … R-127)."""

from datetime import date
from typing import Literal

from service.access import Action
from service.aggregates.programme import Programme
from service.aggregates.programme_termination import ProgrammeTermination
from service.commands.early_endings import end_early, end_for
from service.commands.loaded import Loaded
from service.commands.order_effects import Signing, effect
from service.commands.pair_endings import end_pair
from service.commands.programme_parts import (
    acting_party,
    need_mentor,
    plan_of,
    regulation_of,
    said_by,
    termination_of,
    work_on,
)
from service.commands.registry import command
from service.commands.work import Work
from service.errors import Refused
from service.events import Aggregate
from service.eventstore.log import Decision
from service.ids import person_of
from service.values import OrderReference, TerminationSubGround

Ground = Literal["full", "party_or_mutual", "curator"]


class GroundNotProvided(Refused):
    """The regulation does not end programmes on this ground."""

    requirement = "R-126"


class GroupGoesOn(Refused):
    """Only a member of a group leaves it; mentor and the mentee of a pair ask to end the programme."""

    requirement = "R-126"


@command(
    title="Завершить программу",
    action=Action.CARRY_OUT_PROGRAMME,
    requirements=("R-125",),
)
def complete_programme(work: Work, *, programme: str) -> Decision:
    """End a programme whose activities are all carried out or formally dropped; mentoring ends with it."""
    loaded = Loaded(work)
    found = loaded.get(Programme, programme)
    need_mentor(work, found)
    _need_ground(work, found, "full")
    found.need_active()
    plan = plan_of(work, found)
    outstanding = work_on(work, found).outstanding(activities=plan.activities.items(), mentees=found.mentees)
    found.complete(completed_on=work.on, outstanding=len(outstanding))
    end_pair(loaded, assignment=found.assignment, on=work.on, ground="full")
    return Decision(loaded.everything())


@command(
    title="Попросить о прекращении программы",
    action=Action.ASK_FOR_TERMINATION,
    requirements=("R-126",),
)
def request_termination(work: Work, *, programme: str, reason: str, by: str | None = None) -> Decision:
    """Ask, as mentor or mentee, to end the programme early, and say why; the curator confirms it."""
    found = work.get(Programme, programme)
    who, source = acting_party(work, found, by)
    found.need_open()
    _need_ground(work, found, "party_or_mutual")
    termination = termination_of(work, found)
    termination.request(
        by=who, parties=found.parties, requested_on=work.on, reason=said_by(who, reason), source=source
    )
    return Decision((termination,))


@command(
    title="Настоять на прекращении программы",
    action=Action.ASK_FOR_TERMINATION,
    requirements=("R-126",),
)
def insist_on_termination(
    work: Work, *, programme: str, mediated_on: date, by: str | None = None
) -> Decision:
    """Insist on the end after talks about the request: taking part is voluntary, nobody can refuse (A-26)."""
    loaded = Loaded(work)
    found = loaded.get(Programme, programme)
    who, _ = acting_party(work, found, by)
    found.need_open()
    termination = loaded.add(termination_of(work, found))
    termination.insist(
        by=who,
        mentor=found.mentor,
        mentees=found.mentees,
        mediated_on=mediated_on,
        confirmed_on=work.on,
    )
    return _carried_out(loaded, found, termination)


@command(
    title="Подтвердить прекращение программы",
    action=Action.END_PROGRAMME,
    requirements=("R-126",),
)
def confirm_termination(work: Work, *, programme: str) -> Decision:
    """Confirm what the parties asked for; where the regulation wants it, the head's order carries it out."""
    loaded = Loaded(work)
    found = loaded.get(Programme, programme)
    found.need_open()
    termination = loaded.add(termination_of(work, found))
    termination.confirm(mentor=found.mentor, mentees=found.mentees, confirmed_on=work.on)
    return _carried_out(loaded, found, termination)


@command(
    title="Прекратить программу по инициативе куратора",
    action=Action.END_PROGRAMME,
    requirements=("R-127",),
)
def terminate_as_curator(
    work: Work,
    *,
    programme: str,
    sub_ground: TerminationSubGround,
    heard: tuple[str, ...],
    heard_on: date,
    circumstances: str,
) -> Decision:
    """Decide, as curator and after hearing everybody, to end for improper performance or force majeure."""
    loaded = Loaded(work)
    found = loaded.get(Programme, programme)
    found.need_open()
    _need_ground(work, found, "curator")
    termination = loaded.add(termination_of(work, found))
    termination.decide(
        sub_ground=sub_ground,
        parties=found.parties,
        heard=heard,
        heard_on=heard_on,
        circumstances=said_by(found.mentor, circumstances),
        confirmed_on=work.on,
    )
    return _carried_out(loaded, found, termination)


@command(
    title="Выйти из группы",
    action=Action.ASK_FOR_TERMINATION,
    requirements=("R-082", "R-126"),
)
def leave_programme(work: Work, *, programme: str, mentee: str, reason: str) -> Decision:
    """Let a member of a group leave it by his own wish; the programme goes on with the others."""
    loaded = Loaded(work)
    found = loaded.get(Programme, programme)
    source = work.speaks_for(mentee)
    found.need_mentee(mentee)
    found.need_open()
    if len(found.mentees) == 1:
        raise GroupGoesOn
    termination = loaded.add(termination_of(work, found))
    termination.request(
        by=mentee,
        parties=found.parties,
        requested_on=work.on,
        reason=said_by(mentee, reason),
        source=source,
    )
    end_for(loaded, party=mentee, assignment=found.assignment, on=work.on, order=None)
    return Decision(loaded.everything())


def _named(work: Work, subjects: tuple[str, ...]) -> tuple[str, ...]:
    parties = (party for each in subjects for party in work.get(Programme, each).parties)
    return tuple(dict.fromkeys(map(person_of, parties)))


@effect("programme_termination", named=_named)
def order_terminations(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """End the programmes that the order names, each by a decision made before, with their mentoring."""
    loaded = Loaded(work)
    for subject in signing.subjects:
        found = loaded.get(Programme, subject)
        _terminate(
            loaded, found, termination_of(work, found), on=signing.effective_from, order=signing.reference
        )
    return loaded.everything()


def _carried_out(loaded: Loaded, programme: Programme, termination: ProgrammeTermination) -> Decision:
    """Where no order is due, what was decided happens at once."""
    if not _by_order(loaded.work, programme):
        _terminate(loaded, programme, termination, on=loaded.work.on, order=None)
    return Decision(loaded.everything())


def _terminate(
    loaded: Loaded,
    programme: Programme,
    termination: ProgrammeTermination,
    *,
    on: date,
    order: OrderReference | None,
) -> None:
    programme.need_open()
    decided = termination.need_decided(
        terminated_on=on, order=order, by_order=_by_order(loaded.work, programme)
    )
    end_early(
        loaded,
        assignment=programme.assignment,
        on=on,
        pair_ground="curator" if decided.ground == "curator_initiative" else "party_or_mutual",
        ground=decided.ground,
        sub_ground=decided.sub_ground,
        order=order,
    )


def _by_order(work: Work, programme: Programme) -> bool:
    return regulation_of(work, programme).flag("policy.termination_by_order")


def _need_ground(work: Work, programme: Programme, ground: Ground) -> None:
    if ground not in regulation_of(work, programme).texts("completion.grounds"):
        raise GroundNotProvided
