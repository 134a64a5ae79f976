"""``tick``: reminders and notices about deadlines, once or again and again."""

from time import sleep
from typing import Annotated

import typer

from service.cli.console import OUT, OnDate, day, service
from service.commands.tick import Ticked, tick
from service.commands.worker import try_tick


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
        if every is None:
            _tell(tick(runtime, on=day(on)))
            return
        while True:
            done = try_tick(runtime, on=day(on))
            if done is None:
                OUT.print(f"Не получилось; следующая попытка через {every} с.")
            else:
                _tell(done)
            sleep(every)


def _tell(done: Ticked) -> None:
    OUT.print(f"Уведомлений: {done.issued}, писем отправлено: {done.sent}, не принято: {done.failed}.")
