"""``nastavnik check``: an answer against its problem, without the solver and without a database."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli.on_files import Problem, finish
from service.commands.check_files import check_files

_Answer = Annotated[
    Path,
    typer.Argument(
        metavar="ОТВЕТ",
        help="Предложение пар (proposal.json) или план встреч (plan.json).",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(name="check")(check)


def check(problem: Problem, proposal: _Answer) -> None:
    """Проверить предложение или план встреч: пересчитать все числа, причины и доказательство."""
    finish(check_files(problem=problem, proposal=proposal))
