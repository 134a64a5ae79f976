"""Petitions of a mentor to be relieved and of a mentee to get another mentor (R-100, R-112, A-25, A-28)."""

from datetime import date
from itertools import count
from typing import Final

from service.access import Action, Role
from service.aggregates.assignment import (
    Assignment,
    MentoringNotActive,
    NotOfThisPair,
    ReplacementAlreadyInitiated,
    ReplacementReason,
)
from service.aggregates.petition import Petition, PetitionNotReferred, Reviewer
from service.commands.programme_parts import perhaps_said_by
from service.commands.registry import command
from service.commands.work import Work, fixed_id
from service.errors import NotFound, Refused
from service.eventstore.log import Decision
from service.ids import person_of, random_part, same_person
from service.regulations.regulation import Regulation

_CURATOR: Final = "curator"
_HEAD: Final = "head"


class PetitionWaiting(Refused):
    """A petition of this person about this pair waits for its decision."""

    requirement = "R-112"


class OwnPetitionReviewed(Refused):
    """Nobody gives an opinion on a petition in which he is a party."""

    requirement = "R-112"


@command(
    title="Попросить об освобождении от обязанностей наставника",
    action=Action.ASK_FOR_RELIEF,
    requirements=("R-100", "R-121"),
)
def request_relief(
    work: Work, *, assignment: str, reason: ReplacementReason, requested_on: date, text: str | None = None
) -> Decision:
    """Ask curator and head, as mentor, to be relieved; the reason is one of the regulation's list."""
    pair = _active_pair(work, assignment)
    source = work.speaks_for(pair.mentor)
    petition, regulation = _register(work, pair, pair.mentor)
    petition.request_relief(
        mentor=pair.mentor,
        reason=reason,
        reasons=regulation.texts("replacement.reasons"),
        text=perhaps_said_by(pair.mentor, text),
        requested_on=requested_on,
        on=work.on,
        source=source,
    )
    return Decision((petition,), {"petition": petition.id})


@command(
    title="Попросить о замене наставника",
    action=Action.PETITION_FOR_REPLACEMENT,
    requirements=("R-112", "R-121"),
)
def request_replacement(
    work: Work,
    *,
    assignment: str,
    mentee: str,
    reason: ReplacementReason,
    requested_on: date,
    text: str | None = None,
) -> Decision:
    """Ask curator and head, as mentee, for another mentor; the mentor learns of it with the decision."""
    source = work.speaks_for(mentee)
    pair = _active_pair(work, assignment)
    if mentee not in pair.mentees:
        raise NotOfThisPair
    petition, regulation = _register(work, pair, mentee)
    petition.request_replacement(
        mentee=mentee,
        reason=reason,
        reasons=regulation.texts("replacement.reasons"),
        text=perhaps_said_by(mentee, text),
        requested_on=requested_on,
        on=work.on,
        source=source,
    )
    return Decision((petition,), {"petition": petition.id})


@command(
    title="Отозвать просьбу об освобождении от обязанностей наставника",
    action=Action.ASK_FOR_RELIEF,
    requirements=("R-100",),
)
def withdraw_relief_request(work: Work, *, petition: str) -> Decision:
    """Take back, as mentor, a petition to be relieved that waits for its decision."""
    return _withdraw(work, petition, for_relief=True)


@command(
    title="Отозвать просьбу о замене наставника",
    action=Action.PETITION_FOR_REPLACEMENT,
    requirements=("R-112",),
)
def withdraw_replacement_request(work: Work, *, petition: str) -> Decision:
    """Take back, as mentee, a petition for another mentor that waits for its decision."""
    return _withdraw(work, petition, for_relief=False)


@command(
    title="Выслушать сторону",
    action=Action.REPLACE_MENTOR,
    requirements=("R-100", "R-112"),
)
def hear_party(work: Work, *, petition: str, party: str, statement: str | None = None) -> Decision:
    """Record that a party of the pair was heard about a petition; whoever made it is heard in any case."""
    found = work.get(Petition, petition)
    if found.about_head and not found.referred and work.role is Role.HEAD:
        raise PetitionNotReferred
    pair = work.get(Assignment, found.assignment)
    found.hear(party=party, parties=(pair.mentor, *pair.mentees), statement=perhaps_said_by(party, statement))
    return Decision((found,))


@command(
    title="Передать просьбу руководителю с мнением",
    action=Action.REFER_PETITIONS,
    requirements=("R-100", "R-112"),
)
def refer_petition(work: Work, *, petition: str, supported: bool, opinion: str | None = None) -> Decision:
    """Pass a petition about a pair of the head on to him with an opinion, as curator or association."""
    found = work.get(Petition, petition)
    if any(same_person(work.actor, party) for party in (found.mentor, found.petitioner)):
        raise OwnPetitionReviewed
    reviewer: Reviewer = "association" if work.role is Role.ASSOCIATION else "curator"
    found.refer_to_head(
        reviewer=reviewer, supported=supported, opinion=perhaps_said_by(found.petitioner, opinion)
    )
    return Decision((found,))


def _active_pair(work: Work, assignment: str) -> Assignment:
    pair = work.get(Assignment, assignment)
    if not pair.is_active:
        raise MentoringNotActive
    if pair.replacing:
        raise ReplacementAlreadyInitiated
    return pair


def _register(work: Work, pair: Assignment, petitioner: str) -> tuple[Petition, Regulation]:
    """Open the next petition of this person about this pair.

    Its id is made of theirs and a count, so that two of the same person at once meet on one id.

    Raises:
        PetitionWaiting: an earlier one is not decided.

    """
    regulation = work.load_regulation(version=pair.regulation_version)
    about_head = work.load_institution().head == person_of(pair.mentor)
    addressed_to = regulation.texts("replacement.petition_to")
    if about_head:
        addressed_to = tuple(office for office in addressed_to if office != _HEAD) or (_CURATOR,)
    petition = Petition.start(
        Petition.PetitionRegistered,
        _free_id(work, pair.id, petitioner),
        assignment=pair.id,
        mentor=pair.mentor,
        addressed_to=addressed_to,
        about_head=about_head,
    )
    return petition, regulation


def _free_id(work: Work, assignment: str, petitioner: str) -> str:
    for number in count(1):
        petition_id = fixed_id(
            work.institution, "petition", random_part(assignment), random_part(petitioner), number
        )
        earlier = work.log.find(Petition, petition_id)
        if earlier is None:
            return petition_id
        if not earlier.decided:
            raise PetitionWaiting
    raise AssertionError


def _withdraw(work: Work, petition: str, *, for_relief: bool) -> Decision:
    found = work.get(Petition, petition)
    if found.for_relief != for_relief:
        raise NotFound(petition)
    found.withdraw(source=work.speaks_for(found.petitioner))
    return Decision((found,), {"petition": found.id})
