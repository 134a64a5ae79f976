"""Telling a story twice, on SQLite and on PostgreSQL, and comparing what came of it.

How to write a scenario
-----------------------
A scenario is ``test_<institution>.py`` with chapters: functions ``given_…``, ``when_…``, ``then_…`` that take
the ``School``, and one function that tells them in order. A chapter moves the calendar
(``school.on("1 сентября 2026")``, which also lets the service issue its reminders) and uses the verbs of this
folder (``setting_up``, ``banks``, ``pairs``, ``programmes``, …). It holds people by surname, days in words,
the words of the regulation, and expectations: no id, no code, no command.

* A verb is a function ``verb(school, who acts, …)`` that gives commands of the API as this person. A missing
  verb is added to the module of its subject; words that the API knows by codes are added to ``words``.
* Pairs, groups and programmes go by the surname of a mentee:
  ``programmes.start(school, "Аверина", of="Ветров")``.
* What must not be possible: ``with school.refuses("часть предложения отказа"): …``; this also checks that
  nothing was recorded. What is seen: a question in a verb module, made of ``school.ask(who, list)``.

``told_alike`` tells the story on both databases and compares every list, the kinds of events in their order,
and the read models with those rebuilt from the log; the one test of a scenario consists of it.
"""

import itertools
import json
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eventsourcing.utils import get_topic
from sqlalchemy import Connection, select
from starlette.testclient import TestClient

from service.commands.runtime import PROJECTIONS, Runtime, prepare
from service.eventstore.database import open_database
from service.projections.feed import Feed, migrate_views
from service.settings import Settings
from service.web.app import create_app
from tests.scenarios.school import Clock, School

ORIGIN: Final = "http://127.0.0.1"
EVERYTHING: Final = 100_000

Story = Callable[[School], None]


@dataclass(frozen=True)
class Told:
    """What is left of a story: the kinds of events in their order, every list, every table."""

    topics: list[str]
    lists: dict[str, str]
    tables: dict[str, str]


@contextmanager
def opened_school(code: str, folder: Path, database: str | None) -> Iterator[School]:
    """An empty service for one institution, with a clock of its own and ids that repeat."""
    settings = Settings(data=folder, database=database)
    prepare(settings)
    numbers = itertools.count(1)
    clock = Clock()
    with Runtime.open(settings, clock=clock, random_hex=lambda: repeating(next(numbers))) as runtime:
        app = create_app(runtime, demo=True, patience=60)
        with TestClient(app, base_url=ORIGIN, follow_redirects=False) as client:
            yield School(client, runtime, clock, code)


def repeating(number: int) -> str:
    """An id that looks like a random one and is the same each time the story is told."""
    return uuid.uuid5(uuid.NAMESPACE_OID, str(number)).hex


def told_alike(story: Story, code: str, folder: Path, postgres_url: str) -> None:
    """Tell a story on both databases: the same events, lists and tables; read models that can be rebuilt."""
    on_sqlite = told(story, code, folder / "sqlite", None)
    on_postgres = told(story, code, folder / "postgres", postgres_url)
    assert on_postgres.topics == on_sqlite.topics
    for one, other in ((on_sqlite.lists, on_postgres.lists), (on_sqlite.tables, on_postgres.tables)):
        for name, rows in one.items():
            assert other[name] == rows, name


def told(story: Story, code: str, folder: Path, database: str | None) -> Told:
    """Tell a story on one database; what it leaves can be rebuilt from its log."""
    with opened_school(code, folder, database) as school:
        story(school)
        runtime = school.runtime
        runtime.feed.catch_up()
        assert runtime.feed.dead_letters() == []
        lists = {name: _without_secrets(_text(rows)) for name, rows in school.everything().items()}
        with runtime.views.connect() as connection:
            live = tables(connection)
        assert rebuilt(runtime, folder) == live
        topics = [get_topic(type(each.event)) for each in runtime.log.after(0, limit=EVERYTHING)]
    comparable = {name: "\n".join(sorted(map(_without_secrets, rows))) for name, rows in live.items()}
    return Told(topics, lists, comparable)


def rebuilt(runtime: Runtime, folder: Path) -> dict[str, list[str]]:
    """Every table of the read models, folded from the whole log into a fresh database."""
    fresh = open_database(f"sqlite:///{folder / 'rebuilt.sqlite'}")
    migrate_views(fresh, PROJECTIONS)
    Feed(log=runtime.log, engine=fresh, projections=PROJECTIONS).catch_up()
    with fresh.connect() as connection:
        found = tables(connection)
    fresh.dispose()
    return found


def tables(connection: Connection) -> dict[str, list[str]]:
    """The rows of every table of the read models, in an order of their own."""
    known = [table for projection in PROJECTIONS for table in projection.tables.sorted_tables]
    # As a tuple: the text of a row of SQLAlchemy leaves out the middle of long values.
    return {
        table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table))) for table in known
    }


def _text(rows: object) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _without_secrets(text: str) -> str:
    """Leave out what hangs on each database's secret key: opaque tokens, ids of partners, digests of them."""
    return re.sub(r"\bx-[0-9a-f]{16}\b|(?<=/partner/)[0-9a-f]{32}|(?<=sha256:)[0-9a-f]{64}", "…", text)
