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
from sqlalchemy import select
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
    """What is left of a story: the lists as one text, and the kinds of events in their order."""

    lists: dict[str, str]
    topics: list[str]


@contextmanager
def opened_school(code: str, folder: Path, database: str | None) -> Iterator[School]:
    """An empty service for one institution, with a clock of its own and ids that repeat."""
    settings = Settings(data=folder, database=database)
    prepare(settings)
    numbers = itertools.count(1)
    clock = Clock()
    with Runtime.open(settings, clock=clock, random_hex=lambda: repeating(next(numbers))) as runtime:
        app = create_app(runtime, demo=True)
        with TestClient(app, base_url=ORIGIN, follow_redirects=False) as client:
            yield School(client, runtime, clock, code)


def repeating(number: int) -> str:
    """An id that looks like a random one and is the same each time the story is told."""
    return uuid.uuid5(uuid.NAMESPACE_OID, str(number)).hex


def told_alike(story: Story, code: str, folder: Path, postgres_url: str) -> None:
    """Tell a story on both databases: the same lists, the same events, read models that can be rebuilt."""
    on_sqlite = told(story, code, folder / "sqlite", None)
    on_postgres = told(story, code, folder / "postgres", postgres_url)
    assert on_postgres.topics == on_sqlite.topics
    for name, rows in on_sqlite.lists.items():
        assert on_postgres.lists[name] == rows, name


def told(story: Story, code: str, folder: Path, database: str | None) -> Told:
    """Tell a story on one database."""
    with opened_school(code, folder, database) as school:
        story(school)
        assert school.runtime.feed.dead_letters() == []
        check_rebuilding(school.runtime, folder)
        lists = {name: _without_tokens(rows) for name, rows in school.everything().items()}
        topics = [get_topic(type(each.event)) for each in school.runtime.log.after(0, limit=EVERYTHING)]
    return Told(lists, topics)


def check_rebuilding(runtime: Runtime, folder: Path) -> None:
    """Fold the whole log into a fresh views database: every table has the same rows as the live one."""
    fresh = open_database(f"sqlite:///{folder / 'rebuilt.sqlite'}")
    migrate_views(fresh, PROJECTIONS)
    Feed(log=runtime.log, engine=fresh, projections=PROJECTIONS).catch_up()
    runtime.feed.catch_up()
    with runtime.views.connect() as live, fresh.connect() as rebuilt:
        for table in (table for projection in PROJECTIONS for table in projection.tables.sorted_tables):
            rows = sorted(map(repr, live.execute(select(table))))
            assert sorted(map(repr, rebuilt.execute(select(table)))) == rows, table.name
    fresh.dispose()


def _without_tokens(rows: object) -> str:
    """The rows as text; opaque tokens hang on the secret key of each database."""
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    return re.sub(r"\bx-[0-9a-f]{16}\b", "x-…", text)
