"""Logs for tests: on memory, SQLite and PostgreSQL, each with keys in a file of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from service.aggregates.bank import Bank, Claim
from service.aggregates.person import Person
from service.events import acting
from service.eventstore.database import open_database
from service.eventstore.keys import KeyStore, create_master_key, read_master_key
from service.eventstore.log import Decision, Log, Request, database_environment
from service.values import Pii
from tests.memory_log import MemoryLog
from tests.scenario import fixed_act

BANK: Final = f"001/bank/{1:032x}"


@dataclass(frozen=True)
class Store:
    """Where a log lives; ``url`` None is memory, and then there is one log only."""

    folder: Path
    url: str | None

    def prepare(self) -> None:
        """Create keys, tables and triggers."""
        create_master_key(self.master)
        with self.keys() as keys:
            KeyStore.migrate(keys.engine)
            if self.url is not None:
                Log(env=database_environment(self.url, create=True), keys=keys.store).close()

    @property
    def master(self) -> Path:
        """The file of the master key."""
        return self.folder / "master.key"

    @contextmanager
    def keys(self) -> Iterator["OpenKeys"]:
        """Open the database of keys."""
        engine = open_database(f"sqlite:///{self.folder / 'keys.sqlite'}")
        store = KeyStore(engine=engine, master=read_master_key(self.master))
        try:
            yield OpenKeys(engine, store)
        finally:
            store.close()

    @contextmanager
    def open(self) -> Iterator[Log]:
        """Open the log."""
        with self.keys() as keys, self._log(keys.store) as log:
            yield log

    def _log(self, keys: KeyStore) -> Log:
        if self.url is None:
            return MemoryLog(keys=keys)
        return Log(env=database_environment(self.url, create=False), keys=keys)


@dataclass(frozen=True)
class OpenKeys:
    """The engine of keys and the store upon it."""

    engine: Engine
    store: KeyStore


def asked(key: str, content: bytes = b"") -> Request:
    """A request of institution 001."""
    return Request(institution="001", key=key, content=content)


def registered(number: int, *, name: str = "Зимина Берта Юлиановна") -> Person:
    """A new person who gave a contact."""
    person = f"001/person/{number:032x}"
    return Person.start(
        Person.ParticipantRegistered,
        person,
        fingerprint=f"f{number}",
        full_name=Pii(person, name),
        contact=Pii(person, f"{number}@example.org"),
        position="teacher",
        position_words=None,
        birth_year=1990,
        source="curator",
    )


def register(log: Log, number: int, *, key: str | None = None) -> int:
    """Store one person; return the position."""
    with acting(fixed_act(start=number * 1000)):
        receipt = log.execute(
            lambda: Decision((registered(number),), {"person": f"{number:032x}"}),
            request=asked(key or f"register-{number}"),
        )
    return receipt.position


def open_bank(log: Log) -> None:
    """Store an empty bank."""
    with acting(fixed_act()):
        log.execute(lambda: Decision((Bank.start(Bank.BankOpened, BANK),)), request=asked("open bank"))


def claim(log: Log, number: int) -> Decision:
    """Decide to claim a person on the one bank, as it is now."""
    bank = log.get(Bank, BANK)
    bank.claim_person(claim=Claim(f"001/person/{number:032x}", f"f{number}", f"n{number}"))
    return Decision((bank,), {"person": str(number)})
