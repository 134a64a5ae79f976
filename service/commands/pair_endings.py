"""The end of mentoring, whatever brought it: pair, mentor's load and mentees' mentors end together."""

from datetime import date

from service.aggregates.assignment import Assignment, EndGround
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.commands.loaded import Loaded
from service.commands.pair_work import revoke_for, revoke_for_mentee
from service.commands.work import Work
from service.events import Aggregate


def end_mentoring(work: Work, *, assignment: str, on: date, ground: EndGround) -> tuple[Aggregate, ...]:
    """End one pair or group; gives everything that changed, to be saved in one decision.

    ``on`` is its last day; the mentor's places are free again and the mentees have no mentor here.

    Raises:
        NotFound, MentoringNotActive, LeftBeforeAppointment.

    """
    loaded = Loaded(work)
    end_pair(loaded, assignment=assignment, on=on, ground=ground)
    return loaded.everything()


def end_pair(loaded: Loaded, *, assignment: str, on: date, ground: EndGround) -> None:
    """End one pair or group among other changes of a decision; what changed is in ``loaded``.

    Raises:
        NotFound, MentoringNotActive, LeftBeforeAppointment.

    """
    pair = loaded.get(Assignment, assignment)
    pair.end(on=on, ground=ground)
    loaded.get(Mentor, pair.mentor).discharge(assignment=pair.id, discharged_on=on)
    for mentee in pair.mentees:
        loaded.get(Mentee, mentee).release(assignment=pair.id, released_on=on)
    revoke_for(loaded, pair, on=on)


def leave_pair(loaded: Loaded, *, assignment: str, mentee: str, on: date) -> None:
    """Let one mentee leave a group that goes on, as a pair when one is left (R-082); see ``end_pair``.

    Raises:
        NotFound, MentoringNotActive, NotOfThisPair, LastMenteeStays, LeftBeforeAppointment.

    """
    pair = loaded.get(Assignment, assignment)
    pair.let_mentee_leave(mentee=mentee, on=on)
    loaded.get(Mentor, pair.mentor).change_load(assignment=pair.id, mentees=pair.mentees, allowed=None)
    loaded.get(Mentee, mentee).release(assignment=pair.id, released_on=on)
    revoke_for_mentee(loaded, pair, mentee=mentee, on=on)
