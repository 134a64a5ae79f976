"""The application object, exit codes, and what becomes of answers that are no."""

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Final

import typer
from typer._click.exceptions import ClickException

from service.cli.console import SaidNo
from service.cli.usage import usage_sentence
from service.commands.runtime import NotPrepared
from service.settings import SettingsRefused

EXIT_REFUSED: Final = 1
EXIT_USAGE: Final = 2

HOMES: Final = {
    "init": "server",
    "demo": "server",
    "serve": "server",
    "import": "banks",
    "suggest": "suggestion",
    "match": "matcher",
    "check": "matcher",
}
"""Command → module; only the module of the asked command is loaded, since solver and web load slowly."""

NOT_PREPARED: Final = (
    "Папка данных пуста. Подготовьте её: nastavnik init "
    "(или nastavnik init --demo — с пятью организациями для знакомства)."
)


def build_app(modules: Iterable[str]) -> typer.Typer:
    """Make the application with the commands of some modules."""
    app = typer.Typer(
        name="nastavnik",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_about)
    for module in dict.fromkeys(modules):
        import_module(f"service.cli.{module}").register(app)
    return app


def _about() -> None:
    """Наставничество педагогических работников: банки, подбор пар, доказательство."""


def run_app(arguments: Sequence[str]) -> int:
    """Run one command line; return its exit code: 0 done, 1 the answer is no, 2 bad usage or input."""
    asked = arguments[0] if arguments else ""
    modules = [HOMES[asked]] if asked in HOMES else HOMES.values()
    try:
        code = build_app(modules)(
            args=list(arguments) or ["--help"], prog_name="nastavnik", standalone_mode=False
        )
    except ClickException as fault:
        return _say(usage_sentence(fault), EXIT_USAGE)
    except typer.Abort:
        return EXIT_REFUSED
    except NotPrepared:
        return _say(NOT_PREPARED, EXIT_USAGE)
    except SettingsRefused as refusal:
        return _say(str(refusal), EXIT_USAGE)
    except SaidNo as refusal:
        return _say(str(refusal), EXIT_REFUSED)
    return code if isinstance(code, int) else 0


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the command line talks to its user
    return code
