"""Opening SQLite files and PostgreSQL databases with SQLAlchemy Core, in one way for keys and read models."""

import logging
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url

LOCK_TIMEOUT_SECONDS = 30

_LOGGED_AS: Final = "nastavnik"


def open_database(url: str, *, schema: str | None = None) -> Engine:
    """Open a database by URL (``sqlite:///path``, ``sqlite://`` in memory, ``postgresql://…``).

    On PostgreSQL the tables live in ``schema``; SQLite has none. Connections with the execution option
    ``writes=True`` take SQLite's write lock at once, so that a transaction that reads before it writes
    waits for others instead of failing. Neither statements in the program log nor faults quote the values.
    """
    logging.getLogger(f"sqlalchemy.engine.Engine.{_LOGGED_AS}").addFilter(_holds_no_rows)
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    engine = create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,
        logging_name=_LOGGED_AS,
    )
    return engine.execution_options(schema_translate_map={None: schema}) if schema else engine


def _holds_no_rows(record: logging.LogRecord) -> bool:
    # the library logs rows as they are at DEBUG, and rows hold names; a level of our own would log every
    # statement of a program that asked for warnings only
    return record.levelno > logging.DEBUG


def _open_sqlite(url: URL) -> Engine:
    engine = create_engine(
        url, connect_args={"timeout": LOCK_TIMEOUT_SECONDS}, hide_parameters=True, logging_name=_LOGGED_AS
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no type
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
