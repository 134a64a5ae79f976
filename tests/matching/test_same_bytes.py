"""Equal problems get equal bytes: again, with the lists shuffled, and in another process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.matching.formats.problem import digest, to_json
from service.matching.formats.reading import problem_from, read_problem
from service.matching.propose import propose
from tests.matching.instances import Document, banks, encoded, rated, seeded, shuffled

_REPOSITORY = Path(__file__).parents[2]
_PROGRAM = """
import sys
from service.matching.propose import propose
from service.matching.formats.reading import read_problem
sys.stdout.buffer.write(propose(read_problem(sys.stdin.buffer.read())).to_bytes())
"""


def _made(seed: int) -> Document:
    draw = seeded(seed)
    if seed % 2:
        return banks(draw, mentors=8, mentees=16, seed=seed, fit_tolerance=0.05 if seed % 3 else 0)
    return rated(draw, mentors=12, mentees=30, degree=4, seed=seed, fit_tolerance=0.05 if seed % 3 else 0)


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(24))
def test_the_order_of_lists_and_members_changes_no_byte(seed: int) -> None:
    made = _made(seed)
    expected = propose(problem_from(made)).to_bytes()
    for again in range(3):
        other = shuffled(made, seeded(again))
        assert propose(problem_from(other)).to_bytes() == expected
        assert digest(problem_from(other)) == digest(problem_from(made))


@pytest.mark.parametrize("seed", [1, 2])
def test_another_process_with_another_hash_seed_writes_the_same_bytes(seed: int) -> None:
    made = encoded(_made(seed))
    written = [
        subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            input=made,
            capture_output=True,
            check=True,
            cwd=_REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
        ).stdout
        for hash_seed in ("0", "1", "4242")
    ]
    assert set(written) == {propose(read_problem(made)).to_bytes()}


def test_the_seed_draws_lots_only_between_proposals_that_are_equal_in_every_goal() -> None:
    same = [{"mentee": f"e{i}", "mentor": f"m{j}", "points": 500} for i in range(6) for j in range(3)]
    made = rated(seeded(0), mentors=0, mentees=0, degree=0) | {
        "mentors": [_empty(f"m{j}") | {"capacity": 1, "competencies": {}} for j in range(3)],
        "mentees": [_empty(f"e{i}") | {"request": {}} for i in range(6)],
        "fit": same,
    }
    found = [propose(problem_from(made | {"limits": {"seed": seed}})) for seed in range(10)]
    assert len({tuple(pair.mentee for pair in proposal.pairs) for proposal in found}) > 1
    assert len({proposal.goals for proposal in found}) == 1


def _empty(name: str) -> Document:
    return {"id": name, "forms": [], "types": []}


def test_of_two_who_are_equal_in_every_goal_the_one_who_has_waited_longer_gets_the_place() -> None:
    made = rated(seeded(0), mentors=0, mentees=0, degree=0) | {
        "mentors": [_empty("m") | {"capacity": 1, "competencies": {}}],
        "mentees": [_empty(f"e{i}") | {"request": {}, "waiting_days": i * i % 7} for i in range(6)],
        "fit": [{"mentee": f"e{i}", "mentor": "m", "points": 500} for i in range(6)],
    }
    for seed in range(5):
        proposal = propose(problem_from(made | {"limits": {"seed": seed}}))
        assert next(pair.mentee for pair in proposal.pairs) in {"e2", "e5"}


def test_a_problem_written_with_its_defaults_filled_is_the_same_problem() -> None:
    for seed in range(10):
        problem = problem_from(_made(seed))
        again = read_problem(encoded(to_json(problem)))
        assert again == problem
        assert digest(again) == digest(problem)
