"""The certificate: it follows from the problem alone, and it exists exactly for what is the best."""

import json
from itertools import pairwise

import numpy as np
import pytest

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.formats.problem import GOALS, Problem
from service.matching.formats.proposal import GoalPrices, read_proposal
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from service.matching.solving.face import Face, prove
from service.matching.solving.network import GOAL_TABLE, Network, goals_in_order
from service.matching.solving.ordered import pursue
from service.matching.solving.solve import relaxed, solve
from tests.matching.instances import Document, banks, encoded, mentee, mentor, problem, rated, seeded
from tests.matching.oracle import assignments


def _network(made: Problem) -> Network:
    return Network.of(made, candidates(Eligibility.of(made)))


def _flow(network: Network, chosen: Flags) -> Flags:
    """The chosen candidates with the lowest places of their mentors; who is not chosen is left alone."""
    flow = np.zeros(len(network.tails), dtype=np.bool_)
    flow[network.pairs] = chosen
    alone = np.ones(len(network.problem.mentees), dtype=np.bool_)
    alone[network.candidates.mentee[chosen]] = False
    flow[network.unmatched] = alone
    load = np.bincount(network.candidates.mentor[chosen], minlength=len(network.problem.mentors))
    owner = network.tails[network.places] - len(network.problem.mentees)
    flow[network.places] = network.place < load[owner]
    return flow


def _slow_prices(face: Face, cost: Numbers, flow: Flags) -> list[int] | None:
    """Shortest distances arc by arc (Bellman 1958), or None where there is a negative cycle."""
    network, prices = face.network, [0] * face.network.nodes
    arcs = []
    for arc in np.flatnonzero(face.free).tolist():
        ends = (int(network.tails[arc]), int(network.heads[arc]))
        arcs.append((*ends[::-1], -int(cost[arc])) if flow[arc] else (*ends, int(cost[arc])))
    for _ in range(network.nodes + 1):
        before = list(prices)
        for tail, head, length in arcs:
            prices[head] = min(prices[head], prices[tail] + length)
        if prices == before:
            return prices
    return None


def _small(seed: int) -> Document:
    draw = seeded(seed)
    made = banks(draw, mentors=4, mentees=5) if seed % 2 else rated(draw, mentors=4, mentees=5, degree=2)
    possible = [found for found in assignments(made) if found]
    if seed % 3 or not possible:
        return made
    pin = draw.choice(list(draw.choice(possible).items()))
    return made | {"pinned": [{"mentee": pin[0], "mentor": pin[1]}]}


@pytest.mark.parametrize("seed", range(40))
def test_an_assignment_has_prices_exactly_when_none_is_better(seed: int) -> None:
    value = _small(seed)
    network = _network(problem_from(value))
    face, mentees = Face.whole(network), [person.id for person in network.problem.mentees]
    mentors = [person.id for person in network.problem.mentors]
    columns = (network.candidates.mentee.tolist(), network.candidates.mentor.tolist())
    keys = [(mentees[i], mentors[j]) for i, j in zip(*columns, strict=True)]
    found = [
        _flow(network, np.array([key in pairs.items() for key in keys], dtype=np.bool_))
        for pairs in assignments(value)
    ]
    for name in GOALS:
        cost = GOAL_TABLE[name].cost(network)
        least = min(int(cost[flow].sum()) for flow in found)
        for flow in found[:: max(1, len(found) // 25)]:
            optimum_ = prove(face, cost, flow)
            assert (optimum_ is not None) == (int(cost[flow].sum()) == least)
            expected = _slow_prices(face, cost, flow)
            assert (None if optimum_ is None else optimum_.prices.tolist()) == expected


def _again(network: Network, flow: Flags) -> list[tuple[str, list[int]]]:
    """The prices of all goals that one final flow proves."""
    face, found = Face.whole(network), []
    for name in goals_in_order(network.problem):
        optimum_ = prove(face, GOAL_TABLE[name].cost(network), flow)
        assert optimum_ is not None
        face = optimum_.face
        found.append((name, optimum_.prices.tolist()))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_setting_aside_what_is_settled_leaves_the_same_flows(seed: int) -> None:
    value = _small(seed)
    network = _network(problem_from(value))
    face = Face.whole(network)
    for name in GOALS[: seed % 4]:
        face = pursue(face, [name]).face
    mentees, mentors = ([p.id for p in bank] for bank in (network.problem.mentees, network.problem.mentors))
    columns = (network.candidates.mentee.tolist(), network.candidates.mentor.tolist())
    keys = [(mentees[i], mentors[j]) for i, j in zip(*columns, strict=True)]
    people = slice(0, network.places.start)
    settled, held = face.settled(), 0
    for pairs in assignments(value):
        flow = _flow(network, np.array([key in pairs.items() for key in keys], dtype=np.bool_))
        on = [bool((~flow | f.free | f.used)[people].all() and flow[f.used].all()) for f in (face, settled)]
        assert on[0] == on[1]
        held += on[0]
    assert held


@pytest.mark.parametrize("seed", range(30))
def test_every_best_proposal_has_the_same_certificate(seed: int) -> None:
    draw = seeded(500 + seed)
    made = rated(draw, mentors=9, mentees=20, degree=3)
    made["fit"] = [fit | {"points": fit["points"] // 250} for fit in made["fit"]]
    made["goals"] = draw.sample(GOALS, 3)
    made["mode"] = draw.choice(["propose", "repair"])
    proofs = []
    for lot in range(6):
        network = _network(problem_from(made | {"limits": {"seed": lot}}))
        solution = relaxed(network)
        told = [(part.goal, [*part.mentees, *part.mentors, part.sink]) for part in solution.certificate]
        assert _again(network, _flow(network, solution.chosen)) == told
        proofs.append(told)
    assert all(one == other for one, other in pairwise(proofs))


@pytest.mark.parametrize("seed", range(30))
def test_what_pins_leave_out_changes_neither_the_choice_nor_its_proof(seed: int) -> None:
    draw = seeded(900 + seed)
    made = rated(draw, mentors=7, mentees=18, degree=4) | {"mode": draw.choice(["propose", "repair"])}
    best = propose(problem_from(made))
    kept = [{"mentee": pair.mentee, "mentor": pair.mentor} for pair in best.pairs if draw.random() < 0.7]
    left = [{**pair, "mentor": draw.choice(made["mentors"])["id"]} for pair in kept[:2]]
    asked = problem_from(made | {"pinned": kept, "current": [*kept[2:], *left]})
    allowed = candidates(Eligibility.of(asked))
    short, whole = solve(asked, allowed), relaxed(Network.of(asked, allowed))
    assert short is not None
    assert len(kept) > 2
    assert (short.chosen == whole.chosen).all()
    assert (short.goals, short.certificate) == (whole.goals, whole.certificate)


@pytest.mark.parametrize("seed", range(40))
def test_what_was_known_before_changes_neither_the_choice_nor_its_proof(seed: int) -> None:
    """Any flow may be guessed: the best, one that is good enough for the first goals, or the worst."""
    value = _small(seed) | {"mode": ["repair", "propose"][seed % 2]}
    network = _network(problem_from(value))
    mentees, mentors = ([p.id for p in bank] for bank in (network.problem.mentees, network.problem.mentors))
    columns = (network.candidates.mentee.tolist(), network.candidates.mentor.tolist())
    keys = [(mentees[i], mentors[j]) for i, j in zip(*columns, strict=True)]
    expected, guesses = relaxed(network), [*assignments(value)]
    for pairs in seeded(seed).sample(guesses, k=min(len(guesses), 12)):
        guess = network.flow_of(np.array([key in pairs.items() for key in keys], dtype=np.bool_))
        found = relaxed(network, known=guess)
        assert found.chosen.tolist() == expected.chosen.tolist()
        assert (found.goals, found.certificate) == (expected.goals, expected.certificate)


@pytest.mark.parametrize("seed", range(40))
def test_a_repair_is_the_same_whether_the_pairs_can_stay_or_not(seed: int) -> None:
    """A repair tries first whether all can stay as it is; here that is rarely the best, or even possible."""
    draw = seeded(300 + seed)
    made = rated(draw, mentors=6, mentees=14, degree=4)
    pairs = [pair.people() for pair in propose(problem_from(made)).pairs]
    moved = [{"mentee": pair.mentee, "mentor": draw.choice(made["mentors"])["id"]} for pair in pairs]
    pins = [{"mentee": pair.mentee, "mentor": pair.mentor} for pair in pairs[: seed % 3]]
    asked = problem_from(made | {"mode": "repair", "current": moved, "pinned": pins})
    allowed = candidates(Eligibility.of(asked))
    short, whole = solve(asked, allowed), relaxed(Network.of(asked, allowed))
    assert short is not None
    assert short.chosen.tolist() == whole.chosen.tolist()
    assert (short.goals, short.certificate) == (whole.goals, whole.certificate)


def test_without_a_tolerance_every_goal_is_certified_in_the_order_pursued() -> None:
    made = problem_from(banks(seeded(1), mentors=4, mentees=6))
    proposal = propose(made)
    assert [part.goal for part in proposal.certificate] == list(made.goals)
    repaired = propose(made.replace(mode="repair"))
    order = ["matched", "overdue", "stay", "fit", "interest", "load"]
    assert [part.goal for part in repaired.certificate] == order
    assert [goal.name for goal in repaired.goals] == order


def test_under_a_tolerance_the_goals_before_the_fit_and_its_own_best_are_certified() -> None:
    made = problem_from(banks(seeded(1), mentors=4, mentees=6, fit_tolerance=0.1))
    proposal = propose(made)
    assert [part.goal for part in proposal.certificate] == ["matched", "overdue", "fit"]
    exact = propose(problem_from(banks(seeded(1), mentors=4, mentees=6)))
    assert proposal.certificate == exact.certificate[:3]


def test_prices_say_what_a_place_is_worth() -> None:
    """Two want the one place: with one place more, there would be the 400 points of the other too."""
    made = problem(
        [mentor("m", capacity=1)],
        [mentee("a"), mentee("b")],
        fit=[
            {"mentee": "a", "mentor": "m", "points": 900},
            {"mentee": "b", "mentor": "m", "points": 400},
        ],
        goals=["fit"],
    )
    assert propose(made).certificate == (GoalPrices(goal="fit", mentees=(0, 0), mentors=(-400,), sink=0),)


def _chain(length: int, **more: object) -> Problem:
    """Everybody has a good mentor, the next one for no points, and one more mentee wants the first mentor."""
    people = [mentor(f"m{i:03}", capacity=1) for i in range(length + 1)]
    others = [mentee(f"e{i:03}") for i in range(length + 1)]
    fit = [
        {"mentee": f"e{i:03}", "mentor": f"m{i + step:03}", "points": 1000 * (1 - step)}
        for i in range(length)
        for step in (0, 1)
    ]
    last = f"e{length:03}"
    elsewhere = [{"mentee": last, "mentor": "elsewhere", "points": 0}] if more else []
    fit = [*fit, {"mentee": last, "mentor": "m000", "points": 0}, *elsewhere]
    return problem([*people, mentor("elsewhere", capacity=1)], others, fit=fit, **more)


_LENGTHS = [1, 3, 6, 20, 90]
"""Chains on which one gain costs 1000 points for each link: within every reward, and beyond the last."""


@pytest.mark.parametrize("length", _LENGTHS)
def test_one_more_mentee_is_worth_any_number_of_points(length: int) -> None:
    proposal = propose(_chain(length))
    values = {goal.name: goal.value for goal in proposal.goals}
    assert (values["matched"], values["fit"]) == (length + 1, 0)


@pytest.mark.parametrize("length", _LENGTHS)
def test_in_a_repair_one_more_pair_kept_is_worth_any_number_of_points(length: int) -> None:
    current = [{"mentee": f"e{length:03}", "mentor": "m000"}]
    made = _chain(length, current=current)
    values = {goal.name: goal.value for goal in propose(made).goals}
    assert (values["matched"], values["fit"], values["stay"]) == (length + 1, 1000 * length, 0)
    values = {goal.name: goal.value for goal in propose(made.replace(mode="repair")).goals}
    assert (values["matched"], values["fit"], values["stay"]) == (length + 1, 0, 1)


@pytest.mark.parametrize("seed", range(20))
def test_the_certificate_survives_writing_and_reading(seed: int) -> None:
    proposal = propose(problem_from(_small(seed)))
    assert proposal.certificate
    assert read_proposal(proposal.to_bytes()) == proposal
    document: Document = json.loads(proposal.to_bytes())
    assert read_proposal(encoded(dict(reversed(document.items())))) == proposal
