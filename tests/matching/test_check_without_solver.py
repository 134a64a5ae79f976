"""Checking needs neither the solver nor anything that loads it."""

import subprocess
import sys
from pathlib import Path

import pytest

from service.matching.formats.problem import digest, to_json
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import banks, encoded, seeded

_ROOT = Path(__file__).parents[2]
_CHECKED = """
import sys
from pathlib import Path
from service.matching.checking.check import check
from service.matching.formats.proposal import read_proposal
from service.matching.formats.reading import read_problem
problem, proposal = (Path(name).read_bytes() for name in sys.argv[1:])
verdict = check(problem=read_problem(problem), proposal=read_proposal(proposal))
solvers = sorted(name for name in sys.modules if name.split(".")[0] in {"ortools", "highspy", "scipy"})
print(verdict.accepted, verdict.unproven, solvers)
"""


@pytest.mark.requirement("R-064")
def test_a_fresh_interpreter_checks_a_proposal_without_ever_loading_the_solver(tmp_path: Path) -> None:
    made = problem_from(banks(seeded(5), mentors=4, mentees=7))
    proposal = propose(made)
    assert proposal.problem_digest == digest(made)
    question, answer = tmp_path / "problem.json", tmp_path / "proposal.json"
    question.write_bytes(encoded(to_json(made)))
    answer.write_bytes(proposal.to_bytes())
    told = subprocess.run(
        [sys.executable, "-c", _CHECKED, str(question), str(answer)],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert told.stdout.split("\n")[0] == "True () []"
