"""The matcher in a process of its own: every way in which a run can end, and never half an assignment."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest

from service.commands import limited_match
from service.commands.answer_files import UNFINISHED
from service.commands.limited_match import propose_limited
from service.commands.match_ends import (
    UNSOLVED,
    Allowance,
    MatchCrashed,
    MatchInterrupted,
    MatchOutOfMemory,
    MatchOutOfTime,
    Watch,
)
from service.commands.match_files import match_file
from service.commands.match_messages import MatchBroken
from service.commands.texts import sentence
from service.matching.formats.problem import Problem
from service.matching.formats.reading import problem_from
from service.matching.propose import STAGES, propose, silent
from service.matching.words import SEARCHING, WAITING
from tests.matching.child_processes import children
from tests.matching.instances import banks, document, encoded, mentee, mentor, problem, rated, seeded

SMALL = problem([mentor("m", capacity=1)], [mentee("e"), mentee("f")])
MEGABYTE = 1024**2
MODULES = "from service.commands import match_child as child, match_questions as questions"


@cache
def slow() -> Problem:
    """A problem that takes about a second: long enough to do something to its process."""
    return problem_from(rated(seeded(0), mentors=400, mentees=1000, degree=30))


def at_the_solver(act: Callable[[int], object]) -> Callable[[str, float], None]:
    """Do something to the process as soon as it says that it solves."""

    def heard(stage: str, _share: float) -> None:
        if stage == "solve":
            for process in children():
                act(process)

    return heard


def answering(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let another program answer in place of the matcher."""
    monkeypatch.setattr(limited_match, "_COMMAND", (sys.executable, "-s", "-c", program))


def tampered(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """Let the process of the matcher do something first."""
    answering(monkeypatch, f"{MODULES}\n{change}\nchild.main()")


@pytest.mark.parametrize(
    ("made", "status"),
    [
        (SMALL, "optimal"),
        (
            problem_from(rated(seeded(0), mentors=60, mentees=150, degree=9, fit_tolerance=0.02, work=1e-9)),
            "feasible",
        ),
        (
            problem([mentor("m", forms=["CUSTOM"])], [mentee("e")], pinned=[{"mentee": "e", "mentor": "m"}]),
            "infeasible",
        ),
        (problem_from(banks(seeded(5), mentors=5, mentees=9)), "optimal"),
    ],
    ids=("optimal", "feasible at the limit", "infeasible", "full profiles"),
)
def test_the_process_gives_the_same_proposal_as_the_matcher_itself(made: Problem, status: str) -> None:
    found = propose_limited(made, isolated=True)
    assert found.status == status
    assert found == propose(made)
    assert found.to_bytes() == propose(made).to_bytes()


def test_progress_hears_of_every_stage_of_the_process() -> None:
    heard: list[tuple[str, float]] = []
    propose_limited(SMALL, isolated=True, progress=lambda stage, share: heard.append((stage, share)))
    assert tuple(stage for stage, _ in heard) == STAGES
    assert [share for _, share in heard] == sorted(share for _, share in heard)


@contextmanager
def every_turn_taken() -> Iterator[None]:
    """As many others at work as may be at once."""
    with ExitStack() as others:
        for _ in range(os.cpu_count() or 1):
            others.enter_context(limited_match._turn(lambda: False, silent))  # noqa: SLF001 - as they do
        yield


def test_who_has_to_wait_for_others_is_told_so() -> None:
    told: list[str] = []
    with ThreadPoolExecutor() as elsewhere:
        with every_turn_taken():
            waiting = elsewhere.submit(
                propose_limited, SMALL, isolated=True, progress=lambda stage, _: told.append(stage)
            )
            _until(lambda: told == [WAITING])
            assert children() == []
        assert waiting.result() == propose(SMALL)
    assert tuple(told) == (WAITING, SEARCHING, *STAGES)


def test_who_waits_for_others_may_give_up() -> None:
    with every_turn_taken(), pytest.raises(MatchInterrupted):
        propose_limited(SMALL, isolated=True, cancelled=lambda: True)


def test_a_user_who_cancels_gets_no_proposal_and_leaves_no_process() -> None:
    heard: list[str] = []
    with pytest.raises(MatchInterrupted):
        propose_limited(
            slow(),
            progress=lambda stage, _share: heard.append(stage),
            cancelled=lambda: "solve" in heard,
        )
    assert children() == []


def test_an_interrupt_of_the_asking_program_ends_the_process() -> None:
    def interrupt(_process: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        propose_limited(slow(), progress=at_the_solver(interrupt))
    assert children() == []


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_process_that_is_told_to_stop_is_an_interrupted_run(told: signal.Signals) -> None:
    with pytest.raises(MatchInterrupted):
        propose_limited(slow(), progress=at_the_solver(lambda process: os.kill(process, told)))


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGSEGV])
def test_a_process_that_is_killed_or_crashes_is_a_crashed_run(by: signal.Signals) -> None:
    with pytest.raises(MatchCrashed) as refusal:
        propose_limited(slow(), progress=at_the_solver(lambda process: os.kill(process, by)))
    assert refusal.value.facts == {"signal": int(by)}


def test_a_run_beyond_its_time_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(MatchOutOfTime):
        propose_limited(SMALL, isolated=True, allowance=Allowance(seconds=0.1))
    assert time.monotonic() - began < 5
    assert children() == []


def test_a_process_beyond_its_processor_time_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    tampered(monkeypatch, "questions.propose = lambda *_, **__: all(True for _ in iter(int, 1))")
    monkeypatch.setattr(Watch, "look", lambda _watch: None)
    with pytest.raises(MatchOutOfTime):
        propose_limited(SMALL, isolated=True, allowance=Allowance(seconds=0.1))


def test_a_run_beyond_its_memory_is_ended() -> None:
    with pytest.raises(MatchOutOfMemory) as refusal:
        propose_limited(SMALL, isolated=True, allowance=Allowance(memory=40 * MEGABYTE))
    assert refusal.value.facts == {"megabytes": 40}
    assert children() == []


def test_an_allocation_that_is_refused_is_memory_too(monkeypatch: pytest.MonkeyPatch) -> None:
    tampered(monkeypatch, "questions.propose = lambda *_, **__: bytearray(2**40)")
    with pytest.raises(MatchOutOfMemory):
        propose_limited(SMALL, isolated=True)


def test_a_library_that_dies_for_want_of_memory_says_so_with_its_last_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answering(
        monkeypatch,
        "import os, sys; print('terminate called: std::bad_alloc', file=sys.stderr, flush=True); os.abort()",
    )
    with pytest.raises(MatchOutOfMemory):
        propose_limited(SMALL, isolated=True)


def test_an_impossible_status_of_the_solver_is_an_error_and_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tampered(
        monkeypatch,
        "def wrong(*_, **__): raise child.UnexpectedSolverStatus('CP-SAT: MODEL_INVALID')\n"
        "questions.propose = wrong",
    )
    with pytest.raises(MatchBroken, match="MODEL_INVALID"):
        propose_limited(SMALL, isolated=True)


def test_an_error_of_the_program_is_told_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    tampered(monkeypatch, "questions.propose = lambda *_, **__: {}['nothing']")
    with pytest.raises(MatchBroken, match="KeyError: 'nothing'"):
        propose_limited(SMALL, isolated=True)


@pytest.mark.parametrize(
    "program",
    [
        "pass",
        "print('nonsense')",
        """print('{"type":"Whole","sha256":"0"}'); print('{"status":"optimal"}')""",
        """import sys; sys.stdout.write('{"type":"Whole","sha256":"0"}\\n{"status":"opt')""",
        """print('{"type":"Stage","name":"solve","share":0.2}')""",
    ],
)
def test_an_answer_that_is_cut_off_or_changed_is_no_proposal(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, program)
    with pytest.raises(MatchBroken):
        propose_limited(SMALL, isolated=True)


def test_what_a_library_prints_does_not_get_into_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    tampered(
        monkeypatch,
        "import os\nsolve = questions.propose\n"
        "def chatty(*args, **more):\n    print('hello'); os.write(1, b'hello'); return solve(*args, **more)\n"
        "questions.propose = chatty",
    )
    assert propose_limited(SMALL, isolated=True) == propose(SMALL)


@pytest.mark.parametrize("after", [0.0, 1.5], ids=("while it starts", "while it works"))
def test_a_process_whose_asker_is_gone_ends(after: float) -> None:
    program = (
        "from service.commands import limited_match\n"
        "from service.matching.formats.problem import Problem\n"
        "limited_match._COMMAND = (*limited_match._COMMAND[:3], '-c', "
        f"'{MODULES}; import time\\n"
        "questions.propose = lambda *_, **__: time.sleep(60)\\nchild.main()')\n"
        "limited_match.propose_limited(Problem(mentors=(), mentees=()), isolated=True)\n"
    )
    asker = subprocess.Popen([sys.executable, "-c", program], cwd=Path.cwd())
    try:
        _until(lambda: bool(children(of=asker.pid)))
        (started,) = children(of=asker.pid)
        time.sleep(after)
    finally:
        asker.kill()
        asker.wait()
    _until(lambda: not _runs(started))


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def test_the_process_knows_no_secret_and_writes_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NASTAVNIK_MASTER_KEY", "a-secret-of-the-service")
    monkeypatch.chdir(tmp_path)
    seen: list[tuple[bytes, str]] = []

    def look(process: int) -> None:
        place = Path(f"/proc/{process}")
        seen.append(((place / "environ").read_bytes(), (place / "limits").read_text()))

    propose_limited(slow(), progress=at_the_solver(look))
    environment, limits = seen[0]
    names = {entry.partition(b"=")[0].decode() for entry in environment.split(b"\0") if entry}
    assert names == {"PYTHONUTF8", "OPENBLAS_NUM_THREADS"}
    assert "Max file size             0 " in limits
    assert "Max core file size        0 " in limits
    assert list(tmp_path.iterdir()) == []


def test_a_small_plain_problem_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "raise SystemExit(7)")
    fifty = [mentee(f"e{i}") for i in range(50)]
    for made in (SMALL, problem([mentor("m")], fifty)):
        assert propose_limited(made) == propose(made)
    led = problem([mentor("m", types=["group"], group={"min": 2})], fifty)
    tolerant = problem([mentor("m")], fifty, limits={"fit_tolerance": 0.1})
    for made in (led, tolerant, slow()):
        with pytest.raises(MatchBroken):
            propose_limited(made)


def test_match_writes_nothing_when_the_run_was_ended(tmp_path: Path) -> None:
    made = document([mentor("m")], [mentee(f"e{i}") for i in range(50)], limits={"fit_tolerance": 0.1})
    question, out = tmp_path / "problem.json", tmp_path / "proposal.json"
    question.write_bytes(encoded(made))
    for allowance, told in (
        (Allowance(seconds=0.1), "Расчёт не закончен за отведённое время (секунд: 0,1)"),
        (Allowance(memory=40 * MEGABYTE), "не хватило отведённой памяти (мегабайт: 40)"),
    ):
        outcome = match_file(
            problem=question, out=out, timings=None, clock=time.perf_counter, allowance=allowance
        )
        assert outcome.code == UNFINISHED
        assert told in outcome.lines[0]
        assert not out.exists()


def test_every_end_without_a_proposal_has_a_sentence() -> None:
    facts: dict[str, object] = {"seconds": "9", "megabytes": 9, "signal": 9}
    for kind in UNSOLVED:
        assert sentence(kind(**facts), institution="001").endswith(".")
