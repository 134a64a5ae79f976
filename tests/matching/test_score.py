"""Points of a pair: whole numbers by criterion, 0..1000, as the one table says."""

import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import CRITERIA, candidates, terms
from service.matching.formats.problem import CRITERIA as NAMES
from service.matching.formats.problem import Problem
from service.matching.formats.reading import problem_from
from tests.matching.instances import Document, banks, document, mentee, mentor, seeded
from tests.matching.oracle import allowed, points


def _terms(one: Document, other: Document) -> dict[str, int]:
    problem = problem_from(document([mentor("m") | other], [mentee("e") | one]))
    return terms(Eligibility.of(problem), problem.mentees[0], problem.mentors[0])


def test_the_most_that_all_criteria_give_is_a_thousand() -> None:
    assert sum(criterion.most for criterion in CRITERIA.values()) == 1000


def test_a_pair_that_fits_in_everything_gets_all_points() -> None:
    one: Document = {
        "request": {"lesson": 1, "tests": 3},
        "types": ["virtual", "situational", "goal_setting"],
        "subject": "maths",
        "department": "a",
        "experience_years": 0,
        "free": ["mon", "tue", "wed"],
    }
    other: Document = {
        "competencies": {"lesson": 3, "tests": 3},
        "types": one["types"],
        "subject": "maths",
        "department": "a",
        "experience_years": 20,
        "mentoring_years": 5,
        "free": ["mon", "tue", "wed"],
    }
    assert _terms(one, other) == {code: criterion.most for code, criterion in CRITERIA.items()}


def test_what_is_unknown_gives_no_points() -> None:
    found = _terms({"subject": "maths", "department": "a", "experience_years": 1, "free": ["mon"]}, {})
    assert {code for code, value in found.items() if value} == {"competencies", "types"}


@pytest.mark.requirement("R-066")
@pytest.mark.parametrize(
    ("criterion", "one", "other", "expected"),
    [
        ("competencies", {"request": {"lesson": 1}}, {"competencies": {"lesson": 1}}, 200),
        ("competencies", {"request": {"lesson": 1, "tests": 2}}, {"competencies": {"lesson": 3}}, 360),
        ("competencies", {"request": {"lesson": 3, "tests": 1}}, {"competencies": {"lesson": 3}}, 150),
        ("experience", {"experience_years": 3}, {"experience_years": 10}, 21),
        ("experience", {"experience_years": 10}, {"experience_years": 3}, 0),
        ("experience", {"experience_years": 0}, {"experience_years": 45}, 60),
        ("mentoring", {}, {"mentoring_years": 2}, 24),
        ("time", {"free": ["a", "b"]}, {"free": ["b", "a", "c"]}, 40),
        ("types", {"types": ["virtual", "group", "speed"]}, {"types": ["virtual", "group", "speed"]}, 10),
    ],
)
def test_a_criterion_counts_as_the_table_says(
    criterion: str, one: Document, other: Document, expected: int
) -> None:
    assert _terms(one, other)[criterion] == expected


@pytest.mark.requirement("R-060")
@pytest.mark.parametrize("seed", range(40))
def test_columns_and_a_plain_recomputation_agree_on_every_pair(seed: int) -> None:
    made = banks(seeded(seed), mentors=7, mentees=9)
    problem = problem_from(made)
    found = candidates(Eligibility.of(problem))
    both = zip(found.mentee.tolist(), found.mentor.tolist(), found.points.tolist(), strict=True)
    expected = [
        (i, j, points(made, one, other))
        for i, one in enumerate(made["mentees"])
        for j, other in enumerate(made["mentors"])
        if allowed(made, one, other)
    ]
    assert list(both) == expected
    assert all(0 <= value <= 1000 for _, _, value in expected)


@pytest.mark.parametrize("seed", range(10))
def test_points_are_the_sum_of_their_terms(seed: int) -> None:
    problem = problem_from(banks(seeded(seed), mentors=6, mentees=6))
    eligibility = Eligibility.of(problem)
    found = candidates(eligibility)
    for i, j, value in zip(found.mentee, found.mentor, found.points, strict=True):
        assert sum(terms(eligibility, problem.mentees[i], problem.mentors[j]).values()) == value


def _weighted(weights: dict[str, int]) -> Problem:
    return problem_from(banks(seeded(3), mentors=6, mentees=6) | {"weights": weights})


def test_the_weights_of_the_problem_replace_those_of_the_table() -> None:
    one: Document = {"request": {"lesson": 1}, "subject": "maths"}
    other: Document = {"competencies": {"lesson": 1}, "subject": "maths", "mentoring_years": 5}
    problem = problem_from(
        document([mentor("m") | other], [mentee("e") | one], weights={"competencies": 301, "subject": 699})
    )
    found = terms(Eligibility.of(problem), problem.mentees[0], problem.mentors[0])
    assert {code: value for code, value in found.items() if value} == {"competencies": 100, "subject": 699}
    assert list(found) == list(CRITERIA)


def test_the_usual_weights_given_as_own_change_no_points() -> None:
    usual = {code: criterion.most for code, criterion in CRITERIA.items()}
    same, without = _weighted(usual), _weighted(usual).replace(weights=None)
    found, expected = candidates(Eligibility.of(same)), candidates(Eligibility.of(without))
    assert found.points.tolist() == expected.points.tolist()


def test_of_another_institution_only_the_virtual_type_counts() -> None:
    types = {"types": ["situational", "virtual", "goal_setting"]}
    near = _terms(types | {"institution": "a"}, types | {"institution": "a"})
    far = _terms(types | {"institution": "a", "network": True}, types | {"institution": "b", "network": True})
    assert (near["types"], far["types"]) == (30, 10)


def test_the_format_knows_every_criterion_in_its_order() -> None:
    assert tuple(CRITERIA) == NAMES
