"""Prices, shortlists, rankings, repairs and curves are frozen, plain JSON, and bear empty banks."""

import json

import pytest

from service.matching.formats.problem import Problem
from service.matching.formats.reading import problem_from
from service.matching.pricing.alternatives import nearest_mentors
from service.matching.pricing.k_best import k_best
from service.matching.pricing.loss import Part
from service.matching.pricing.price import Prices
from service.matching.pricing.repair import repair, repair_problem
from service.matching.pricing.tolerance import curve
from service.matching.propose import propose
from tests.matching.instances import mentee, mentor, rated, seeded
from tests.matching.instances import problem as made


def _answers(problem: Problem) -> list[Part]:
    prices = Prices.of(problem=problem, proposal=propose(problem))
    people = [person.id for person in problem.mentees]
    pairs = [pair.people() for pair in prices.proposal.pairs]
    return [
        *(price for person in people for price in prices.of_mentee(person)),
        *(price for other in problem.mentors for price in prices.of_mentor(other.id)),
        *(nearest_mentors(prices, person) for person in people),
        *k_best(problem, k=2),
        *curve(problem, tolerances=(0.1,)),
        repair(problem, pairs=pairs),
    ]


def test_all_answers_are_frozen_and_plain_json() -> None:
    for answer in _answers(problem_from(rated(seeded(1), mentors=4, mentees=6, degree=2))):
        told = answer.to_json()
        assert json.loads(json.dumps(told, ensure_ascii=False)) == told
        with pytest.raises(AttributeError):
            answer.mentee = "other"  # type: ignore[attr-defined] # must not be possible


@pytest.mark.parametrize("mentors", [0, 1])
@pytest.mark.parametrize("mentees", [0, 1])
def test_empty_banks_have_answers_too(mentors: int, mentees: int) -> None:
    problem = made(
        [mentor(f"m{i}", forms=["OTHER"]) for i in range(mentors)], [mentee(f"e{i}") for i in range(mentees)]
    )
    answers = _answers(problem)
    assert all(answer.to_json() for answer in answers)
    prices = Prices.of(problem=problem, proposal=propose(problem))
    if mentees:
        assert nearest_mentors(prices, "e0").nearest == ()
    if mentors and mentees:
        assert [rule.rule for rule in prices.cell(mentee="e0", mentor="m0").rules] == ["no_common_form"]


def test_a_repair_problem_asks_for_what_a_repair_needs() -> None:
    problem = made([mentor("m")], [mentee("e")], goals=["fit"])
    asked = repair_problem(problem, pairs=())
    assert (asked.mode, asked.goals) == ("repair", ("matched", "fit", "stay"))
