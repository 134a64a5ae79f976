"""What the questions about a run share: which run, whom by name, how answers are printed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Final

import msgspec
import typer

from service.cli.bar import progress
from service.cli.console import OUT, actor
from service.cli.shown import last_shown
from service.commands.limited_match import asker_with
from service.commands.open_run import OpenRun, open_run
from service.commands.run_names import run_title
from service.commands.runtime import Runtime
from service.errors import NotFound
from service.ids import random_part
from service.projections.rounds import run_rows
from service.settings import current_settings

Run = Annotated[
    str | None,
    typer.Option(
        "--run",
        metavar="НОМЕР",
        help="Номер подбора или начало номера; по умолчанию — последний показанный или проведённый подбор.",
    ),
]
Most = Annotated[int, typer.Option("--most", min=1, max=20, help="Сколько вариантов показать.")]

_TOLD: Final = 5
"""So many namesakes are told; more would hide the question."""


def open_asked(runtime: Runtime, institution: str, run: str | None, *, as_json: bool = False) -> OpenRun:
    """Open the run that is asked about, the last one if none is named, and tell which one it is.

    A bar moves while an answer is found.

    Raises:
        typer.BadParameter: the numbers of several runs begin so.

    """
    runs = runs_of(runtime, institution)
    if run is None:
        run_id = last_shown(current_settings(), runs, institution=institution)
    else:
        run_id = _called(runs, run)
    opened = open_run(
        runtime, institution=institution, actor=actor(), run_id=run_id, asker=asker_with(progress)
    )
    if not as_json:
        OUT.print(f"{run_title(runtime, opened.row)}.", markup=False)
    return opened


def runs_of(runtime: Runtime, institution: str) -> Sequence[Mapping[str, Any]]:
    """The runs of an institution without their documents, the newest first."""
    with runtime.reading() as connection:
        return run_rows(connection, institution)


def _called(runs: Iterable[Mapping[str, Any]], beginning: str) -> str:
    """The id of the only run whose number begins so; a whole id will do as well."""
    asked = random_part(beginning.strip()).lower()
    found = [str(row["id"]) for row in runs if asked and random_part(row["id"]).startswith(asked)]
    if not found:
        raise NotFound(beginning)
    if len(found) > 1:
        said = f"с «{asked}» начинаются номера нескольких подборов, добавьте знаков"
        raise typer.BadParameter(said, param_hint="--run")
    return found[0]


def choose(people: Mapping[str, str], ids: Iterable[str], text: str, *, option: str) -> str:
    """Find a person by the id of the entry, or by a part of the name that only one has.

    Raises:
        typer.BadParameter: nobody, or several.

    """
    asked = " ".join(text.casefold().split())
    among = list(ids)
    if text in among:
        return text
    found = [each for each in among if asked and asked in people.get(each, "").casefold()]
    exact = [each for each in found if people[each].casefold() == asked]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise typer.BadParameter(f"«{text}»: такого человека в подборе нет", param_hint=option)
    names = ", ".join(people[each] for each in found[:_TOLD])
    more = " и другие" if len(found) > _TOLD else ""
    raise typer.BadParameter(f"«{text}»: подходят несколько — {names}{more}", param_hint=option)


def print_json(answer: object) -> None:
    """Print an answer as JSON."""
    typer.echo(msgspec.json.encode(answer).decode())


def print_lines(lines: Sequence[str]) -> None:
    """Print sentences as a list."""
    for line in lines:
        OUT.print(f"  • {line}", markup=False)
