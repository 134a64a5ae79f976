"""Mentoring that ends before its programme is done: pair, loads and programme end in one decision."""

from datetime import date

from service.aggregates.assignment import Assignment, EndGround
from service.aggregates.programme import Programme
from service.commands.loaded import Loaded
from service.commands.pair_endings import end_pair, leave_pair
from service.ids import id_of, random_part
from service.values import OrderReference, TerminationGround, TerminationSubGround


def find_programme(loaded: Loaded, assignment: str) -> Programme | None:
    """The programme of a pair or group that has not ended, if there is one."""
    programme_id = id_of(loaded.work.institution, "programme", random_part(assignment))
    programme = loaded.find(Programme, programme_id)
    return programme if programme is not None and programme.is_open else None


def end_early(
    loaded: Loaded,
    *,
    assignment: str,
    on: date,
    pair_ground: EndGround,
    ground: TerminationGround,
    sub_ground: TerminationSubGround | None,
    order: OrderReference | None,
) -> None:
    """End a pair or group with its programme; what changed is in ``loaded``.

    Raises:
        NotFound, MentoringNotActive, LeftBeforeAppointment.

    """
    end_pair(loaded, assignment=assignment, on=on, ground=pair_ground)
    programme = find_programme(loaded, assignment)
    if programme is not None:
        programme.terminate(terminated_on=on, ground=ground, sub_ground=sub_ground, order=order)


def end_for(
    loaded: Loaded,
    *,
    party: str,
    assignment: str,
    on: date,
    order: OrderReference | None,
    pair_ground: EndGround = "party_or_mutual",
) -> None:
    """End mentoring because this party wants it: a member of a group leaves, anybody else ends it for all.

    Raises:
        NotFound, MentoringNotActive, NotOfThisPair, LeftBeforeAppointment.

    """
    if _ends_for_all(loaded.get(Assignment, assignment), party):
        end_early(
            loaded,
            assignment=assignment,
            on=on,
            pair_ground=pair_ground,
            ground="party_initiative",
            sub_ground=None,
            order=order,
        )
        return
    leave_pair(loaded, assignment=assignment, mentee=party, on=on)
    programme = find_programme(loaded, assignment)
    if programme is not None:
        programme.let_mentee_leave(mentee=party, on=on)


def programme_waits_for_order(loaded: Loaded, *, assignment: str) -> bool:
    """Whether the head has to end this mentoring by order: a programme runs, and the regulation says so.

    A running programme keeps the version of the regulation under which its pair was approved (A-61).
    """
    programme = find_programme(loaded, assignment)
    if programme is None:
        return False
    return loaded.work.load_regulation(version=programme.regulation_version).flag(
        "policy.termination_by_order"
    )


def ending_waits_for_order(loaded: Loaded, *, party: str, pair: Assignment) -> bool:
    """Whether an order of the head is due because this party wants an end; leaving a group needs none."""
    return _ends_for_all(pair, party) and programme_waits_for_order(loaded, assignment=pair.id)


def _ends_for_all(pair: Assignment, party: str) -> bool:
    return party == pair.mentor or len(pair.mentees) == 1
