"""Which competency would ease a Hall set: what its mentees ask for and mentors with room do not have."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from service.matching.candidates.columns import Numbers
from service.matching.candidates.eligible import Ban, Eligibility
from service.matching.explaining.hall import HallSet
from service.matching.explaining.reach import Reach

_NO_COMPETENCY = Ban("no_common_competency")


@dataclass(frozen=True, slots=True)
class Relief:
    """A competency that any of ``mentors`` (ids) could learn, so that one mentee more gets a mentor.

    Nothing else stands between each of ``mentees`` (ids, of the Hall set) and one of these mentors or more.
    """

    competency: str
    mentees: tuple[str, ...]
    mentors: tuple[str, ...]


def relief(eligibility: Eligibility, reach: Reach, hall: HallSet) -> tuple[Relief, ...]:
    """Return the competencies that would ease a Hall set, those that help most of its mentees first.

    Whoever leaves the set frees a place in it, also if he had one: so his request counts too.
    """
    mentees: dict[str, list[str]] = defaultdict(list)
    mentors: dict[str, set[int]] = defaultdict(set)
    for name in hall.mentees:
        lacking = _lacking(eligibility, reach, eligibility.mentee_index[name]).tolist()
        for code in eligibility.problem.mentees[eligibility.mentee_index[name]].request if lacking else ():
            mentees[code].append(name)
            mentors[code].update(lacking)
    found = [
        Relief(code, tuple(names), tuple(eligibility.problem.mentors[j].id for j in sorted(mentors[code])))
        for code, names in mentees.items()
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.mentees), -len(each.mentors), each.competency)))


def _lacking(eligibility: Eligibility, reach: Reach, position: int) -> Numbers:
    """Return the mentors with room whom only the want of a competency keeps from the mentee."""
    mentors = len(eligibility.mentors)
    bans = eligibility.bans(eligibility.problem.mentees[position])
    count = np.zeros(mentors, dtype=np.int64)
    for flags in bans.values():
        count += flags
    if _NO_COMPETENCY not in bans:
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(bans[_NO_COMPETENCY] & (count == 1) & reach.open[:mentors])
