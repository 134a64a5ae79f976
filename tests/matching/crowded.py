"""Random banks in which most mentees want a group and the sizes of groups stand in the way."""

import random

from tests.matching.instances import Document, document, mentee, mentor

_CODES = ["lesson", "tests", "parents", "digital"]
_FORMS = ["PEER", "HEAD_TEACHER"]


def crowded(draw: random.Random, *, mentors: int, mentees: int, **limits: object) -> Document:
    """A problem whose plain flow rarely keeps the rules of groups."""
    people = [_mentor(draw, f"m{i:03}") for i in range(mentors)]
    others = [_mentee(draw, f"e{i:03}") for i in range(mentees)]
    pairs = [{"mentee": e["id"], "mentor": m["id"]} for e in others for m in people]
    marks = [0, None, 1, 2, 3, 4, 5]
    weights = [0.3, 2, 1, 1, 1, 1, 1]
    return document(
        people,
        others,
        interest=[
            pair | {side: draw.choices(marks, weights)[0] for side in ("by_mentee", "by_mentor")}
            for pair in pairs
            if draw.random() < 0.3
        ],
        current=[pair for pair in pairs if draw.random() < 0.15],
        limits=limits,
    )


def _mentor(draw: random.Random, name: str) -> Document:
    least = draw.choice([2, 2, 3])
    group = {"min": least} | ({"max": least + draw.randint(0, 2)} if draw.random() < 0.4 else {})
    return mentor(
        name,
        capacity=draw.choice([1, 2, 2, 3, 3, 4]),
        competencies={code: draw.randint(1, 3) for code in draw.sample(_CODES, draw.randint(1, 3))},
        forms=draw.sample(_FORMS, draw.randint(1, 2)),
        types=["virtual", "group"],
        experience_years=draw.randint(0, 30),
        **({"group": group} if draw.random() < 0.85 else {}),
    )


def _mentee(draw: random.Random, name: str) -> Document:
    return mentee(
        name,
        request={code: draw.randint(1, 3) for code in draw.sample(_CODES, draw.randint(1, 3))},
        forms=draw.sample(_FORMS, draw.randint(1, 2)),
        types=draw.choice([["group"], ["group"], ["group", "virtual"], ["virtual"]]),
        experience_years=draw.randint(0, 30),
        due_in_days=draw.randint(-6, 8),
        waiting_days=draw.randint(0, 50),
    )
