"""Russian sentences for a command line that cannot be understood."""

import re
from typing import Final

from typer._click.exceptions import (  # typer keeps its parser's errors under this name since 0.29
    BadOptionUsage,
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


def bounds(least: float | None, most: float | None) -> str:
    """The bounds of a number: «от 0 до 20», «не меньше 1»."""
    said = f"от {least} до {most}"
    if least is None or most is None:
        said = f"не больше {most}" if least is None else f"не меньше {least}"
    return said.replace(".", ",")


def _what(fault: ClickException) -> str:
    if isinstance(fault, MissingParameter):
        return f"Не указано обязательное: {_name(fault)}."
    if isinstance(fault, BadParameter):
        return f"{_name(fault)}: {_reason(fault)}."
    if isinstance(fault, NoSuchOption):
        return f"Нет такого ключа: {fault.option_name}."
    if isinstance(fault, BadOptionUsage):
        takes_none = "does not take a value" in fault.message
        return (
            f"{fault.option_name}: {'значения у этого ключа нет' if takes_none else 'не указано значение'}."
        )
    return _usage(fault)


def _usage(fault: ClickException) -> str:
    """What is told by its message alone."""
    unknown = re.fullmatch(r"No such command '(.*?)'.*", fault.message, re.DOTALL)
    if isinstance(fault, UsageError) and unknown:
        return f"Нет такой команды: {unknown[1]}."
    extra = re.fullmatch(r"Got unexpected extra argument\(s\) \((.*)\)", fault.message, re.DOTALL)
    if extra:
        return f"Лишнее в команде: {extra[1]}."
    return "Не указана команда." if fault.message == "Missing command." else "Команду не удалось разобрать."


def _name(fault: BadParameter) -> str:
    if fault.param is None:
        return str(fault.param_hint)
    names = [name for name in fault.param.opts if name.startswith("--")]
    return names[0] if names else fault.param.metavar or "Файл"


def _reason(fault: BadParameter) -> str:
    """Why a value will not do: by its type and bounds, or in the words of the command that refused it."""
    text = fault.message.rstrip(".")
    if fault.param is None:
        return text
    if "does not exist" in text:
        return "такого файла нет"
    if "is a directory" in text:
        return "это папка, а нужен файл"
    whole = "целое число" if fault.param.type_descriptor.annotation is int else "число"
    least, most = (getattr(fault.param, side, None) for side in ("min", "max"))
    return f"нужно {whole}" if least is None and most is None else f"нужно {whole} {bounds(least, most)}"
