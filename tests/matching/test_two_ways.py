"""Reverse pairs in both directions: who stands in both banks and could teach the other."""

from typing import Any

import pytest

from service.matching.formats.problem import Problem
from service.matching.meetings.reverse import reverse_pairs
from service.matching.propose import propose
from tests.matching.instances import Document, mentee, mentor, problem


def person(name: str, *, age: int, knows: str, wants: str, **facts: object) -> tuple[Document, Document]:
    """Somebody in both banks who accepts the reverse type."""
    both: dict[str, Any] = {"age": age, "types": ["reverse"]} | facts
    return mentor(name, competencies={knows: 3}, **both), mentee(name, request={wants: 1}, **both)


def school(*people: tuple[Document, Document], **more: object) -> Problem:
    """A problem of people in both banks."""
    return problem([one for one, _ in people], [other for _, other in people], **more)


YOUNG = person("young", age=25, knows="digital", wants="lesson")
OLD = person("old", age=55, knows="lesson", wants="digital")


@pytest.mark.requirement("R-084")
def test_the_younger_teaches_technologies_and_the_older_methods() -> None:
    (found,) = reverse_pairs(problem=school(YOUNG, OLD))
    assert (found.technology.mentor, found.technology.mentee) == ("young", "old")
    assert (found.methodology.mentor, found.methodology.mentee) == ("old", "young")
    assert (found.technology.points, found.methodology.points) == (610, 600)  # the type counts one way
    assert not found.technology.proposed


def test_what_the_proposal_has_is_told() -> None:
    made = school(YOUNG, OLD)
    (found,) = reverse_pairs(problem=made, proposal=propose(made))
    assert found.technology.proposed
    assert not found.methodology.proposed  # as a pair of its own it would need a younger mentor


@pytest.mark.parametrize(
    "old",
    [
        person("old", age=25, knows="lesson", wants="digital"),
        person("old", age=55, knows="tests", wants="digital"),
        person("old", age=55, knows="lesson", wants="tests"),
        person("old", age=55, knows="lesson", wants="digital", types=["virtual"]),
        person("old", age=55, knows="lesson", wants="digital", forms=["CUSTOM"]),
        person("old", age=55, knows="lesson", wants="digital", institution="other", network=True),
        (OLD[0] | {"capacity": 0}, OLD[1]),
        (OLD[0] | {"types": ["virtual"]}, OLD[1]),
    ],
    ids=("same age", "no lesson", "no digital", "type", "form", "institution", "places", "as mentor"),
)
def test_both_directions_must_be_possible(old: tuple[Document, Document]) -> None:
    young = person("young", age=25, knows="digital", wants="lesson", institution="one", network=True)
    assert reverse_pairs(problem=school(young, old)) == ()


def test_a_decline_in_one_direction_stands_against_both() -> None:
    declined = [{"mentee": "young", "mentor": "old", "by_mentee": 0, "by_mentor": None}]
    assert reverse_pairs(problem=school(YOUNG, OLD, interest=declined)) == ()


def test_one_person_under_two_ids_is_known_by_the_ban_that_says_so() -> None:
    mentors = [YOUNG[0] | {"id": "m1"}, OLD[0] | {"id": "m2"}]
    mentees = [YOUNG[1] | {"id": "e1"}, OLD[1] | {"id": "e2"}]
    same = [{"mentee": f"e{i}", "mentor": f"m{i}", "reason": "same_person"} for i in (1, 2)]
    (found,) = reverse_pairs(problem=problem(mentors, mentees, forbidden=same))
    assert (found.technology.mentor, found.technology.mentee) == ("m1", "e2")
    assert reverse_pairs(problem=problem(mentors, mentees)) == ()


def test_the_pairs_with_most_points_come_first() -> None:
    third = person("third", age=40, knows="lesson", wants="digital", subject="music")
    young = person("young", age=25, knows="digital", wants="lesson", subject="music")
    found = reverse_pairs(problem=school(young, OLD, third))
    assert [pair.technology.mentee for pair in found] == ["third", "old"]
    points = [pair.technology.points + pair.methodology.points for pair in found]
    assert points == [1510, 1210]
