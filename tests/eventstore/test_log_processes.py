"""Several processes on one log, on SQLite and PostgreSQL: nothing is stored twice and nothing is lost."""

import json
import subprocess
import sys
import time
from itertools import pairwise
from typing import Any

from service.aggregates.bank import Bank
from tests.eventstore.stores import BANK, Store, open_bank
from tests.eventstore.writers import APPENDS, CLAIMS

SECONDS = 60


def started(store: Store, act: str, count: int) -> subprocess.Popen[str]:
    """Start writers, each a process with a log of its own."""
    where = [act, str(store.folder), str(store.url), str(count)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.eventstore.writers", *where], stdout=subprocess.PIPE, text=True
    )


def answers(writers: subprocess.Popen[str]) -> list[Any]:
    """What each writer did."""
    said, _ = writers.communicate(timeout=SECONDS)
    assert writers.returncode == 0
    done: list[Any] = json.loads(said)
    return done


def test_eight_processes_with_one_key_store_one_result(shared_store: Store) -> None:
    with shared_store.open() as log:
        open_bank(log)
        done = answers(started(shared_store, "same", 8))
        assert done == [[{"person": "7"}, log.head()]] * 8
        assert len(list(log.all_after())) == 2


def test_processes_that_change_one_aggregate_lose_no_change(shared_store: Store) -> None:
    with shared_store.open() as log:
        open_bank(log)
        answers(started(shared_store, "claim", 4))
        assert len(log.get(Bank, BANK).claims) == 4 * CLAIMS


def test_a_follower_of_four_writers_misses_no_event(shared_store: Store) -> None:
    seen: list[int] = []
    with shared_store.open() as log:
        writers = started(shared_store, "append", 4)
        deadline = time.monotonic() + SECONDS
        while len(seen) < 4 * APPENDS and time.monotonic() < deadline:
            seen += [read.position for read in log.after(seen[-1] if seen else 0, limit=7)]
        written = [position for positions in answers(writers) for position in positions]
    assert seen == sorted(written)
    assert all(before < after for before, after in pairwise(seen))


def test_commands_that_change_nothing_wait_for_their_turn_among_writers(shared_store: Store) -> None:
    with shared_store.open() as log:
        done = answers(started(shared_store, "nothing", 4))
        assert len(list(log.all_after())) == 4 * APPENDS
    assert sorted(position for positions in done for position in positions) == list(range(1, 4 * APPENDS + 1))
