"""For every rule that can be relaxed: the smallest change that lifts it for one pair, and who grants it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from service.matching.eligible import Ban
from service.matching.problem import Mentee, Mentor, Problem
from service.matching.proposal import Change, Relaxation
from service.matching.rules import GROUP, HEAD_TEACHER, REVERSE, SPEED, TRADITIONAL

NEVER = frozenset({"same_person"})
"""Rules that nobody can lift."""

_TYPES_IN_ORDER = (TRADITIONAL, "situational", "virtual", "goal_setting", REVERSE)

Granted = tuple[Change, str]
_Maker = Callable[[Problem, Mentee, Mentor], Granted]


def relaxation(problem: Problem, ban: Ban, mentee: Mentee, mentor: Mentor) -> Relaxation:
    """Return the change that lifts one ban for one pair; an exclusion is for the curator to settle."""
    if ban.rule in _MAKERS:
        change, grantor = _MAKERS[ban.rule](problem, mentee, mentor)
    else:
        change, grantor = _exclusion(problem, ban, mentee, mentor), "curator"
    return Relaxation(rule=ban.rule, clause=ban.clause, change=change, grantor=grantor)


def add_place(mentor: Mentor) -> Relaxation:
    """Return one more place with a mentor whose places are all taken."""
    return Relaxation(
        rule="no_free_place", change=Change(code="add_place", mentor=mentor.id), grantor="mentor"
    )


def _exclusion(problem: Problem, ban: Ban, mentee: Mentee, mentor: Mentor) -> Change:
    own = any(e.id == mentee.id and e.rule == ban.rule for e in problem.excluded)
    return Change(code="lift_exclusion", mentor=None if own else mentor.id)


def _capacity(_problem: Problem, _mentee: Mentee, mentor: Mentor) -> Granted:
    return Change(code="add_place", mentor=mentor.id), "mentor"


def _by_hand(_problem: Problem, _mentee: Mentee, mentor: Mentor) -> Granted:
    return Change(code="lift_ban", mentor=mentor.id), "curator"


def _decline(problem: Problem, mentee: Mentee, mentor: Mentor) -> Granted:
    marks = next(m for m in problem.interest if m.key == (mentee.id, mentor.id))
    grantor = "mentee" if marks.by_mentee == 0 else "mentor"
    both = marks.by_mentee == 0 and marks.by_mentor == 0
    return Change(code="lift_both_declines" if both else "lift_decline", mentor=mentor.id), grantor


def _listing(_problem: Problem, _mentee: Mentee, mentor: Mentor) -> Granted:
    return Change(code="list_pair", mentor=mentor.id), "curator"


def _competency(_problem: Problem, mentee: Mentee, mentor: Mentor) -> Granted:
    if mentee.request:
        wanted = min(mentee.request, key=lambda code: (mentee.request[code], code))
        return Change(code="add_competency", mentor=mentor.id, value=wanted), "mentor"
    if mentor.competencies:
        offered = min(mentor.competencies, key=lambda code: (-mentor.competencies[code], code))
        return Change(code="add_request", mentor=mentor.id, value=offered), "mentee"
    return Change(code="add_request", mentor=mentor.id), "mentee"


def _form(_problem: Problem, mentee: Mentee, mentor: Mentor) -> Granted:
    if mentee.department is not None and mentee.department in mentor.head_of:
        return _head_form(_problem, mentee, mentor)
    wanted = [form for form in mentee.forms if form != HEAD_TEACHER]
    if wanted:
        return Change(code="mentor_adds_form", mentor=mentor.id, value=wanted[0]), "mentor"
    offered = mentor.forms or ("PEER",)
    return Change(code="mentee_adds_form", mentor=mentor.id, value=offered[0]), "mentee"


def _head_form(_problem: Problem, _mentee: Mentee, mentor: Mentor) -> Granted:
    return Change(code="use_head_form", mentor=mentor.id, value=HEAD_TEACHER), "head"


def _type(_problem: Problem, mentee: Mentee, mentor: Mentor) -> Granted:
    offered = _possible(mentor.types, mentee, mentor)
    if offered:
        return Change(code="mentee_adds_type", mentor=mentor.id, value=offered[0]), "mentee"
    wanted = _possible(mentee.types, mentee, mentor)
    if wanted:
        return Change(code="mentor_adds_type", mentor=mentor.id, value=wanted[0]), "mentor"
    return Change(code="both_add_type", mentor=mentor.id, value="situational"), "curator"


def _possible(types: tuple[str, ...], mentee: Mentee, mentor: Mentor) -> list[str]:
    """Return the types that can carry this pair, the usual ones first."""
    impossible = {GROUP, SPEED}
    if _known_not_above(mentor.experience_years, mentee.experience_years):
        impossible.add(TRADITIONAL)
    if _known_not_above(mentee.age, mentor.age):
        impossible.add(REVERSE)
    usual = [t for t in _TYPES_IN_ORDER if t in types]
    return [t for t in dict.fromkeys([*usual, *types]) if t not in impossible]


def _known_not_above(left: int | None, right: int | None) -> bool:
    return left is not None and right is not None and left <= right


def _time(_problem: Problem, mentee: Mentee, mentor: Mentor) -> Granted:
    if mentee.free:
        return Change(code="mentor_frees_slot", mentor=mentor.id, value=mentee.free[0]), "mentor"
    if mentor.free:
        return Change(code="mentee_frees_slot", mentor=mentor.id, value=mentor.free[0]), "mentee"
    return Change(code="both_free_slot", mentor=mentor.id), "curator"


_MAKERS: Mapping[str, _Maker] = MappingProxyType(
    {
        "no_capacity": _capacity,
        "forbidden_by_hand": _by_hand,
        "declined": _decline,
        "not_listed": _listing,
        "no_common_competency": _competency,
        "no_common_form": _form,
        "head_outside_own_form": _head_form,
        "no_common_type": _type,
        "group_only": _type,
        "speed_only": _type,
        "not_more_experienced": _type,
        "not_younger": _type,
        "no_common_time": _time,
    }
)
