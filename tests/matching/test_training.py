"""Which training, or which place more, would help most: exactly what solving anew says."""

import copy
from itertools import pairwise
from typing import Any

import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.formats.problem import Problem
from service.matching.formats.reading import problem_from
from service.matching.pricing.promise import Promises
from service.matching.pricing.training import (
    GOALS,
    STAGES,
    Improvement,
    NothingToImprove,
    best_improvements,
    best_places,
    best_trainings,
)
from service.matching.propose import propose
from service.matching.solving.solve import solve
from tests.matching.instances import Document, banks, mentee, mentor, problem, rated, seeded
from tests.matching.random_groups import grouped

Values = tuple[int, ...]


def _banks(seed: int) -> Document:
    made = banks(seeded(seed), mentors=4, mentees=7) | {"goals": list(GOALS)}
    for one in made["mentors"]:
        one.pop("group", None)
    return made


def _values(made: Document) -> Values:
    asked = problem_from(made)
    solution = solve(asked, candidates(Eligibility.of(asked)))
    assert solution is not None
    return tuple(goal.value for goal in solution.goals)


def _more(before: Values, after: Values) -> Values:
    return tuple(new - old for old, new in zip(before, after, strict=True))


def _trained(made: Document, name: str, code: str) -> Document:
    changed = copy.deepcopy(made)
    competencies = next(m for m in changed["mentors"] if m["id"] == name)["competencies"]
    competencies[code] = competencies.get(code, 0) + 1
    return changed


def _with_place(made: Document, name: str) -> Document:
    changed = copy.deepcopy(made)
    next(m for m in changed["mentors"] if m["id"] == name)["capacity"] += 1
    return changed


def _every_training(made: Document) -> dict[tuple[str, str], Values]:
    before = _values(made)
    codes = sorted({code for e in made["mentees"] for code in e["request"]})
    return {
        (m["id"], code): _more(before, _values(_trained(made, m["id"], code)))
        for m in made["mentors"]
        for code in codes
        if m["competencies"].get(code, 0) < 3
    }


def _gains(improvement: Improvement) -> Values:
    return tuple(gain.by for gain in improvement.gains)


def _promises(made: Document) -> tuple[Problem, Promises]:
    asked = problem_from(made)
    eligibility = Eligibility.of(asked)
    return asked, Promises.of(eligibility, candidates(eligibility), GOALS)


def _weighed(promises: Promises, more: Values) -> int:
    return sum(unit * by for unit, by in zip(promises.units.values(), more, strict=True))


@pytest.mark.parametrize("seed", range(12))
def test_the_best_trainings_are_those_that_solving_all_of_them_anew_finds(seed: int) -> None:
    made = _banks(seed)
    every = _every_training(made)
    best = sorted((more for more in every.values() if more > (0, 0, 0)), reverse=True)[:3]
    advice = best_trainings(problem_from(made), count=3, tries=100)
    assert advice.proven
    assert [_gains(found) for found in advice.improvements] == best
    for found in advice.improvements:
        assert _gains(found) == every[found.mentor, str(found.competency)]
        old = next(m for m in made["mentors"] if m["id"] == found.mentor)["competencies"]
        assert found.level == old.get(found.competency, 0) + 1


@pytest.mark.parametrize("seed", range(12))
def test_no_training_gains_more_than_its_quick_bound(seed: int) -> None:
    made = _banks(seed)
    asked, promises = _promises(made)
    bounds = promises.of_trainings()
    for (name, code), more in _every_training(made).items():
        position = [m.id for m in asked.mentors].index(name)
        assert _weighed(promises, more) <= bounds.get((position, code), 0)


@pytest.mark.parametrize("seed", range(20))
def test_one_more_place_is_told_with_the_mentor_where_solving_anew_gains_most(seed: int) -> None:
    draw = seeded(seed)
    made: dict[str, Any] = _banks(seed) if seed % 2 else rated(draw, mentors=5, mentees=12, degree=2)
    made["goals"] = list(GOALS)
    before = _values(made)
    asked, promises = _promises(made)
    bounds = promises.of_places()
    every = {m["id"]: _more(before, _values(_with_place(made, m["id"]))) for m in made["mentors"]}
    for position, one in enumerate(asked.mentors):
        assert _weighed(promises, every[one.id]) <= bounds.get(position, 0)
    advice = best_places(asked, count=2, tries=50)
    assert advice.proven
    best = sorted((more for more in every.values() if more > (0, 0, 0)), reverse=True)[:2]
    assert [_gains(found) for found in advice.improvements] == best
    assert all(_gains(found) == every[found.mentor] for found in advice.improvements)


@pytest.mark.parametrize("seed", range(10))
def test_pinned_people_stay_and_their_points_may_rise(seed: int) -> None:
    made = _banks(seed)
    pairs = propose(problem_from(made)).pairs
    made["pinned"] = [{"mentee": pair.mentee, "mentor": pair.mentor} for pair in pairs[::2]]
    best = sorted((more for more in _every_training(made).values() if more > (0, 0, 0)), reverse=True)[:1]
    advice = best_trainings(problem_from(made), count=1, tries=100)
    assert [_gains(found) for found in advice.improvements] == best


def test_what_would_match_comes_before_what_would_only_fit_better() -> None:
    made = problem(
        [mentor("x", competencies={"lesson": 1}, capacity=1), mentor("y", competencies={"tests": 1})],
        [mentee("a"), mentee("b")],
        goals=list(GOALS),
    )
    (first, *_), proven = (advice := best_trainings(made)).improvements, advice.proven
    assert proven
    assert (first.mentor, first.competency, first.level) == ("y", "lesson", 1)
    assert (first.gains[0].goal, first.gains[0].by) == ("matched", 1)


def test_a_search_that_ran_out_of_tries_says_so() -> None:
    made = problem_from(_banks(3))
    assert not best_trainings(made, count=3, tries=1).proven
    assert len(best_trainings(made, count=3, tries=1).improvements) <= 1


def test_given_points_leave_nothing_to_train() -> None:
    made = problem_from(rated(seeded(1), mentors=4, mentees=8, degree=2))
    assert best_trainings(made).improvements == ()


@pytest.mark.parametrize("seed", range(5))
def test_groups_are_solved_anew_with_their_sizes(seed: int) -> None:
    made = grouped(seeded(seed), mentors=3, mentees=6) | {"goals": list(GOALS)}
    every = _every_training(made)
    best = sorted((more for more in every.values() if more > (0, 0, 0)), reverse=True)[:2]
    advice = best_trainings(problem_from(made), count=2, tries=100)
    assert advice.proven
    assert [_gains(found) for found in advice.improvements] == best


def test_where_pins_contradict_the_rules_there_is_nothing_to_improve() -> None:
    made = problem([mentor("x", forms=["CUSTOM"])], [mentee("a")], pinned=[{"mentee": "a", "mentor": "x"}])
    with pytest.raises(NothingToImprove):
        best_trainings(made)


@pytest.mark.parametrize("seed", range(6))
def test_both_together_are_each_alone_and_tell_every_change_that_is_tried(seed: int) -> None:
    made = grouped(seeded(seed), mentors=3, mentees=6) if seed % 2 else _banks(seed)
    asked = problem_from(made)
    heard: list[tuple[str, float]] = []
    both = best_improvements(asked, count=2, progress=lambda stage, share: heard.append((stage, share)))
    assert both == (best_trainings(asked, count=2), best_places(asked, count=2))
    stages, shares = zip(*heard, strict=True)
    assert (stages[0], stages[-1]) == (STAGES[0], STAGES[-1])
    assert set(stages) <= set(STAGES)
    assert list(stages) == sorted(stages, key=STAGES.index)
    assert stages.count("trainings") >= len(both[0].improvements)
    assert stages.count("places") >= len(both[1].improvements)
    assert (shares[0], shares[-1]) == (0, 1)
    assert all(less < more for less, more in pairwise(shares))
