"""A second matcher for tiny problems, written from the format's text alone: it tries every assignment.

Slow, plain and without any code of the service, so that both cannot be wrong in the same way.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import ceil
from typing import Any

Document = dict[str, Any]
Assignment = dict[str, str]

ORDER = ["matched", "overdue", "fit", "interest", "load", "stay"]


def allowed(problem: Document, mentee: Document, mentor: Document) -> bool:
    """Whether the two may form a pair."""
    key = (mentee["id"], mentor["id"])
    marks = [m for m in problem["interest"] if (m["mentee"], m["mentor"]) == key]
    excluded = {entry["id"] for entry in problem.get("excluded", [])}
    if any(m["by_mentee"] == 0 or m["by_mentor"] == 0 for m in marks) or excluded & set(key):
        return False
    if mentor["capacity"] == 0 or mentee["id"] == mentor["id"] or key in _keys(problem, "forbidden"):
        return False
    if "fit" in problem:
        return key in _keys(problem, "fit")
    return _profiles_fit(mentee, mentor)


def _keys(problem: Document, name: str) -> set[tuple[str, str]]:
    return {(pair["mentee"], pair["mentor"]) for pair in problem.get(name, [])}


def pair_types(mentee: Document, mentor: Document) -> set[str]:
    """The types that the pair can have."""
    types = set(mentee["types"]) & set(mentor["types"]) - {"group", "speed"}
    known = set(mentor) & set(mentee)
    if "experience_years" in known and mentor["experience_years"] <= mentee["experience_years"]:
        types.discard("traditional")
    if "age" in known and mentor["age"] >= mentee["age"]:
        types.discard("reverse")
    return types


def _profiles_fit(mentee: Document, mentor: Document) -> bool:
    forms = set(mentee["forms"]) & set(mentor["forms"])
    heads = mentee.get("department") in mentor.get("head_of", []) and "department" in mentee
    times_known = "free" in mentee and "free" in mentor
    return bool(
        set(mentee["request"]) & set(mentor["competencies"])
        and forms
        and (not heads or "HEAD_TEACHER" in forms)
        and pair_types(mentee, mentor)
        and (not times_known or set(mentee["free"]) & set(mentor["free"]))
    )


def points(problem: Document, mentee: Document, mentor: Document) -> int:
    """The points of an allowed pair."""
    if "fit" in problem:
        key = (mentee["id"], mentor["id"])
        given: int = next(f["points"] for f in problem["fit"] if (f["mentee"], f["mentor"]) == key)
        return given
    weight = {code: 4 - priority for code, priority in mentee["request"].items()}
    got = sum(weight[code] * mentor["competencies"].get(code, 0) for code in weight)
    total: int = 600 * got // (3 * sum(weight.values()))
    if "subject" in mentee and mentee["subject"] == mentor.get("subject"):
        total += 150
    if "experience_years" in mentee and "experience_years" in mentor:
        total += 3 * min(max(mentor["experience_years"] - mentee["experience_years"], 0), 20)
    total += 12 * min(mentor.get("mentoring_years", 0), 5)
    total += 20 * min(len(set(mentee.get("free", [])) & set(mentor.get("free", []))), 3)
    if "department" in mentee and mentee["department"] == mentor.get("department"):
        total += 40
    return total + 10 * min(len(pair_types(mentee, mentor)), 3)


def assignments(problem: Document) -> Iterator[Assignment]:
    """Every way to give each mentee one allowed mentor or none, within the places and with the pins."""
    options = [
        [None, *(m["id"] for m in problem["mentors"] if allowed(problem, e, m))] for e in problem["mentees"]
    ]
    places = {m["id"]: m["capacity"] for m in problem["mentors"]}
    pins = _keys(problem, "pinned")
    names = [e["id"] for e in problem["mentees"]]
    for choice in product(*options):
        found = {e: m for e, m in zip(names, choice, strict=True) if m is not None}
        taken = list(found.values())
        if pins <= set(found.items()) and all(taken.count(m) <= places[m] for m in set(taken)):
            yield found


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
    left = [values(problem, found) for found in assignments(problem)]
    if not left:
        return None
    goals = [goal for goal in ORDER if goal in problem.get("goals", ORDER)]
    tolerance = Fraction(str(problem.get("limits", {}).get("fit_tolerance", 0)))
    for goal in goals:
        best = (min if goal == "load" else max)(found[goal] for found in left)
        if goal == "fit" and goal != goals[-1]:
            left = [found for found in left if found["fit"] >= ceil(best * (1 - tolerance))]
        else:
            left = [found for found in left if found[goal] == best]
    fittest = max(left, key=lambda found: found["fit"] if "fit" in goals else 0)
    return {goal: fittest[goal] for goal in goals}
