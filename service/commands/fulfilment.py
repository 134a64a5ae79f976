"""By what each requirement of the regulations is fulfilled: commands, events and the tests that prove it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from service.commands.catalogue import all_commands
from service.projections.evidence import all_events
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
def _proofs() -> Mapping[str, tuple[str, ...]]:
    text = (files("service.regulations") / "proofs.toml").read_text(encoding="utf-8")
    return {number: tuple(tests) for number, tests in tomllib.loads(text).items()}
