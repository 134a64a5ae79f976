"""For every rule that can be relaxed: the smallest change that lifts it for one pair, and who grants it."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from service.matching.candidates.eligible import SAME_PERSON, Ban
from service.matching.candidates.rules import HEAD_TEACHER, REVERSE, SPEED, TRADITIONAL, VIRTUAL
from service.matching.formats.problem import GROUP, Mentee, Mentor, Problem
from service.matching.formats.proposal import Change, Relaxation

NEVER = frozenset({Ban(SAME_PERSON)})
"""Rules that nobody can lift."""

_OWN = frozenset({"no_consent"})
"""Exclusions that only the person can end; the others are the curator's to settle."""

_USUAL_FORM = "PEER"
_USUAL_TYPE = "situational"
_TYPES_IN_ORDER = (TRADITIONAL, _USUAL_TYPE, VIRTUAL, "goal_setting", REVERSE)

Steps = tuple[tuple[Change, str], ...]
"""Changes with who grants each; several only help together."""

_Maker = Callable[[Problem, Mentee, Mentor], Steps]


def relaxations(
    problem: Problem, bans: Sequence[Ban], mentee: Mentee, mentor: Mentor
) -> tuple[Relaxation, ...]:
    """Return the changes that together lift the bans for one pair."""
    found = [
        Relaxation(rule=ban.rule, clause=ban.clause, change=change, grantor=grantor)
        for ban in bans
        for change, grantor in _steps(problem, ban, mentee, mentor)
    ]
    return tuple(relaxation.together(len(found)) for relaxation in found)


def _steps(problem: Problem, ban: Ban, mentee: Mentee, mentor: Mentor) -> Steps:
    if ban.whose is None:
        return _MAKERS[ban.rule](problem, mentee, mentor)
    excluded = mentor.id if ban.whose == "mentor" else None
    return ((Change(code="lift_exclusion", mentor=excluded), ban.whose if ban.rule in _OWN else "curator"),)


def add_place(mentor: Mentor) -> Relaxation:
    """Return one more place with a mentor whose places are all taken."""
    return Relaxation(
        rule="no_free_place", change=Change(code="add_place", mentor=mentor.id), grantor="mentor"
    )


def find_members(mentor: Mentor, *, theme: str, more: int) -> Relaxation:
    """Return more mentees for a group of this theme, so that it comes about."""
    change = Change(code="find_members", mentor=mentor.id, value=theme, more=more)
    return Relaxation(rule="group_incomplete", change=change, grantor="curator")


_ASK = Relaxation(rule="not_asked", change=Change(code="ask_matched"), grantor="curator")
_SEARCH = Relaxation(rule="not_found", change=Change(code="search_longer"), grantor="curator")


def ask_for_more(goals: Sequence[str]) -> Relaxation:
    """Return what leads to a pair that is possible as things are: nobody asked, or groups were not found."""
    return _SEARCH if "matched" in goals else _ASK


def _capacity(_problem: Problem, _mentee: Mentee, mentor: Mentor) -> Steps:
    return ((Change(code="add_place", mentor=mentor.id), "mentor"),)


def _by_hand(_problem: Problem, _mentee: Mentee, mentor: Mentor) -> Steps:
    return ((Change(code="lift_ban", mentor=mentor.id), "curator"),)


def _decline(problem: Problem, mentee: Mentee, mentor: Mentor) -> Steps:
    """Only who declined can take it back."""
    marks = next(m for m in problem.interest if m.key == (mentee.id, mentor.id))
    lift = Change(code="lift_decline", mentor=mentor.id)
    sides = (("mentee", marks.by_mentee), ("mentor", marks.by_mentor))
    return tuple((lift, side) for side, mark in sides if mark == 0)


def _listing(_problem: Problem, _mentee: Mentee, mentor: Mentor) -> Steps:
    return ((Change(code="list_pair", mentor=mentor.id), "curator"),)


def _network(_problem: Problem, mentee: Mentee, mentor: Mentor) -> Steps:
    """Each institution opens its own people to the network."""
    own = (Change(code="mentee_joins_network", mentor=mentor.id), "head")
    other = (Change(code="mentor_joins_network", mentor=mentor.id), "head")
    return (*((own,) if not mentee.network else ()), *((other,) if not mentor.network else ()))


def _competency(_problem: Problem, mentee: Mentee, mentor: Mentor) -> Steps:
    if mentee.request:
        wanted = min(mentee.request, key=lambda code: (mentee.request[code], code))
        return ((Change(code="add_competency", mentor=mentor.id, value=wanted), "mentor"),)
    if mentor.competencies:
        offered = min(mentor.competencies, key=lambda code: (-mentor.competencies[code], code))
        return ((Change(code="add_request", mentor=mentor.id, value=offered), "mentee"),)
    return (
        (Change(code="add_request", mentor=mentor.id), "mentee"),
        (Change(code="add_competency", mentor=mentor.id), "mentor"),
    )


def _form(problem: Problem, mentee: Mentee, mentor: Mentor) -> Steps:
    if mentee.department is not None and mentee.department in mentor.head_of:
        return _head_form(problem, mentee, mentor)
    wanted = [form for form in mentee.forms if form != HEAD_TEACHER]
    if wanted:
        return ((Change(code="mentor_adds_form", mentor=mentor.id, value=wanted[0]), "mentor"),)
    if mentor.forms:
        return ((Change(code="mentee_adds_form", mentor=mentor.id, value=mentor.forms[0]), "mentee"),)
    return (
        (Change(code="mentee_adds_form", mentor=mentor.id, value=_USUAL_FORM), "mentee"),
        (Change(code="mentor_adds_form", mentor=mentor.id, value=_USUAL_FORM), "mentor"),
    )


def _head_form(_problem: Problem, _mentee: Mentee, mentor: Mentor) -> Steps:
    return ((Change(code="use_head_form", mentor=mentor.id, value=HEAD_TEACHER), "head"),)


def _type(_problem: Problem, mentee: Mentee, mentor: Mentor) -> Steps:
    offered = _possible(mentor.types, mentee, mentor)
    if offered:
        return ((Change(code="mentee_adds_type", mentor=mentor.id, value=offered[0]), "mentee"),)
    wanted = _possible(mentee.types, mentee, mentor)
    if wanted:
        return ((Change(code="mentor_adds_type", mentor=mentor.id, value=wanted[0]), "mentor"),)
    usual = VIRTUAL if _far(mentee, mentor) else _USUAL_TYPE
    return (
        (Change(code="mentee_adds_type", mentor=mentor.id, value=usual), "mentee"),
        (Change(code="mentor_adds_type", mentor=mentor.id, value=usual), "mentor"),
    )


def _possible(types: tuple[str, ...], mentee: Mentee, mentor: Mentor) -> list[str]:
    """Return the types that can carry this pair, the usual ones first."""
    impossible = {GROUP, SPEED}
    if _known_not_above(mentor.experience_years, mentee.experience_years):
        impossible.add(TRADITIONAL)
    if _known_not_above(mentee.age, mentor.age):
        impossible.add(REVERSE)
    if _far(mentee, mentor):
        impossible |= {*types} - {VIRTUAL}
    usual = [t for t in _TYPES_IN_ORDER if t in types]
    return [t for t in dict.fromkeys([*usual, *types]) if t not in impossible]


def _far(mentee: Mentee, mentor: Mentor) -> bool:
    return None not in {mentee.institution, mentor.institution} and mentee.institution != mentor.institution


def _known_not_above(left: int | None, right: int | None) -> bool:
    return left is not None and right is not None and left <= right


def _time(_problem: Problem, mentee: Mentee, mentor: Mentor) -> Steps:
    if mentee.free:
        return ((Change(code="mentor_frees_slot", mentor=mentor.id, value=mentee.free[0]), "mentor"),)
    if mentor.free:
        return ((Change(code="mentee_frees_slot", mentor=mentor.id, value=mentor.free[0]), "mentee"),)
    return (
        (Change(code="mentee_frees_slot", mentor=mentor.id), "mentee"),
        (Change(code="mentor_frees_slot", mentor=mentor.id), "mentor"),
    )


_MAKERS: Mapping[str, _Maker] = MappingProxyType(
    {
        "no_capacity": _capacity,
        "no_free_place": _capacity,
        "forbidden_by_hand": _by_hand,
        "declined": _decline,
        "not_listed": _listing,
        "other_institution": _network,
        "no_common_competency": _competency,
        "no_common_form": _form,
        "head_outside_own_form": _head_form,
        "no_common_type": _type,
        "group_only": _type,
        "speed_only": _type,
        "not_more_experienced": _type,
        "not_younger": _type,
        "far_not_virtual": _type,
        "group_incomplete": _type,
        "leads_other_group": _type,
        "no_common_time": _time,
    }
)
