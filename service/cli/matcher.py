"""``nastavnik match``: the matcher on files, without a database."""

from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from service.cli.bar import progress
from service.cli.on_files import MEGABYTE, Memory, Problem, Seconds, finish
from service.commands.match_ends import USUAL, Allowance
from service.commands.match_files import match_file

_Out = Annotated[Path, typer.Option("--out", help="Куда записать ответ.", show_default=False)]
_Timings = Annotated[Path | None, typer.Option("--timings", help="Куда записать секунды по этапам.")]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(name="match")(match)


def match(
    problem: Problem,
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
