"""By what each requirement of the regulations is fulfilled: commands, events and the tests that prove it."""

import pkgutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files

import service.aggregates
from service.commands.catalogue import all_commands
from service.events import Aggregate, Event, event_classes
from service.regulations.requirements import Check, Strength, requirements


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """One requirement with everything that fulfils it; ``tests`` are the files that name it."""

    number: str
    strength: Strength
    check: Check
    commands: tuple[str, ...]
    events: tuple[str, ...]
    tests: tuple[str, ...]


def fulfilments() -> tuple[Fulfilment, ...]:
    """Every requirement R-001 … R-150 with its commands, events and tests."""
    return tuple(
        Fulfilment(
            number=number,
            strength=each.strength,
            check=each.check,
            commands=tuple(name for name, it in all_commands().items() if number in it.requirements),
            events=tuple(event.TOPIC for event in all_events() if number in event.REQUIREMENTS),
            tests=_proofs().get(number, ()),
        )
        for number, each in requirements().items()
    )


@cache
def all_events() -> tuple[type[Event], ...]:
    """Every event of the service, aggregate by aggregate."""
    return tuple(event for kind in _aggregates() for event in event_classes(kind))


def _aggregates() -> Iterator[type[Aggregate]]:
    for found in pkgutil.iter_modules(service.aggregates.__path__):
        module = import_module(f"service.aggregates.{found.name}")
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, Aggregate)
                and value.__module__ == module.__name__
            ):
                yield value


@cache
def _proofs() -> Mapping[str, tuple[str, ...]]:
    text = (files("service.regulations") / "proofs.toml").read_text(encoding="utf-8")
    return {number: tuple(tests) for number, tests in tomllib.loads(text).items()}
