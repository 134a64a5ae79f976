"""A second matcher for tiny problems, written from the format's text alone: it tries every assignment.

Slow, plain and without any code of the service, so that both cannot be wrong in the same way. An assignment
says who mentors whom; whether as a pair or in a group is told only by whether it is possible at all.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import Any

Document = dict[str, Any]
Assignment = dict[str, str]

ORDER = ["matched", "overdue", "fit", "interest", "load", "stay"]
REPAIR_ORDER = ["matched", "overdue", "stay", "fit", "interest", "load"]
WEIGHTS = {
    "competencies": 600,
    "subject": 150,
    "experience": 60,
    "mentoring": 60,
    "time": 60,
    "department": 40,
    "types": 30,
}


def order(problem: Document) -> list[str]:
    """The goals of the problem in the order in which they are pursued."""
    pursued = REPAIR_ORDER if problem.get("mode") == "repair" else ORDER
    return [goal for goal in pursued if goal in problem.get("goals", ORDER)]


def allowed(problem: Document, mentee: Document, mentor: Document) -> bool:
    """Whether the two may form a pair."""
    if not _people_may_meet(problem, mentee, mentor):
        return False
    if "fit" in problem:
        return (mentee["id"], mentor["id"]) in _keys(problem, "fit")
    return _profiles_fit(mentee, mentor) and bool(pair_types(mentee, mentor))


def themes(problem: Document, mentee: Document, mentor: Document) -> set[str]:
    """The themes of groups of this mentor in which the mentee may be: one form and one competency each."""
    if "fit" in problem or not _people_may_meet(problem, mentee, mentor):
        return set()
    both_want = "group" in set(mentee["types"]) & set(mentor["types"]) and "group" in mentor
    virtual = "virtual" in set(mentee["types"]) & set(mentor["types"])
    if not both_want or (_far(mentee, mentor) and not virtual) or not _profiles_fit(mentee, mentor):
        return set()
    forms = set(mentee["forms"]) & set(mentor["forms"])
    if _heads(mentee, mentor):
        forms &= {"HEAD_TEACHER"}
    codes = set(mentee["request"]) & set(mentor["competencies"])
    return {f"{form}/{code}" for form in forms for code in codes}


def _people_may_meet(problem: Document, mentee: Document, mentor: Document) -> bool:
    key = (mentee["id"], mentor["id"])
    marks = [m for m in problem["interest"] if (m["mentee"], m["mentor"]) == key]
    excluded = {entry["id"] for entry in problem.get("excluded", [])}
    if any(m["by_mentee"] == 0 or m["by_mentor"] == 0 for m in marks) or excluded & set(key):
        return False
    return not (mentor["capacity"] == 0 or mentee["id"] == mentor["id"] or key in _keys(problem, "forbidden"))


def _keys(problem: Document, name: str) -> set[tuple[str, str]]:
    return {(pair["mentee"], pair["mentor"]) for pair in problem.get(name, [])}


def _heads(mentee: Document, mentor: Document) -> bool:
    return "department" in mentee and mentee["department"] in mentor.get("head_of", [])


def _far(mentee: Document, mentor: Document) -> bool:
    return (
        "institution" in mentee
        and "institution" in mentor
        and (mentee["institution"] != mentor["institution"])
    )


def pair_types(mentee: Document, mentor: Document) -> set[str]:
    """The types that the pair can have."""
    types = set(mentee["types"]) & set(mentor["types"]) - {"group", "speed"}
    known = set(mentor) & set(mentee)
    if "experience_years" in known and mentor["experience_years"] <= mentee["experience_years"]:
        types.discard("traditional")
    if "age" in known and mentor["age"] >= mentee["age"]:
        types.discard("reverse")
    return types & {"virtual"} if _far(mentee, mentor) else types


def _profiles_fit(mentee: Document, mentor: Document) -> bool:
    forms = set(mentee["forms"]) & set(mentor["forms"])
    times_known = "free" in mentee and "free" in mentor
    network = mentee.get("network", False) and mentor.get("network", False)
    return bool(
        set(mentee["request"]) & set(mentor["competencies"])
        and forms
        and (not _heads(mentee, mentor) or "HEAD_TEACHER" in forms)
        and (network or not _far(mentee, mentor))
        and (not times_known or set(mentee["free"]) & set(mentor["free"]))
    )


def points(problem: Document, mentee: Document, mentor: Document) -> int:
    """The points of an allowed pair."""
    if "fit" in problem:
        key = (mentee["id"], mentor["id"])
        given: int = next(f["points"] for f in problem["fit"] if (f["mentee"], f["mentor"]) == key)
        return given
    most = problem.get("weights", WEIGHTS)
    return sum(most.get(code, 0) * share // whole for code, share, whole in _shares(mentee, mentor))


def _shares(mentee: Document, mentor: Document) -> Iterator[tuple[str, int, int]]:
    """What a pair reaches of each criterion: so many parts of the whole."""
    weight = {code: 4 - priority for code, priority in mentee["request"].items()}
    got = sum(weight[code] * mentor["competencies"].get(code, 0) for code in weight)
    yield "competencies", got, 3 * sum(weight.values())
    yield "subject", int("subject" in mentee and mentee["subject"] == mentor.get("subject")), 1
    if "experience_years" in mentee and "experience_years" in mentor:
        longer = mentor["experience_years"] - mentee["experience_years"]
        yield "experience", min(max(longer, 0), 20), 20
    yield "mentoring", min(mentor.get("mentoring_years", 0), 5), 5
    yield "time", min(len(set(mentee.get("free", [])) & set(mentor.get("free", []))), 3), 3
    yield "department", int("department" in mentee and mentee["department"] == mentor.get("department")), 1
    yield "types", min(len(pair_types(mentee, mentor)), 3), 3


class Loads:
    """Which sets of mentees a mentor may lead, and how few of them in a group."""

    def __init__(self, problem: Document) -> None:
        self.mentors = {m["id"]: m for m in problem["mentors"]}
        pairs = [(e, m) for e in problem["mentees"] for m in problem["mentors"]]
        self.alone = {(e["id"], m["id"]) for e, m in pairs if allowed(problem, e, m)}
        self.themes = {(e["id"], m["id"]): themes(problem, e, m) for e, m in pairs}
        self._known: dict[tuple[str, frozenset[str]], int | None] = {}

    def fewest_in_group(self, mentor: str, mentees: frozenset[str]) -> int | None:
        """The fewest members of his group, 0 if all can be pairs, None if he cannot lead these mentees."""
        if (mentor, mentees) not in self._known:
            self._known[mentor, mentees] = self._fewest(mentor, mentees)
        return self._known[mentor, mentees]

    def _fewest(self, mentor: str, mentees: frozenset[str]) -> int | None:
        capacity: int = self.mentors[mentor]["capacity"]
        size: dict[str, int] = self.mentors[mentor].get("group", {})
        must = {mentee for mentee in mentees if (mentee, mentor) not in self.alone}
        if len(mentees) > capacity:
            return None
        if not must:
            return 0
        least, most = size.get("min", 2), min(size.get("max", capacity), capacity)
        for theme in set.intersection(*(self.themes[mentee, mentor] for mentee in must)):
            able = {mentee for mentee in mentees if theme in self.themes[mentee, mentor]}
            if max(least, len(must)) <= min(most, len(able)):
                return max(least, len(must))
        return None


def assignments(problem: Document) -> Iterator[Assignment]:
    """Every way to give each mentee one mentor or none, within places, group sizes and with the pins."""
    loads, pins = Loads(problem), _keys(problem, "pinned")
    names = [mentee["id"] for mentee in problem["mentees"]]
    for found in _within_places(loads, names, {}):
        fewest = [loads.fewest_in_group(*load) for load in _led(found).items()]
        if pins <= set(found.items()) and None not in fewest:
            yield found


def _led(found: Assignment) -> dict[str, frozenset[str]]:
    return {mentor: frozenset(e for e in found if found[e] == mentor) for mentor in set(found.values())}


def _within_places(loads: Loads, names: list[str], found: Assignment) -> Iterator[Assignment]:
    if not names:
        yield dict(found)
        return
    yield from _within_places(loads, names[1:], found)
    for name, mentor in loads.mentors.items():
        taken = list(found.values()).count(name)
        possible = (names[0], name) in loads.alone or loads.themes[names[0], name]
        if possible and taken < mentor["capacity"]:
            yield from _within_places(loads, names[1:], found | {names[0]: name})


def in_groups(problem: Document, found: Assignment) -> int:
    """The fewest mentees in groups with which the assignment is possible."""
    loads = Loads(problem)
    return sum(loads.fewest_in_group(*load) or 0 for load in _led(found).items())


def values(problem: Document, found: Assignment) -> dict[str, int]:
    """The value of every goal."""
    mentees = {e["id"]: e for e in problem["mentees"]}
    mentors = {m["id"]: m for m in problem["mentors"]}
    marks = {(m["mentee"], m["mentor"]): m for m in problem["interest"]}
    taken = list(found.values())
    return {
        "matched": len(found),
        "overdue": sum(mentees[e].get("due_in_days", 0) < 0 for e in found),
        "fit": sum(points(problem, mentees[e], mentors[m]) for e, m in found.items()),
        "interest": sum(
            (marks[pair]["by_mentee"] or 0) + (marks[pair]["by_mentor"] or 0)
            for pair in found.items()
            if pair in marks
        ),
        "load": sum(taken.count(m) ** 2 for m in set(taken)),
        "stay": len(set(found.items()) & _keys(problem, "current")),
    }


def optimum(problem: Document) -> dict[str, int] | None:
    """The best value of every goal in their order, or None if the pins leave no assignment at all.

    After the fit, proposals within the tolerance stay in the race; in the end the fittest of the rest counts.
    """
    left = optima(problem)
    return {goal: left[0][1][goal] for goal in order(problem)} if left else None


def optima(problem: Document) -> list[tuple[Assignment, dict[str, int]]]:
    """All best assignments with the values of every goal."""
    left = [(found, values(problem, found)) for found in assignments(problem)]
    goals = order(problem)
    tolerance = Fraction(str(problem.get("limits", {}).get("fit_tolerance", 0)))
    for goal in goals if left else ():
        best = (min if goal == "load" else max)(value[goal] for _, value in left)
        if goal == "fit" and goal != goals[-1]:
            left = [pair for pair in left if pair[1]["fit"] >= ceil(best * (1 - tolerance))]
        else:
            left = [pair for pair in left if pair[1][goal] == best]
    fittest = max((value["fit"] for _, value in left), default=0)
    return [pair for pair in left if pair[1]["fit"] == fittest or "fit" not in goals]
