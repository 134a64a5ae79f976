"""The curve of the slider: every point is the best there is for its tolerance, and more never takes back."""

from itertools import pairwise

import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.explaining.stability import blocking_pairs
from service.matching.formats.problem import Pair
from service.matching.formats.reading import problem_from
from service.matching.pricing.tolerance import STAGES, TOLERANCES, Point, curve
from service.matching.propose import propose
from tests.matching import oracle
from tests.matching.crowded import crowded
from tests.matching.instances import Document, mentee, mentor, rated, seeded
from tests.matching.instances import problem as made

AT = (0.0, 0.05, 0.2, 0.5)


def _later(point: Point) -> tuple[int, ...]:
    names = {goal.name: goal for goal in point.goals}
    kept = ("matched", "overdue", "interest", "load", "stay")
    return tuple(-names[name].value if name == "load" else names[name].value for name in kept)


def _assert_never_taken_back(points: tuple[Point, ...]) -> None:
    for less, more in pairwise(points):
        assert _later(less) <= _later(more)
        assert less.value("interest") <= more.value("interest")


@pytest.mark.parametrize("seed", range(40))
def test_every_point_is_the_best_of_all_assignments_within_its_tolerance(seed: int) -> None:
    value = rated(seeded(seed), mentors=3, mentees=5, degree=2)
    points = curve(problem_from(value), tolerances=AT, work=10)
    for point, tolerance in zip(points, AT, strict=True):
        asked: Document = value | {"limits": {"fit_tolerance": tolerance}}
        assert point.status == "optimal"
        assert {goal.name: goal.value for goal in point.goals} == oracle.optimum(asked)
        assert point.given_away == point.best_fit - point.value("fit")
        assert point.given_away <= tolerance * point.best_fit
    assert (points[0].given_away, points[0].moved) == (0, 0)
    _assert_never_taken_back(points)


def test_the_curve_counts_who_would_rather_have_each_other_and_who_moves() -> None:
    pairs = [("a", "m", 500), ("a", "n", 490), ("b", "m", 480), ("b", "n", 500)]
    fit = [{"mentee": e, "mentor": m, "points": points} for e, m, points in pairs]
    marks = [{"mentee": "a", "mentor": "n", "by_mentee": 5, "by_mentor": 5}]
    asked = made(
        [mentor("m", capacity=1), mentor("n", capacity=1)],
        [mentee("a"), mentee("b")],
        fit=fit,
        interest=marks,
    )
    strict, some = curve(asked, tolerances=(0, 0.05))
    assert (strict.blocking, strict.moved, strict.given_away) == (1, 0, 0)
    assert (some.blocking, some.moved, some.given_away, some.best_fit) == (0, 2, 30, 1000)
    assert (strict.value("interest"), some.value("interest")) == (0, 10)
    apart = [Pair(mentee="a", mentor="m"), Pair(mentee="b", mentor="n")]
    assert len(blocking_pairs(asked, candidates(Eligibility.of(asked)), apart)) == strict.blocking


@pytest.mark.parametrize("seed", range(3))
def test_points_that_a_limit_stopped_have_bounds_that_hold_and_never_take_back(seed: int) -> None:
    asked = problem_from(rated(seeded(seed), mentors=30, mentees=60, degree=5))
    hurried = curve(asked, work=0.000001)
    proven = curve(asked, work=3)
    _assert_never_taken_back(hurried)
    for less, more in zip(hurried, proven, strict=True):
        assert less.value("interest") <= more.value("interest")
        for goal in less.goals:
            assert goal.bound <= goal.value if goal.direction == "min" else goal.bound >= goal.value
        interest = next(goal for goal in less.goals if goal.name == "interest")
        assert interest.bound >= more.value("interest")


def test_contradictory_pins_have_no_curve() -> None:
    pins = [{"mentee": "a", "mentor": "m"}, {"mentee": "b", "mentor": "m"}]
    assert curve(made([mentor("m", capacity=1)], [mentee("a"), mentee("b")], pinned=pins)) == ()


@pytest.mark.parametrize("seed", [0, 1])
def test_the_curve_begins_with_what_is_proposed_and_proves_what_takes_seconds(seed: int) -> None:
    asked = problem_from(crowded(seeded(seed), mentors=20, mentees=50))
    proposed = propose(asked)
    points = curve(asked, tolerances=(0.0, 0.02))
    assert (points[0].goals, points[0].status) == (proposed.goals, proposed.status)
    assert (points[0].given_away, points[0].moved) == (0, 0)
    assert points[1].given_away >= 0
    assert [point.status for point in points] == ["optimal", "optimal"]
    _assert_never_taken_back(points)


def test_the_curve_tells_a_share_for_every_point_and_says_the_same_with_a_listener() -> None:
    asked = problem_from(rated(seeded(0), mentors=4, mentees=9, degree=3))
    heard: list[tuple[str, float]] = []
    points = curve(asked, progress=lambda stage, share: heard.append((stage, share)))
    assert points == curve(asked)
    stages, shares = zip(*heard, strict=True)
    assert tuple(dict.fromkeys(stages)) == STAGES
    assert stages.count("tolerances") == len(TOLERANCES) - 1
    assert (shares[0], shares[-1]) == (0, 1)
    assert all(less < more for less, more in pairwise(shares))


def test_only_what_is_solved_anew_is_told() -> None:
    asked = problem_from(rated(seeded(0), mentors=4, mentees=9, degree=3))
    heard: list[str] = []
    curve(asked, tolerances=(0.1, 0.0), progress=lambda stage, _share: heard.append(stage))
    assert heard == ["eligible", "solve", "tolerances", "done"]
