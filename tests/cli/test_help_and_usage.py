"""What the command line says of itself, and to whoever types something that it cannot understand."""

import re

import pytest

from service.cli.app import HOMES, run_app

NAMES = re.compile(r"--?[a-z-]+|nastavnik|[a-z]+\.json|\.xlsx|JSON|Excel|R-\d+|127\.0\.0\.1|\{\}")
"""What stands in Latin letters because it is typed so."""


@pytest.mark.parametrize("asked", ["", *HOMES])
def test_every_help_is_wholly_russian(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app([*asked.split(), "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Вызов: nastavnik ")
    assert "Показать эту справку." in told
    typed = {*HOMES, "head", "curator", "operator"}
    left = re.findall(r"[A-Za-z]+", NAMES.sub(" ", told))
    assert set(left) <= typed


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("suggest -i 001 --tolerance 21", "--tolerance: нужно число от 0 до 20."),
        ("suggest -i 001 --tolerance -1", "--tolerance: нужно число от 0 до 20."),
        ("suggest -i 001 --tolerance много", "--tolerance: нужно число от 0 до 20."),
        ("best -i 001 --most 0", "--most: нужно целое число от 1 до 20."),
        ("best -i 001 --most два", "--most: нужно целое число от 1 до 20."),
        ("meetings p.json --out q.json --rounds 101", "--rounds: нужно целое число от 1 до 100."),
        ("match p.json --out q.json --seconds 0", "--seconds: нужно число не меньше 0,1."),
        ("serve --port x", "--port: нужно целое число."),
        ("suggest", "Не указано обязательное: --institution."),
        ("match --out q.json", "Не указано обязательное: ЗАДАЧА."),
        ("suggest -i", "-i: не указано значение."),
        ("suggest -i 001 --repair=1", "--repair: значения у этого ключа нет."),
        ("suggest -i 001 --fast", "Нет такого ключа: --fast."),
        ("suggest -i 001 002", "Лишнее в команде: 002."),
        ("guess", "Нет такой команды: guess."),
        ("sugest", "Нет такой команды: sugest."),
        ("import nowhere.xlsx -i 001", "такого файла нет."),
        ("import . -i 001", "это папка, а нужен файл."),
    ],
)
def test_what_cannot_be_understood_is_told_in_russian(
    typed: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_app(typed.split()) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.endswith("Справка: nastavnik --help.\n")
