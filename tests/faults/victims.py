"""Processes that die at work: ``python -m tests.faults.victims``.

This process has imported everything and opened nothing. For each order, one JSON line, it forks a victim that
opens the data folder and does the real work under a watch, and answers with one JSON line how it ended.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
import pytest

from service.access import operator
from service.commands.import_banks import Preview, import_workbook, preview_workbook
from service.commands.runtime import Runtime, prepare
from service.eventstore.keys import KeyStore
from service.eventstore.log import Log
from service.eventstore.mapper import SealingMapper
from service.eventstore.receipts import PostgresRecorder, SQLiteRecorder
from service.projections.feed import migrate_views
from service.settings import Settings
from tests.faults.watch import Death, Stage, Watch, lengths

NOW: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
INSTITUTION: Final = "001"
WORKBOOK: Final = "banks.xlsx"
PREVIEW: Final = "preview.json"


class Order(msgspec.Struct, frozen=True):
    """One order: the ``act``, where the data are, and where to die; without a death the calls are counted."""

    act: str
    data: str
    database: str | None = None
    death: Death | None = None

    @property
    def settings(self) -> Settings:
        """The settings of the victim."""
        return Settings(data=Path(self.data), database=self.database)


class End(msgspec.Struct, frozen=True):
    """How a victim ended: the signal that killed it (0 = none), its exit code, calls by stage and name."""

    signal: int
    code: int
    lengths: dict[str, dict[str, int]] = {}


def take_over(settings: Settings) -> int:
    """Import the workbook that lies beside the data; return the position."""
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        done = import_workbook(
            runtime,
            institution=INSTITUTION,
            actor=operator(),
            content=(settings.data / WORKBOOK).read_bytes(),
        )
    assert done.stored
    assert done.position is not None
    return done.position


def take_over_read_before(settings: Settings) -> int:
    """Import the workbook without reading it again: reading takes seconds, and it stores nothing."""
    preview = msgspec.json.decode((settings.data / PREVIEW).read_bytes(), type=Preview)

    def read_before(_runtime: Runtime, **_: object) -> Preview:
        return preview

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.commands.import_banks.preview_workbook", read_before)
        return take_over(settings)


_PREPARING: Final = (
    Stage("keys", "call", KeyStore.migrate.__code__),
    Stage("log", "call", Log.__init__.__code__),
    Stage("views", "call", migrate_views.__code__),
)


def _importing(recorder: type[SQLiteRecorder | PostgresRecorder]) -> tuple[Stage, ...]:
    return (
        Stage("keys", "call", SealingMapper.to_stored_events.__code__),
        Stage("log", "call", recorder.insert_events.__code__),
        Stage("views", "return", Log.execute.__code__),
    )


def _watch(order: Order) -> Watch:
    if order.act == "prepare":
        return Watch(first="files", following=_PREPARING, death=order.death)
    importing = _importing(PostgresRecorder if order.database else SQLiteRecorder)
    if order.act == "import read before":
        return Watch(first="deciding", following=importing, death=order.death)
    read = Stage("deciding", "return", preview_workbook.__code__)
    return Watch(first="reading", following=(read, *importing), death=order.death)


ACTS: Final[dict[str, Callable[[Settings], object]]] = {
    "import": take_over,
    "import read before": take_over_read_before,
    "prepare": prepare,
}


def _die(order: Order, answer: int) -> None:
    """Do the work; whoever gets to the end of it tells the calls."""
    watch = _watch(order)
    sys.setprofile(watch)
    ACTS[order.act](order.settings)
    sys.setprofile(None)
    os.write(answer, json.dumps(lengths(watch.counts)).encode())


def sacrifice(order: Order) -> End:
    """Fork a victim and wait for its end."""
    listening, answer = os.pipe()
    victim = os.fork()
    if victim == 0:
        os.close(listening)
        code = 1
        try:
            _die(order, answer)
            code = 0
        except BaseException:  # noqa: BLE001 - the fork must not go on as its parent
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(answer)
    with os.fdopen(listening, "rb") as said:
        found = json.loads(said.read() or "{}")
    _, status = os.waitpid(victim, 0)
    signalled = os.WIFSIGNALED(status)
    return End(
        signal=os.WTERMSIG(status) if signalled else 0,
        code=0 if signalled else os.WEXITSTATUS(status),
        lengths=found,
    )


def main() -> None:
    """Carry out orders until there are no more."""
    for line in sys.stdin:
        end = sacrifice(msgspec.json.decode(line, type=Order))
        sys.stdout.write(msgspec.json.encode(end).decode() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
