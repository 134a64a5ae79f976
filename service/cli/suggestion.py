"""``suggest``: the main job, pairs with reasons and a proof."""

from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from service.cli.bar import progress
from service.cli.console import OUT, AsJson, Institution, OnDate, actor, day, service
from service.commands.bank_problem import Asking
from service.commands.open_run import open_run
from service.commands.price_words import percent
from service.commands.round_page import forms_of, people_of, round_page, suggestion_document
from service.commands.round_rows import PairRow, RoundPage
from service.commands.run_questions import changes_of
from service.commands.run_rows import RepairRow
from service.commands.runtime import Runtime
from service.commands.suggest import Row, suggest


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("suggest")(suggest_pairs)


MOST_PERCENT: Final = 20
"""What a round may give away at most."""

Percent = Annotated[
    str | None,
    typer.Option(
        "--tolerance",
        metavar="ПРОЦЕНТЫ",
        help="Сколько процентов соответствия можно уступить, от 0 до 20; по умолчанию — как решено в раунде.",
    ),
]
Repair = Annotated[
    bool, typer.Option("--repair", help="Сохранить как можно больше пар последнего предложения.")
]
Frozen = Annotated[
    bool, typer.Option("--frozen", help="Не трогать ни одной пары, которая может продолжаться.")
]


def suggest_pairs(
    institution: Institution,
    *,
    on: OnDate = None,
    tolerance: Percent = None,
    repair: Repair = False,
    frozen: Frozen = False,
    as_json: AsJson = False,
    problem: Annotated[
        Path | None, typer.Option("--problem", help="Записать условие задачи в файл (для check).")
    ] = None,
    proposal: Annotated[
        Path | None, typer.Option("--proposal", help="Записать решение в файл (для check).")
    ] = None,
) -> None:
    """Предложить пары и группы по загруженным банкам."""
    asking = Asking(tolerance=_per_mille(tolerance), repair=repair, frozen=frozen)
    with service(institution) as runtime:
        with progress() as report:
            run = suggest(
                runtime,
                institution=institution,
                actor=actor(),
                on=day(on),
                asking=asking,
                progress=report,
            )
        people, forms = people_of(runtime, institution), forms_of(runtime, institution)
        repaired = _changes(runtime, institution, run) if repair or frozen else None
    for path, document in ((problem, run["problem"]), (proposal, run["proposal"])):
        if path is not None:
            path.write_bytes(msgspec.json.encode(document))
    if as_json:
        typer.echo(msgspec.json.encode(suggestion_document(run, people=people)).decode())
    else:
        print_round(round_page(run, people=people, forms=forms))
        _print_changes(repaired)


def _per_mille(percents: str | None) -> int | None:
    """Read a tolerance in thousandths; it is written in per cent, with a point or with a comma.

    Raises:
        typer.BadParameter: it is no such number.

    """
    if percents is None:
        return None
    try:
        given = float(percents.strip(" %").replace(",", "."))
    except ValueError:
        given = -1
    if not 0 <= given <= MOST_PERCENT:
        raise typer.BadParameter(f"нужно число от 0 до {MOST_PERCENT}", param_hint="--tolerance")
    return round(given * 10)


def _changes(runtime: Runtime, institution: str, run: Row) -> RepairRow | None:
    if run["status"] == "infeasible":
        return None
    return changes_of(open_run(runtime, institution=institution, actor=actor(), run_id=run["id"]))


def _print_changes(repaired: RepairRow | None) -> None:
    if repaired is None:
        return
    for change in repaired.changes:
        OUT.print(f"  • {change}", markup=False)
    OUT.print(repaired.sentence, markup=False)


def print_round(page: RoundPage) -> None:
    """Print a round: pairs and groups with reasons, the unmatched with what stands in the way, the proof."""
    OUT.print(_headline(page))
    if page.single_pairs:
        OUT.print(_pairs_table(page))
    if page.groups:
        OUT.print(_groups_table(page))
    if page.unmatched:
        OUT.print(_unmatched_table(page))
    for goal in page.goals:
        bound = "" if goal.proven else f", лучшее возможное — не лучше {goal.bound}"
        OUT.print(f"  {goal.goal}: {goal.value}{bound}")
    for part in page.parts:
        if not part.proven:
            people = f"наставляемых {part.mentees}, наставников {part.mentors}"
            OUT.print(f"  Часть ({people}) решена не до конца: {part.method}.")
    OUT.print(f"Решение: {page.status}.")


def _headline(page: RoundPage) -> str:
    groups = f", групп — {len(page.groups)}" if page.groups else ""
    found = f"пар — {len(page.single_pairs)}{groups}, без пары — {len(page.unmatched)}"
    kept = ", прежние пары сохранены, где это возможно" if page.repair else ""
    given = f", можно уступить до {percent(page.tolerance)} соответствия" if page.tolerance else ""
    return f"Подбор на {page.on}: {found}{given}{kept}."


def _pairs_table(page: RoundPage) -> Table:
    table = Table(title="Предлагаемые пары", title_justify="left", show_lines=False)
    for heading in ("Наставляемый", "Наставник", "Баллы", "Почему"):
        table.add_column(heading, justify="right" if heading == "Баллы" else "left")
    for pair in page.single_pairs:
        table.add_row(escape(pair.mentee), escape(pair.mentor), str(pair.points), _why(pair))
    return table


def _why(pair: PairRow) -> str:
    reasons = [f"{reason.criterion} — {reason.points}" for reason in pair.reasons]
    if pair.interest:
        reasons.append(pair.interest)
    if pair.pinned:
        reasons.append("закреплена куратором")
    if pair.kept:
        reasons.append("сохранена из прежнего предложения")
    told = escape(", ".join(reasons))
    return f"{escape('; '.join(pair.shared))}\n[dim]{told}[/dim]" if pair.shared else told


def _groups_table(page: RoundPage) -> Table:
    table = Table(title="Предлагаемые группы", title_justify="left", show_lines=True)
    for heading in ("Наставник", "Тема", "Участники", "Баллы"):
        table.add_column(heading, justify="right" if heading == "Баллы" else "left")
    for group in page.groups:
        members = "\n".join(f"• {member.mentee} ({member.points})" for member in group.members)
        table.add_row(escape(group.leader), escape(group.theme), escape(members), str(group.points))
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
