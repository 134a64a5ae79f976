"""What the commands on files share: their arguments and limits, and how they end."""

from pathlib import Path
from typing import Annotated, Final

import typer

from service.commands.answer_files import Outcome

Problem = Annotated[
    Path, typer.Argument(metavar="ЗАДАЧА", help="Задача подбора (problem.json).", show_default=False)
]
Seconds = Annotated[
    float, typer.Option("--seconds", min=0.1, help="Через сколько секунд остановиться без результата.")
]
Memory = Annotated[int, typer.Option("--memory", min=64, help="Сколько мегабайт памяти отвести.")]
MEGABYTE: Final = 1024**2


def finish(outcome: Outcome) -> None:
    """Tell the lines of an outcome and leave with its exit code."""
    for line in outcome.lines:
        typer.echo(line, err=True)
    raise typer.Exit(outcome.code)
