"""``suggest``: the main job, pairs with reasons and a proof."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from service.cli.asked_run import print_json, print_lines, runs_of
from service.cli.bar import progress
from service.cli.console import OUT, AsJson, Institution, OnDate, actor, day, service
from service.cli.round_tables import print_run
from service.cli.shown import note_shown
from service.commands.bank_problem import Asking
from service.commands.open_run import open_run, proposed_nothing
from service.commands.round_page import people_of, suggestion_document
from service.commands.run_names import run_time
from service.commands.run_questions import changes_of
from service.commands.runtime import Runtime
from service.commands.suggest import Row, suggest
from service.settings import current_settings


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
    if proposed_nothing(run):
        raise typer.Exit(1)


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
    if proposed_nothing(run):
        return
    repaired = changes_of(open_run(runtime, institution=run["institution"], actor=actor(), run_id=run["id"]))
    if repaired is not None:
        print_lines(repaired.changes)
        OUT.print(repaired.sentence, markup=False)
