"""Questions about a run as a whole: where it is tight, what the tolerance brings, what would help."""

from collections.abc import Sequence
from typing import Final

import typer
from rich.table import Table

from service.cli.asked_run import Most, Run, open_asked, print_json, print_lines
from service.cli.console import OUT, AsJson, Institution, service
from service.commands.given_away import given_away
from service.commands.price_words import percent
from service.commands.run_advice import advice_of, bottlenecks_of, dearer_of, reverse_of
from service.commands.run_curve import curve_of
from service.commands.run_rows import CurveRow
from service.regulations.nouns import POINTS, counted

CURVE_HINT: Final = (
    "«Предпочли бы друг друга» — пары, в которых оба оценили друг друга выше, чем тех, кто им предложен. "
    "«Неравномерность» нагрузки наставников: чем меньше, тем ровнее."
)
_NAMED: Final = 10
"""More names in a row are read by nobody."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("curve")(curve)
    app.command("hall")(hall)
    app.command("training")(training)
    app.command("reverse")(reverse)


def curve(institution: Institution, *, run: Run = None, as_json: AsJson = False) -> None:
    """Показать, сколько соответствия можно уступить ради интереса людей и ровной нагрузки."""
    with service(institution) as runtime:
        rows = curve_of(open_asked(runtime, institution, run, as_json=as_json))
    if as_json:
        print_json(rows)
    else:
        OUT.print(_curve_table(rows))
        OUT.print(CURVE_HINT)


def hall(institution: Institution, *, run: Run = None, as_json: AsJson = False) -> None:
    """Показать, где запросов больше, чем мест, и кто предпочёл бы друг друга."""
    with service(institution) as runtime:
        opened = open_asked(runtime, institution, run, as_json=as_json)
        tight, dearer = bottlenecks_of(opened), dearer_of(opened)
    if as_json:
        print_json({"bottlenecks": tight, "dearer": dearer})
        return
    for row in tight:
        OUT.print(row.sentence)
        OUT.print(f"  наставляемые: {_few(row.mentees)}", markup=False)
        OUT.print(f"  наставники: {_few(row.mentors)}", markup=False)
    if not tight:
        OUT.print("Мест хватает всем, кому кто-нибудь подходит.")
    for pair in dearer:
        marks = f"наставляемый — {pair.by_mentee} из 5, наставник — {pair.by_mentor} из 5"
        OUT.print(f"Предпочли бы друг друга: {pair.mentee} — {pair.mentor} ({marks}).", markup=False)


def training(institution: Institution, *, run: Run = None, most: Most = 3, as_json: AsJson = False) -> None:
    """Показать, какое обучение или какое место помогло бы больше всего."""
    with service(institution) as runtime:
        opened = open_asked(runtime, institution, run, as_json=as_json)
        row, strict = advice_of(opened, most=most), given_away(runtime, opened.row)
    if as_json:
        print_json(row)
        return
    for heading, found in (("Обучение", row.trainings), ("Ещё одно место", row.places)):
        OUT.print(f"{heading}:" if found else f"{heading}: никому не поможет.")
        print_lines([each.sentence for each in found])
    if strict is not None and (row.trainings or row.places):
        points = f" ({counted(strict.best, POINTS)})" if strict.best is not None else ""
        OUT.print(f"Сравнение — с подбором без уступки{points}.")
    if not row.proven:
        OUT.print("Проверены не все возможности: могут быть и лучшие.")


def reverse(institution: Institution, *, run: Run = None, as_json: AsJson = False) -> None:
    """Показать, кто с кем мог бы учить друг друга: один технологиям, другой методике."""
    with service(institution) as runtime:
        rows = reverse_of(open_asked(runtime, institution, run, as_json=as_json))
    if as_json:
        print_json(rows)
    elif rows:
        print_lines([row.sentence for row in rows])
    else:
        OUT.print("Таких пар нет.")


def _few(names: Sequence[str]) -> str:
    """The first names; all of them stand in the JSON."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" и ещё {more}" if more > 0 else "")


def _curve_table(rows: Sequence[CurveRow]) -> Table:
    table = Table(title="Сколько соответствия уступить", title_justify="left")
    for heading in (
        "Уступить",
        "Соответствие",
        "Уступлено",
        "Сумма оценок",
        "Предпочли бы друг друга, пар",
        "Неравномерность",
        "Сменят наставника",
        "Лучшее доказано",
    ):
        table.add_column(heading, justify="right")
    for row in rows:
        numbers = (row.fit, row.given_away, row.interest, row.dearer, row.unevenness, row.moved)
        given = percent(row.per_mille) if row.per_mille else "нисколько"
        table.add_row(given, *map(str, numbers), "да" if row.proven else "нет")
    return table
