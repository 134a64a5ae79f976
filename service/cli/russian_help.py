"""The help of the command line in Russian: the parser's own knows no other language than English."""

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import typer
from typer._click import Command, Context, HelpFormatter, Parameter  # typer keeps its parser here since 0.29
from typer.core import TyperCommand, TyperGroup, TyperOption

from service.cli.usage import bounds

WORDS: Final = MappingProxyType({int: "ЧИСЛО", float: "ЧИСЛО", Path: "ФАЙЛ", str: "ТЕКСТ"})
"""What stands after an option for its value, where the option does not say it more exactly."""

SHOW_HELP: Final = "Показать эту справку."
SHORT: Final = 200
"""Letters of a short help: the sentence is told whole, on two lines where need be."""


class RussianCommand(TyperCommand):
    """A command that explains itself in Russian."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The option ``--help``."""
        return _in_russian(super().get_help_option(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The line that tells how to call the command."""
        arguments = [_named(each) for each in _parameters(self, ctx, "argument")]
        formatter.write_usage(ctx.command_path, " ".join([*arguments, "[КЛЮЧИ]"]), prefix="Вызов: ")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Arguments and options, each with what it takes."""
        _write_parameters(self, ctx, formatter)


class RussianGroup(TyperGroup):
    """The program with its commands, explained in Russian."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The option ``--help``."""
        return _in_russian(super().get_help_option(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The line that tells how to call the program."""
        formatter.write_usage(ctx.command_path, "КОМАНДА [КЛЮЧИ]", prefix="Вызов: ")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The options of the program, then its commands."""
        _write_parameters(self, ctx, formatter)
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, each.get_short_help_str(SHORT)) for name, each in commands if each is not None]
        _write(formatter, "Команды", rows)
        formatter.write_paragraph()
        formatter.write_text("Ключи команды показывает nastavnik КОМАНДА --help.")


def speak_russian(app: typer.Typer) -> None:
    """Let every command that an application has now explain itself in Russian."""
    for command in app.registered_commands:
        command.cls = RussianCommand


def _in_russian(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = SHOW_HELP
    return option


def _parameters(command: Command, ctx: Context, kind: str) -> list[Any]:
    """The arguments or the options of a command; each knows its type and its bounds."""
    return [each for each in command.get_params(ctx) if each.param_type_name == kind]


def _write_parameters(command: Command, ctx: Context, formatter: HelpFormatter) -> None:
    for title, kind in (("Что указать", "argument"), ("Ключи", "option")):
        _write(formatter, title, [_row(each) for each in _parameters(command, ctx, kind)])


def _write(formatter: HelpFormatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)


def _row(parameter: Any) -> tuple[str, str]:  # noqa: ANN401 - the parser has no public name for it
    notes = "; ".join(_notes(parameter))
    text = parameter.help or ""
    return _named(parameter), f"{text}  [{notes}]" if notes else text


def _named(parameter: Any) -> str:  # noqa: ANN401 - as above
    """An option with the word for its value, an argument by its own word."""
    if parameter.param_type_name == "argument":
        word = parameter.metavar or _word(parameter)
        return f"{word} …" if parameter.nargs != 1 else word
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {parameter.metavar or _word(parameter)}"


def _word(parameter: Any) -> str:  # noqa: ANN401 - as above
    annotation = parameter.type_descriptor.annotation
    return WORDS.get(annotation, WORDS[str])


def _notes(parameter: Any) -> list[str]:  # noqa: ANN401 - as above
    """Whether it must be there, within which bounds, and what holds without it."""
    required = ["обязательно"] if parameter.required else []
    limits = [bounds(parameter.min, parameter.max)] if _is_bounded(parameter) else []
    usual = parameter.show_default and parameter.default not in (None, (), False)
    default = [f"по умолчанию {_shown(parameter.default)}"] if usual else []
    return [*required, *limits, *default]


def _is_bounded(parameter: Parameter) -> bool:
    return any(getattr(parameter, side, None) is not None for side in ("min", "max"))


def _shown(default: object) -> str:
    return f"{default:g}".replace(".", ",") if isinstance(default, float) else str(default)
