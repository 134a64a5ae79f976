"""What the head decides on petitions about a mentor, and the order that carries an end out (A-25)."""

from typing import cast

from service.access import Action
from service.aggregates.assignment import Assignment, ReplacementReason
from service.aggregates.person import Person
from service.aggregates.petition import Outcome, Petition
from service.commands.early_endings import end_for, ending_waits_for_order
from service.commands.loaded import Loaded
from service.commands.order_effects import Signing, effect
from service.commands.registry import command
from service.commands.replacement import begin_replacement, give_up
from service.commands.work import Work
from service.errors import Refused
from service.events import Aggregate
from service.eventstore.log import Decision
from service.ids import kind_of, person_of
from service.values import Pii


class OtherMentorSince(Refused):
    """The pair has another mentor than the one whom the petition is about."""

    requirement = "R-112"


class PetitionGrantsNoEnding(Refused):
    """The head granted no petition by which this mentoring would end."""

    requirement = "R-100"


@command(
    title="Удовлетворить просьбу о замене или освобождении наставника",
    action=Action.DECIDE_PETITIONS,
    requirements=("R-100", "R-112", "R-121", "R-123", "R-126"),
)
def grant_petition(work: Work, *, petition: str, outcome: Outcome) -> Decision:
    """Agree, as the head, with a petition: the programme waits for another mentor, or mentoring ends (A-25).

    Where a programme ends by order, an order «mentor_relief» that names the petition carries the end out.
    """
    found = work.get(Petition, petition)
    found.grant(outcome=outcome, consent_withdrawn=_consent_withdrawn(work, found))
    loaded = Loaded(work)
    pair = _pair_with_same_mentor(loaded, found)
    if outcome == "replacement" and not pair.replacing:
        begin_replacement(
            loaded, assignment=pair.id, reason=cast("ReplacementReason", found.reason), note=None
        )
    if outcome == "termination" and not ending_waits_for_order(loaded, party=found.petitioner, pair=pair):
        end_for(loaded, party=found.petitioner, assignment=pair.id, on=work.on, order=None)
    return Decision((found, *loaded.everything()), {"petition": found.id})


@command(
    title="Отклонить просьбу о замене или освобождении наставника",
    action=Action.DECIDE_PETITIONS,
    requirements=("R-100", "R-112"),
)
def refuse_petition(work: Work, *, petition: str, reason: str) -> Decision:
    """Refuse a petition, as the head, with a reason; an ended contract or a withdrawn consent forbids it."""
    found = work.get(Petition, petition)
    found.refuse(
        reason=Pii(person_of(found.petitioner), reason), consent_withdrawn=_consent_withdrawn(work, found)
    )
    return Decision((found,), {"petition": found.id})


def _named(work: Work, subjects: tuple[str, ...]) -> tuple[str, ...]:
    pairs = (work.get(Assignment, _pair_of(work, subject)) for subject in subjects)
    named = (person_of(entry) for pair in pairs for entry in (pair.mentor, *pair.mentees))
    return tuple(dict.fromkeys(named))


@effect("mentor_relief", named=_named)
def relieve_mentors(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """End mentoring by the head's order: on petitions that were granted so, or where no successor was found.

    A subject is a petition, or a pair whose mentor is being replaced.
    """
    loaded = Loaded(work)
    for subject in signing.subjects:
        if _is_petition(subject):
            _end_as_granted(loaded, subject, signing)
        else:
            give_up(loaded, assignment=subject, on=signing.effective_from, order=signing.reference)
    return loaded.everything()


def _end_as_granted(loaded: Loaded, petition: str, signing: Signing) -> None:
    found = loaded.get(Petition, petition)
    if found.outcome != "termination":
        raise PetitionGrantsNoEnding
    pair = _pair_with_same_mentor(loaded, found)
    end_for(
        loaded,
        party=found.petitioner,
        assignment=pair.id,
        on=signing.effective_from,
        order=signing.reference,
    )


def _is_petition(subject: str) -> bool:
    return kind_of(subject) == Petition.TOPIC


def _pair_of(work: Work, subject: str) -> str:
    return work.get(Petition, subject).assignment if _is_petition(subject) else subject


def _pair_with_same_mentor(loaded: Loaded, petition: Petition) -> Assignment:
    pair = loaded.get(Assignment, petition.assignment)
    if pair.mentor != petition.mentor:
        raise OtherMentorSince
    return pair


def _consent_withdrawn(work: Work, petition: Petition) -> bool:
    """Whether the petitioner took back a consent that mentoring rests on: to the duties or to his data."""
    pair = work.get(Assignment, petition.assignment)
    person = work.get(Person, person_of(petition.petitioner))
    duties_withdrawn = petition.petitioner in pair.withdrawn and petition.petitioner not in pair.duties
    return duties_withdrawn or not person.has_consent(on=work.on)
