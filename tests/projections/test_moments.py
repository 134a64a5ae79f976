"""Moments come out of a read model as they went in, on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy import Column, MetaData, Table, insert, select

from service.eventstore.database import open_database
from service.projections.moments import Moment

TABLES = MetaData()
MOMENTS = Table("moments", TABLES, Column("at", Moment()))
MORNING = datetime(2026, 10, 5, 9, tzinfo=timezone(timedelta(hours=3)))


def read_back(url: str) -> list[str]:
    engine = open_database(url)
    with engine.connect() as connection, connection.begin():
        TABLES.create_all(connection)
        connection.execute(insert(MOMENTS), [{"at": MORNING}, {"at": None}])
        found = connection.scalars(select(MOMENTS.c.at)).all()
    engine.dispose()
    return [str(moment) for moment in found]


def test_sqlite_gives_a_moment_back_in_utc(tmp_path: Path) -> None:
    assert read_back(f"sqlite:///{tmp_path / 'moments.sqlite'}") == [str(MORNING.astimezone(UTC)), "None"]


def test_postgres_gives_a_moment_back_in_utc(postgres_url: str) -> None:
    assert read_back(postgres_url) == [str(MORNING.astimezone(UTC)), "None"]
