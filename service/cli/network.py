"""``network``: several institutions asked at once for those who stay without a pair at home."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from service.cli.bar import progress
from service.cli.console import OUT, AsJson, OnDate, actor, day, need_institution, service
from service.cli.round_tables import pairs_table, unmatched_table, why
from service.commands.network_rows import NetworkPage, NetworkPair, NetworkUnmatched
from service.commands.network_suggestion import network_suggestion


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("network")(network)


def network(
    institutions: Annotated[
        list[str],
        typer.Argument(metavar="КОД", help="Коды организаций, хотя бы две: 001 004.", show_default=False),
    ],
    *,
    on: OnDate = None,
    home: Annotated[bool, typer.Option("--home", help="Показать и пары внутри каждой организации.")] = False,
    as_json: AsJson = False,
    problem: Annotated[
        Path | None, typer.Option("--problem", help="Записать общее условие задачи в файл (для match).")
    ] = None,
) -> None:
    """Поискать наставников в других организациях для тех, кто остался без пары в своей."""
    with service() as runtime, progress() as report:
        for code in institutions:
            need_institution(runtime, code)
        found = network_suggestion(
            runtime, institutions=institutions, actor=actor(), on=day(on), progress=report
        )
    if problem is not None:
        problem.write_bytes(msgspec.json.encode(found.problem))
    if as_json:
        typer.echo(msgspec.json.encode(found.page).decode())
    else:
        _print_page(found.page, home=home)


def _print_page(page: NetworkPage, *, home: bool) -> None:
    for member in page.members:
        found = f"с наставником у себя — {member.matched}, без наставника — {member.left}"
        told = f"{found}, свободных мест — {member.places}"
        OUT.print(f"{member.code} {member.name} на {member.on}: {told}.", markup=False)
    for agreement in page.agreements:
        OUT.print(f"  {agreement.sentence}", markup=False)
    if home and page.at_home:
        OUT.print(_pairs_table("Пары в своей организации", page.at_home))
    if not any(agreement.holds for agreement in page.agreements):
        OUT.print("Искать наставников не у кого: между этими организациями нет действующего соглашения.")
        return
    if page.between:
        OUT.print(_pairs_table("Пары и группы между организациями", page.between))
    else:
        OUT.print("Пар между организациями нет.")
    if page.unmatched:
        OUT.print(_unmatched_table(page.unmatched))
    OUT.print(f"Решение: {page.status}.")
    OUT.print(page.notice)


def _pairs_table(title: str, rows: Sequence[NetworkPair]) -> Table:
    table = pairs_table(title)
    for row in rows:
        pair = row.pair
        group = f"Группа. {escape(row.theme)}.\n" if row.theme else ""
        people = (f"{pair.mentee} ({row.mentee_at})", f"{pair.mentor} ({row.mentor_at})")
        table.add_row(*map(escape, people), str(pair.points), f"{group}{why(pair)}")
    return table


def _unmatched_table(rows: Sequence[NetworkUnmatched]) -> Table:
    table = unmatched_table()
    for row in rows:
        obstacles = "\n".join(f"• {obstacle.sentence}" for obstacle in row.obstacles)
        remedies = "\n".join(f"• {remedy}" for remedy in row.remedies)
        table.add_row(escape(f"{row.mentee} ({row.mentee_at})"), escape(obstacles), escape(remedies))
    return table
