"""Replacing the mentor of a pair or group: search, agreement, the head's order, or nobody found (R-121)."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from service.access import Action
from service.aggregates.assignment import (
    Assignment,
    ReplacementNotInitiated,
    ReplacementReason,
)
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.aggregates.petition import check_reason
from service.commands.early_endings import end_early, find_programme, programme_waits_for_order
from service.commands.loaded import Loaded
from service.commands.pair_checks import check_people, need_free
from service.commands.pair_people import countersigner, need_participants
from service.commands.registry import command
from service.commands.rounds import need_open_round, needs_endorsement
from service.commands.unmatched import search_on
from service.commands.work import Work
from service.errors import Refused
from service.events import Aggregate
from service.eventstore.log import Decision
from service.ids import id_of, person_of, random_part
from service.values import OrderReference, Pii

StaffChange = Literal["contract_ended", "transfer"]
"""What happened to a worker, as the regulation counts it among the reasons (002 §3.8[1], §3.8[2])."""


class StaffChangeNotRecorded(Refused):
    """Nobody recorded that the person left or was transferred."""

    requirement = "R-121"


class NothingToReplace(Refused):
    """The person has no pair or group whose mentor would have to be replaced."""

    requirement = "R-121"


class FormerMentorGone(Refused):
    """The mentor cannot stay: he took his consent back or was freed of the pair."""

    requirement = "R-121"


class EndingOrderDue(Refused):
    """The programme of the pair ends by an order of the head in this institution."""

    requirement = "R-126"


@command(
    title="Начать замену наставника",
    action=Action.REPLACE_MENTOR,
    requirements=("R-121", "R-123"),
)
def initiate_replacement(
    work: Work, *, assignment: str, reason: ReplacementReason, note: str | None = None
) -> Decision:
    """Begin the search for another mentor of a pair or group; its programme waits."""
    loaded = Loaded(work)
    pair = loaded.get(Assignment, assignment)
    regulation = work.load_regulation(version=pair.regulation_version)
    words = (note or "").strip()
    check_reason(reason, reasons=regulation.texts("replacement.reasons"), has_text=bool(words))
    note_of = Pii(person_of(pair.mentor), words) if words else None
    begin_replacement(loaded, assignment=assignment, reason=reason, note=note_of)
    return Decision(loaded.everything(), {"assignment": pair.id})


@command(
    title="Начать замену наставника из-за увольнения или перевода",
    action=Action.REPLACE_MENTOR,
    requirements=("R-121", "R-123"),
)
def replace_after_staff_change(work: Work, *, person: str, change: StaffChange) -> Decision:
    """Begin the search in every pair and group of a worker who left or was transferred."""
    who = work.get(Person, person)
    happened_on = who.left_on if change == "contract_ended" else who.transferred_on
    if happened_on is None:
        raise StaffChangeNotRecorded
    changed = replacements_after(Loaded(work), person=who.id, reason=change)
    if not changed:
        raise NothingToReplace
    return Decision(changed)


def begin_replacement(
    loaded: Loaded, *, assignment: str, reason: ReplacementReason, note: Pii | None
) -> None:
    """Let the search begin and the programme wait; what changed is in ``loaded``.

    Raises:
        NotFound, MentoringNotActive, ReplacementAlreadyInitiated.

    """
    loaded.get(Assignment, assignment).initiate_replacement(reason=reason, note=note, on=loaded.work.on)
    programme = find_programme(loaded, assignment)
    if programme is not None:
        programme.suspend(on=loaded.work.on)


def replacements_after(loaded: Loaded, *, person: str, reason: ReplacementReason) -> tuple[Aggregate, ...]:
    """Begin the search wherever a worker is the mentor, and after a transfer wherever he is a mentee.

    Where it has begun, nothing changes. Gives everything that changed, to be saved in one decision.
    """
    changed: list[Aggregate] = []
    for assignment in _pairs_of(loaded.work, person, also_as_mentee=reason == "transfer"):
        pair = loaded.get(Assignment, assignment)
        if not pair.is_active or pair.replacing:
            continue
        begin_replacement(loaded, assignment=assignment, reason=reason, note=None)
        programme = find_programme(loaded, assignment)
        changed += [pair] if programme is None else [pair, programme]
    return tuple(changed)


def _pairs_of(work: Work, person: str, *, also_as_mentee: bool) -> Iterator[str]:
    mentor = work.log.find(Mentor, id_of(work.institution, "mentor", random_part(person)))
    yield from (mentor.places if mentor is not None else ())
    mentee = work.log.find(Mentee, id_of(work.institution, "mentee", random_part(person)))
    if also_as_mentee and mentee is not None:
        yield from mentee.mentors


@command(
    title="Договориться о новом наставнике",
    action=Action.REPLACE_MENTOR,
    requirements=("R-062", "R-121", "R-122"),
)
def agree_replacement(work: Work, *, assignment: str, mentor: str, agreement: str | None = None) -> Decision:
    """Agree on the new mentor once he and every mentee want each other; consents and the order are due."""
    loaded = Loaded(work)
    pair = loaded.get(Assignment, assignment)
    if mentor == pair.candidate:
        return Decision((), {"assignment": pair.id})
    newcomer = loaded.get(Mentor, mentor)
    need_fit(loaded, pair, newcomer, agreement=agreement)
    need_free(
        work.load_regulation(),
        assignment=pair.id,
        mentor=newcomer,
        mentees=tuple(loaded.get(Mentee, mentee) for mentee in pair.mentees),
    )
    current = need_open_round(work)
    pair.agree_replacement(
        mentor=newcomer.id,
        round=current.id,
        countersigned_by=countersigner(work, mentor=newcomer),
        agreement=agreement,
        on=work.on,
    )
    current.record_participation(
        mentor=newcomer.id,
        mentees=pair.mentees,
        assignment=pair.id,
        curator=work.actor,
        needs_endorsement=needs_endorsement(work, work.load_regulation()),
        earlier_over=_is_over(work, current.agreement(mentor=newcomer.id, mentees=pair.mentees), pair.id),
    )
    return Decision((pair, current), {"assignment": pair.id})


@command(
    title="Оставить прежнего наставника",
    action=Action.REPLACE_MENTOR,
    requirements=("R-121", "R-123"),
)
def keep_mentor(work: Work, *, assignment: str) -> Decision:
    """Give the search up because the mentor stays after all; the programme goes on with him."""
    loaded = Loaded(work)
    pair = loaded.get(Assignment, assignment)
    mentor = loaded.get(Mentor, pair.mentor)
    if pair.mentor not in pair.duties or pair.id not in mentor.places:
        raise FormerMentorGone
    need_participants(work, mentor=mentor, mentees=tuple(loaded.get(Mentee, each) for each in pair.mentees))
    pair.abandon_replacement(on=work.on)
    programme = find_programme(loaded, assignment)
    if programme is not None:
        programme.resume(mentor=pair.mentor, on=work.on)
    return Decision(loaded.everything(), {"assignment": pair.id})


@command(
    title="Прекратить поиск замены",
    action=Action.REPLACE_MENTOR,
    requirements=("R-067", "R-121", "R-126"),
)
def abandon_replacement(work: Work, *, assignment: str, next_on: date) -> Decision:
    """End a pair or group for which nobody was found; its mentees go to those without a pair.

    ``next_on`` is the day of the next step for them. Where a programme ends by order, the head signs one.
    """
    loaded = Loaded(work)
    if programme_waits_for_order(loaded, assignment=assignment):
        raise EndingOrderDue
    give_up(loaded, assignment=assignment, on=work.on, order=None)
    mentees = [loaded.get(Mentee, each) for each in loaded.get(Assignment, assignment).mentees]
    searches = [
        search_on(work, mentee=each, next_on=next_on, step=None) for each in mentees if not each.mentors
    ]
    return Decision((*loaded.everything(), *searches), {"assignment": assignment})


def give_up(loaded: Loaded, *, assignment: str, on: date, order: OrderReference | None) -> None:
    """End a pair or group whose mentor is being replaced, because nobody was found.

    Raises:
        NotFound, ReplacementNotInitiated.

    """
    if not loaded.get(Assignment, assignment).replacing:
        raise ReplacementNotInitiated
    end_early(
        loaded,
        assignment=assignment,
        on=on,
        pair_ground="no_replacement",
        ground="curator_initiative",
        sub_ground="force_majeure",
        order=order,
    )


def need_fit(loaded: Loaded, pair: Assignment, newcomer: Mentor, *, agreement: str | None) -> None:
    """Refuse a new mentor who could not be the mentor of this pair or group from its beginning."""
    check_people(
        loaded.work,
        regulation=loaded.work.load_regulation(),
        mentor=newcomer,
        mentees=tuple(loaded.get(Mentee, mentee) for mentee in pair.mentees),
        forms=pair.forms,
        types=pair.types,
        direction=pair.direction,
        agreement=agreement,
    )


def _is_over(work: Work, earlier: str | None, assignment: str) -> bool:
    """Whether what was agreed before on the same people is no more, or is this very pair."""
    if earlier is None or earlier == assignment:
        return True
    pair = work.get(Assignment, earlier)
    return not (pair.is_active or pair.awaits_order)
