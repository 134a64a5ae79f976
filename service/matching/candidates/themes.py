"""Themes of groups: one form and one competency, which the mentor offers and every member wants."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from service.matching.candidates.allowed import among, possible_members
from service.matching.candidates.bits import anything
from service.matching.candidates.blocks import Both
from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.profiles import Profiles
from service.matching.candidates.rules import HEAD_TEACHER
from service.matching.formats.problem import Mentee, Mentor


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


def form_and_competency(theme: str) -> tuple[str, str]:
    """Return the form and the competency of the code of a theme."""
    form, _, competency = theme.partition("/")
    return form.replace("%2F", "/").replace("%25", "%"), competency


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
    which, form = _joined(_by_form(profiles, mentee, mentor))
    return _joined(_by_request(profiles, form, which, mentee[which], mentor[which]))


def _by_form(profiles: Profiles, mentee: Numbers, mentor: Numbers) -> Iterator[Both]:
    """Yield (which pair, form) for every form that the pair may have."""
    forms = profiles.forms.common(mentee, mentor)
    forms[profiles.headed(mentee, mentor)] &= profiles.head_form()
    for form, position in profiles.forms.codes.items() if len(mentee) else ():
        which = np.flatnonzero(anything(forms & profiles.forms.bit(form)))
        yield which, np.full(len(which), position)


def _by_request(
    profiles: Profiles, form: Numbers, which: Numbers, mentee: Numbers, mentor: Numbers
) -> Iterator[Both]:
    """Yield (which pair, theme) for every request that the mentor can meet, in every form."""
    requests, width = profiles.requests, len(profiles.levels)
    for codes, weights in zip(requests.code.T, requests.weight.T, strict=True):
        code = codes[mentee]
        met = (weights[mentee] > 0) & (profiles.levels[code, mentor] > 0)
        yield which[met], form[met] * width + code[met]


def _joined(parts: Iterable[Both]) -> Both:
    empty = np.zeros(0, dtype=np.int64)
    found = [(empty, empty), *parts]
    return np.concatenate([one for one, _ in found]), np.concatenate([other for _, other in found])


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
