"""Invented problems for the matcher, as plain JSON values: hand-made people and seeded random banks."""

import json
import random
from collections.abc import Callable
from typing import Any

from service.matching.formats.problem import SCHEMA, Problem
from service.matching.formats.reading import problem_from

Document = dict[str, Any]
Change = Callable[[Document], None]


def seeded(seed: int) -> random.Random:
    """A generator of invented people; the same seed makes the same people."""
    return random.Random(seed)  # noqa: S311 - no secrets are made here


def mentor(name: str, **facts: object) -> Document:
    """A mentor with two places who fits everybody made by ``mentee``."""
    usual = {"capacity": 2, "competencies": {"lesson": 2}, "forms": ["PEER"], "types": ["virtual"]}
    return {"id": name} | usual | facts


def mentee(name: str, **facts: object) -> Document:
    """A mentee who fits everybody made by ``mentor``."""
    return {"id": name, "request": {"lesson": 1}, "forms": ["PEER"], "types": ["virtual"]} | facts


def document(mentors: list[Document], mentees: list[Document], **more: object) -> Document:
    """A problem document."""
    return {"schema": SCHEMA, "mentors": mentors, "mentees": mentees, "interest": []} | more


def problem(mentors: list[Document], mentees: list[Document], **more: object) -> Problem:
    """A problem."""
    return problem_from(document(mentors, mentees, **more))


def encoded(value: object) -> bytes:
    """The bytes of a JSON file."""
    return json.dumps(value, ensure_ascii=False).encode()


def rated(draw: random.Random, *, mentors: int, mentees: int, degree: int, **limits: object) -> Document:
    """A problem whose pairs are rated by the problem itself; each mentee has about ``degree`` mentors."""
    people = [mentor(f"m{i:04}", capacity=draw.choice([0, 1, 1, 2, 3])) for i in range(mentors)]
    others = [
        mentee(f"e{i:04}", due_in_days=draw.randint(-4, 20), waiting_days=draw.randint(0, 50))
        for i in range(mentees)
    ]
    pairs = [
        (f"e{i:04}", f"m{j:04}")
        for i in range(mentees)
        for j in draw.sample(range(mentors), min(mentors, draw.randint(0, 2 * degree)))
    ]
    fit = [{"mentee": e, "mentor": m, "points": draw.randint(0, 1000)} for e, m in pairs]
    marked = draw.sample(pairs, len(pairs) // 3)
    interest = [_marks(draw, e, m) for e, m in marked]
    current = [{"mentee": e, "mentor": m} for e, m in draw.sample(pairs, len(pairs) // 4)]
    return document(people, others, fit=fit, interest=interest, current=current, limits=limits)


def banks(draw: random.Random, *, mentors: int, mentees: int, **limits: object) -> Document:
    """A problem with full profiles, in which every rule and every criterion plays a part."""
    people = [_random_mentor(draw, f"m{i}") for i in range(mentors)]
    others = [_random_mentee(draw, f"e{i}") for i in range(mentees)]
    pairs = [(e["id"], m["id"]) for e in others for m in people]
    marks = [_marks(draw, e, m) for e, m in pairs if draw.random() < 0.25]
    plain = [{"mentee": e, "mentor": m} for e, m in pairs]
    ids = [person["id"] for person in people + others]
    excluded = [{"id": i, "rule": "no_consent", "clause": "002/6.1"} for i in ids if draw.random() < 0.06]
    return document(
        people,
        others,
        interest=marks,
        forbidden=[pair for pair in plain if draw.random() < 0.08],
        current=[pair for pair in plain if draw.random() < 0.2],
        excluded=excluded,
        limits=limits,
    )


def shuffled(value: Document, draw: random.Random) -> Document:
    """The same problem with every list, and every object's members, in another order."""

    def shuffle(part: Any) -> Any:  # noqa: ANN401 - JSON is any of its kinds
        if isinstance(part, list):
            return [shuffle(entry) for entry in draw.sample(part, len(part))]
        if isinstance(part, dict):
            return {key: shuffle(part[key]) for key in draw.sample(list(part), len(part))}
        return part

    changed: Document = shuffle(value)
    return changed


def _marks(draw: random.Random, one: str, other: str) -> Document:
    marks = [None, 0, 1, 2, 3, 4, 5]
    return {
        "mentee": one,
        "mentor": other,
        "by_mentee": draw.choices(marks, [3, 0.3, 1, 1, 2, 2, 2])[0],
        "by_mentor": draw.choices(marks, [3, 0.3, 1, 1, 2, 2, 2])[0],
    }


_TYPES = ["traditional", "group", "virtual", "goal_setting", "reverse", "situational", "speed"]
_CODES = ["lesson", "tests", "parents", "digital"]
_FORMS = ["PEER", "HEAD_TEACHER", "COLLEGE_YOUNG_TEACHER"]


def _some(draw: random.Random, words: list[str], most: int) -> list[str]:
    return draw.sample(words, draw.randint(1, most))


def _perhaps(draw: random.Random, facts: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if draw.random() < 0.7}


def _random_mentor(draw: random.Random, name: str) -> Document:
    known = {
        "subject": draw.choice(["maths", "music"]),
        "age": draw.randint(22, 60),
        "experience_years": draw.randint(0, 30),
        "mentoring_years": draw.randint(0, 8),
        "department": draw.choice(["a", "b"]),
        "head_of": ["a"] if draw.random() < 0.2 else [],
        "free": _some(draw, ["mon", "tue", "wed", "thu"], 3),
    }
    return {
        "id": name,
        "capacity": draw.choice([0, 1, 1, 2, 3]),
        "competencies": {code: draw.randint(1, 3) for code in _some(draw, _CODES, 3)},
        "forms": _some(draw, _FORMS, 2),
        "types": _some(draw, _TYPES, 4),
    } | _perhaps(draw, known)


def _random_mentee(draw: random.Random, name: str) -> Document:
    known = {
        "subject": draw.choice(["maths", "music"]),
        "age": draw.randint(22, 60),
        "experience_years": draw.randint(0, 30),
        "due_in_days": draw.randint(-5, 10),
        "waiting_days": draw.randint(0, 90),
        "department": draw.choice(["a", "b"]),
        "free": _some(draw, ["mon", "tue", "wed", "thu"], 3),
    }
    return {
        "id": name,
        "request": {code: draw.randint(1, 3) for code in _some(draw, _CODES, 3)},
        "forms": _some(draw, _FORMS, 2),
        "types": _some(draw, _TYPES, 4),
    } | _perhaps(draw, known)
