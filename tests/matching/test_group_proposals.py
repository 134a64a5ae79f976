"""Groups in proposals: compared with every assignment of tiny problems, and bounded at the limits."""

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from service.matching.candidates.components import parts
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import SINGLE, candidates
from service.matching.checking.check import check
from service.matching.formats.proposal import Achieved, Proposal
from service.matching.formats.reading import problem_from, read_problem
from service.matching.propose import propose
from service.matching.solving.bids import Market
from service.matching.solving.exact import Budget
from service.matching.solving.exact_model import modelled
from service.matching.solving.face import Face
from service.matching.solving.flow import UnexpectedSolverStatus
from service.matching.solving.group_solve import answer
from service.matching.solving.groups import Groups, keeps_group_rules, settle
from service.matching.solving.mentee_prices import Duty, Prices
from service.matching.solving.network import GOAL_TABLE, Network, goals_in_order
from service.matching.solving.solve import relaxed
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
@pytest.mark.parametrize("seed", range(140))
def test_every_goal_with_groups_reaches_what_trying_every_assignment_reaches(seed: int) -> None:
    made = _small(seed)
    proposal = _assert_best(made)
    members = sum(pair.group is not None for pair in proposal.pairs)
    best = optima(made)
    assert any(found == _people(proposal) for found, _ in best)
    assert min(in_groups(made, found) for found, _ in best) <= members


@pytest.mark.parametrize("seed", range(4))
def test_eight_mentees_are_led_as_well_as_anybody_could(seed: int) -> None:
    draw = seeded(9000 + seed)
    _assert_best(crowded(draw, mentors=3, mentees=8))


@pytest.mark.parametrize("seed", range(60))
def test_fit_is_given_away_with_groups_but_not_more_than_allowed(seed: int) -> None:
    draw = seeded(seed)
    _assert_best(_small(10_000 + seed, fit_tolerance=draw.choice([0.02, 0.1, 0.3, 0.6, 1])))


@pytest.mark.parametrize("seed", range(40))
def test_any_choice_of_goals_keeps_their_order_with_groups(seed: int) -> None:
    draw = seeded(20_000 + seed)
    goals = draw.sample(["matched", "overdue", "fit", "interest", "load", "stay"], draw.randint(1, 5))
    made = _small(21_000 + seed, fit_tolerance=draw.choice([0, 0, 0.2]))
    _assert_best(made | {"goals": goals})


@pytest.mark.parametrize("seed", range(40))
def test_pinned_people_stay_together_in_either_way(seed: int) -> None:
    draw = seeded(30_000 + seed)
    made = _small(31_000 + seed)
    found = draw.choice([found for found in assignments(made) if found] or [{}])
    pins = draw.sample(sorted(found.items()), min(len(found), draw.randint(1, 3)))
    _assert_best(made | {"pinned": [{"mentee": e, "mentor": m} for e, m in pins]})


@pytest.mark.parametrize("seed", range(40))
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


@pytest.mark.parametrize("seed", range(50))
def test_bounds_hold_when_there_is_hardly_any_work_to_spend(seed: int) -> None:
    made = _small(50_000 + seed, work=1e-9)
    proposal = propose(problem_from(made))
    assert proposal.status in {"optimal", "feasible"}
    assert (proposal.stopped_by == "work") == (proposal.status == "feasible")
    _assert_bounds_hold(made, proposal)
    assert check(problem=problem_from(made), proposal=proposal).violations == ()


@pytest.mark.parametrize("seed", range(50))
def test_packing_keeps_all_rules_and_its_bounds_hold(seed: int) -> None:
    made = _small(60_000 + seed)
    network = _network(made)
    plain, names = relaxed(network), goals_in_order(network.problem)
    found = answer(network, names, plain.chosen, Budget(1.0, 60.0, 0), small=0)
    assert found is not None
    chosen = found.flow[network.pairs]
    assert keeps_group_rules(network.problem, network.candidates, chosen)
    assert np.array_equal(found.flow, network.flow_of(chosen))
    goals = tuple(
        _achieved(network, goal.name, cost, bound)
        for goal, cost, bound in zip(plain.goals, found.cost, found.bound, strict=True)
    )
    _assert_bounds_hold(made, propose(network.problem).replace(goals=goals))


def _achieved(network: Network, name: str, cost: int, bound: int) -> Achieved:
    goal = GOAL_TABLE[name]
    value, most = goal.value(network, cost), goal.value(network, bound)
    return Achieved(name=name, direction=goal.direction, value=value, bound=most)


@pytest.mark.parametrize("seed", range(12))
def test_with_tolerance_and_hardly_any_work_the_goals_before_the_fit_and_all_rules_hold(seed: int) -> None:
    made = problem_from(_small(70_000 + seed, work=1e-9, fit_tolerance=0.1))
    proposal = propose(made)
    assert (proposal.stopped_by == "work") == (proposal.status == "feasible")
    assert check(problem=made, proposal=proposal).violations == ()


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_lists_changes_no_byte_of_a_proposal_with_groups(seed: int) -> None:
    draw = seeded(80_000 + seed)
    made = crowded(draw, mentors=9, mentees=20, work=draw.choice([0.01, 5.0]))
    expected = propose(problem_from(made)).to_bytes()
    assert propose(problem_from(made)).to_bytes() == expected
    for again in range(2):
        assert propose(problem_from(shuffled(made, seeded(again)))).to_bytes() == expected


_PROGRAM = """
import sys
from service.matching.propose import propose
from service.matching.formats.reading import read_problem
sys.stdout.buffer.write(propose(read_problem(sys.stdin.buffer.read())).to_bytes())
"""


def test_another_hash_seed_leads_the_same_groups() -> None:
    made = encoded(crowded(seeded(81_000), mentors=8, mentees=18))
    expected = propose(read_problem(made)).to_bytes()
    written = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=made,
        capture_output=True,
        check=True,
        cwd=_REPOSITORY,
        env={**os.environ, "PYTHONHASHSEED": "4242"},
    ).stdout
    assert written == expected


def _many(mentors: int, mentees: int, **limits: object) -> Network:
    return _network(crowded(seeded(7), mentors=mentors, mentees=mentees, **limits))


def test_large_parts_are_packed_mended_bounded_and_the_same_again() -> None:
    network = _many(120, 310, work=0.1)
    plain, names = relaxed(network), goals_in_order(network.problem)
    found = [answer(network, names, plain.chosen, Budget.of(network.problem.limits)) for _ in range(2)]
    first, again = found
    assert first is not None
    assert again is not None
    assert np.array_equal(first.flow, again.flow)
    assert (first.cost, first.bound, first.components) == (again.cost, again.bound, again.components)
    assert keeps_group_rules(network.problem, network.candidates, first.flow[network.pairs])
    assert "packing" in {row.method for row in first.components}
    assert all(low <= value for low, value in zip(first.bound, first.cost, strict=True))
    assert first.stopped_by == "work"


def test_when_the_seconds_run_out_with_groups_the_proposal_says_so() -> None:
    made = problem_from(crowded(seeded(3), mentors=40, mentees=90, seconds=1e-9))
    proposal = propose(made)
    assert (proposal.status, proposal.stopped_by) == ("feasible", "seconds")
    assert check(problem=made, proposal=proposal).violations == ()


def test_an_invalid_model_is_an_error_not_an_answer() -> None:
    network = _network(_small(0))
    groups = Groups.among(network.problem, network.candidates)
    cost = np.full(len(network.tails), 2**62, dtype=np.int64)
    with pytest.raises(UnexpectedSolverStatus, match="MODEL_INVALID"):
        modelled(Face.whole(network), cost, ceilings=(), start=None, groups=groups)


@pytest.mark.parametrize("seed", range(40))
def test_at_any_prices_the_bids_bound_every_choice_and_every_candidate(seed: int) -> None:
    draw = seeded(90_000 + seed)
    made = crowded(draw, mentors=3, mentees=5)
    network = _network(made)
    groups = Groups.among(network.problem, network.candidates)
    every = np.ones(len(network.candidates), dtype=np.bool_)
    market = Market.of(network, groups, network.candidates.points, every)
    everybody = np.zeros(5, dtype=np.bool_)
    prices = Prices.at(
        market,
        Duty(everybody, 5, 0),
        np.array([draw.randint(0, 900) for _ in range(5)], dtype=np.int64),
    )
    at_most = prices.at_most(market)
    best = np.zeros(len(at_most), dtype=np.int64)
    for found in assignments(made):
        fit = values(made, found)["fit"]
        assert fit <= prices.value
        pairs = {
            (network.problem.mentees[e].id, network.problem.mentors[m].id): i for i, (e, m) in _pairs(network)
        }
        alone = [pairs[pair] for pair in found.items() if pair in pairs]
        best[alone] = np.maximum(best[alone], fit)
    single = network.candidates.theme == SINGLE
    assert np.all(best[single] <= at_most[single])


@pytest.mark.parametrize("seed", range(40))
def test_a_mentor_bids_what_his_best_load_is_worth(seed: int) -> None:
    draw = seeded(93_000 + seed)
    network = _network(crowded(draw, mentors=3, mentees=6))
    candidates, groups = network.candidates, Groups.among(network.problem, network.candidates)
    open_to = np.array([draw.random() < 0.8 for _ in range(len(candidates))], dtype=np.bool_)
    price = np.array([draw.randint(0, 900) for _ in range(6)], dtype=np.int64)
    bids = Market.of(network, groups, candidates.points, open_to).bids(price)
    surplus = candidates.points - price[candidates.mentee]
    for leader, mentor_ in enumerate(network.problem.mentors):
        own = [i for i in np.flatnonzero(open_to).tolist() if candidates.mentor[i] == leader]
        loads = [0]
        for group in {int(groups.of[i]) for i in own} | {SINGLE}:
            worth = {
                int(candidates.mentee[i]): int(surplus[i]) for i in own if groups.of[i] in {SINGLE, group}
            }
            members = {int(candidates.mentee[i]) for i in own if group != SINGLE and groups.of[i] == group}
            least = 0 if group == SINGLE else int(groups.least[group])
            for size in range(min(mentor_.capacity, len(worth)) + 1):
                chosen = [set(some) for some in combinations(worth, size)]
                loads += [sum(worth[e] for e in some) for some in chosen if len(some & members) >= least]
        assert int(bids.worth[leader]) == max(loads)
        taken = [i for i in bids.taken.tolist() if candidates.mentor[i] == leader]
        assert len(set(candidates.mentee[taken].tolist())) == len(taken) <= mentor_.capacity
        assert int(surplus[taken].sum()) == int(bids.worth[leader])
        assert set(groups.of[taken].tolist()) <= {SINGLE, int(bids.group[leader])}


def _pairs(network: Network) -> list[tuple[int, tuple[int, int]]]:
    candidates = network.candidates
    single = np.flatnonzero(candidates.theme == SINGLE).tolist()
    return [(i, (int(candidates.mentee[i]), int(candidates.mentor[i]))) for i in single]


@pytest.mark.parametrize("seed", range(40))
def test_a_mentor_settles_for_the_fewest_in_a_group_or_says_that_he_cannot(seed: int) -> None:
    draw = seeded(95_000 + seed)
    made = crowded(draw, mentors=3, mentees=6)
    network, loads = _network(made), Loads(made)
    candidates, groups = network.candidates, Groups.among(network.problem, network.candidates)
    chosen = np.zeros(len(candidates), dtype=np.bool_)
    for person in range(6):
        options = np.flatnonzero(candidates.mentee == person).tolist()
        if options:
            chosen[draw.choice(options)] = True
    settled = settle(groups, candidates, chosen)
    for mentor_index, leader in enumerate(network.problem.mentors):
        own = chosen & (candidates.mentor == mentor_index)
        if not own.any() or int(own.sum()) > leader.capacity:
            continue
        led = frozenset(network.problem.mentees[e].id for e in candidates.mentee[own].tolist())
        fewest = loads.fewest_in_group(leader.id, led)
        mine = settled.chosen & (candidates.mentor == mentor_index)
        if fewest is None:
            assert mentor_index in settled.failed
        else:
            assert int((groups.of[mine] != SINGLE).sum()) == fewest


@pytest.mark.parametrize("seed", range(20))
def test_parts_are_the_connected_components(seed: int) -> None:
    draw = seeded(99_000 + seed)
    network = _network(crowded(draw, mentors=12, mentees=9))
    candidates = network.candidates
    graph = nx.Graph(
        (("e", e), ("m", m))
        for e, m in zip(candidates.mentee.tolist(), candidates.mentor.tolist(), strict=True)
    )
    expected = sorted(sorted(part) for part in nx.connected_components(graph))
    found = parts(candidates, mentees=9, mentors=12)
    named = [
        [*(("e", e) for e in p.mentees.tolist()), *(("m", m) for m in p.mentors.tolist())] for p in found
    ]
    assert sorted(named) == expected
    assert np.array_equal(
        np.sort(np.concatenate([part.candidates for part in found])), np.arange(len(candidates))
    )
