"""The rules that forbid a pair, one function each; numbers M-1 … M-11 are those of ``docs/matching.md``.

A rule looks at one mentee and all mentors and answers per mentor: True where it forbids the pair.
What is unknown forbids nothing.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from service.matching.candidates.columns import UNKNOWN, Columns, Flags
from service.matching.formats.problem import GROUP, Mentee

HEAD_TEACHER = "HEAD_TEACHER"
TRADITIONAL, REVERSE, VIRTUAL, SPEED = "traditional", "reverse", "virtual", "speed"

_NOWHERE = -2

Rule = Callable[[Columns, Mentee], Flags]


def other_institution(mentors: Columns, mentee: Mentee) -> Flags:
    """Institutions pair their own people, unless both sides take part in network mentoring."""
    return _far(mentors, mentee) & ~(mentors.network & mentee.network)


def no_common_competency(mentors: Columns, mentee: Mentee) -> Flags:
    """M-2: the mentor must cover at least one request (criterion 1)."""
    return ~mentors.competencies.any_of(mentee.request)


def no_common_form(mentors: Columns, mentee: Mentee) -> Flags:
    """M-3: there must be a form that both accept."""
    return ~mentors.forms.any_of(mentee.forms)


def head_outside_own_form(mentors: Columns, mentee: Mentee) -> Flags:
    """M-10: who directly heads the mentee's department mentors only in the form head–teacher."""
    if mentee.department is None:
        return np.zeros(len(mentors), dtype=np.bool_)
    heads = np.zeros(len(mentors), dtype=np.bool_)
    heads[list(mentors.heads.get(mentee.department, ()))] = True
    offers = mentors.forms.has(HEAD_TEACHER)
    return heads & ~(offers & (HEAD_TEACHER in mentee.forms))


def no_common_type(mentors: Columns, mentee: Mentee) -> Flags:
    """There must be a type that both accept."""
    return ~mentors.types.any_of(mentee.types)


def group_only(mentors: Columns, mentee: Mentee) -> Flags:
    """M-4: a group needs two mentees; where group is all that is common there is no pair."""
    return ~_common_pair_types(mentors, mentee) & _shared(mentors, mentee, GROUP)


def speed_only(mentors: Columns, mentee: Mentee) -> Flags:
    """A speed meeting happens once and is no pair (A-02 of the requirements)."""
    nothing_else = ~_common_pair_types(mentors, mentee) & ~_shared(mentors, mentee, GROUP)
    return nothing_else & _shared(mentors, mentee, SPEED)


def not_more_experienced(mentors: Columns, mentee: Mentee) -> Flags:
    """M-9: a traditional pair needs a mentor with more years of experience, if both are known."""
    return _no_possible_type(mentors, mentee) & _shared(mentors, mentee, TRADITIONAL)


def not_younger(mentors: Columns, mentee: Mentee) -> Flags:
    """M-8: a reverse pair needs a mentor younger than the mentee, if both ages are known."""
    only_reverse = _shared(mentors, mentee, REVERSE) & ~_shared(mentors, mentee, TRADITIONAL)
    return _no_possible_type(mentors, mentee) & only_reverse


def far_not_virtual(mentors: Columns, mentee: Mentee) -> Flags:
    """Between institutions only the virtual type is possible, so that other types are of no use."""
    near = np.zeros(len(mentors), dtype=np.bool_)
    for possible in _near_types(mentors, mentee).values():
        near |= possible
    return near & _far(mentors, mentee) & ~_shared(mentors, mentee, VIRTUAL)


def no_group(mentors: Columns, mentee: Mentee) -> Flags:
    """A group needs a mentor who leads one, with places for it, and a mentee who wants one."""
    return ~(mentors.leads_groups & (GROUP in mentee.types))


def far_group_not_virtual(mentors: Columns, mentee: Mentee) -> Flags:
    """A group meets a member from another institution only in the virtual way."""
    return _far(mentors, mentee) & ~_shared(mentors, mentee, VIRTUAL)


def no_common_time(mentors: Columns, mentee: Mentee) -> Flags:
    """M-11: there must be a common free slot where both timetables are known."""
    if mentee.free is None:
        return np.zeros(len(mentors), dtype=np.bool_)
    return mentors.free_known & ~mentors.free.any_of(mentee.free)


PROFILE: Mapping[str, Rule] = MappingProxyType(
    {
        "other_institution": other_institution,
        "no_common_competency": no_common_competency,
        "no_common_form": no_common_form,
        "head_outside_own_form": head_outside_own_form,
        "no_common_type": no_common_type,
        "group_only": group_only,
        "speed_only": speed_only,
        "not_more_experienced": not_more_experienced,
        "not_younger": not_younger,
        "far_not_virtual": far_not_virtual,
        "no_common_time": no_common_time,
    }
)
"""The rules about the two profiles, in the order in which reasons are told."""

GROUP_PROFILE: Mapping[str, Rule] = MappingProxyType(
    {
        "other_institution": other_institution,
        "no_common_competency": no_common_competency,
        "no_common_form": no_common_form,
        "head_outside_own_form": head_outside_own_form,
        "no_group": no_group,
        "far_not_virtual": far_group_not_virtual,
        "no_common_time": no_common_time,
    }
)
"""The rules that keep a mentee out of every group of a mentor, in the order in which reasons are told."""


def traditional_possible(mentors: Columns, mentee: Mentee) -> Flags:
    """Return where the mentor's experience does not speak against a traditional pair."""
    if mentee.experience_years is None:
        return np.ones(len(mentors), dtype=np.bool_)
    result: Flags = (mentors.experience == UNKNOWN) | (mentors.experience > mentee.experience_years)
    return result


def reverse_possible(mentors: Columns, mentee: Mentee) -> Flags:
    """Return where the ages do not speak against a reverse pair."""
    if mentee.age is None:
        return np.ones(len(mentors), dtype=np.bool_)
    result: Flags = (mentors.age == UNKNOWN) | (mentors.age < mentee.age)
    return result


def possible_types(mentors: Columns, mentee: Mentee) -> Mapping[str, Flags]:
    """Return per type that can carry a pair where both accept it and nothing known speaks against it."""
    result = _near_types(mentors, mentee)
    near = ~_far(mentors, mentee)
    return {code: flags if code == VIRTUAL else flags & near for code, flags in result.items()}


def _near_types(mentors: Columns, mentee: Mentee) -> dict[str, Flags]:
    """Return the possible types as if both were in one institution."""
    result = {t: _shared(mentors, mentee, t) for t in mentee.types if t not in {GROUP, SPEED}}
    if TRADITIONAL in result:
        result[TRADITIONAL] = result[TRADITIONAL] & traditional_possible(mentors, mentee)
    if REVERSE in result:
        result[REVERSE] = result[REVERSE] & reverse_possible(mentors, mentee)
    return result


def _shared(mentors: Columns, mentee: Mentee, code: str) -> Flags:
    if code not in mentee.types:
        return np.zeros(len(mentors), dtype=np.bool_)
    return mentors.types.has(code)


def _common_pair_types(mentors: Columns, mentee: Mentee) -> Flags:
    return mentors.types.any_of([code for code in mentee.types if code not in {GROUP, SPEED}])


def _no_possible_type(mentors: Columns, mentee: Mentee) -> Flags:
    """Return where no type is possible although one that can carry a pair is common."""
    common = _common_pair_types(mentors, mentee)
    for possible in _near_types(mentors, mentee).values():
        common &= ~possible
    return common


def _far(mentors: Columns, mentee: Mentee) -> Flags:
    """Return the mentors who are known to be in another institution."""
    if mentee.institution is None:
        return np.zeros(len(mentors), dtype=np.bool_)
    codes, institution = mentors.institution
    own = codes.get(mentee.institution, _NOWHERE)
    result: Flags = (institution != UNKNOWN) & (institution != own)
    return result
