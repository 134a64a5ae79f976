"""What the commands share: opening the service, printing tables, common options."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, Final

import typer
from rich.console import Console

from service.access import Actor, operator
from service.cli.said_no import SaidNo
from service.commands.runtime import Runtime
from service.commands.texts import OTHERS, sentence
from service.errors import NotAllowed, NotFound, Refused
from service.projections.institutions import cards
from service.settings import current_settings

PIPE_WIDTH: Final = 140


def _output() -> Console:
    """Standard output; a pipe or file without a width of its own gets one in which tables can be read."""
    plain = Console(highlight=False)
    narrow = not plain.is_terminal and plain.width < PIPE_WIDTH
    return Console(highlight=False, width=PIPE_WIDTH) if narrow else plain


OUT: Final = _output()

Institution = Annotated[
    str, typer.Option("--institution", "-i", metavar="КОД", help="Код организации, например 001.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Вывести JSON.")]
OnDate = Annotated[
    str | None,
    typer.Option("--on", metavar="ДАТА", help="На какую дату, например 01.09.2026; по умолчанию сегодня."),
]


@contextmanager
def service(institution: str = "", *, founds: bool = False) -> Iterator[Runtime]:
    """Open the service on the data of this process, for a command about one institution.

    ``founds`` tells that the institution need not be there yet.

    Raises:
        SaidNo: there is no such institution, or the service refused what was done inside.

    """
    with Runtime.open(current_settings()) as runtime:
        if institution and not founds:
            need_institution(runtime, institution)
        try:
            yield runtime
        except (Refused, NotAllowed, NotFound) as refusal:
            raise SaidNo(sentence(refusal, institution=institution)) from refusal


def need_institution(runtime: Runtime, institution: str) -> None:
    """Tell which institutions there are to whoever names another.

    Raises:
        SaidNo.

    """
    with runtime.reading() as connection:
        codes = [row["code"] for row in cards(connection)]
    if institution not in codes:
        there = f"Есть организации: {', '.join(codes)}." if codes else "Пока не заведено ни одной."
        raise SaidNo(f"{OTHERS['InstitutionUnknown'].format(institution=institution)} {there}")


def actor() -> Actor:
    """The command line acts as the operator of the machine."""
    return operator()


def day(text: str | None) -> date | None:
    """Read a date of an option.

    Raises:
        typer.BadParameter: it is not a calendar date.

    """
    if text is None:
        return None
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
    raise typer.BadParameter(f"«{text}» — не дата; пишите 2026-09-01 или 01.09.2026", param_hint="--on")
