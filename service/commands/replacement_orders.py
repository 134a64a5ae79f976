"""The head's order that puts other mentors in place of the former ones (R-122)."""

from service.aggregates.assignment import Assignment, ReplacementNotAgreed
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.commands.early_endings import find_programme
from service.commands.labour_cover import need_labour_agreement
from service.commands.loaded import Loaded
from service.commands.order_effects import Signing, effect
from service.commands.pair_orders import approve_mentor, need_undeclined
from service.commands.pair_people import need_countersignature
from service.commands.pair_work import revoke_for
from service.commands.replacement import need_fit
from service.commands.work import Work
from service.events import Aggregate
from service.ids import person_of


def _named(work: Work, subjects: tuple[str, ...]) -> tuple[str, ...]:
    pairs = [work.get(Assignment, subject) for subject in subjects]
    named = [person_of(entry) for pair in pairs for entry in (pair.candidate or pair.mentor, *pair.mentees)]
    return tuple(dict.fromkeys(named))


@effect("mentor_replacement", named=_named)
def replace_mentors(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """Put the agreed mentors in place of the former ones; every guard is asked again, all or none (R-122)."""
    loaded = Loaded(work)
    for subject in signing.subjects:
        _replace(loaded, subject, signing)
    return loaded.everything()


def _replace(loaded: Loaded, assignment: str, signing: Signing) -> None:
    work, on = loaded.work, signing.effective_from
    pair = loaded.get(Assignment, assignment)
    if pair.candidate is None:
        raise ReplacementNotAgreed
    former, newcomer = loaded.get(Mentor, pair.mentor), loaded.get(Mentor, pair.candidate)
    need_fit(loaded, pair, newcomer, agreement=pair.candidate_agreement)
    need_countersignature(work, mentor=newcomer, countersigned_by=pair.candidate_countersigned_by)
    need_undeclined(work, newcomer.id, pair.mentees)
    need_labour_agreement(work, assignment=pair.id, mentor=newcomer.id, on=signing.reference.signed_on)
    pair.replace_mentor(order=signing.reference, order_id=signing.order, replaced_on=on)
    former.discharge(assignment=pair.id, discharged_on=on)
    revoke_for(loaded, pair, on=on, because="mentor_replaced")
    regulation = work.load_regulation()
    newcomer.appoint(
        assignment=pair.id,
        mentees=pair.mentees,
        order=signing.reference,
        appointed_on=on,
        allowed=regulation.max_concurrent_mentees,
    )
    approve_mentor(loaded, newcomer, signing)
    most = regulation.number("policy.max_mentors_per_mentee")
    for mentee in pair.mentees:
        loaded.get(Mentee, mentee).assign(assignment=pair.id, mentor=newcomer.id, most=most)
    programme = find_programme(loaded, assignment)
    if programme is not None:
        programme.resume(mentor=newcomer.id, on=on)
