"""``suggest``: the main job, pairs with reasons and a proof."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from service.cli.asked_run import print_json, print_lines, runs_of
from service.cli.bar import progress
from service.cli.console import OUT, AsJson, Institution, OnDate, actor, day, service
from service.cli.shown import note_shown
from service.commands.bank_problem import Asking
from service.commands.given_away import GivenAway, given_away
from service.commands.open_run import open_run
from service.commands.round_page import forms_of, people_of, round_page, suggestion_document
from service.commands.round_rows import GroupRow, Obstacle, PairRow, RoundPage, UnmatchedRow
from service.commands.run_names import run_time, run_title
from service.commands.run_questions import changes_of
from service.commands.runtime import Runtime
from service.commands.suggest import Row, suggest
from service.settings import current_settings


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("suggest")(suggest_pairs)


CONTRADICTION: Final = (
    "Пары не предложены: закреплённые пары противоречат правилам. Снимите лишнее закрепление "
    "и подберите заново."
)
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
    if repair and frozen:
        raise typer.BadParameter("вместе с --repair не указывают, выберите одно", param_hint="--frozen")
    asking = Asking(tolerance=_per_mille(tolerance), repair=repair, frozen=frozen)
    with service(institution) as runtime:
        before = runs_of(runtime, institution)
        with progress() as report:
            run = suggest(
                runtime,
                institution=institution,
                actor=actor(),
                on=day(on),
                asking=asking,
                progress=report,
            )
        note_shown(current_settings(), runs_of(runtime, institution), institution=institution, run=run["id"])
        people = people_of(runtime, institution)
        if as_json:
            print_json(suggestion_document(run, people=people))
        else:
            _tell_known(runtime, run, before)
            print_run(runtime, run)
            _print_changes(runtime, run)
    for path, document in ((problem, run["problem"]), (proposal, run["proposal"])):
        if path is not None:
            path.write_bytes(msgspec.json.encode(document))


def _tell_known(runtime: Runtime, run: Row, before: Sequence[Row]) -> None:
    """Tell that a run was there already, so that nobody takes it for news."""
    if all(row["id"] != run["id"] for row in before):
        return
    when = run_time(runtime, run)
    if before[0]["id"] == run["id"]:
        OUT.print(f"С прошлого раза ничего не изменилось: это подбор на {run['on']:%d.%m.%Y}, {when}.")
    else:
        OUT.print(f"Условия те же, что и раньше: это подбор на {run['on']:%d.%m.%Y}, {when}.")


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


def _print_changes(runtime: Runtime, run: Row) -> None:
    """What a repair changed; nothing where the run is none."""
    if run["status"] == "infeasible":
        return
    repaired = changes_of(open_run(runtime, institution=run["institution"], actor=actor(), run_id=run["id"]))
    if repaired is not None:
        print_lines(repaired.changes)
        OUT.print(repaired.sentence, markup=False)


def print_run(runtime: Runtime, run: Row) -> None:
    """Print a run: pairs and groups with reasons, the unmatched with what stands in the way, the proof."""
    institution = run["institution"]
    page = round_page(run, people=people_of(runtime, institution), forms=forms_of(runtime, institution))
    OUT.print(f"{run_title(runtime, run)}.", markup=False)
    if page.contradictory:
        OUT.print(CONTRADICTION)
        OUT.print(
            _unmatched_table("Что противоречит правилам", [row for row in page.unmatched if row.remedies])
        )
        return
    OUT.print(_found(page))
    if page.single_pairs:
        OUT.print(_pairs_table(page))
    for group in page.groups:
        OUT.print(_group_table(group))
    if page.unmatched:
        OUT.print(_unmatched_table("Пока без пары", page.unmatched))
    _print_proof(page, given_away(runtime, run))


def _print_proof(page: RoundPage, given: GivenAway | None) -> None:
    for goal in page.goals:
        bound = "" if goal.proven else f", лучшее возможное — не лучше {goal.bound}"
        OUT.print(f"  {goal.goal}: {goal.value}{bound}")
    for part in page.parts:
        if not part.proven:
            people = f"наставляемых {part.mentees}, наставников {part.mentors}"
            OUT.print(f"  Часть ({people}) решена не до конца: {part.method}.")
    OUT.print(f"Решение: {page.status}." if given is None else given.sentence)


def _found(page: RoundPage) -> str:
    matched, left = len(page.pairs), len(page.unmatched)
    modes = f" (пар — {len(page.single_pairs)}, групп — {len(page.groups)})" if page.groups else ""
    return f"С наставником — {matched} из {matched + left}{modes}, без пары — {left}."


def _pairs_table(page: RoundPage) -> Table:
    table = Table(title="Предлагаемые пары", title_justify="left", show_lines=False)
    for heading in ("Наставляемый", "Наставник", "Баллы", "Почему"):
        table.add_column(heading, justify="right" if heading == "Баллы" else "left")
    for pair in page.single_pairs:
        table.add_row(escape(pair.mentee), escape(pair.mentor), str(pair.points), _why(pair))
    return table


def _why(pair: PairRow) -> str:
    reasons = [f"{reason.criterion} — {reason.points} из {reason.most}" for reason in pair.reasons]
    if pair.interest:
        reasons.append(pair.interest)
    if pair.pinned:
        reasons.append("закреплена куратором")
    if pair.kept:
        reasons.append("сохранена из прежнего предложения")
    lines = [f"{pair.coverage}: {'; '.join(pair.shared)}"] if pair.shared else []
    if pair.unmet:
        lines.append(f"Не закрыты: {'; '.join(pair.unmet)}")
    if pair.ways and pair.group is None:
        lines.append(pair.ways)
    return "\n".join((*map(escape, lines), f"[dim]{escape(', '.join(reasons))}[/dim]"))


def _group_table(group: GroupRow) -> Table:
    table = Table(title=f"Группа. {escape(group.leader)}: {escape(group.theme)}", title_justify="left")
    for heading in ("Наставляемый", "Баллы", "Почему"):
        table.add_column(heading, justify="right" if heading == "Баллы" else "left")
    for member in group.members:
        table.add_row(escape(member.mentee), str(member.points), _why(member))
    return table


def _unmatched_table(title: str, rows: Iterable[UnmatchedRow]) -> Table:
    table = Table(title=title, title_justify="left", show_lines=True)
    for heading in ("Наставляемый", "Что мешает", "Что поможет"):
        table.add_column(heading)
    for row in rows:
        remedies = [f"• {remedy}" for remedy in row.remedies]
        cells = ("\n".join(_obstacles(row)), "\n".join(remedies))
        table.add_row(escape(row.mentee), *map(escape, cells))
    return table


def _obstacles(row: UnmatchedRow) -> list[str]:
    """What stands in the way; where less than all of it would be enough, that first."""
    main = [each for each in row.obstacles if _told(each) in row.smallest]
    others = [each for each in row.obstacles if each not in main]
    if not main or not others:
        return [f"• {each.sentence}" for each in row.obstacles]
    return [
        "Главное:",
        *(f"• {each.sentence}" for each in main),
        "Кроме того:",
        *(f"• {each.sentence}" for each in others),
    ]


def _told(obstacle: Obstacle) -> str:
    """An obstacle without the number of mentors."""
    return replace(obstacle, mentors=0).sentence
