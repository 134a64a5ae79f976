"""All commands and lists of the service: every module of this folder is loaded, nothing is forgotten."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

import service.commands
from service.commands.registry import COMMANDS, Command
from service.commands.views import VIEWS, View


@cache
def _load_everything() -> None:
    for module in pkgutil.iter_modules(service.commands.__path__):
        import_module(f"service.commands.{module.name}")


@cache
def all_commands() -> Mapping[str, Command]:
    """Every declared command by name, those that only the service itself gives included."""
    _load_everything()
    return MappingProxyType(dict(sorted(COMMANDS.items())))


@cache
def all_views() -> Mapping[str, View]:
    """Every declared list by name."""
    _load_everything()
    return MappingProxyType(dict(sorted(VIEWS.items())))


@cache
def exposed_commands() -> Mapping[str, Command]:
    """The commands that a person or a program may give."""
    return MappingProxyType({name: each for name, each in all_commands().items() if not each.internal})
