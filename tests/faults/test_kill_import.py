"""An import killed by SIGKILL at any point is in the log whole or not at all; repeated, it completes."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Final

import pytest

from service.settings import Settings
from tests.faults.ground import (
    KILLED,
    Ground,
    Undisturbed,
    Victims,
    opened,
    staged_ground,
    undisturbed_run,
    victims,
)
from tests.faults.survivors import Remains, rebuilt, remains
from tests.faults.victims import take_over, take_over_read_before
from tests.faults.watch import ANY, Death

SEED: Final = 20261121
DEATHS: Final = {"deciding": 16, "keys": 10, "log": 16, "views": 16}
"""Seeded deaths by stage, spread evenly over each stage."""

STORED: Final = {
    "reading": {False},
    "deciding": {False},
    "keys": {False},
    "log": {False, True},
    "views": {True},
}
"""Whether the import may be in the log after a death in a stage."""


def shares(stage: str, count: int) -> list[float]:
    """Seeded places in a stage, one in each of ``count`` equal parts, as shares of its calls."""
    random = Random(f"{SEED} {stage}")  # noqa: S311 - places, not secrets
    return [(part + random.random()) / count for part in range(count)]


SEEDED: Final = [
    pytest.param(stage, share, id=f"{stage}-{share:.3f}")
    for stage, count in DEATHS.items()
    for share in shares(stage, count)
]


@pytest.fixture(scope="module")
def process() -> Iterator[Victims]:
    with victims() as started:
        yield started


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return staged_ground(tmp_path_factory.mktemp("ground"))


@pytest.fixture(scope="module")
def undisturbed(ground: Ground, process: Victims) -> Undisturbed:
    return undisturbed_run(ground, process)


def left_after(settings: Settings, stage: str, undisturbed: Undisturbed) -> Remains:
    """Read everything after a death: the import is there whole, or nothing of it is, as the stage allows."""
    with opened(settings) as runtime:
        left = remains(runtime)
    assert left in (undisturbed.before, undisturbed.after)
    assert (left == undisturbed.after) in STORED[stage]
    return left


def check_repeated(
    settings: Settings, undisturbed: Undisturbed, import_again: Callable[[Settings], int]
) -> None:
    """Import the same workbook again: from now on all is as if nothing had happened."""
    assert import_again(settings) == len(undisturbed.after.events)
    with opened(settings) as runtime:
        assert remains(runtime) == undisturbed.after
        assert rebuilt(runtime) == undisturbed.after.rows


def test_the_deaths_are_many_and_all_different() -> None:
    assert sum(DEATHS.values()) >= 50
    assert len({point.values for point in SEEDED}) == len(SEEDED)


def test_an_undisturbed_import_stores_events_receipt_and_rows(undisturbed: Undisturbed) -> None:
    before, after = undisturbed.before, undisturbed.after
    assert after.events[: len(before.events)] == before.events
    assert len(after.events) - len(before.events) > 300
    assert len(after.receipts - before.receipts) == 1
    assert len(after.rows["mentor_bank"]) == 14
    assert len(after.rows["mentee_bank"]) == 32


@pytest.mark.parametrize(("stage", "share"), SEEDED)
def test_an_import_killed_at_a_seeded_call_is_whole_or_absent_and_can_be_repeated(
    ground: Ground, process: Victims, undisturbed: Undisturbed, stage: str, share: float
) -> None:
    death = Death(stage, int(share * undisturbed.lengths[stage][ANY]))
    with ground.copy() as settings:
        assert process.send("import read before", settings, death) == KILLED
        left_after(settings, stage, undisturbed)
        check_repeated(settings, undisturbed, take_over_read_before)
