"""The application object, exit codes and the one place where refusals become sentences."""

import sys
from collections.abc import Sequence
from typing import Final

import click
import typer

from service.cli import banks, matcher, server, suggestion
from service.cli.console import SaidNo
from service.commands.runtime import NotPrepared
from service.settings import SettingsRefused

EXIT_REFUSED: Final = 1
EXIT_USAGE: Final = 2

NOT_PREPARED: Final = (
    "Папка данных пуста. Подготовьте её: nastavnik init "
    "(или nastavnik init --demo — с пятью организациями для знакомства)."
)

app = typer.Typer(
    name="nastavnik",
    help="Наставничество педагогических работников: банки, подбор пар, доказательство.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _module in (server, banks, suggestion, matcher):
    _module.register(app)


def run_app(arguments: Sequence[str]) -> int:
    """Run one command line; return its exit code: 0 done, 1 the answer is no, 2 bad usage or input."""
    try:
        result = app(args=list(arguments), standalone_mode=False, prog_name="nastavnik")
    except click.ClickException as fault:
        fault.show()
        return EXIT_USAGE
    except click.exceptions.Abort:
        return EXIT_REFUSED
    except NotPrepared:
        return _say(NOT_PREPARED, EXIT_USAGE)
    except SettingsRefused as refusal:
        return _say(str(refusal), EXIT_USAGE)
    except SaidNo as refusal:
        return _say(str(refusal), EXIT_REFUSED)
    return result if isinstance(result, int) else 0


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the command line talks to its user
    return code
