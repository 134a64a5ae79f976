"""``nastavnik match`` and ``check``: the matcher on files, without a database."""

from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from service.cli.bar import progress
from service.commands.match_ends import USUAL, Allowance
from service.commands.match_files import Outcome, check_files, match_file

_Problem = Annotated[
    Path, typer.Argument(metavar="ЗАДАЧА", help="Задача подбора (problem.json).", show_default=False)
]
_Proposal = Annotated[
    Path,
    typer.Argument(
        metavar="ОТВЕТ",
        help="Предложение пар (proposal.json) или план встреч (plan.json).",
        show_default=False,
    ),
]
_Out = Annotated[Path, typer.Option("--out", help="Куда записать ответ.", show_default=False)]
_Timings = Annotated[Path | None, typer.Option("--timings", help="Куда записать секунды по этапам.")]
Seconds = Annotated[
    float, typer.Option("--seconds", min=0.1, help="Через сколько секунд остановиться без результата.")
]
Memory = Annotated[int, typer.Option("--memory", min=64, help="Сколько мегабайт памяти отвести.")]
MEGABYTE = 1024**2


def match(
    problem: _Problem,
    out: _Out,
    timings: _Timings = None,
    seconds: Seconds = USUAL.seconds,
    memory: Memory = USUAL.memory // MEGABYTE,
) -> None:
    """Подобрать пары: прочитать задачу и записать предложение."""
    with progress() as report:
        outcome = match_file(
            problem=problem,
            out=out,
            timings=timings,
            clock=perf_counter,
            allowance=Allowance(seconds=seconds, memory=memory * MEGABYTE),
            progress=report,
        )
    finish(outcome)


def check(problem: _Problem, proposal: _Proposal) -> None:
    """Проверить предложение или план встреч: пересчитать все числа, причины и доказательство."""
    finish(check_files(problem=problem, proposal=proposal))


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(name="match")(match)
    app.command(name="check")(check)


def finish(outcome: Outcome) -> None:
    """Tell the lines of an outcome and leave with its exit code."""
    for line in outcome.lines:
        typer.echo(line, err=True)
    raise typer.Exit(outcome.code)
