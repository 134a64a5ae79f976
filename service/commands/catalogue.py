"""All commands of the service: every module of this folder is loaded, so that nothing is forgotten."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

import service.commands
from service.commands.registry import COMMANDS, Command


@cache
def all_commands() -> Mapping[str, Command]:
    """Every declared command by name, those that only the service itself gives included."""
    for module in pkgutil.iter_modules(service.commands.__path__):
        import_module(f"service.commands.{module.name}")
    return MappingProxyType(dict(sorted(COMMANDS.items())))


@cache
def exposed_commands() -> Mapping[str, Command]:
    """The commands that a person or a program may give."""
    return MappingProxyType({name: each for name, each in all_commands().items() if not each.internal})
