"""Russian sentences for a command line that cannot be understood."""

from typing import Final

from typer._click.exceptions import (  # typer keeps its parser's errors under this name since 0.29
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)

HINT: Final = "Справка: nastavnik --help."


def usage_sentence(fault: ClickException) -> str:
    """Say what is wrong with the command line and where help is."""
    return f"{_what(fault)} {HINT}"


def _what(fault: ClickException) -> str:
    if isinstance(fault, MissingParameter):
        return f"Не указано обязательное: {_name(fault)}."
    if isinstance(fault, BadParameter):
        return f"{_name(fault)}: {_reason(fault)}."
    if isinstance(fault, NoSuchOption):
        return f"Нет такого ключа: {fault.option_name}."
    if isinstance(fault, UsageError) and fault.message.startswith("No such command"):
        return f"Нет такой команды: {fault.message.split(chr(39))[1]}."
    return f"Команду не удалось разобрать ({fault.message})."


def _name(fault: BadParameter) -> str:
    if fault.param is None:
        return str(fault.param_hint)
    names = [name for name in fault.param.opts if name.startswith("--")] or fault.param.opts
    return names[0] if names[0].startswith("-") else "Файл"


def _reason(fault: BadParameter) -> str:
    text = fault.message.rstrip(".")
    if "does not exist" in text:
        return "такого файла нет"
    if "is a directory" in text:
        return "это папка, а нужен файл"
    if "valid integer" in text:
        return "нужно целое число"
    return text
