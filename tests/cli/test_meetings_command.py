"""``meetings`` for an institution: names, rounds, files that ``check`` accepts, and why there is none."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from service.access import operator
from service.cli.app import run_app
from service.commands.import_banks import import_workbook
from service.commands.meeting_words import why_none
from service.commands.runtime import Runtime, prepare
from service.demo.stage import first_of_school_year, set_the_stage
from service.demo.workbooks import workbook
from service.settings import Settings
from tests.matching.instances import mentee, mentor, problem

CODE = "004"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the banks of 004, in which every mentor offers speed meetings too."""
    settings = Settings(data=tmp_path_factory.mktemp("meetings") / "data")
    prepare(settings)
    with Runtime.open(settings) as runtime:
        set_the_stage(runtime)
        content = offering_speed(workbook(CODE, on=first_of_school_year(runtime.today(CODE))))
        assert import_workbook(runtime, institution=CODE, actor=operator(), content=content).stored
    return settings.data


def offering_speed(content: bytes) -> bytes:
    """The workbook in which every mentor names speed mentoring."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["База наставников"]
    (types,) = (cell.column for cell in sheet[1] if cell.value == "Виды наставничества")
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, types).value:
            sheet.cell(row, types).value = "скоростное"
    changed = io.BytesIO()
    book.save(changed)
    return changed.getvalue()


@pytest.fixture(autouse=True)
def _here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASTAVNIK_DATA", str(folder))


@pytest.mark.requirement("R-086")
def test_an_institution_is_planned_with_names_and_the_files_are_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(tmp_path / name) for name in ("problem.json", "plan.json")]
    asked = ["meetings", "-i", CODE, "--rounds", "2", "--problem", files[0], "--out", files[1], "--json"]
    assert run_app(asked) == 0
    page = json.loads(capsys.readouterr().out)
    assert run_app(["meetings", "-i", CODE, "--rounds", "2"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Скоростное наставничество на ")
    assert page["meetings"]
    assert all(each["mentee"] in told and each["mentor"] in told for each in page["meetings"])
    assert {each["round"] for each in page["meetings"]} <= {1, 2}
    assert all(line in told for line in page["lines"])
    assert run_app(["check", *files]) == 0


def test_either_an_institution_or_a_file_is_planned(capsys: pytest.CaptureFixture[str]) -> None:
    for asked in (["meetings"], ["meetings", "problem.json", "-i", CODE]):
        assert run_app(asked) == 2
        assert "--institution: укажите её или файл задачи, что-то одно." in capsys.readouterr().err
    assert run_app(["meetings", "problem.json"]) == 2
    assert "--out: укажите, куда записать план." in capsys.readouterr().err
    assert run_app(["meetings", "-i", "009"]) == 1
    told = "Организации с кодом «009» нет. Есть организации: 000, 001, 002, 003, 004.\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize(
    ("mentors", "mentees", "told"),
    [
        (0, 1, "1 наставляемый готов к скоростному наставничеству, но ни один наставник его не предложил."),
        (
            0,
            33,
            "33 наставляемых готовы к скоростному наставничеству, но ни один наставник его не предложил.",
        ),
        (2, 0, "2 наставника готовы к скоростному наставничеству, но ни один наставляемый его не просит."),
        (
            1,
            3,
            "1 наставник готовы к скоростному наставничеству, но правила не допускают ни одной их встречи.",
        ),
        (0, 0, "скоростное наставничество никто не предложил и никто о нём не просит."),
    ],
)
def test_why_nobody_meets_is_told(mentors: int, mentees: int, told: str) -> None:
    made = problem(
        [mentor("m", types=["traditional"]), *(mentor(f"m{i}", types=["speed"]) for i in range(mentors))],
        [mentee("e", types=["traditional"]), *(mentee(f"e{i}", types=["speed"]) for i in range(mentees))],
    )
    assert why_none(made).startswith("Встреч не будет: ")
    assert why_none(made).endswith(told)
