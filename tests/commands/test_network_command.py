"""``network`` as the operator types it."""

import json
from pathlib import Path

import pytest

from service.cli.app import run_app
from service.commands.runtime import Runtime
from tests.commands.networking import Willing, join
from tests.commands.pairing import TODAY, School

LATIN = "abcdefghijklmnopqrstuvwxyz"
ON = ("--on", f"{TODAY}")


@pytest.fixture
def two(staged: Runtime, monkeypatch: pytest.MonkeyPatch) -> tuple[School, School]:
    """Two institutions joined by an agreement: mentees here, one mentor with a place there."""
    monkeypatch.setenv("NASTAVNIK_DATA", str(staged.settings.data))
    here, there = Willing(staged, "001"), Willing(staged, "004")
    for _ in range(4):
        here.mentee()
    there.mentor()
    join(here, there)
    return here, there


@pytest.mark.requirement("R-147")
def test_the_operator_reads_who_could_be_helped_and_how(
    two: tuple[School, School], capsys: pytest.CaptureFixture[str]
) -> None:
    assert [school.code for school in two] == ["001", "004"]
    assert run_app(["network", "001", "004", *ON]) == 0
    told = " ".join(capsys.readouterr().out.split())
    home = "с наставником у себя — 0, без наставника — 4, свободных мест — 0"
    assert f"001 МБОУ СШ №11 на 21.11.2026: {home}." in told
    assert "001 — 004: соглашение действует." in told
    assert "Пары и группы между организациями" in told
    assert "вид: виртуальное (дистанционное)" in told
    assert "Пока без пары" in told
    assert "наилучшее из возможных, это доказано" in told
    assert "ничего не записано" in told
    assert not any(letter in told for letter in LATIN)


@pytest.mark.requirement("R-147")
def test_without_an_agreement_nobody_is_listed_as_hard_to_help(
    staged: Runtime, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NASTAVNIK_DATA", str(staged.settings.data))
    Willing(staged, "001").mentee()
    Willing(staged, "004").mentor()
    assert run_app(["network", "001", "004", *ON]) == 0
    told = capsys.readouterr().out
    assert "001 — 004: действующее соглашение не записано" in told
    assert told.endswith("не у кого: между этими организациями нет действующего соглашения.\n")


@pytest.mark.requirement("R-147")
def test_the_answer_and_the_question_are_the_same_bytes_twice_and_can_be_checked(
    two: tuple[School, School], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(two) == 2
    files = [tmp_path / "first.json", tmp_path / "second.json"]
    told = []
    for codes, file in zip((["001", "004"], ["004", "001"]), files, strict=True):
        assert run_app(["network", *codes, *ON, "--json", "--problem", str(file)]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert files[0].read_bytes() == files[1].read_bytes()
    found = json.loads(told[0])
    assert (len(found["between"]), len(found["unmatched"])) == (3, 1)
    proposal = tmp_path / "proposal.json"
    assert run_app(["match", str(files[0]), "--out", str(proposal)]) == 0
    assert run_app(["check", str(files[0]), str(proposal)]) == 0


@pytest.mark.requirement("R-147")
@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["001"], "Для сетевого подбора назовите хотя бы две разные организации"),
        (["001", "999"], "Организации с кодом «999» нет. Есть организации: 000, 001"),
        (["001", "003"], "В организации «003» ещё не действует Положение"),
    ],
)
def test_what_cannot_be_asked_is_told_on_standard_error(
    two: tuple[School, School], capsys: pytest.CaptureFixture[str], codes: list[str], words: str
) -> None:
    assert len(two) == 2
    assert run_app(["network", *codes, *ON]) == 1
    assert words in capsys.readouterr().err
