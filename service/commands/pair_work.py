"""What the commands on the work of a pair share: the pair, its registers, and what ends together with it."""

from datetime import date

from service.aggregates.assignment import Assignment, NotOfThisPair
from service.aggregates.engagement import Engagement
from service.aggregates.personal_file import PersonalFile, RevokedBecause
from service.aggregates.programme_plan import ActivityUnknown, ProgrammePlan
from service.commands.loaded import Loaded
from service.commands.work import NotOwnAct, SomeAggregate, Work
from service.errors import NotAllowed
from service.events import Created
from service.ids import person_of, sister_id
from service.values import Pii, Source


def load_pair(work: Work, assignment: str) -> Assignment:
    """Load a pair or group. Raises ``NotFound``."""
    return work.get(Assignment, assignment)


def load_beside(
    work: Work, kind: type[SomeAggregate], *, pair: Assignment, opened: type[Created]
) -> SomeAggregate:
    """Load the journal or a register of a pair, or open it."""
    identity = sister_id(pair.id, kind.TOPIC)
    return work.log.find(kind, identity) or kind.start(opened, identity, assignment=pair.id)


def need_mentee(pair: Assignment, mentee: str) -> None:
    """Refuse a mentee of another pair. Raises ``NotOfThisPair``."""
    if mentee not in pair.mentees:
        raise NotOfThisPair


def need_party(pair: Assignment, who: str) -> None:
    """Refuse whoever is neither the mentor nor a mentee of the pair. Raises ``NotOfThisPair``."""
    if who not in (pair.mentor, *pair.mentees):
        raise NotOfThisPair


def need_activity(work: Work, pair: Assignment, number: int) -> None:
    """Refuse an activity that is not planned in the pair's programme. Raises ``ActivityUnknown``."""
    plan = work.log.find(ProgrammePlan, sister_id(pair.id, ProgrammePlan.TOPIC))
    if plan is None:
        raise ActivityUnknown(number=number)
    plan.need_activity(number)


def need_in_person(work: Work, who: str) -> None:
    """Refuse whoever is not the person himself: no paper stands for this act. Raises ``NotOwnAct``."""
    if work.speaks_for(who) != "own":
        raise NotOwnAct(who)


def speaks_for_party(work: Work, pair: Assignment) -> Source:
    """How an act of the mentor or of a mentee comes here.

    Raises:
        NotOwnAct: the actor is none of them and keeps no papers.

    """
    for party in (pair.mentor, *pair.mentees):
        try:
            return work.speaks_for(party)
        except NotAllowed:
            continue
    raise NotOwnAct(pair.id)


def words(about: str, text: str) -> Pii:
    """Free text about a person or one of his entries."""
    return Pii(person_of(about), text)


def words_or_none(about: str, text: str | None) -> Pii | None:
    """Free text about a person or one of his entries, if there is any."""
    return words(about, text) if text else None


def revoke_for(
    loaded: Loaded, assignment: Assignment, *, on: date, because: RevokedBecause = "pair_ended"
) -> None:
    """Take back every look into personal files; with the pair, the help of colleagues ends too.

    Belongs to the decision that ends the pair (``pair_ended``) or changes its mentor (``mentor_replaced``).
    """
    files = loaded.find(PersonalFile, sister_id(assignment.id, PersonalFile.TOPIC))
    if files is not None:
        files.revoke_all(because=because, revoked_on=on)
    helps = loaded.find(Engagement, sister_id(assignment.id, Engagement.TOPIC))
    if helps is not None and because == "pair_ended":
        helps.end_all(ended_on=on)


def revoke_for_mentee(loaded: Loaded, assignment: Assignment, *, mentee: str, on: date) -> None:
    """Take back every look into the file of a mentee who leaves a group that goes on."""
    files = loaded.find(PersonalFile, sister_id(assignment.id, PersonalFile.TOPIC))
    if files is not None:
        files.revoke_of_mentee(mentee=mentee, revoked_on=on)
