"""Candidates as a network: parallel ways for two people, pins, and what the flow solver may answer."""

import numpy as np
import pytest

from service.matching.candidates.columns import Numbers
from service.matching.candidates.score import SINGLE, Candidates
from service.matching.candidates.wishes import ANYBODY, Wishes
from service.matching.formats.problem import Problem
from service.matching.solving.face import Face, prove
from service.matching.solving.flow import UnexpectedSolverStatus, least, optimise
from service.matching.solving.network import GOAL_TABLE, Network
from service.matching.solving.solve import relaxed
from tests.matching.instances import mentee, mentor, problem


def _numbers(*values: int) -> Numbers:
    return np.array(values, dtype=np.int64)


def _candidates() -> Candidates:
    """Mentee a with m1 alone or in one of two groups and with m2; mentee b with m1 in a group."""
    return Candidates(
        mentee=_numbers(0, 0, 0, 0, 1),
        mentor=_numbers(0, 0, 0, 1, 0),
        theme=_numbers(SINGLE, 0, 1, SINGLE, 0),
        points=_numbers(500, 500, 500, 700, 300),
        themes=("PEER/lesson", "PEER/tests"),
    )


def _made(**more: object) -> Problem:
    return problem([mentor("m1"), mentor("m2")], [mentee("a"), mentee("b")], **more)


def test_two_people_have_an_arc_for_every_way_to_come_together() -> None:
    network = Network.of(_made(), _candidates())
    assert network.tails[network.pairs].tolist() == [0, 0, 0, 0, 1]
    assert network.heads[network.pairs].tolist() == [2, 2, 2, 3, 2]
    first = network.candidates.first_of(_numbers(0, 3), mentors=2)  # a with m1, b with m2
    assert network.candidates.on_pairs(first, _numbers(7, 9)).tolist() == [7, 7, 7, 0, 0]


def test_a_pin_takes_the_other_mentors_away_and_leaves_the_way_open() -> None:
    network = Network.of(_made(pinned=[{"mentee": "a", "mentor": "m1"}]), _candidates())
    free = Face.whole(network).free
    assert free[network.pairs].tolist() == [True, True, True, False, True]
    assert free[network.unmatched].tolist() == [False, True]
    assert free[network.places].all()


def test_of_equal_proposals_the_one_with_fewer_people_in_groups_is_taken() -> None:
    for seed in range(5):
        made = _made(pinned=[{"mentee": "a", "mentor": "m1"}], limits={"seed": seed})
        assert relaxed(Network.of(made, _candidates())).chosen.tolist() == [True, False, False, False, True]


def test_a_question_that_no_flow_answers_is_an_error_with_its_status() -> None:
    network = Network.of(_made(), _candidates())
    whole, nothing = Face.whole(network), np.zeros(len(network.tails), dtype=np.bool_)
    cost = GOAL_TABLE["fit"].cost(network)
    with pytest.raises(UnexpectedSolverStatus, match="INFEASIBLE"):
        optimise(Face(network, nothing, nothing), cost)
    without_places = whole.free.copy()
    without_places[network.places] = without_places[network.unmatched] = False
    with pytest.raises(UnexpectedSolverStatus, match="INFEASIBLE"):
        optimise(Face(network, without_places, nothing), cost)
    with pytest.raises(UnexpectedSolverStatus, match="BAD_COST_RANGE"):
        optimise(whole, np.full(len(network.tails), 2**62, dtype=np.int64))


def test_what_follows_from_a_pin_is_settled_to_the_end() -> None:
    """The pinned mentee fills the mentor, so the other one stays alone, and nothing is left to decide."""
    pins = [{"mentee": "a", "mentor": "m1"}]
    made = problem([mentor("m1", capacity=1)], [mentee("a"), mentee("b")], pinned=pins)
    both, single = _numbers(0, 1), _numbers(SINGLE, SINGLE)
    allowed = Candidates(mentee=both, mentor=_numbers(0, 0), points=both, theme=single, themes=())
    network = Network.of(made, allowed)
    settled = Face.whole(network).settled()
    assert not settled.free.any()
    assert settled.used[network.pairs].tolist() == [True, False]
    assert settled.used[network.unmatched].tolist() == [False, True]
    assert settled.used[network.places].all()


def test_what_pins_decide_is_no_question() -> None:
    """The pinned mentee fills the mentor: no other comes there, and who has no other way stays alone."""
    pins = [{"mentee": "a", "mentor": "m1"}]
    people = [mentor("m1", capacity=1), mentor("m2")], [mentee("a"), mentee("b"), mentee("c")]
    allowed = Candidates(
        mentee=_numbers(0, 0, 1, 2, 2),
        mentor=_numbers(0, 1, 0, 0, 1),
        points=_numbers(1, 2, 3, 4, 5),
        theme=_numbers(*[SINGLE] * 5),
        themes=(),
    )
    network = Network.of(problem(*people, pinned=pins), allowed)
    face = Face.beside_pins(network)
    assert face.used[network.pairs].tolist() == [True, False, False, False, False]
    assert face.free[network.pairs].tolist() == [False, False, False, False, True]
    assert face.used[network.unmatched].tolist() == [False, True, False]
    assert face.free[network.unmatched].tolist() == [False, False, True]
    assert network.tails[network.places].tolist() == [3, 4, 4]
    assert face.used[network.places].tolist() == [True, False, False]
    assert face.free[network.places].tolist() == [False, True, False]


def test_existing_pairs_are_kept_beside_pins_where_there_is_room() -> None:
    """m1 could keep only one of its two pairs, so that it keeps none; a pin moves somebody from m2 to m3."""
    pairs = {"a": "m1", "b": "m1", "c": "m2", "d": "m2", "e": "m2"}
    made = problem(
        [mentor("m1", capacity=1), mentor("m2", capacity=3), mentor("m3")],
        [mentee(name) for name in pairs],
        current=[{"mentee": one, "mentor": other} for one, other in pairs.items()],
        pinned=[{"mentee": "e", "mentor": "m3"}],
    )
    wishes = Wishes(made)
    possible = np.array([pair.mentee != "d" for pair in made.current], dtype=np.bool_)
    kept = wishes.as_it_is(possible)
    assert kept.mentor.tolist() == [ANYBODY, ANYBODY, 1, ANYBODY, 2]
    assert kept.held.tolist() == [0, 1, 1]


def test_a_second_place_taken_before_the_first_is_no_even_load() -> None:
    """Nothing but the places is open, so that only they tell that the load could be smaller."""
    network = Network.of(_made(), _candidates())
    used, free = (np.zeros(len(network.tails), dtype=np.bool_) for _ in range(2))
    used[[0, network.unmatched.start + 1]] = free[network.places] = True
    cost = GOAL_TABLE["load"].cost(network)
    assert network.tails[network.places].tolist() == [2, 2, 3]
    first, second = used.copy(), used.copy()
    first[network.places.start] = second[network.places.start + 1] = True
    assert prove(Face(network, free, used), cost, first) is not None
    assert prove(Face(network, free, used), cost, second) is None


def test_a_known_flow_is_kept_where_the_cost_leaves_no_choice() -> None:
    network = Network.of(_made(), _candidates())
    whole = Face.whole(network)
    known = least(whole, GOAL_TABLE["matched"].cost(network))
    assert least(whole, np.zeros(len(network.tails), dtype=np.int64), known=known) is known
    assert least(whole, GOAL_TABLE["fit"].cost(network), known=known) is not known
