"""Themes of groups: one form and one competency, which the mentor offers and every member wants."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from service.matching.allowed import among, possible_members
from service.matching.blocks import Both
from service.matching.columns import Flags, Numbers
from service.matching.eligible import Eligibility
from service.matching.problem import Mentee, Mentor
from service.matching.profiles import Profiles, Words, anything
from service.matching.rules import HEAD_TEACHER


@dataclass(frozen=True, slots=True)
class Members:
    """Who may be in whose group with which theme (an index into ``themes``), as columns in no order."""

    mentee: Numbers
    mentor: Numbers
    theme: Numbers
    themes: tuple[str, ...]


def theme_code(form: str, competency: str) -> str:
    """Return the code of a theme; a slash in the form is written as %2F, so that codes stay apart."""
    return f"{form.replace('%', '%25').replace('/', '%2F')}/{competency}"


def common_themes(mentee: Mentee, mentor: Mentor) -> tuple[str, ...]:
    """Return the themes that the mentor can lead and the mentee wants.

    Who directly heads the mentee's department leads him in no other form than head–teacher (M-10).
    """
    forms = set(mentee.forms) & set(mentor.forms)
    if mentee.department is not None and mentee.department in mentor.head_of:
        forms &= {HEAD_TEACHER}
    codes = set(mentee.request) & set(mentor.competencies)
    return tuple(sorted(theme_code(form, code) for form in forms for code in codes))


def useful_members(eligibility: Eligibility, pairs: Both) -> Members:
    """Return the members of all groups that bring something; ``pairs`` are the allowed pairs, sorted.

    A group brings something if it can reach its least size and takes somebody who cannot be a pair with
    this mentor.
    """
    mentee, mentor = possible_members(eligibility)
    which, theme = _themed(eligibility.profiles, mentee, mentor)
    useful = _useful(
        eligibility, mentor[which], theme, alone=among(eligibility, (mentee, mentor), pairs)[which]
    )
    which, theme = which[useful], theme[useful]
    found = np.unique(theme)
    names = _names(eligibility.profiles, found)
    themes = tuple(sorted(names))
    rank = np.array([themes.index(name) for name in names], dtype=np.int64)
    return Members(mentee[which], mentor[which], rank[np.searchsorted(found, theme)], themes)


def _themed(profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Both:
    """Return every common theme of every pair: which pair, and the number of the theme."""
    forms = profiles.forms.common(mentee, mentor)
    forms[profiles.headed(mentee, mentor)] &= profiles.head_form()
    empty = np.zeros(0, dtype=np.int64)
    found = [(empty, empty), *_by_request(profiles, forms, mentee, mentor)]
    return np.concatenate([which for which, _ in found]), np.concatenate([theme for _, theme in found])


def _by_request(profiles: Profiles, forms: Words, mentee: Numbers, mentor: Numbers) -> Iterator[Both]:
    requests, width = profiles.requests, len(profiles.levels)
    for codes, weights in zip(requests.code.T, requests.weight.T, strict=True):
        code = codes[mentee]
        met = (weights[mentee] > 0) & (profiles.levels[code, mentor] > 0)
        for form, position in profiles.forms.codes.items():
            which = np.flatnonzero(met & _has(profiles, forms, form))
            yield which, position * width + code[which]


def _has(profiles: Profiles, forms: Words, form: str) -> Flags:
    return anything(forms & profiles.forms.bit(form))


def _useful(eligibility: Eligibility, mentor: Numbers, theme: Numbers, *, alone: Flags) -> Flags:
    """Return which members are in a group that brings something; ``alone`` says who could be a pair."""
    least = np.array([one.group_sizes.start for one in eligibility.problem.mentors], dtype=np.int64)
    width = int(theme.max(initial=0)) + 1
    groups, group, size = np.unique(mentor * width + theme, return_inverse=True, return_counts=True)
    needing = np.bincount(group, weights=~alone, minlength=len(groups)) > 0
    result: Flags = (needing & (size >= least[groups // width]))[group]
    return result


def _names(profiles: Profiles, themes: Numbers) -> list[str]:
    forms = {position: form for form, position in profiles.forms.codes.items()}
    position, code = np.divmod(themes, len(profiles.levels))
    return [
        theme_code(forms[f], profiles.codes[c]) for f, c in zip(position.tolist(), code.tolist(), strict=True)
    ]
