"""``init``, ``demo`` and ``serve``: preparing the data, showing the service, running it."""

from typing import Annotated

import typer

from service.cli.bar import progress
from service.cli.console import OUT
from service.cli.round_tables import print_run
from service.commands.runtime import Runtime, prepare
from service.commands.texts import sentence
from service.demo.stage import institutions, play_round, set_the_stage
from service.errors import Refused
from service.settings import Settings, current_settings

Host = Annotated[str, typer.Option(help="Адрес, на котором слушать.")]
Port = Annotated[int, typer.Option(help="Порт.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("init")(init)
    app.command("demo")(demo)
    app.command("serve")(serve)


def init(
    *,
    demo: Annotated[
        bool, typer.Option("--demo", help="Завести пять организаций с вымышленными людьми.")
    ] = False,
) -> None:
    """Подготовить пустую папку данных или базу."""
    settings = current_settings()
    prepare(settings)
    if demo:
        with Runtime.open(settings) as runtime:
            set_the_stage(runtime)
    OUT.print(f"Готово: {settings.data}")


def demo(
    *,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Не запускать веб-сервер.")] = False,
    host: Host = "127.0.0.1",
    port: Port = 8000,
) -> None:
    """Показать всё сразу: пять организаций, банки, подбор пар, веб-страницы."""
    settings = current_settings()
    prepare(settings)
    with Runtime.open(settings) as runtime:
        set_the_stage(runtime)
        for code, name in institutions(runtime):
            OUT.rule(f"{code} · {name}", align="left")
            _show_institution(runtime, code)
    if not no_serve:
        _serve(settings, host=host, port=port, demo=True)


def _show_institution(runtime: Runtime, code: str) -> None:
    try:
        with progress() as report:
            run = play_round(runtime, code, progress=report)
    except Refused as refusal:
        OUT.print(f"Пар нет. {sentence(refusal, institution=code)}")
        return
    print_run(runtime, run)


def serve(
    *,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    demo: Annotated[bool, typer.Option("--demo", help="Вход без пароля, только на 127.0.0.1.")] = False,
) -> None:
    """Запустить веб-сервер."""
    settings = current_settings()
    _serve(settings, host=host, port=port, demo=demo)


def _serve(settings: Settings, *, host: str, port: int, demo: bool) -> None:
    from service.web.run import run_server  # noqa: PLC0415 - only this command pays for loading the web

    with Runtime.open(settings) as runtime:
        run_server(runtime, host=host, port=port, demo=demo)
