"""``suggest`` with its options and the questions about a run, as a curator types them."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from service.access import operator
from service.cli.app import HOMES, run_app
from service.cli.console import OUT
from service.commands import limited_match, match_questions
from service.commands.import_banks import import_workbook
from service.commands.runtime import Runtime, prepare
from service.demo.stage import first_of_school_year, set_the_stage
from service.demo.workbooks import workbook
from service.ids import random_part
from service.settings import Settings

CODE = "001"
TITLE = re.compile(
    r"((?:(?:С прошлого раза|Условия те же)[^:]+: это подбор на [\d. ,:]+\. )?"
    r"Подбор на [\d.]{10}, [^()]+ \(номер [0-9a-f]{8}\)\.) (.*)"
)
LATIN = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the banks of 001."""
    settings = Settings(data=tmp_path_factory.mktemp("questions") / "data")
    prepare(settings)
    with Runtime.open(settings) as runtime:
        set_the_stage(runtime)
        content = workbook(CODE, on=first_of_school_year(runtime.today(CODE)))
        import_workbook(runtime, institution=CODE, actor=operator(), content=content)
    return settings.data


@pytest.fixture(autouse=True)
def _here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASTAVNIK_DATA", str(folder))
    monkeypatch.setattr(OUT, "width", 400)  # a cell of a table breaks no sentence, however long a name is


@pytest.fixture
def suggestion(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The proposal of the banks, run first."""
    assert run_app(["suggest", "-i", CODE, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What a command prints, on one line; where it refuses, what it says to standard error."""
    assert run_app([arguments[0], "-i", CODE, *arguments[1:]]) == code
    told = capsys.readouterr()
    return " ".join((told.out if code == 0 else told.err).split())


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a question is answered, after the line that tells which run it is about."""
    title, told = TITLE.fullmatch(said(capsys, *arguments)).groups()  # type: ignore[union-attr] # else it fails
    assert title
    return str(told)


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:  # noqa: ANN401 - any JSON
    assert run_app([arguments[0], "-i", CODE, *arguments[1:], "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def people(suggestion: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The first proposed pair and all names."""
    return suggestion["proposal"]["pairs"][0], suggestion["people"]


@pytest.mark.requirement("R-063", "R-082")
def test_a_proposal_is_read_aloud_with_its_groups(
    suggestion: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    (group,) = suggestion["proposal"]["groups"]
    told = said(capsys, "suggest")
    assert "групп — 1" in told
    assert re.search(r"С наставником — \d+ из \d+ \(пар — ", told)
    assert "Форма: педагог – педагог" in told
    assert "Не закрыты: " in told
    leader = suggestion["people"][group["mentor"]]
    assert f"Группа. {leader}: Педагог – педагог: профилактика буллинга и конфликтов" in told
    assert not any(letter in TITLE.fullmatch(told)[2] for letter in LATIN)  # type: ignore[index] # else it fails


@pytest.mark.requirement("R-061")
def test_a_tolerance_is_given_in_per_cent(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "suggest", "--tolerance", "0.5")
    assert "уступка до 0,5 % соответствия" in told
    assert "Разрешено уступить до 0,5 %" in told
    assert "Решение: " not in told
    assert "Сравнение — с подбором без уступки" in said(capsys, "training", "--most", "1")
    assert "уступка до 0,5 % соответствия" in said(capsys, "suggest", "--tolerance", "0,5")


@pytest.mark.requirement("R-121")
def test_a_repair_says_that_pairs_are_kept(
    suggestion: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert suggestion["proposal"]["status"] == "optimal"
    told = said(capsys, "suggest", "--repair")
    assert "прежние пары сохранены, где это возможно" in told
    assert "сохранена из прежнего предложения" in told
    frozen = said(capsys, "suggest", "--frozen")
    assert "прежние пары не тронуты" in frozen
    assert "сохранена из прежнего предложения" in frozen
    assert "закреплена куратором" not in frozen
    assert "Сохранено пар: " in frozen
    assert "выберите одно" in said(capsys, "suggest", "--frozen", "--repair", code=2)


@pytest.mark.requirement("R-063")
def test_a_pair_is_priced_by_names(suggestion: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    pair, names = people(suggestion)
    mentee, mentor = names[pair["mentee"]], names[pair["mentor"]]
    run = ("--run", suggestion["run"])  # where pairs are frozen, a group may hold its members
    row = as_json(capsys, "price", "--mentee", mentee, "--mentor", mentor.upper(), *run)
    assert (row["mentee"], row["mentor"], row["proposed"]) == (mentee, mentor, True)
    told = answered(capsys, "price", "--mentee", pair["mentee"], "--mentor", mentor, *run)
    assert told.startswith(f"{mentee} — {mentor}: если отказаться от этой пары, ")
    assert not any(letter in told for letter in LATIN)


@pytest.mark.requirement("R-063")
def test_who_is_not_told_exactly_is_asked_for(
    suggestion: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    pair, names = people(suggestion)
    nobody = said(capsys, "price", "--mentee", "Ъъ", "--mentor", names[pair["mentor"]], code=2)
    assert "такого человека в подборе нет" in nobody
    several = said(capsys, "alternatives", "--of", "а", code=2)
    assert "подходят несколько — " in several
    assert "и другие" in several
    assert "такого человека" in said(capsys, "alternatives", "--of", " ", code=2)


@pytest.mark.requirement("R-063")
def test_alternatives_bottlenecks_advice_curve_and_next_best_are_told(
    suggestion: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    pair, names = people(suggestion)
    mentee, run = names[pair["mentee"]], ("--run", suggestion["run"])
    assert answered(capsys, "alternatives", "--of", mentee).startswith(f"{mentee}: предложено — ")
    assert as_json(capsys, "alternatives", "--of", mentee, "--most", "1")["person"] == mentee
    assert set(as_json(capsys, "hall")) == {"bottlenecks", "dearer"}
    assert "Запросы" in said(capsys, "hall") or "Мест хватает" in said(capsys, "hall")
    assert "Обучение:" in said(capsys, "training", "--most", "1")
    assert len(as_json(capsys, "training", "--most", "1")["places"]) <= 1
    assert said(capsys, "reverse")
    assert isinstance(as_json(capsys, "reverse"), list)
    assert "Сколько соответствия уступить" in said(capsys, "curve")
    assert [row["per_mille"] for row in as_json(capsys, "curve")] == [0, 5, 10, 20, 50, 100]
    assert answered(capsys, "best", "--most", "2", *run).startswith("1. Лучшее распределение. 2. ")


@pytest.mark.requirement("R-121")
def test_a_departure_is_thought_through_without_storing_anything(
    suggestion: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    pair, names = people(suggestion)
    run = ("--run", random_part(suggestion["run"]))
    told = answered(capsys, "repair", "--without", names[pair["mentor"]], *run)
    assert told.startswith(f"Если {names[pair['mentor']]} выбудет: • ")
    assert f"если {names[pair['mentor']]} уйдёт" in told
    row = as_json(capsys, "repair", "--without", names[pair["mentor"]], "--frozen", *run)
    assert row["gone"] >= 1
    assert as_json(capsys, "suggest")["position"] == suggestion["position"]


def test_another_run_is_named_by_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Такой записи" in said(capsys, "curve", "--run", "0" * 32, code=1)
    assert run_app(["hall", "-i", "002"]) == 1
    assert "Подбора в этой организации ещё не было" in capsys.readouterr().err


def test_an_answer_tells_which_run_it_is_about(
    suggestion: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    strict = random_part(suggestion["run"])
    other = random_part(as_json(capsys, "suggest", "--tolerance", "3")["run"])
    assert f"уступка до 3 % соответствия (номер {other[:8]})" in said(capsys, "hall")
    again = said(capsys, "suggest", "--tolerance", "0")
    assert again.startswith("Условия те же, что и раньше: это подбор на ")
    assert f"без уступки (номер {strict[:8]})" in said(capsys, "hall")
    assert f"(номер {other[:8]})" in said(capsys, "hall", "--run", other[:12].upper())
    newest = as_json(capsys, "suggest", "--tolerance", "4")["run"]
    assert f"(номер {random_part(newest)[:8]})" in said(capsys, "hall")
    assert said(capsys, "suggest", "--tolerance", "4").startswith("С прошлого раза ничего не изменилось: ")


def test_a_mark_that_is_torn_or_of_other_data_leads_to_the_newest_run(
    suggestion: dict[str, Any], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newest = as_json(capsys, "suggest", "--tolerance", "6")["run"]
    assert suggestion
    for torn in (
        "{",
        '{"001": {"run": "x", "newest": "y"}}',
        f'{{"001": {{"run": "x", "newest": "{newest}"}}}}',
    ):
        (folder / "shown.json").write_text(torn)
        assert f"(номер {random_part(newest)[:8]})" in said(capsys, "hall")


@pytest.mark.requirement("R-060")
def test_contradicting_pins_are_told_alone(
    suggestion: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    mentee, mentor = "Бобров Леонид Кириллович", "Лосева Надежда Ивановна"
    assert "пара невозможна: " in said(capsys, "price", "--mentee", mentee, "--mentor", mentor)
    ids = {name: person for person, name in suggestion["people"].items()}
    pin = json.dumps({"mentee": ids[mentee], "mentor": ids[mentor]})
    assert run_app(["do", "pin_pair", "-i", CODE, "--as", "curator", "--json", pin]) == 0
    capsys.readouterr()
    assert run_app(["suggest", "-i", CODE]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert run_app(["do", "unpin_pair", "-i", CODE, "--as", "curator", "--json", pin]) == 0
    assert "Пары не предложены: закреплённые пары противоречат правилам." in told
    assert mentee in told
    assert f"{mentor}: снять закрепление этой пары" in told
    assert "Пока без пары" not in told


def test_a_beginning_that_several_numbers_share_is_refused(
    suggestion: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    starts = {random_part(suggestion["run"])[0]}
    percents = iter(range(7, 21))
    first = ""
    while not first:
        number = random_part(as_json(capsys, "suggest", "--tolerance", str(next(percents)))["run"])
        first = number[0] if number[0] in starts else ""
        starts.add(number[0])
    assert "начинаются номера нескольких подборов" in said(capsys, "hall", "--run", first, code=2)


def test_every_question_has_its_home() -> None:
    about_people = {name for name, home in HOMES.items() if home == "questions"}
    about_the_run = {name for name, home in HOMES.items() if home == "findings"}
    assert about_people == {"price", "alternatives", "repair", "best", "override"}
    assert about_the_run == {"curve", "hall", "training", "reverse"}


@pytest.mark.requirement("R-063", "R-064")
def test_a_choice_against_the_proposal_is_stored_with_its_reason(
    suggestion: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    run, names = ("--run", suggestion["run"]), suggestion["people"]
    free = next(
        row
        for pair in suggestion["proposal"]["pairs"]
        for row in as_json(capsys, "alternatives", "--of", pair["mentee"], *run)["nearest"]
    )
    choice = ("override", "--mentee", free["mentee_id"], "--mentor", free["mentor"], *run)
    assert "Напишите причину" in said(capsys, *choice, "--reason", " ", code=1)
    told = said(capsys, *choice, "--reason", "так просит наставляемый")
    assert told.endswith("Решение записано; при следующем подборе пара закреплена.")
    again = as_json(capsys, "suggest")
    chosen = {(pair["mentee"], pair["mentor"]) for pair in again["proposal"]["pairs"]}
    assert (free["mentee_id"], free["mentor_id"]) in chosen
    assert names[free["mentee_id"]] == free["mentee"]


@pytest.mark.parametrize(
    ("program", "code", "told"),
    [
        ("import os; os.abort()", 1, "Расчёт оборвался из-за сбоя программы"),
        ("raise SystemExit(7)", 3, "В программе подбора ошибка: ответа нет, ничего не записано."),
    ],
    ids=("crashed", "broken"),
)
def test_a_question_without_an_answer_ends_with_a_sentence(
    capsys: pytest.CaptureFixture[str],
    suggestion: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    program: str,
    code: int,
    told: str,
) -> None:
    assert suggestion
    monkeypatch.setattr(match_questions, "TINY", 0)
    monkeypatch.setattr(limited_match, "_COMMAND", (sys.executable, "-s", "-c", program))
    assert told in said(capsys, "curve", code=code)
