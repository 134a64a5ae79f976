"""Branch and bound over groups and the floor under the fit finds what trying every assignment finds."""

import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.checking.board import Board
from service.matching.checking.branch import Floor, Outcome, search
from service.matching.checking.proof import missing
from service.matching.checking.stages import Stages
from service.matching.formats.reading import problem_from
from tests.matching.instances import Document, mentee, mentor, problem, seeded
from tests.matching.oracle import assignments, optimum
from tests.matching.random_groups import grouped


def _board(value: Document) -> Board:
    made = problem_from(value)
    return Board.of(made, candidates(Eligibility.of(made)))


def _found(board: Board) -> Outcome:
    """The best pairs from nothing; under a tolerance the best fit with groups makes the floor."""
    stages, floor = Stages.of(board), None
    if stages.then:
        fittest = search(board, None, (*stages.first, "fit"))
        if fittest.best is None:
            return fittest
        floor = Floor(stages.floor(board.values(fittest.best)["fit"]), stages.first)
    return search(board, None, stages.pursued, floor=floor)


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(150))
def test_the_second_method_reaches_with_groups_what_trying_everything_reaches(seed: int) -> None:
    draw = seeded(seed)
    made = grouped(draw, mentors=4, mentees=7, fit_tolerance=draw.choice([0, 0, 0.1, 0.3]))
    made |= {"mode": "repair"} if draw.random() < 0.3 else {}
    board = _board(made)
    outcome, expected = _found(board), optimum(made)
    assert outcome.complete
    assert outcome.best is not None
    assert expected is not None
    values = board.values(outcome.best)
    assert {goal: values[goal] for goal in expected} == expected


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(60))
def test_pins_that_sizes_of_groups_make_impossible_are_found_out(seed: int) -> None:
    draw = seeded(5000 + seed)
    made = grouped(draw, mentors=3, mentees=5)
    board = _board(made)
    possible = sorted({*zip(board.candidates.mentee.tolist(), board.candidates.mentor.tolist(), strict=True)})
    if not possible:
        return
    mentee_, mentor_ = draw.choice(possible)
    pin = {"mentee": board.problem.mentees[mentee_].id, "mentor": board.problem.mentors[mentor_].id}
    pinned = made | {"pinned": [pin], "goals": []}
    outcome = search(_board(pinned), None, ())
    assert outcome.complete
    assert (outcome.best is None) == (next(assignments(pinned), None) is None)
    if outcome.best is not None:
        assert missing(_board(pinned), outcome.best) == 0


@pytest.mark.parametrize("size", [20, 30])
def test_groups_of_twenty_and_thirty_mentees_are_proven_anew(size: int) -> None:
    outcomes = [_found(_board(grouped(seeded(seed), mentors=size // 3, mentees=size))) for seed in range(5)]
    assert all(outcome.complete for outcome in outcomes)


def test_a_task_too_large_is_left_open_in_little_time() -> None:
    outcome = _found(_board(grouped(seeded(3), mentors=60, mentees=150)))
    assert not outcome.complete


def test_a_group_takes_place_only_with_enough_members_and_only_once_for_a_mentor() -> None:
    leader = mentor(
        "m", capacity=4, types=["group"], group={"min": 2}, competencies={"lesson": 2, "tests": 2}
    )
    members = [mentee(f"e{i}", types=["group"], request={code: 1}) for i, code in enumerate(["lesson"] * 2)]
    others = [mentee(f"f{i}", types=["group"], request={"tests": 1}) for i in range(3)]
    made = problem([leader], [*members, *others])
    board = Board.of(made, candidates(Eligibility.of(made)))
    outcome = search(board, None, made.goals)
    assert outcome.best is not None
    assert board.groups.sizes(outcome.best).tolist() == [0, 3]
