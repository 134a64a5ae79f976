"""What the questions about a run share: which run, whom by name, how answers are printed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Final

import msgspec
import typer

from service.cli.bar import progress
from service.cli.console import OUT, actor
from service.commands.limited_match import asker_with
from service.commands.open_run import OpenRun, open_run
from service.commands.runtime import Runtime
from service.ids import id_of, random_part

Run = Annotated[
    str | None,
    typer.Option("--run", metavar="НОМЕР", help="Номер подбора (32 знака); по умолчанию последний."),
]
Most = Annotated[int, typer.Option("--most", min=1, max=20, help="Сколько вариантов показать.")]

_TOLD: Final = 5
"""So many namesakes are told; more would hide the question."""


def open_asked(runtime: Runtime, institution: str, run: str | None) -> OpenRun:
    """Open the run that is asked about, the newest if none is named; a bar moves while an answer is found."""
    run_id = None if run is None else id_of(institution, "match_run", random_part(run))
    return open_run(
        runtime, institution=institution, actor=actor(), run_id=run_id, asker=asker_with(progress)
    )


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
