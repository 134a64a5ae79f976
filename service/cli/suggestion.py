"""``suggest``: the main job, pairs with reasons and a proof."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from service.cli.bar import progress
from service.cli.console import OUT, AsJson, Institution, OnDate, actor, day, service
from service.commands.round_page import people_of, round_page, suggestion_document
from service.commands.round_rows import RoundPage
from service.commands.suggest import suggest


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("suggest")(suggest_pairs)


def suggest_pairs(
    institution: Institution,
    *,
    on: OnDate = None,
    as_json: AsJson = False,
    problem: Annotated[
        Path | None, typer.Option("--problem", help="Записать условие задачи в файл (для check).")
    ] = None,
    proposal: Annotated[
        Path | None, typer.Option("--proposal", help="Записать решение в файл (для check).")
    ] = None,
) -> None:
    """Предложить пары наставник — наставляемый по загруженным банкам."""
    with service(institution) as runtime:
        with progress() as report:
            run = suggest(runtime, institution=institution, actor=actor(), on=day(on), progress=report)
        people = people_of(runtime, institution)
    for path, document in ((problem, run["problem"]), (proposal, run["proposal"])):
        if path is not None:
            path.write_bytes(msgspec.json.encode(document))
    if as_json:
        typer.echo(msgspec.json.encode(suggestion_document(run, people=people)).decode())
    else:
        print_round(round_page(run, people=people))


def print_round(page: RoundPage) -> None:
    """Print a round: pairs with reasons, the unmatched with what stands in the way, the proof."""
    OUT.print(f"Подбор на {page.on}: пар — {len(page.pairs)}, без пары — {len(page.unmatched)}.")
    OUT.print(_pairs_table(page))
    if page.unmatched:
        OUT.print(_unmatched_table(page))
    for goal in page.goals:
        bound = "" if goal.proven else f", лучшее возможное — не лучше {goal.bound}"
        OUT.print(f"  {goal.goal}: {goal.value}{bound}")
    OUT.print(f"Решение: {page.status}.")


def _pairs_table(page: RoundPage) -> Table:
    table = Table(title="Предлагаемые пары", title_justify="left", show_lines=False)
    for heading in ("Наставляемый", "Наставник", "Баллы", "Почему"):
        table.add_column(heading, justify="right" if heading == "Баллы" else "left")
    for pair in page.pairs:
        reasons = [f"{reason.criterion} — {reason.points}" for reason in pair.reasons]
        if pair.interest:
            reasons.append(pair.interest)
        why = (
            f"{'; '.join(pair.shared)}\n[dim]{', '.join(reasons)}[/dim]"
            if pair.shared
            else ", ".join(reasons)
        )
        table.add_row(escape(pair.mentee), escape(pair.mentor), str(pair.points), why)
    return table


def _unmatched_table(page: RoundPage) -> Table:
    table = Table(title="Пока без пары", title_justify="left", show_lines=True)
    for heading in ("Наставляемый", "Что мешает", "Что поможет"):
        table.add_column(heading)
    for row in page.unmatched:
        obstacles = [f"• {obstacle.sentence}" for obstacle in row.obstacles]
        remedies = [f"• {remedy}" for remedy in row.remedies]
        table.add_row(escape(row.mentee), "\n".join(obstacles), escape("\n".join(remedies)))
    return table
