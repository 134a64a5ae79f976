"""``nastavnik match`` and ``nastavnik check``: the matcher on files, without a database."""

from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from service.commands.match_files import Outcome, check_files, match_file

_Problem = Annotated[Path, typer.Argument(help="Задача подбора, problem.json", show_default=False)]
_Proposal = Annotated[Path, typer.Argument(help="Предложение пар, proposal.json", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", help="Куда записать предложение пар", show_default=False)]
_Timings = Annotated[Path | None, typer.Option("--timings", help="Куда записать секунды по этапам")]


def match(problem: _Problem, out: _Out, timings: _Timings = None) -> None:
    """Подобрать пары: прочитать задачу и записать предложение."""
    _finish(match_file(problem=problem, out=out, timings=timings, clock=perf_counter))


def check(problem: _Problem, proposal: _Proposal) -> None:
    """Проверить предложение: пересчитать все числа, причины и доказательство."""
    _finish(check_files(problem=problem, proposal=proposal))


def register(app: typer.Typer) -> None:
    """Add the two commands to the program."""
    app.command(name="match")(match)
    app.command(name="check")(check)


def _finish(outcome: Outcome) -> None:
    for line in outcome.lines:
        typer.echo(line, err=True)
    raise typer.Exit(outcome.code)
