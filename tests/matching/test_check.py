"""The checker refuses every change that makes a proposal wrong, and accepts what is right in another way."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.checking.board import Board
from service.matching.checking.check import check
from service.matching.checking.pairs import Placed
from service.matching.explaining.explain import explain
from service.matching.formats.faults import InvalidFile
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import Achieved, read_proposal, to_json
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import Document, banks, mentee, mentor, problem, rated, seeded
from tests.matching.random_groups import grouped

_CHANGES_OF_A_PLACE = 3
_PRICE = re.compile(r"\.certificate\[\d+\]\.\w+\[")
"""Prices are changed one by one where the certificate is tested."""
_UNVERIFIABLE = {"$.solver.version"}
"""A version of the solver cannot be recomputed; only its form is checked."""


def _rules(made: Problem, value: Document) -> list[str]:
    """The rules that refuse a proposal document, none if it is accepted."""
    try:
        proposal = read_proposal(json.dumps(value).encode())
    except InvalidFile as refused:
        return [fault.rule for fault in refused.faults]
    return [violation.rule for violation in check(problem=made, proposal=proposal).violations]


def _places(value: Any, path: str = "$") -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401 - JSON is any of its kinds
    """Every place in a document as (path, container, key)."""
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in list(entries):
        here = f"{path}.{key}" if isinstance(value, dict) else f"{path}[{key}]"
        yield here, value, key
        yield from _places(child, here)


def _replacements(value: object) -> list[object]:
    if isinstance(value, bool) or value is None:
        return [1]
    if isinstance(value, int):
        return [value + 1, value - 1, -value - 1, float(value), str(value)]
    if isinstance(value, str):
        return [
            value + "x",
            "",
            "optimal",
            "feasible",
            "infeasible",
            "max",
            "min",
            "fit",
            "e0",
            "e1",
            "m0",
            "m1",
            "m2",
        ]
    return [[], {}, 7]


def _mutations(document: Document) -> Iterator[tuple[str, Document]]:
    """At every place some small changes: another value, one thing less, one thing twice, one thing more."""
    draw = seeded(8)
    for path in [path for path, _, _ in _places(document) if not _PRICE.search(path)]:
        choices = range(_choices(document, path))
        for number in draw.sample(choices, min(len(choices), _CHANGES_OF_A_PLACE)):
            changed = copy.deepcopy(document)
            container, key = next((c, k) for p, c, k in _places(changed) if p == path)
            old = copy.deepcopy(container[key])
            options = _replacements(old)
            if number < len(options):
                container[key] = options[number]
            elif number == len(options):
                del container[key]
            elif isinstance(container, list):
                container.append(copy.deepcopy(old))
            else:
                container["extra"] = 1
            if changed != document or json.dumps(changed) != json.dumps(document):
                yield f"{path} #{number}", changed


def _choices(document: Document, path: str) -> int:
    container, key = next((c, k) for p, c, k in _places(document) if p == path)
    return len(_replacements(container[key])) + 2


def _instances() -> list[tuple[str, Problem]]:
    pins = [{"mentee": "e1", "mentor": "m1"}, {"mentee": "e1", "mentor": "m2"}]
    people = (
        [mentor("m1"), mentor("m2", capacity=1, competencies={"lesson": 1})],
        [mentee("e1"), mentee("e2")],
    )
    return [
        ("profiles", problem_from(banks(seeded(22), mentors=4, mentees=5))),
        ("groups", problem_from(grouped(seeded(133), mentors=3, mentees=5))),
        ("repair", problem_from(banks(seeded(29), mentors=4, mentees=5) | {"mode": "repair"})),
        ("given points", problem_from(rated(seeded(8), mentors=3, mentees=5, degree=2))),
        ("tolerance", problem_from(rated(seeded(3), mentors=4, mentees=7, degree=2, fit_tolerance=0.1))),
        ("pins contradict", problem(*people, pinned=pins)),
        ("excluded", problem(*people, excluded=[{"id": "e2", "rule": "no_consent", "clause": "6.1"}])),
    ]


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize(("name", "made"), _instances())
def test_every_small_change_of_a_proposal_is_refused_with_a_rule(name: str, made: Problem) -> None:
    right = to_json(propose(made))
    assert _rules(made, right) == [], name
    tried = 0
    for place, wrong in _mutations(right):
        if place.split(" ")[0] not in _UNVERIFIABLE and not _says_the_same(wrong, right):
            tried += 1
            assert _rules(made, wrong), place
    assert tried >= 100, f"{name}: {tried} changes are too few to prove much"


def _says_the_same(one: Document, other: Document) -> bool:
    """Whether two documents hold the same values; JSON writes 2.0 and 2 alike only to the eye."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _unproven(value: Document, bounds: dict[str, int]) -> Document:
    """A document that calls itself unproven, with other bounds."""
    forged = copy.deepcopy(value) | {"status": "feasible", "stopped_by": "work"}
    for goal in forged["goals"]:
        goal["bound"] = bounds.get(goal["name"], goal["bound"])
    return forged


def _value(value: Document, name: str) -> int:
    """The value of a goal in a document."""
    return next(int(goal["value"]) for goal in value["goals"] if goal["name"] == name)


_FAR = 10**9
_GOALS = ["matched", "overdue", "fit", "interest", "load", "stay"]


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("name", _GOALS)
@pytest.mark.parametrize("step", [1, -1, _FAR, -_FAR])
def test_without_a_tolerance_nothing_is_ever_unproven(name: str, step: int) -> None:
    made = problem_from(rated(seeded(2), mentors=3, mentees=7, degree=2))
    right = to_json(propose(made))
    value = _value(right, name)
    assert "status" in _rules(made, _unproven(right, {name: value + step}))
    assert "status" in _rules(made, _unproven(right, {}))


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("name", _GOALS)
@pytest.mark.parametrize("step", [_FAR, -_FAR])
def test_a_bound_that_simple_counting_beats_is_refused_even_under_a_tolerance(name: str, step: int) -> None:
    made = problem_from(rated(seeded(3), mentors=4, mentees=7, degree=2, fit_tolerance=0.1))
    right = to_json(propose(made))
    value = _value(right, name)
    assert "bound" in _rules(made, _unproven(right, {name: value + step}))


@pytest.mark.parametrize("name", ["matched", "overdue"])
def test_goals_before_the_fit_are_proven_even_under_a_tolerance(name: str) -> None:
    made = problem_from(rated(seeded(3), mentors=4, mentees=7, degree=2, fit_tolerance=0.1))
    right = to_json(propose(made))
    value = _value(right, name)
    assert "not_proven" in _rules(made, _unproven(right, {name: value + 1}))


def _renumbered(made: Problem, value: Document) -> Document:
    """A document whose every number and reason follows from its pairs, as a careful forger would write it."""
    forged = read_proposal(json.dumps(value).encode())
    eligibility = Eligibility.of(made)
    allowed = candidates(eligibility)
    pairs = [pair.people() for pair in forged.pairs]
    values = Board.of(made, allowed).values(Placed.of(made, allowed, forged).chosen(allowed))
    goals = tuple(
        Achieved(name=g.name, direction=g.direction, value=values[g.name], bound=values[g.name])
        for g in forged.goals
    )
    return to_json(forged.replace(goals=goals, unmatched=explain(eligibility, allowed, pairs)))


@pytest.mark.parametrize("seed", range(30))
def test_a_worse_proposal_in_which_every_number_is_right_is_not_taken_for_the_best(seed: int) -> None:
    made = problem_from(rated(seeded(seed), mentors=6, mentees=12, degree=3))
    right = to_json(propose(made))
    pairs = right["pairs"]
    assert isinstance(pairs, list)
    for index in range(len(pairs)):
        forged = _renumbered(made, right | {"pairs": pairs[:index] + pairs[index + 1 :]})
        assert "not_optimal" in _rules(made, forged)


@pytest.mark.parametrize("seed", range(20))
def test_with_a_tolerance_a_worse_proposal_is_found_out_too(seed: int) -> None:
    loose = rated(seeded(seed), mentors=4, mentees=6, degree=2, fit_tolerance=0.1)
    strict = loose | {"limits": {"fit_tolerance": 0}}
    made = problem_from(loose)
    best, other = propose(made), propose(problem_from(strict))
    forged = _renumbered(made, to_json(best) | {"pairs": to_json(other)["pairs"]})
    values = [goal.value for goal in best.goals], [goal.value for goal in other.goals]
    assert set(_rules(made, forged)) == (set() if values[0] == values[1] else {"not_optimal"})


def test_a_proposal_below_the_tolerance_is_refused() -> None:
    fit = [{"mentee": "e", "mentor": "m1", "points": 1000}, {"mentee": "e", "mentor": "m2", "points": 800}]
    marks = [{"mentee": "e", "mentor": "m2", "by_mentee": 5, "by_mentor": 5}]
    people = [mentor("m1"), mentor("m2")], [mentee("e")]
    loose = problem(*people, fit=fit, interest=marks, limits={"fit_tolerance": 0.2})
    tight = problem(*people, fit=fit, interest=marks, limits={"fit_tolerance": 0.19})
    generous = propose(loose)
    assert [pair.mentor for pair in generous.pairs] == ["m2"]
    assert [pair.mentor for pair in propose(tight).pairs] == ["m1"]
    forged = to_json(generous) | {"problem_digest": propose(tight).problem_digest}
    assert _rules(tight, forged) == ["below_tolerance"]


def test_another_proposal_that_is_just_as_good_is_accepted() -> None:
    made = problem(
        [mentor("m", capacity=1)],
        [mentee("a", waiting_days=9), mentee("b")],
    )
    right = propose(made)
    assert [pair.mentee for pair in right.pairs] == ["a"]
    document = to_json(right)
    other = json.loads(json.dumps(document).replace('"a"', '"?"').replace('"b"', '"a"').replace('"?"', '"b"'))
    assert _rules(made, other) == []


def test_a_proposal_written_in_another_order_of_lists_is_accepted() -> None:
    made = problem_from(banks(seeded(5), mentors=4, mentees=7))
    document = to_json(propose(made))
    for name in ("pairs", "unmatched"):
        entries = document[name]
        assert isinstance(entries, list)
        document[name] = entries[::-1]
    assert _rules(made, document) == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"pairs": [("a", "m1"), ("b", "m1"), ("c", "m1")]}, "over_capacity"),
        ({"pairs": [("a", "m1"), ("a", "m2"), ("b", "m1")]}, "matched_twice"),
        ({"pairs": [("a", "m1"), ("c", "m3")]}, "no_common_form"),
        ({"pairs": [("b", "m1"), ("c", "m1")]}, "pin_missing"),
        ({"pairs": [("a", "m1"), ("zz", "m1")]}, "unknown_id"),
        ({"pairs": [("a", "m1"), ("b", "zz")]}, "unknown_id"),
    ],
)
def test_an_impossible_set_of_pairs_is_refused_by_the_rule_it_breaks(
    changes: dict[str, list[tuple[str, str]]], rule: str
) -> None:
    made = problem(
        [mentor("m1"), mentor("m2", capacity=1), mentor("m3", forms=["CUSTOM"])],
        [mentee("a"), mentee("b"), mentee("c")],
        pinned=[{"mentee": "a", "mentor": "m1"}],
    )
    right = to_json(propose(made))
    pairs = right["pairs"]
    assert isinstance(pairs, list)
    forged = [pairs[0] | {"mentee": e, "mentor": m} for e, m in changes["pairs"]]
    assert rule in _rules(made, right | {"pairs": forged})


def test_a_proposal_for_another_problem_is_refused_by_its_digest() -> None:
    made = problem([mentor("m")], [mentee("e")])
    other = problem([mentor("m")], [mentee("e")], limits={"work": 11})
    assert _rules(other, to_json(propose(made))) == ["digest"]


def test_a_size_too_large_to_prove_anew_is_said_not_hidden() -> None:
    made = problem_from(rated(seeded(1), mentors=60, mentees=150, degree=9, fit_tolerance=0.02))
    verdict = check(problem=made, proposal=propose(made))
    assert verdict.accepted
    assert verdict.unproven == ("fit", "interest", "load", "stay")
