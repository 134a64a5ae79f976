"""The application object, exit codes, and what becomes of answers that are no."""

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Final

import typer
from typer._click.exceptions import ClickException

from service.cli.russian_help import RussianGroup, speak_russian
from service.cli.said_no import SaidNo
from service.cli.usage import usage_sentence
from service.commands.match_messages import BROKEN_WORDS, MatchBroken
from service.settings import NotPrepared, SettingsRefused

EXIT_REFUSED: Final = 1
EXIT_USAGE: Final = 2
EXIT_UNFINISHED: Final = 3
EXIT_INTERRUPTED: Final = 130

HOMES: Final = {
    "init": "server",
    "demo": "server",
    "serve": "server",
    "import": "banks",
    "suggest": "suggestion",
    "price": "questions",
    "alternatives": "questions",
    "curve": "findings",
    "hall": "findings",
    "training": "findings",
    "reverse": "findings",
    "repair": "questions",
    "best": "questions",
    "override": "questions",
    "network": "network",
    "match": "matcher",
    "meetings": "meetings",
    "check": "checker",
    "do": "workflow",
    "commands": "workflow",
    "requirements": "workflow",
    "tick": "clock",
    "compliance": "keeping",
}
"""Command → module; only the module of the asked command is loaded, since solver and web load slowly."""

NOT_PREPARED: Final = (
    "Папка данных пуста. Подготовьте её: nastavnik init "
    "(или nastavnik init --demo — с пятью организациями для знакомства)."
)


DATABASE_FAULT: Final = "База данных недоступна или занята: ничего не записано. Проверьте её и повторите."


KNOWN: Final = (
    SaidNo,
    KeyboardInterrupt,
    typer.Abort,
    ClickException,
    NotPrepared,
    SettingsRefused,
    MatchBroken,
    OSError,
)
"""What may end a command without being a fault of the program, beside faults of the database."""

DATABASE_FAULTS: Final = (
    ("sqlalchemy.exc", "SQLAlchemyError"),
    ("eventsourcing.persistence", "PersistenceError"),
)
"""Where faults of the database have their classes; a command without one need not load these modules."""


def build_app(modules: Iterable[str]) -> typer.Typer:
    """Make the application with the commands of some modules."""
    app = typer.Typer(
        name="nastavnik",
        cls=RussianGroup,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_about)
    for module in dict.fromkeys(modules):
        import_module(f"service.cli.{module}").register(app)
    speak_russian(app)
    return app


def _about() -> None:
    """Наставничество педагогических работников: банки, подбор пар, доказательство."""


def run_app(arguments: Sequence[str]) -> int:
    """Run one command line; return its exit code: 0 done, 1 told no, 2 bad usage or input, 3 no answer."""
    asked = arguments[0] if arguments else ""
    modules = [HOMES[asked]] if asked in HOMES else HOMES.values()
    try:
        code = build_app(modules)(
            args=list(arguments) or ["--help"], prog_name="nastavnik", standalone_mode=False
        )
    except _known() as fault:
        sentence, code = _answer(fault)
        print(sentence, file=sys.stderr)  # noqa: T201 - the command line talks to its user
    return code if isinstance(code, int) else 0


def _known() -> tuple[type[BaseException], ...]:
    """What may end a command; of the faults of the database those whose modules somebody loaded."""
    loaded = [(sys.modules[module], name) for module, name in DATABASE_FAULTS if module in sys.modules]
    return (*KNOWN, *(getattr(module, name) for module, name in loaded))


def _answer(fault: BaseException) -> tuple[str, int]:
    """The sentence and the exit code for what ended a command."""
    if isinstance(fault, SaidNo):
        return str(fault), EXIT_REFUSED
    if isinstance(fault, MatchBroken):
        return f"{BROKEN_WORDS}\n\n{fault}", EXIT_UNFINISHED
    if isinstance(fault, KeyboardInterrupt | typer.Abort):
        return "Прервано.", EXIT_INTERRUPTED
    if isinstance(fault, ClickException):
        return usage_sentence(fault), EXIT_USAGE
    if isinstance(fault, OSError):
        return f"Файл или папка недоступны: {fault.filename or 'вывод программы'}.", EXIT_USAGE
    told: dict[type[BaseException], str] = {NotPrepared: NOT_PREPARED, SettingsRefused: str(fault)}
    return told.get(type(fault), DATABASE_FAULT), EXIT_USAGE
