"""An import killed by SIGKILL at any point is in the log whole or not at all; repeated, it completes."""

from typing import Final

import pytest

from tests.faults.ground import KILLED, Ground, Undisturbed, Victims, opened
from tests.faults.survivors import rebuilt, remains, subjects
from tests.faults.verdict import check_repeated, left_after
from tests.faults.victims import take_over, take_over_read_before
from tests.faults.watch import ANY, Death, shares

DEATHS: Final = {"deciding": 12, "keys": 8, "log": 16, "views": 16}
"""Seeded deaths by stage, spread evenly over each stage."""

SEEDED: Final = [(stage, share) for stage, count in DEATHS.items() for share in shares(stage, count)]


def test_an_undisturbed_import_stores_events_receipt_and_rows(undisturbed: Undisturbed) -> None:
    before, after = undisturbed.before, undisturbed.after
    assert after.events[: len(before.events)] == before.events
    assert len(after.events) - len(before.events) > 300
    assert len(after.receipts - before.receipts) == 1
    assert len(after.rows["mentor_bank"]) == 14
    assert len(after.rows["mentee_bank"]) == 32
    assert after.dead_letters == 0


def test_the_seeded_deaths_are_at_least_fifty_different_ones() -> None:
    assert len(set(SEEDED)) >= 50


@pytest.mark.parametrize(("stage", "share"), SEEDED)
def test_an_import_killed_at_a_seeded_call_is_whole_or_absent_and_can_be_repeated(
    ground: Ground, process: Victims, undisturbed: Undisturbed, stage: str, share: float
) -> None:
    death = Death(stage, int(share * undisturbed.lengths[stage][ANY]))
    with ground.copy() as settings:
        assert process.send("import read before", settings, death) == KILLED
        left_after(settings, stage, undisturbed)
        check_repeated(settings, undisturbed, take_over_read_before)


@pytest.mark.parametrize("death", [Death("keys", 1, "commit"), Death("keys", 2, "commit"), Death("log", 0)])
def test_keys_without_events_are_harmless(
    ground: Ground, process: Victims, undisturbed: Undisturbed, death: Death
) -> None:
    """The three deaths: just before the commit of the keys, just after it, and before the log is touched."""
    with ground.copy() as settings:
        assert process.send("import read before", settings, death) == KILLED
        orphans = subjects(settings) - undisturbed.before.subjects
        assert len(orphans) == (0 if death == Death("keys", 1, "commit") else 46)
        assert left_after(settings, death.stage, undisturbed) == undisturbed.before
        check_repeated(settings, undisturbed, take_over_read_before)
        assert orphans <= subjects(settings)


def test_a_death_after_half_of_the_inserts_leaves_nothing(
    ground: Ground, process: Victims, undisturbed: Undisturbed
) -> None:
    half = undisturbed.lengths["log"]["execute"] // 2
    with ground.copy() as settings:
        assert process.send("import read before", settings, Death("log", half, "execute")) == KILLED
        assert left_after(settings, "log", undisturbed) == undisturbed.before
        check_repeated(settings, undisturbed, take_over_read_before)


@pytest.mark.parametrize(("number", "stored"), [(1, "nothing"), (2, "everything")])
def test_the_commit_of_the_log_decides_between_nothing_and_everything(
    ground: Ground, process: Victims, undisturbed: Undisturbed, number: int, stored: str
) -> None:
    """One victim dies as it enters the commit of SQLite, the other as it leaves it."""
    expected = {"nothing": undisturbed.before, "everything": undisturbed.after}[stored]
    with ground.copy() as settings:
        assert process.send("import read before", settings, Death("log", number, "commit")) == KILLED
        assert left_after(settings, "log", undisturbed) == expected
        check_repeated(settings, undisturbed, take_over)


@pytest.mark.parametrize(
    ("of", "share"),
    [
        pytest.param(ANY, 0.0, id="before the first"),
        pytest.param("_apply", 0.5, id="in the middle of one"),
        pytest.param("_apply_to_all", 0.9, id="before the positions move"),
    ],
)
def test_read_models_that_a_death_left_behind_catch_up_to_what_a_rebuild_gives(
    ground: Ground, process: Victims, undisturbed: Undisturbed, of: str, share: float
) -> None:
    death = Death("views", int(share * undisturbed.lengths["views"][of]), of)
    with ground.copy() as settings:
        assert process.send("import read before", settings, death) == KILLED
        with opened(settings) as runtime:
            assert runtime.feed.position() == len(undisturbed.before.events)
            assert runtime.log.head() == len(undisturbed.after.events)
            assert remains(runtime).rows == rebuilt(runtime) == undisturbed.after.rows
        check_repeated(settings, undisturbed, take_over_read_before)


def test_five_deaths_one_after_another_leave_an_import_that_can_be_repeated(
    ground: Ground, process: Victims, undisturbed: Undisturbed
) -> None:
    half = undisturbed.lengths["log"]["execute"] // 2
    deaths = (
        Death("keys", 1, "commit"),
        Death("log", 0),
        Death("log", half, "execute"),
        Death("log", 1, "commit"),
        Death("log", 2, "commit"),
    )
    with ground.copy() as settings:
        for death in deaths:
            assert process.send("import read before", settings, death) == KILLED
        assert left_after(settings, "log", undisturbed) == undisturbed.after
        check_repeated(settings, undisturbed, take_over_read_before)


@pytest.mark.parametrize("death", [Death("reading", 150), Death("reading", 700)])
def test_an_import_killed_while_it_reads_the_file_leaves_nothing_and_can_be_repeated(
    ground: Ground, process: Victims, undisturbed: Undisturbed, death: Death
) -> None:
    with ground.copy() as settings:
        assert process.send("import", settings, death) == KILLED
        left_after(settings, death.stage, undisturbed)
        check_repeated(settings, undisturbed, take_over)
