"""A run as the terminal shows it: pairs and groups with reasons, the unmatched, the proof."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from rich.markup import escape
from rich.table import Table

from service.cli.console import OUT
from service.commands.given_away import GivenAway, given_away
from service.commands.round_page import forms_of, people_of, round_page
from service.commands.round_rows import GroupRow, Obstacle, PairRow, RoundPage, UnmatchedRow
from service.commands.run_names import run_title
from service.commands.runtime import Runtime

Row = Mapping[str, Any]

CONTRADICTION: Final = (
    "Пары не предложены: закреплённые пары противоречат правилам. Снимите лишнее закрепление "
    "и подберите заново."
)


def print_run(runtime: Runtime, run: Row) -> None:
    """Print a run: pairs and groups with reasons, the unmatched with what stands in the way, the proof."""
    institution = run["institution"]
    page = round_page(run, people=people_of(runtime, institution), forms=forms_of(runtime, institution))
    OUT.print(f"{run_title(runtime, run)}.", markup=False)
    if page.contradictory:
        OUT.print(CONTRADICTION)
        OUT.print(_contradictions_table([row for row in page.unmatched if row.remedies]))
        return
    OUT.print(_found(page))
    if page.single_pairs:
        OUT.print(_pairs_table(page))
    for group in page.groups:
        OUT.print(_group_table(group))
    if page.unmatched:
        OUT.print(_unmatched_table(page.unmatched))
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


def pairs_table(title: str) -> Table:
    """An empty table of pairs: who, with whom, how many points and why."""
    table = Table(title=title, title_justify="left", show_lines=True)
    for heading in ("Наставляемый", "Наставник", "Баллы", "Почему"):
        table.add_column(heading, justify="right" if heading == "Баллы" else "left")
    return table


def why(pair: PairRow) -> str:
    """What the mentor meets and does not, what an order may name, and what the points are made of."""
    met = f"{pair.coverage}: {'; '.join(pair.shared)}." if pair.shared else ""
    unmet = f"Не закрыты: {'; '.join(pair.unmet)}." if pair.unmet else ""
    ways = f"{pair.ways}." if pair.ways and not pair.group else ""
    told = escape("\n".join(line for line in (met, unmet, ways) if line))
    points = escape(", ".join(_points(pair)))
    return f"{told}\n[dim]{points}[/dim]" if told else points


def unmatched_table() -> Table:
    """An empty table of those without a pair: who, what stands in the way and what would help."""
    table = Table(title="Пока без пары", title_justify="left", show_lines=True)
    for heading in ("Наставляемый", "Что мешает", "Что поможет"):
        table.add_column(heading)
    return table


def _pairs_table(page: RoundPage) -> Table:
    table = pairs_table("Предлагаемые пары")
    for pair in page.single_pairs:
        table.add_row(escape(pair.mentee), escape(pair.mentor), str(pair.points), why(pair))
    return table


def _points(pair: PairRow) -> list[str]:
    reasons = [f"{reason.criterion} — {reason.points} из {reason.most}" for reason in pair.reasons]
    marks = [pair.interest] if pair.interest else []
    pinned = ["закреплена куратором"] if pair.pinned else []
    kept = ["сохранена из прежнего предложения"] if pair.kept else []
    return [*reasons, *marks, *pinned, *kept]


def _group_table(group: GroupRow) -> Table:
    table = Table(
        title=f"Группа. {escape(group.leader)}: {escape(group.theme)}", title_justify="left", show_lines=True
    )
    for heading in ("Наставляемый", "Баллы", "Почему"):
        table.add_column(heading, justify="right" if heading == "Баллы" else "left")
    for member in group.members:
        table.add_row(escape(member.mentee), str(member.points), why(member))
    return table


def _contradictions_table(rows: Iterable[UnmatchedRow]) -> Table:
    table = Table(title="Что противоречит правилам", title_justify="left", show_lines=True)
    for heading in ("Наставляемый", "В чём противоречие", "Что поможет"):
        table.add_column(heading)
    for row in rows:
        rules = "\n".join(f"• {each.rule}" for each in row.obstacles)
        remedies = "\n".join(f"• {remedy}" for remedy in row.remedies)
        table.add_row(*map(escape, (row.mentee, rules, remedies)))
    return table


def _unmatched_table(rows: Iterable[UnmatchedRow]) -> Table:
    table = unmatched_table()
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
