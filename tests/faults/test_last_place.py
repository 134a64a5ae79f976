"""Two workers race for a mentor's last place a thousand times: exactly one wins each time."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from service.aggregates.mentor import Mentor
from service.commands.runtime import Runtime, prepare
from service.demo.stage import set_the_stage
from service.settings import Settings

RACES: Final = 1000
SECONDS: Final = 1500


def race(settings: Settings) -> list[tuple[str, str]]:
    prepare(settings)
    with Runtime.open(settings) as runtime:
        set_the_stage(runtime)
    where = (str(settings.data), settings.database or "", str(RACES))
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.racers", *where],
        check=True,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    return [(one, other) for one, other in json.loads(done.stdout)]


def check(settings: Settings) -> None:
    told = Counter(tuple(sorted(each)) for each in race(settings))
    assert told == {("MentorAtCapacity", "won"): RACES}
    with Runtime.open(settings) as runtime:
        events = (recorded.event for recorded in runtime.log.all_after())
        appointed = Counter(
            event.originator_id for event in events if isinstance(event, Mentor.MentorAppointed)
        )
    assert len(appointed) == RACES
    assert set(appointed.values()) == {1}


@pytest.mark.requirement("R-077")
def test_one_of_two_workers_gets_the_last_place_on_sqlite(tmp_path: Path) -> None:
    check(Settings(data=tmp_path / "data"))


@pytest.mark.postgres
@pytest.mark.requirement("R-077")
def test_one_of_two_workers_gets_the_last_place_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    check(Settings(data=tmp_path / "data", database=postgres_url))
