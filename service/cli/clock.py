"""``tick``: reminders and notices about deadlines, once or again and again."""

import time
from typing import Annotated

import typer

from service.cli.console import OUT, OnDate, day, service
from service.commands.tick import tick


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("tick")(tick_once)


def tick_once(
    *,
    on: OnDate = None,
    every: Annotated[
        int | None, typer.Option("--every", min=1, help="Повторять через столько секунд, пока не остановят.")
    ] = None,
) -> None:
    """Разослать напоминания и уведомления о сроках; повторный запуск ничего не шлёт второй раз."""
    with service() as runtime:
        while True:
            done = tick(runtime, on=day(on))
            OUT.print(
                f"Уведомлений: {done.issued}, писем отправлено: {done.sent}, не принято: {done.failed}."
            )
            if every is None:
                return
            time.sleep(every)
