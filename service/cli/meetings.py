"""``meetings``: the plan of speed mentoring, for the banks of an institution or for a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from service.cli.asked_run import print_json
from service.cli.bar import progress
from service.cli.console import OUT, AsJson, OnDate, actor, day, service
from service.cli.on_files import MEGABYTE, Memory, Seconds, finish
from service.commands.match_ends import USUAL, Allowance
from service.commands.match_files import meetings_file
from service.commands.meeting_plan import MeetingPage, plan_of_banks


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(name="meetings")(meetings)


def meetings(
    problem: Annotated[
        Path | None,
        typer.Argument(
            metavar="[ЗАДАЧА]", help="Задача подбора (problem.json), если не указана организация."
        ),
    ] = None,
    *,
    institution: Annotated[
        str | None,
        typer.Option("--institution", "-i", metavar="КОД", help="Код организации: план по её банкам."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Куда записать план (для check); с задачей обязательно.")
    ] = None,
    question: Annotated[
        Path | None, typer.Option("--problem", help="Записать условие задачи в файл (для check).")
    ] = None,
    rounds: Annotated[int, typer.Option("--rounds", min=1, max=100, help="Сколько кругов встреч.")] = 5,
    on: OnDate = None,
    as_json: AsJson = False,
    seconds: Seconds = USUAL.seconds,
    memory: Memory = USUAL.memory // MEGABYTE,
) -> None:
    """Составить план скоростного наставничества: кто с кем встречается и в каком круге."""
    allowance = Allowance(seconds=seconds, memory=memory * MEGABYTE)
    if (problem is None) == (institution is None):
        raise typer.BadParameter("укажите её или файл задачи, что-то одно", param_hint="--institution")
    if problem is not None:
        if out is None:
            raise typer.BadParameter("укажите, куда записать план", param_hint="--out")
        with progress():
            finish(meetings_file(problem=problem, out=out, rounds=rounds, allowance=allowance))
    with service(str(institution)) as runtime, progress():
        page = plan_of_banks(
            runtime,
            institution=str(institution),
            actor=actor(),
            rounds=rounds,
            on=day(on),
            allowance=allowance,
        )
    for path, document in ((question, page.problem), (out, page.plan)):
        if path is not None:
            path.write_bytes(msgspec.json.encode(document))
    if as_json:
        print_json(page)
    else:
        _print(page)


def _print(page: MeetingPage) -> None:
    OUT.print(f"Скоростное наставничество на {page.on:%d.%m.%Y}.")
    if page.meetings:
        OUT.print(_table(page))
    for line in page.lines:
        OUT.print(line, markup=False)
    if page.meetings:
        _print_waiting("Наставляемые без встречи", page.mentees_waiting)
        _print_waiting("Наставники без встречи", page.mentors_waiting)


def _print_waiting(title: str, names: Sequence[str]) -> None:
    if names:
        OUT.print(f"{title}: {', '.join(names)}.", markup=False)


def _table(page: MeetingPage) -> Table:
    table = Table(title="Встречи по кругам", title_justify="left")
    for heading in ("Круг", "Наставляемый", "Наставник", "Баллы"):
        table.add_column(heading, justify="right" if heading in {"Круг", "Баллы"} else "left")
    before = 1
    for row in page.meetings:
        if row.round != before:
            table.add_section()
        table.add_row(str(row.round), escape(row.mentee), escape(row.mentor), str(row.points))
        before = row.round
    return table
