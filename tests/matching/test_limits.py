"""What happens at the limits: of work, of time, of numbers, and of what the pins leave possible."""

from time import perf_counter

import msgspec
import numpy as np
import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.checking.board import Board
from service.matching.checking.check import check
from service.matching.checking.proof import best
from service.matching.formats.proposal import Proposal, read_proposal
from service.matching.formats.reading import problem_from
from service.matching.propose import STAGES, propose
from service.matching.solving.face import Face
from service.matching.solving.flow import UnexpectedSolverStatus, optimise
from service.matching.solving.network import Network
from tests.matching.instances import Document, banks, mentee, mentor, problem, rated, seeded

_HARD = [0, 1, 3, 8, 11]
"""Seeds of instances whose goals after the fit need more than prices to be proven."""


def _hard(seed: int, **limits: object) -> Document:
    return rated(seeded(seed), mentors=60, mentees=150, degree=9, fit_tolerance=0.02, **limits)


def _unproven(proposal: Proposal) -> list[str]:
    return [goal.name for goal in proposal.goals if goal.value != goal.bound]


@pytest.mark.parametrize("seed", _HARD)
def test_without_work_a_proposal_is_given_but_never_called_the_best(seed: int) -> None:
    made = problem_from(_hard(seed, work=1e-9))
    proposal = propose(made)
    assert proposal.status == "feasible"
    assert proposal.stopped_by == "work"
    assert _unproven(proposal)
    assert {"matched", "overdue"}.isdisjoint(_unproven(proposal))
    assert check(problem=made, proposal=proposal).violations == ()
    assert propose(made).to_bytes() == proposal.to_bytes()


@pytest.mark.parametrize("seed", _HARD)
def test_bounds_of_an_interrupted_run_hold_for_the_finished_one(seed: int) -> None:
    early = propose(problem_from(_hard(seed, work=1e-9)))
    finished = propose(problem_from(_hard(seed)))
    assert finished.status == "optimal"
    late = {goal.name: goal.value for goal in finished.goals}
    first = next(
        goal for goal in early.goals if goal.name in {"interest", "load", "stay"} and goal.value != goal.bound
    )
    low, high = sorted((first.value, first.bound))
    assert low <= late[first.name] <= high


@pytest.mark.parametrize("seed", _HARD)
def test_no_more_fit_is_promised_than_can_be_had_without_a_tolerance(seed: int) -> None:
    made = problem_from(_hard(seed, work=1e-9))
    limits = msgspec.structs.replace(made.limits, fit_tolerance=0.0)
    strict = {goal.name: goal.value for goal in propose(made.replace(limits=limits)).goals}
    early = {goal.name: goal for goal in propose(made).goals}
    assert early["fit"].value <= early["fit"].bound <= strict["fit"]


def test_when_the_seconds_run_out_the_proposal_says_so() -> None:
    proposal = propose(problem_from(_hard(0, seconds=1e-9)))
    assert (proposal.status, proposal.stopped_by) == ("feasible", "seconds")


def test_without_a_tolerance_no_limit_is_ever_needed() -> None:
    made = rated(seeded(0), mentors=60, mentees=150, degree=9, work=1e-9, seconds=1e-9)
    assert propose(problem_from(made)).status == "optimal"


@pytest.mark.parametrize("seed", range(8))
def test_at_college_size_another_method_finds_the_same_values_from_nothing(seed: int) -> None:
    made = problem_from(rated(seeded(seed), mentors=60, mentees=150, degree=9))
    board = Board.of(made, candidates(Eligibility.of(made)))
    nobody = np.zeros(len(board.candidates), dtype=np.bool_)
    found = best(board, nobody, made.goals, attempts=10_000)
    assert found is not None
    assert board.values(found) == {goal.name: goal.value for goal in propose(made).goals}


def test_numbers_too_large_for_64_bits_are_compared_exactly_all_the_same() -> None:
    people = [mentor(f"m{i:03}", capacity=400) for i in range(250)]
    others = [mentee(f"e{i:03}") for i in range(400)]
    fit = [
        {"mentee": f"e{i:03}", "mentor": f"m{(i * k) % 250:03}", "points": (i * k * 37) % 1001}
        for i in range(400)
        for k in (1, 7, 11)
        if k == 1 or (i * k) % 250 != i % 250
    ]
    unique = list({(f["mentee"], f["mentor"]): f for f in fit}.values())
    made = problem(people, others, fit=unique)
    proposal = propose(made)
    assert check(problem=made, proposal=proposal).accepted
    board = Board.of(made, candidates(Eligibility.of(made)))
    nobody = np.zeros(len(board.candidates), dtype=np.bool_)
    found = best(board, nobody, made.goals, attempts=10_000)
    assert found is not None
    assert board.values(found) == {goal.name: goal.value for goal in proposal.goals}


def test_a_status_that_a_right_model_cannot_have_is_an_error_not_an_answer() -> None:
    made = problem([mentor("m")], [mentee("e")])
    network = Network.of(made, candidates(Eligibility.of(made)))
    face = Face.whole(network)
    with pytest.raises(UnexpectedSolverStatus, match="BAD_COST_RANGE"):
        optimise(face, np.full(len(network.tails), 2**62, dtype=np.int64))


@pytest.mark.parametrize(
    ("pins", "more", "rules"),
    [
        ([("a", "m1"), ("a", "m2")], {}, {"pinned_twice"}),
        ([("a", "m1"), ("b", "m1")], {}, {"pinned_over_capacity"}),
        ([("a", "m3")], {}, {"no_common_form"}),
        ([("a", "m4")], {}, {"no_capacity"}),
        ([("a", "m1")], {"excluded": [{"id": "m1", "rule": "no_consent"}]}, {"no_consent"}),
        ([("a", "m1")], {"fit": []}, {"not_listed"}),
        (
            [("a", "m1")],
            {"interest": [{"mentee": "a", "mentor": "m1", "by_mentee": 0, "by_mentor": 5}]},
            {"declined"},
        ),
    ],
)
def test_pins_against_a_rule_or_a_place_leave_no_proposal_and_are_named(
    pins: list[tuple[str, str]], more: Document, rules: set[str]
) -> None:
    made = problem(
        [
            mentor("m1", capacity=1),
            mentor("m2"),
            mentor("m3", forms=["CUSTOM"]),
            mentor("m4", capacity=0),
        ],
        [mentee("a"), mentee("b"), mentee("c")],
        pinned=[{"mentee": e, "mentor": m} for e, m in pins],
        **more,
    )
    proposal = propose(made)
    assert (proposal.status, proposal.pairs, proposal.goals) == ("infeasible", (), ())
    assert [left.mentee for left in proposal.unmatched] == ["a", "b", "c"]
    pinned = {e for e, _ in pins}
    named = {b.rule for left in proposal.unmatched if left.mentee in pinned for b in left.blocking}
    others = {b.rule for left in proposal.unmatched if left.mentee not in pinned for b in left.blocking}
    assert named == rules
    assert others == {"pins_contradict"}
    assert read_proposal(proposal.to_bytes()) == proposal
    assert check(problem=made, proposal=proposal).accepted


def test_empty_banks_have_an_empty_proposal() -> None:
    for made in (problem([], []), problem([mentor("m")], []), problem([mentor("m")], [], fit=[])):
        proposal = propose(made)
        assert (proposal.status, proposal.pairs, proposal.unmatched) == ("optimal", (), ())
        assert check(problem=made, proposal=proposal).accepted


def test_without_goals_nothing_is_claimed_and_the_lot_decides() -> None:
    made = problem([mentor("m")], [mentee("e")], goals=[])
    proposal = propose(made)
    assert proposal.goals == ()
    assert check(problem=made, proposal=proposal).accepted


def test_a_municipality_is_matched_explained_and_checked_well_under_twenty_seconds() -> None:
    draw = seeded(7)
    rows = rated(draw, mentors=600, mentees=1500, degree=30)
    made = problem_from(rows)
    began = perf_counter()
    proposal = propose(made)
    assert check(problem=made, proposal=proposal).accepted
    assert perf_counter() - began < 20
    assert proposal.status == "optimal"
    assert proposal.unmatched


def test_a_municipality_of_full_profiles_is_matched_well_under_twenty_seconds() -> None:
    made = problem_from(banks(seeded(7), mentors=300, mentees=750))
    began = perf_counter()
    proposal = propose(made)
    assert perf_counter() - began < 20
    assert proposal.status == "optimal"


def test_progress_hears_of_every_stage_once_and_in_order() -> None:
    heard: list[tuple[str, float]] = []
    propose(problem([mentor("m")], [mentee("e")]), progress=lambda stage, share: heard.append((stage, share)))
    assert tuple(stage for stage, _ in heard) == STAGES
    assert [share for _, share in heard] == sorted(share for _, share in heard)
