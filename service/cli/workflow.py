"""``do``, ``commands``, ``requirements``: every act of the workflow, and a list of what there is."""

import sys
from collections.abc import Sequence
from typing import Annotated, Any, Final

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from service.access import ALLOWED, Role
from service.cli.console import OUT, AsJson, Institution, OnDate, day, service
from service.cli.said_no import SaidNo
from service.commands.actors import actor_of
from service.commands.catalogue import exposed_commands
from service.commands.fulfilment import Fulfilment, fulfilments
from service.commands.json_bodies import Malformed, read_json
from service.commands.registry import Command
from service.commands.role_words import ROLES
from service.regulations.clauses import russian
from service.regulations.requirements import clauses

STRENGTHS: Final = {"must": "обязанность", "may": "право", "derived": "из принципов"}
CHECKS: Final = {
    "guard": "запрет",
    "deadline": "срок",
    "record": "запись",
    "ack": "ознакомление",
    "view": "страница",
}


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("do")(do)
    app.command("commands")(list_commands)
    app.command("requirements")(list_requirements)


def do(
    name: Annotated[
        str, typer.Argument(metavar="ИМЯ", help="Имя команды; все имена показывает nastavnik commands.")
    ],
    institution: Institution,
    *,
    who: Annotated[
        str,
        typer.Option(
            "--as", metavar="КТО", help="Кто действует: head, curator, operator или идентификатор человека."
        ),
    ],
    body: Annotated[
        str,
        typer.Option(
            "--json",
            metavar="JSON",
            show_default="{}",
            help="Параметры команды в JSON; «-» — прочитать их из стандартного ввода.",
        ),
    ] = "{}",
    on: OnDate = None,
    key: Annotated[
        str | None, typer.Option("--key", help="Ключ: повтор с тем же ключом ничего не делает второй раз.")
    ] = None,
) -> None:
    """Выполнить команду от имени человека; ответ — JSON с идентификаторами и позицией журнала."""
    command = _find(name)
    parameters = _parameters(command, sys.stdin.read() if body == "-" else body)
    with service(institution, founds=True) as runtime:
        receipt = runtime.run(
            command,
            institution=institution,
            actor=actor_of(runtime, institution=institution, who=who),
            key=None if key is None else f"cli:{who}:{key}",
            on=day(on),
            **parameters,
        )
    typer.echo(msgspec.json.encode({"ids": receipt.ids, "position": receipt.position}).decode())


def _find(name: str) -> Command:
    command = exposed_commands().get(name)
    if command is None:
        raise typer.BadParameter(f"команды «{name}» нет; все показывает nastavnik commands", param_hint="Имя")
    return command


def _parameters(command: Command, body: str) -> dict[str, Any]:
    try:
        read = read_json(body.encode(), command.parameters)
    except Malformed as fault:
        raise typer.BadParameter(str(fault), param_hint="--json") from fault
    return {name: getattr(read, name) for name in command.parameters.__struct_fields__}


def list_commands(*, as_json: AsJson = False, institution: Institution = "001") -> None:
    """Показать все команды: что делает, кто вправе, на каких пунктах стоит, какие параметры."""
    rows = [_described(command, institution) for command in exposed_commands().values()]
    if as_json:
        typer.echo(msgspec.json.encode(rows).decode())
        return
    table = Table(title=f"Команды: {len(rows)}", title_justify="left", show_lines=True)
    for heading in ("Команда", "Что делает", "Кто вправе", "Основания", "Параметры"):
        table.add_column(heading)
    for row in rows:
        parameters = [
            f"{each['name']}: {each['type']}{'' if each['required'] else '?'}" for each in row["parameters"]
        ]
        cells = (row["name"], row["title"], "\n".join(row["who"]), "\n".join(row["clauses"]))
        table.add_row(*map(escape, cells), escape("\n".join(parameters)))
    OUT.print(table)


def _described(command: Command, institution: str) -> dict[str, Any]:
    grounds = [russian(clause) for number in command.requirements for clause in clauses(number, institution)]
    return {
        "name": command.name,
        "title": command.title,
        "sentence": command.sentence,
        "who": who_may(command),
        "requirements": list(command.requirements),
        "clauses": list(dict.fromkeys(grounds)),
        "parameters": [
            {"name": field.name, "type": _type_name(field.type), "required": field.required}
            for field in msgspec.structs.fields(command.parameters)
        ],
    }


def who_may(command: Command) -> list[str]:
    """The roles that may give a command, in Russian; the operator of the server always may."""
    return [ROLES[role] for role in Role if role is not Role.OPERATOR and command.action in ALLOWED[role]]


def _type_name(annotation: object) -> str:
    named = getattr(annotation, "__name__", None)
    plain = isinstance(annotation, type) and not getattr(annotation, "__args__", ())
    return (
        named
        if plain and named is not None
        else str(annotation).replace("typing.", "").replace("NoneType", "None")
    )


def list_requirements(
    *,
    as_json: AsJson = False,
    missing: Annotated[
        bool, typer.Option("--missing", help="Только те, у которых чего-то не хватает.")
    ] = False,
) -> None:
    """Показать по каждому требованию R-001 … R-150 команды, события и тесты, которые его выполняют."""
    rows = [row for row in fulfilments() if not missing or lacks(row)]
    if as_json:
        typer.echo(msgspec.json.encode(rows).decode())
    else:
        OUT.print(_requirements_table(rows))
    if missing and rows:
        raise SaidNo(f"Не выполнено требований: {len(rows)}.")


def lacks(row: Fulfilment) -> bool:
    """Tell whether a guard, deadline or record has no command, no event or no test."""
    return row.check in {"guard", "deadline", "record"} and not (row.events and row.tests)


def _requirements_table(rows: Sequence[Fulfilment]) -> Table:
    table = Table(title=f"Требования: {len(rows)}", title_justify="left", show_lines=True)
    for heading in ("Требование", "Сила и проверка", "Команды", "События", "Тесты"):
        table.add_column(heading)
    for row in rows:
        kind = f"{STRENGTHS[row.strength]}, {CHECKS[row.check]}"
        lists = ("\n".join(each) for each in (row.commands, row.events, row.tests))
        table.add_row(row.number, kind, *lists)
    return table
