"""Random banks in which mentors lead groups and people come from several institutions."""

import random

from tests.matching.instances import Document, banks


def grouped(draw: random.Random, *, mentors: int, mentees: int, **limits: object) -> Document:
    """A problem with groups, institutions and network mentoring, where many want nothing but a group."""
    made = banks(draw, mentors=mentors, mentees=mentees, **limits)
    made["excluded"], made["interest"] = [], []
    for person in made["mentors"]:
        person["capacity"] = draw.choice([1, 2, 3, 4])
        if draw.random() < 0.7:
            _group(draw, person)
    for person in (*made["mentors"], *made["mentees"]):
        _place(draw, person)
        if draw.random() < 0.6 and "group" not in person["types"]:
            person["types"].append("group")
    return made


def _group(draw: random.Random, person: Document) -> None:
    least = draw.choice([2, 2, 3])
    person["group"] = {"min": least} | ({"max": least + draw.randint(0, 2)} if draw.random() < 0.5 else {})


def _place(draw: random.Random, person: Document) -> None:
    if draw.random() < 0.6:
        person["institution"] = draw.choice(["school 1", "school 2"])
    if draw.random() < 0.7:
        person["network"] = draw.random() < 0.8
