"""Planted names, contacts and free text stand in the read models, and nowhere else that is written."""

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec
import psycopg
import pytest
from psycopg import sql

from service.access import Actor, Role, operator
from service.aggregates.bank import PersonAlreadyRegistered
from service.commands.bank_pages import mentee_bank, open_phrases
from service.commands.banks import choose_competency
from service.commands.consents import withdraw_personal_data_consent
from service.commands.import_banks import import_workbook
from service.commands.people import register_person
from service.commands.runtime import Runtime, prepare
from service.commands.suggest import suggest
from service.demo.stage import set_the_stage
from service.errors import NotAllowed, NotFound
from service.eventstore.log import KeyReused
from service.projections.feed import VIEWS_SCHEMA
from service.settings import Settings
from tests.faults.planted import (
    BY_HAND,
    BY_HAND_CONTACT,
    KEPT,
    PLANTED,
    REFUSED,
    SPELLINGS,
    Trace,
    faulty_workbook,
    traces,
    workbook,
)

NOW: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
STORES: Final = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]

ID: Final = re.compile(r"00[0-4]/[a-z_]+/[0-9a-f]{32}")

Place = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Story:
    """A service that has lived with the planted people; ``said`` is all that it logged and printed."""

    runtime: Runtime
    said: str

    @property
    def settings(self) -> Settings:
        """Where the service keeps its data."""
        return self.runtime.settings


@pytest.fixture(params=STORES)
def story(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[Story]:
    """The planted people come, are refused, are matched, on each store in turn, everything logged."""
    database = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    settings = Settings(data=tmp_path / "data", database=database)
    for logger in ("", "sqlalchemy.engine"):  # the root of all, and one that keeps a level of its own
        caplog.set_level(logging.DEBUG, logger)
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        set_the_stage(runtime)
        live(runtime)
        out, err = capfd.readouterr()
        yield Story(runtime, f"{caplog.text}\n{out}\n{err}")


def live(runtime: Runtime) -> None:
    """Import, register by hand, be refused in each way, choose, match and withdraw."""
    by_hand: dict[str, Any] = {"full_name": BY_HAND, "contact": BY_HAND_CONTACT, "position": "бердовед"}
    load = partial(import_workbook, runtime, institution="001", actor=operator())
    run = partial(runtime.run, institution="001", actor=operator())
    assert load(content=workbook()).stored
    assert not load(content=faulty_workbook()).stored
    run(register_person, key=BY_HAND, **by_hand)
    with pytest.raises(PersonAlreadyRegistered):
        run(register_person, **by_hand)
    with pytest.raises(KeyReused):
        run(register_person, key=BY_HAND, **{**by_hand, "position": "глиноведение"})
    stranger = Actor(id="004/person/stranger", roles={"004": frozenset({Role.CURATOR})})
    with pytest.raises(NotAllowed):
        run(register_person, actor=stranger, **by_hand)
    with pytest.raises(NotFound):
        run(withdraw_personal_data_consent, person=f"001/person/{BY_HAND}")
    rows = mentee_bank(runtime, institution="001", actor=operator(), on=NOW.date())
    (row, phrase), *_ = open_phrases(rows)
    run(choose_competency, entry=row.id, index=phrase.index, code="PSY-05")
    assert suggest(runtime, institution="001", actor=operator())["proposal"]["pairs"]


def files_without_views(settings: Settings) -> list[Place]:
    """Every file of the data folder, journals included, but for the read models."""
    files = [path for path in settings.data.rglob("*") if path.is_file()]
    return [(path.name, path.read_bytes()) for path in files if not path.name.startswith("views.")]


def tables(url: str, *, of_views: bool) -> list[Place]:
    """Every column of every row of the database: of the read models, or of everything else."""
    found: list[Place] = []
    listed = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname !~ '^(pg_|information_schema)'"
    with psycopg.connect(url) as connection:
        for schema, table in connection.execute(listed).fetchall():
            if (schema == VIEWS_SCHEMA) is of_views:
                rows = connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(schema, table)))
                found += [(table, _bytes(value)) for row in rows for value in row]
    return found


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else msgspec.json.encode(value, enc_hook=str)


def written(story: Story) -> list[Place]:
    """Everything outside the read models that the service wrote."""
    database = story.settings.database
    rows = [] if database is None else tables(database, of_views=False)
    return [*files_without_views(story.settings), *rows, ("program log", story.said.encode())]


def views(story: Story) -> list[Place]:
    """The read models, byte by byte."""
    database = story.settings.database
    if database is not None:
        return tables(database, of_views=True)
    return [(path.name, path.read_bytes()) for path in story.settings.data.glob("views.*")]


@pytest.mark.requirement("R-046")
def test_planted_people_stand_in_the_read_models_and_nowhere_else(story: Story) -> None:
    places = written(story)
    stored = {name for name, content in places if content}
    if story.settings.database is None:
        assert {"log.sqlite", "log.sqlite-wal", "log.sqlite-shm", "keys.sqlite", "program log"} <= stored
    else:
        assert {"log_events", "receipts", "keys.sqlite", "program log"} <= stored
    assert "INSERT INTO" in story.said
    assert traces(places) == []
    assert {trace.word for trace in traces(views(story), words=KEPT)} == set(KEPT)
    assert traces(views(story), words=REFUSED) == []
    story.runtime.close()
    assert traces(written(story)) == []


def test_the_documents_of_a_run_hold_ids_and_codes_only(story: Story) -> None:
    run = suggest(story.runtime, institution="001", actor=operator())
    documents = [(name, msgspec.json.encode(run[name])) for name in ("problem", "proposal")]
    assert all(b"001/mentee/" in content for _, content in documents)
    assert traces(documents) == []


def test_a_receipt_holds_hmacs_ids_and_a_position(story: Story) -> None:
    for key, request, ids, position in receipts(story.settings):
        assert [len(bytes.fromhex(mark)) for mark in (key, request)] == [32, 32]
        assert all(ID.fullmatch(value) for value in msgspec.json.decode(ids).values())
        assert 0 < position <= story.runtime.log.head()


def receipts(settings: Settings) -> list[tuple[str, str, str, int]]:
    """All stored receipts."""
    query = "SELECT key, request, ids, position FROM receipts"
    if settings.database is not None:
        with psycopg.connect(settings.database) as connection:
            return connection.execute(query).fetchall()
    with closing(sqlite3.connect(settings.data / "log.sqlite")) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("word", PLANTED)
def test_the_search_finds_a_planted_word_in_every_spelling(word: str) -> None:
    for spelling, needle in SPELLINGS[word]:
        assert Trace(word, spelling, "here") in traces([("here", b"\x00..." + needle + b"...")], words=[word])


def test_the_search_reads_what_the_standard_encoders_write() -> None:
    people = {"на": ["о", "Вязмитинова", "Ухтомский"], "on": date(2026, 9, 1).isoformat()}
    plain = msgspec.json.encode(people)
    assert {t.word for t in traces([("here", plain)])} == {"Вязмитинова", "Ухтомский"}
