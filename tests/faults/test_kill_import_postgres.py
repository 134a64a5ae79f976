"""On PostgreSQL, too, a killed import is in the log whole or not at all; repeated, it completes.

The server lives on and notices by itself that its client is gone.
"""

from typing import Final

import pytest

from service.settings import Settings
from tests.faults.ground import KILLED, Ground, Undisturbed, Victims, opened, until_the_server_noticed
from tests.faults.survivors import rebuilt, remains
from tests.faults.verdict import check_repeated, left_after
from tests.faults.victims import take_over_read_before
from tests.faults.watch import ANY, Death, shares

DEATHS: Final = {"deciding": 2, "keys": 1, "log": 6, "views": 3}
"""Seeded deaths by stage, spread evenly over each stage."""

SEEDED: Final = [(stage, share) for stage, count in DEATHS.items() for share in shares(stage, count)]

pytestmark = pytest.mark.postgres


def kill(process: Victims, settings: Settings, death: Death) -> None:
    """Kill an import and let the server notice."""
    assert process.send("import read before", settings, death) == KILLED
    until_the_server_noticed(settings)


@pytest.mark.parametrize(("stage", "share"), SEEDED)
def test_an_import_killed_at_a_seeded_call_is_whole_or_absent_on_the_server(
    postgres_ground: Ground, process: Victims, postgres_undisturbed: Undisturbed, stage: str, share: float
) -> None:
    with postgres_ground.copy() as settings:
        kill(process, settings, Death(stage, int(share * postgres_undisturbed.lengths[stage][ANY])))
        left_after(settings, stage, postgres_undisturbed)
        check_repeated(settings, postgres_undisturbed, take_over_read_before)


@pytest.mark.parametrize(
    ("of", "stored"),
    [
        pytest.param("insert_events", "nothing", id="keys committed, log untouched"),
        pytest.param("_insert_receipt", "nothing", id="events inserted, receipt not"),
        pytest.param("_commit_gen", "nothing", id="before the commit is sent"),
        pytest.param("_known", "everything", id="after the commit was answered"),
    ],
)
def test_the_commit_on_the_server_decides_between_nothing_and_everything(
    postgres_ground: Ground, process: Victims, postgres_undisturbed: Undisturbed, of: str, stored: str
) -> None:
    expected = {"nothing": postgres_undisturbed.before, "everything": postgres_undisturbed.after}[stored]
    with postgres_ground.copy() as settings:
        kill(process, settings, Death("log", 0, of))
        assert left_after(settings, "log", postgres_undisturbed) == expected
        check_repeated(settings, postgres_undisturbed, take_over_read_before)


def test_read_models_on_the_server_that_a_death_left_half_way_catch_up_to_what_a_rebuild_gives(
    postgres_ground: Ground, process: Victims, postgres_undisturbed: Undisturbed
) -> None:
    before, after = postgres_undisturbed.before, postgres_undisturbed.after
    half = postgres_undisturbed.lengths["views"]["_apply"] // 2
    with postgres_ground.copy() as settings:
        kill(process, settings, Death("views", half, "_apply"))
        with opened(settings) as runtime:
            assert runtime.feed.position() == len(before.events)
            assert remains(runtime).rows == rebuilt(runtime) == after.rows
        check_repeated(settings, postgres_undisturbed, take_over_read_before)


def test_an_import_is_repeated_at_once_while_the_server_still_holds_the_session_of_the_dead(
    postgres_ground: Ground, process: Victims, postgres_undisturbed: Undisturbed
) -> None:
    with postgres_ground.copy() as settings:
        assert process.send("import read before", settings, Death("log", 0, "_insert_receipt")) == KILLED
        check_repeated(settings, postgres_undisturbed, take_over_read_before)
