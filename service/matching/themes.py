"""Themes of groups: one form and one competency, which the mentor offers and every member wants."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from service.matching.eligible import Eligibility
from service.matching.problem import Mentee, Mentor
from service.matching.rules import HEAD_TEACHER

Members = dict[tuple[int, str], list[int]]
"""Mentees, by index, who may be in the group of a mentor (by index) with a theme."""


def theme_code(form: str, competency: str) -> str:
    """Return the code of a theme."""
    return f"{form}/{competency}"


def common_themes(mentee: Mentee, mentor: Mentor) -> tuple[str, ...]:
    """Return the themes that the mentor can lead and the mentee wants.

    Who directly heads the mentee's department leads him in no other form than head–teacher (M-10).
    """
    forms = set(mentee.forms) & set(mentor.forms)
    if mentee.department is not None and mentee.department in mentor.head_of:
        forms &= {HEAD_TEACHER}
    codes = set(mentee.request) & set(mentor.competencies)
    return tuple(sorted(theme_code(form, code) for form in forms for code in codes))


def useful_members(eligibility: Eligibility) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """Return per mentee id the groups, as (mentor, theme), in which he may be and which bring something.

    A group brings something if it can reach its least size and takes somebody who cannot be a pair with
    this mentor.
    """
    members, single = _possible_members(eligibility)
    result: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (mentor, theme), found in members.items():
        least = eligibility.problem.mentors[mentor].group_sizes.start
        if len(found) >= least and any((mentee, mentor) not in single for mentee in found):
            for mentee in found:
                result[eligibility.problem.mentees[mentee].id].append((mentor, theme))
    return {mentee: tuple(sorted(groups)) for mentee, groups in result.items()}


def _possible_members(eligibility: Eligibility) -> tuple[Members, set[tuple[int, int]]]:
    """Return all possible members, and those among them who could be a pair with the mentor as well."""
    problem = eligibility.problem
    members: Members = defaultdict(list)
    single: set[tuple[int, int]] = set()
    if not eligibility.mentors.leads_groups.any():
        return members, single
    for position, mentee in enumerate(problem.mentees):
        free = np.ones(len(problem.mentors), dtype=np.bool_)
        for flags in eligibility.group_bans(mentee).values():
            free &= ~flags
        leaders = np.flatnonzero(free).tolist()
        for mentor in leaders:
            for theme in common_themes(mentee, problem.mentors[mentor]):
                members[mentor, theme].append(position)
        allowed = set(eligibility.allowed(mentee).tolist())
        single |= {(position, mentor) for mentor in leaders if mentor in allowed}
    return members, single
