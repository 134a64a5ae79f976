"""The permission matrix: who may give which command, told apart from the code and compared with it.

``permissions.toml`` has a row for every command, read off the permissions P-01 … P-61 of the regulations.
``python -m tests.commands.permission_rows`` prints the rows that it lacks, as the code has them, for a reader
to check and add; it changes nothing.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.access import ALLOWED, Action, Role
from service.commands.catalogue import all_commands
from service.commands.registry import Command

FILE: Final = Path(__file__).with_name("permissions.toml")
ROLES: Final = tuple(role for role in Role if role is not Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class Violation:
    """A role that the code treats otherwise than the matrix says."""

    command: str
    role: Role
    allowed: bool


def rows() -> Mapping[str, frozenset[Role]]:
    """The matrix: command → the roles that may give it; the operator of the server may give all."""
    told: dict[str, list[str]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: frozenset(map(Role, roles)) for name, roles in told.items()}


def violations(
    commands: Mapping[str, Command], allowed: Mapping[Role, frozenset[Action]] = ALLOWED
) -> Iterator[Violation]:
    """Every role and command on which code and matrix differ."""
    matrix = rows()
    for name, command in commands.items():
        for role in ROLES:
            may = command.action in allowed[role]
            if may is not (role in matrix[name]):
                yield Violation(name, role, may)


def missing_rows() -> Iterator[str]:
    """The rows that the matrix lacks, as the code has them."""
    known = rows() if FILE.exists() else {}
    for name, command in all_commands().items():
        if name not in known:
            roles = ", ".join(f'"{role.value}"' for role in ROLES if command.action in ALLOWED[role])
            yield f"{name} = [{roles}]"


if __name__ == "__main__":
    print("\n".join(missing_rows()))  # noqa: T201 - the answer of this program
