"""``nastavnik match`` and ``nastavnik check`` on files: exit codes, one line per fault, no traceback."""

import json
import stat
from pathlib import Path
from time import perf_counter

import pytest
import typer
from typer.testing import CliRunner, Result

from service.cli import checker, matcher
from service.matching.formats.problem import digest
from service.matching.formats.reading import problem_from
from tests.matching.instances import Document, banks, document, encoded, mentee, mentor, rated, seeded

_APP = typer.Typer()
for home in (matcher, checker):
    home.register(_APP)


def _run(*arguments: object) -> Result:
    result = CliRunner().invoke(_APP, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.stderr
    return result


def _file(folder: Path, value: Document | bytes, name: str = "problem.json") -> Path:
    path = folder / name
    path.write_bytes(value if isinstance(value, bytes) else encoded(value))
    return path


def test_match_writes_a_proposal_that_check_accepts(tmp_path: Path) -> None:
    made = banks(seeded(5), mentors=5, mentees=9)
    problem, proposal = _file(tmp_path, made), tmp_path / "proposal.json"
    matched = _run("match", problem, "--out", proposal)
    assert matched.exit_code == 0
    assert matched.stdout == ""
    written = json.loads(proposal.read_bytes())
    assert written["problem_digest"] == digest(problem_from(made))
    assert _run("check", problem, proposal).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["problem.json", "proposal.json"]


def test_times_go_to_their_own_file_and_never_into_the_proposal(tmp_path: Path) -> None:
    problem = _file(tmp_path, banks(seeded(5), mentors=5, mentees=9))
    outs = [tmp_path / "one.json", tmp_path / "two.json"]
    for out in outs:
        result = _run("match", problem, "--out", out, "--timings", tmp_path / "timings.json")
        assert "Секунды" in result.stderr
    timings = json.loads((tmp_path / "timings.json").read_bytes())
    assert set(timings) == {"read", "eligible", "solve", "explain", "write", "total"}
    assert all(seconds >= 0 for seconds in timings.values())
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_contradicting_pins_end_with_one_and_the_proposal_is_written_all_the_same(tmp_path: Path) -> None:
    pins = [{"mentee": "e", "mentor": "m"}]
    made = document([mentor("m", forms=["CUSTOM"])], [mentee("e")], pinned=pins)
    problem, proposal = _file(tmp_path, made), tmp_path / "proposal.json"
    result = _run("match", problem, "--out", proposal)
    assert result.exit_code == 1
    assert "закрепление e — m: нет формы наставничества, подходящей обоим" in result.stderr
    assert json.loads(proposal.read_bytes())["status"] == "infeasible"
    assert _run("check", problem, proposal).exit_code == 0


def test_an_unproven_proposal_ends_with_zero_and_says_that_it_is_unproven(tmp_path: Path) -> None:
    made = rated(seeded(0), mentors=60, mentees=150, degree=9, fit_tolerance=0.02, work=1e-9)
    problem, proposal = _file(tmp_path, made), tmp_path / "proposal.json"
    result = _run("match", problem, "--out", proposal)
    assert result.exit_code == 0
    assert "не доказано" in result.stderr
    assert "Остановлено" in result.stderr
    checked = _run("check", problem, proposal)
    assert checked.exit_code == 0
    assert checked.stderr.startswith("Проверка пройдена.\nПроверено: правила соблюдены, числа верны")
    assert "остаётся в силе доказательство программы подбора: " in checked.stderr


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (b"\xff", "$"),
        (b"not json", "$"),
        (b"[]", "$"),
        (b"[" * 1_000_000, "$"),
        (b'{"schema": "other/1"}', "$.schema"),
        (encoded(document([mentor("m", capacity=True)], [])), "$.mentors[0].capacity"),
        (encoded(document([mentor("m", capacity=1.5)], [])), "$.mentors[0].capacity"),
        (encoded(document([mentor("m"), mentor("m")], [])), "$.mentors[1].id"),
        (encoded(document([], [mentee("e", wish="more")])), "$.mentees[0].wish"),
        (encoded(document([], [], goals=["fun"])), "$.goals[0]"),
        (encoded(document([], [], pinned=[{"mentee": "e", "mentor": "m"}])), "$.pinned[0].mentee"),
    ],
)
def test_a_bad_problem_ends_with_two_and_one_line_per_fault(
    content: bytes, path: str, tmp_path: Path
) -> None:
    problem, out = _file(tmp_path, content), tmp_path / "proposal.json"
    result = _run("match", problem, "--out", out)
    assert result.exit_code == 2
    assert any(line.startswith(f"{path}: ") for line in result.stderr.splitlines())
    assert all(line.startswith("$") for line in result.stderr.splitlines())
    assert not out.exists()
    assert _run("check", problem, out).exit_code == 2


@pytest.mark.parametrize(
    "content",
    [
        b"{" * 10_000_000,
        b"x" * 10_000_000,
        b"9" * 10_000_000,
        b'"' + b"\xd0\xb9" * 5_000_000,
        b'{"schema":"matching-problem/1","mentors":[' + b"0," * 5_000_000 + b"0]}",
        b'{"schema":"matching-problem/1","mentees":[' + b"{}," * 3_000_000 + b"{}]}",
        b'{"a":1,' * 1_200_000,
        b'{"schema":"matching-problem/1",' + b'"x":1,' * 1_600_000 + b'"x":1}',
        b'{"schema":"matching-problem/1","goals":' + b"[NaN," * 300 + b"0" + b"]" * 300 + b"}",
    ],
    ids=range(9),
)
def test_ten_megabytes_of_nonsense_are_refused_quickly(content: bytes, tmp_path: Path) -> None:
    problem = _file(tmp_path, content)
    began = perf_counter()
    result = _run("match", problem, "--out", tmp_path / "proposal.json")
    assert result.exit_code == 2
    assert perf_counter() - began < 15
    assert 1 <= len(result.stderr.splitlines()) <= 101
    assert max(map(len, result.stderr.splitlines())) < 400


def test_a_file_that_is_not_there_or_not_readable_ends_with_two(tmp_path: Path) -> None:
    problem = _file(tmp_path, document([mentor("m")], [mentee("e")]))
    absent = tmp_path / "absent.json"
    assert _run("match", absent, "--out", tmp_path / "o.json").exit_code == 2
    assert _run("match", tmp_path, "--out", tmp_path / "o.json").exit_code == 2
    assert _run("match", problem, "--out", tmp_path / "no" / "o.json").exit_code == 2
    assert _run("match", problem, "--out", tmp_path).exit_code == 2
    assert _run("check", problem, absent).exit_code == 2
    assert _run("check", absent, problem).exit_code == 2
    assert "такого файла или такой папки нет" in _run("check", problem, absent).stderr


def test_a_proposal_may_be_written_to_a_pipe(tmp_path: Path) -> None:
    problem = _file(tmp_path, document([mentor("m")], [mentee("e")]))
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert _run("match", problem, "--out", "/dev/null").exit_code == 0


def test_a_device_without_room_is_named(tmp_path: Path) -> None:
    problem = _file(tmp_path, document([mentor("m")], [mentee("e")]))
    result = _run("match", problem, "--out", "/dev/full")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == ["/dev/full: нет места, файл не записан"]


def test_a_number_out_of_bounds_is_told_both_bounds_in_plain_digits(tmp_path: Path) -> None:
    made = document([mentor("m", capacity=10**30)], [mentee("e")], limits={"work": 0})
    result = _run("match", _file(tmp_path, made), "--out", tmp_path / "o.json")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "$.mentors[0].capacity: число вне границ: нужно от 0 до 9007199254740991",
        "$.limits.work: число вне границ: нужно больше 0 и не больше 1000000",
    ]


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        ({"status": "feasible"}, 1, "[status]"),
        ({"pairs": []}, 1, "[unmatched]"),
        ({"problem_digest": "sha256:0"}, 1, "[digest]"),
        ({"schema": "matching-proposal/2"}, 2, "предложение: $.schema: "),
        ({"extra": 1}, 2, "предложение: $.extra: "),
        ({"pairs": [{"mentee": "e"}]}, 2, "предложение: $.pairs[0].mentor: "),
    ],
)
def test_check_ends_with_one_for_a_wrong_proposal_and_two_for_none_at_all(
    change: Document, code: int, told: str, tmp_path: Path
) -> None:
    problem, out = _file(tmp_path, document([mentor("m")], [mentee("e")])), tmp_path / "out.json"
    _run("match", problem, "--out", out)
    changed = _file(tmp_path, json.loads(out.read_bytes()) | change, "changed.json")
    result = _run("check", problem, changed)
    assert result.exit_code == code
    assert told in result.stderr
