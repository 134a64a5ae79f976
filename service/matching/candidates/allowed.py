"""All allowed pairs of a problem, and all who may be in somebody's group, without looking at every pair."""

import numpy as np

from service.matching.candidates.blocks import IN_GROUP, SINGLE, Bond, Both
from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Eligibility


def allowed_pairs(eligibility: Eligibility) -> Both:
    """Return (mentees, mentors) by index, sorted: every pair that no rule forbids."""
    mentees, mentors = eligibility.available()
    if eligibility.listed is None:
        return _met(eligibility, SINGLE, mentees, mentors)
    listed = eligibility.numbers_of(eligibility.problem.fit or ())
    mentee, mentor = np.divmod(np.sort(listed), _width(eligibility))
    taking = np.isin(mentee, mentees) & np.isin(mentor, mentors)
    return _unbarred(eligibility, mentee[taking], mentor[taking])


def possible_members(eligibility: Eligibility) -> Both:
    """Return (mentees, mentors) by index, sorted: who may be in a group of whom, whatever the theme."""
    mentees, mentors = eligibility.available()
    if eligibility.listed is not None:
        return mentees[:0], mentors[:0]
    wants, leads = eligibility.profiles.mentees.in_groups, eligibility.profiles.mentors.in_groups
    return _met(eligibility, IN_GROUP, mentees[wants[mentees]], mentors[leads[mentors]])


def among(eligibility: Eligibility, some: Both, pairs: Both) -> Flags:
    """Return which of some pairs stand among sorted pairs."""
    wanted, known = _numbers(eligibility, some), _numbers(eligibility, pairs)
    if not len(known):
        return np.zeros(len(wanted), dtype=np.bool_)
    result: Flags = known[np.minimum(np.searchsorted(known, wanted), len(known) - 1)] == wanted
    return result


def _met(eligibility: Eligibility, bond: Bond, mentees: Numbers, mentors: Numbers) -> Both:
    parts = [_numbers(eligibility, both) for both in bond.pairs(eligibility.profiles, mentees, mentors)]
    found = np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *parts]))
    return _unbarred(eligibility, *np.divmod(found, _width(eligibility)))


def _unbarred(eligibility: Eligibility, mentee: Numbers, mentor: Numbers) -> Both:
    """Leave out pairs that a decline, the curator or being one person forbids."""
    barred = np.divmod(np.unique(eligibility.barred()), _width(eligibility))
    kept = ~among(eligibility, (mentee, mentor), barred)
    return mentee[kept], mentor[kept]


def _numbers(eligibility: Eligibility, both: Both) -> Numbers:
    return both[0] * _width(eligibility) + both[1]


def _width(eligibility: Eligibility) -> int:
    return max(len(eligibility.mentors), 1)
