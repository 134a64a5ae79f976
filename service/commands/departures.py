"""What becomes of the pairs of somebody who leaves or takes his consent back (lifecycles 5.2, 5.3)."""

from service.aggregates.assignment import Assignment, EndGround, ReplacementReason
from service.aggregates.mentee import Mentee
from service.commands.early_endings import end_for
from service.commands.loaded import Loaded
from service.commands.replacement import replacements_after
from service.ids import id_of, random_part


def go_on_without(loaded: Loaded, *, person: str, as_mentor: ReplacementReason, as_mentee: EndGround) -> None:
    """Replace the person where he is a mentor, and end his own mentoring; what changed is in ``loaded``.

    A group goes on without a member who leaves. No order is due: nothing is left to decide.
    """
    replacements_after(loaded, person=person, reason=as_mentor)
    mentee = loaded.find(Mentee, id_of(loaded.work.institution, "mentee", random_part(person)))
    if mentee is None:
        return
    for assignment in tuple(mentee.mentors):
        _end_for(loaded, assignment, mentee=mentee.id, ground=as_mentee)


def _end_for(loaded: Loaded, assignment: str, *, mentee: str, ground: EndGround) -> None:
    pair = loaded.get(Assignment, assignment)
    # an order may take effect later than today, and nothing ends before it began
    on = max(loaded.work.on, pair.approved_on or loaded.work.on)
    end_for(loaded, party=mentee, assignment=assignment, on=on, order=None, pair_ground=ground)
