"""``compliance``: each clause of an institution's documents, whether it is kept, and by which events."""

from collections.abc import Sequence

import msgspec
import typer
from rich.table import Table

from service.cli.console import OUT, AsJson, Institution, OnDate, actor, day, service
from service.commands.catalogue import all_views
from service.commands.views import Row, answer


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("compliance")(compliance)


def compliance(institution: Institution, *, on: OnDate = None, as_json: AsJson = False) -> None:
    """Показать по пунктам Положения: выполнено, предстоит, нарушено или не применяется."""
    with service(institution) as runtime:
        view = all_views()["compliance"]
        rows = answer(runtime, view, institution=institution, actor=actor(), on=day(on))
    if as_json:
        typer.echo(msgspec.json.encode(rows).decode())
    else:
        OUT.print(_table(rows))


def _table(rows: Sequence[Row]) -> Table:
    table = Table(title=f"Пунктов: {len(rows)}", title_justify="left", show_lines=False)
    for heading in ("Пункт", "Состояние", "Требования", "Событий", "Сроков"):
        table.add_column(heading)
    for row in rows:
        numbers = ", ".join(each["number"] for each in row["requirements"])
        events = sum(each["events"] for each in row["requirements"])
        terms = sum(len(each["terms"]) for each in row["requirements"])
        table.add_row(row["clause_words"], row["status_words"], numbers, str(events), str(terms))
    return table
