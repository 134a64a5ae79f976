"""A bar on standard error while long work goes on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

ERR: Final = Console(stderr=True, highlight=False)


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """Show a bar on standard error while long work goes on; a pipe sees nothing."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=ERR, transient=True, disable=not ERR.is_terminal) as bar:
        task = bar.add_task("Считаем", total=None)

        def report(stage: str, share: float) -> None:
            bar.update(task, description=stage, total=1.0, completed=share)

        yield report
