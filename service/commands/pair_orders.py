"""The head's order on pairs and groups: it approves all that it names, or none (R-070)."""

from service.aggregates.approval import Approval
from service.aggregates.assignment import Assignment, PairNotAwaitingOrder
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.programme import Programme
from service.commands.labour_cover import need_labour_agreement
from service.commands.loaded import Loaded
from service.commands.order_effects import Signing, effect
from service.commands.pair_checks import check_joining, check_people
from service.commands.pair_people import need_countersignature
from service.commands.pair_terms import check_forms, check_types
from service.commands.rounds import latest_round
from service.commands.work import Work
from service.errors import Refused
from service.events import Aggregate
from service.ids import id_of, person_of, random_part, sister_id
from service.regulations.regulation import Regulation


class PairDeclinedSince(Refused):
    """One of the parties declined after the agreement."""

    requirement = "R-061"


def _named(work: Work, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """Everybody on whom the order lays duties of mentoring."""
    people: list[str] = []
    for subject in subjects:
        pair = work.get(Assignment, subject)
        led = pair.mentees if pair.awaits_order else tuple(pair.joining)
        people += map(person_of, (pair.mentor, *led))
    return tuple(dict.fromkeys(people))


@effect("pair_assignment", named=_named)
def approve_pairs(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """Approve every pair and group that the order names, and let in whoever waits to join a group.

    Every guard is asked again; a mentor of several pairs is one aggregate here, so his load is right.
    """
    loaded = Loaded(work)
    regulation = work.load_regulation()
    for subject in signing.subjects:
        pair = loaded.get(Assignment, subject)
        if pair.awaits_order:
            _approve(loaded, regulation, pair, signing)
        elif pair.is_active and pair.joining:
            _let_join(loaded, regulation, pair, signing)
        else:
            raise PairNotAwaitingOrder
    return loaded.everything()


def _approve(loaded: Loaded, regulation: Regulation, pair: Assignment, signing: Signing) -> None:
    mentor = loaded.get(Mentor, pair.mentor)
    mentees = tuple(loaded.get(Mentee, mentee) for mentee in pair.mentees)
    check_forms(pair.forms, regulation=regulation)
    check_types(pair.types, count=len(mentees), regulation=regulation)
    check_people(
        loaded.work,
        regulation=regulation,
        mentor=mentor,
        mentees=mentees,
        forms=pair.forms,
        types=pair.types,
        direction=pair.direction,
        agreement=pair.agreement,
    )
    need_countersignature(loaded.work, mentor=mentor, countersigned_by=pair.countersigned_by)
    need_undeclined(loaded.work, mentor.id, pair.mentees)
    need_labour_agreement(loaded.work, assignment=pair.id, mentor=mentor.id, on=signing.reference.signed_on)
    pair.approve(
        order=signing.reference,
        order_id=signing.order,
        appointed_on=signing.effective_from,
        regulation_version=regulation.version,
    )
    mentor.appoint(
        assignment=pair.id,
        mentees=pair.mentees,
        order=signing.reference,
        appointed_on=signing.effective_from,
        allowed=regulation.max_concurrent_mentees,
    )
    approve_mentor(loaded, mentor, signing)
    for mentee in mentees:
        _assign(loaded, regulation, pair, mentee, signing)


def _let_join(loaded: Loaded, regulation: Regulation, pair: Assignment, signing: Signing) -> None:
    mentor = loaded.get(Mentor, pair.mentor)
    for joining in tuple(pair.joining):
        mentee = loaded.get(Mentee, joining)
        check_joining(loaded.work, regulation=regulation, pair=pair, mentor=mentor, mentee=mentee)
        need_undeclined(loaded.work, mentor.id, (joining,))
        pair.join(
            mentee=joining,
            order=signing.reference,
            order_id=signing.order,
            joined_on=signing.effective_from,
        )
        _assign(loaded, regulation, pair, mentee, signing)
        _admit_to_programme(loaded, pair, joining, signing)
    mentor.change_load(assignment=pair.id, mentees=pair.mentees, allowed=regulation.max_concurrent_mentees)


def _assign(
    loaded: Loaded, regulation: Regulation, pair: Assignment, mentee: Mentee, signing: Signing
) -> None:
    mentee.assign(
        assignment=pair.id, mentor=pair.mentor, most=regulation.number("policy.max_mentors_per_mentee")
    )
    _approval(loaded, mentee.person).approve_mentee(
        mentee=mentee.id, ready=True, order=signing.reference, approved_on=signing.effective_from
    )


def approve_mentor(loaded: Loaded, mentor: Mentor, signing: Signing) -> None:
    """Approve the person with the pair where that has not been done before (R-051)."""
    _approval(loaded, mentor.person).approve_mentor(
        mentor=mentor.id, ready=True, order=signing.reference, approved_on=signing.effective_from
    )


def _approval(loaded: Loaded, person: str) -> Approval:
    approval_id = id_of(loaded.work.institution, "approval", random_part(person))
    known = loaded.find(Approval, approval_id)
    return known or loaded.add(Approval.start(Approval.ParticipantProposed, approval_id, person=person))


def _admit_to_programme(loaded: Loaded, pair: Assignment, mentee: str, signing: Signing) -> None:
    programme = loaded.find(Programme, sister_id(pair.id, Programme.TOPIC))
    if programme is not None and programme.is_open:
        programme.admit_mentee(mentee=mentee, on=signing.effective_from)


def need_undeclined(work: Work, mentor: str, mentees: tuple[str, ...]) -> None:
    """Refuse a combination that a party declined after the agreement. Raises ``PairDeclinedSince``."""
    newest = latest_round(work)
    if newest is not None and newest.is_declined(mentor=mentor, mentees=mentees):
        raise PairDeclinedSince
