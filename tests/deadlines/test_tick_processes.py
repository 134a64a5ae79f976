"""Three workers tick at the same time: each notice is issued once and each letter is sent once."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from service.access import operator
from service.aggregates.notice import Notice
from service.commands.import_banks import import_workbook
from service.commands.runtime import Runtime, prepare
from service.demo.stage import set_the_stage
from service.demo.workbooks import workbook
from service.settings import Settings
from tests.deadlines.conftest import NOW, Post

WORKERS: Final = 3


def furnish(settings: Settings) -> None:
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        set_the_stage(runtime)
        content = workbook("002", on=date(2026, 9, 1))
        import_workbook(runtime, institution="002", actor=operator(), content=content)


def tick_together(settings: Settings, post: Post) -> list[dict[str, int]]:
    command = (
        sys.executable,
        "-m",
        "tests.deadlines.tickers",
        settings.data,
        settings.database or "",
        post.url,
    )
    workers = [
        subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(WORKERS)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    return [json.loads(worker.communicate(timeout=120)[0]) for worker in workers]


def check(settings: Settings, post: Post) -> None:
    done = tick_together(settings, post)
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        events = [recorded.event for recorded in runtime.log.all_after()]
        issued = [event for event in events if isinstance(event, Notice.NoticeIssued)]
        delivered = [event for event in events if isinstance(event, Notice.NoticeDelivered)]
        assert runtime.feed.dead_letters() == []
    told = Counter((event.deadline, event.due_on, event.stage) for event in issued)
    assert len(told) > WORKERS
    assert set(told.values()) == {1}
    assert sum(each["issued"] for each in done) == len(issued)
    letters = Counter(letter["Message-ID"] for letter in post.letters)
    assert set(letters.values()) == {1}
    assert sum(each["sent"] for each in done) == len(letters) == len(delivered)
    assert sum(each["failed"] for each in done) == 0


@pytest.mark.requirement("R-074")
def test_three_workers_send_each_notice_once_on_sqlite(furnished: Path, tmp_path: Path, post: Post) -> None:
    shutil.copytree(furnished, tmp_path / "data")
    settings = Settings(data=tmp_path / "data")
    furnish(settings)
    check(settings, post)


@pytest.mark.postgres
@pytest.mark.requirement("R-074")
def test_three_workers_send_each_notice_once_on_postgresql(
    postgres_url: str, tmp_path: Path, post: Post
) -> None:
    settings = Settings(data=tmp_path / "data", database=postgres_url)
    furnish(settings)
    check(settings, post)
