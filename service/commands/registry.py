"""Commands as declared once: name, Russian title, action, requirements; everything else derives from it.

The JSON endpoint, its OpenAPI text, the permission row and the audit label read this declaration.
"""

import inspect
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from service.access import Action
from service.eventstore.log import Decision

Decide = Callable[..., Decision]


class DeclaredTwice(Exception):  # noqa: N818 - a fact about the program
    """Two commands, two lists or two effects of orders go by one name; the later one would hide the other."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    ``requirements`` are the R-numbers whose clauses stand in the metadata of its events; ``parameters`` is
    the strict structure of its JSON body; ``needs_force``: refused while no regulation is in force (R-001);
    ``internal``: only the service itself gives it, since its parameters are documents that it made.
    """

    name: str
    title: str
    sentence: str
    action: Action
    requirements: tuple[str, ...]
    needs_force: bool
    internal: bool
    parameters: type[msgspec.Struct]
    decide: Decide


COMMANDS: Final[dict[str, Command]] = {}
"""Every command of the service by name."""


def command(
    *,
    title: str,
    action: Action,
    requirements: tuple[str, ...],
    needs_force: bool = True,
    internal: bool = False,
) -> Callable[[Decide], Command]:
    """Declare a command: a function of the ``Work`` and keyword-only parameters that returns a decision.

    Raises:
        DeclaredTwice: another command has this name.

    """

    def declare(decide: Decide) -> Command:
        if decide.__name__ in COMMANDS:
            raise DeclaredTwice(decide.__name__)
        declared = Command(
            name=decide.__name__,
            title=title,
            sentence=(inspect.getdoc(decide) or "").split("\n", 1)[0],
            action=action,
            requirements=requirements,
            needs_force=needs_force,
            internal=internal,
            parameters=_parameters(decide),
            decide=decide,
        )
        COMMANDS[declared.name] = declared
        return declared

    return declare


def _parameters(decide: Decide) -> type[msgspec.Struct]:
    hints = typing.get_type_hints(decide)
    fields: list[Any] = []
    for name, parameter in inspect.signature(decide).parameters.items():
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            continue
        if parameter.default is inspect.Parameter.empty:
            fields.append((name, hints[name]))
        else:
            fields.append((name, hints[name], parameter.default))
    return msgspec.defstruct(decide.__name__, fields, kw_only=True, forbid_unknown_fields=True, frozen=True)
