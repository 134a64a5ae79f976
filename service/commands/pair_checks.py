"""What is asked of a pair or group twice: at its agreement, and again when the order is signed (R-070)."""

from service.aggregates.assignment import Assignment, Direction
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.commands.pair_people import (
    need_admission,
    need_fitting_profile,
    need_fitting_years,
    need_participants,
    need_roles,
)
from service.commands.pair_terms import check_types
from service.commands.work import Work
from service.regulations.regulation import Regulation


def check_people(
    work: Work,
    *,
    regulation: Regulation,
    mentor: Mentor,
    mentees: tuple[Mentee, ...],
    forms: tuple[str, ...],
    types: tuple[str, ...],
    direction: Direction | None,
    agreement: str | None,
) -> None:
    """Refuse people who may not form this pair now; asked at the agreement and again at the order (R-070)."""
    need_participants(work, mentor=mentor, mentees=mentees)
    need_fitting_profile(mentor=mentor, mentees=mentees)
    need_admission(mentor, regulation=regulation, forms=forms)
    need_roles(
        work,
        regulation=regulation,
        mentor=mentor,
        mentees=mentees,
        forms=forms,
        agreement=agreement,
    )
    need_fitting_years(work, mentor=mentor, mentees=mentees, types=types, direction=direction)


def check_joining(
    work: Work, *, regulation: Regulation, pair: Assignment, mentor: Mentor, mentee: Mentee
) -> None:
    """Refuse a mentee who may not join this group now; asked at the agreement and again at the order."""
    count = len(pair.mentees) + 1
    check_types(("group",), count=count, regulation=regulation)
    need_participants(work, mentor=mentor, mentees=(mentee,))
    need_fitting_profile(mentor=mentor, mentees=(mentee,))
    need_roles(
        work,
        regulation=regulation,
        mentor=mentor,
        mentees=(mentee,),
        forms=pair.forms,
        agreement=pair.agreement,
    )
    need_fitting_years(work, mentor=mentor, mentees=(mentee,), types=(), direction=pair.direction)
    mentee.need_place(
        assignment=pair.id, mentor=pair.mentor, most=regulation.number("policy.max_mentors_per_mentee")
    )


def need_free(
    regulation: Regulation, *, assignment: str, mentor: Mentor, mentees: tuple[Mentee, ...]
) -> None:
    """Refuse mentees for whom the mentor has no place, or who have enough mentors (M-5, A-04, A-43).

    Raises:
        MentorAtCapacity, MenteeHasThisMentor, MenteeHasEnoughMentors.

    """
    mentor.need_room(
        assignment=assignment,
        mentees=tuple(mentee.id for mentee in mentees),
        allowed=regulation.max_concurrent_mentees,
    )
    most = regulation.number("policy.max_mentors_per_mentee")
    for mentee in mentees:
        mentee.need_place(assignment=assignment, mentor=mentor.id, most=most)
