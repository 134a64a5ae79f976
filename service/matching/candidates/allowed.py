"""All allowed pairs of a problem, and all who may be in somebody's group, without looking at every pair."""

from collections.abc import Sequence

import numpy as np

from service.matching.candidates.blocks import IN_GROUP, SINGLE, Bond, Both
from service.matching.candidates.columns import Flags, Numbers, pair_numbers
from service.matching.candidates.eligible import Eligibility

_FEW = 2**22
"""Up to so many pairs of any two people it is faster to mark those that are possible than to sort them."""

_NARROW = 2**32
"""Up to so many pairs their numbers are sorted as half as wide ones."""


def allowed_pairs(eligibility: Eligibility) -> Both:
    """Return (mentees, mentors) by index, sorted: every pair that no rule forbids."""
    mentees, mentors = eligibility.available()
    if eligibility.listed is None:
        return _met(eligibility, SINGLE, mentees, mentors)
    listed = np.sort(pair_numbers(eligibility.problem, eligibility.problem.fit or ()))
    mentee, mentor = np.divmod(listed, _width(eligibility))
    return _unbarred(eligibility, listed[np.isin(mentee, mentees) & np.isin(mentor, mentors)])


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
    return _unbarred(eligibility, _sorted(eligibility, parts))


def _sorted(eligibility: Eligibility, parts: Sequence[Numbers]) -> Numbers:
    """Return all numbers in order."""
    every = len(eligibility.problem.mentees) * _width(eligibility)
    if every <= _FEW:
        met = np.zeros(every, dtype=np.bool_)
        for part in parts:
            met[part] = True
        return np.flatnonzero(met)
    kind = np.uint32 if every <= _NARROW else np.int64
    found = np.concatenate([part.astype(kind) for part in parts])
    found.sort()
    return found.astype(np.int64)


def _unbarred(eligibility: Eligibility, found: Numbers) -> Both:
    """Return the pairs of sorted numbers that no decline, no curator and not being one person forbids."""
    barred = eligibility.barred()
    if len(barred) and len(found):
        at = np.minimum(np.searchsorted(found, barred), len(found) - 1)
        kept = np.ones(len(found), dtype=np.bool_)
        kept[at[found[at] == barred]] = False
        found = found.compress(kept)
    mentee = found // _width(eligibility)
    return mentee, found - mentee * _width(eligibility)


def _numbers(eligibility: Eligibility, both: Both) -> Numbers:
    return both[0] * _width(eligibility) + both[1]


def _width(eligibility: Eligibility) -> int:
    return max(len(eligibility.mentors), 1)
