"""The feed: incremental equals rebuilt, poison is put aside, any number of processes may catch up at once."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from service.access import operator
from service.aggregates.person import Person
from service.commands.import_banks import import_workbook
from service.commands.runtime import PROJECTIONS, Runtime, prepare
from service.demo.stage import play_round, set_the_stage
from service.demo.workbooks import workbook
from service.eventstore.database import open_database
from service.projections import banks
from service.projections.feed import VIEWS_SCHEMA, Feed, Projection, migrate_views
from service.settings import Settings

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TABLES = [table for projection in PROJECTIONS for table in projection.tables.sorted_tables]


def opened(settings: Settings) -> Runtime:
    prepare(settings)
    return Runtime.open(settings, clock=lambda: NOW)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    return Settings(data=tmp_path / "data", database=url)


@pytest.fixture
def played(settings: Settings) -> Iterator[Runtime]:
    """Two institutions with banks, interest, a run and a choice of their own."""
    with opened(settings) as runtime:
        set_the_stage(runtime)
        play_round(runtime, "001")
        play_round(runtime, "002")
        yield runtime


def rows(runtime: Runtime, views: Any | None = None) -> dict[str, list[tuple[Any, ...]]]:  # noqa: ANN401
    with (views or runtime.views).connect() as connection:
        return {
            table.name: sorted(tuple(map(_plain, row)) for row in connection.execute(select(table)))
            for table in TABLES
        }


def _plain(value: object) -> str:
    """A value as both databases show it; SQLite keeps no time zone, all times are UTC."""
    return repr(value.replace(tzinfo=None)) if isinstance(value, datetime) else repr(value)


def test_a_rebuilt_read_model_equals_the_one_that_grew(played: Runtime, tmp_path: Path) -> None:
    rebuilt = open_database(f"sqlite:///{tmp_path / 'rebuilt.sqlite'}")
    migrate_views(rebuilt, PROJECTIONS)
    Feed(log=played.log, engine=rebuilt, projections=PROJECTIONS).catch_up()
    grown, again = rows(played), rows(played, rebuilt)
    assert grown.keys() == again.keys()
    for name, found in grown.items():
        assert found == again[name], name
    assert sum(map(len, grown.values())) > 100


def test_the_position_is_the_head_of_the_log_after_catching_up(played: Runtime) -> None:
    assert played.feed.catch_up() == played.log.head() == played.feed.position()


def test_an_event_that_cannot_be_applied_is_put_aside_and_the_rest_goes_on(
    played: Runtime, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    handlers = dict(banks.BANKS.handlers)
    apply = handlers[Person.ParticipantRegistered]
    poison = next(
        recorded.position
        for recorded in played.log.all_after()
        if isinstance(recorded.event, Person.ParticipantRegistered)
    )

    def stumble(connection: Any, recorded: Any) -> None:  # noqa: ANN401
        if recorded.position == poison:
            raise KeyError(recorded.event.full_name.text)
        apply(connection, recorded)

    handlers[Person.ParticipantRegistered] = stumble
    engine = open_database(f"sqlite:///{tmp_path / 'poisoned.sqlite'}")
    sick = Projection(name="banks", tables=banks.TABLES, handlers=handlers)
    migrate_views(engine, [sick])
    feed = Feed(log=played.log, engine=engine, projections=[sick])
    with caplog.at_level(logging.DEBUG):
        assert feed.catch_up() == played.log.head()
    assert feed.dead_letters() == [("banks", poison, "person.ParticipantRegistered", "KeyError")]
    with engine.connect() as connection:
        people = connection.execute(select(banks.PEOPLE.c.id)).all()
    with played.views.connect() as connection:
        everybody = connection.execute(select(banks.PEOPLE.c.full_name)).scalars().all()
    assert len(people) == len(everybody) - 1
    assert not [name for name in everybody if name in caplog.text]


def test_several_processes_catch_up_at_once_and_each_event_is_applied_once(settings: Settings) -> None:
    with opened(settings) as runtime:
        set_the_stage(runtime)
        content = workbook("004", on=date(2026, 9, 1))
        import_workbook(runtime, institution="004", actor=operator(), content=content)
        expected = rows(runtime)
        _reset(runtime)
        script = (
            "import sys; from pathlib import Path; from service.settings import Settings; "
            "from service.commands.runtime import Runtime\n"
            "settings = Settings(data=Path(sys.argv[1]), database=sys.argv[2] or None)\n"
            "with Runtime.open(settings) as runtime: runtime.feed.catch_up()"
        )
        command = [sys.executable, "-c", script, str(settings.data), settings.database or ""]
        running = [subprocess.Popen(command) for _ in range(3)]
        assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
        assert rows(runtime) == expected
        assert runtime.feed.dead_letters() == []


def _reset(runtime: Runtime) -> None:
    prefix = f"{VIEWS_SCHEMA}." if runtime.settings.database else ""
    with runtime.views.begin() as connection:
        for table in TABLES:
            connection.execute(text(f"DELETE FROM {prefix}{table.name}"))  # noqa: S608 - our own table names
        connection.execute(text(f"UPDATE {prefix}projection_positions SET position = 0"))  # noqa: S608


def test_read_models_are_plain_tables_that_any_tool_can_read(played: Runtime) -> None:
    prefix = f"{VIEWS_SCHEMA}." if played.settings.database else ""
    with played.views.connect() as connection:
        count = connection.execute(
            text(f"SELECT count(*) FROM {prefix}mentor_bank WHERE institution = '001'")  # noqa: S608
        ).scalar_one()
    assert count == 14
