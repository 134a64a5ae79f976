"""What a command loads: files are worked on without a database, and checked without the solver."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from service.cli.app import run_app
from service.commands.runtime import prepare
from service.settings import Settings

DATABASE = {"sqlalchemy", "eventsourcing"}
SOLVER = {"ortools"}
WEB = {"fastapi", "openpyxl"}

PROGRAM = """
import json, sys
from service.cli.app import run_app
run_app(["{command}", "--help"])
print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize(
    ("command", "unwanted"),
    [
        ("check", DATABASE | SOLVER | WEB),
        ("match", DATABASE | WEB),
        ("compliance", SOLVER | {"fastapi"}),
        ("tick", SOLVER | {"fastapi"}),
    ],
)
def test_a_command_loads_only_what_it_needs(command: str, unwanted: set[str]) -> None:
    program = PROGRAM.format(command=command)
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert not unwanted & set(json.loads(told.stdout.splitlines()[-1]))


def test_a_database_that_cannot_be_read_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(data=tmp_path / "data")
    prepare(settings)
    (settings.data / "views.sqlite").write_bytes(b"no database " * 1000)
    monkeypatch.setenv("NASTAVNIK_DATA", str(settings.data))
    assert run_app(["tick"]) == 2
    assert capsys.readouterr().err == (
        "База данных недоступна или занята: ничего не записано. Проверьте её и повторите.\n"
    )
