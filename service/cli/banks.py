"""``import``: a workbook with the two banks, taken over whole or not at all."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from service.cli.bar import progress
from service.cli.console import OUT, AsJson, Institution, OnDate, actor, day, service
from service.commands.import_banks import import_workbook
from service.commands.import_page import import_document

FAULTS_SHOWN: Final = 50


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import")(import_file)


def import_file(
    file: Annotated[Path, typer.Argument(help="Книга Excel (.xlsx) с банками.", exists=True, dir_okay=False)],
    institution: Institution,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Только проверить, ничего не записывать.")
    ] = False,
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="Загрузить строки без ошибок, остальные пропустить.")
    ] = False,
    on: OnDate = None,
    as_json: AsJson = False,
) -> None:
    """Загрузить банки наставников и наставляемых из книги Excel."""
    content = file.read_bytes()
    with service(institution) as runtime, progress() as report:
        result = import_workbook(
            runtime,
            institution=institution,
            actor=actor(),
            content=content,
            skip_bad_rows=skip_bad_rows,
            dry_run=dry_run,
            on=day(on),
            progress=report,
        )
    document = import_document(result)
    if as_json:
        typer.echo(msgspec.json.encode(document).decode())
    else:
        _print(document, dry_run=dry_run)
    raise typer.Exit(0 if result.stored or dry_run else 1)


def _print(document: dict[str, Any], *, dry_run: bool) -> None:
    _print_faults("Ошибки", document["errors"])
    _print_faults("Предупреждения", document["warnings"])
    unsure = sum(not reading["sure"] for row in document["accepted"] for reading in row["competencies"])
    OUT.print(f"Строк без ошибок: {len(document['accepted'])}, ошибок: {len(document['errors'])}.")
    if unsure:
        OUT.print(f"Формулировок, которые нужно уточнить: {unsure}. До выбора они в подборе не участвуют.")
    OUT.print(_verdict(document, dry_run=dry_run))


def _verdict(document: dict[str, Any], *, dry_run: bool) -> str:
    if dry_run:
        return "Проверка: ничего не записано."
    if document["stored"]:
        return "Банки загружены."
    if document["accepted"]:
        return "Файл не загружен: исправьте ошибки или загрузите только строки без ошибок (--skip-bad-rows)."
    return "Файл не загружен: в нём нет ни одной строки без ошибок."


def _print_faults(title: str, faults: Sequence[dict[str, Any]]) -> None:
    if not faults:
        return
    table = Table(title=title, title_justify="left")
    for heading in ("Лист", "Ячейка", "Столбец", "Что не так"):
        table.add_column(heading)
    for fault in faults[:FAULTS_SHOWN]:
        cells = (fault["sheet"], fault["cell"], fault["column"], fault["message"])
        table.add_row(*(escape(cell or "") for cell in cells))
    OUT.print(table)
    if len(faults) > FAULTS_SHOWN:
        OUT.print(f"… и ещё {len(faults) - FAULTS_SHOWN}; все — в выводе --json.")
