"""``nastavnik do``, ``commands``, ``requirements``, ``compliance`` and ``tick`` as a person types them."""

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from service.access import Role
from service.cli.app import run_app
from service.commands.catalogue import exposed_commands
from service.commands.runtime import Runtime, prepare
from service.demo.stage import set_the_stage
from service.settings import Settings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the five institutions."""
    settings = Settings(data=tmp_path_factory.mktemp("cli") / "data")
    prepare(settings)
    with Runtime.open(settings) as runtime:
        set_the_stage(runtime)
    return settings.data


@pytest.fixture(autouse=True)
def _here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASTAVNIK_DATA", str(folder))


PERSON = json.dumps({"full_name": "Лосева Инна Егоровна", "position": "учитель"}, ensure_ascii=False)


def do(*arguments: str) -> int:
    return run_app(["do", *arguments])


def test_a_command_is_given_and_answers_with_ids_and_position(capsys: pytest.CaptureFixture[str]) -> None:
    assert do("register_person", "-i", "001", "--as", "curator", "--json", PERSON, "--key", "once") == 0
    first = json.loads(capsys.readouterr().out)
    assert first["ids"]["person"].startswith("001/person/")
    assert do("register_person", "-i", "001", "--as", "curator", "--json", PERSON, "--key", "once") == 0
    assert json.loads(capsys.readouterr().out) == first


def test_names_may_come_by_standard_input_instead_of_the_command_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PERSON.replace("Лосева", "Зимина")))
    assert do("register_person", "-i", "001", "--as", "operator", "--json", "-") == 0
    assert "Зимина" not in capsys.readouterr().out


def test_a_person_acts_under_his_own_id(capsys: pytest.CaptureFixture[str]) -> None:
    do("register_person", "-i", "004", "--as", "operator", "--json", PERSON)
    person = json.loads(capsys.readouterr().out)["ids"]["person"]
    consent = json.dumps({"person": person, "given_on": "2026-09-01"})
    assert do("give_personal_data_consent", "-i", "004", "--as", person, "--json", consent) == 0
    again = do("give_personal_data_consent", "-i", "004", "--as", person, "--json", consent)
    said = capsys.readouterr().err
    assert again == 1
    assert "Согласие на обработку персональных данных уже есть" in said
    assert "п. " in said or "дорожная карта" in said


@pytest.mark.requirement("R-118")
def test_who_has_no_right_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    body = json.dumps({"order": "001/order/x", "number": "1", "signed_on": "2026-09-01"})
    assert do("sign_order", "-i", "001", "--as", "curator", "--json", body) == 1
    assert capsys.readouterr().err == "У вас нет права на это действие в этой организации.\n"


def test_faults_of_the_command_line_are_told_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    assert do("fire_everybody", "-i", "001", "--as", "head") == 2
    assert "команды «fire_everybody» нет" in capsys.readouterr().err
    assert do("register_person", "-i", "001", "--as", "curator", "--json", '{"name": "x"}') == 2
    assert "Лишнее поле «name»" in capsys.readouterr().err
    assert do("register_person", "-i", "001", "--as", "nobody", "--json", PERSON) == 1
    assert "Такого человека или должности в организации «001» нет" in capsys.readouterr().err


def test_commands_are_listed_with_sentence_roles_clauses_and_parameters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_app(["commands", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows.keys() == exposed_commands().keys()
    signing = rows["sign_order"]
    assert signing["who"] == ["Руководитель"]
    assert signing["clauses"]
    assert {each["name"] for each in signing["parameters"]} == {"order", "number", "signed_on"}
    assert all(row["title"] and row["sentence"] and row["requirements"] for row in rows.values())
    assert run_app(["commands", "-i", "004"]) == 0
    assert "sign_order" in capsys.readouterr().out


def test_every_requirement_is_listed_with_what_fulfils_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["requirements", "--json"]) == 0
    rows = {row["number"]: row for row in json.loads(capsys.readouterr().out)}
    assert len(rows) == 150
    assert "sign_additional_duties_consent" in rows["R-071"]["commands"]
    assert "assignment.PairApproved" in rows["R-070"]["events"]
    assert any(test.startswith("tests/") for test in rows["R-061"]["tests"])
    assert run_app(["requirements", "--missing"]) == 0


def test_compliance_is_told_by_clause(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["compliance", "-i", "002", "--on", "2022-04-05", "--json"]) == 0
    rows = {row["clause"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["stamp РАССМОТРЕНО"]["status"] == "met"
    assert rows["stamp РАССМОТРЕНО"]["requirements"][0]["proof"][0]["topic"] == (
        "institution.RegulationConsideredByPedagogicalCouncil"
    )
    assert rows["§3.4[2]"]["status"] == "due"
    assert rows["§9.2"]["status"] == "not_applicable"  # a right that nobody has used
    assert rows["§3.5[10]"]["status"] == "not_applicable"
    assert run_app(["compliance", "-i", "002", "--on", "2024-01-09", "--json"]) == 0
    later = {row["clause"]: row for row in json.loads(capsys.readouterr().out)}
    assert later["§3.4[2]"]["status"] == "breached"
    assert run_app(["compliance", "-i", "002"]) == 0
    assert "нарушено" in capsys.readouterr().out


def test_a_tick_tells_what_it_did_and_the_second_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["tick"]) == 0
    first = capsys.readouterr().out
    assert "писем отправлено: 0" in first
    assert not first.startswith("Уведомлений: 0,")
    assert run_app(["tick"]) == 0
    assert capsys.readouterr().out.startswith("Уведомлений: 0,")


def test_ticking_again_and_again_outlives_a_database_that_is_away(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    turns = iter(
        (
            "ALTER TABLE projection_positions RENAME TO aside",
            "ALTER TABLE aside RENAME TO projection_positions",
        )
    )

    def wait(seconds: float) -> None:
        assert seconds == 60
        statement = next(turns, None)
        if statement is None:
            raise KeyboardInterrupt
        with closing(sqlite3.connect(folder / "views.sqlite")) as views:
            views.execute(statement)

    monkeypatch.setattr("service.cli.clock.sleep", wait)
    assert run_app(["tick", "--every", "60"]) == 130
    first, second, third = capsys.readouterr().out.splitlines()
    assert second == "Не получилось; следующая попытка через 60 с."
    assert first.startswith("Уведомлений: ")
    assert third.startswith("Уведомлений: 0,")
    assert "tick failed: OperationalError" in {record.getMessage() for record in caplog.records}


def test_roles_stand_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    run_app(["commands", "--json"])
    told = {role for row in json.loads(capsys.readouterr().out) for role in row["who"]}
    assert len(told) >= len(Role) - 3
    assert all(role[0].isupper() and "_" not in role for role in told)
