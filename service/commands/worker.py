"""The background worker: it ticks again and again beside the web server; several of them may run."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event, Thread
from typing import Final

from service.commands.runtime import Runtime
from service.commands.tick import Ticked, tick

EVERY_S: Final = 900.0
"""Seconds between two ticks; deadlines are days, so a quarter of an hour is soon enough."""

_LOG: Final = logging.getLogger(__name__)


@contextmanager
def ticking(runtime: Runtime, *, every: float = EVERY_S) -> Iterator[None]:
    """Tick in a thread of its own while the block runs; the first time after ``every`` seconds."""
    stop = Event()
    worker = Thread(target=_tick_until, args=(runtime, every, stop), name="tick", daemon=True)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()


def try_tick(runtime: Runtime, *, on: date | None = None) -> Ticked | None:
    """Tick once; None where it failed, of which the log tells the kind: the text may hold personal data."""
    try:
        return tick(runtime, on=on)
    except Exception as fault:  # noqa: BLE001 - whoever ticks outlives a database that is away for a while
        _LOG.error("tick failed: %s", type(fault).__name__)
        return None


def _tick_until(runtime: Runtime, every: float, stop: Event) -> None:
    while not stop.wait(every):
        try_tick(runtime)
