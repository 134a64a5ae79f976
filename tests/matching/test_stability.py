"""Blocking pairs: both would rather have each other."""

import random

import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.explaining.stability import BlockingPair, blocking_pairs
from service.matching.formats.problem import Pair, Problem
from service.matching.formats.reading import problem_from
from tests.matching.instances import Document, banks, mentee, mentor, problem, rated, seeded
from tests.matching.oracle import allowed

UNRATED = 2.5


def _found(made: Problem, pairs: list[tuple[str, str]]) -> tuple[BlockingPair, ...]:
    assignment = [Pair(mentee=e, mentor=m) for e, m in pairs]
    return blocking_pairs(made, candidates(Eligibility.of(made)), assignment)


def _some_assignment(made: Document, draw: random.Random) -> list[tuple[str, str]]:
    places = {m["id"]: m["capacity"] for m in made["mentors"]}
    chosen = []
    for e in made["mentees"]:
        options = [m for m in made["mentors"] if places[m["id"]] and allowed(made, e, m)]
        if options and draw.random() < 0.8:
            taken = draw.choice(options)["id"]
            places[taken] -= 1
            chosen.append((e["id"], taken))
    return chosen


def _plainly(made: Document, chosen: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """The definition, pair by pair."""
    marks = {(m["mentee"], m["mentor"]): m for m in made["interest"]}

    def mark(side: str, key: tuple[str, str]) -> float:
        given = marks.get(key, {}).get(side)
        return UNRATED if given is None else given

    result = set()
    for e in made["mentees"]:
        for m in made["mentors"]:
            key = (e["id"], m["id"])
            if key in chosen or not allowed(made, e, m):
                continue
            own = [mark("by_mentee", pair) for pair in chosen if pair[0] == e["id"]]
            others = [mark("by_mentor", pair) for pair in chosen if pair[1] == m["id"]]
            mutual = min(mark("by_mentee", key), mark("by_mentor", key)) >= 3
            wants = not own or mark("by_mentee", key) > own[0]
            takes = len(others) < m["capacity"] or mark("by_mentor", key) > min(others)
            if mutual and wants and takes:
                result.add(key)
    return result


@pytest.mark.parametrize("seed", range(60))
def test_blocking_pairs_are_those_of_the_definition(seed: int) -> None:
    draw = seeded(seed)
    made = banks(draw, mentors=6, mentees=12) if seed % 2 else rated(draw, mentors=6, mentees=14, degree=3)
    chosen = _some_assignment(made, draw)
    found = _found(problem_from(made), chosen)
    assert {(pair.mentee, pair.mentor) for pair in found} == _plainly(made, chosen)
    assert list(found) == sorted(found, key=lambda pair: (pair.mentee, pair.mentor))


def _two(by_mentee: int, by_mentor: int, *, held: tuple[int | None, int | None] = (None, None)) -> Problem:
    marks = [("y", by_mentee, by_mentor), ("x", *held)]
    return problem(
        [mentor("x", capacity=1), mentor("y", capacity=1)],
        [mentee("a")],
        interest=[{"mentee": "a", "mentor": m, "by_mentee": own, "by_mentor": his} for m, own, his in marks],
    )


def test_mutual_marks_from_three_on_block_with_their_marks_told() -> None:
    assert _found(_two(3, 4), [("a", "x")]) == (
        BlockingPair(mentee="a", mentor="y", by_mentee=3, by_mentor=4),
    )
    assert _found(_two(2, 5), [("a", "x")]) == ()
    assert _found(_two(5, 2), [("a", "x")]) == ()


def test_an_equal_mark_for_the_present_mentor_blocks_nothing() -> None:
    assert _found(_two(3, 4, held=(3, 5)), [("a", "x")]) == ()


def test_without_marks_nothing_blocks() -> None:
    assert _found(problem([mentor("x")], [mentee("a")]), []) == ()
    assert _found(problem([], []), []) == ()
