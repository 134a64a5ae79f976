"""Groups in proposals: compared with every possible assignment of tiny problems, and bounded at the limits."""

import os
import random
import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from service.matching.bids import Duty, Market, Prices
from service.matching.check import check
from service.matching.components import parts
from service.matching.eligible import Eligibility
from service.matching.exact import Budget
from service.matching.exact_model import flow_of, modelled
from service.matching.face import Face
from service.matching.flow import UnexpectedSolverStatus
from service.matching.group_solve import answer
from service.matching.groups import Groups, keeps_group_rules, settle
from service.matching.network import GOAL_TABLE, Network, goals_in_order
from service.matching.proposal import Achieved, Proposal
from service.matching.propose import propose
from service.matching.reading import problem_from, read_problem
from service.matching.score import SINGLE, candidates
from service.matching.solve import relaxed
from tests.matching.crowded import crowded
from tests.matching.instances import Document, encoded, mentee, mentor, problem, seeded, shuffled
from tests.matching.oracle import Loads, assignments, in_groups, optima, optimum, order, values
from tests.matching.random_groups import grouped

_REPOSITORY = Path(__file__).parents[2]


def _small(seed: int, **limits: object) -> Document:
    draw = seeded(seed)
    make = draw.choice([crowded, crowded, grouped])
    made = make(draw, mentors=3, mentees=draw.choice([5, 6, 7]), **limits)
    return made | {"mode": draw.choice(["propose", "propose", "repair"])}


def _network(made: Document) -> Network:
    question = problem_from(made)
    return Network.of(question, candidates(Eligibility.of(question)))


def _people(proposal: Proposal) -> dict[str, str]:
    return {pair.mentee: pair.mentor for pair in proposal.pairs}


def _assert_best(made: Document) -> Proposal:
    question = problem_from(made)
    proposal = propose(question)
    assert proposal.status == "optimal"
    assert {goal.name: goal.value for goal in proposal.goals} == optimum(made)
    assert all(goal.value == goal.bound for goal in proposal.goals)
    assert _people(proposal) in list(assignments(made))
    assert check(problem=question, proposal=proposal).violations == ()
    return proposal


@pytest.mark.requirement("R-060")
@pytest.mark.parametrize("seed", range(220))
def test_every_goal_with_groups_reaches_what_trying_every_assignment_reaches(seed: int) -> None:
    made = _small(seed)
    proposal = _assert_best(made)
    members = sum(pair.group is not None for pair in proposal.pairs)
    best = optima(made)
    assert any(found == _people(proposal) for found, _ in best)
    assert min(in_groups(made, found) for found, _ in best) <= members


@pytest.mark.parametrize("seed", range(6))
def test_eight_mentees_are_led_as_well_as_anybody_could(seed: int) -> None:
    draw = seeded(9000 + seed)
    _assert_best(crowded(draw, mentors=3, mentees=8))


@pytest.mark.parametrize("seed", range(100))
def test_fit_is_given_away_with_groups_but_not_more_than_allowed(seed: int) -> None:
    draw = seeded(seed)
    _assert_best(_small(10_000 + seed, fit_tolerance=draw.choice([0.02, 0.1, 0.3, 0.6, 1])))


@pytest.mark.parametrize("seed", range(60))
def test_any_choice_of_goals_keeps_their_order_with_groups(seed: int) -> None:
    draw = seeded(20_000 + seed)
    goals = draw.sample(["matched", "overdue", "fit", "interest", "load", "stay"], draw.randint(1, 5))
    made = _small(21_000 + seed, fit_tolerance=draw.choice([0, 0, 0.2]))
    _assert_best(made | {"goals": goals})


@pytest.mark.parametrize("seed", range(80))
def test_pinned_people_stay_together_in_either_way(seed: int) -> None:
    draw = seeded(30_000 + seed)
    made = _small(31_000 + seed)
    found = draw.choice([found for found in assignments(made) if found] or [{}])
    pins = draw.sample(sorted(found.items()), min(len(found), draw.randint(1, 3)))
    _assert_best(made | {"pinned": [{"mentee": e, "mentor": m} for e, m in pins]})


@pytest.mark.parametrize("seed", range(80))
def test_pins_are_refused_exactly_when_no_assignment_keeps_them(seed: int) -> None:
    draw = seeded(40_000 + seed)
    made = crowded(draw, mentors=3, mentees=5)
    pairs = [(e["id"], draw.choice(made["mentors"])["id"]) for e in draw.sample(made["mentees"], 2)]
    made |= {"pinned": [{"mentee": e, "mentor": m} for e, m in pairs]}
    proposal = propose(problem_from(made))
    assert (proposal.status == "infeasible") == (optimum(made) is None)
    assert check(problem=problem_from(made), proposal=proposal).violations == ()


def test_a_pin_that_needs_a_group_without_members_leaves_no_proposal() -> None:
    leader = mentor("m", types=["group"], group={"min": 2}, capacity=2)
    other = mentor("n", types=["group"], group={"min": 2}, capacity=2)
    people = [mentee(name, types=["group"]) for name in ("a", "b", "c")]
    pins = [{"mentee": "a", "mentor": "m"}, {"mentee": "b", "mentor": "n"}, {"mentee": "c", "mentor": "n"}]
    assert propose(problem([leader, other], people, pinned=pins[:1])).status == "optimal"
    assert propose(problem([leader, other], people, pinned=pins)).status == "infeasible"


def _worst_after(made: Document, proposal: Proposal, name: str) -> int:
    """The best value of a goal among all assignments that are no worse in the goals before it."""
    before = [goal for goal in proposal.goals if order(made).index(goal.name) < order(made).index(name)]
    found = [
        value[name]
        for value in (values(made, found) for found in assignments(made))
        if all(
            value[goal.name] <= goal.value if goal.direction == "min" else value[goal.name] >= goal.value
            for goal in before
        )
    ]
    return min(found) if name == "load" else max(found)


def _assert_bounds_hold(made: Document, proposal: Proposal) -> None:
    for goal in proposal.goals:
        best = _worst_after(made, proposal, goal.name)
        low, high = sorted((goal.value, goal.bound))
        assert low <= best <= high, goal


@pytest.mark.parametrize("seed", range(120))
def test_bounds_hold_when_there_is_hardly_any_work_to_spend(seed: int) -> None:
    draw = seeded(seed)
    made = _small(50_000 + seed, work=1e-9, fit_tolerance=draw.choice([0, 0, 0]))
    proposal = propose(problem_from(made))
    assert proposal.status in {"optimal", "feasible"}
    assert (proposal.stopped_by == "work") == (proposal.status == "feasible")
    _assert_bounds_hold(made, proposal)
    assert check(problem=problem_from(made), proposal=proposal).violations == ()


@pytest.mark.parametrize("seed", range(120))
def test_packing_keeps_all_rules_and_its_bounds_hold(seed: int) -> None:
    made = _small(60_000 + seed)
    network = _network(made)
    plain, names = relaxed(network), goals_in_order(network.problem)
    found = answer(network, names, plain.chosen, Budget(1.0, 60.0, 0), small=0)
    assert found is not None
    chosen = found.flow[network.pairs]
    assert keeps_group_rules(network.problem, network.candidates, chosen)
    assert np.array_equal(found.flow, flow_of(network, chosen))
    goals = tuple(
        _achieved(network, goal.name, cost, bound)
        for goal, cost, bound in zip(plain.goals, found.cost, found.bound, strict=True)
    )
    _assert_bounds_hold(made, propose(network.problem).replace(goals=goals))


def _achieved(network: Network, name: str, cost: int, bound: int) -> Achieved:
    goal = GOAL_TABLE[name]
    value, most = goal.value(network, cost), goal.value(network, bound)
    return Achieved(name=name, direction=goal.direction, value=value, bound=most)
